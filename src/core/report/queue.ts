import type { PhaseOutcome } from '../decide.ts'
import { explain, leftAtWork, stateText, who } from '../pages/progress-sections.ts'
import { describeWork, explainObstacles } from '../pages/work-phrases.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { Rank } from '../picks/rank.ts'
import type { SlotPlan } from '../picks/slots.ts'
import type { TaskView } from '../tasks/task-view.ts'
import type { Phrase } from '../text/phrase.ts'
import type { RunReport } from './run-report.ts'

/** Where an open task stands: with a slot of before, with one of this run, in the queue, behind others, or out of it. */
export type QueueStanding = 'at work' | 'picked' | 'queued' | 'blocked' | 'set aside'

export interface QueueEntry {
  readonly view: TaskView
  readonly standing: QueueStanding
  /** One sentence. */
  readonly why: Phrase
}

/** Every open task of the open phases in the order of picks, and why it stands there. */
export function queueOf({ outcome, picked }: Pick<RunReport, 'outcome' | 'picked'>): readonly QueueEntry[] {
  if (outcome === undefined) return []
  const { phases, slots } = outcome
  const views = new Map(phases.flatMap(({ view }) => view.tasks.map((task) => [task.task.id, task] as const)))
  const fresh = new Set(picked)
  return slots.ranks.flatMap((rank) => {
    const view = views.get(rank.id)
    const blocking = phases[0]?.standing.blocking.get(rank.id)
    return view === undefined || blocking === undefined ? [] : [entryOf(rank, view, blocking, slots, fresh)]
  })
}

function entryOf(
  rank: Rank,
  view: TaskView,
  blocking: Blocking,
  slots: SlotPlan,
  fresh: ReadonlySet<string>,
): QueueEntry {
  if (fresh.has(rank.id)) return { view, standing: 'picked', why: explain(rank, view, undefined) }
  if (slots.holders.has(rank.id)) return { view, standing: 'at work', why: [`${who(view)}, ${stateText(view)}.`] }
  if (view.work.kind !== 'idle') return { view, standing: 'set aside', why: [...describeWork(view), '.'] }
  if (view.where.kind === 'lost' || view.where.kind === 'unknown')
    return { view, standing: 'set aside', why: ['its issue cannot be read: see the decisions that are needed.'] }
  if (view.issue?.locked) return { view, standing: 'set aside', why: ['its issue is locked.'] }
  if (blocking.obstacles.length === 0)
    return { view, standing: 'queued', why: explain(rank, view, slots.waits.get(rank.id)) }
  return {
    view,
    standing: 'blocked',
    why: [...explain(rank, view, undefined).slice(0, -1), '; waits for ', ...explainObstacles(blocking.obstacles), '.'],
  }
}

/** Slots that the tasks of a phase take, those too of tasks that left its file. */
export function usedSlots({ view, standing }: Pick<PhaseOutcome, 'view' | 'standing'>): number {
  return view.tasks.filter(({ task }) => standing.slots.holders.has(task.id)).length + leftAtWork(view).length
}
