import type { Blocking } from './blocking.ts'
import { localDate } from './calendar.ts'
import { type Claim, isOver } from './claim.ts'
import { answersTo, type Inbox } from './commands/inbox.ts'
import { plainText } from './inert.ts'
import type { Milestone } from './issue.ts'
import { labelChanges, labelDefinitions, phaseLabel, progressLabel } from './labels.ts'
import { isAnswered, type Question } from './observation.ts'
import { linkKey, type MilestoneChanges, type Operation } from './operation.ts'
import type { Phase } from './phase.ts'
import type { ProgressPage } from './progress-page.ts'
import type { ProgressRecord } from './progress-record.ts'
import type { SlotPlan } from './slots.ts'
import { milestoneOf } from './survey.ts'
import { stateOf } from './task-states.ts'
import type { PhaseView, TaskView } from './task-view.ts'
import { cancellation, isCancelled, withCancellation } from './workers.ts'
import type { World } from './world.ts'

/** What a phase needs before its tasks: labels, milestone, progress issue. */
export function foundations(
  phase: PhaseView,
  blocking: ReadonlyMap<string, Blocking>,
  slots: SlotPlan,
  page: ProgressPage,
  world: World,
): Operation[] {
  return [
    ...labelOperations(phase, blocking, slots, world),
    ...milestoneOperations(phase, world),
    ...progressOperations(phase, page),
    ...(world.observation.wrote ? [] : duplicateOperations(phase)),
  ]
}

function labelOperations(
  phase: PhaseView,
  blocking: ReadonlyMap<string, Blocking>,
  slots: SlotPlan,
  world: World,
): Operation[] {
  const states = phase.tasks.flatMap((view) => stateOf(view, blocking.get(view.task.id)!, slots) ?? [])
  const defined = new Set([...phase.record.labels.map((name) => name.toLowerCase()), ...world.observation.labels])
  return labelDefinitions(phase.phase, new Set(['ready', ...states] as const))
    .filter(({ name }) => !defined.has(name.toLowerCase()))
    .map((label) => ({ do: 'create-label', phase: phase.phase.id, label }))
}

/** A milestone of our own follows the file; one that somebody else made is used as it is. */
function milestoneOperations({ phase, progress, record, tasks }: PhaseView, world: World): Operation[] {
  if (phase.milestone === undefined) return []
  const milestone = milestoneOf(phase, progress, world.observation)
  const opening = progress === undefined || tasks.some(({ where }) => where.kind === 'none')
  if (milestone === undefined) {
    if (!opening) return []
    const description = `Phase ${phase.id}: ${phase.title}`
    return [
      {
        do: 'create-milestone',
        phase: phase.id,
        title: phase.milestone,
        dueDate: dueDateOf(phase.milestone, world),
        description,
      },
    ]
  }
  if (!isOurs(milestone, world)) return []
  const renamed = record.milestone !== undefined && record.milestone.title !== phase.milestone
  const dueDate = dueDateOf(phase.milestone, world)
  const unfinished = tasks.some(({ outcome }) => outcome === undefined)
  const reopen = !milestone.open && unfinished && record.complete !== undefined
  const changes: MilestoneChanges = {
    ...(renamed && milestone.title !== phase.milestone ? { title: phase.milestone } : {}),
    ...(milestone.dueDate === dueDate ? {} : { dueDate }),
    ...(reopen ? { open: true } : {}),
  }
  if (Object.keys(changes).length === 0) return []
  return [{ do: 'change-milestone', phase: phase.id, number: milestone.number, changes }]
}

/** Phases may share a milestone: it is due when the last of them is. */
function dueDateOf(milestone: string, { phases }: World): string | undefined {
  const dates = phases.flatMap(({ milestone: title, targetDate }) => (title === milestone ? (targetDate ?? []) : []))
  return dates.sort().at(-1)
}

function isOurs({ creator }: Milestone, { observation }: World): boolean {
  return creator !== undefined && observation.trusted.has(creator.toLowerCase())
}

function progressOperations({ phase, progress, tasks }: PhaseView, page: ProgressPage): Operation[] {
  if (progress === undefined)
    return [
      {
        do: 'open-progress',
        phase: phase.id,
        title: progressTitle(phase),
        labels: [progressLabel, phaseLabel(phase)],
        page: shortPage(page),
        milestone: phase.milestone,
      },
    ]
  const operations: Operation[] = []
  const unfinished = tasks.some(({ outcome }) => outcome === undefined)
  if (!progress.issue.open && progress.record.complete !== undefined && unfinished) {
    operations.push({ do: 'reopen-progress', phase: phase.id })
  }
  const missing = labelChanges(progress.issue.labels, [progressLabel, phaseLabel(phase)], []).add
  if (missing.length > 0) operations.push({ do: 'label-progress', phase: phase.id, labels: missing })
  if (progress.issue.title !== progressTitle(phase))
    operations.push({ do: 'retitle-progress', phase: phase.id, title: progressTitle(phase) })
  return operations
}

function duplicateOperations({ survey, progress, phase }: PhaseView): Operation[] {
  const ofProgress = (progress?.duplicates ?? []).filter(({ comments }) => comments === 0)
  return [
    ...ofProgress.map(({ number }): Operation => {
      return { do: 'close-duplicate', phase: phase.id, task: undefined, number, survivor: progress!.issue.number }
    }),
    ...survey.duplicates.flatMap(({ of, issue, survivor, touched }): Operation[] =>
      touched ? [] : [{ do: 'close-duplicate', phase: phase.id, task: of, number: issue.number, survivor }],
    ),
  ]
}

