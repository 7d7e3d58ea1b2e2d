import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastDigestDay, nextDigestDay } from '../../../src/core/telling/digest-date.ts'
import { aDay, daysBetween, instantOf } from '../../../src/core/time/calendar.ts'

const anHour = aDay / 24

function rhythm(at: string, timezone: string, days = 1) {
  return { report: { every: days * aDay, at }, timezone }
}

const at = (text: string) => Date.parse(text)

test.each([
  ['before the hour', '2026-02-24T13:59:59Z', '2026-02-23'],
  ['in the hour', '2026-02-24T14:00:00Z', '2026-02-24'],
  ['late in the evening, when it is the next day in UTC', '2026-02-25T04:59:00Z', '2026-02-24'],
  ['after midnight', '2026-02-25T05:01:00Z', '2026-02-24'],
])('the last day whose hour has come in New York: %s', (_, now, date) => {
  const zone = 'America/New_York'
  expect(lastDigestDay(rhythm('09:00', zone), at(now))).toEqual({ date, at: instantOf(date, '09:00', zone) })
})

test.each([
  // The clock is put forward at 2:00 on 8 March 2026, and back at 2:00 on 1 November.
  ['a time that the clock skips means the moment of the change', 'America/New_York', '02:30', '2026-03-08T07:00:00Z'],
  ['the day after, the time exists again', 'America/New_York', '02:30', '2026-03-09T06:30:00Z'],
  ['a time that comes twice counts when it first comes', 'America/New_York', '01:30', '2026-11-01T05:30:00Z'],
  ['one after the change comes once', 'America/New_York', '02:30', '2026-11-01T07:30:00Z'],
  // Lord Howe moves by half an hour: back at 2:00 on 5 April 2026, and forward at 2:00 on 4 October.
  ['half an hour that comes twice', 'Australia/Lord_Howe', '01:45', '2026-04-04T14:45:00Z'],
  ['half an hour that is skipped', 'Australia/Lord_Howe', '02:15', '2026-10-03T15:30:00Z'],
])('on the days on which clocks change, %s (%s, %s)', (_, zone, time, instant) => {
  const due = lastDigestDay(rhythm(time, zone), at(instant))
  expect(new Date(due.at).toISOString()).toBe(instant.replace('Z', '.000Z'))
  expect(lastDigestDay(rhythm(time, zone), at(instant) - 1).date).not.toBe(due.date)
  expect(lastDigestDay(rhythm(time, zone), at(instant) + anHour).date, 'the second time it comes').toBe(due.date)
})

test.each([
  // every (days), date of the last one, now, next
  [1, '2026-02-23', '2026-02-23T23:59:00Z', undefined],
  [1, '2026-02-23', '2026-02-24T08:59:00Z', undefined],
  [1, '2026-02-23', '2026-02-24T09:00:00Z', '2026-02-24'],
  [1, '2026-02-23', '2026-02-27T08:00:00Z', '2026-02-26'],
  [0.5, '2026-02-23', '2026-02-23T21:00:00Z', undefined],
  [0.5, '2026-02-23', '2026-02-24T09:00:00Z', '2026-02-24'],
  [2, '2026-02-23', '2026-02-24T10:00:00Z', undefined],
  [2, '2026-02-23', '2026-02-25T10:00:00Z', '2026-02-25'],
  [2, '2026-02-23', '2026-02-28T10:00:00Z', '2026-02-27'],
  [2.5, '2026-02-23', '2026-02-25T10:00:00Z', undefined],
  [2.5, '2026-02-23', '2026-02-26T10:00:00Z', '2026-02-26'],
  [7, '2026-02-23', '2026-03-02T08:00:00Z', undefined],
  [7, '2026-02-23', '2026-03-02T09:00:00Z', '2026-03-02'],
  [7, '2026-02-23', '2026-03-20T09:00:00Z', '2026-03-16'],
  // A zone that was changed may leave the last one in the future.
  [1, '2026-02-25', '2026-02-24T10:00:00Z', undefined],
])('every %s days after %s, at %s: %s', (days, last, now, date) => {
  expect(nextDigestDay(rhythm('09:00', 'UTC', days), last, at(now))?.date).toBe(date)
})

const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Asia/Kolkata', 'Pacific/Apia']
const anyRhythm = fc
  .record({
    zone: fc.constantFrom(...zones),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    days: fc.constantFrom(0.5, 1, 2, 7),
  })
  .map(({ zone, hour, minute, days }) =>
    rhythm(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, zone, days),
  )
const anyInstant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') })

test('run after run, however late, each digest is of a later date, a whole number of steps on, and its hour has come', () => {
  fc.assert(
    fc.property(
      anyRhythm,
      anyInstant,
      fc.array(fc.integer({ min: 1, max: 100 * anHour }), { maxLength: 40 }),
      (given, start, gaps) => {
        const step = Math.ceil(given.report.every / aDay)
        let now = start
        let { date } = lastDigestDay(given, now)
        for (const gap of gaps) {
          now += gap
          const next = nextDigestDay(given, date, now)
          if (next === undefined) {
            expect(daysBetween(date, lastDigestDay(given, now).date)).toBeLessThan(step)
            continue
          }
          const days = daysBetween(date, next.date)
          expect(days).toBeGreaterThan(0)
          expect(days % step).toBe(0)
          expect(next.at).toBeLessThanOrEqual(now)
          date = next.date
        }
      },
    ),
    { seed: 1, numRuns: 60 },
  )
})

test('runs every hour write a digest each day, within an hour of its time, also where clocks change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom('00:00', '01:30', '02:15', '02:30', '23:59'),
      (zone, time) => {
        const given = rhythm(time, zone)
        let { date } = lastDigestDay(given, at('2026-01-01T00:10:00Z'))
        let count = 0
        for (let now = at('2026-01-01T00:10:00Z'); now < at('2026-12-31T00:10:00Z'); now += 3 * anHour) {
          const next = nextDigestDay(given, date, now)
          if (next === undefined) continue
          expect(daysBetween(date, next.date)).toBe(1)
          expect(now - next.at).toBeLessThan(3 * anHour)
          count += 1
          date = next.date
        }
        expect(count).toBeGreaterThanOrEqual(363)
      },
    ),
    { seed: 1, numRuns: 4 },
  )
})
