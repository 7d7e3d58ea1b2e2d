import { expect } from 'vitest'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { ownerAtStart } from '../../src/core/records/managed-part.ts'
import type { RunReport } from '../../src/core/report/run-report.ts'
import { layered } from '../../src/local/faults.ts'
import { startTracker, type Tracker } from '../../src/local/tracker.ts'
import {
  expectBlockersDone,
  expectNoOverlap,
  expectOneIssueEach,
  expectTextIntact,
  expectTrueLabels,
  expectWithinLimits,
} from '../core/promises.ts'
import type { Event } from '../core/random-events.ts'
import { type Plan, phasesOf } from '../core/random-plans.ts'
import type { SimulatedRun } from '../core/simulation.ts'
import { Person } from '../run/person.ts'
import { disturbances } from './disturbances.ts'
import { happenOnTracker, type Traces } from './model-people.ts'
import { bot, Clock, filesOf, issueRows, progressRows, recordsOn, shownAtWork, viewOf } from './model-world.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'

/** What happens between two looks: events, and then a run, unless that is lost. */
export interface Step {
  readonly events: readonly Event[]
  readonly run: 'whole' | 'lost' | { readonly disturbance: string; readonly request: number }
}

export interface Told {
  runs: number
  /** Runs that a fault or a kill met. */
  disturbed: number
  /** Issues that were opened twice, and closed as duplicates. */
  duplicates: number
}

/** Runs after the last event until nothing is written: one for the rest, one for what was reopened, and a few for what those two left. */
const mostCleanRuns = 6

/** Plays a story over the wire, looks at every run, and then runs undisturbed until nothing is left to do. */
export async function play(start: Plan, story: readonly Step[]): Promise<Told> {
  const clock = new Clock()
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: clock.now, behaviour: { primaryLimit }, intercept: clock.tick })
  try {
    const stage = new Stage(tracker, clock, structuredClone(start))
    await stage.settle()
    await stage.run('whole')
    for (const { events, run } of story) {
      for (const event of events) await stage.happen(event)
      if (run !== 'lost') await stage.run(run)
    }
    await stage.runToQuiet()
    return stage.told
  } finally {
    await tracker.close()
  }
}

class Stage {
  readonly told: Told = { runs: 0, disturbed: 0, duplicates: 0 }
  readonly #tracker: Tracker
  readonly #clock: Clock
  #plan: Plan
  readonly #traces: Traces = { writings: new Map(), lost: new Map() }
  #lookAt: NonNullable<Rehearsal['lookAt']> = []

  constructor(tracker: Tracker, clock: Clock, plan: Plan) {
    this.#tracker = tracker
    this.#clock = clock
    this.#plan = isGood(plan) ? plan : { ...plan, phases: plan.phases.map((phase) => ({ ...phase, follows: false })) }
  }

