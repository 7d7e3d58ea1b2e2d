import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderRecord } from '../../../src/core/records/managed-part.ts'
import {
  emptyProgressRecord,
  parseProgressRecord,
  progressRecordData,
} from '../../../src/core/records/progress-record.ts'
import { type TaskState, taskStates } from '../../../src/core/records/task-record.ts'
import { type Baseline, nothingTold, parseTold, type Told, toldData } from '../../../src/core/records/told.ts'

const dates = { start: undefined, target: '2026-03-08', timezone: 'America/New_York' }

function baseOf(entries: Iterable<readonly [string, TaskState]>, given: Partial<Baseline> = {}): Baseline {
  const rest = { decisions: [], dates, verdict: undefined, changed: undefined }
  return { date: '2026-02-24', states: new Map(entries), ...rest, ...given }
}

/** Through the hidden record of a progress issue and back. */
function keep(told: Told, tasks: readonly string[]): Told | undefined {
  const record = { ...emptyProgressRecord, tasks: new Map(tasks.map((id, at) => [id, at + 2])), told }
  return parseProgressRecord(renderRecord(progressRecordData(record)))?.told
}

test('ids that look like numbers, or like parts of JavaScript, keep their states, whatever the order of the file', () => {
  const ids = ['b', '10', '1', 'constructor', '9', 'a', '__proto__', 'toString', '007']
  const told = { ...nothingTold, base: baseOf(ids.map((id, at) => [id, taskStates[at]!])) }
  expect(keep(told, ids)).toEqual(told)
  expect(keep(told, ids.toReversed())).toEqual(told)
  expect(keep(told, ids.slice(4)), 'some of them have no issue').toEqual(told)
  expect(keep(told, []), 'none of them has').toEqual(told)
})

test('whatever was told is read back as it was', () => {
  const anyIds = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/), { maxLength: 30 })
  const anyInstant = fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toISOString())
  fc.assert(
    fc.property(
      anyIds,
      fc.array(fc.constantFrom(...taskStates), { minLength: 30, maxLength: 30 }),
      fc.record({
        launched: fc.boolean(),
        completions: fc.nat(),
        completed: fc.boolean(),
        picks: fc.option(fc.record({ at: anyInstant, tasks: fc.array(fc.string()) }), { nil: undefined }),
        lock: fc.option(fc.integer({ min: 1, max: 2 ** 40 }), { nil: undefined }),
        letters: fc.array(
          fc.record({
            key: fc.string(),
            at: anyInstant,
            notice: fc.record({
              title: fc.string({ unit: 'grapheme' }),
              lead: fc.constant([['Lead --> <!--']]),
              progressIssue: fc.constant(1),
              sections: fc.constant([{ title: 'S', lines: [['x ', { task: '__proto__' }, { run: 7 }, { issue: 3 }]] }]),
            }),
            comment: fc.option(fc.array(fc.string()), { nil: undefined }),
            slack: fc.boolean(),
          }),
          { maxLength: 3 },
        ),
      }),
      fc.nat(30),
      (ids, signs, rest, known) => {
        const told: Told = { ...rest, base: baseOf(ids.map((id, at) => [id, signs[at]!])) }
        expect(keep(told, ids.slice(0, known))).toEqual(told)
      },
    ),
    { seed: 1, numRuns: 150 },
  )
})

test('a thousand tasks take a character each', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `a-rather-long-id-of-a-task-${at}`)
  const told = { ...nothingTold, base: baseOf(ids.map((id, at) => [id, taskStates[at % taskStates.length]!])) }
  expect(JSON.stringify(toldData(told, ids)).length).toBeLessThan(1200)
})

test.each([
  ['nothing', undefined],
  ['a text', 'told'],
  ['a list', []],
])('%s is no account of what was told', (_, value) => {
  expect(parseTold(value, [])).toBeUndefined()
})

test('what somebody has broken in the record is left out, and the rest is read', () => {
  const value = {
    base: { date: 'yesterday', states: 'd' },
    launched: 1,
    completions: -3,
    completed: true,
    picks: { at: 'noon', tasks: ['a'] },
    lock: 1.5,
    letters: [null, { key: 'digest x' }, { key: 'k', at: '2026-02-24T09:00:00Z', notice: { title: 't', lead: 7 } }],
  }
  expect(parseTold(value, ['a'])).toEqual({
    ...nothingTold,
    completed: true,
    letters: [
      {
        key: 'k',
        at: '2026-02-24T09:00:00Z',
        notice: { title: 't', lead: [], progressIssue: undefined, sections: [] },
        comment: undefined,
        slack: false,
      },
    ],
  })
  const base = { date: '2026-02-24', states: 'd?z', others: { c: 'x', d: 7 }, dates: 1, decisions: [1, 'a'] }
  expect(parseTold({ base }, ['a', 'b', 'e', 'f'])?.base).toEqual({
    date: '2026-02-24',
    states: new Map([
      ['a', 'done'],
      ['c', 'dropped'],
    ]),
    decisions: ['a'],
    dates: { start: undefined, target: undefined, timezone: 'UTC' },
    verdict: undefined,
    changed: undefined,
  })
})
