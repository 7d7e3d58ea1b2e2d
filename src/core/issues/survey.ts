import { isAnswered, type Observation, type Question } from '../observation.ts'
import { globsOverlap } from '../paths.ts'
import type { Phase } from '../phase.ts'
import type { World } from '../world.ts'
import type { Issue } from './issue.ts'
import { findLookalikes } from './lookalikes.ts'
import { knownProgressIssues, type ProgressIssue, searchProgressIssue } from './progress-issues.ts'
import { type Duplicate, findTaskIssues, Registry, type TaskIssue } from './task-issues.ts'

/** Which issue is which, over all phases: the first half of a decision. */
export interface Survey {
  readonly phases: readonly PhaseSurvey[]
  /** Open progress issues whose phase file is gone. */
  readonly orphans: readonly ProgressIssue[]
  readonly registry: Registry
  readonly questions: readonly Question[]
  /** A login that opened what looks like ours and may write here: the token was changed. */
  readonly foreign: string | undefined
}

export interface PhaseSurvey {
  readonly phase: Phase
  /** `waiting`: for the phases of `after`. `finished`: complete, and nothing has changed since. */
  readonly stage: 'waiting' | 'open' | 'finished'
  /** Undefined where none exists: it is to be opened, or, while waiting, not yet. */
  readonly progress: ProgressIssue | undefined
  readonly issues: ReadonlyMap<string, TaskIssue>
  readonly duplicates: readonly Duplicate[]
  /** GitHub counts more issues than its lists show: nothing may be opened on the strength of such a list. */
  readonly shortList: ShortList | undefined
  /** Numbers of open issues that look like ours and are not, newest first. */
  readonly lookalikes: readonly number[]
}

export interface ShortList {
  readonly listed: number
  readonly counted: number
}

export function surveyIssues(world: World): Survey {
  const { observation, phases } = world
  const first: Question = { ask: 'progress-issues' }
  if (!isAnswered(observation, first)) return unfinished([first])
  const known = knownProgressIssues(observation)
  const registry = new Registry(inFileOrder(phases, known))
  const currentIds = new Set([
    ...phases.flatMap(({ tasks }) => tasks.map(({ id }) => id)),
    ...world.badFiles.flatMap(({ taskIds }) => taskIds),
  ])
  const questions: Question[] = world.settings.lookAt.flatMap((event) => lookAgain(event, observation))
  const surveys: PhaseSurvey[] = []
  let foreign: string | undefined
  for (const phase of phases) {
    const progress = known.get(phase.id)
    const stage = stageOf(phase, progress, world, known)
    if (stage !== 'open') {
      surveys.push({ phase, stage, progress, issues: new Map(), duplicates: [], shortList: undefined, lookalikes: [] })
      continue
    }
    const search = searchProgressIssue(phase, known, observation)
    if ('foreign' in search) foreign = search.foreign
    else if ('questions' in search) questions.push(...search.questions)
    else if (!isListed(phase, observation)) questions.push({ ask: 'phase-issues', phase: phase.id })
    else {
      const found = findTaskIssues(phase, registry, currentIds, observation)
      questions.push(...found.questions, ...questionsBeforeOpening(phase, progress, found.issues, observation))
      const short = shortList(phase, progress, observation)
      const issues = doubt(found.issues, short)
      const lookalikes = findLookalikes(phase, known, found, registry, observation)
      surveys.push({ phase, stage, progress, duplicates: found.duplicates, shortList: short, issues, lookalikes })
    }
  }
  const orphans = [...known.values()].filter((progress) => isOrphan(progress, world))
  return { phases: surveys, orphans, registry, questions, foreign }
}

/**
 * Issues by our own hand need no label to be found; where all of them were listed, that list serves. A label that was
 * there before the phase may stand on others' issues as well.
 */
function isListed(phase: Phase, observation: Observation): boolean {
  if (isAnswered(observation, { ask: 'phase-issues', phase: phase.id })) return true
  return hasAllOfOurs(observation) && !observation.readAgain.has(phase.id)
}

function hasAllOfOurs(observation: Observation): boolean {
  return [...observation.trusted].every((login) => isAnswered(observation, { ask: 'issues-by', login }))
}

/** Lists lag: where one does not show yet what the event is about, that issue is read by itself. */
function lookAgain(event: World['settings']['lookAt'][number], observation: Observation): Question[] {
  const listed = observation.issues.get(event.number)
  const question: Question = { ask: 'issue', number: event.number }
  if (listed === undefined || event.open === undefined || listed.open === event.open) return []
  return isAnswered(observation, question) ? [] : [question]
}

