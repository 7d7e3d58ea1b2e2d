import { describe, expect, test } from 'vitest'
import { type ProgressPage, withTold, writeProgress } from '../../../src/core/pages/progress-page.ts'
import { renderRecord, splitBody } from '../../../src/core/records/managed-part.ts'
import {
  type ProgressRecord,
  parseProgressRecord,
  progressRecordData,
} from '../../../src/core/records/progress-record.ts'
import { shorterRecords } from '../../../src/core/records/shorter-record.ts'
import { nothingTold } from '../../../src/core/records/told.ts'
import { fullRecord, longestId, usualId } from '../full-record.ts'

const idsOf = (count: number, idOf: (at: number) => string) => Array.from({ length: count }, (_, at) => idOf(at))

function pageOf(record: ProgressRecord): ProgressPage {
  const tasks = [...record.tasks.keys()]
  const rows = tasks.map((task) => [[{ task }], ['Руководство 管理者ガイド '.repeat(8)], ['Priority 3.']])
  return {
    phase: '4',
    goal: 'v1.0.0',
    phaseFile: record.file,
    verdict: ['412 of 1000 done · 10 of 10 slots in use'],
    notes: [],
    sections: [{ title: 'Next up', columns: ['Task', 'Title', 'Why'], rows, empty: undefined }],
    pictures: [{ title: 'Dependencies', source: 'flowchart LR\n'.repeat(700) }],
    record,
    tasks,
  }
}

const read = (body: string) => parseProgressRecord(splitBody(body, { kind: 'phase', id: '4' }).part)!
const bytes = (body: string) => new TextEncoder().encode(body).length
const write = (record: ProgressRecord, existing?: string) =>
  writeProgress(pageOf(record), existing, (id) => record.tasks.get(id))

/** What no run may lose. */
function core({ tasks, picks, claimed, told }: ProgressRecord) {
  return { tasks, picks, claimed, told }
}

describe('the body of a progress issue whose record is at its largest', () => {
  test('has room for all that is known of 1,000 tasks with ids of a usual length', () => {
    const record = fullRecord(idsOf(1000, usualId))
    const body = write(record)
    expect(body.length).toBeLessThanOrEqual(60_000)
    expect(bytes(body)).toBeLessThanOrEqual(65_536)
    const kept = read(body)
    expect({ ...kept, mirror: undefined, outlook: undefined }).toEqual({
      ...record,
      mirror: undefined,
      outlook: undefined,
    })
    expect(kept.mirror?.tasks.size).toBe(1000)
    expect(body).toContain('### Next up\n\n| Task')
  })

  test.each<[what: string, count: number, idOf: (at: number) => string, atWork: number]>([
    ['ids as long as can be', 1000, longestId, 10],
    ['500 workers at work', 1000, usualId, 500],
    ['1,000 workers at work and ids as long as can be', 1000, longestId, 1000],
    ['ids as long as can be', 250, longestId, 100],
  ])('fits with %s (%i tasks), and loses nothing that a run could not do without', (_, count, idOf, atWork) => {
    const record = fullRecord(idsOf(count, idOf), atWork)
    const body = write(record)
    expect(body.length).toBeLessThanOrEqual(65_536)
    expect(bytes(body)).toBeLessThanOrEqual(65_536)
    expect(core(read(body))).toEqual(core(record))
    expect([...read(body).mirror!.tasks.keys()].toSorted()).toEqual([...record.tasks.keys()].toSorted())
    expect(body).toContain('412 of 1000 done')
    expect(write(record, body), 'the same again').toBe(body)
  })

  test('fits beside a long text of people, which stays', () => {
    const record = fullRecord(idsOf(1000, usualId))
    const note = 'a note '.repeat(3000)
    const body = write(record, `${note}\n${write(record)}`)
    expect(body.startsWith(note)).toBe(true)
    expect(bytes(body)).toBeLessThanOrEqual(65_536)
    expect(core(read(body))).toEqual(core(record))
  })

  test('fits when letters come to a body that was full without them', () => {
    const record = fullRecord(idsOf(1000, usualId))
    const { told } = record
    const before = write({ ...record, told: nothingTold, mirror: undefined })
    const filled = `${'n'.repeat(64_000 - before.length)}\n${before}`
    const body = withTold(filled, '4', told!)!
    expect(bytes(body)).toBeLessThanOrEqual(65_536)
    expect(core(read(body))).toEqual(core(record))
  })
})

test('each shorter record is shorter than the one before, and the first to go are cursors that did not move for long', () => {
  const record = fullRecord(idsOf(100, usualId))
  const all = [...shorterRecords(record)]
  const lengths = [record, ...all].map((each) => renderRecord(progressRecordData(each)).length)
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
  expect(new Set(lengths).size).toBe(lengths.length)
  const half = all[1]!.read
  const newestGone = Math.max(...[...record.read].filter(([key]) => !half.has(key)).map(([, { at }]) => Date.parse(at)))
  expect(Math.min(...[...half.values()].map(({ at }) => Date.parse(at)))).toBeGreaterThanOrEqual(newestGone)
})
