import type { Phase, Task } from '../phase.ts'
import type { Rankable } from '../picks/rank.ts'
import { instantOf } from '../time/calendar.ts'
import { afterWorkingHours, workingHours } from '../time/work-calendar.ts'
import { type Forecast, forecast } from './forecast.ts'
import { type ForecastPlan, streamCapsOf } from './plan.ts'

export interface LaunchForecast {
  readonly phase: Phase
  readonly plan: ForecastPlan
  readonly forecast: Forecast
}

/** Phases that wait for each other by turns settle task by task; those that would need more turns are told as they stand then. */
const mostTurns = 20

/**
 * Forecasts of phases as if none of their tasks had begun. A task of another of these phases ends when that phase's own
 * forecast says so, and a phase begins once those that it comes `after` end; a phase without a file counts as complete.
 * Phases share no slots here, and paths of different phases are not compared.
 * @param now milliseconds since 1970
 */
export function forecastLaunch(phases: readonly Phase[], now: number): readonly LaunchForecast[] {
  /** Expected finishes: milliseconds since 1970, by `task <id>` and `phase <id>`. */
  const ends = new Map<string, number>()
  let forecasts: LaunchForecast[] = []
  for (let turn = 0; turn < mostTurns; turn++) {
    let hasChanged = false
    forecasts = phases.map((phase) => {
      const plan = planAtLaunch(phase, phases, now, ends)
      const told = { phase, plan, forecast: forecast(plan, phase, now, phase.targetDate) }
      for (const [key, end] of endsOf(told, now)) {
        if (ends.get(key) !== end) hasChanged = true
        ends.set(key, end)
      }
      return told
    })
    if (!hasChanged || phases.length === 1) break
  }
  return forecasts
}

function endsOf({ phase, forecast }: LaunchForecast, now: number): (readonly [key: string, end: number])[] {
  return [
    ...forecast.schedule.map(
      ({ task, finishHours }) => [`task ${task}`, afterWorkingHours(now, finishHours, phase)] as const,
    ),
    [`phase ${phase.id}`, forecast.finish.instant],
  ]
}

function planAtLaunch(
  phase: Phase,
  phases: readonly Phase[],
  now: number,
  ends: ReadonlyMap<string, number>,
): ForecastPlan {
  const begin = phase.startDate === undefined ? now : instantOf(phase.startDate, '00:00', phase.timezone)
  const open = latest(
    begin,
    phase.after.map((id) => ends.get(`phase ${id}`)),
  )
  const own = new Set(phase.tasks.map(({ id }) => id))
  const tasks = phase.tasks.map((task) => {
    const foreign = task.dependsOn.filter((id) => !own.has(id)).map((id) => ends.get(`task ${id}`))
    return {
      ...rankable(task),
      model: task.model,
      stream: task.stream,
      paths: task.paths,
      notBeforeHours: Math.max(0, workingHours(now, latest(open, foreign), phase)),
      atWork: false,
      takenHours: 0,
      assumedFree: false,
      endless: false,
    }
  })
  const others = phases.filter(
    (other) => other !== phase && !follows(other, phase, phases) && !follows(phase, other, phases),
  )
  return {
    tasks,
    elsewhere: others.flatMap((other) => other.tasks.map(rankable)),
    slots: phase.slots,
    streamCaps: streamCapsOf(phase),
    maxActive: undefined,
    finished: [],
  }
}

function rankable({ id, dependsOn, priority, effortHours, final }: Task): Rankable {
  return { id, waitsFor: dependsOn, priority, effortHours, final, next: false, behind: false }
}

function latest(instant: number, others: readonly (number | undefined)[]): number {
  return others.reduce<number>((last, other) => Math.max(last, other ?? last), instant)
}

/** Whether a phase comes after another, directly or not: the two are never open together. */
function follows(phase: Phase, other: Phase, phases: readonly Phase[]): boolean {
  const seen = new Set([phase.id])
  for (const id of seen) for (const before of phases.find((each) => each.id === id)?.after ?? []) seen.add(before)
  return phase !== other && seen.has(other.id)
}
