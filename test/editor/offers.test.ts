import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { marksIn, offersAt, taken } from './editor.ts'
import { head, levels, oneTask } from './levels.ts'

const schema = readFileSync(path.join(import.meta.dirname, '../../schema/phase.schema.json'), 'utf8')

function problemsOf(text: string): readonly string[] {
  return readPhases([{ path: 'phase.yml', text }]).problems.map(({ line, message }) => `${line}: ${message}`)
}

describe('keys', () => {
  test.each(levels)(
    'in the map $path every key that is not there yet is offered, with its explanation',
    async (level) => {
      const offers = await offersAt(level.text)
      const missing = level.keys.filter((key) => !level.present.includes(key))
      const byLabel = new Map(offers.map((offer) => [offer.label, offer]))
      expect([...byLabel.keys()]).toEqual(expect.arrayContaining(missing))
      for (const key of missing) {
        const documentation = byLabel.get(key)?.documentation
        expect(typeof documentation === 'object' ? documentation.value : documentation, key).toMatch(/\w+ \w+/)
      }
      expect(level.present.filter((key) => byLabel.has(key))).toEqual([])
    },
  )

  /** What a key's usual value needs elsewhere in the file, and values that are left to be written. */
  const toBeWritten =
    /has no value|There is no (?:stream|model|task) `(?:documentation|sonnet|haiku|p4-1)`|has `inputs` without `workflow`/

  test.each(levels)('in the map $path what is offered is right, or still to be written', async (level) => {
    for (const offer of await offersAt(level.text)) {
      const problems = problemsOf(taken(level.text, offer))
      expect(
        problems.filter((problem) => !toBeWritten.test(problem)),
        offer.label,
      ).toEqual([])
    }
  })
})

describe('values', () => {
  test.each([
    ['spawn', 'spawn: |', ['manual', 'auto']],
    ['on_dropped', 'on_dropped: |', ['hold', 'release']],
    ['workdays', 'workdays:\n  - |', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']],
    ['announce', 'slack:\n  announce:\n    - |', ['launch', 'digest', 'complete', 'picks']],
  ])('of %s are all offered, each with what it means', async (_, lines, values) => {
    const offers = await offersAt(`${head}${oneTask}${lines}\n`)
    expect(offers.map(({ label }) => label)).toEqual(expect.arrayContaining(values))
    for (const value of values) {
      expect(offers.find(({ label }) => label === value)?.documentation, value).toMatch(/^[A-Z].*\w/)
    }
  })

  test.each(['timezone: |', 'heartbeat:\n  stall_after: |', 'review:\n  holds_slot: |', 'defaults:\n  effort: |'])(
    'of a usual kind are offered: %s',
    async (lines) => {
      expect(await offersAt(`${head}${oneTask}${lines}\n`)).not.toEqual([])
    },
  )
})

/** Where each snippet is offered. Snippets that name a task find it there. */
const places: Readonly<Record<string, readonly string[]>> = {
  'A new phase': ['|\n', '# yaml-language-server: $schema=phase.schema.json\n|\n'],
  'A task': [`${head}tasks:\n  |\n`, `${head}tasks: |\n`, `${head}${oneTask}  - |\n`, `${head}${oneTask}  |\n`],
  'A task that waits': [`${head}tasks:\n  - { id: p4-1, title: First }\n  - |\n`],
  'The final task': [`${head}${oneTask}  - |\n`, `${head}${oneTask}  |\n`],
  'A stream': [`${head}${oneTask}streams:\n  |\n`, `${head}${oneTask}streams: |\n`],
  'A model: a workflow': [`${head}${oneTask}models:\n  |\n`, `${head}${oneTask}models: |\n`],
  'A model: people or agents': [`${head}${oneTask}models:\n  |\n`, `${head}${oneTask}models: |\n`],
}

describe('snippets', () => {
  test('of the schema are each tried', () => {
    const labels = [...schema.matchAll(/"label": "(.*)"/g)].map(([, label]) => label)
    expect(Object.keys(places).sort()).toEqual(labels.sort())
  })

  test.each(Object.entries(places).flatMap(([label, texts]) => texts.map((text) => ({ label, text }))))(
    '"$label" is offered and gives a valid file: $text',
    async ({ label, text }) => {
      const offer = (await offersAt(text)).find((each) => each.label === label)
      expect(offer).toBeDefined()
      const file = taken(text, offer!)
      expect(problemsOf(file)).toEqual([])
      expect(await marksIn(file)).toEqual([])
    },
  )
})
