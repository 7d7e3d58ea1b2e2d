// What happens in the demo: a launch, workers that are started, fail, hand in and finish, a person who reviews, and a run
// of the action after each.

import type { Phase, Task } from '../../src/core/phase.ts'
import { readLetterKey } from '../../src/core/telling/letter-text.ts'
import { type Delivery, scheduleEvent, watchEvents } from '../../src/local/events.ts'
import { type Run, type Runner, runAction } from '../../src/local/runner.ts'
import type { Slack } from '../../src/local/slack.ts'
import type { RunRow } from '../../src/local/state.ts'
import type { RequestRecord, Tracker } from '../../src/local/tracker.ts'
import { Agenda } from './agenda.ts'
import { checkTurn } from './checks.ts'
import { type People, type Standing, standingsIn } from './repository.ts'
import { hireWorkers, type Part, unlucky } from './workers.ts'

export interface Stage {
  readonly tracker: Tracker
  readonly slack: Slack
  readonly people: People
  readonly runner: Runner
  readonly plan: Phase
  /** Hours that a worker takes for an hour of effort. */
  readonly pace: number
  /** Commits another text of the phase file: the old is handed in, the new comes back. */
  readonly editPlan: (change: (text: string) => string) => void
  /** What a workflow does before the action's step: checks the default branch out. */
  readonly prepare: () => Promise<void>
}

/** One run of the action: why, and what came of it. */
export interface Turn {
  readonly number: number
  readonly at: Date
  /** `octocat merged #14`; undefined where the schedule started it. */
  readonly cause: string | undefined
  readonly run: Run
  readonly picked: readonly string[]
  /** Runs of workers that it dispatched. */
  readonly started: readonly RunRow[]
  readonly active: readonly string[]
  readonly blocked: readonly string[]
  readonly before: ReadonlyMap<string, Standing>
  readonly after: ReadonlyMap<string, Standing>
  /** Open pull requests by task. */
  readonly pulls: ReadonlyMap<string, number>
  readonly complete: boolean
  /** When the phase is expected to end, as `YYYY-MM-DD`; empty once it has. */
  readonly forecastDate: string
  /** Titles of what Slack was told. */
  readonly slack: readonly string[]
  /** Comments by which people were told something on the progress issue. */
  readonly letters: readonly Letter[]
  readonly requests: number
  readonly writes: number
  /** What of it arrived at the tracker. */
  readonly seen: readonly RequestRecord[]
}

/** A comment that tells people something. */
export interface Letter {
  /** What it tells: `digest 2026-02-23`. */
  readonly key: string
  /** Logins that it mentions. */
  readonly to: readonly string[]
}

const minute = 60_000
const hour = 60 * minute
/** 22:15 in New York. */
export const launch = Date.parse('2026-02-23T03:15:00Z')
const schedule = '23 * * * *'
/** When octocat reviews what was handed in: 9:00 and 17:00 in New York. */
const reviewHours = [14, 22]

/** Plays the whole phase, and hands over each run when it has ended. */
export async function* play(stage: Stage): AsyncGenerator<Turn> {
  const { tracker } = stage
  const director = new Director(stage)
  const events: Delivery[] = []
  const stop = watchEvents(tracker.store, (delivery) => {
    if (delivery.startsWorkflows && delivery.name !== 'workflow_dispatch') events.push(delivery)
  })
  let last: Turn | undefined
  try {
    for (let next = director.agenda.take(); next !== undefined; next = director.agenda.take()) {
      const { at, act } = next
      tracker.setNow(() => new Date(at))
      const cause = await act()
      // Of events that come while a run is at work GitHub lets the newest one wait, and drops the others.
      const event =
        events.splice(0).at(-1) ?? (cause === undefined ? undefined : scheduleEvent(tracker.store, schedule))
      if (event === undefined) continue
      last = await takeTurn(stage, event, { at, cause, last, pulls: director.pulls })
      yield last
      director.goOn(last)
    }
  } finally {
    stop()
  }
}

const bySchedule = 'schedule'

/** Decides what comes next. */
class Director {
  readonly agenda = new Agenda()
  readonly #stage: Stage
  readonly #planned = new Set<number>()
  readonly #handedIn = new Map<string, number>()
  #reviews = 0

