import { describe, expect, test } from 'vitest'
import { formatEffort, localDate, longDate } from '../../src/core/calendar.ts'

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
