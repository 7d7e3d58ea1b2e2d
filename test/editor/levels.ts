import { keysByLevel } from '../../src/core/phase-file/generated/schema-facts.ts'

/** A map of the phase file, in a file that is valid once a sound key stands where `|` is. */
export interface Level {
  /** Its path in the file, with * for any entry. */
  readonly path: string
  /** The keys that it may have. */
  readonly keys: readonly string[]
  /** Those that it has already. */
  readonly present: readonly string[]
  readonly text: string
  /** Of the map's lines. */
  readonly indent: string
}

export const head = 'phase: 4\ntitle: Release readiness\n'
export const oneTask = 'tasks:\n  - id: docs-1\n    title: User guide\n'

/** Every map of which the schema names the keys. */
export const levels: readonly Level[] = [...keysByLevel].map(([path, keys]) => ({ path, keys, ...placeOf(path) }))

function placeOf(path: string): Pick<Level, 'present' | 'text' | 'indent'> {
  if (path === '') return { present: ['phase', 'title', 'tasks'], text: `${head}${oneTask}|\n`, indent: '' }
  if (path === '/tasks/*') return { present: ['id', 'title'], text: `${head}${oneTask}    |\n`, indent: '    ' }
  const [, block, entry] = path.split('/')
  if (entry === undefined) return { present: [], text: `${head}${oneTask}${block}:\n  |\n`, indent: '  ' }
  return { present: [], text: `${head}${oneTask}${block}:\n  one:\n    |\n`, indent: '    ' }
}

/** The level's file with these lines in its map. */
export function withLines({ text, indent }: Level, lines: readonly string[]): string {
  return text.replace('|', () => lines.join(`\n${indent}`))
}
