import type { Phase, Weekday } from '../phase.ts'
import { aDay, instantOf, localDate } from './calendar.ts'

/** When work is done: the part of a phase that says so. */
export type WorkCalendar = Pick<Phase, 'timezone' | 'workdays'>

const hoursADay = 8

/** 1 January 1970 was a Thursday. */
const fromThursday: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed']

/** Days since 1970 of 31 December 9999: what would come after is told as this day, the last that a date is written for. */
const lastDay = Date.parse('9999-12-31') / aDay

/**
 * Working hours from one instant to another, both in milliseconds since 1970. A workday holds 8, spread evenly over the
 * time that its local date lasts: 24 hours, or 23 or 25 where the clock changes. Negative where `to` is before `from`.
 */
export function workingHours(from: number, to: number, calendar: WorkCalendar): number {
  return hoursSince1970(to, calendar) - hoursSince1970(from, calendar)
}

/**
 * The instant at which so many working hours have passed: the first one, so the end of Friday rather than Monday morning.
 * Not rounded to whole milliseconds, so that `workingHours` gives back the same hours, to 0.00001. `from` itself for no hours at all.
 */
export function afterWorkingHours(from: number, hours: number, calendar: WorkCalendar): number {
  if (hours <= 0) return from
  const total = hoursSince1970(from, calendar) + hours
  const day = dayHolding(total, calendar)
  if (day > lastDay) return startOf(lastDay + 1, calendar) - 1
  const part = Math.min(1, (total - hoursADay * workdaysBefore(day, calendar)) / hoursADay)
  const start = startOf(day, calendar)
  return Math.max(from, start + part * (startOf(day + 1, calendar) - start))
}

/** Working hours in a minute of a workday: what adding up rounded hours may be off by. */
export const aMinuteOfWork = hoursADay / (24 * 60)

/**
 * The date on which so many working hours will have passed: of work that ends at midnight, give or take a minute, the day
 * that was worked on and not the one that begins then.
 */
export function dateAfterWorkingHours(from: number, hours: number, calendar: WorkCalendar): string {
  return localDate(afterWorkingHours(from, hours - aMinuteOfWork, calendar), calendar.timezone)
}

/** Whole dates are counted, not walked through: the zone is asked about one day alone, however far away it is. */
function hoursSince1970(instant: number, calendar: WorkCalendar): number {
  const day = dayOf(localDate(instant, calendar.timezone))
  const before = hoursADay * workdaysBefore(day, calendar)
  if (!isWorkday(day, calendar)) return before
  const start = startOf(day, calendar)
  return before + (hoursADay * (instant - start)) / (startOf(day + 1, calendar) - start)
}

/** A tenth of a second: what adding up hours may be off by must not turn the end of Friday into Monday. */
const tolerance = 1e-5

/** The workday in which the count of hours since 1970 reaches `total`, and at whose start it is below that. */
function dayHolding(total: number, calendar: WorkCalendar): number {
  const workdays = Math.ceil((total - tolerance) / hoursADay) - 1
  const weeks = Math.floor(workdays / calendar.workdays.length)
  let left = workdays - weeks * calendar.workdays.length
  for (let day = weeks * 7; ; day++) {
    if (isWorkday(day, calendar) && left-- === 0) return day
  }
}

function workdaysBefore(day: number, calendar: WorkCalendar): number {
  const weeks = Math.floor(day / 7)
  let count = weeks * calendar.workdays.length
  for (let each = weeks * 7; each < day; each++) if (isWorkday(each, calendar)) count++
  return count
}

function isWorkday(day: number, { workdays }: WorkCalendar): boolean {
  return workdays.includes(fromThursday[((day % 7) + 7) % 7]!)
}

/** Days since 1970 of a calendar date. */
function dayOf(date: string): number {
  return Date.parse(date) / aDay
}

function startOf(day: number, { timezone }: WorkCalendar): number {
  return instantOf(new Date(day * aDay).toISOString().split('T')[0]!, '00:00', timezone)
}
