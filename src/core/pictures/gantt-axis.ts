import { aDay } from '../time/calendar.ts'

/** Ticks that can be told apart, whatever the schedule spans: a dozen or so, at days, Mondays, months or years. */
export function axisLines(from: number, to: number): readonly string[] {
  const days = (to - from) / aDay
  if (days <= 2) return ['axisFormat %-d %b %H:%M', `tickInterval ${days <= 0.5 ? '1hour' : '6hour'}`]
  if (days <= 14) return ['axisFormat %-d %b', 'tickInterval 1day']
  if (days <= 120) return ['axisFormat %-d %b', `tickInterval ${days <= 85 ? 1 : 2}week`, 'weekday monday']
  if (days <= 750) return ['axisFormat %b %Y', `tickInterval ${days <= 370 ? 1 : 2}month`]
  return ['axisFormat %Y', `tickInterval ${12 * Math.ceil(days / 365 / 12)}month`]
}
