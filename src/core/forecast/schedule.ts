import type { Network } from './network.ts'
import type { ScheduledTask } from './plan.ts'
import type { Timetable } from './play.ts'
import { type Ticks, toHours } from './ticks.ts'

/** When the last task ends; 0 where there is none. */
export function finishOf({ finish }: Timetable): Ticks {
  return finish.reduce((latest, each) => Math.max(latest, each), 0)
}

/** Nodes by start; of those that start together, in file order, the ones at work first. */
function byStart({ tasks }: Network, { start }: Timetable): readonly number[] {
  const atWork = (node: number) => Number(tasks[node]!.atWork)
  return [...tasks.keys()].sort((a, b) => start[a]! - start[b]! || atWork(b) - atWork(a) || a - b)
}

/** The slot of each node: whichever is free gets the lowest number, from 1, that is. */
export function slotNumbers(network: Network, table: Timetable): readonly number[] {
  const freeFrom: Ticks[] = []
  const slotOf: number[] = network.tasks.map(() => 0)
  for (const node of byStart(network, table)) {
    let slot = freeFrom.findIndex((from) => from <= table.start[node]!)
    if (slot < 0) slot = freeFrom.length
    freeFrom[slot] = table.finish[node]!
    slotOf[node] = slot + 1
  }
  return slotOf
}

/** By start, and of tasks that start together by slot. */
export function toSchedule(network: Network, table: Timetable): readonly ScheduledTask[] {
  const slotOf = slotNumbers(network, table)
  return byStart(network, table)
    .map((node) => ({
      task: network.tasks[node]!.id,
      slot: slotOf[node]!,
      startHours: toHours(table.start[node]!),
      finishHours: toHours(table.finish[node]!),
    }))
    .sort((a, b) => a.startHours - b.startHours || a.slot - b.slot)
}
