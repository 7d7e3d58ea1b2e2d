import { type Issue, sameAccount, sameName } from '../issues/issue.ts'
import { labelChanges, labelsFor, phaseLabel, steeringLabels } from '../issues/labels.ts'
import { linkKey, type Operation } from '../operation.ts'
import { type ManagedTask, writeTask } from '../pages/managed-task.ts'
import { describeTask, titleOf } from '../pages/task-part.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { isPickable, missingAssignees, stateOf, stillAssigned } from '../picks/task-states.ts'
import { checksum } from '../records/checksum.ts'
import { sameText } from '../records/managed-part.ts'
import type { TaskRecord, TaskState } from '../records/task-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import type { World } from '../world.ts'
import { needsParent } from './phase-operations.ts'

/** What the tasks of a phase are compared with. */
export interface TaskContext {
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
  readonly world: World
  readonly numberOf: (task: string) => number | undefined
  /** Number of a phase's progress issue. */
  readonly progressOf: (phase: string) => number | undefined
  /** Links that GitHub refused in earlier runs, as `task>blocker`. */
  readonly refusedLinks: ReadonlySet<string>
}

/**
 * What to do on the issues of a phase's tasks: those still open in pick order, then the closed ones. Slots are given
 * back before they are given on, so that a run which ends early never shows more tasks at work than there are slots.
 */
export function taskOperations(phase: PhaseView, context: TaskContext): readonly Operation[] {
  const views = new Map(phase.tasks.map((view) => [view.task.id, view]))
  const ranked = context.slots.ranks.flatMap(({ id }) => views.get(id) ?? [])
  const returning = new Set(ranked.filter((view) => givesBack(view, context.slots)))
  const open = [...returning, ...ranked.filter((view) => !returning.has(view))]
  const closed = phase.tasks.filter(({ outcome }) => outcome !== undefined)
  const room: Room = {
    left: mostSubIssues - (phase.progress?.issue.subIssues?.total ?? countAttached(phase)),
    isFor: needsParent(phase, context.world),
  }
  const owned = steeringLabels(phase.phase)
  return [...open, ...closed].flatMap((view) => {
    const blocking = context.blocking.get(view.task.id)!
    const state = stateOf(view, blocking, context.slots)
    if (state === undefined) return []
    if (view.where.kind === 'none') return opening(view, blocking, state, phase, room, context)
    return keeping(view, blocking, state, phase, room, owned, context)
  })
}

function givesBack({ task, issue }: TaskView, { holders }: SlotPlan): boolean {
  if (holders.has(task.id) || issue === undefined) return false
  return issue.labels.some((name) => holding.has(name.toLowerCase()))
}

/** Labels of the states that take a slot whatever the phase says. */
const holding: ReadonlySet<string> = new Set(
  (['assigned', 'running', 'stalled'] as const satisfies readonly TaskState[]).map((state) => `status:${state}`),
)

/** For how many more sub-issues there is room, and which tasks want to be one. */
interface Room {
  left: number
  readonly isFor: ReturnType<typeof needsParent>
}

/** GitHub takes as many sub-issues of one parent, closed ones counted. */
const mostSubIssues = 100

function countAttached({ record }: PhaseView): number {
  return record.tasks.size - record.unparented.length
}

function opening(
  view: TaskView,
  blocking: Blocking,
  state: TaskState,
  phase: PhaseView,
  room: Room,
  context: TaskContext,
): Operation[] {
  const { task } = view
  const links = task.final ? blocking.declared : task.dependsOn
  const shown = state === 'assigned' && !isPickable(view) ? 'ready' : state
  const part = describeTask(view, shown, { declared: links, old: [], restored: [] }, context.slots, clock(context))
  return [
    {
      do: 'open-task',
      phase: phase.phase.id,
      task: task.id,
      title: titleOf(task),
      labels: labelsFor(task, phase.phase, shown),
      assignees: shown === 'assigned' ? task.assignees : [],
      milestone: phase.phase.milestone,
      part,
    },
    ...parenting(view, phase, room),
    ...(context.world.observation.dependencies ? links : []).map(
      (blocker): Operation => ({ do: 'link', phase: phase.phase.id, task: task.id, blocker }),
    ),
  ]
}

function parenting(view: TaskView, phase: PhaseView, room: Room): Operation[] {
  if (room.left <= 0 || !room.isFor(view)) return []
  room.left -= 1
  // One that is adopted may stand below an issue of people's, and stays there; one that moved between phases follows.
  const isAdoptedNow = view.where.kind === 'known' && view.where.how === 'adopted'
  const moved = view.number !== undefined && !isAdoptedNow && !phase.record.tasks.has(view.task.id)
  return [{ do: 'add-sub-issue', phase: phase.phase.id, task: view.task.id, replace: moved }]
}

function keeping(
  view: TaskView,
  blocking: Blocking,
  state: TaskState,
  phase: PhaseView,
  room: Room,
  owned: readonly string[],
  context: TaskContext,
): Operation[] {
  const { task, issue, record } = view
  if (issue === undefined || context.world.observation.troubled.has(task.id)) return []
  const own = { phase: phase.phase.id, task: task.id }
  return [
    ...labelling(view, issue, state, phase, [...owned, ...(record?.labels ?? [])]),
    ...titling(view, issue).map((operation): Operation => ({ ...operation, ...own })),
    ...joining(view, issue, phase),
    ...parenting(view, phase, room),
    ...(issue.open ? linking(own, blocking) : []),
    ...assigning(view, issue, state, context).map((operation): Operation => ({ ...operation, ...own })),
    ...writing(view, issue, blocking, state, context),
  ]
}

