import { type Issue, sameName } from '../issues/issue.ts'
import { knownProgressIssues, type ProgressIssue } from '../issues/progress-issues.ts'
import { isAnswered, isTrusted, type Observation, type Question } from '../observation.ts'
import { phaseNamedIn } from '../pages/managed-task.ts'
import { ownerAtStart, ownersInside, splitBody } from '../records/managed-part.ts'
import { parseTaskRecord, type TaskRecord } from '../records/task-record.ts'

/** What a launch has left of one phase on GitHub. */
export interface Launch {
  readonly phase: string
  /** Undefined where it is gone: then only what bears the phase's name is found. */
  readonly progress: ProgressIssue | undefined
  /** Other progress issues of ours for it, also closed ones. */
  readonly copies: readonly Issue[]
  readonly tasks: readonly LaunchedTask[]
}

export interface LaunchedTask {
  readonly id: string
  readonly issue: Issue
  /** Somebody else wrote it; our managed part stands in a comment. */
  readonly adopted: boolean
  /** Id of our comment on an adopted issue, and its text; undefined where there is none. */
  readonly comment: { readonly id: number; readonly body: string } | undefined
  /** Undefined where the hidden record is missing or damaged. */
  readonly record: TaskRecord | undefined
}

export interface Launches {
  /** Those to be removed. */
  readonly chosen: readonly Launch[]
  /** The others that were seen: what they use stays. */
  readonly kept: readonly ProgressIssue[]
  /** Phases that were asked for, and of which nothing is there. */
  readonly missing: readonly string[]
  readonly questions: readonly Question[]
  /** A list shows less than GitHub counts, or than we remember. */
  readonly isShort: boolean
}

/**
 * Finds what was launched, as a run finds its own: by record, marker and trusted login. Without a choice every phase
 * counts that is not complete.
 */
export function findLaunches(observation: Observation, wanted: readonly string[] | undefined): Launches {
  const known = knownProgressIssues(observation)
  const recorded = new Set([...known.values()].flatMap(({ record }) => [...record.tasks.values()]))
  const strays = strayTasks(observation, recorded)
  const isWanted = (phase: string) => {
    if (wanted !== undefined) return wanted.includes(phase)
    return known.get(phase)?.record.complete === undefined
  }
  const phases = [...new Set([...known.keys(), ...strays.map(({ phase }) => phase)])].filter(isWanted)
  // Issues by our own hand need no label to be found; a second list shows what the first may have left out.
  const questions: Question[] = phases
    .map((phase): Question => ({ ask: 'phase-issues', phase }))
    .filter((question) => !isAnswered(observation, question))
  const chosen = phases.map((phase): Launch => {
    const progress = known.get(phase)
    if (progress !== undefined && !observation.subIssues.has(progress.issue.number))
      questions.push({ ask: 'sub-issues', number: progress.issue.number })
    const listed = [...(progress?.record.tasks ?? [])].flatMap(([id, number]) =>
      recordedTask(id, number, progress!, observation, questions),
    )
    const unlisted = strays.flatMap((stray) => (stray.phase === phase ? [stray.task] : []))
    return { phase, progress, copies: copiesOf(phase, progress, observation), tasks: [...listed, ...unlisted] }
  })
  return {
    chosen,
    kept: [...known.values()].filter(({ phase }) => !phases.includes(phase)),
    missing: (wanted ?? []).filter((phase) => !phases.includes(phase)),
    questions,
    isShort: chosen.some((launch) => isShort(launch, observation)),
  }
}

/** Fewer sub-issues than counted, or an adopted issue with comments of which none is ours. */
function isShort({ progress, tasks }: Launch, { subIssues }: Observation): boolean {
  const counted = progress?.issue.subIssues?.total ?? 0
  const listed = (progress && subIssues.get(progress.issue.number)?.length) ?? 0
  const isSilent = tasks.some(({ adopted, comment, issue }) => adopted && comment === undefined && issue.comments > 0)
  return listed < counted || isSilent
}

function recordedTask(
  id: string,
  number: number,
  { record }: ProgressIssue,
  observation: Observation,
  questions: Question[],
): LaunchedTask[] {
  const issue = observation.issues.get(number)
  if (issue === undefined) {
    if (!observation.absent.has(number)) questions.push({ ask: 'issue', number })
    return []
  }
  if (issue.pullRequest) return []
  const isAdopted = record.adopted.includes(id)
  if (!isAdopted && isTrusted(observation, issue) && taskMarks(issue.body).includes(id)) return [ownTask(id, issue)]
  const comment = observation.comments.get(number)
  if (comment === undefined) questions.push({ ask: 'managed-comment', number })
  if (comment === undefined || comment === 'none') {
    return isAdopted ? [{ id, issue, adopted: true, comment: undefined, record: undefined }] : []
  }
  const part = splitBody(comment.body, { kind: 'task', id }).part
  return [{ id, issue, adopted: true, comment, record: parseTaskRecord(part) }]
}

function ownTask(id: string, issue: Issue): LaunchedTask {
  const part = splitBody(issue.body, { kind: 'task', id }).part
  return { id, issue, adopted: false, comment: undefined, record: parseTaskRecord(part) }
}

function taskMarks(body: string): readonly string[] {
  return ownersInside(body).flatMap(({ kind, id }) => (kind === 'task' ? [id] : []))
}

/** What was opened and never recorded, or is left of a removal: ours by marker and login, of a phase by what it says. */
function strayTasks(
  observation: Observation,
  recorded: ReadonlySet<number>,
): readonly { readonly phase: string; readonly task: LaunchedTask }[] {
  return [...observation.issues.values()].flatMap((issue) => {
    const owner = ownerAtStart(issue.body)
    if (owner?.kind !== 'task' || issue.pullRequest || recorded.has(issue.number) || !isTrusted(observation, issue))
      return []
    const phase = phaseNamedIn(issue.body, owner.id) ?? phaseOnLabels(issue)
    return phase === undefined ? [] : [{ phase, task: ownTask(owner.id, issue) }]
  })
}

function phaseOnLabels({ labels }: Issue): string | undefined {
  return labels.find((name) => /^phase:./i.test(name))?.slice('phase:'.length)
}

function copiesOf(phase: string, progress: ProgressIssue | undefined, observation: Observation): readonly Issue[] {
  return [...observation.issues.values()].filter((issue) => {
    const owner = ownerAtStart(issue.body)
    const isOfPhase = owner?.kind === 'phase' && sameName(owner.id, phase)
    return isOfPhase && issue.number !== progress?.issue.number && isTrusted(observation, issue)
  })
}
