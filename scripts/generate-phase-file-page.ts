import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { GeneratedFile } from './generator.ts'
import { markdownTable } from './markdown-table.ts'

const SCHEMA = 'schema/phase.schema.json'
const PAGE = 'docs/phase-file.md'

/** The keywords of the schema that the page tells of. */
interface Schema {
  readonly $ref?: string
  readonly $comment?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly enum?: readonly string[]
  readonly enumDescriptions?: readonly string[]
  readonly patternErrorMessage?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
  readonly maxProperties?: number
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly definitions?: Readonly<Record<string, Schema>>
}

/** A key of the file as the page tells of it. */
interface Key {
  /** From the top of the file; `*` for any name and for an entry of a list. */
  readonly path: readonly string[]
  readonly schema: Schema
  readonly isRequired: boolean
}

/** The reference of the phase file: a page in which every key has a heading. */
export async function generatePhaseFilePage(root: string): Promise<readonly GeneratedFile[]> {
  const schema: Schema = JSON.parse(readFileSync(join(root, SCHEMA), 'utf8'))
  return [{ path: PAGE, content: page(keysOf(schema, [], schema)) }]
}

/** Each key before those inside it, in the order of the schema. */
function keysOf(level: Schema, path: readonly string[], root: Schema): readonly Key[] {
  return Object.entries(level.properties ?? {}).flatMap(([name, written]) => {
    const own = resolved(written, root)
    const key: Key = { path: [...path, name], schema: own, isRequired: level.required?.includes(name) ?? false }
    return [key, ...keysOf(own, key.path, root), ...keysOf(entryOf(own), [...key.path, '*'], root)]
  })
}

/** What is said beside a reference counts before what it refers to. The same for entries of lists and maps. */
function resolved(schema: Schema, root: Schema): Schema {
  const target = root.definitions?.[schema.$ref?.replace('#/definitions/', '') ?? ''] ?? {}
  const { items, patternProperties, ...merged } = { ...target, ...schema }
  return {
    ...merged,
    ...(items === undefined ? {} : { items: resolved(items, root) }),
    ...(patternProperties === undefined ? {} : { patternProperties: entriesResolved(patternProperties, root) }),
  }
}

function entriesResolved(patterns: Readonly<Record<string, Schema>>, root: Schema): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(patterns).map(([pattern, schema]) => [pattern, resolved(schema, root)] as const),
  )
}

/** What an entry of a list, or of a map whose names people choose, may be. */
function entryOf({ items, patternProperties }: Schema): Schema {
  const named = Object.entries(patternProperties ?? {}).find(([pattern]) => pattern !== '^x-')?.[1]
  return items ?? named ?? {}
}

function page(keys: readonly Key[]): string {
  const rows = keys.map((key) => [
    `[\`${shownPath(key)}\`](#${anchor(key)})`,
    typeOf(key.schema),
    key.isRequired ? 'required' : shownDefault(key.schema),
  ])
  return `${[HEAD, markdownTable(['key', 'type', 'default'], rows), ...keys.map(section)].join('\n\n')}\n`
}

const HEAD = `<!-- Made from ${SCHEMA} by scripts/generate.ts. Change the schema, then run "npm run generate". -->

# The phase file

A phase of work is one YAML file, usually in \`.github/phases/\`. This page has a section for each key, with what is checked.
An editor shows the same while you write: [editor.md](editor.md) says how to set it up.

\`\`\`yaml
phase: 4
title: Release readiness
tasks:
  - id: p4-1
    title: Docker Images
  - id: p4-2
    title: Self-Host Guide
    depends_on: [p4-1]
\`\`\`

- The file is YAML 1.2 in UTF-8, one document of at most 1 MB. Tags (\`!!str\`), directives (\`%YAML\`) and merge keys (\`<<\`) are not read. Anchors and aliases are.
- Keys that begin with \`x-\` are left alone, at every level. Every other unknown key is a mistake.
- An id has 1 to 32 letters, digits, dots, underscores or hyphens, and begins with a letter or digit. A number is read as it is written: \`1.10\` is not \`1.1\`.
- A text that looks like a number, like \`true\`, \`false\` or \`null\`, or that begins with \`#\` or \`@\`, needs quotes.
- All mistakes of all files are told at once, each with its line. A phase whose file has one is left as it is; the others go on.

## All keys`

