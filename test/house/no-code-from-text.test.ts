import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { importsOf, type Node, parse, type Source, sources } from './sources.ts'

// No text becomes code: nothing here evaluates one, hands one to a shell, or fills one into a template that can do more
// than show it. Of the action's own sources every way is closed; of libraries, docs/dependencies.md names what is left.

/** Modules that run code, or start something that does. */
const RUNNERS = /^(?:node:)?(?:child_process|cluster|inspector(?:\/promises)?|module|repl|vm|wasi|worker_threads)$/

/** Packages that fill text into templates; `ejs` and `lodash` compile them. */
const TEMPLATES =
  /^(?:art-template|doT|dot|dust|ejs|eta|handlebars|hogan|liquid|liquidjs|lodash(?:[.-]template)?|mustache|nunjucks|pug|swig|twig)(?:\/|$)/

/** Ways to run a text that need no module. */
function evaluations(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'ImportExpression' && !isText(node.source)) return ['import of a name that is not written out']
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return []
    const name = node.callee?.name ?? node.callee?.property?.name ?? ''
    if (node.type === 'CallExpression' && node.callee?.name === 'eval') return ['eval']
    if (name === 'Function' || name === 'AsyncFunction') return [name]
    // Bound or called another way: Function.prototype.constructor, (0, eval)(…).
    if (node.callee?.type === 'SequenceExpression' && node.callee.expressions?.some(({ name }) => name === 'eval'))
      return ['eval']
    if (/^set(?:Timeout|Interval|Immediate)$/.test(name) && isText(node.arguments?.[0])) return [`${name} of a text`]
    return []
  })
}

function isText(node: { readonly type?: string; readonly value?: unknown } | null | undefined): boolean {
  return typeof node?.value === 'string' || node?.type === 'TemplateLiteral'
}

/** What a file asks for by `require('…')`, as bundles do. */
function required(nodes: readonly Node[]): string[] {
  return nodes.flatMap(({ type, callee, arguments: [first] = [] }) =>
    type === 'CallExpression' && callee?.name === 'require' && typeof first?.value === 'string' ? [first.value] : [],
  )
}

const own = sources.filter(({ file }) => !file.startsWith('local/'))

function usesOf(wanted: RegExp, from: readonly Source[]): string[] {
  return from.flatMap((source) =>
    [...importsOf(source), ...required(source.nodes)]
      .filter((name) => wanted.test(name))
      .map((name) => `${source.file} imports ${name}`),
  )
}

test.each([
  ["eval('1')", 'eval'],
  ["(0, eval)('1')", 'eval'],
  ["new Function('return 1')", 'Function'],
  ["Function('return 1')()", 'Function'],
  ["globalThis.Function('return 1')", 'Function'],
  ["setTimeout('run()', 1)", 'setTimeout of a text'],
  ['import(name)', 'import of a name that is not written out'],
])('this test sees %j', (code, found) => {
  expect(evaluations(parse(code))).toEqual([found])
})

test('no source evaluates a text', () => {
  expect(own.flatMap(({ file, nodes }) => evaluations(nodes).map((what) => `${file}: ${what}`))).toEqual([])
})

test('one source of the action alone starts a program, and nothing else that runs code is used', () => {
  expect(usesOf(RUNNERS, own)).toEqual([
    // Asks a Node.js for its version.
    'command-line/local-session.ts imports node:child_process',
    'files/checkout.ts imports node:child_process',
  ])
})

test('the program is Git, named in the source, with its arguments as a list and without a shell', () => {
  const { nodes } = own.find(({ file }) => file === 'files/checkout.ts')!
  const started = nodes.filter(({ type, callee }) => type === 'CallExpression' && callee?.name === 'execFile')
  expect(started.map(({ arguments: [program] = [] }) => program?.value)).toEqual(['git'])
  const named = nodes.flatMap(({ type, imported }) => (type === 'ImportSpecifier' ? [imported?.name] : []))
  expect(named).toContain('execFile')
  expect(named.filter((name) => /^(?:exec|execSync|spawn|spawnSync|execFileSync|fork)$/.test(name ?? ''))).toEqual([])
  expect(nodes.filter(({ type, key }) => type === 'Property' && key?.name === 'shell')).toEqual([])
})

test('no source uses a template engine', () => {
  expect(usesOf(TEMPLATES, sources)).toEqual([])
})

const folder = path.dirname(inject('action'))
const chunks: readonly Source[] = readdirSync(folder)
  .filter((file) => file.endsWith('.cjs'))
  .map((file) => ({ file, nodes: parse(readFileSync(path.join(folder, file), 'utf8'), 'js') }))

test('no file of the bundle evaluates a text, whatever libraries bring', () => {
  expect(chunks.length).toBeGreaterThan(4)
  expect(chunks.flatMap(({ file, nodes }) => evaluations(nodes).map((what) => `${file}: ${what}`))).toEqual([])
})

test('what in the bundle could start programs or threads is what the page about dependencies explains', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/dependencies.md'), 'utf8')
  const explained = [...page.matchAll(/^\| `([\w-]+)` +\| `(child_process|worker_threads)` +\|/gm)]
  expect(
    usesOf(RUNNERS, chunks)
      .map((use) => use.replace('node:', ''))
      .sort(),
  ).toEqual(explained.map(([, file, name]) => `${file}.cjs imports ${name}`).sort())
})

test('the command line has no subcommand that is a program of its own', () => {
  const ofCommandLine = sources.filter(({ file }) => file === 'cli.ts' || file.startsWith('command-line/'))
  const calls = ofCommandLine.flatMap(({ nodes }) => nodes.filter(({ type }) => type === 'CallExpression'))
  const named = (name: string) => calls.filter(({ callee }) => callee?.property?.name === name)
  expect(named('addCommand').length).toBeGreaterThan(0)
  // commander starts a program where a command gets its description as a second argument.
  expect(named('command').filter(({ arguments: given = [] }) => given.length !== 1)).toEqual([])
})
