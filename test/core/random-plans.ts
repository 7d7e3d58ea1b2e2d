import fc from 'fast-check'
import type { Phase, Task } from '../../src/core/phase.ts'
import { phaseOf, streamOf, taskOf } from './plan.ts'

/** A plan that edits may change; always one that the reader of phase files would accept. */
export interface Plan {
  readonly phases: PlannedPhase[]
  /** In the order in which they were thought of; a task depends on earlier ones alone, so that no cycle arises. */
  readonly tasks: PlannedTask[]
  maxActive: number | undefined
}

export interface PlannedPhase {
  slots: number
  onDropped: Phase['onDropped']
  /** Whether it waits for the phase before it. */
  readonly follows: boolean
  readonly caps: readonly (number | undefined)[]
  readonly startDate: string | undefined
  milestone: string | undefined
}

export interface PlannedTask {
  id: string
  formerly: string | undefined
  readonly phase: number
  stream: number | undefined
  priority: number
  effortHours: number
  /** Ids. */
  dependsOn: readonly string[]
  readonly paths: readonly string[]
  readonly assignees: readonly string[]
  readonly criteria: readonly string[]
  final: boolean
  title: string
  issue: number | undefined
  inFile: boolean
}

export const streams = ['documentation', 'performance', 'testing']
const paths = ['docs/**', 'docs/user/*.md', 'src/**', 'src/{a,b}.ts', 'src/a.ts', '**/*.md']
const efforts = [1, 4, 8, 16, 20]

/** What a task is made from; `after` counts back from the task itself. */
export const taskDraft = fc.record({
  phase: fc.nat(2),
  stream: fc.option(fc.nat(streams.length - 1), { nil: undefined, freq: 3 }),
  priority: fc.integer({ min: 1, max: 4 }),
  effort: fc.constantFrom(...efforts),
  after: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  paths: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(paths, { maxLength: 2 }) },
  ),
  assignees: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(['octocat', 'hubot', 'nobody'], { minLength: 1, maxLength: 2 }) },
  ),
  criteria: fc.subarray(['Every page builds', 'Ask @octocat about #1', '`a` | *b*'], { maxLength: 2 }),
})
export type TaskDraft = typeof taskDraft extends fc.Arbitrary<infer Draft> ? Draft : never

const phaseDraft = fc.record({
  slots: fc.integer({ min: 1, max: 4 }),
  onDropped: fc.constantFrom<Phase['onDropped']>('hold', 'release'),
  follows: fc.boolean(),
  caps: fc.tuple(...streams.map(() => fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined, freq: 2 }))),
  startDate: fc.constantFrom(undefined, undefined, undefined, '2026-02-23'),
  milestone: fc.constantFrom('own', 'own', 'v1.0.0', undefined),
  final: fc.boolean(),
})

/** Up to three phases and a dozen tasks. The first task may adopt issue 1. */
export const randomPlan: fc.Arbitrary<Plan> = fc
  .record({
    phases: fc.array(phaseDraft, { minLength: 1, maxLength: 3 }),
    drafts: fc.array(taskDraft, { minLength: 1, maxLength: 12 }),
    maxActive: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 4 }),
    adopts: fc.boolean(),
  })
  .map(({ phases, drafts, maxActive, adopts }) => {
    const plan: Plan = {
      phases: phases.map(({ final: _, milestone, ...phase }, at) => ({
        ...phase,
        follows: phase.follows && at > 0,
        milestone: milestone === 'own' ? `Phase ${at}` : milestone,
      })),
      tasks: [],
      maxActive,
    }
    for (const draft of drafts) addTask(plan, draft)
    for (const [at, { final }] of phases.entries()) if (final) makeLastFinal(plan, at)
    if (adopts && !plan.tasks[0]!.final) plan.tasks[0]!.issue = 1
    return plan
  })

export function addTask(plan: Plan, draft: TaskDraft): void {
  const at = plan.tasks.length
  const earlier = draft.after.flatMap((back) => plan.tasks[at - back] ?? [])
  plan.tasks.push({
    id: `t${at}`,
    formerly: undefined,
    phase: draft.phase % plan.phases.length,
    stream: draft.stream,
    priority: draft.priority,
    effortHours: draft.effort,
    dependsOn: earlier.filter(({ final, inFile }) => !final && inFile).map(({ id }) => id),
    paths: draft.paths,
    assignees: draft.assignees,
    criteria: draft.criteria,
    final: false,
    title: `Task ${at} for @octocat`,
    issue: undefined,
    inFile: true,
  })
}

function makeLastFinal(plan: Plan, phase: number): void {
  const last = plan.tasks.findLast((task) => task.phase === phase)
  const isWaitedFor = plan.tasks.some(({ dependsOn }) => last !== undefined && dependsOn.includes(last.id))
  if (last !== undefined && !isWaitedFor) Object.assign(last, { final: true, dependsOn: [] })
}

/** The phases as the files would give them: what is not in a file any more, or without tasks, is left out. */
export function phasesOf(plan: Plan): readonly Phase[] {
  return plan.phases.flatMap((phase, at) => {
    const tasks = plan.tasks.filter((task) => task.phase === at && task.inFile)
    if (tasks.length === 0) return []
    const { slots, onDropped, startDate, milestone } = phase
    return [
      phaseOf(
        tasks.map((task) => toTask(task, plan)),
        {
          id: `p${at}`,
          slots,
          onDropped,
          startDate,
          milestone,
          after: phase.follows ? [`p${at - 1}`] : [],
          streams: new Map(streams.map((stream, index) => [stream, streamOf(stream, phase.caps[index])])),
        },
      ),
    ]
  })
}

function toTask(task: PlannedTask, plan: Plan): Task {
  const inFiles = new Set(plan.tasks.flatMap(({ id, inFile }) => (inFile ? [id] : [])))
  const { id, formerly, priority, effortHours, assignees, final, title, issue } = task
  return taskOf(id, {
    formerly: formerly !== undefined && inFiles.has(formerly) ? undefined : formerly,
    priority,
    effortHours,
    assignees,
    final,
    title,
    issue,
    paths: task.paths,
    acceptanceCriteria: task.criteria,
    stream: task.stream === undefined ? undefined : streams[task.stream],
    dependsOn: task.dependsOn.filter((other) => inFiles.has(other)),
  })
}
