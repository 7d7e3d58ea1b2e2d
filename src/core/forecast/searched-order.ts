import { effortLeft, playByRule } from './forecast.ts'
import { buildNetwork } from './network.ts'
import type { ForecastPlan, ScheduledTask } from './plan.ts'
import { finishOf, toSchedule } from './schedule.ts'
import { searchTimetable } from './search.ts'
import { toHours } from './ticks.ts'

export interface SearchedOrder {
  /** As in `Forecast`. */
  readonly schedule: readonly ScheduledTask[]
  /** Working hours from now; never more than by the rule. */
  readonly finishHours: number
  /** Id of the first task that begins earlier in it than by the rule; undefined where it ends no earlier. */
  readonly movedUp: string | undefined
}

/** The best order that a search finds when it need not regard priorities: what could be gained, at the efforts of `forecast`. */
export function searchedOrder(plan: ForecastPlan): SearchedOrder {
  const network = buildNetwork(plan)
  const effort = effortLeft(network, plan)
  const byRule = playByRule(network, effort, plan)
  const best = searchTimetable(network, effort, byRule)
  const startByRule = new Map(network.tasks.map(({ id }, node) => [id, toHours(byRule.start[node]!)]))
  const schedule = toSchedule(network, best)
  return {
    schedule,
    finishHours: toHours(finishOf(best)),
    movedUp: schedule.find(({ task, startHours }) => startHours < startByRule.get(task)!)?.task,
  }
}
