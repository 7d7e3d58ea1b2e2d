// Bundles the action into dist/, which is committed because GitHub runs it from there.
// `node scripts/build.ts` writes; with --check it compares byte for byte and says what is stale.

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

/** One file of dist/. Sources refer to another chunk by `await import('<its entry>')`, so tsc checks what they use of it. */
export interface Chunk {
  readonly entry: string
  readonly outfile: string
  /** Loaded before the first request at the latest, so it counts against the budget. */
  readonly early: boolean
}

export const CHUNKS: readonly Chunk[] = [
  { entry: 'src/index.ts', outfile: 'index.cjs', early: true },
  { entry: 'src/main.ts', outfile: 'main.cjs', early: true },
  { entry: 'src/github/proxy.ts', outfile: 'proxy.cjs', early: false },
  { entry: 'src/core/commands/find-commands.ts', outfile: 'find-commands.cjs', early: false },
  { entry: 'src/slack/deliver.ts', outfile: 'slack.cjs', early: false },
  { entry: 'src/command-line/init-questions.ts', outfile: 'questions.cjs', early: false },
  { entry: 'src/cli.ts', outfile: 'cli.cjs', early: false },
  { entry: 'src/command-line/local-session.ts', outfile: 'local.cjs', early: false },
]

const BUDGET_BYTES = 700 * 1024

/**
 * Packages whose imports become empty objects. `@actions/core` needs this one for OpenID Connect tokens alone, which the
 * action never asks for, and it brings a second undici of more than 400 KB.
 */
const LEFT_OUT = ['@actions/http-client']

const LICENSES = 'LICENSES.txt'

export type Files = ReadonlyMap<string, Buffer>

/** What dist/ should hold, by file name. Throws where a source does not bundle. */
export async function bundle(root: string, chunks: readonly Chunk[]): Promise<Files> {
  const files = new Map<string, Buffer>()
  const packages = new Set<string>()
  for (const chunk of chunks) {
    const { code, metafile } = await bundleChunk(root, chunk, chunks)
    files.set(chunk.outfile, code)
    for (const directory of await packagesIn(root, metafile)) packages.add(directory)
  }
  files.set(LICENSES, Buffer.from(await licenses(root, packages)))
  return files
}

export async function bundleChunk(root: string, chunk: Chunk, chunks: readonly Chunk[]) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [chunk.entry],
    outfile: path.join('dist', chunk.outfile),
    plugins: [linkChunks(root, chunks), leaveOut(LEFT_OUT), versionAlone(root)],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'node',
    // What is loaded late serves the command line too, which runs on the Node of its user.
    target: chunk.early ? 'node24' : 'node20',
    format: 'cjs',
    charset: 'utf8',
    // LICENSES.txt holds the whole texts.
    legalComments: 'none',
    // Turns import() of another chunk into require(): Node's ES module loader alone takes some 30 ms to start.
    supported: { 'dynamic-import': false },
    logLevel: 'silent',
  })
  return { code: Buffer.from(outputFiles[0]!.contents), metafile }
}

/** Lets a chunk name another by its source file: the bundle then loads the other file of dist/ instead of a copy. */
function linkChunks(root: string, chunks: readonly Chunk[]): Plugin {
  const outfiles = new Map(chunks.map(({ entry, outfile }) => [path.resolve(root, entry), outfile]))
  return {
    name: 'link-chunks',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir, kind }) => {
        const outfile = outfiles.get(path.resolve(resolveDir, specifier))
        if (outfile === undefined || kind === 'entry-point') return undefined
        if (kind === 'dynamic-import') return { path: `./${outfile}`, external: true }
        // A plain import would copy the chunk, and whatever state its modules keep would exist twice.
        return { errors: [{ text: `${specifier} is a bundle of its own: load it with await import('${specifier}')` }] }
      })
    },
  }
}

/** Of our package.json the bundle holds the version, and does not change with the rest. */
function versionAlone(root: string): Plugin {
  const own = path.join(root, 'package.json')
  return {
    name: 'version-alone',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]package\.json$/ }, async ({ path: file }) => {
        // Others read their own.
        if (file !== own) return undefined
        const { version } = JSON.parse(await readFile(file, 'utf8'))
        return { contents: JSON.stringify({ version }), loader: 'json' }
      })
    },
  }
}