  /** People were at work before: an issue to adopt, one that looks like ours, one with our label. */
  async settle(): Promise<void> {
    for (const login of ['hubot', 'mona']) this.#tracker.addUser(login, { permission: 'write' })
    const person = new Person(this.#tracker, 'octocat-token')
    await person.open('An old wish', 'Please.\r\n')
    await new Person(this.#tracker, 'reader-token').open('t1: Task 1', '<!-- phase-coordinator:task t1 -->\nmine')
    await person.open('Not a task', '', ['phase:p0'])
  }

  async happen(event: Event): Promise<void> {
    const plan = structuredClone(this.#plan)
    const number = await happenOnTracker(event, this.#tracker, this.#clock, plan, this.#traces)
    // An edit that the check of the files would refuse is not merged.
    if (isGood(plan)) this.#plan = plan
    if (number === undefined) return
    const row = this.#tracker.store.issues.find((issue) => issue.number === number && issue.elsewhere === null)
    this.#lookAt = [...this.#lookAt, { number, open: row?.deleted ? undefined : row?.state === 'open' }]
  }

  /** One run, and what must hold after each, however it ended. */
  async run(how: Exclude<Step['run'], 'lost'>): Promise<RunReport | 'failed'> {
    const before = this.#shown()
    const picksBefore = this.#picks()
    let alive = true
    if (how !== 'whole') {
      const kill = () => {
        alive = false
      }
      const disturbance = disturbances.find(({ name }) => name === how.disturbance)!
      this.#tracker.setIntercept(
        layered(this.#clock.tick, disturbance.at(how.request, { kill, store: this.#tracker.store })),
      )
    }
    const first = this.#tracker.requests.length
    const report = await this.#rehearse(() => alive)
    if (how !== 'whole' && this.#tracker.requests.length - first > how.request) this.told.disturbed += 1
    this.told.runs += 1
    this.#tracker.setIntercept(this.#clock.tick)
    this.#expectPicksWithinSlots(before, picksBefore)
    expectTextIntact(viewOf(this.#tracker.store), this.#traces.writings)
    if (report !== 'failed' && alive) this.#expectOrder(report)
    if (how === 'whole' && report !== 'failed' && report.cutShort === undefined) this.#lookAt = []
    return report
  }

  /** A run that asks whether new tasks really are new is told yes. */
  async #rehearse(alive: () => boolean): Promise<RunReport | 'failed'> {
    const rehearsal: Rehearsal = {
      files: filesOf(this.#plan),
      now: this.#clock.text(),
      lookAt: this.#lookAt,
      ...(this.#plan.maxActive === undefined ? {} : { maxActive: this.#plan.maxActive }),
    }
    const report = await rehearse(this.#tracker, rehearsal, alive)
    if (report === 'failed' || report.stop === undefined) return report
    expect(report.stop.code).toBe('renamed-plan')
    expect(report.operations).toEqual([])
    return rehearse(this.#tracker, { ...rehearsal, confirm: true }, alive)
  }

  async runToQuiet(): Promise<void> {
    const written: string[][] = []
    let last: RunReport | 'failed' = 'failed'
    for (let run = 0; run < mostCleanRuns && written.at(-1)?.length !== 0; run++) {
      const first = this.#tracker.requests.length
      last = await this.run('whole')
      if (last === 'failed') throw new Error('An undisturbed run failed.')
      expect([last.error, last.cutShort]).toEqual([undefined, undefined])
      const requests = this.#tracker.requests.slice(first)
      written.push(
        requests
          .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/graphql'))
          .map(({ method, path }) => `${method} ${path}`),
      )
      if (waitsForNextRun(last)) written.push(['a task that was reopened is picked by the next run'])
    }
    expect(written.at(-1), `runs write: ${JSON.stringify(written)}`).toEqual([])
    this.#expectPeace(last as RunReport)
  }

  #expectOrder(report: RunReport): void {
    const phases = phasesOf(this.#plan)
    expectWithinLimits(phases, seen(report), this.#plan.maxActive)
    expectNoOverlap(phases, seen(report))
    expectBlockersDone(phases, seen(report), viewOf(this.#tracker.store))
  }

  /** What must hold once nothing is left to do. */
  #expectPeace(report: RunReport): void {
    const github = viewOf(this.#tracker.store)
    expectOneIssueEach(github)
    expectTrueLabels(phasesOf(this.#plan), seen(report), github)
    for (const { view, standing } of report.outcome?.phases ?? []) {
      const record = recordsOn(this.#tracker.store).get(view.phase.id)
      const holders = view.tasks.map(({ task }) => task.id).filter((id) => report.outcome!.slots.holders.has(id))
      const left = new Set(view.left.map(({ id }) => id))
      const picks = [...(record?.picks.keys() ?? [])].filter((id) => !left.has(id))
      expect(picks.toSorted(), `picks recorded for ${view.phase.id}`).toEqual(holders.toSorted())
      expect(standing.record.unlinked, `links that are not made in ${view.phase.id}`).toEqual([])
    }
    for (const [number, id] of this.#traces.lost) this.#expectNoSecondIssue(number, id)
    const rows = issueRows(this.#tracker.store)
    this.told.duplicates = rows.filter((row) => row.closedBy === bot && row.stateReason === 'duplicate').length
  }

  /** The progress issue knew the issue when it was deleted: what becomes of the task is for people to say. */
  #expectNoSecondIssue(number: number, id: string): void {
    const again = issueRows(this.#tracker.store).filter((row) => {
      const owner = ownerAtStart(row.body ?? '')
      return row.user === bot && owner?.kind === 'task' && baseOf(owner.id) === baseOf(id) && row.number > number
    })
    expect(
      again.map((row) => row.number),
      `issues opened for ${id} after #${number} was deleted`,
    ).toEqual([])
    const task = this.#plan.tasks.find((other) => baseOf(other.id) === baseOf(id))
    const row = progressRows(this.#tracker.store).find(
      (progress) => ownerAtStart(progress.body ?? '')?.id === `p${task?.phase}`,
    )
    if (task?.inFile && row?.state === 'open' && task.issue !== number) {
      expect(row.body?.split('### Decisions needed')[1], `decision about #${number}`).toContain(`#${number}`)
    }
  }

  #shown(): ReadonlyMap<string, readonly number[]> {
    return new Map(phasesOf(this.#plan).map(({ id }) => [id, shownAtWork(this.#tracker.store, id)]))
  }

  #picks(): ReadonlyMap<string, readonly string[]> {
    return new Map([...recordsOn(this.#tracker.store)].map(([phase, { picks }]) => [phase, [...picks.keys()]]))
  }

  /** Where a run has given a slot away there were enough of them: in the labels, and in the record. */
  #expectPicksWithinSlots(
    before: ReadonlyMap<string, readonly number[]>,
    picksBefore: ReadonlyMap<string, readonly string[]>,
  ): void {
    const shown = this.#shown()
    const picks = this.#picks()
    for (const { id, slots } of phasesOf(this.#plan)) {
      const numbers = shown.get(id) ?? []
      if (numbers.some((number) => !before.get(id)?.includes(number))) {
        expect(numbers.length, `labels of ${id}: ${numbers}`).toBeLessThanOrEqual(slots)
      }
      const recorded = picks.get(id) ?? []
      if (recorded.some((task) => !picksBefore.get(id)?.includes(task))) {
        expect(recorded.length, `picks of ${id}: ${recorded}`).toBeLessThanOrEqual(slots)
      }
    }
  }
}

function isGood(plan: Plan): boolean {
  return readPhases(Object.entries(filesOf(plan)).map(([path, text]) => ({ path, text }))).problems.length === 0
}

function waitsForNextRun(report: RunReport): boolean {
  return [...(report.outcome?.slots.waits.values() ?? [])].some((wait) => wait.for === 'next-run')
}

/** A task's id without what renaming added. */
function baseOf(id: string): string {
  return id.replace(/x+$/, '')
}

function seen({ outcome, operations, stop }: RunReport): SimulatedRun {
  return { ended: 'quiet', outcome, operations, stop, observation: undefined as never }
}
