import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { bundle, type Chunk, earlyBytes, type Files, staleFiles } from '../../scripts/build.ts'

const chunks: readonly Chunk[] = [
  { entry: 'src/index.ts', outfile: 'index.cjs', early: true },
  { entry: 'src/main.ts', outfile: 'main.cjs', early: true },
  { entry: 'src/deep/proxy.ts', outfile: 'proxy.cjs', early: false },
]

const sources = {
  'src/index.ts': `console.log('first')
    void import('./main.ts').then(({ main }) => main('second'))`,
  'src/main.ts': `import { shout } from 'shouter'
    export async function main(word: string) { console.log(shout(word)); (await import('./deep/proxy.ts')).third() }`,
  'src/deep/proxy.ts': `export function third() { console.log('third') }`,
  'node_modules/shouter/package.json':
    '{ "name": "shouter", "version": "1.2.3", "license": "MIT", "main": "index.js" }',
  'node_modules/shouter/index.js': '/*! a licence comment */ exports.shout = (word) => word.toUpperCase()',
  'node_modules/shouter/LICENSE.md': 'Do as you like.\r\n',
}

const directories: string[] = []

function checkout(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'build-'))
  directories.push(root)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), content)
  }
  return root
}

function writeDist(root: string, files: Files): string {
  const dist = path.join(root, 'dist')
  mkdirSync(dist)
  for (const [name, content] of files) writeFileSync(path.join(dist, name), content)
  return dist
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true })
})

test('a chunk loads another one from its own file', async () => {
  const root = checkout(sources)
  const dist = writeDist(root, await bundle(root, chunks))
  expect(execFileSync(process.execPath, [path.join(dist, 'index.cjs')], { encoding: 'utf8' })).toBe(
    'first\nSECOND\nthird\n',
  )
})

test('a chunk that is imported plainly is refused, because it would exist twice', async () => {
  const root = checkout({ ...sources, 'src/index.ts': `import { main } from './main.ts'; void main('second')` })
  await expect(bundle(root, chunks)).rejects.toThrow("load it with await import('./main.ts')")
})

test('the licences name each bundled package with its text', async () => {
  const files = await bundle(checkout(sources), chunks)
  expect(files.get('LICENSES.txt')!.toString()).toContain('shouter 1.2.3 (MIT)\n\nDo as you like.\n')
})

test('the licences name a package too that a generator has copied into a source', async () => {
  const copied = '// node_modules/@deep/copied/lib/index.js\nexport const third = () => console.log("third")'
  const files = await bundle(
    checkout({
      ...sources,
      'src/deep/proxy.ts': copied,
      'node_modules/@deep/copied/package.json': '{ "name": "@deep/copied", "version": "2.0.0", "license": "ISC" }',
    }),
    chunks,
  )
  expect(files.get('LICENSES.txt')!.toString()).toContain('@deep/copied 2.0.0 (ISC)\n\nLicence: ISC;')
})

test('the bundle is the same from every directory', async () => {
  const one = await bundle(checkout(sources), chunks)
  const other = await bundle(checkout(sources), chunks)
  expect([...one]).toEqual([...other])
})

test('a stale, a missing and an unknown file are each named', async () => {
  const root = checkout(sources)
  const files = await bundle(root, chunks)
  const dist = writeDist(root, files)
  expect(await staleFiles(dist, files)).toEqual([])

  writeFileSync(path.join(dist, 'main.cjs'), 'changed')
  writeFileSync(path.join(dist, 'old.cjs'), '')
  rmSync(path.join(dist, 'proxy.cjs'))
  expect(await staleFiles(dist, files)).toEqual([
    'proxy.cjs is missing',
    'main.cjs is stale',
    'old.cjs is not made by the build',
  ])
})

test('a package that is left out is empty, and its licence is not named', async () => {
  const root = checkout({
    ...sources,
    'src/index.ts': `import { HttpClient } from '@actions/http-client/lib'; console.log(HttpClient)`,
  })
  const files = await bundle(root, chunks)
  const dist = writeDist(root, files)
  expect(execFileSync(process.execPath, [path.join(dist, 'index.cjs')], { encoding: 'utf8' })).toBe('undefined\n')
  expect(files.get('LICENSES.txt')!.toString()).not.toContain('http-client')
})

test('only what every run loads counts against the budget', async () => {
  const files = await bundle(checkout(sources), chunks)
  expect(earlyBytes(chunks, files)).toBe(files.get('index.cjs')!.length + files.get('main.cjs')!.length)
})
