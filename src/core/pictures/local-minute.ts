const formats = new Map<string, Intl.DateTimeFormat>()

/** What a wall clock in the zone shows at an instant (milliseconds since 1970), to the minute: `2026-02-22 09:00`. */
export function minuteOf(instant: number, timezone: string): string {
  let format = formats.get(timezone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timezone, format)
  }
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${part.get('year')}-${part.get('month')}-${part.get('day')} ${part.get('hour')}:${part.get('minute')}`
}
