/** Milliseconds. */
export const aMinute = 60_000
export const aDay = 24 * 60 * aMinute

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar date (`2026-02-22`) that a wall clock in the zone shows at an instant (milliseconds since 1970). */
export function localDate(instant: number, timezone: string): string {
  if (timezone === 'UTC') return new Date(instant).toISOString().slice(0, 10)
  const part = wallClockParts(instant, timezone)
  return `${part.get('year')}-${part.get('month')}-${part.get('day')}`
}

/**
 * The first instant (milliseconds since 1970) at which a wall clock in the zone shows this date and time (`HH:MM`). Of a
 * time that comes twice this is the first, and for one that a change of the clock skips the moment of that change, which
 * is the next time that exists; so too where a zone leaves out the whole day.
 */
export function instantOf(date: string, time: string, timezone: string): number {
  const shown = Date.parse(`${date}T${time}Z`)
  if (timezone === 'UTC') return shown
  // No offset is more than 14 hours, so the one before and the one after any change near the time are both seen.
  const offsets = [shown - aDay, shown + aDay].map((instant) => wallClock(instant, timezone) - instant)
  const candidates = offsets.map((offset) => shown - offset).sort((a, b) => a - b)
  const exact = candidates.find((instant) => wallClock(instant, timezone) === shown)
  return exact ?? changeBetween(candidates[0]!, candidates[1]!, shown, timezone)
}

/** The first instant after `before`, and not after `after`, at which the wall clock has passed what it should show. */
function changeBetween(before: number, after: number, shown: number, timezone: string): number {
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (wallClock(middle, timezone) < shown) low = middle
    else high = middle
  }
  return high
}

/** What the wall clock shows, to the second, as if it were UTC (milliseconds since 1970). */
function wallClock(instant: number, timezone: string): number {
  const part = wallClockParts(instant, timezone)
  const [year, month, day] = [Number(part.get('year')), Number(part.get('month')), Number(part.get('day'))]
  // Date.UTC would take the year 26 for 1926.
  const clock = new Date(0).setUTCFullYear(year, month - 1, day)
  return new Date(clock).setUTCHours(Number(part.get('hour')), Number(part.get('minute')), Number(part.get('second')))
}

function wallClockParts(instant: number, timezone: string): ReadonlyMap<string, string> {
  let format = formats.get(timezone)
  if (format === undefined) {
    // The first formatter of a process takes some 12 ms to make, so one serves for date and time.
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timezone, format)
  }
  return new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
}

/** What a wall clock in the zone shows at an instant (milliseconds since 1970), to the minute: `2026-02-22 09:00`. */
export function minuteOf(instant: number, timezone: string): string {
  const clock = timezone === 'UTC' ? instant : wallClock(instant, timezone)
  return new Date(clock).toISOString().slice(0, 16).replace('T', ' ')
}

/** The calendar date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * aDay).toISOString().slice(0, 10)
}

/** Days from one calendar date to another; negative where that lies before it. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / aDay)
}

const months = 'January February March April May June July August September October November December'.split(' ')

/** A date as people read it: `8 March 2026`. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${months[month! - 1]} ${year}`
}

/** Working hours as the phase file writes them: `4h`, `1d`, `2.5d`. */
export function formatEffort(hours: number): string {
  const days = hours / 8
  return days < 1 ? `${round(hours)}h` : `${round(days)}d`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
