import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../../', import.meta.url)
const schema = JSON.parse(readFileSync(new URL('schema/phase.schema.json', root), 'utf8'))

type Schema = Record<string, unknown>

/** Every schema inside the schema, with its place. */
function* schemas(node: unknown, place: string): Generator<readonly [string, Schema]> {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const own = node as Schema
  yield [place, own]
  yield* schemas(own.items, `${place}/items`)
  for (const group of ['properties', 'patternProperties', 'definitions']) {
    for (const [key, value] of Object.entries((own[group] ?? {}) as Schema))
      yield* schemas(value, `${place}/${group}/${key}`)
  }
}

const all = [...schemas(schema, '#')]
const ajv = new Ajv({ strict: false }).addSchema(schema, 'phase')

function isValidAt(place: string, value: unknown): boolean {
  const pointer = place.replaceAll(/[^#/\w-]/g, encodeURIComponent)
  return ajv.validate({ $ref: `phase${pointer}` }, value)
}

test('what is generated from the schema is up to date', () => {
  execFileSync(process.execPath, ['scripts/generate.ts', '--check'], { cwd: root, stdio: 'pipe' })
})

test('every key has a description, which an editor shows', () => {
  const keys = all.filter(([place]) => /\/properties\/[^/]+$/.test(place))
  expect(keys.length).toBeGreaterThan(50)
  expect(keys.filter(([, { description }]) => typeof description !== 'string').map(([place]) => place)).toEqual([])
})

test('every value of one plain type says what to write instead of another type', () => {
  const plain = all.filter(
    ([, { type, enum: values }]) =>
      values === undefined && ['string', 'integer', 'boolean', 'array'].includes(String(type)),
  )
  expect(plain.length).toBeGreaterThan(30)
  expect(plain.filter(([, { errorMessage }]) => typeof errorMessage !== 'string').map(([place]) => place)).toEqual([])
})

test('every choice is explained', () => {
  const choices = all.filter(([, { enum: values }]) => values !== undefined)
  expect(choices.length).toBeGreaterThan(3)
  for (const [place, { enum: values, enumDescriptions }] of choices)
    expect([place, (enumDescriptions as unknown[] | undefined)?.length]).toEqual([place, (values as unknown[]).length])
})

test('every map refuses unknown keys and leaves those alone that begin with x-', () => {
  const maps = all.filter(
    ([, { properties, patternProperties }]) => properties !== undefined || patternProperties !== undefined,
  )
  for (const [place, { additionalProperties, patternProperties }] of maps) {
    expect([place, additionalProperties]).toEqual([place, false])
    expect([place, Object.keys(patternProperties as Schema)]).toEqual([place, expect.arrayContaining(['^x-'])])
  }
})

test('every pattern says in words what it wants', () => {
  const wordless = all.filter(([, { pattern, patternErrorMessage }]) => pattern !== undefined && !patternErrorMessage)
  expect(wordless.map(([place]) => place)).toEqual([])
})

describe('every text and list has a limit', () => {
  const texts = ['a', '1', '1'.repeat(9)].map((unit) => unit.repeat(30_000))
  const endless = all.flatMap(([place, { type, items }]): { place: string; value: unknown }[] => {
    const values = [type].flat().includes('string') ? texts : []
    const lists = items === undefined ? [] : [Array(30_000).fill('a')]
    return [...values, ...lists].map((value) => ({ place, value }))
  })
  test.each(endless)('$place', ({ place, value }) => {
    expect(isValidAt(place, value)).toBe(false)
  })
})

describe('every example and default is valid where it stands', () => {
  const given = all.flatMap(([place, { examples, default: standard }]) => {
    return [...((examples ?? []) as unknown[]), ...(standard === undefined ? [] : [standard])].map(
      (value) => [place, value] as const,
    )
  })
  test.each(given)('%s: %j', (place, value) => {
    expect(isValidAt(place, value)).toBe(true)
  })
})

test("GitHub's limits are kept by what the schema lets through", () => {
  const { definitions, properties } = schema
  const longestId = 32
  expect(`${'i'.repeat(longestId)}: `.length + definitions.task.properties.title.maxLength).toBeLessThanOrEqual(256)
  expect(`Phase ${'i'.repeat(longestId)} progress: `.length + properties.title.maxLength).toBeLessThanOrEqual(256)
  expect('stream:'.length + longestId).toBeLessThanOrEqual(50)
  expect(definitions.task.properties.labels.items.maxLength).toBe(50)
  expect(definitions.task.properties.labels.maxItems + 10).toBeLessThanOrEqual(100)
  expect(definitions.task.properties.assignees.maxItems).toBe(10)
  // A dispatch takes 25 inputs, two of which are `task` and `claim`.
  expect(definitions.model.properties.inputs.maxProperties).toBe(23)
})

test('editors that check with the schema alone accept the example', () => {
  const example = parse(readFileSync(new URL('examples/phase-4.yml', root), 'utf8'))
  expect(ajv.validate('phase', example), ajv.errorsText()).toBe(true)
})
