import type { Blocking } from '../picks/blocking.ts'
import type { Rankable } from '../picks/rank.ts'
import { rankable, type SlotPlan } from '../picks/slots.ts'
import { isOver } from '../records/claim.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { instantOf } from '../time/calendar.ts'
import { workingHours } from '../time/work-calendar.ts'
import { type FinishedTask, type ForecastPlan, type ForecastTask, streamCapsOf } from './plan.ts'

export interface PlanContext {
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
  /** All phases, of which those that are open at the same time take part in the order. */
  readonly phases: readonly PhaseView[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly maxActive: number | undefined
  /** When tasks of other phases are expected to end (milliseconds since 1970), as far as that is known. */
  readonly ends: ReadonlyMap<string, number>
}

/**
 * What is left of an open phase, as the forecast plays it. Work that is handed in counts as done, held and failed tasks
 * as set free today; what waits for something of which nobody knows whether it ends is left out.
 */
export function planOf(phase: PhaseView, context: PlanContext): ForecastPlan {
  const others = context.phases.filter(({ survey, phase: { id } }) => survey.stage === 'open' && id !== phase.phase.id)
  const held = others.flatMap(({ tasks }) => tasks.filter(({ task }) => context.slots.holders.has(task.id)))
  const { maxActive } = context
  const elsewhere = elsewhereOf(phase, context)
  return {
    tasks: phase.tasks
      .filter((view) => isUnfinished(view))
      .map((view) => forecastTask(view, elsewhere(view), phase, context)),
    elsewhere: others.flatMap(({ tasks }) => tasks.filter(isUnfinished).map((view) => rankableOf(view, context))),
    slots: phase.phase.slots,
    streamCaps: streamCapsOf(phase.phase),
    maxActive: maxActive === undefined ? undefined : Math.max(1, maxActive - held.length),
    finished: phase.tasks.flatMap((view) => finishedTask(view) ?? []),
  }
}

function isUnfinished({ outcome, work }: TaskView): boolean {
  return outcome === undefined && work.kind !== 'review'
}

function rankableOf(view: TaskView, { blocking, slots, now }: PlanContext): Rankable {
  return rankable(view, blocking, slots.returned, now)
}

function forecastTask(
  view: TaskView,
  elsewhere: readonly string[],
  phase: PhaseView,
  context: PlanContext,
): ForecastTask {
  const { task, work } = view
  const { now, slots, blocking, ends } = context
  const obstacles = blocking.get(task.id)!.obstacles
  const begins = Math.max(startOf(phase), work.until, ...elsewhere.map((id) => ends.get(id) ?? 0))
  const began = beganAt(view)
  const isLost = view.where.kind === 'lost' || view.issue?.locked === true
  return {
    ...rankableOf(view, context),
    model: task.model,
    stream: task.stream,
    paths: task.paths,
    notBeforeHours: begins <= now ? 0 : workingHours(now, begins, phase.phase),
    atWork: slots.holders.has(task.id),
    takenHours: began === undefined || began >= now ? 0 : workingHours(began, now, phase.phase),
    assumedFree: work.kind === 'held' || work.kind === 'failed',
    endless:
      isLost ||
      elsewhere.some((id) => !ends.has(id)) ||
      obstacles.some((obstacle) => obstacle.by === 'issue' || obstacle.by === 'unknown' || isDropped(obstacle)),
  }
}

/**
 * Tasks that a task waits for as long as nobody has said when they end: those of other phases that are not finished. What
 * is handed in counts as done there too.
 */
export function elsewhereOf(
  phase: PhaseView,
  { blocking, phases }: Pick<PlanContext, 'blocking' | 'phases'>,
): (view: TaskView) => readonly string[] {
  const isHere = new Set(phase.tasks.map(({ task }) => task.id))
  const isHandedIn = new Set(
    phases.flatMap(({ tasks }) => tasks.flatMap(({ task, work }) => (work.kind === 'review' ? [task.id] : []))),
  )
  return ({ task }) =>
    blocking
      .get(task.id)!
      .obstacles.flatMap((obstacle) => (obstacle.by === 'task' ? [obstacle.id] : []))
      .filter((id) => !isHere.has(id) && !isHandedIn.has(id))
}

function isDropped(obstacle: Blocking['obstacles'][number]): boolean {
  return obstacle.by === 'task' && obstacle.dropped
}

/** Milliseconds since 1970; 0 where the phase has begun. */
function startOf({ phase: { startDate, timezone } }: PhaseView): number {
  return startDate === undefined ? 0 : instantOf(startDate, '00:00', timezone)
}

/**
 * Since when it is worked on (milliseconds since 1970). A pick counts from the moment it got its slot, whether somebody
 * says that work has begun or not: so its date stands until it should be done, and then moves.
 */
export function beganAt({ record, work }: TaskView): number | undefined {
  const { claim, picked } = record ?? {}
  if (claim?.started !== undefined && !isOver(claim)) return Date.parse(claim.started)
  const isPick = work.kind === 'idle' || work.kind === 'starting'
  return isPick && picked !== undefined ? Date.parse(picked) : undefined
}

/** From when to when a task was worked on (milliseconds since 1970); undefined where that is not known. */
export function spanOf({
  record,
  issue,
  outcome,
}: TaskView): { readonly start: number; readonly end: number } | undefined {
  if (outcome !== 'done' || issue?.closedAt === undefined) return undefined
  const began = record?.claim?.started ?? record?.picked
  if (began === undefined) return undefined
  const handedIn = record?.reviewSince
  const closed = Date.parse(issue.closedAt)
  const start = Date.parse(began)
  const end = handedIn === undefined ? closed : Math.min(closed, Date.parse(handedIn))
  return end > start ? { start, end } : undefined
}

/** Less than this (working hours) tells nothing of the effort. */
const shortest = 0.05

function finishedTask(view: TaskView): FinishedTask | undefined {
  const span = spanOf(view)
  if (span === undefined) return undefined
  const tookHours = workingHours(span.start, span.end, view.phase)
  if (tookHours < shortest) return undefined
  return { model: view.task.model, estimatedHours: view.task.effortHours, tookHours }
}
