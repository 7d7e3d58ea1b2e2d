import { daysBetween } from '../time/calendar.ts'
import type { WorkCalendar } from '../time/work-calendar.ts'
import { beliefs, hoursLeft } from './belief.ts'
import { finishBound } from './bound.ts'
import { criticalChain } from './critical-chain.ts'
import { type Finish, finishAfter } from './finish.ts'
import { buildNetwork, type Network } from './network.ts'
import type { ForecastPlan, ScheduledTask } from './plan.ts'
import { pickOrder, play, type Timetable } from './play.ts'
import { finishOf, toSchedule } from './schedule.ts'
import { type Ticks, toHours, toTicks } from './ticks.ts'

/** How the rest of a phase goes if every task takes what tasks like it take in the middle case. */
export interface Forecast {
  /** By the pick rule. By start; of tasks that start together, by slot. */
  readonly schedule: readonly ScheduledTask[]
  readonly finish: Finish
  /** Days from the expected finish to the target date: 0 on the day, negative where it is late; undefined without a target. */
  readonly slackDays: number | undefined
  /** Ids of the tasks that fix the finish, in the order of their work. */
  readonly critical: readonly string[]
  /** No order can end earlier. */
  readonly bound: Finish
  /** Ids of held and failed tasks, taken as set free today. */
  readonly assumedFree: readonly string[]
  /** Ids of tasks that are left out, because they, or what they wait for, can never start. */
  readonly neverStart: readonly string[]
}

/**
 * The forecast by the rule. Calendar and target date are the phase's, `now` is in milliseconds since 1970. Cheap enough for
 * every run; `likelyFinish`, `searchedOrder` and `priorityCost` play the plan many times over and stand by themselves.
 */
export function forecast(
  plan: ForecastPlan,
  calendar: WorkCalendar,
  now: number,
  targetDate: string | undefined,
): Forecast {
  const network = buildNetwork(plan)
  const effort = effortLeft(network, plan)
  const table = playByRule(network, effort, plan)
  const finish = finishAfter(toHours(finishOf(table)), calendar, now)
  return {
    schedule: toSchedule(network, table),
    finish,
    slackDays: targetDate === undefined ? undefined : daysBetween(finish.date, targetDate),
    critical: criticalChain(network, table),
    bound: finishAfter(toHours(finishBound(network, effort)), calendar, now),
    assumedFree: network.tasks.filter(({ assumedFree }) => assumedFree).map(({ id }) => id),
    neverStart: network.neverStart,
  }
}

/** What is left of each task, scaled by what finished tasks really took. */
export function effortLeft({ tasks }: Network, plan: ForecastPlan): readonly Ticks[] {
  const beliefOf = beliefs(plan)
  return tasks.map((task) => toTicks(hoursLeft(task, beliefOf(task.model))))
}

export function playByRule(network: Network, effort: readonly Ticks[], plan: ForecastPlan): Timetable {
  return play(network, effort, pickOrder(network, plan), (isDone) => pickOrder(network, plan, isDone))
}

/**
 * Working hours that strict priorities cost: how much earlier the rule would end if all tasks were equally urgent.
 * Negative where they happen to help.
 */
export function priorityCost(plan: ForecastPlan): number {
  const network = buildNetwork(plan)
  const effort = effortLeft(network, plan)
  const equal = {
    ...plan,
    tasks: plan.tasks.map((task) => ({ ...task, priority: 1 })),
    elsewhere: plan.elsewhere.map((task) => ({ ...task, priority: 1 })),
  }
  return toHours(finishOf(playByRule(network, effort, plan)) - finishOf(playByRule(network, effort, equal)))
}
