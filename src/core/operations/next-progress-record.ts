import { answersTo, type Inbox } from '../commands/inbox.ts'
import { labelDefinitions } from '../issues/labels.ts'
import { milestoneOf } from '../issues/survey.ts'
import { linkKey } from '../operation.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { statesOf } from '../picks/task-states.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { PhaseView } from '../tasks/task-view.ts'
import { localDate } from '../time/calendar.ts'
import { nextTries } from '../workers/spawn-limit.ts'
import type { World } from '../world.ts'
import { needsParent } from './phase-operations.ts'

/** The record that the progress issue keeps after this run. Numbers of issues opened in it are added when it is written. */
export function nextProgressRecord(
  phase: PhaseView,
  blocking: ReadonlyMap<string, Blocking>,
  slots: SlotPlan,
  picks: ReadonlyMap<string, string>,
  plannedIds: ReadonlySet<string>,
  world: World,
): ProgressRecord {
  const { record, tasks, left } = phase
  const { observation, now } = world
  const instant = new Date(now).toISOString()
  const own = new Set(tasks.map(({ task }) => task.id))
  const leftIds = new Set(left.map(({ id }) => id))
  const formerly = new Set(tasks.flatMap(({ task, number }) => (number === undefined ? [] : (task.formerly ?? []))))
  const refusedLinks = tasks.flatMap(({ task }) =>
    (task.final ? tasks.map((other) => other.task.id) : task.dependsOn)
      .filter((id) => record.refusedLinks.includes(`${task.id}>${id}`) || observation.refused.has(linkKey(task.id, id)))
      .map((id) => `${task.id}>${id}`),
  )
  const isParentless = needsParent(phase, world)
  const milestone = milestoneOf(phase.phase, phase.progress, observation)
  const states = statesOf({ phase, blocking, slots }).values()
  const labels = labelDefinitions(phase.phase, new Set(['ready', ...states] as const)).map(({ name }) => name)
  return {
    ...record,
    file: phase.phase.file,
    tasks: new Map(
      [...record.tasks].filter(([id]) => own.has(id) || leftIds.has(id) || (!plannedIds.has(id) && !formerly.has(id))),
    ),
    adopted: tasks.flatMap(({ task, where }) => (where.kind === 'known' && where.adopted ? [task.id] : [])),
    picks: nextPicks(phase, slots, picks, instant, observation.troubled),
    unlinked: tasks.flatMap(({ task, issue }) =>
      issue?.open && isUnlinked(blocking.get(task.id)!, task.id, observation) ? [task.id] : [],
    ),
    unparented: tasks.flatMap((view) => (view.issue !== undefined && isParentless(view) ? [view.task.id] : [])),
    refusedLinks,
    left: left.map(({ id }) => id),
    lookAgain: nextLookAgain(phase, blocking, world),
    unknownSince: nextUnknown(phase, blocking, instant),
    retitled: [
      ...new Set([
        ...record.retitled,
        ...tasks.flatMap(({ task }) => (observation.retitled.has(task.id) ? [task.id] : [])),
      ]),
    ].slice(-3),
    labels: [...new Set([...record.labels, ...labels.filter((name) => observation.labels.has(name.toLowerCase()))])],
    milestone:
      milestone === undefined
        ? record.milestone
        : { number: milestone.number, title: phase.phase.milestone ?? milestone.title },
    dependencies: observation.dependencies,
    complete: nextCompletion(phase, instant),
    mirror: observation.mirrored.get(phase.phase.id) ?? record.mirror,
  }
}

function isUnlinked(blocking: Blocking, task: string, observation: World['observation']): boolean {
  return blocking.link.some((id) => !observation.refused.has(linkKey(task, id)))
}

function nextPicks(
  { record, tasks, left }: PhaseView,
  slots: SlotPlan,
  picks: ReadonlyMap<string, string>,
  instant: string,
  troubled: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const next = new Map<string, string>()
  for (const { task, issue } of tasks) {
    // What could not be told that its slot is gone keeps it until a run can.
    const isUnsettled = slots.returned.has(task.id) && troubled.has(task.id)
    if ((slots.holders.has(task.id) || isUnsettled) && issue !== undefined) {
      next.set(task.id, picks.get(task.id) ?? instant)
    }
  }
  for (const { id, atWork } of left) if (atWork) next.set(id, record.picks.get(id)!)
  return next
}

/** Tasks already done when something that they depend on was reopened; the mark stays until that is closed again. */
function nextLookAgain(
  phase: PhaseView,
  blocking: ReadonlyMap<string, Blocking>,
  { observation }: World,
): ReadonlyMap<string, readonly number[]> {
  const marks = new Map<string, readonly number[]>()
  const reopened = new Map(
    phase.tasks.flatMap(({ task, reopened: again, number }) =>
      again && number !== undefined ? [[task.id, number] as const] : [],
    ),
  )
  for (const { task, outcome } of phase.tasks) {
    const waitsFor = [...task.dependsOn, ...(blocking.get(task.id)?.byHand ?? [])]
    const fresh = outcome === 'done' ? waitsFor.flatMap((id) => reopened.get(id) ?? []) : []
    const kept = (phase.record.lookAgain.get(task.id) ?? []).filter(
      (number) => observation.issues.get(number)?.open !== false,
    )
    const all = [...new Set([...kept, ...fresh])]
    if (all.length > 0) marks.set(task.id, all)
  }
  return marks
}

function nextUnknown(
  { tasks, record }: PhaseView,
  blocking: ReadonlyMap<string, Blocking>,
  instant: string,
): ReadonlyMap<string, string> {
  const unknown = tasks.filter(({ task }) => blocking.get(task.id)?.obstacles.some(({ by }) => by === 'unknown'))
  return new Map(unknown.map(({ task }) => [task.id, record.unknownSince.get(task.id) ?? instant]))
}

function nextCompletion({ tasks, record }: PhaseView, instant: string): ProgressRecord['complete'] {
  if (tasks.length === 0 || tasks.some(({ outcome }) => outcome === undefined)) return undefined
  const dropped = tasks.flatMap(({ task, outcome }) => (outcome === 'dropped' ? [task.id] : []))
  return { at: record.complete?.at ?? instant, dropped }
}

/** What the record keeps of commands and of workers. */
export function commandRecord(
  phase: PhaseView,
  { cursors }: Inbox,
  claims: ProgressRecord['claims'],
  world: World,
): Pick<ProgressRecord, 'read' | 'swept' | 'answers' | 'claims' | 'claimed' | 'starts' | 'failures'> {
  const numbers = new Set([...phase.tasks.map(({ number }) => number), phase.progress?.issue.number])
  const counts = phase.tasks.flatMap(({ task, record }) =>
    record === undefined || record.claims === 0 ? [] : [[task.id, record.claims] as const],
  )
  return {
    read: new Map([...cursors].filter(([number]) => numbers.has(Number(number)))),
    swept: localDate(world.now, phase.phase.timezone),
    answers: answersTo(phase, world),
    claims,
    claimed: new Map([...phase.record.claimed, ...counts]),
    ...nextTries(phase, world.now),
  }
}
