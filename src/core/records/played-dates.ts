import { date, isObject } from './record-fields.ts'

/** What many plays of a phase said, kept with the page that shows it: a run without news shows it again, and plays nothing. */
export interface PlayedDates {
  /** As likely later as earlier, and in 85 of 100 cases not later: local dates. */
  readonly p50: string
  readonly p85: string
  /** Undefined where no order would gain what is worth a word. */
  readonly gain: Gain | undefined
}

/** What another order of the tasks would gain. */
export interface Gain {
  /** Working hours by which the phase would end earlier, and the local date on which it would. */
  readonly hours: number
  readonly date: string
  /** The task that would have to go first. */
  readonly task: string
  /** Working hours that strict priorities cost. */
  readonly priorityCostHours: number
}

/** Reads them out of a record; undefined where it has none, or has been changed. */
export function parsePlayedDates(value: unknown): PlayedDates | undefined {
  if (!isObject(value)) return undefined
  const [p50, p85] = [date(value.p50), date(value.p85)]
  if (p50 === undefined || p85 === undefined) return undefined
  const gain = parseGain(value.gain)
  return value.gain !== undefined && gain === undefined ? undefined : { p50, p85, gain }
}

function parseGain(value: unknown): Gain | undefined {
  if (!isObject(value)) return undefined
  const { hours, task, priorityCostHours } = value
  const on = date(value.date)
  if (on === undefined || typeof task !== 'string' || !isQuantity(hours) || !isQuantity(priorityCostHours))
    return undefined
  return { hours, date: on, task, priorityCostHours }
}

function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
