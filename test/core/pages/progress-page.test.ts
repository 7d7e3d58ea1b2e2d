import { describe, expect, test } from 'vitest'
import { type ProgressPage, renderPage, writeProgress } from '../../../src/core/pages/progress-page.ts'
import { splitBody } from '../../../src/core/records/managed-part.ts'
import { emptyProgressRecord, parseProgressRecord } from '../../../src/core/records/progress-record.ts'
import { onGitHub } from '../../../src/core/text/phrase.ts'
import { renderMarkdown } from '../rendered-markdown.ts'

const scripts = [
  'Guide | for users',
  'Руководство администратора',
  '管理者ガイド 日本語',
  'دليل المستخدم',
  '😀 Émojis & <b>HTML</b>',
  'उपयोगकर्ता',
]

/** A page with a row for each task, in each of three sections, as long as ids and titles can be. */
function pageOf(count: number, given: Partial<ProgressPage> = {}): ProgressPage {
  const ids = Array.from({ length: count }, (_, at) => `${'task-'.repeat(5)}id-${String(at).padStart(4, '0')}`)
  const titleOf = (at: number) => scripts[at % scripts.length]!.repeat(40).slice(0, 220)
  const rows = ids.map((task, at) => [[{ task }], [titleOf(at)], ['Priority 3; waits for a free slot.']])
  return {
    phase: '4',
    goal: 'v1.0.0 release-ready',
    phaseFile: '.github/phases/4.yml',
    verdict: [`0 of ${count} done · 2 of 2 slots in use`],
    notes: [],
    sections: [
      { title: 'Working now', columns: ['Task', 'Title', 'Who'], rows: rows.slice(0, 2), empty: 'Nothing.' },
      { title: 'Next up', columns: ['Task', 'Title', 'Why'], rows, empty: undefined },
      { title: 'Blocked', columns: ['Task', 'Title', 'Waits for'], rows, empty: undefined },
    ],
    pictures: [],
    record: { ...emptyProgressRecord, file: '.github/phases/4.yml', labels: ['phase:4'] },
    tasks: ids,
    ...given,
  }
}

const numberOf = (id: string) => 100_000 + Number(id.slice(-4))
const partOf = (body: string) => splitBody(body, { kind: 'phase', id: '4' }).part

describe('a progress issue', () => {
  test.each([1, 12, 250, 1000])(
    'fits with %d tasks whose ids and titles are as long as can be, and remembers them all',
    (count) => {
      const body = writeProgress(pageOf(count), undefined, numberOf)
      expect(body.length).toBeLessThanOrEqual(60_000)
      expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(65_536)
      const record = parseProgressRecord(partOf(body))!
      expect(record.tasks.size).toBe(count)
      expect(record.tasks.get(pageOf(count).tasks[count - 1]!)).toBe(100_000 + count - 1)
      expect(body).toContain(`**0 of ${count} done`)
    },
  )

  test.each([250, 1000])('says how many of %d rows it leaves out', (count) => {
    const body = writeProgress(pageOf(count), undefined, numberOf)
    expect(body).toMatch(/… and \d+ more|\d+ in all/)
  })

  test('leaves nothing out at 12 tasks', () => {
    expect(writeProgress(pageOf(12), undefined, numberOf)).not.toContain('more')
  })

  test('is the same text again when nothing is new, with what people wrote around it', () => {
    const body = `above\r\n\n${writeProgress(pageOf(12), undefined, numberOf)}\n\nbelow\r\n`
    expect(writeProgress(pageOf(12), body, numberOf)).toBe(body)
  })

  test('keeps long text of people, and gives up its own detail for it', () => {
    const note = '日本語 '.repeat(3_000)
    const first = `${note}\n${writeProgress(pageOf(1), undefined, numberOf)}`
    const body = writeProgress(pageOf(250), first, numberOf)
    expect(body.startsWith(`${note}\n`)).toBe(true)
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(65_536)
    expect(parseProgressRecord(partOf(body))!.tasks.size).toBe(250)
  })

  test('names tasks by their ids until their issues exist', () => {
    const page = pageOf(1)
    expect(writeProgress(page, undefined, () => undefined)).toContain(`| ${page.tasks[0]} |`)
    expect(writeProgress(page, undefined, () => 7)).toContain(`| #7 (${page.tasks[0]}) |`)
  })

  test('keeps numbers that it knows of tasks that have none now', () => {
    const record = { ...emptyProgressRecord, tasks: new Map([['gone', 3]]) }
    const body = writeProgress(pageOf(1, { record }), undefined, () => undefined)
    expect(parseProgressRecord(partOf(body))!.tasks).toEqual(new Map([['gone', 3]]))
  })
})

describe('what it shows', () => {
  const naming = { numberOf: () => undefined, reference: onGitHub }
  const hostile = '| </td> @octocat #1 `x` **b** <!-- phase-coordinator:end -->'

  test('is inert wherever it comes from a file', () => {
    const page = pageOf(0, {
      goal: hostile,
      verdict: [hostile],
      notes: [[hostile]],
      sections: [
        { title: 'List', columns: undefined, rows: [[[hostile]]], empty: undefined },
        { title: 'Table', columns: ['a', 'b'], rows: [[[hostile], [hostile]]], empty: undefined },
      ],
    })
    const html = renderMarkdown(renderPage(page, naming, 10))
    expect(html.match(/<td>/g)).toHaveLength(2)
    expect(html).not.toMatch(/@octocat/)
    expect(html).not.toMatch(/<!-- phase-coordinator:/)
  })

  test('is a section only where there is something to say', () => {
    const page = pageOf(0, {
      sections: [
        { title: 'Working now', columns: ['a'], rows: [], empty: 'Nothing.' },
        { title: 'Blocked', columns: ['a'], rows: [], empty: undefined },
      ],
    })
    expect(renderPage(page, naming, 10)).toContain('### Working now\n\nNothing.')
    expect(renderPage(page, naming, 10)).not.toContain('Blocked')
  })
})
