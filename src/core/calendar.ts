/** Milliseconds. */
export const aMinute = 60_000
export const aDay = 24 * 60 * aMinute

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar date (`2026-02-22`) that a wall clock in the zone shows at an instant (milliseconds since 1970). */
export function localDate(instant: number, timezone: string): string {
  // The first formatter of a process takes some 12 ms to make.
  if (timezone === 'UTC') return new Date(instant).toISOString().slice(0, 10)
  let format = formats.get(timezone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(timezone, format)
  }
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${part.get('year')}-${part.get('month')}-${part.get('day')}`
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
