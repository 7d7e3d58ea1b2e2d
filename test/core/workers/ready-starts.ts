import { type Observation, type Question, questionKey, type WorkerWorkflow } from '../../../src/core/observation.ts'
import type { Phase, Task } from '../../../src/core/phase.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import { emptyTaskRecord, type TaskRecord } from '../../../src/core/records/task-record.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { idle, type Work } from '../../../src/core/tasks/work.ts'
import { fullRecord } from '../full-record.ts'
import { taskOf } from '../plan.ts'
import { launch } from '../scene.ts'
import { workedPhase } from '../worker-scene.ts'

export const at = (time: string) => `2026-02-22T${time}.000Z`
export const now = Date.parse(at('18:00:00'))
export const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString()

/** `a` and `b` are done by `sonnet`; of the others `c` says that people do it, and `d` that its model is assigned. */
const tasks = ['a', 'b', taskOf('c', { assignees: ['mona'] }), taskOf('d', { model: 'copilot' })]
const { outcome, observation: observed } = launch(workedPhase(tasks, { slots: 4 })).latest
export const launched = outcome!.phases[0]!.view
export const worker: WorkerWorkflow = { inputs: ['task', 'claim'], required: [], showsClaim: true }
export const askWorkflow: Question = { ask: 'workflow', file: 'worker.yml' }
export const askBranch: Question = { ask: 'branch' }
export const askBlockers = (number: number): Question => ({ ask: 'blockers', number })
export const keys = (questions: readonly Question[]) => new Set(questions.map(questionKey))

/** All that may be asked before a start is known, and speaks for it. */
export const ready: Observation = {
  ...observed,
  branch: 'main',
  workflows: new Map([['worker.yml', worker]]),
  agentToken: true,
  answered: keys([askWorkflow, ...[2, 3, 4, 5].map(askBlockers)]),
}

export const someClaim: Claim = {
  ...fullRecord(['a']).claims.get('a')!,
  started: undefined,
  run: undefined,
  since: ago(60),
}

export interface Change extends Omit<Partial<TaskView>, 'record' | 'task' | 'work'> {
  readonly task?: Partial<Task>
  readonly work?: Partial<Work>
  readonly record?: Partial<TaskRecord> | 'lost' | undefined
}

export function viewOf(id: string, { task, work, record, ...rest }: Change = {}, given: Partial<Phase> = {}): TaskView {
  const view = launched.tasks.find((each) => each.task.id === id)!
  return {
    ...view,
    ...rest,
    task: { ...view.task, ...task },
    phase: { ...view.phase, ...given },
    work: { ...idle, ...work },
    record: record === 'lost' ? undefined : { ...emptyTaskRecord, ...record },
  }
}
