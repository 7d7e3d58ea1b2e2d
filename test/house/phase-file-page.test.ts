import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { keysByLevel } from '../../src/core/phase-file/generated/schema-facts.ts'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { readText } from './workflow-files.ts'

const page = readText('docs/phase-file.md')
const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!)
const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, example]) => example!)

test('every key has a heading of its own, and an example', () => {
  const wanted = [...keysByLevel].flatMap(([level, keys]) => {
    const outer = level.split('/').filter((name) => name !== '' && name !== '*')
    return keys.map((key) => [...outer, key].join(': '))
  })
  expect(headings).toEqual(expect.arrayContaining(wanted))
  const sections = new Map(page.split(/^##+ /gm).map((section) => [section.split('\n', 1)[0]!, section]))
  expect(wanted.filter((heading) => !sections.get(heading)?.includes('```yaml'))).toEqual([])
})

test('every link to a key leads to its heading', () => {
  const anchors = new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  )
  const links = [...page.matchAll(/\]\(#(.*?)\)/g)].map(([, link]) => link!)
  expect(links.length).toBeGreaterThan(60)
  expect(links.filter((link) => !anchors.has(link))).toEqual([])
})

describe('every example is right where it stands', () => {
  /** What an example may name, and the keys that every file has. */
  const around = {
    phase: 4,
    title: 'Release readiness',
    streams: { documentation: {} },
    models: { sonnet: {}, haiku: {} },
    tasks: [{ id: 'p4-0', title: 'First' }],
  }
  const wanted = { id: 'p4-4-1', title: 'Docker Images' }

  test.each(examples)('%s', (example) => {
    const part = parse(example)
    const tasks = [...(part.tasks ?? around.tasks), ...(example.includes(wanted.id) ? [wanted] : [])]
    const file = { ...around, ...part, tasks }
    expect(readPhases([{ path: 'phase.yml', text: JSON.stringify(file) }]).problems).toEqual([])
  })
})
