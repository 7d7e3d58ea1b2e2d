import { sameAccount, sameName } from '../issues/issue.ts'
import { behindFrom, emptyTaskRecord, type TaskRecord, type TaskState } from '../records/task-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { isAtWork } from '../tasks/work.ts'
import type { Blocking } from './blocking.ts'
import type { SlotPlan } from './slots.ts'

/** The state of a task after this run; undefined while it has no issue, or while nothing certain is known of it. */
export function stateOf(view: TaskView, blocking: Blocking, slots: SlotPlan): TaskState | undefined {
  if (view.outcome !== undefined) return view.outcome
  if (view.where.kind === 'lost' || view.where.kind === 'unknown') return undefined
  const state = stateOfWork(view.work)
  if (state !== undefined) return state
  if (slots.holders.has(view.task.id) && isPickable(view)) return 'assigned'
  return blocking.obstacles.length > 0 || view.issue?.locked ? 'blocked' : 'ready'
}

/** How each task of a phase stands, by id; those of which nothing certain is known are left out. */
export function statesOf({
  phase,
  blocking,
  slots,
}: {
  readonly phase: PhaseView
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
}): ReadonlyMap<string, TaskState> {
  return new Map(
    phase.tasks.flatMap((view) => {
      const state = stateOf(view, blocking.get(view.task.id)!, slots)
      return state === undefined ? [] : [[view.task.id, state] as const]
    }),
  )
}

/** What is being started still waits for its worker; what is being cancelled still has one. */
function stateOfWork({ kind }: TaskView['work']): TaskState | undefined {
  if (kind === 'idle') return undefined
  if (kind === 'starting') return 'assigned'
  return kind === 'ending' ? 'running' : kind
}

/** A task is picked once it, its blockers and their links exist: one without blockers is opened as picked. */
export function isPickable(view: TaskView): boolean {
  return view.issue !== undefined || (view.task.dependsOn.length === 0 && !view.task.final)
}

/** What to remember of a task after this run. */
export function nextRecord(
  view: TaskView,
  state: TaskState,
  title: string,
  labels: readonly string[],
  slots: SlotPlan,
  world: { readonly now: number; readonly unassignable: ReadonlySet<string> },
): Omit<TaskRecord, 'links'> {
  const known = view.record ?? emptyTaskRecord
  // As long as its worker is not started, a pick that was asked for keeps its place before those that are more urgent.
  const isNext = known.next && !isAtWork(view.work) && !slots.returned.has(view.task.id)
  // What an agent gave up is no longer its.
  const picked = pickedAt(view, state, slots, world.now)
  const handover = picked === undefined ? [] : known.handover
  const base = { ...known, state, title, labels, next: isNext, picked, handover, assigned: stillAssigned(known) }
  const returned = slots.returned.get(view.task.id)
  if (returned === 'unassigned') {
    return { ...base, assigned: [], unassigned: true, behindUntil: behindFrom(world.now) }
  }
  if (view.reopened) return { ...base, assigned: [], unassigned: false, behindUntil: undefined }
  if (state === 'assigned') return { ...base, ...assignment(view, slots, world.unassignable) }
  return returned === undefined ? base : { ...base, assigned: [] }
}

/**
 * A slot counts from the run that gave it; a task that went back to the queue starts anew, and one that waits for its
 * next attempt once that has its claim: until then each run would give it the slot again.
 */
function pickedAt(view: TaskView, state: TaskState, slots: SlotPlan, now: number): string | undefined {
  if (state === 'ready' || state === 'blocked' || view.reopened) return undefined
  if (state === 'waiting') return view.record?.picked
  const isFresh = slots.picked.has(view.task.id) || (state === 'assigned' && view.record?.picked === undefined)
  return isFresh ? new Date(now).toISOString() : view.record?.picked
}

/** Logins of ours that stay assigned: an agent that ended without handing anything in does not. */
export function stillAssigned({ assigned, claim }: TaskRecord): readonly string[] {
  if (claim?.worker !== 'agent' || claim.end === undefined || claim.end.how === 'green') return assigned
  return assigned.filter((login) => !claim.logins.some((other) => sameAccount(other, login)))
}

/** Which of the file's assignees the issue has by our hand once this run is through, and which GitHub would not take. */
function assignment(
  view: TaskView,
  slots: SlotPlan,
  unassignable: ReadonlySet<string>,
): Pick<TaskRecord, 'assigned' | 'refused'> {
  const { issue, record, task } = view
  if (record?.unassigned) return { assigned: [], refused: record.refused }
  const among = (logins: readonly string[], login: string) => logins.some((other) => sameName(other, login))
  const refused = task.assignees.filter(
    (login) => unassignable.has(login.toLowerCase()) || among(record?.refused ?? [], login),
  )
  // An issue that is opened now gets what the request asks for.
  const live = issue?.assignees ?? task.assignees
  const coming = missingAssignees(view, slots, unassignable)
  const assigned = task.assignees.filter((login) =>
    [live, coming, record?.assigned ?? []].some((logins) => among(logins, login)),
  )
  return { assigned: assigned.filter((login) => !among(refused, login)), refused }
}

/** The file's assignees that a picked task still lacks: none whom somebody took off, or whom GitHub refused. */
export function missingAssignees(
  view: TaskView,
  slots: SlotPlan,
  unassignable: ReadonlySet<string>,
): readonly string[] {
  const { issue, record, task } = view
  if (issue === undefined || record?.unassigned || slots.returned.get(task.id) === 'unassigned') return []
  const settled = [...issue.assignees, ...(record?.assigned ?? []), ...(record?.refused ?? [])].map((login) =>
    login.toLowerCase(),
  )
  return task.assignees.filter(
    (login) => !settled.includes(login.toLowerCase()) && !unassignable.has(login.toLowerCase()),
  )
}