/** What a progress issue says until its tasks are there: nothing that a run which ends here would make a lie. */
function shortPage(page: ProgressPage): ProgressPage {
  const record = { ...page.record, unlinked: [], unparented: [], labels: [], complete: undefined }
  return { ...page, verdict: [`Phase ${page.phase} is being launched.`], notes: [], sections: [], record }
}

/** `Phase 4 progress: Release readiness`, within what GitHub takes for a title. */
function progressTitle(phase: Phase): string {
  return plainText(`Phase ${phase.id} progress: ${phase.title}`).slice(0, 256)
}

/** What ends a phase, once every task of it is done or dropped. */
export function closingOperations(
  phase: PhaseView,
  phases: readonly PhaseView[],
  record: ProgressRecord,
  world: World,
): { readonly operations: readonly Operation[]; readonly questions: readonly Question[] } {
  const { progress } = phase
  if (record.complete === undefined || progress === undefined || !progress.issue.open)
    return { operations: [], questions: [] }
  // A finished phase is not looked at again: where its last text could not be written, one more run tries.
  const isFresh = record.complete.at === new Date(world.now).toISOString()
  if (isFresh && phase.tasks.some(({ task }) => world.observation.troubled.has(task.id)))
    return { operations: [], questions: [] }
  const close: Operation = { do: 'close-progress', phase: phase.phase.id }
  const milestone = milestoneOf(phase.phase, progress, world.observation)
  // A phase that is still to come may share it; one that is there counts by its own progress issue.
  const isAwaited = phases.some((other) => other.progress === undefined && other.phase.milestone === milestone?.title)
  if (milestone === undefined || !milestone.open || isAwaited || !isOurs(milestone, world))
    return { operations: [close], questions: [] }
  const question: Question = { ask: 'milestone', number: milestone.number }
  if (!isAnswered(world.observation, question)) return { operations: [], questions: [question] }
  const fresh = world.observation.milestones?.find(({ number }) => number === milestone.number)
  // The progress issue is the last open one in it; whatever else people put there keeps it open.
  const others = (fresh?.openCount ?? 0) - (progress.issue.milestone?.number === milestone.number ? 1 : 0)
  if (fresh === undefined || !fresh.open || others > 0) return { operations: [close], questions: [] }
  const closing: Operation = {
    do: 'change-milestone',
    phase: phase.phase.id,
    number: milestone.number,
    changes: { open: false },
  }
  return { operations: [closing, close], questions: [] }
}

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
  const milestone = milestoneOf(phase.phase, phase.progress, observation)
  const states = tasks.flatMap((view) => stateOf(view, blocking.get(view.task.id)!, slots) ?? [])
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
    unparented: tasks.flatMap((view) =>
      view.issue !== undefined && needsParent(phase, view, world) ? [view.task.id] : [],
    ),
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
  }
}

function isUnlinked(blocking: Blocking, task: string, observation: World['observation']): boolean {
  return blocking.link.some((id) => !observation.refused.has(linkKey(task, id)))
}

/** GitHub takes a hundred sub-issues; each task is made one once, and where people put it later is theirs. */
export function needsParent({ progress, record }: PhaseView, view: TaskView, { observation }: World): boolean {
  const { id } = view.task
  if (observation.refused.has(`add-sub-issue ${id}`)) return false
  if (progress === undefined) return true
  const attached = view.number !== undefined && observation.subIssues.get(progress.issue.number)?.includes(view.number)
  if (attached) return false
  return !record.tasks.has(id) || record.unparented.includes(id)
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
): Pick<ProgressRecord, 'read' | 'swept' | 'answers' | 'claims' | 'claimed'> {
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
  }
}

/**
 * Claims of workers at work, and those of ended tasks whose runs still go on: a dropped task's run is cancelled, a done
 * one's is left alone.
 */
export function claimsLeft(
  { phase, tasks, record }: PhaseView,
  { observation, now }: World,
): {
  readonly claims: ProgressRecord['claims']
  readonly operations: readonly Operation[]
  readonly questions: readonly Question[]
} {
  const claims = new Map<string, Claim>()
  const operations: Operation[] = []
  const questions: Question[] = []
  for (const view of tasks) {
    const { task, outcome } = view
    const claim = outcome === undefined ? view.record?.claim : claimOfEnded(view, record)
    if (claim === undefined || isOver(claim)) continue
    if (outcome === undefined) {
      claims.set(task.id, claim)
      const cancel = cancellation(view, observation, now)
      if (cancel !== undefined) operations.push({ do: 'cancel-run', phase: phase.id, task: task.id, run: cancel.run })
      continue
    }
    if (claim.run === undefined) continue
    const question: Question = { ask: 'run', id: claim.run, look: observation.cancelled.has(claim.run) ? 1 : 0 }
    if (!isAnswered(observation, question)) questions.push(question)
    const run = observation.runs.get(claim.run)
    if (typeof run === 'object' && run.status === 'completed') continue
    if (run === 'deleted' || run === 'moved') continue
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
