import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { bundleChunk, CHUNKS, packagesIn } from '../../scripts/build.ts'
import { readText, root } from './workflow-files.ts'

/** Licences that ask for no more than their text, which LICENSES.txt holds. */
const ALLOWED = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'])

interface Bundled {
  readonly name: string
  readonly licence: string
  readonly text: string
}

/** Every package that the build took code from, as it says itself. */
const bundled: readonly Bundled[] = licences(
  readFileSync(path.join(path.dirname(inject('action')), 'LICENSES.txt'), 'utf8'),
)

function licences(text: string): Bundled[] {
  const [, ...sections] = text.slice(text.indexOf('\n\n')).split(/(?:^|\n-{80}\n)\n+(?=\S+ \d\S* \(.*\)\n\n)/)
  return sections.map((section) => {
    const [, name, licence, body] = /^(\S+) \S+ \((.*)\)\n\n([\s\S]*)$/.exec(section)!
    return { name: name!, licence: licence!, text: body! }
  })
}

interface Named {
  readonly name: string
  readonly files: readonly string[]
  readonly why: string
  readonly brings: readonly string[]
}

const named: readonly Named[] = tableRows(readText('docs/dependencies.md'), 'package').map(
  ([name = '', files = '', why = '', brings = '']) => ({
    name: codes(name)[0]!,
    files: codes(files),
    why,
    brings: codes(brings),
  }),
)

/** The cells of a Markdown table, by what its first column is called. */
function tableRows(text: string, title: string): string[][] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${title} `))
  const rows = lines.slice(start + 2)
  return rows.slice(0, rows.indexOf('')).map((row) => row.split('|').slice(1, -1))
}

function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)
}

const lock: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>> = JSON.parse(
  readText('package-lock.json'),
).packages

/** Whatever a package asks for, directly or not. */
function broughtBy(name: string): Set<string> {
  const found = new Set([name])
  for (const each of found) {
    for (const [place, { dependencies = {} }] of Object.entries(lock))
      if (place.endsWith(`node_modules/${each}`)) for (const other of Object.keys(dependencies)) found.add(other)
  }
  return found
}

test('the page about dependencies gives each package that is bundled by name a reason', () => {
  const { devDependencies } = JSON.parse(readText('package.json'))
  expect(named.filter(({ name }) => devDependencies[name] === undefined)).toEqual([])
  expect(named.filter(({ why }) => why.trim().length < 20)).toEqual([])
})

test('nobody who installs the package gets others with it: the bundle holds them, and what draws pictures is asked for', () => {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readText('package.json'),
  )
  expect([dependencies, optionalDependencies]).toEqual([undefined, undefined])
  expect(Object.keys(peerDependencies)).toEqual(['mermaid'])
  expect(peerDependenciesMeta).toEqual({ mermaid: { optional: true } })
})

test('what is bundled is what the page names: no more, and nothing that serves nothing', () => {
  const all = named.flatMap(({ name, brings }) => [name, ...brings])
  expect([...new Set(bundled.map(({ name }) => name))].sort()).toEqual([...new Set(all)].sort())
})

test('a package that comes along is named with one that asks for it', () => {
  for (const { name, brings } of named) {
    const asked = broughtBy(name)
    expect(brings.filter((other) => !asked.has(other))).toEqual([])
  }
})

test('every bundled package has a licence that allows it, and its whole text goes along', () => {
  expect(bundled.length).toBeGreaterThan(named.length)
  expect(bundled.filter(({ licence }) => !ALLOWED.has(licence))).toEqual([])
  // The shortest of the allowed texts has some 500 characters.
  expect(bundled.filter(({ text }) => text.length < 500).map(({ name }) => name)).toEqual([])
})

test('the page names the files of dist that a package is in', async () => {
  const found = new Map<string, string[]>()
  for (const chunk of CHUNKS) {
    const { metafile } = await bundleChunk(root, chunk, CHUNKS)
    const names = (await packagesIn(root, metafile)).map((place) => place.replace(/^.*node_modules\//, ''))
    for (const name of new Set(names))
      found.set(name, [...(found.get(name) ?? []), path.parse(chunk.outfile).name].sort())
  }
  for (const { name, files } of named) expect([...files].sort(), name).toEqual(found.get(name))
})
