import type { ForecastPlan, ForecastTask, ScheduledTask } from '../../../src/core/forecast/plan.ts'
import { GlobComparison } from '../../../src/core/paths.ts'

const tolerance = 1e-5

/**
 * Everything that is wrong with a schedule, in sentences; none where it is valid. It knows the plan and nothing of how
 * schedules are made. `efforts` says how long each task should take; those that are not in it should not be there.
 */
export function faultsOf(
  schedule: readonly ScheduledTask[],
  plan: ForecastPlan,
  efforts: ReadonlyMap<string, number>,
): readonly string[] {
  const faults: string[] = []
  const taskOf = new Map(plan.tasks.map((task) => [task.id, task]))
  const entries = schedule.map((entry) => ({ ...entry, of: taskOf.get(entry.task)! }))
  for (const id of efforts.keys()) {
    const times = schedule.filter(({ task }) => task === id).length
    if (times !== 1) faults.push(`${id} stands ${times} times in the schedule`)
  }
  for (const { task, of, startHours, finishHours } of entries) {
    const effort = efforts.get(task)
    if (effort === undefined) faults.push(`${task} should not be there`)
    else if (Math.abs(finishHours - startHours - effort) > tolerance)
      faults.push(`${task} does not take ${effort} hours`)
    if (of.atWork && startHours !== 0) faults.push(`${task} is at work and was interrupted`)
    if (!of.atWork && startHours < of.notBeforeHours - tolerance) faults.push(`${task} begins before its date`)
    if (of.atWork) continue
    for (const other of entries.filter((each) => each.task !== task)) {
      const isBlocker = of.final || of.waitsFor.includes(other.task)
      if (isBlocker && other.finishHours > startHours + tolerance)
        faults.push(`${task} begins before ${other.task} ends`)
    }
    faults.push(...crowding(task, of, startHours, entries, plan))
  }
  for (const [at, one] of entries.entries()) {
    for (const other of entries.slice(at + 1)) {
      if (!meet(one, other)) continue
      const pair = `${one.task} and ${other.task}`
      if (one.slot === other.slot) faults.push(`${pair} are in slot ${one.slot} together`)
      const areOld = one.of.atWork && other.of.atWork
      if (!areOld && new GlobComparison().firstOverlap(one.of.paths, other.of.paths))
        faults.push(`${pair} meet in their files`)
    }
  }
  return faults
}

type Entry = ScheduledTask & { readonly of: ForecastTask }

/** Limits that a task which begins finds exceeded, itself counted. */
function crowding(
  task: string,
  of: ForecastTask,
  start: number,
  entries: readonly Entry[],
  plan: ForecastPlan,
): string[] {
  const going = entries.filter((each) => each.startHours <= start + tolerance && each.finishHours > start + tolerance)
  const sameStream = going.filter((each) => each.of.stream === of.stream)
  const cap = of.stream === undefined ? undefined : plan.streamCaps.get(of.stream)
  return [
    ...(going.length > plan.slots ? [`${going.length} are at work when ${task} begins`] : []),
    ...(going.length > (plan.maxActive ?? going.length)
      ? [`more than ${plan.maxActive} are at work with ${task}`]
      : []),
    ...(sameStream.length > (cap ?? sameStream.length) ? [`stream ${of.stream} is over its cap with ${task}`] : []),
  ]
}

function meet(one: ScheduledTask, other: ScheduledTask): boolean {
  return one.startHours < other.finishHours - tolerance && other.startHours < one.finishHours - tolerance
}
