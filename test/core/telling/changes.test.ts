import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TaskState, taskStates } from '../../../src/core/records/task-record.ts'
import {
  baselineOf,
  type Change,
  changedAt,
  changesSince,
  firstBaseline,
  isEmpty,
} from '../../../src/core/telling/changes.ts'
import { type Standpoint, standingOf } from './standing.ts'

const date = '2026-02-23'

const one = (state: TaskState | 'unknown', given: Partial<Standpoint> = {}) =>
  standingOf({ states: new Map([['a', state]]), ...given })

/** What the change of a task is told as. */
function told(before: TaskState, now: TaskState): Change | undefined {
  return changesSince(baselineOf(one(before), date, undefined), one(now)).tasks.get('a')
}

test.each(taskStates)('from %s to each other state: what is told is where it has come to', (before) => {
  const isEnded = before === 'done' || before === 'dropped'
  for (const now of taskStates) {
    const reopened = isEnded && now !== 'done' && now !== 'dropped'
    const queued = before === 'blocked' ? undefined : 'queued'
    const expected = now === before ? undefined : reopened ? 'reopened' : now === 'ready' ? queued : now
    expect(told(before, now), `${before} to ${now}`).toBe(expected)
  }
})

test('of a task of which nothing certain is known nothing is told, and it counts as it was', () => {
  const base = baselineOf(one('running'), date, undefined)
  expect(isEmpty(changesSince(base, one('unknown')))).toBe(true)
  expect(baselineOf(one('unknown'), date, base).states).toEqual(new Map([['a', 'running']]))
  expect(changesSince(baselineOf(one('unknown'), date, base), one('done')).tasks).toEqual(new Map([['a', 'done']]))
  expect(baselineOf(one('unknown'), date, undefined).states).toEqual(new Map())
})

test('tasks that came into the file and left it are told as that, one that came as done is done', () => {
  const base = baselineOf(
    standingOf({
      states: new Map([
        ['a', 'ready'],
        ['b', 'done'],
      ]),
    }),
    date,
    undefined,
  )
  const now = standingOf({
    states: new Map([
      ['c', 'ready'],
      ['d', 'done'],
      ['e', 'assigned'],
      ['a', 'ready'],
    ]),
  })
  expect(changesSince(base, now).tasks).toEqual(
    new Map([
      ['c', 'added'],
      ['d', 'done'],
      ['e', 'added'],
      ['b', 'gone'],
    ]),
  )
})

test('a task that only got another id is none that left, and none that is new', () => {
  const base = baselineOf(
    standingOf({
      states: new Map([
        ['a', 'ready'],
        ['b', 'ready'],
      ]),
    }),
    date,
    undefined,
  )
  const tasks = (id: string) => (id === 'c' ? { formerly: 'a' } : {})
  const changesTo = (state: TaskState) =>
    changesSince(
      base,
      standingOf({
        states: new Map([
          ['c', state],
          ['b', 'ready'],
        ]),
        tasks,
      }),
    )
  expect(isEmpty(changesTo('ready'))).toBe(true)
  expect(changesTo('done').tasks).toEqual(new Map([['c', 'done']]))
})

test.each([
  ['target date', { targetDate: '2026-03-08' }, { targetDate: '2026-03-15' }],
  ['start date', { startDate: undefined }, { startDate: '2026-03-01' }],
  ['time zone', { timezone: 'UTC' }, { timezone: 'America/New_York' }],
] as const)('another %s is a change that keeps what it was', (_, before, now) => {
  const base = baselineOf(one('ready', { phase: before }), date, undefined)
  expect(isEmpty(changesSince(base, one('ready', { phase: before })))).toBe(true)
  const changes = changesSince(base, one('ready', { phase: now }))
  expect(isEmpty(changes)).toBe(false)
  expect(changes.dates).toEqual(base.dates)
})

test('a decision that is needed now is news, the same one is not, and neither is one that was settled', () => {
  const first = one('ready', { decisions: [['Look at ', { task: 'a' }]] })
  const both = one('ready', { decisions: [['Look at ', { task: 'a' }], ['Look again']] })
  const none = one('ready')
  const base = baselineOf(first, date, undefined)
  expect(changesSince(base, first).decisions).toBe(false)
  expect(changesSince(base, both).decisions).toBe(true)
  expect(isEmpty(changesSince(base, none))).toBe(true)
  expect(changesSince(baselineOf(none, date, base), first).decisions).toBe(true)
})

test('at the launch nothing was told yet: what is picked or waits for a decision is news, what is blocked is not', () => {
  const states = new Map([
    ['a', 'assigned'],
    ['b', 'ready'],
    ['c', 'blocked'],
    ['d', 'done'],
  ] as const)
  const standing = standingOf({ states, decisions: [['Look']] })
  expect(changesSince(firstBaseline(standing, date), standing)).toEqual({
    tasks: new Map([
      ['a', 'assigned'],
      ['d', 'done'],
    ]),
    decisions: true,
    dates: undefined,
  })
})

test('a change is as old as the first closing among them, or else as its being seen', () => {
  const now = Date.parse('2026-02-24T10:00:00Z')
  const closed = (closedAt: string) => one('done', { issues: () => ({ open: false, closedAt }) })
  const since = (standing: ReturnType<typeof one>, before: TaskState = 'ready') =>
    new Date(changedAt(changesSince(baselineOf(one(before), date, undefined), standing), standing.phase.tasks, now))
  expect(since(closed('2026-02-24T08:30:00Z')).toISOString()).toBe('2026-02-24T08:30:00.000Z')
  expect(since(closed('2026-02-24T11:30:00Z')).toISOString()).toBe('2026-02-24T10:00:00.000Z')
  expect(since(closed('2026-02-20T08:30:00Z'), 'done').toISOString()).toBe('2026-02-24T10:00:00.000Z')
  expect(since(one('running')).toISOString()).toBe('2026-02-24T10:00:00.000Z')
})

const anyStates = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,3}$/), { maxLength: 12 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), fc.constantFrom(...taskStates, 'unknown' as const)))),
  )
  .map((entries) => new Map(entries))

test('against itself nothing has changed, and nothing is news twice', () => {
  fc.assert(
    fc.property(anyStates, anyStates, (before, now) => {
      const [past, present] = [standingOf({ states: before }), standingOf({ states: now })]
      const base = baselineOf(past, date, undefined)
      const next = baselineOf(present, date, base)
      // A task that was not known before and is not now is news once something is.
      expect(isEmpty(changesSince(next, present))).toBe(true)
      for (const [id, change] of changesSince(base, present).tasks) {
        expect(change === 'gone' ? now.has(id) : before.get(id) === now.get(id), id).toBe(false)
      }
    }),
    { seed: 1, numRuns: 200 },
  )
})