function unfinished(questions: readonly Question[]): Survey {
  return { phases: [], orphans: [], registry: new Registry([]), questions, foreign: undefined }
}

function inFileOrder(phases: readonly Phase[], known: ReadonlyMap<string, ProgressIssue>): ProgressIssue[] {
  const listed = phases.flatMap(({ id }) => known.get(id) ?? [])
  return [...listed, ...[...known.values()].filter((progress) => !listed.includes(progress))]
}

function stageOf(
  phase: Phase,
  progress: ProgressIssue | undefined,
  world: World,
  known: ReadonlyMap<string, ProgressIssue>,
): PhaseSurvey['stage'] {
  if (progress !== undefined) return isFinished(phase, progress, world) ? 'finished' : 'open'
  return phase.after.every((id) => isComplete(id, world, known)) ? 'open' : 'waiting'
}

/** Whether a phase that another one comes after is complete; one without a file counts as complete. */
function isComplete(id: string, world: World, known: ReadonlyMap<string, ProgressIssue>): boolean {
  if (world.badFiles.some((bad) => bad.phase === id)) return false
  if (!world.phases.some((phase) => phase.id === id)) return true
  return known.get(id)?.record.complete !== undefined
}

/** Finished phases cost no requests, so this looks only at what the list of progress issues tells by itself. */
function isFinished(phase: Phase, { issue, record }: ProgressIssue, world: World): boolean {
  if (record.complete === undefined || issue.open) return false
  if (issue.subIssues !== undefined && issue.subIssues.completed < issue.subIssues.total) return false
  if (phase.tasks.some(({ id }) => !record.tasks.has(id))) return false
  const events = new Set(world.settings.lookAt.map(({ number }) => number))
  return ![...record.tasks.values()].some((number) => events.has(number))
}

/**
 * Before an issue is opened for a task that no list shows, the newest issues are looked at whatever their labels,
 * unless all of ours were listed just now and nothing has been uncertain since.
 */
function questionsBeforeOpening(
  phase: Phase,
  progress: ProgressIssue | undefined,
  issues: ReadonlyMap<string, TaskIssue>,
  observation: Observation,
): readonly Question[] {
  if (![...issues.values()].some(({ kind }) => kind === 'none')) return []
  const newest: Question = { ask: 'newest-issues', look: observation.uncertain }
  const questions: Question[] = hasAllOfOurs(observation) && observation.uncertain === 0 ? [] : [newest]
  const milestone = milestoneOf(phase, progress, observation)
  if (milestone !== undefined && shortList(phase, progress, observation) !== undefined) {
    questions.push({ ask: 'milestone-issues', milestone: milestone.number }, newest)
  }
  return questions.filter((question) => !isAnswered(observation, question))
}

/** The phase's milestone as GitHub shows it with the progress issue, or in the list of milestones. */
export function milestoneOf(
  phase: Phase,
  progress: ProgressIssue | undefined,
  observation: Observation,
): Issue['milestone'] {
  const own = progress?.issue.milestone
  const recorded = progress?.record.milestone?.number
  if (own !== undefined && (own.number === recorded || own.title === phase.milestone)) return own
  return observation.milestones?.find(({ number, title }) => number === recorded || title === phase.milestone)
}

/** A milestone counts its issues itself: a witness that does not depend on lists. */
function shortList(phase: Phase, progress: ProgressIssue | undefined, observation: Observation): ShortList | undefined {
  const milestone = milestoneOf(phase, progress, observation)
  if (milestone === undefined) return undefined
  let listed = 0
  for (const issue of observation.issues.values()) if (issue.milestone?.number === milestone.number) listed++
  return listed < milestone.count ? { listed, counted: milestone.count } : undefined
}

/** Where GitHub's lists cannot be trusted, a task that they do not show may well have an issue. */
function doubt(issues: ReadonlyMap<string, TaskIssue>, short: ShortList | undefined): ReadonlyMap<string, TaskIssue> {
  if (short === undefined) return issues
  return new Map([...issues].map(([id, where]) => [id, where.kind === 'none' ? { kind: 'unknown' } : where]))
}

function isOrphan(progress: ProgressIssue, world: World): boolean {
  const { issue, record, phase } = progress
  if (!issue.open || record.complete !== undefined || record.file === '') return false
  if (world.phases.some(({ id }) => id === phase)) return false
  if (world.badFiles.some((bad) => bad.phase === phase || bad.file === record.file)) return false
  return world.settings.phaseFiles.some((glob) => globsOverlap(glob, record.file))
}
