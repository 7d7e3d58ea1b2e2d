import { type Issue, outcomeOf } from '../issues/issue.ts'
import type { ProgressIssue } from '../issues/progress-issues.ts'
import type { PhaseSurvey, Survey } from '../issues/survey.ts'
import type { TaskIssue } from '../issues/task-issues.ts'
import type { Observation, Question } from '../observation.ts'
import type { Phase, Task } from '../phase.ts'
import { ownersInside, splitBody } from '../records/managed-part.ts'
import { emptyProgressRecord, type ProgressRecord } from '../records/progress-record.ts'
import { parseTaskRecord, type TaskRecord } from '../records/task-record.ts'
import { idle, type Work } from './work.ts'

/** A task with all that is known of it. */
export interface TaskView {
  readonly task: Task
  readonly phase: Phase
  readonly where: TaskIssue
  /** Undefined where it has none, or where it was not read because its phase is finished. */
  readonly issue: Issue | undefined
  /** Number of its issue; undefined where it has none here. */
  readonly number: number | undefined
  /** The text that holds our managed part: the body, or our comment on an adopted issue; undefined where there is none. */
  readonly text: string | undefined
  readonly record: TaskRecord | undefined
  /** The record as it stands on GitHub: what this run has found out, or what a command changes, is in `record` alone. */
  readonly known: TaskRecord | undefined
  /** Set while its issue is closed. */
  readonly outcome: 'done' | 'dropped' | undefined
  /** It is open again after it had ended, and this run is the first to see that. */
  readonly reopened: boolean
  /** How far the work on it is; `idle` until its workers were followed. */
  readonly work: Work
}

export interface PhaseView {
  readonly phase: Phase
  readonly survey: PhaseSurvey
  readonly progress: ProgressIssue | undefined
  readonly record: ProgressRecord
  readonly tasks: readonly TaskView[]
  /** Recorded tasks that no file names any more. */
  readonly left: readonly LeftTask[]
}

export interface LeftTask {
  readonly id: string
  readonly number: number
  readonly open: boolean
  /** It holds a slot until its issue is closed. */
  readonly atWork: boolean
}

/** Every task of every phase, with the questions about adopted issues that are still open. */
export function viewTasks(
  survey: Survey,
  plannedIds: ReadonlySet<string>,
  observation: Observation,
): {
  readonly phases: readonly PhaseView[]
  readonly byId: ReadonlyMap<string, TaskView>
  readonly questions: readonly Question[]
} {
  const questions: Question[] = []
  const renamed = survey.phases.flatMap(({ phase }) => phase.tasks.flatMap(({ formerly }) => formerly ?? []))
  const staying = new Set([...plannedIds, ...renamed])
  const phases = survey.phases.map((found): PhaseView => {
    const tasks = found.phase.tasks.map((task) => {
      const where =
        found.stage === 'finished' ? finishedTask(task, found) : (found.issues.get(task.id) ?? { kind: 'none' })
      if (where.kind === 'known' && where.adopted && !observation.comments.has(where.issue.number)) {
        questions.push({ ask: 'managed-comment', number: where.issue.number })
      }
      return viewTask(task, found, where, observation)
    })
    const record = found.progress?.record ?? emptyProgressRecord
    const left = found.stage === 'open' ? leftTasks(record, staying, observation) : []
    questions.push(...left.flatMap(({ id, number }) => askWhetherAtWork(id, number, record, observation)))
    return { phase: found.phase, survey: found, progress: found.progress, record, tasks, left }
  })
  const byId = new Map(phases.flatMap(({ tasks }) => tasks.map((view) => [view.task.id, view] as const)))
  return { phases, byId, questions }
}

/** `staying`: ids that a file names, also as the one that a task used to have. */
function leftTasks(record: ProgressRecord, staying: ReadonlySet<string>, observation: Observation): LeftTask[] {
  return [...record.tasks].flatMap(([id, number]) => {
    if (staying.has(id)) return []
    const open = observation.issues.get(number)?.open === true
    return [{ id, number, open, atWork: open && record.picks.has(id) }]
  })
}

function askWhetherAtWork(id: string, number: number, record: ProgressRecord, observation: Observation): Question[] {
  const known = observation.issues.has(number) || observation.absent.has(number)
  return known || !record.picks.has(id) ? [] : [{ ask: 'issue', number }]
}

function viewTask(task: Task, survey: PhaseSurvey, where: TaskIssue, observation: Observation): TaskView {
  const issue = where.kind === 'known' ? where.issue : undefined
  const text = where.kind === 'known' ? managedText(where.issue, where.adopted, observation) : undefined
  const record =
    text === undefined ? undefined : parseTaskRecord(splitBody(text, { kind: 'task', id: markedId(task, text) }).part)
  const outcome = survey.stage === 'finished' ? finishedOutcome(task, survey) : issue && outcomeOf(issue)
  const ended = record?.state === 'done' || record?.state === 'dropped'
  const reopened = issue?.open === true && (ended || observation.reopened.has(task.id))
  const number = issue?.number ?? (survey.stage === 'finished' ? survey.progress?.record.tasks.get(task.id) : undefined)
  return { task, phase: survey.phase, where, issue, number, text, record, known: record, outcome, reopened, work: idle }
}

/** The id that the managed part still bears: a renamed task is found under the one it used to have. */
export function markedId(task: Task, text: string): string {
  if (task.formerly === undefined) return task.id
  const ids = ownersInside(text).flatMap(({ kind, id }) => (kind === 'task' ? [id] : []))
  return ids.includes(task.id) || !ids.includes(task.formerly) ? task.id : task.formerly
}

function managedText(issue: Issue, adopted: boolean, observation: Observation): string | undefined {
  if (!adopted) return issue.body
  const comment = observation.comments.get(issue.number)
  return comment === undefined || comment === 'none' ? undefined : comment.body
}

/** Issues of a finished phase are not read; its progress issue remembers what was dropped. */
function finishedOutcome(task: Task, { progress }: PhaseSurvey): 'done' | 'dropped' {
  return progress?.record.complete?.dropped.includes(task.id) ? 'dropped' : 'done'
}

function finishedTask(task: Task, { progress }: PhaseSurvey): TaskIssue {
  return progress?.record.tasks.has(task.id) ? { kind: 'unknown' } : { kind: 'none' }
}
