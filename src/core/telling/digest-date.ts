import type { Phase } from '../phase.ts'
import { aDay, addDays, daysBetween, instantOf, localDate } from '../time/calendar.ts'

/** A day on which a digest may be written, and the instant (milliseconds) from which it may. */
export interface DigestDay {
  readonly date: string
  readonly at: number
}

type Rhythm = Pick<Phase, 'timezone'> & { readonly report: NonNullable<Phase['report']> }

/** The last day whose hour for the digest has come. A rhythm below a day counts as one. */
export function lastDigestDay({ report, timezone }: Rhythm, now: number): DigestDay {
  const today = localDate(now, timezone)
  const at = instantOf(today, report.at, timezone)
  if (now >= at) return { date: today, at }
  const yesterday = addDays(today, -1)
  return { date: yesterday, at: instantOf(yesterday, report.at, timezone) }
}

/** The day of the next digest after that of a date, as far as one has come; of several that were missed, the last. */
export function nextDigestDay(rhythm: Rhythm, after: string, now: number): DigestDay | undefined {
  const { report, timezone } = rhythm
  const step = Math.max(1, Math.ceil(report.every / aDay))
  const steps = Math.floor(daysBetween(after, lastDigestDay(rhythm, now).date) / step)
  if (steps < 1) return undefined
  const date = addDays(after, steps * step)
  return { date, at: instantOf(date, report.at, timezone) }
}
