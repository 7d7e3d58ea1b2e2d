import type { Issue } from '../../../src/core/issues/issue.ts'
import type { Observation, Question, WorkerRun } from '../../../src/core/observation.ts'
import type { Phase, Task } from '../../../src/core/phase.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import { emptyTaskRecord, type TaskRecord } from '../../../src/core/records/task-record.ts'
import type { LeftTask, PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import type { Work } from '../../../src/core/tasks/work.ts'
import { followWorkers } from '../../../src/core/workers/follow-workers.ts'
import { fullRecord } from '../full-record.ts'
import { launch } from '../scene.ts'
import { aMinute, anHour, workedPhase } from '../worker-scene.ts'

export const now = Date.parse('2026-02-22T18:00:00.000Z')
/** The instant (ISO) that was so many milliseconds ago. */
export const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString()
export const aSecond = 1000
export const today = ago(0)

const { outcome, observation: observed } = launch(workedPhase(['a'])).latest
export const launched: PhaseView = outcome!.phases[0]!.view
/** Number of the task's issue. */
export const number = launched.tasks[0]!.number!
/** Nothing was asked yet. */
export const untouched: Observation = { ...observed, answered: new Set(), pulls: new Map(), remarks: new Map() }
export const { me } = untouched

/** A run that was dispatched an hour ago, and that is 500. */
export const atWork: Claim = {
  ...fullRecord(['a']).claims.get('a')!,
  number: 1,
  since: ago(anHour + aMinute),
  command: undefined,
  started: ago(anHour),
  run: 500,
  heartbeat: undefined,
  percent: undefined,
}
export const agent: Partial<Claim> = {
  model: 'copilot',
  worker: 'agent',
  workflow: '',
  logins: ['Copilot'],
  run: undefined,
}
export const person: Partial<Claim> = { ...agent, model: 'crew', worker: 'person', logins: ['mona'] }

export interface Given {
  readonly task?: Partial<Task>
  readonly issue?: Partial<Issue>
  readonly claim?: Partial<Claim> | undefined
  readonly record?: Partial<TaskRecord> | 'none'
  readonly view?: Partial<TaskView>
  readonly phase?: Partial<Phase>
  readonly page?: Partial<ProgressRecord>
  readonly left?: readonly LeftTask[]
  readonly stage?: PhaseView['survey']['stage']
  readonly observation?: Partial<Observation>
}

interface Found {
  readonly record: TaskRecord | undefined
  readonly claim: Claim | undefined
  /** Without the pull requests. */
  readonly work: Omit<Work, 'pulls'>
  readonly questions: readonly Question[]
  readonly view: PhaseView
}

/** A task of a page on which nothing stands: its view as it is before its worker is followed. */
export function viewOf({ task, issue, claim, record, view, phase }: Given): TaskView {
  const seen = launched.tasks[0]!
  const whole = record === 'none' ? undefined : { ...emptyTaskRecord, ...withClaim(claim), ...record }
  return {
    ...seen,
    phase: { ...launched.phase, ...phase },
    task: { ...seen.task, ...task },
    issue: { ...seen.issue!, ...issue },
    record: whole,
    known: whole,
    ...view,
  }
}

function withClaim(given: Partial<Claim> | undefined): Partial<TaskRecord> {
  if (given === undefined) return {}
  const claim = { ...atWork, ...given }
  return { claim, claims: claim.number }
}

export function phaseWith(tasks: readonly TaskView[], { phase, page, left = [], stage = 'open' }: Given): PhaseView {
  const nothing = { picks: new Map(), claims: new Map(), claimed: new Map(), read: new Map() }
  return {
    ...launched,
    survey: { ...launched.survey, stage },
    phase: { ...launched.phase, ...phase },
    record: { ...launched.record, ...nothing, ...page },
    tasks,
    left,
  }
}

/** What becomes of the worker of a task. */
export function follow(given: Given): Found {
  const phase = phaseWith([viewOf(given)], given)
  const { phases, questions } = followWorkers([phase], { ...untouched, ...given.observation }, now)
  const [view] = phases
  const { record, work } = view!.tasks[0]!
  return { record, claim: record?.claim, work: { kind: work.kind, until: work.until }, questions, view: view! }
}

export function runWith(given: Partial<WorkerRun>): WorkerRun {
  const times = { createdAt: ago(50 * aMinute), updatedAt: ago(10 * aMinute) }
  return { id: 500, title: 'task a#1', status: 'running', conclusion: undefined, ...times, ...given }
}

export const ended = (how: NonNullable<Claim['end']>['how'], at = today): Claim['end'] => ({ at, how })

/** GitHub has shown the run 500, or why there is none. */
export function shown(run: Partial<WorkerRun> | 'deleted' | 'moved' | 'unreadable'): Partial<Observation> {
  return {
    runs: new Map([[500, typeof run === 'object' ? runWith(run) : run]]),
    answered: new Set(['{"ask":"run","id":500,"look":0}']),
  }
}
