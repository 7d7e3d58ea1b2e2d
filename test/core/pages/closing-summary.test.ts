import { describe, expect, test } from 'vitest'
import { closingSummary } from '../../../src/core/pages/closing-summary.ts'
import { emptyTaskRecord, type TaskRecord, type TaskState } from '../../../src/core/records/task-record.ts'
import { plainPhrase } from '../../../src/core/text/phrase.ts'
import { type Standpoint, standingOf } from '../telling/standing.ts'

const complete = { at: '2026-03-06T20:00:00.000Z', dropped: [] }

function summary(given: Standpoint, records: Readonly<Record<string, Partial<TaskRecord>>> = {}) {
  const { phase, record } = standingOf({ ...given, record: { complete, ...given.record } })
  const tasks = phase.tasks.map((view) => {
    const own = records[view.task.id]
    return own === undefined ? view : { ...view, record: { ...emptyTaskRecord, ...own } }
  })
  const { sentences, dropped } = closingSummary({ ...phase, tasks }, record)
  const plain = (phrases: typeof sentences) => phrases.map((phrase) => plainPhrase(phrase, () => undefined))
  return { sentences: plain(sentences), dropped: plain(dropped) }
}

const states = (entries: Record<string, TaskState>) => new Map(Object.entries(entries))
const done = states({ a: 'done', b: 'done' })

describe('the summary of a phase that is complete', () => {
  test('says how many days it took from the first pick, and how that compares with the target', () => {
    const records = { a: { picked: '2026-02-23T09:00:00.000Z' }, b: { picked: '2026-02-22T09:00:00.000Z' } }
    expect(summary({ states: done, phase: { targetDate: '2026-03-08' } }, records).sentences).toEqual([
      '2 of 2 done. It took 13 days, from 22 February 2026 to 6 March 2026: 2 days before its target date, 8 March 2026.',
      'Planned effort of what was done: 2d.',
    ])
  })

  test.each([
    ['2026-03-05', ': 1 day after its target date, 5 March 2026.'],
    ['2026-03-06', ': on its target date.'],
    ['2026-03-07', ': 1 day before its target date, 7 March 2026.'],
    [undefined, 'to 6 March 2026.'],
  ])('with the target %s it ends on "%s"', (targetDate, end) => {
    expect(summary({ states: done, phase: { targetDate } }).sentences[0]!.endsWith(end)).toBe(true)
  })

  test('counts days in the zone of the phase, and from its launch where nothing was ever picked', () => {
    // Half past one in the morning of 7 March in Tokyo; launched on 22 February, 9 p.m. there.
    const at = { complete: { at: '2026-03-06T16:30:00.000Z', dropped: [] } }
    const { sentences } = summary({ states: done, record: at, phase: { timezone: 'Asia/Tokyo' } })
    expect(sentences[0]).toBe('2 of 2 done. It took 14 days, from 22 February 2026 to 7 March 2026.')
  })

  test('counts workers and their failed attempts', () => {
    const failure = { at: '2026-02-24T00:00:00.000Z', how: 'failed' }
    const failures = [failure, failure] as unknown as TaskRecord['failures']
    expect(summary({ states: done }, { a: { claims: 3, failures }, b: { claims: 1 } }).sentences[1]).toBe(
      'Planned effort of what was done: 2d. 4 workers started, 2 attempts failed.',
    )
  })

  test('says what was dropped, when and by whom, as far as that is known', () => {
    const closed = { closedAt: '2026-02-25T12:00:00Z', open: false }
    const given: Standpoint = {
      states: states({ a: 'done', b: 'dropped', c: 'dropped' }),
      issues: (id) => (id === 'b' ? { ...closed, closedBy: 'mona' } : id === 'c' ? closed : {}),
    }
    expect(summary(given).sentences[0]).toMatch(/^1 of 3 done\./)
    expect(summary(given).sentences[1]).toBe('Planned effort of what was done: 1d.')
    expect(summary(given).dropped).toEqual([
      'b Task b: closed by mona on 25 February 2026',
      'c Task c: closed on 25 February 2026',
    ])
  })
})