  constructor(stage: Stage) {
    this.#stage = stage
    this.agenda.add(launch, async () => bySchedule)
    hireWorkers(stage.tracker, this.agenda, (run) => this.#partFor(run))
  }

  /** Open pull requests, by task. */
  get pulls(): ReadonlyMap<string, number> {
    return new Map(this.#handedIn)
  }

  goOn(turn: Turn): void {
    const now = turn.at.getTime()
    if (turn.number === 1) this.agenda.add(now + 5 * minute, () => this.#spawn())
    for (const [id, { state }] of turn.after) {
      // The next run of the schedule after the backoff of 15 minutes starts it again.
      if (state === 'waiting' && turn.before.get(id)?.state !== 'waiting') this.#look(now + 15 * minute)
    }
    if (turn.complete) this.#look(now + hour)
  }

  #partFor({ inputs, createdAt }: RunRow): Part {
    const task = taskOf(this.#stage.plan, inputs.task ?? '')
    const attempts = this.#stage.tracker.store.runs.filter((other) => other.inputs.task === task.id).length
    const begin = Date.parse(createdAt)
    const takes = task.effortHours * hour * this.#stage.pace
    // The story looks at the first workers while they work; later ones are left to the runs that come anyway.
    if (begin < launch + hour) for (const share of [0.4, 0.8]) this.#look(begin + takes * share)
    const handedIn = (pull: number) => {
      this.#handedIn.set(task.id, pull)
      this.#planReview(begin + takes)
    }
    const does = task.id === unlucky && attempts === 1 ? 'fail' : task.complexity === 'simple' ? 'finish' : 'hand-in'
    return { takes, does, handedIn }
  }

  /** The schedule's next run; of the others, which would find nothing to do, none is played. */
  #look(from: number): void {
    const past = new Date(from).getUTCMinutes() >= 23 ? hour : 0
    this.#once(from - (from % hour) + past + 23 * minute, async () => bySchedule)
  }

  #planReview(from: number): void {
    const midnight = from - (from % (24 * hour))
    const times = [0, 24].flatMap((day) => reviewHours.map((at) => midnight + (day + at) * hour))
    this.#once(times.find((at) => at > from + 5 * minute)!, () => this.#review())
  }

  #once(at: number, act: () => Promise<string | undefined>): void {
    if (!this.#planned.has(at)) this.agenda.add(at, act)
    this.#planned.add(at)
  }

  async #review(): Promise<string> {
    const { people, tracker } = this.#stage
    const numbers = [...this.#handedIn.values()]
    for (const pull of numbers) await people.merge(pull)
    this.#handedIn.clear()
    this.#reviews += 1
    const soon = tracker.store.clock().getTime() + 5 * minute
    if (this.#reviews === 1) this.agenda.add(soon, () => this.#spawn())
    if (this.#reviews === 2) this.agenda.add(soon, () => this.#letStart())
    return `octocat merged ${numbers.map((number) => `#${number}`).join(', ')}`
  }

  async #spawn(): Promise<string> {
    const { people, tracker } = this.#stage
    const progress = tracker.store.issues.find(({ title }) => title.startsWith('Phase 4 progress'))!.number
    await people.say(progress, '/spawn')
    return `octocat said /spawn on #${progress}`
  }

  async #letStart(): Promise<string> {
    this.#stage.editPlan((text) => text.replace('spawn: manual', 'spawn: auto'))
    return 'octocat set "spawn: auto" in the phase file'
  }
}

async function takeTurn(
  stage: Stage,
  delivery: Delivery,
  {
    at,
    cause,
    last,
    pulls,
  }: { at: number; cause: string | undefined; last: Turn | undefined; pulls: ReadonlyMap<string, number> },
): Promise<Turn> {
  const { tracker, slack, people, runner, plan } = stage
  const number = (last?.number ?? 0) + 1
  const firstRequest = tracker.requests.length
  const firstRun = tracker.store.runs.length
  const firstMessage = slack.messages.length
  const firstComment = tracker.store.comments.length
  const sha = tracker.store.state.git.refs['heads/main'] ?? ''
  await stage.prepare()
  const run = await runAction(runner, delivery, { number, now: new Date(at), sha })
  const seen = tracker.requests.slice(firstRequest)
  const list = (output: string): string[] => JSON.parse(run.outputs[output] ?? '[]')
  const turn: Turn = {
    number,
    at: new Date(at),
    cause: cause === bySchedule ? undefined : cause,
    run,
    picked: list('picked'),
    started: tracker.store.runs.slice(firstRun),
    active: list('active'),
    blocked: list('blocked'),
    before: last?.after ?? new Map(),
    after: standingsIn(await people.issues(), plan),
    pulls,
    complete: run.outputs['phase-complete'] === 'true',
    forecastDate: run.outputs['forecast-date'] ?? '',
    slack: slack.messages.slice(firstMessage).map(({ text }) => text.split('\n')[0]!),
    letters: tracker.store.comments.slice(firstComment).flatMap(({ body }) => readLetter(body)),
    requests: Number(run.outputs.requests),
    writes: Number(run.outputs.writes),
    seen,
  }
  checkTurn(turn, plan, tracker.store)
  return turn
}

function readLetter(body: string): Letter[] {
  const key = readLetterKey(body)?.replace(/ in-slack$/, '')
  const mentions = body.split('\n')[1]!.matchAll(/@(\S+)/g)
  return key === undefined ? [] : [{ key, to: [...mentions].map(([, login]) => login!) }]
}

export function taskOf({ tasks }: Phase, id: string): Task {
  const task = tasks.find((candidate) => candidate.id === id)
  if (task === undefined) throw new Error(`The action names ${id}, which the phase file does not have.`)
  return task
}
