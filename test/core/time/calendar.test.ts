import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatEffort, instantOf, localDate, longDate } from '../../../src/core/time/calendar.ts'

describe('the date at an instant', () => {
  test.each([
    ['2026-02-22T23:59:59Z', 'UTC', '2026-02-22'],
    ['2026-02-23T00:00:00Z', 'UTC', '2026-02-23'],
    ['2026-02-23T04:59:59Z', 'America/New_York', '2026-02-22'],
    ['2026-02-23T05:00:00Z', 'America/New_York', '2026-02-23'],
    ['2026-02-22T09:59:59Z', 'Pacific/Kiritimati', '2026-02-22'],
    ['2026-02-22T10:00:00Z', 'Pacific/Kiritimati', '2026-02-23'],
    ['2026-02-22T18:30:00Z', 'Asia/Kolkata', '2026-02-23'],
    // Clocks go forward on 8 March 2026 in New York, from 02:00 to 03:00.
    ['2026-03-08T04:59:59Z', 'America/New_York', '2026-03-07'],
    ['2026-03-09T03:59:59Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
    // The whole of 30 December 2011 was left out in Samoa.
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2024-02-29T12:00:00Z', 'Europe/Berlin', '2024-02-29'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(localDate(Date.parse(instant), zone)).toBe(date)
  })
})

describe('the instant of a date and time', () => {
  test.each([
    ['2026-02-22', '09:00', 'UTC', '2026-02-22T09:00:00Z'],
    ['2026-02-22', '22:15', 'America/New_York', '2026-02-23T03:15:00Z'],
    ['2026-02-22', '00:00', 'Pacific/Kiritimati', '2026-02-21T10:00:00Z'],
    ['2026-02-22', '23:59', 'Pacific/Pago_Pago', '2026-02-23T10:59:00Z'],
    ['2026-02-22', '09:00', 'Asia/Kolkata', '2026-02-22T03:30:00Z'],
    // Clocks go forward on 8 March 2026 in New York, from 02:00 to 03:00: the hour between does not exist.
    ['2026-03-08', '01:59', 'America/New_York', '2026-03-08T06:59:00Z'],
    ['2026-03-08', '02:00', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['2026-03-08', '03:00', 'America/New_York', '2026-03-08T07:00:00Z'],
    // They go back on 1 November, from 02:00 to 01:00: the hour before comes twice.
    ['2026-11-01', '00:59', 'America/New_York', '2026-11-01T04:59:00Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-11-01', '02:00', 'America/New_York', '2026-11-01T07:00:00Z'],
    // Half an hour on Lord Howe Island.
    ['2026-10-04', '02:10', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
    // The day begins at 01:00 where clocks change at midnight.
    ['2026-04-24', '00:00', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2026-04-24', '01:00', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    // The whole of 30 December 2011 was left out in Samoa.
    ['2011-12-29', '23:59', 'Pacific/Apia', '2011-12-30T09:59:00Z'],
    ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-31', '00:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(new Date(instantOf(date, time, zone))).toEqual(new Date(instant))
  })

  test('is the first at which the clock shows it, at any time of a year of changes', () => {
    const zones = ['America/New_York', 'Europe/Berlin', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/Santiago']
    const shows = fc.record({ zone: fc.constantFrom(...zones), minute: fc.nat(366 * 24 * 60) })
    fc.assert(
      fc.property(shows, ({ zone, minute }) => {
        const wanted = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString().slice(0, 16)
        const instant = instantOf(wanted.slice(0, 10), wanted.slice(11), zone)
        const clock = (at: number) =>
          new Date(at).toLocaleString('sv', { timeZone: zone }).replace(' ', 'T').slice(0, 16)
        expect(clock(instant) >= wanted).toBe(true)
        expect(clock(instant - 60_000) < wanted).toBe(true)
      }),
    )
  })
})

test.each([
  ['2026-03-08', '8 March 2026'],
  ['2026-12-31', '31 December 2026'],
  ['2026-01-01', '1 January 2026'],
])('%s reads %s', (date, text) => {
  expect(longDate(date)).toBe(text)
})

test.each([
  [0.5, '0.5h'],
  [4, '4h'],
  [7.99, '7.99h'],
  [8, '1d'],
  [12, '1.5d'],
  [40, '5d'],
  [20 / 3, '6.67h'],
])('%d working hours read %s', (hours, text) => {
  expect(formatEffort(hours)).toBe(text)
})