/** A closed issue loses its state and keeps the rest as it is; only the label by which it is listed comes back. */
function labelling(
  view: TaskView,
  issue: Issue,
  state: TaskState,
  phase: PhaseView,
  owned: readonly string[],
): Operation[] {
  const own = { phase: phase.phase.id, task: view.task.id }
  const { add, remove } = labelChanges(issue.labels, labelsFor(view.task, phase.phase, state), owned)
  const isKnown = phase.record.tasks.has(view.task.id)
  const adding = issue.open || !isKnown ? add : add.filter((label) => sameName(label, phaseLabel(phase.phase)))
  const removing = issue.open ? remove : remove.filter((label) => /^(status|phase):/i.test(label))
  return [
    ...(adding.length === 0 ? [] : [{ do: 'add-labels', ...own, labels: adding } as const]),
    ...removing.map((label): Operation => ({ do: 'remove-label', ...own, label })),
  ]
}

function titling(view: TaskView, issue: Issue): { do: 'retitle-task'; title: string; byHand: boolean }[] {
  const title = titleOf(view.task)
  if (view.where.kind !== 'known' || view.where.adopted || !issue.open || issue.title === title) return []
  const ours = view.record?.title
  return [{ do: 'retitle-task', title, byHand: ours !== undefined && ours !== '' && ours !== checksum(issue.title) }]
}

/** An issue that is new to the phase, by adoption or by a move between files, joins its milestone; later it is people's. */
function joining({ task }: TaskView, issue: Issue, { phase, record }: PhaseView): Operation[] {
  const { milestone } = phase
  if (milestone === undefined || record.tasks.has(task.id) || !issue.open || issue.milestone?.title === milestone)
    return []
  return [{ do: 'set-milestone', phase: phase.id, task: task.id, milestone }]
}

function linking(own: { phase: string; task: string }, blocking: Blocking): Operation[] {
  return [
    ...blocking.link.map((blocker): Operation => ({ do: 'link', ...own, blocker })),
    ...blocking.unlink.map(({ id, number }): Operation => ({ do: 'unlink', ...own, blocker: { id, number } })),
  ]
}

function assigning(
  view: TaskView,
  issue: Issue,
  state: TaskState,
  { slots, world }: TaskContext,
): { do: 'assign' | 'unassign'; logins: readonly string[] }[] {
  const coming = state === 'assigned' ? missingAssignees(view, slots, world.observation.unassignable) : []
  const leaving =
    issue.open && view.record !== undefined ? leavingAssignees(view, view.record, issue, state, slots) : []
  // The new one first: a task without any was given back by hand.
  return [
    ...(coming.length === 0 ? [] : [{ do: 'assign', logins: coming } as const]),
    ...(leaving.length === 0 ? [] : [{ do: 'unassign', logins: leaving } as const]),
  ]
}

/** Whom we assigned and who is not to be at it any more: the slot is gone, or the file names others now. */
function leavingAssignees(
  { task }: TaskView,
  record: TaskRecord,
  issue: Issue,
  state: TaskState,
  slots: SlotPlan,
): readonly string[] {
  const staying = slots.returned.has(task.id) ? [] : stillAssigned(record)
  const kept = state === 'assigned' ? task.assignees : staying
  const given = record.assigned.filter((login) => !kept.some((other) => sameName(other, login)))
  const shown = issue.assignees.filter((login) => given.some((ours) => sameAccount(ours, login)))
  // GitHub shows an agent under another name than the one by which it is assigned, and takes either here.
  return shown.flatMap((login) => [
    login,
    ...given.filter((ours) => sameAccount(ours, login) && !sameName(ours, login)),
  ])
}

/** The managed part is written where it says something new; that of an ended task no more once it says so. */
function writing(
  view: TaskView,
  issue: Issue,
  blocking: Blocking,
  state: TaskState,
  context: TaskContext,
): Operation[] {
  const { task, phase, record, text } = view
  const adopted = view.where.kind === 'known' && view.where.adopted
  if (!issue.open && (record?.state === state || (adopted && text === undefined))) return []
  const part = describeIn(view, blocking, state, context)
  const next = writeTask(part, text, context.progressOf(phase.id), context.numberOf)
  if (text !== undefined && sameText(next, text)) return []
  const { behindUntil } = part.record
  const back = behindUntil !== undefined && behindUntil !== view.known?.behindUntil
  return [{ do: 'write-task', phase: phase.id, task: task.id, part, reopened: view.reopened, back }]
}

function describeIn(view: TaskView, blocking: Blocking, state: TaskState, context: TaskContext): ManagedTask {
  const { record } = view
  const { observation } = context.world
  const declared = observation.dependencies ? blocking.declared.filter((id) => !isRefusedLink(view, id, context)) : []
  const again = blocking.restore.flatMap((id) => context.numberOf(id) ?? [])
  // What is no longer declared may have been taken away by us, and counts anew if it comes back.
  const isDeclared = (number: number) => blocking.declared.some((id) => context.numberOf(id) === number)
  const restored = [...(record?.restored ?? []), ...again].filter(isDeclared)
  return describeTask(view, state, { declared, old: blocking.unsure, restored }, context.slots, clock(context))
}

/** What stands on an open task's issue with its record as it is now. */
export function describeNow(view: TaskView, context: TaskContext): ManagedTask {
  const blocking = context.blocking.get(view.task.id)!
  return describeIn(view, blocking, stateOf(view, blocking, context.slots) ?? 'assigned', context)
}

function isRefusedLink({ task }: TaskView, blocker: string, { world, refusedLinks }: TaskContext): boolean {
  return refusedLinks.has(`${task.id}>${blocker}`) || world.observation.refused.has(linkKey(task.id, blocker))
}

function clock({ world }: TaskContext): { now: number; unassignable: ReadonlySet<string> } {
  return { now: world.now, unassignable: world.observation.unassignable }
}
