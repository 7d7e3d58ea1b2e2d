import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bearsClaim,
  type Claim,
  claimName,
  ended,
  isFailure,
  isJustMade,
  isOver,
  parseClaim,
} from '../../../src/core/records/claim.ts'
import { renderRecord } from '../../../src/core/records/managed-part.ts'
import {
  emptyTaskRecord,
  parseTaskRecord,
  type TaskRecord,
  taskRecordData,
} from '../../../src/core/records/task-record.ts'

const since = '2026-02-22T12:00:00.000Z'
const smallest = { number: 2, worker: 'run', since } as const

test('a claim is named after its task and its number', () => {
  expect(claimName('p4-1-1', { number: 2 })).toBe('p4-1-1#2')
})

describe("a run's name", () => {
  test.each(['a#2', 'a#2 of phase 4', 'Task a (a#2)', 'worker: a#2', 'a#2: a#21', 'xa#2, a#2', '"a#2"'])(
    '%s bears the claim a#2',
    (title) => {
      expect(bearsClaim(title, 'a#2')).toBe(true)
    },
  )

  test.each(['', 'a', 'a#21', 'xa#2', 'x-a#2', 'x.a#2', 'x_a#2', 'a#2x', 'a#2_', 'A#2', 'a # 2', 'a#21 xa#2'])(
    '%s does not',
    (title) => {
      expect(bearsClaim(title, 'a#2')).toBe(false)
    },
  )

  test('bears no claim of another task, or of another number', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,5}$/)
    const claim = fc.record({ task: id, number: fc.integer({ min: 1, max: 30 }) })
    fc.assert(
      fc.property(claim, claim, fc.constantFrom('', 'run of ', '('), (one, other, before) => {
        const [own, theirs] = [claimName(one.task, one), claimName(other.task, other)]
        expect(bearsClaim(`${before}${own} at work`, own)).toBe(true)
        expect(bearsClaim(`${before}${own} at work`, theirs)).toBe(own === theirs)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

test('a claim is over once it has ended, and where there is none', () => {
  const claim = parseClaim(smallest)
  expect(isOver(claim)).toBe(false)
  expect(isOver(undefined)).toBe(true)
  expect(isOver({ ...claim!, end: { at: since, how: 'green' } })).toBe(true)
})

test.each<[how: NonNullable<Claim['end']>['how'], by: string | undefined, uses: boolean]>([
  ['green', undefined, false],
  ['failed', 'octocat', true],
  ['lost', 'octocat', true],
  ['silent', 'octocat', true],
  ['released', undefined, false],
  ['refused', undefined, true],
  // Whoever asked is told.
  ['refused', 'octocat', false],
])('the end %s of a claim by %s uses an attempt: %s', (how, by, uses) => {
  expect(isFailure({ ...parseClaim(smallest)!, by, end: { at: since, how } })).toBe(uses)
})

describe('a claim on record', () => {
  test.each<[name: string, value: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'a#2'],
    ['a list', [smallest]],
    ['no number', { ...smallest, number: undefined }],
    ['the number 0', { ...smallest, number: 0 }],
    ['a number that is none', { ...smallest, number: '2' }],
    ['a fraction', { ...smallest, number: 1.5 }],
    ['an unknown worker', { ...smallest, worker: 'robot' }],
    ['no time', { ...smallest, since: undefined }],
    ['a time that is none', { ...smallest, since: 'yesterday' }],
  ])('that is %s counts as none', (_, value) => {
    expect(parseClaim(value)).toBeUndefined()
  })

  test('is read as far as it makes sense', () => {
    const odd = {
      ...smallest,
      attempt: -1,
      model: 7,
      by: ['octocat'],
      command: {},
      workflow: null,
      logins: ['mona', 3],
      lock: 'x',
      started: 'soon',
      run: -5,
      heartbeat: 12,
      percent: '40',
      plan: 1,
      giveUp: 'boredom',
      release: 4,
      end: { at: since, how: 'bored' },
    }
    expect(parseClaim(odd)).toEqual({ ...parseClaim(smallest), logins: ['mona'] })
    expect(parseClaim({ ...smallest, end: { at: 'late', how: 'green' } })?.end).toBeUndefined()
  })

  test('is never taken from whatever else stands there', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const claim = parseClaim(value)
        if (claim !== undefined) expect(claim.number).toBeGreaterThan(0)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const text = fc.string({ maxLength: 12, unit: 'binary' })
const texts = fc.array(text, { maxLength: 3 })
const count = fc.integer({ min: 1, max: 2 ** 40 })

const someClaim: fc.Arbitrary<Claim> = fc.record({
  number: fc.integer({ min: 1, max: 99 }),
  attempt: fc.integer({ min: 1, max: 9 }),
  model: maybe(text),
  worker: fc.constantFrom('run', 'agent', 'person'),
  since: instant,
  by: maybe(text),
  command: maybe(text),
  workflow: text,
  logins: texts,
  lock: maybe(count),
  started: maybe(instant),
  run: maybe(count),
  heartbeat: maybe(instant),
  percent: maybe(fc.nat(100)),
  plan: text,
  giveUp: maybe(fc.constantFrom('release', 'hold', 'silence')),
  cancelled: maybe(instant),
  release: maybe(text),
  end: maybe(
    fc.record({ at: instant, how: fc.constantFrom('green', 'failed', 'lost', 'silent', 'released', 'refused') }),
  ),
})

const someHandover: TaskRecord['handover'] = [
  { issue: 7, pull: 9, repository: 'o/r', commit: undefined, words: { by: 'mona', text: 'a --> b' } },
  { issue: 8, pull: undefined, repository: undefined, commit: 'abcdef0', words: undefined },
]

const someRecord: fc.Arbitrary<TaskRecord> = fc
  .record({
    state: fc.constantFrom<TaskRecord['state']>('running', 'review', 'waiting', 'held', 'done'),
    title: text,
    labels: texts,
    links: fc.array(count, { maxLength: 3 }),
    restored: fc.array(count, { maxLength: 3 }),
    assigned: texts,
    refused: texts,
    unassigned: fc.boolean(),
    behindUntil: maybe(instant),
    claim: maybe(someClaim),
    picked: maybe(instant),
    handover: fc.constantFrom<TaskRecord['handover']>([], someHandover),
    claims: fc.integer({ min: 0, max: 99 }),
    starts: fc.array(instant, { maxLength: 3 }),
    failures: fc.array(instant, { maxLength: 3 }),
    hold: maybe(fc.record({ by: text, reason: text })),
    next: fc.boolean(),
    reviewSince: maybe(instant),
    pulls: fc.array(fc.integer({ min: 1 }), { maxLength: 3 }),
    commands: texts,
  })
  .map((record) => ({ ...record, claims: Math.max(record.claims, record.claim?.number ?? 0) }))

test('a record that was written is read back as it was', () => {
  fc.assert(
    fc.property(someRecord, (record) => {
      const line = renderRecord(taskRecordData(record))
      expect(parseTaskRecord(`**Running.**\n\n${line}`)).toEqual(record)
    }),
    { seed: 4, numRuns: 300 },
  )
})

test('a claim counts for the number of starts where the count itself is lost', () => {
  const claim = { ...parseClaim(smallest)!, number: 7 }
  const line = renderRecord(taskRecordData({ ...emptyTaskRecord, claim, claims: 3 }))
  expect(parseTaskRecord(line)?.claims).toBe(7)
})

test('why GitHub refused a start is read back', () => {
  const end = { at: '2026-02-22T12:00:00.000Z', how: 'refused', why: 'No such ref' } as const
  expect(parseClaim({ ...smallest, end })?.end).toEqual(end)
  expect(parseClaim({ ...smallest, end: { ...end, why: 7 } })?.end).toEqual({ at: end.at, how: 'refused' })
})

test('how a claim ended stands beside all else that it says', () => {
  const claim = parseClaim(smallest)!
  expect(ended(claim, 'lost', Date.parse('2026-02-22T12:00:00Z'))).toEqual({
    ...claim,
    end: { at: '2026-02-22T12:00:00.000Z', how: 'lost' },
  })
})

describe('what GitHub made', () => {
  const made = '2026-02-22T12:00:00Z'
  const minutes = (count: number) => Date.parse(made) + count * 60_000

  test.each<[when: string, clocks: readonly number[], isJust: boolean]>([
    ['at this moment', [minutes(0)], true],
    ['less than ten minutes ago', [minutes(10) - 1], true],
    ['ten minutes ago', [minutes(10)], false],
    ['a little later than this clock says', [minutes(-2) + 1], true],
    ['much later than this clock says', [minutes(-2)], false],
    ['just now by one of two clocks', [minutes(30), minutes(1)], true],
    ['long ago by both', [minutes(30), minutes(31)], false],
    ['at some time, by no clock', [], false],
    ['at some time, by a clock that does not tell', [Number.NaN], false],
  ])('%s', (_, clocks, isJust) => {
    expect(isJustMade(made, clocks)).toBe(isJust)
  })
})
