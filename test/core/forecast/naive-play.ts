import type { ForecastPlan, ForecastTask } from '../../../src/core/forecast/plan.ts'
import { GlobComparison } from '../../../src/core/paths.ts'
import { naiveOrder } from '../naive-order.ts'

/** Start of each task by the pick rule as the design says it: the order made anew at every event, in hundredths of an hour. */
export function naivePlay(plan: ForecastPlan): ReadonlyMap<string, number> {
  const hundredths = (hours: number) => Math.round(hours * 100)
  const start = new Map<string, number>()
  const finish = (task: ForecastTask) => start.get(task.id)! + hundredths(task.effortHours)
  for (const task of plan.tasks) if (task.atWork) start.set(task.id, 0)
  const dates = plan.tasks.map((task) => hundredths(task.notBeforeHours))
  const ends = () => plan.tasks.flatMap((task) => (start.has(task.id) ? [finish(task)] : []))
  const next = (now: number) => Math.min(...[...dates, ...ends()].filter((moment) => moment > now))
  for (let now = 0; start.size < plan.tasks.length; now = next(now)) {
    const left = plan.tasks.filter((task) => !start.has(task.id) || finish(task) > now)
    const isOpen = (id: string) => left.some((task) => task.id === id)
    for (const { id } of naiveOrder(left)) {
      const task = left.find((each) => each.id === id) as ForecastTask
      if (start.has(id) || now < hundredths(task.notBeforeHours)) continue
      if (task.final ? left.length > 1 : task.waitsFor.some(isOpen)) continue
      const going = left.filter((other) => start.has(other.id))
      if (fits(task, going, plan)) start.set(id, now)
    }
  }
  return new Map([...start].map(([id, at]) => [id, at / 100]))
}

function fits(task: ForecastTask, going: readonly ForecastTask[], plan: ForecastPlan): boolean {
  const cap = task.stream === undefined ? undefined : plan.streamCaps.get(task.stream)
  if (going.length >= Math.min(plan.slots, plan.maxActive ?? plan.slots)) return false
  if (cap !== undefined && going.filter(({ stream }) => stream === task.stream).length >= cap) return false
  return going.every((other) => new GlobComparison().firstOverlap(task.paths, other.paths) === undefined)
}

/**
 * The earliest finish that any order has, in hours: of every order of the tasks, each is put at the first moment at which
 * it fits until its end. Only for a handful of tasks.
 */
export function optimumOf(plan: ForecastPlan): number {
  const atWork = plan.tasks.filter((task) => task.atWork).map((task) => ({ task, start: 0, finish: task.effortHours }))
  return tryAll(
    plan,
    atWork,
    plan.tasks.filter((task) => !task.atWork),
  )
}

interface Placed {
  readonly task: ForecastTask
  readonly start: number
  readonly finish: number
}

function tryAll(plan: ForecastPlan, placed: readonly Placed[], left: readonly ForecastTask[]): number {
  if (left.length === 0) return Math.max(0, ...placed.map(({ finish }) => finish))
  const standing = new Set(placed.map(({ task }) => task.id))
  const next = left.filter((task) => (task.final ? left.length === 1 : task.waitsFor.every((id) => standing.has(id))))
  return Math.min(
    ...next.map((task) =>
      tryAll(
        plan,
        [...placed, putIn(plan, placed, task)],
        left.filter((other) => other !== task),
      ),
    ),
  )
}

function putIn(plan: ForecastPlan, placed: readonly Placed[], task: ForecastTask): Placed {
  const blockers = placed.filter((other) => task.final || task.waitsFor.includes(other.task.id))
  const earliest = Math.max(task.notBeforeHours, ...blockers.map(({ finish }) => finish))
  const moments = [earliest, ...placed.map(({ finish }) => finish)].filter((moment) => moment >= earliest)
  const start = moments
    .sort((a, b) => a - b)
    .find((moment) => {
      const inside = placed
        .map((each) => each.start)
        .filter((each) => each > moment && each < moment + task.effortHours - 1e-9)
      return [moment, ...inside].every((at) => {
        const going = placed.filter((each) => each.start <= at && each.finish > at + 1e-9)
        return fits(
          task,
          going.map((each) => each.task),
          plan,
        )
      })
    })!
  return { task, start, finish: start + task.effortHours }
}
