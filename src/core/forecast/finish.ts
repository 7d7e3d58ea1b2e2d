import { afterWorkingHours, dateAfterWorkingHours, type WorkCalendar } from '../time/work-calendar.ts'

/** A finish, told in each way that is shown. */
export interface Finish {
  /** Working hours from now. */
  readonly hours: number
  /** Milliseconds since 1970. */
  readonly instant: number
  /** In the phase's zone: the last date that is worked on. */
  readonly date: string
}

export function finishAfter(hours: number, calendar: WorkCalendar, now: number): Finish {
  return {
    hours,
    instant: Math.round(afterWorkingHours(now, hours, calendar)),
    date: dateAfterWorkingHours(now, hours, calendar),
  }
}