function leaveOut(packages: readonly string[]): Plugin {
  return {
    name: 'leave-out',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^[@\w]/ }, ({ path: specifier }) => {
        const isLeftOut = packages.some((name) => specifier === name || specifier.startsWith(`${name}/`))
        return isLeftOut ? { path: specifier, namespace: 'left-out' } : undefined
      })
      // CommonJS, so that a named import is undefined rather than an error of the build.
      onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }))
    },
  }
}

const PACKAGE_DIRECTORY = /(?<=^|\/\/ )\S*node_modules\/(?:@[^/\s]+\/)?[^/\s]+(?=\/)/gm

/** Directories of the bundled packages, also of those that a generator has copied into a source under its `// <path>` comments. */
export async function packagesIn(root: string, { inputs }: Metafile): Promise<string[]> {
  const names = Object.keys(inputs)
  const own = names.filter((name) => !name.includes('node_modules/') && !name.startsWith('left-out:'))
  const texts = await Promise.all(own.map((name) => readFile(path.join(root, name), 'utf8')))
  return [...names, ...texts].flatMap((text) => text.match(PACKAGE_DIRECTORY) ?? [])
}

async function licenses(root: string, directories: ReadonlySet<string>): Promise<string> {
  const texts = new Map<string, string>()
  for (const directory of directories) {
    const { title, text } = await licenseOf(path.resolve(root, directory))
    texts.set(title, text)
  }
  const sections = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, text]) => `${title}\n\n${text}\n`)
  return `The files in this directory contain code of the packages below.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`
}

async function licenseOf(directory: string): Promise<{ title: string; text: string }> {
  const { name, version, license } = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8'))
  const files = (await readdir(directory)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(path.join(directory, file), 'utf8')))
  // git stores LF only, so other line ends would look stale in every checkout.
  const text = texts.map((each) => each.replaceAll('\r\n', '\n').trim()).join('\n\n')
  return { title: `${name} ${version} (${license})`, text: text || `Licence: ${license}; the package carries no text.` }
}

/** One sentence for each file of the directory that differs from what the build would write. */
export async function staleFiles(directory: string, files: Files): Promise<string[]> {
  const present = await filesIn(directory)
  const missing = [...files.keys()].filter((name) => !present.has(name))
  const differing = [...files].filter(([name, content]) => present.get(name)?.equals(content) === false)
  const unknown = [...present.keys()].filter((name) => !files.has(name))
  return [
    ...missing.map((name) => `${name} is missing`),
    ...differing.map(([name]) => `${name} is stale`),
    ...unknown.map((name) => `${name} is not made by the build`),
  ]
}

async function filesIn(directory: string): Promise<Files> {
  const names = await readdir(directory).catch(() => [])
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(directory, name))] as const)),
  )
}

/** Never empties the directory first: a run of the action may be loading from it. */
async function write(directory: string, files: Files): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const [name, content] of files) await writeFile(path.join(directory, name), content)
  const unknown = (await readdir(directory)).filter((name) => !files.has(name))
  for (const name of unknown) await rm(path.join(directory, name), { recursive: true })
}

/** Bytes that are read before the action can work. */
export function earlyBytes(chunks: readonly Chunk[], files: Files): number {
  return chunks.filter(({ early }) => early).reduce((sum, { outfile }) => sum + files.get(outfile)!.length, 0)
}

function printSizes(files: Files): void {
  for (const [name, content] of files) console.log(`${kilobytes(content.length).padStart(9)}  dist/${name}`)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}

async function main(check: boolean): Promise<number> {
  const root = path.dirname(import.meta.dirname)
  const dist = path.join(root, 'dist')
  const files = await bundle(root, CHUNKS)
  const early = earlyBytes(CHUNKS, files)
  if (early > BUDGET_BYTES) {
    console.error(`The action loads ${kilobytes(early)} of code; the budget is ${kilobytes(BUDGET_BYTES)}.`)
    return 1
  }
  if (!check) {
    await write(dist, files)
    printSizes(files)
    return 0
  }
  const stale = await staleFiles(dist, files)
  for (const sentence of stale) console.error(`dist/${sentence}`)
  if (stale.length > 0) console.error('Run: npm run build')
  return stale.length > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = await main(process.argv.includes('--check'))
