import fc from 'fast-check'
import { disturbances } from './disturbances.ts'
import { agent } from './worker-bed.ts'

/** A phase with workers. A task depends on earlier ones alone; the last one is never touched, so that the phase goes on. */
export interface WorkerPlan {
  slots: number
  readonly spawn: 'manual' | 'auto'
  readonly attempts: number
  readonly holdsSlot: boolean
  readonly tasks: readonly {
    readonly model: 'sonnet' | 'copilot' | undefined
    readonly priority: number
    /** Counted back from the task itself. */
    readonly after: readonly number[]
  }[]
  /** How the tracker plays GitHub. */
  readonly runDetails: boolean
  readonly unlisted: boolean
  readonly cancel: 'at-once' | 'later'
}

/** `at` chooses among the tasks or the runs that are there. */
export type WorkerEvent =
  | { readonly what: 'say'; readonly at: number; readonly text: string; readonly by: 'octocat' | 'reader' }
  | { readonly what: 'say-of-phase'; readonly text: string }
  | { readonly what: 'close' | 'drop' | 'reopen' | 'unassign'; readonly at: number }
  | { readonly what: 'begin' | 'green' | 'red' | 'finish' | 'hand-in' | 'merge'; readonly at: number }
  | { readonly what: 'slots'; readonly value: number }
  | { readonly what: 'wait'; readonly minutes: number }
  | { readonly what: 'end-cancelled' }

/** What happens between two looks: events, and then a run, unless that is lost. */
export interface WorkerStep {
  readonly events: readonly WorkerEvent[]
  readonly run: 'whole' | 'lost' | { readonly disturbance: string; readonly request: number }
}

const task = fc.record({
  model: fc.constantFrom('sonnet', 'sonnet', 'sonnet', 'copilot', undefined),
  priority: fc.integer({ min: 1, max: 3 }),
  after: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }) },
  ),
})

export const workerPlan: fc.Arbitrary<WorkerPlan> = fc.record({
  slots: fc.integer({ min: 1, max: 3 }),
  spawn: fc.constantFrom('manual', 'auto'),
  attempts: fc.integer({ min: 1, max: 3 }),
  holdsSlot: fc.boolean(),
  tasks: fc.array(task, { minLength: 2, maxLength: 6 }),
  runDetails: fc.boolean(),
  unlisted: fc.boolean(),
  cancel: fc.constantFrom('at-once', 'later'),
})

const at = fc.nat(20)

const workerEvent: fc.Arbitrary<WorkerEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('say'),
      at,
      text: fc.oneof(
        { weight: 4, arbitrary: fc.constant('/spawn') },
        {
          weight: 6,
          arbitrary: fc.constantFrom(
            '/release',
            '/hold',
            '/hold now',
            '/unhold',
            '/next',
            '/why',
            '/heartbeat 40%',
            '/spawn model=copilot',
            '/spawn\n/next',
            '/relaese',
          ),
        },
      ),
      by: fc.constantFrom('octocat', 'octocat', 'octocat', 'octocat', 'reader'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('say-of-phase'),
      text: fc.constantFrom(
        '/spawn',
        '/spawn t0 t1',
        '/phase pause',
        '/phase resume',
        '/phase resume',
        '/phase status',
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('close', 'close', 'drop', 'reopen', 'unassign'), at }) },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constantFrom('begin', 'green', 'red', 'red', 'finish', 'hand-in', 'merge'), at }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('slots'), value: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('wait'), minutes: fc.constantFrom(1, 6, 16, 61, 26 * 60) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('end-cancelled') }) },
)

const workerStep: fc.Arbitrary<WorkerStep> = fc.record({
  events: fc.array(workerEvent, { maxLength: 4 }),
  run: fc.oneof(
    { weight: 3, arbitrary: fc.constant('whole') },
    { weight: 1, arbitrary: fc.constant('lost') },
    {
      weight: 4,
      arbitrary: fc.record({
        disturbance: fc.constantFrom(...disturbances.map(({ name }) => name)),
        request: fc.oneof(fc.nat(12), fc.nat(30)),
      }),
    },
  ),
})

export const workerStory: fc.Arbitrary<readonly WorkerStep[]> = fc.array(workerStep, { minLength: 2, maxLength: 9 })

/** The phase file: JSON is YAML. */
export function textOf({ slots, spawn, attempts, holdsSlot, tasks }: WorkerPlan): string {
  const listed = tasks.map(({ model, priority, after }, index) => ({
    id: `t${index}`,
    title: `Task ${index}`,
    model,
    priority,
    depends_on: after.filter((back) => back <= index).map((back) => `t${index - back}`),
  }))
  return JSON.stringify({
    phase: 4,
    title: 'Release readiness',
    slots,
    spawn,
    models: { sonnet: { workflow: 'worker.yml' }, copilot: { assign: [agent] } },
    retry: { max_attempts: attempts, backoff: '15m' },
    review: { holds_slot: holdsSlot },
    tasks: [...listed, { id: 'last', title: 'Last', priority: 9 }],
  })
}
