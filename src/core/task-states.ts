import type { Blocking } from './blocking.ts'
import { sameName } from './issue.ts'
import type { SlotPlan } from './slots.ts'
import type { TaskRecord, TaskState } from './task-record.ts'
import type { TaskView } from './task-view.ts'

/** The state of a task after this run; undefined while it has no issue, or while nothing certain is known of it. */
export function stateOf(view: TaskView, blocking: Blocking, slots: SlotPlan): TaskState | undefined {
  if (view.outcome !== undefined) return view.outcome
  if (view.where.kind === 'lost' || view.where.kind === 'unknown') return undefined
  if (slots.holders.has(view.task.id) && isPickable(view)) return 'assigned'
  return blocking.obstacles.length > 0 || view.issue?.locked ? 'blocked' : 'ready'
}

/** A task is picked once it, its blockers and their links exist: one without blockers is opened as picked. */
export function isPickable(view: TaskView): boolean {
  return view.issue !== undefined || (view.task.dependsOn.length === 0 && !view.task.final)
}

const aDay = 24 * 60 * 60 * 1000

/** What to remember of a task after this run. */
export function nextRecord(
  view: TaskView,
  state: TaskState,
  title: string,
  labels: readonly string[],
  slots: SlotPlan,
  world: { readonly now: number; readonly unassignable: ReadonlySet<string> },
): Omit<TaskRecord, 'links'> {
  const known = view.record
  const base = {
    state,
    title,
    labels,
    restored: known?.restored ?? [],
    assigned: known?.assigned ?? [],
    refused: known?.refused ?? [],
    unassigned: known?.unassigned ?? false,
    behindUntil: known?.behindUntil,
  }
  const returned = slots.returned.get(view.task.id)
  if (returned === 'unassigned') {
    return { ...base, assigned: [], unassigned: true, behindUntil: new Date(world.now + aDay).toISOString() }
  }
  if (view.reopened) return { ...base, assigned: [], unassigned: false, behindUntil: undefined }
  if (state === 'assigned') return { ...base, ...assignment(view, slots, world.unassignable) }
  return returned === undefined ? base : { ...base, assigned: [] }
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
