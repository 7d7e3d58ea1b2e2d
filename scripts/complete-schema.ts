import { meantKey, otherWords } from '../src/core/phase-file/suggest.ts'

type Schema = Readonly<Record<string, unknown>>

/**
 * The schema with what an editor shows besides what is written by hand: each description as Markdown with the default, and
 * for each map which key was meant by another word. Nothing of it changes what is valid. The keywords are those of
 * the YAML language server.
 */
export function completeSchema(node: unknown, isProperties = false): unknown {
  if (Array.isArray(node)) return node.map((entry) => completeSchema(entry))
  if (typeof node !== 'object' || node === null) return node
  const own = isProperties ? node : withHelp(node as Schema)
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      if (!isProperties && HOLDS_VALUES.has(key)) return [key, value]
      return [key, completeSchema(value, !isProperties && HOLDS_PROPERTIES.has(key))]
    }),
  )
}

const HOLDS_PROPERTIES = new Set(['properties', 'patternProperties', 'definitions'])
const HOLDS_VALUES = new Set(['default', 'examples', 'enum', 'const', 'defaultSnippets', 'propertyNames', 'required'])

/** In the order in which the file has them: the Markdown behind its description, the rest at the end. */
function withHelp(schema: Schema): Schema {
  const { markdownDescription: _, propertyNames: __, ...written } = schema
  const markdownDescription = markdownHelp(written)
  const entries = Object.entries(written).flatMap(([key, value]) =>
    key === 'description' && markdownDescription !== undefined
      ? [[key, value] as const, ['markdownDescription', markdownDescription] as const]
      : [[key, value] as const],
  )
  return { ...Object.fromEntries(entries), ...nameHelp(written) }
}

/** A plain description is shown with its backticks, so it is given as Markdown, too. */
function markdownHelp({ description, default: standard }: Schema): string | undefined {
  if (typeof description !== 'string') return undefined
  return standard === undefined ? description : `${description}\n\nDefault: \`${shown(standard)}\`.`
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',', ', ').replaceAll('"', '')
}

/** One pattern for each key that other words may mean. None of these words is a key, so nothing more is refused. */
function nameHelp({ properties }: Schema): Schema {
  if (typeof properties !== 'object' || properties === null) return {}
  const known = Object.keys(properties)
  const words = [...known, ...Object.values(otherWords).flat()].flatMap(spellings)
  const others = [...new Set(words)].filter((word) => !known.includes(word))
  const byKey = Map.groupBy(others, (word) => meantKey(word, known))
  const patterns = known.flatMap((key) => {
    const meaning = (byKey.get(key) ?? []).filter((word) => isMeant(word, key))
    if (meaning.length === 0) return []
    return [{ pattern: `^(?!(?:${meaning.join('|')})$)`, patternErrorMessage: `Unknown key. Did you mean \`${key}\`?` }]
  })
  return { propertyNames: { allOf: [...patterns, NO_MERGE_KEY] } }
}

/** Editors take it for YAML 1.1, and say nothing of their own. */
const NO_MERGE_KEY = {
  pattern: '^(?!<<$)',
  patternErrorMessage: 'Merge keys (<<) are not part of YAML 1.2: write the keys out.',
}

/** Whether it is another word for the key or another spelling of it, and not merely one with few other letters. */
function isMeant(word: string, key: string): boolean {
  return [key, ...(otherWords[key] ?? [])].some((other) => spellings(other).includes(word))
}

/** `blocked_by`, `blocked-by`, `blockedBy`, `BlockedBy` and `blockedby`. */
function spellings(word: string): readonly string[] {
  const pieces = word.split('_')
  const pascal = pieces.map((piece) => piece.charAt(0).toUpperCase() + piece.slice(1)).join('')
  const camel = word.charAt(0) + pascal.slice(1)
  return [...new Set([word, pieces.join('-'), camel, pascal, pieces.join('')])]
}
