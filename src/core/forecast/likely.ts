import type { WorkCalendar } from '../time/work-calendar.ts'
import { beliefs, drawHoursLeft } from './belief.ts'
import { type Finish, finishAfter } from './finish.ts'
import { buildNetwork } from './network.ts'
import type { ForecastPlan } from './plan.ts'
import { pickOrder, play } from './play.ts'
import { randomFrom } from './random.ts'
import { finishOf } from './schedule.ts'
import { type Ticks, toHours, toTicks } from './ticks.ts'

export interface LikelyFinish {
  /** As likely later as earlier. */
  readonly p50: Finish
  /** In 85 of 100 cases not later. */
  readonly p85: Finish
}

/** So many tasks are played in all; small plans are played more often. */
const mostTasksPlayed = 24_000
const mostPlays = 100
const fewestPlays = 40

/**
 * When the phase may end, given that estimates are wrong: it is played many times, with the effort of each task drawn
 * from what is believed of such tasks, and in the order of the estimates, as the picks will be. Of a task at work the
 * draws are longer than what it has taken. The same plan always gives the same answer.
 */
export function likelyFinish(plan: ForecastPlan, calendar: WorkCalendar, now: number): LikelyFinish {
  const network = buildNetwork(plan)
  const { tasks } = network
  const order = pickOrder(network, plan)
  const beliefOf = beliefs(plan)
  const believed = tasks.map(({ model }) => beliefOf(model))
  const random = randomFrom(tasks.length)
  const plays = Math.max(fewestPlays, Math.min(mostPlays, Math.floor(mostTasksPlayed / Math.max(1, tasks.length))))
  const finishes: Ticks[] = []
  for (let turn = 0; turn < plays; turn++) {
    const effort = tasks.map((task, node) => toTicks(drawHoursLeft(task, believed[node]!, random)))
    finishes.push(finishOf(play(network, effort, order, (isDone) => pickOrder(network, plan, isDone))))
  }
  finishes.sort((a, b) => a - b)
  const finishAt = (part: number) => finishAfter(toHours(quantile(finishes, part)), calendar, now)
  return { p50: finishAt(0.5), p85: finishAt(0.85) }
}

function quantile(sorted: readonly Ticks[], part: number): Ticks {
  return sorted[Math.ceil(part * sorted.length) - 1]!
}
