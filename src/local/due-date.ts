const zone = 'America/Los_Angeles'

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
})

/** The day and hour that the Pacific zone shows at an instant. */
function pacific(at: Date): { day: string; hour: number } {
  const shown = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: `${shown.year}-${shown.month}-${shown.day}`, hour: Number(shown.hour) }
}

/** What becomes of a milestone's `due_on`: midnight of its day in the Pacific zone, whatever zone it was given in. */
export function dueOn(given: string): string | undefined {
  const at = new Date(given)
  if (Number.isNaN(at.getTime())) return undefined
  const { day } = pacific(at)
  // Standard time is eight hours behind, daylight time seven; clocks change at two, after midnight.
  for (const hours of [7, 8]) {
    const midnight = new Date(`${day}T0${hours}:00:00Z`)
    const shown = pacific(midnight)
    if (shown.day === day && shown.hour === 0) return `${day}T0${hours}:00:00Z`
  }
  return undefined
}
