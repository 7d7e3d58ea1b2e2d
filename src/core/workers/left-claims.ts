import type { Question } from '../observation.ts'
import type { Operation } from '../operation.ts'
import { type Claim, isOver } from '../records/claim.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import type { World } from '../world.ts'
import { isCancelled, isGone, lookAtRun, runToCancel, withCancellation } from './follow-workers.ts'

/**
 * Claims of workers at work, and those of ended tasks whose runs still go on: a dropped task's run is cancelled, a done
 * one's is left alone.
 */
export function claimsLeft(
  { phase, tasks, left, record }: PhaseView,
  { observation, now }: World,
): {
  readonly claims: ProgressRecord['claims']
  readonly operations: readonly Operation[]
  readonly questions: readonly Question[]
} {
  const claims = new Map<string, Claim>()
  const operations: Operation[] = []
  const questions: Question[] = []
  for (const { id, atWork } of left) {
    const claim = record.claims.get(id)
    if (atWork && claim !== undefined) claims.set(id, claim)
  }
  for (const view of tasks) {
    const { task, outcome } = view
    const claim = outcome === undefined ? view.record?.claim : claimOfEnded(view, record)
    if (claim === undefined || isOver(claim)) continue
    if (outcome === undefined) {
      claims.set(task.id, claim)
      const run = runToCancel(view, observation, now)
      if (run !== undefined) operations.push({ do: 'cancel-run', phase: phase.id, task: task.id, run })
      continue
    }
    if (claim.run === undefined) continue
    const run = lookAtRun(claim.run, { observation, questions })
    if (typeof run === 'object' && run.status === 'completed') continue
    if (isGone(run)) continue
    claims.set(task.id, withCancellation(claim, { observation, now }))
    const isGoing = typeof run === 'object' && outcome === 'dropped' && !isCancelled(claim, observation, now)
    if (isGoing) operations.push({ do: 'cancel-run', phase: phase.id, task: task.id, run: claim.run })
  }
  return { claims, operations, questions }
}

/** What the progress issue still remembers, or, where the task ended only just now, its own record. */
function claimOfEnded({ task, record }: TaskView, page: ProgressRecord): Claim | undefined {
  const isNews = record?.state !== 'done' && record?.state !== 'dropped'
  return page.claims.get(task.id) ?? (isNews ? record?.claim : undefined)
}
