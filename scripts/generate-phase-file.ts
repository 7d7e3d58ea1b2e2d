import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'
import { completeSchema } from './complete-schema.ts'
import type { GeneratedFile } from './generator.ts'

const SCHEMA = 'schema/phase.schema.json'
const FOLDER = 'src/core/phase-file/generated'
const BANNER = `// Made from ${SCHEMA} by scripts/generate.ts. Change the schema, then run "npm run generate".\n`

type Schema = Record<string, unknown>

/**
 * From the published schema: what editors show besides, the types of a phase file, its validator, and what messages need
 * to know of it.
 */
export async function generatePhaseFile(root: string): Promise<readonly GeneratedFile[]> {
  const schema = completeSchema(JSON.parse(readFileSync(join(root, SCHEMA), 'utf8'))) as Schema
  return [
    { path: SCHEMA, content: formatted(root, schema) },
    { path: `${FOLDER}/phase-schema.ts`, content: BANNER + (await types(schema)) },
    { path: `${FOLDER}/phase-validator.js`, content: BANNER + validator(schema) },
    { path: `${FOLDER}/phase-validator.d.ts`, content: BANNER + VALIDATOR_TYPES },
    { path: `${FOLDER}/schema-facts.ts`, content: BANNER + facts(schema) },
  ]
}

/** As the style check wants it: the schema is written by hand, too. */
function formatted(root: string, schema: Schema): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const input = JSON.stringify(schema, null, 2)
  const options = { cwd: root, input, encoding: 'utf8' } as const
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${SCHEMA}`], options)
}

const VALIDATOR_TYPES = `import type { PhaseFile } from './phase-schema.ts'

/** One failed keyword of the schema, as ajv reports it. */
export interface SchemaError {
  /** JSON pointer into the data. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export declare const validatePhaseFile: {
  (data: unknown): data is PhaseFile
  /** Of the last call. */
  readonly errors?: readonly SchemaError[] | null
}
`

function types(schema: Schema): Promise<string> {
  return compile(withoutExtensions(schema) as Schema, 'PhaseFile', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    format: true,
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
}

/**
 * The schema as the types want it, without what only editors check. `^x-` keys would give every type an index signature, under which a misspelt key
 * compiles; a single other pattern is what `additionalProperties` says to the type generator.
 */
function withoutExtensions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutExtensions)
  if (typeof node !== 'object' || node === null) return node
  const {
    patternProperties,
    allOf: _,
    ...rest
  } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutExtensions(value)]))
  if (typeof patternProperties !== 'object' || patternProperties === null) return rest
  const values = Object.entries(patternProperties).filter(([pattern]) => pattern !== '^x-')
  return values.length === 0 ? rest : { ...rest, additionalProperties: values[0]?.[1] }
}

function validator(schema: Schema): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    allowUnionTypes: true,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
  })
  ajv.addSchema({ ...(assertions(schema) as Schema), $id: 'validatePhaseFile' })
  const code = standalone
    .default(ajv, { validatePhaseFile: 'validatePhaseFile' })
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'lengthOf')
  const missing = /require\(.*?\)/.exec(code)?.[0]
  if (missing !== undefined) throw new Error(`The validator asks for ${missing}, which this script does not provide.`)
  return `${code}\n${LENGTH_OF}`
}

/** Characters, not UTF-16 units, as JSON Schema counts. In place of a CommonJS module of ajv. */
const LENGTH_OF = `function lengthOf(text) {
let length = 0;
for (const _ of text) length += 1;
return length;
}
`

/**
 * The schema without what asserts nothing, which the validator would carry along; without `allOf` and `propertyNames`,
 * which tell an editor what the reader finds by itself and says in other words; and without `uniqueItems`, which ajv
 * checks in quadratic time, reports once per list, and cannot check on data without a prototype.
 */
function assertions(node: unknown, isProperties = false): unknown {
  if (Array.isArray(node)) return node.map((entry) => assertions(entry))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => isProperties || !NOT_ASSERTED.has(key))
      .map(([key, value]) => [key, assertions(value, !isProperties && HOLDS_PROPERTIES.has(key))]),
  )
}

const NOT_ASSERTED = new Set([
  'title',
  'description',
  '$comment',
  'default',
  'examples',
  'patternErrorMessage',
  'uniqueItems',
  ...['markdownDescription', 'errorMessage', 'enumDescriptions', 'defaultSnippets', 'propertyNames', 'allOf'],
])
const HOLDS_PROPERTIES = new Set(['properties', 'patternProperties', 'definitions'])

/** Facts of the schema that the reader and its messages need at run time. */
function facts(schema: Schema): string {
  const found: Facts = {
    levels: new Map(),
    patterns: new Map(),
    forms: new Map(),
    textKeys: new Set(),
    uniqueLists: new Set(),
  }
  collect(schema, '', undefined, schema, found)
  return `/** The keys that each map of the file may have, by the map's path in the file, with * for any entry. */
export const keysByLevel: ReadonlyMap<string, readonly string[]> = new Map(${json([...found.levels])})

/** What to say of a text that does not match, by pattern. */
export const patternMessages: ReadonlyMap<string, string> = new Map(${json([...found.patterns])})

/** The pattern of keys whose texts look like numbers, or nearly: of these a number is told what form they have. */
export const formsByKey: ReadonlyMap<string, string> = new Map(${json([...found.forms])})

/** Keys whose numbers are ids or names: read as they are written, so that 1.10 does not become 1.1. */
export const textKeys: ReadonlySet<string> = new Set(${json([...found.textKeys].sort())})

/** Keys of lists that have each entry once. */
export const uniqueLists: ReadonlySet<string> = new Set(${json([...found.uniqueLists].sort())})
`
}

interface Facts {
  readonly levels: Map<string, readonly string[]>
  readonly patterns: Map<string, string>
  readonly forms: Map<string, string>
  readonly textKeys: Set<string>
  readonly uniqueLists: Set<string>
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** `place` is the path in the phase file, and `key` the last key of it, that `node` describes. */
function collect(node: unknown, place: string, key: string | undefined, root: Schema, found: Facts): void {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { $ref, type, pattern, patternErrorMessage, errorMessage } = node as Schema
  const { properties, patternProperties, items, uniqueItems } = node as Schema
  if (typeof $ref === 'string') collect(definition(root, $ref), place, key, root, found)
  if (key !== undefined && Array.isArray(type) && type.includes('string') && type.includes('number')) {
    found.textKeys.add(key)
  }
  if (key !== undefined && uniqueItems === true) found.uniqueLists.add(key)
  if (typeof pattern === 'string') addPattern(found, pattern, String(patternErrorMessage))
  if (key !== undefined && type === 'string' && errorMessage === patternErrorMessage && errorMessage !== undefined) {
    found.forms.set(key, String(pattern))
  }
  if (properties !== undefined) found.levels.set(place, Object.keys(properties as Schema))
  collect(items, `${place}/*`, key, root, found)
  for (const [name, value] of Object.entries((properties ?? {}) as Schema)) {
    collect(value, `${place}/${name}`, name, root, found)
  }
  for (const value of Object.values((patternProperties ?? {}) as Schema)) collect(value, `${place}/*`, key, root, found)
}

function definition(root: Schema, ref: string): unknown {
  return (root.definitions as Schema)[ref.replace('#/definitions/', '')]
}

function addPattern(found: Facts, pattern: string, message: string): void {
  const before = found.patterns.get(pattern)
  if (before !== undefined && before !== message) throw new Error(`Two messages for the pattern ${pattern}`)
  found.patterns.set(pattern, message)
}
