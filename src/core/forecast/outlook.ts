import type { WorkCalendar } from '../time/work-calendar.ts'
import { priorityCost } from './forecast.ts'
import { type LikelyFinish, likelyFinish } from './likely.ts'
import type { ForecastPlan } from './plan.ts'
import { type SearchedOrder, searchedOrder } from './searched-order.ts'

/** What a forecast leaves open: how likely its date is, and what other orders would gain. */
export interface Outlook {
  readonly likely: LikelyFinish
  readonly best: SearchedOrder
  /** Working hours that strict priorities cost; negative where they happen to help. */
  readonly priorityCostHours: number
}

/** Plays the plan many times over, which costs some hundred times as much as `forecast`. The same plan gives the same answer. */
export function outlook(plan: ForecastPlan, calendar: WorkCalendar, now: number): Outlook {
  return {
    likely: likelyFinish(plan, calendar, now),
    best: searchedOrder(plan),
    priorityCostHours: priorityCost(plan),
  }
}
