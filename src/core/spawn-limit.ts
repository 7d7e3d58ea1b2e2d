import { aDay } from './calendar.ts'
import type { Phrase } from './phrase.ts'
import type { PhaseView, TaskView } from './task-view.ts'

/**
 * Why no worker may be started in a phase just now: somebody paused it, or its limit of starts is reached. `begun` counts
 * starts that no record holds yet.
 */
export function brakeOf(phase: PhaseView, now: number, begun = 0): Phrase | undefined {
  const { record, tasks } = phase
  if (record.paused !== undefined)
    return [`phase ${phase.phase.id} was paused by ${record.paused.by}: /phase resume lets it go on`]
  const { perDay, failuresInARow } = phase.phase.spawnLimit
  const since = Math.max(now - aDay, record.resumed === undefined ? 0 : Date.parse(record.resumed))
  const recent = tasks.flatMap(({ record: own }) => own?.starts ?? []).filter((at) => Date.parse(at) > since)
  const started = recent.length + begun
  if (started >= perDay) {
    return [`${started} workers were started within a day, as many as spawn_limit allows: /phase resume lets it go on`]
  }
  const failures = failuresSince(tasks, record.resumed)
  if (failures < failuresInARow) return undefined
  return [
    `${failures} attempts in a row failed, as many as spawn_limit allows: see why, then /phase resume lets it go on`,
  ]
}

/** Failed attempts since the last one that ended well, over all tasks. */
function failuresSince(tasks: readonly TaskView[], resumed: string | undefined): number {
  const successes = tasks.flatMap(({ record, issue, outcome }) => {
    const green = record?.claim?.end?.how === 'green' ? [record.claim.end.at] : []
    return outcome === 'done' && record !== undefined && record.claims > 0 ? [...green, issue?.closedAt ?? ''] : green
  })
  const last = Math.max(0, ...[...successes, resumed ?? ''].filter((at) => at !== '').map((at) => Date.parse(at)))
  return tasks.flatMap(({ record }) => record?.failures ?? []).filter((at) => Date.parse(at) > last).length
}
