import type { Issue } from '../../../src/core/issues/issue.ts'
import type { Standing } from '../../../src/core/pages/progress-sections.ts'
import type { Phase, Task } from '../../../src/core/phase.ts'
import type { Blocking, Obstacle } from '../../../src/core/picks/blocking.ts'
import type { Wait } from '../../../src/core/picks/slots.ts'
import { emptyProgressRecord, type ProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { TaskState } from '../../../src/core/records/task-record.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { idle, type Work } from '../../../src/core/tasks/work.ts'
import type { Phrase } from '../../../src/core/text/phrase.ts'
import { phaseOf, taskOf, unblocked } from '../plan.ts'

/** How a phase stands, as far as a test cares. */
export interface Standpoint {
  /** State of each task, in file order; `unknown`: nothing certain is known of it. */
  readonly states: ReadonlyMap<string, TaskState | 'unknown'>
  readonly tasks?: (id: string) => Partial<Task>
  readonly issues?: (id: string) => Partial<Issue>
  readonly obstacles?: (id: string) => readonly Obstacle[]
  readonly phase?: Partial<Phase>
  readonly decisions?: readonly Phrase[]
  readonly record?: Partial<ProgressRecord>
  readonly waits?: ReadonlyMap<string, Wait>
}

export function standingOf(given: Standpoint): Standing {
  const { states, decisions = [], waits = new Map() } = given
  const tasks = [...states.keys()].map((id) => taskOf(id, given.tasks?.(id)))
  const phase = phaseOf(tasks, { timezone: 'UTC', ...given.phase })
  const record = { ...emptyProgressRecord, ...given.record }
  const views = phase.tasks.map((task, at) => viewOf(task, phase, at + 2, given))
  const progress = { phase: phase.id, issue: issueOf(1, given), record, rebuilt: false, duplicates: [] }
  const holders = [...states].flatMap(([id, state]) => (hasSlot.has(state) ? [id] : []))
  const found = { issues: new Map(), duplicates: [], shortList: undefined, lookalikes: [] }
  const survey = { phase, stage: 'open', progress, ...found } as const
  return {
    phase: { phase, survey, progress, record, tasks: views, left: [] },
    blocking: new Map(phase.tasks.map(({ id }) => [id, blockingOf(id, given)])),
    slots: {
      ranks: phase.tasks.map(({ id, priority }) => ({ id, priority, lentBy: undefined, level: 8, urgency: 0 })),
      holders: new Set(holders),
      picked: new Set(),
      returned: new Map(),
      waits,
      questions: [],
    },
    record,
    decisions: decisions.map((message) => ({ code: 'task-stuck', message })),
  }
}

const hasSlot = new Set<TaskState | 'unknown'>(['assigned', 'running', 'stalled'])
const kinds = new Set<TaskState | 'unknown'>(['running', 'stalled', 'review', 'waiting', 'failed', 'held'])

function viewOf(task: Task, phase: Phase, number: number, given: Standpoint): TaskView {
  const state = given.states.get(task.id)!
  const issue = issueOf(number, given, task.id)
  const work = kinds.has(state) ? { ...idle, kind: state as Work['kind'] } : idle
  const outcome = state === 'done' || state === 'dropped' ? state : undefined
  const common = { task, phase, text: undefined, record: undefined, known: undefined, reopened: false, work }
  if (state === 'unknown') return { ...common, where: { kind: 'unknown' }, issue: undefined, number, outcome }
  const where = { kind: 'known', issue, adopted: false, how: 'recorded' } as const
  return { ...common, where, issue, number, outcome }
}

function blockingOf(id: string, { states, obstacles }: Standpoint): Blocking {
  const usual: Obstacle[] = states.get(id) === 'blocked' ? [{ by: 'unknown' }] : []
  return { ...unblocked, obstacles: obstacles?.(id) ?? usual }
}

function issueOf(number: number, { issues }: Standpoint, task?: string): Issue {
  const state = {
    number,
    id: number,
    title: '',
    body: '',
    open: true,
    stateReason: undefined,
    labels: [],
    assignees: [],
    author: 'coordinator[bot]',
    milestone: undefined,
    comments: 0,
    locked: false,
    pullRequest: false,
    createdAt: '2026-02-22T12:00:00Z',
    updatedAt: '2026-02-22T12:00:00Z',
    closedAt: undefined,
    closedBy: undefined,
    blockerCount: undefined,
    subIssues: undefined,
  }
  return task === undefined ? state : { ...state, ...issues?.(task) }
}
