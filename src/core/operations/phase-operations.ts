import type { Milestone } from '../issues/issue.ts'
import { labelChanges, labelDefinitions, phaseLabel, progressLabel } from '../issues/labels.ts'
import { milestoneOf } from '../issues/survey.ts'
import { isAnswered, type Question } from '../observation.ts'
import type { MilestoneChanges, Operation } from '../operation.ts'
import type { ProgressPage } from '../pages/progress-page.ts'
import type { Phase } from '../phase.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { statesOf } from '../picks/task-states.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { isToBeTold, tellingOperations } from '../telling/telling-operations.ts'
import { inlineText, plainText } from '../text/inert.ts'
import type { World } from '../world.ts'

/** What a phase needs before its tasks: labels, milestone, progress issue. */
export function foundations(
  phase: PhaseView,
  blocking: ReadonlyMap<string, Blocking>,
  slots: SlotPlan,
  page: () => ProgressPage,
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
  const states = statesOf({ phase, blocking, slots }).values()
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
    // GitHub shows it as Markdown.
    const description = inlineText(`Phase ${phase.id}: ${phase.title}`)
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

function progressOperations({ phase, progress, tasks }: PhaseView, page: () => ProgressPage): Operation[] {
  if (progress === undefined)
    return [
      {
        do: 'open-progress',
        phase: phase.id,
        title: progressTitle(phase),
        labels: [progressLabel, phaseLabel(phase)],
        page: shortPage(page()),
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
  const told = page.record.told && { ...page.record.told, letters: [] }
  const record = { ...page.record, unlinked: [], unparented: [], labels: [], complete: undefined, told }
  return {
    ...page,
    verdict: [`Phase ${page.phase} is being launched.`],
    notes: [],
    sections: [],
    pictures: [],
    record: { ...record, outlook: undefined },
  }
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
  // What is to be told of it is told before; what Slack does not take now is tried again when it is closed.
  if (tellingOperations(phase, world).length > 0 || isToBeTold(phase, record)) return { operations: [], questions: [] }
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

/**
 * Which tasks of a phase are still to be made sub-issues. GitHub takes a hundred; each task is made one once, and where
 * people put it later is theirs.
 */
export function needsParent(
  { progress, record }: PhaseView,
  { observation }: World,
): (view: Pick<TaskView, 'task' | 'number'>) => boolean {
  const attached = new Set(progress && observation.subIssues.get(progress.issue.number))
  const unparented = new Set(record.unparented)
  return ({ task: { id }, number }) => {
    if (observation.refused.has(`add-sub-issue ${id}`)) return false
    if (progress === undefined) return true
    if (number !== undefined && attached.has(number)) return false
    return !record.tasks.has(id) || unparented.has(id)
  }
}
