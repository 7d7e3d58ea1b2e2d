import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { bundleChunk, CHUNKS } from '../../scripts/build.ts'
import { startTracker } from '../../src/local/tracker.ts'
import { CommandLine, example } from '../cli/command-line.ts'
import { root } from './workflow-files.ts'

// The command line runs on the Node of its user, from 20 on. The action runs on 24.

const run = promisify(execFile)
const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
const place = new CommandLine()
afterAll(() => place.remove())

/** Chunks that the command line loads. */
const chunks = CHUNKS.filter(({ early }) => !early)

test('no source of the command line uses what ECMAScript 2023 lacks and older-node.ts does not bring', async () => {
  const inside = new Set<string>()
  for (const chunk of chunks) {
    const { metafile } = await bundleChunk(root, chunk, CHUNKS)
    for (const file of Object.keys(metafile.inputs)) inside.add(file)
  }
  const { stdout } = await run(process.execPath, [tsc, '-p', 'tsconfig.older-node.json'], { cwd: root }).catch(
    (failure: { stdout: string }) => failure,
  )
  const complaints = stdout.split('\n').filter((line) => inside.has(line.split('(')[0]!))
  expect(complaints).toEqual([])
})

const tsc = path.join(root, 'node_modules/typescript/bin/tsc')

/** The machine's own Node, which `npm test` was started with, where it is an older one than ours. */
async function machinesNode(): Promise<{ readonly file: string; readonly takesProxies: boolean } | undefined> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'))
  const found = folders.map((folder) => path.join(folder, 'node')).find((file) => existsSync(file))
  if (found === undefined) return undefined
  const { stdout } = await run(found, ['--version'])
  const [major = 0, minor = 0] = stdout.slice(1).split('.').map(Number)
  const takesProxies = major > 22 || (major === 22 && minor >= 19)
  return major >= 20 && major < 24 ? { file: found, takesProxies } : undefined
}

const older = await machinesNode()

describe.skipIf(older === undefined)('on an older Node', () => {
  const call = (given: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(older!.file, [cli, ...given], {
      cwd: place.folder,
      env: { PATH: '', PHASE_COORDINATOR_PACE: 'off', PHASE_COORDINATOR_NOW: '2026-02-23T03:15:00Z', ...env },
    })

  test.each([[['--version']], [['--help']], [['forecast', example]], [['forecast', '--json', example]]])(
    '%j works, without a word on standard error',
    async (given) => {
      const { stdout, stderr } = await call(given)
      expect(stdout.length).toBeGreaterThan(5)
      expect(stderr).toBe('')
    },
  )

  test('a launch and its removal work', async () => {
    const tracker = await startTracker({ now: () => new Date('2026-02-23T03:15:00Z') })
    tracker.putFile('.github/phases/1.yml', 'phase: 1\ntitle: T\ntasks: [{ id: a, title: A }, { id: b, title: B }]\n')
    const env = { GITHUB_API_URL: tracker.url, GH_TOKEN: 'octocat-token' }
    const launch = await call(['run', '--repo', tracker.repository], env)
    expect(launch).toMatchObject({ stdout: expect.stringContaining('Picked: a'), stderr: '' })
    const removal = await call(['remove', '--repo', tracker.repository, '--yes', '--force'], env)
    expect(removal.stdout).toMatch(/(\d+) of \1 steps done\./)
    expect(tracker.store.issues.every(({ state }) => state === 'closed')).toBe(true)
    await tracker.close()
  })

  test.skipIf(older?.takesProxies)('a proxy is refused with the version that it takes', async () => {
    const refusal = await call(['run', '--repo', 'a/b'], { GH_TOKEN: 'none', https_proxy: 'http://127.0.0.1:9' }).catch(
      (failure: { code: number; stderr: string }) => failure,
    )
    expect(refusal).toMatchObject({ code: 2, stderr: expect.stringContaining('takes Node.js 22.19 or newer') })
  })

  test('phase files are found by the globs that name them', async () => {
    for (const name of ['.github/phases/1.yml', 'plans/deep/2.yaml', 'one.yml', 'other.txt']) {
      mkdirSync(path.dirname(path.join(place.folder, name)), { recursive: true })
      writeFileSync(path.join(place.folder, name), name)
    }
    const { outputFiles } = await build({
      stdin: {
        contents: `import { readWorkspace } from './src/actions/workspace.ts'
          const globs = ['.github/phases/*.{yml,yaml}', '**/*.yaml', 'one.yml']
          readWorkspace(process.cwd(), globs).then(({ files }) => console.log(files.map(({ path }) => path).join()))`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
    })
    const script = place.file('read.cjs', outputFiles[0]!.text)
    const { stdout } = await run(older!.file, ['--no-warnings', script], { cwd: place.folder })
    expect(stdout.trim()).toBe('.github/phases/1.yml,one.yml,plans/deep/2.yaml')
  })
})
