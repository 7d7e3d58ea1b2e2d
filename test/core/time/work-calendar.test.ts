import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Weekday } from '../../../src/core/phase.ts'
import {
  afterWorkingHours,
  dateAfterWorkingHours,
  type WorkCalendar,
  workingHours,
} from '../../../src/core/time/work-calendar.ts'

const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const workweek = week.slice(0, 5)
const calendar = (timezone: string, workdays = week): WorkCalendar => ({ timezone, workdays })

describe('working hours between two instants', () => {
  test.each<[from: string, to: string, calendar: WorkCalendar, hours: number]>([
    ['2026-02-23T00:00:00Z', '2026-02-24T00:00:00Z', calendar('UTC'), 8],
    ['2026-02-23T00:00:00Z', '2026-02-23T12:00:00Z', calendar('UTC'), 4],
    ['2026-02-23T12:00:00Z', '2026-02-23T00:00:00Z', calendar('UTC'), -4],
    // From Friday noon to Monday noon there are two halves of a workday.
    ['2026-02-27T12:00:00Z', '2026-03-02T12:00:00Z', calendar('UTC', workweek), 8],
    ['2026-02-28T01:00:00Z', '2026-03-01T23:00:00Z', calendar('UTC', workweek), 0],
    ['2026-02-23T03:15:00Z', '2026-02-23T05:00:00Z', calendar('America/New_York'), 8 * (1.75 / 24)],
    // The days of a clock change last 23 and 25 hours, and hold 8 working hours all the same.
    ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z', calendar('America/New_York'), 8],
    ['2026-03-08T05:00:00Z', '2026-03-08T16:30:00Z', calendar('America/New_York'), 4],
    ['2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z', calendar('America/New_York'), 8],
    ['2026-11-01T04:00:00Z', '2026-11-01T16:30:00Z', calendar('America/New_York'), 4],
    ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', calendar('UTC', ['wed']), 52 * 8],
    ['1969-12-29T00:00:00Z', '1970-01-05T00:00:00Z', calendar('UTC', workweek), 40],
  ])('from %s to %s', (from, to, given, hours) => {
    expect(workingHours(Date.parse(from), Date.parse(to), given)).toBeCloseTo(hours, 9)
  })
})

describe('the instant after working hours', () => {
  test.each<[from: string, hours: number, calendar: WorkCalendar, instant: string, date: string]>([
    ['2026-02-23T00:00:00Z', 0, calendar('UTC'), '2026-02-23T00:00:00Z', '2026-02-23'],
    ['2026-02-23T06:00:00Z', 4, calendar('UTC'), '2026-02-23T18:00:00Z', '2026-02-23'],
    ['2026-02-23T00:00:00Z', 8, calendar('UTC'), '2026-02-24T00:00:00Z', '2026-02-23'],
    // A week's work is done when Friday ends.
    ['2026-02-23T00:00:00Z', 40, calendar('UTC', workweek), '2026-02-28T00:00:00Z', '2026-02-27'],
    ['2026-02-23T00:00:00Z', 40.1, calendar('UTC', workweek), '2026-03-02T00:18:00Z', '2026-03-02'],
    ['2026-02-28T10:00:00Z', 8, calendar('UTC', workweek), '2026-03-03T00:00:00Z', '2026-03-02'],
    ['2026-02-28T10:00:00Z', 0, calendar('UTC', workweek), '2026-02-28T10:00:00Z', '2026-02-28'],
    ['2026-02-23T03:15:00Z', 64, calendar('America/New_York'), '2026-03-03T03:15:00Z', '2026-03-02'],
    ['2026-03-07T05:00:00Z', 12, calendar('America/New_York'), '2026-03-08T16:30:00Z', '2026-03-08'],
  ])('%s and %d hours', (from, hours, given, instant, date) => {
    expect(new Date(Math.round(afterWorkingHours(Date.parse(from), hours, given)))).toEqual(new Date(instant))
    expect(dateAfterWorkingHours(Date.parse(from), hours, given)).toBe(date)
  })

  test('work that would last for ever ends with the last date that can be written', () => {
    expect(dateAfterWorkingHours(Date.parse('2026-02-23'), 4e8, calendar('Asia/Kolkata', ['sun']))).toBe('9999-12-31')
  })
})

const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/Santiago']
const anyCalendar = fc.record({
  timezone: fc.constantFrom(...zones),
  workdays: fc.subarray([...week], { minLength: 1 }),
})
const instants = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2030, 0) })

test('hours added and hours counted are each the inverse of the other', () => {
  fc.assert(
    fc.property(anyCalendar, instants, fc.double({ min: 0, max: 3000, noNaN: true }), (given, from, hours) => {
      const to = afterWorkingHours(from, hours, given)
      expect(workingHours(from, to, given)).toBeCloseTo(hours, 4)
      expect(to).toBeGreaterThanOrEqual(from)
    }),
  )
})

test('hours never run backwards, and those of two spans in a row add up', () => {
  fc.assert(
    fc.property(anyCalendar, fc.tuple(instants, instants, instants), (given, unsorted) => {
      const [a, b, c] = unsorted.toSorted((x, y) => x - y) as [number, number, number]
      const [first, second] = [workingHours(a, b, given), workingHours(b, c, given)]
      expect(first).toBeGreaterThanOrEqual(-1e-9)
      expect(workingHours(a, c, given)).toBeCloseTo(first + second, 7)
    }),
  )
})
