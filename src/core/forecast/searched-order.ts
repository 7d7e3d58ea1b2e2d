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
}

/** The best order that a search finds when it need not regard priorities: what could be gained, at the efforts of `forecast`. */
export function searchedOrder(plan: ForecastPlan): SearchedOrder {
  const network = buildNetwork(plan)
  const effort = effortLeft(network, plan)
  const best = searchTimetable(network, effort, playByRule(network, effort, plan))
  return { schedule: toSchedule(network, best), finishHours: toHours(finishOf(best)) }
}
