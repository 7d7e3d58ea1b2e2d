import path from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, type Node, parse, type Source, sources, valueImportsOf } from './sources.ts'

// Imports point one way: entries -> run -> outside -> core. Types count too: a type from outside ties core to it as well.

type Layer = 'action' | 'cli' | 'run' | 'outside' | 'core' | 'local'

const MAY_IMPORT: Readonly<Record<Layer, readonly Layer[]>> = {
  action: ['action', 'run', 'outside', 'core'],
  cli: ['cli', 'run', 'outside', 'core', 'local'],
  run: ['run', 'outside', 'core'],
  outside: ['outside', 'core'],
  core: ['core'],
  // The tracker shares no code with the client that is tested against it, so one mistake cannot hide in both.
  local: ['local', 'core'],
}

const LAYER_OF: Readonly<Record<string, Layer>> = {
  'index.ts': 'action',
  'main.ts': 'action',
  'cli.ts': 'cli',
  'command-line': 'cli',
  'run.ts': 'run',
  'removal.ts': 'run',
  github: 'outside',
  slack: 'outside',
  workers: 'outside',
  files: 'outside',
  actions: 'outside',
  core: 'core',
  local: 'local',
}

/**
 * The parts of the core, from the ground up: each may call those above it in this list, and know types of all. Files
 * that stand in no folder are with the first, but for the decision.
 */
const CORE_PARTS = [
  'troubleshooting',
  'time',
  'records',
  'text',
  'phase-file',
  'starter',
  'note',
  'issues',
  'tasks',
  'mirror/files',
  'picks',
  'workers',
  'forecast',
  'pictures',
  'pages',
  'mirror',
  'telling',
  'commands',
  'operations',
  'removal',
  'decide.ts',
  'report',
]

/** Parsers. No `node:` module is here: add one only if it neither waits nor looks outside. */
const CORE_PACKAGES = [/^yaml$/, /^fastest-levenshtein$/, /^mdast-util-from-markdown$/, /^markdown-it$/]

/** Globals that wait, or that make two runs on the same input differ. */
const IMPURE_GLOBALS = new Set([
  'Promise',
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
])

function layerOf(file: string): Layer | undefined {
  return LAYER_OF[file.split('/')[0]!]
}

function wrongImports(source: Source): string[] {
  const from = layerOf(source.file)
  if (from === undefined) return [`${source.file} belongs to no layer: give it one in this test`]
  return importsOf(source).flatMap((specifier) => {
    if (!specifier.startsWith('.')) {
      const allowed = from !== 'core' || CORE_PACKAGES.some((pattern) => pattern.test(specifier))
      return allowed ? [] : [`${source.file} imports ${specifier}`]
    }
    const target = path.posix.join(path.posix.dirname(source.file), specifier)
    if (from === 'cli' && target === '../package.json') return []
    const to = layerOf(target)
    return to !== undefined && MAY_IMPORT[from].includes(to) ? [] : [`${source.file} imports ${target}`]
  })
}

function corePartOf(file: string): number {
  const inside = file.replace('core/', '')
  const part = CORE_PARTS.filter((name) => inside === name || inside.startsWith(`${name}/`)).toSorted()
  return part.length === 0 && !inside.includes('/') ? 0 : CORE_PARTS.indexOf(part.at(-1)!)
}

function upwardImports(source: Source): string[] {
  const own = corePartOf(source.file)
  const targets = valueImportsOf(source)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.posix.join(path.posix.dirname(source.file), specifier))
  return targets.filter((target) => corePartOf(target) > own).map((target) => `${source.file} imports ${target}`)
}

function impurity(node: Node): string | undefined {
  if (node.type === 'AwaitExpression' || node.await) return 'await'
  if (node.async) return 'async'
  if (node.type === 'NewExpression') return impureConstruction(node)
  if (node.type === 'CallExpression') return impureCall(node)
  if (node.type === 'MemberExpression') return impureMember(node)
  return undefined
}

function impureConstruction({ callee, arguments: given }: Node): string | undefined {
  const name = callee?.name ?? ''
  if (name === 'Date' && given?.length === 0) return 'new Date()'
  return IMPURE_GLOBALS.has(name) ? `new ${name}` : undefined
}

function impureCall({ callee }: Node): string | undefined {
  const name = callee?.name ?? ''
  return name === 'Date' || IMPURE_GLOBALS.has(name) ? `${name}()` : undefined
}

function impureMember({ object, property }: Node): string | undefined {
  const name = object?.name ?? ''
  const member = `${name}.${property?.name}`
  return IMPURE_GLOBALS.has(name) || ['Date.now', 'Math.random'].includes(member) ? member : undefined
}

test('imports point from the entries to the run, from there to the outside, and from there to the core', () => {
  expect(sources.flatMap(wrongImports)).toEqual([])
})

test('in the core a part calls only what lies below it', () => {
  const core = sources.filter(({ file }) => layerOf(file) === 'core')
  const unplaced = core.filter(({ file }) => file.split('/').length > 2 && corePartOf(file) < 0)
  expect(unplaced.map(({ file }) => file)).toEqual([])
  expect(core.flatMap(upwardImports)).toEqual([])
})

test.each([
  [`import { rankTasks } from './rank.ts'`, ['./rank.ts']],
  [`import { rankTasks, type Rank } from './rank.ts'`, ['./rank.ts']],
  [`import type { Rank } from './rank.ts'`, []],
  [`import { type Rank } from './rank.ts'`, []],
  [`import './rank.ts'`, ['./rank.ts']],
  [`export { rankTasks } from './rank.ts'`, ['./rank.ts']],
  [`export type { Rank } from './rank.ts'`, []],
  [`let rank: import('./rank.ts').Rank`, []],
])('%s calls %j', (code, called) => {
  expect(valueImportsOf({ file: 'x.ts', nodes: parse(code) })).toEqual(called)
})

test('the core neither waits nor looks at clock, environment, network or log', () => {
  const core = sources.filter(({ file }) => layerOf(file) === 'core')
  const found = core.flatMap(({ file, nodes }) => {
    const reasons = nodes.map(impurity).filter((reason) => reason !== undefined)
    return reasons.map((reason) => `${file}: ${reason}`)
  })
  expect(found).toEqual([])
})

test.each([
  ['const f = async () => 1', 'async'],
  ['async function f() { for await (const x of y) g(x) }', 'await'],
  ['const now = new Date()', 'new Date()'],
  ['const now = Date.now()', 'Date.now'],
  ['const now = Date()', 'Date()'],
  ['new Promise((done) => done())', 'new Promise'],
  ['setTimeout(f, 1)', 'setTimeout()'],
  ['f(process.env.HOME)', 'process.env'],
])('%s is found in the core', (code, reason) => {
  expect(parse(code).map(impurity)).toContain(reason)
})

test('a date from a given time, and a property that is called like a global, are let be', () => {
  const nodes = parse(`const due = new Date(now); const f = { process: 1 }; f.process = 2`)
  expect(nodes.map(impurity).filter((reason) => reason !== undefined)).toEqual([])
})
