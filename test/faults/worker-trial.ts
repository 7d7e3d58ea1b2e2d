import type { RequestRecord } from '../../src/local/tracker.ts'
import { taskIn } from '../run/board.ts'
import type { Disturbance } from './disturbances.ts'
import { troublesOf } from './rehearsal.ts'
import { differ, type Trial } from './trial.ts'
import { type Snapshot, startOf, WorkerBed } from './worker-bed.ts'
import { type Ending, file, prepare, type WorkerScenario } from './worker-scenarios.ts'

/** Clean runs at one time, of which the last must find nothing to do. */
const mostCleanRuns = 5

/** A scenario, made ready once for all of its trials. */
export class WorkerStage {
  readonly scenario: WorkerScenario
  readonly #snapshot: Snapshot

  private constructor(scenario: WorkerScenario, snapshot: Snapshot) {
    this.scenario = scenario
    this.#snapshot = snapshot
  }

  static async of(scenario: WorkerScenario): Promise<WorkerStage> {
    const bed = await prepare(scenario)
    try {
      return new WorkerStage(scenario, bed.snapshot())
    } finally {
      await bed.close()
    }
  }

  async onBed<T>(then: (bed: WorkerBed) => Promise<T>): Promise<T> {
    const bed = await WorkerBed.start(this.scenario, this.#snapshot)
    bed.files = { [file]: this.scenario.plan }
    try {
      return await then(bed)
    } finally {
      await bed.close()
    }
  }

  /** The requests that the run makes which nothing disturbs. */
  requests(): Promise<readonly RequestRecord[]> {
    return this.onBed(async (bed) => {
      await bed.run()
      return bed.tracker.requests
    })
  }

  /** Disturbs one run at one request, then runs undisturbed, again and again over time, and looks at what came of it. */
  tryOut(by: Disturbance, request: number): Promise<Trial> {
    return this.onBed(async (bed) => {
      await bed.run({ by, request })
      const struck = bed.tracker.requests[request]
      if (struck === undefined) return { disturbed: false, request: '', mismatches: [], duplicates: 0 }
      const mismatches = await this.end(bed)
      return { disturbed: true, request: `${struck.method} ${struck.path}`, mismatches, duplicates: 0 }
    })
  }

  /** Lets several runs race, and looks at what came of it. */
  race(runs: number, seed: number): Promise<string[]> {
    return this.onBed(async (bed) => {
      await bed.race(runs, seed)
      return this.end(bed)
    })
  }

  /** Lets clean runs follow, now and later; says what is not as it should be in the end. */
  async end(bed: WorkerBed): Promise<string[]> {
    const begun = bed.clock.milliseconds
    const trouble: string[] = []
    for (const minutes of this.scenario.later) {
      bed.clock.milliseconds = Math.max(bed.clock.milliseconds, begun + minutes * 60_000)
      bed.endCancelled()
      if (minutes > 0) bed.showRuns()
      trouble.push(...(await runToQuiet(bed)).map((text) => `after ${minutes} minutes: ${text}`))
    }
    return [...bed.problems, ...trouble, ...compare(bed, this.scenario.endings)]
  }
}

export async function runToQuiet(bed: WorkerBed): Promise<string[]> {
  const written: string[] = []
  for (let run = 0; run < mostCleanRuns; run++) {
    const before = bed.tracker.requests.length
    const report = await bed.run()
    if (report === 'failed') return ['an undisturbed run failed']
    const trouble = troublesOf(report)
    if (trouble.length > 0) return trouble
    const writes = bed.tracker.requests
      .slice(before)
      .filter((request) => changesSomething(request) && !isRepeatedCancel(request, bed))
    if (writes.length === 0) return []
    written.push(writes.map(({ method, path }) => `${method} ${path}`).join(', '))
  }
  return [`something is still written after ${mostCleanRuns} undisturbed runs: ${written.at(-1)}`]
}

/** What GitHub refused changes nothing, nor does a reaction that was there: another run has the claim. */
function changesSomething({ method, path, done }: RequestRecord): boolean {
  if (method === 'GET' || path.startsWith('/graphql') || done === undefined || done.status >= 300) return false
  return !(/\/reactions$/.test(path) && done.status === 200)
}

/** As long as a run takes to end after its cancellation, that is asked for by every run: the request may have been lost. */
function isRepeatedCancel({ path }: RequestRecord, bed: WorkerBed): boolean {
  const id = /\/actions\/runs\/(\d+)\/cancel$/.exec(path)?.[1]
  return bed.tracker.behaviour.cancel === 'later' && bed.atWork().some((run) => String(run.id) === id)
}

/** How everything stands, compared with the ending that is nearest to it. */
function compare(bed: WorkerBed, endings: readonly Ending[]): string[] {
  const all = endings.map((ending) => mismatches(bed, ending))
  return all.sort((a, b) => a.length - b.length)[0]!
}

function mismatches(bed: WorkerBed, { states, started, atWork, answers }: Ending): string[] {
  const { store } = bed.tracker
  const shown = Object.keys(states).map((id) => [id, taskIn(store, id).status])
  return [
    ...differ('states', shown, Object.entries(states)),
    ...differ('started', bed.started.map(({ claim }) => claim).sort(), started),
    ...differ(
      'at work',
      bed
        .atWork()
        .map((run) => startOf(run).claim)
        .sort(),
      atWork,
    ),
    ...Object.entries(answers).flatMap(([name, answer]) => [
      ...differ(`marks on "${name}"`, marks(bed, name), [answer === 'done' ? 'rocket' : '-1']),
      ...differ(`refusals of "${name}"`, [bed.refusalsOf(name)], [answer === 'done' ? 0 : 1]),
    ]),
  ]
}

/** What says that the command is finished. */
function marks(bed: WorkerBed, name: string): string[] {
  return bed.reactionsTo(name).filter((content) => content !== 'eyes')
}
