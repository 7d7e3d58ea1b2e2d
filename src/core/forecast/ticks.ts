/**
 * Time inside the forecast: whole millionths of a working hour (3.6 ms of work). Sums of whole numbers are exact, so two
 * chains of equal effort end at the same moment and are seen to.
 */
export type Ticks = number

const ticksPerHour = 1_000_000

export function toTicks(hours: number): Ticks {
  return Math.round(hours * ticksPerHour)
}

export function toHours(ticks: Ticks): number {
  return ticks / ticksPerHour
}
