import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vitest/node'

export interface Source {
  /** Relative to src, with forward slashes. */
  readonly file: string
  /** Every node of its syntax tree. */
  readonly nodes: readonly Node[]
}

/** The fields that these tests look at; absent where a kind of node has none. */
export interface Node {
  readonly type: string
  readonly source?: { readonly type?: string; readonly value?: unknown } | null
  readonly value?: unknown
  readonly await?: boolean
  readonly async?: boolean
  readonly arguments?: readonly Node[]
  readonly callee?: Node
  readonly object?: Node
  readonly property?: Node
  readonly key?: Node
  readonly imported?: Node
  readonly importKind?: 'value' | 'type'
  readonly exportKind?: 'value' | 'type'
  readonly specifiers?: readonly Node[]
  readonly expressions?: readonly Node[]
  readonly name?: string
}

const SRC = path.join(import.meta.dirname, '../../src')

export const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll(path.sep, '/'))
  .filter(isCode)
  .sort()
  .map((file) => ({ file, nodes: parse(readFileSync(path.join(SRC, file), 'utf8')) }))

function isCode(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file) && !/\.d\.[cm]?ts$/.test(file)
}

export function parse(code: string, lang: 'ts' | 'js' = 'ts'): Node[] {
  return nodesIn(parseAst(code, { lang }))
}

function nodesIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(nodesIn)
  return 'type' in value && typeof value.type === 'string' ? [value as Node, ...below] : below
}

/** What a file names in import, export … from, import() and import types. */
export function importsOf({ nodes }: Source): string[] {
  const named = nodes.filter(({ type }) => /^(Import|Export\w+)(Declaration|Expression)$|^TSImportType$/.test(type))
  return named.flatMap(({ source }) => (typeof source?.value === 'string' ? [source.value] : []))
}

/** The same without what only types are taken from, which is gone once the code is built. */
export function valueImportsOf({ file, nodes }: Source): string[] {
  return importsOf({ file, nodes: nodes.filter((node) => node.type !== 'TSImportType' && !isOfTypes(node)) })
}

function isOfTypes({ importKind, exportKind, specifiers = [] }: Node): boolean {
  if (importKind === 'type' || exportKind === 'type') return true
  return specifiers.length > 0 && specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type')
}
