import type { Model, Phase, Task } from '../../src/core/phase.ts'
import type { Claim } from '../../src/core/records/claim.ts'
import { emptyTaskRecord, openStates, parseTaskRecord, type TaskRecord } from '../../src/core/records/task-record.ts'
import { phaseOf, taskOf } from './plan.ts'
import type { Scene } from './scene.ts'
import { coordinator, type StoredComment, storedIssue } from './simulated-github.ts'
import { addComment } from './simulated-remarks.ts'

export const aMinute = 60_000
export const anHour = 60 * aMinute
export const aDay = 24 * anHour

const modelOf = (name: string, given: Partial<Model>): [string, Model] => [
  name,
  { name, workflow: undefined, inputs: {}, assign: [], logins: [], ...given },
]

/** `sonnet` and `haiku` are dispatched, `copilot` and `crew` are assigned, `elsewhere` is started by nobody here. */
export const models = new Map([
  modelOf('sonnet', { workflow: 'worker.yml' }),
  modelOf('haiku', { workflow: 'worker.yml' }),
  modelOf('copilot', { assign: ['copilot-swe-agent[bot]'] }),
  modelOf('crew', { assign: ['mona'] }),
  modelOf('elsewhere', { logins: ['builder'] }),
])

/** A phase whose tasks are done by `sonnet`, except those that say otherwise. */
export function workedPhase(
  tasks: readonly (string | Task)[],
  { slots = 1, ...given }: Partial<Phase> = {},
): readonly [Phase] {
  return [
    phaseOf(
      tasks.map((task) => (typeof task === 'string' ? taskOf(task, { model: 'sonnet' }) : task)),
      { slots, models, ...given },
    ),
  ]
}

/** Somebody comments on a task's issue, or, on `progress`, on the progress issue. */
export function say(scene: Scene, place: string, body: string, author: string | undefined = 'octocat'): StoredComment {
  return addComment(scene.github, placeOf(scene, place), author, body)
}

/** Number of a task's issue, or of the progress issue. */
export function placeOf(scene: Scene, place: string): number {
  return place === 'progress' ? 1 : scene.numberOf(place)
}

export function recordOf(scene: Scene, task: string): TaskRecord {
  const { body, comments } = scene.issue(task)
  const texts = [body, ...comments.map((comment) => comment.body)]
  return texts.flatMap((text) => parseTaskRecord(text) ?? [])[0] ?? emptyTaskRecord
}

export function claimOf(scene: Scene, task: string): Claim {
  const { claim } = recordOf(scene, task)
  if (claim === undefined) throw new Error(`${task} has no claim.`)
  return claim
}

/** What the label of a task says; `done`, `dropped` and the like have none. */
function stateOf(scene: Scene, task: string): string {
  const { labels } = scene.issue(task)
  return openStates.filter((state) => labels.includes(`status:${state}`)).join(' and ')
}

/** The states of all tasks of the first phase, as `a running, b ready`. */
export function states(scene: Scene): string {
  return scene.phases[0]!.tasks.map(({ id }) => `${id} ${stateOf(scene, id)}`.trim()).join(', ')
}

/** Names of all runs that were ever dispatched, each with its state. */
export function runs(scene: Scene): readonly string[] {
  return scene.github.runs.map(
    ({ title, status, conclusion }) => `${title.replace('task ', '')} ${conclusion ?? status}`,
  )
}

/** What a comment shows: `done`, `refused`, `begun` or `nothing`. */
export function shownOn(scene: Scene, { id }: StoredComment): string {
  const reactions = scene.github.reactions.get(id) ?? []
  if (reactions.includes('rocket')) return reactions.includes('-1') ? 'both' : 'done'
  if (reactions.includes('-1')) return 'refused'
  return reactions.includes('eyes') ? 'begun' : 'nothing'
}

/** What the coordinator has answered, without the hidden first lines and as Markdown shows it. */
export function answersOn(scene: Scene, place: string): readonly string[] {
  return storedIssue(scene.github, placeOf(scene, place)).comments.flatMap(({ author, body }) =>
    author === coordinator && body.startsWith('<!-- phase-coordinator:reply')
      ? [body.replace(/^.*\n/, '').replace(/\\([^A-Za-z0-9\s])/g, '$1')]
      : [],
  )
}

/** GitHub gets round to the runs that it was asked to cancel. */
export function cancelNow({ github }: Scene): void {
  github.cancels = 'at-once'
  for (const run of github.runs) {
    if (run.status !== 'completed') Object.assign(run, { status: 'completed', conclusion: 'cancelled' })
  }
}

/** Time passes, and then the next run comes. */
export function later(scene: Scene, milliseconds: number): void {
  scene.github.clock += milliseconds
  scene.run()
}
