import type { PhaseView } from '../tasks/task-view.ts'
import { aMinute } from '../time/calendar.ts'
import { afterWorkingHours, aMinuteOfWork } from '../time/work-calendar.ts'
import { type Forecast, forecast } from './forecast.ts'
import { elsewhereOf, type PlanContext, planOf } from './phase-plan.ts'
import type { ForecastPlan } from './plan.ts'

export interface PhaseForecast {
  readonly plan: ForecastPlan
  readonly forecast: Forecast
  /** When each task is expected to begin and to end: milliseconds since 1970. Those that never start are not in it. */
  readonly spans: ReadonlyMap<string, { readonly start: number; readonly end: number }>
}

/** Phases that wait for tasks of each other are forecast in turns until every end is known, and so often at most. */
const mostTurns = 12

/** Forecasts of all open phases, by phase id: a task that waits for one of another phase begins when that is expected to end. */
export function forecastPhases(context: Omit<PlanContext, 'ends'>): ReadonlyMap<string, PhaseForecast> {
  const open = context.phases.filter(
    ({ survey: { stage }, tasks }) => stage === 'open' && tasks.some(({ outcome }) => outcome === undefined),
  )
  const ends = new Map<string, number>()
  const forecasts = new Map<string, PhaseForecast>()
  const areApart = !open.some((view) => waitsElsewhere(view, context))
  for (let turn = 0; turn < (areApart ? 1 : mostTurns); turn++) {
    const before = new Map(ends)
    for (const view of open) {
      const told = forecastPhase(view, { ...context, ends })
      forecasts.set(view.phase.id, told)
      for (const [id, { end }] of told.spans) ends.set(id, end)
    }
    if ([...ends].every(([id, end]) => before.get(id) === end)) break
  }
  return forecasts
}

function waitsElsewhere(view: PhaseView, context: Omit<PlanContext, 'ends'>): boolean {
  const elsewhere = elsewhereOf(view, context)
  return view.tasks.some((own) => own.outcome === undefined && elsewhere(own).length > 0)
}

function forecastPhase(view: PhaseView, context: PlanContext): PhaseForecast {
  const plan = planOf(view, context)
  const told = forecast(plan, view.phase, context.now, view.phase.targetDate)
  // In whole minutes: what begins with a day must not begin a rounding error before it.
  const at = (hours: number) => Math.round(afterWorkingHours(context.now, hours, view.phase) / aMinute) * aMinute
  // What begins when Friday ends begins on Monday.
  const startAt = (hours: number) => (hours === 0 ? context.now : at(hours + aMinuteOfWork) - aMinute)
  const spans = told.schedule.map(
    ({ task, startHours, finishHours }) => [task, { start: startAt(startHours), end: at(finishHours) }] as const,
  )
  return { plan, forecast: told, spans: new Map(spans) }
}
