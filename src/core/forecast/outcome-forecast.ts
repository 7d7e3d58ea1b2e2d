import type { Outcome } from '../decide.ts'
import { forecastPhases, type PhaseForecast } from './phase-forecast.ts'

/** Forecasts of the phases that are open once a run has ended, by phase id. */
export function forecastOutcome(
  { phases, slots }: Pick<Outcome, 'phases' | 'slots'>,
  now: number,
  maxActive: number | undefined,
): ReadonlyMap<string, PhaseForecast> {
  const blocking = new Map(phases.flatMap(({ standing }) => [...standing.blocking]))
  return forecastPhases({ blocking, slots, phases: phases.map(({ view }) => view), now, maxActive })
}