/** `tasks[].id` for a key of each task, `models.*.workflow` for one of each model. */
function shownPath({ path }: Key): string {
  return path.join('.').replace('tasks.*', 'tasks[]')
}

/** As a heading says it: `tasks: id`. */
function heading({ path }: Key): string {
  return path.filter((name) => name !== '*').join(': ')
}

/** The address of a heading as GitHub makes it. */
function anchor(key: Key): string {
  return heading(key).replaceAll(':', '').replaceAll(' ', '-')
}

function section(key: Key): string {
  const { schema, path } = key
  const lines = [
    `- Type: ${typeOf(schema)}.`,
    key.isRequired ? '- Required.' : '',
    schema.default === undefined ? '' : `- Default: ${shownDefault(schema)}.`,
    ...limits(schema).map((limit) => `- ${limit}`),
    schema.$comment === undefined ? '' : `- Also checked: ${schema.$comment}`,
    ...choices(schema),
  ]
  const parts = [
    `${path.length === 1 ? '##' : '###'} ${heading(key)}`,
    schema.description ?? '',
    lines.filter((line) => line !== '').join('\n'),
    ...(schema.examples ?? []).slice(0, 2).map((example) => `\`\`\`yaml\n${inFile(path, example)}\`\`\``),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'nothing',
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ')
  const names = [schema.type ?? []].flat().map((type) => {
    if (type === 'array') return `list of ${plural(entryOf(schema))}`
    if (type === 'object')
      return schema.properties === undefined ? 'map whose keys you choose' : 'map of the keys below'
    return TYPES[type] ?? type
  })
  return names.join(', or ')
}

function plural(schema: Schema): string {
  if (schema.enum !== undefined) return typeOf(schema)
  if (schema.properties !== undefined) return 'maps of the keys below'
  return [schema.type ?? []].flat().includes('number') ? 'texts or numbers' : 'texts'
}

function limits(schema: Schema): readonly string[] {
  const { minimum, maximum, maxLength, minItems, maxItems, maxProperties, patternErrorMessage } = schema
  const number = (value: number) => value.toLocaleString('en-US')
  const entry = entryOf(schema)
  return [
    minimum === undefined || maximum === undefined ? '' : `From ${number(minimum)} to ${number(maximum)}.`,
    maxLength === undefined || maxItems !== undefined ? '' : `At most ${number(maxLength)} characters.`,
    minItems === undefined ? '' : `At least ${minItems === 1 ? 'one entry' : `${minItems} entries`}.`,
    maxItems === undefined ? '' : `At most ${number(maxItems)} entries.`,
    maxProperties === undefined ? '' : `At most ${number(maxProperties)} entries.`,
    patternErrorMessage === undefined ? '' : `Form: ${patternErrorMessage}`,
    patternErrorMessage === undefined && entry.patternErrorMessage !== undefined
      ? `Form of each entry: ${entry.patternErrorMessage}`
      : '',
  ].filter((limit) => limit !== '')
}

function choices({ enum: values, enumDescriptions, items }: Schema): readonly string[] {
  if (items?.enum !== undefined) return choices(items)
  return (values ?? []).map((value, at) => `- \`${value}\`: ${enumDescriptions?.[at] ?? ''}`)
}

function shownDefault({ default: standard }: Schema): string {
  if (standard === undefined) return ''
  return `\`${typeof standard === 'string' ? standard : JSON.stringify(standard).replaceAll('"', '').replaceAll(',', ', ')}\``
}

/** The value where it stands in the file, as YAML, with what it cannot do without. */
function inFile([block, ...inner]: readonly string[], value: unknown): string {
  return stringify({ [block!]: inBlock(block!, inner, value) }, { lineWidth: 0 })
}

function inBlock(block: string, inner: readonly string[], value: unknown): unknown {
  const name = inner.at(-1)
  if (name === undefined) return value
  if (block === 'tasks') return [{ id: 'p4-1-1', title: 'User Guide Documentation', [name]: value }]
  if (block === 'streams') return { documentation: { [name]: value } }
  if (block !== 'models') return { [name]: value }
  return { sonnet: { ...(name === 'inputs' ? { workflow: 'worker.yml' } : {}), [name]: value } }
}
