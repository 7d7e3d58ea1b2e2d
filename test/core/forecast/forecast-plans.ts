import fc from 'fast-check'
import type { ForecastPlan, ForecastTask } from '../../../src/core/forecast/plan.ts'

export function forecastTask(id: string, given: Partial<ForecastTask> = {}): ForecastTask {
  return {
    id,
    waitsFor: [],
    priority: 3,
    effortHours: 8,
    final: false,
    next: false,
    behind: false,
    model: undefined,
    stream: undefined,
    paths: [],
    notBeforeHours: 0,
    atWork: false,
    takenHours: 0,
    assumedFree: false,
    endless: false,
    ...given,
  }
}

export function forecastPlan(tasks: readonly ForecastTask[], given: Partial<ForecastPlan> = {}): ForecastPlan {
  return { tasks, elsewhere: [], slots: 2, streamCaps: new Map(), maxActive: undefined, finished: [], ...given }
}

const draft = fc.record({
  after: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
  priority: fc.integer({ min: 1, max: 3 }),
  effortHours: fc.constantFrom(0.1, 0.2, 0.3, 1, 4, 8, 16),
  stream: fc.constantFrom(undefined, 'docs', 'tests'),
  paths: fc.constantFrom<readonly string[]>([], [], [], ['docs/**'], ['docs/user/*.md', 'src/a.ts'], ['src/**']),
  notBeforeHours: fc.constantFrom(0, 0, 0, 2.5, 8),
  atWork: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  next: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  behind: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

/** Plans of up to so many tasks, with everything that a plan can have but cycles and tasks that never start. */
export function randomForecastPlan(most: number): fc.Arbitrary<ForecastPlan> {
  return fc
    .record({
      drafts: fc.array(draft, { minLength: 1, maxLength: most }),
      hasFinal: fc.boolean(),
      slots: fc.integer({ min: 1, max: 3 }),
      caps: fc.tuple(...['docs', 'tests'].map(() => fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }))),
      maxActive: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 4 }),
    })
    .map(({ drafts, hasFinal, slots, caps, maxActive }) => {
      const tasks = drafts.map(({ after, ...given }, at) => {
        const final = hasFinal && at === drafts.length - 1
        const waitsFor = final ? [] : after.filter((back) => back <= at).map((back) => `t${at - back}`)
        return forecastTask(`t${at}`, { ...given, waitsFor, final })
      })
      const streamCaps = new Map(['docs', 'tests'].flatMap((stream, at) => pair(stream, caps[at])))
      return forecastPlan(tasks, { slots, streamCaps, maxActive })
    })
}

function pair(stream: string, cap: number | undefined): [string, number][] {
  return cap === undefined ? [] : [[stream, cap]]
}

export function effortsOf({ tasks }: ForecastPlan): ReadonlyMap<string, number> {
  return new Map(tasks.map(({ id, effortHours }) => [id, effortHours]))
}
