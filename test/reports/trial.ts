import { aMinute } from '../../src/core/time/calendar.ts'
import type { TellSlack } from '../../src/github/apply.ts'
import { killed } from '../../src/local/faults.ts'
import type { Intercepted } from '../../src/local/intercept.ts'
import { seeded } from '../../src/local/interleave.ts'
import type { State } from '../../src/local/state.ts'
import { type RequestRecord, startTracker, type Tracker } from '../../src/local/tracker.ts'
import type { Disturbance } from '../faults/disturbances.ts'
import { rehearse, troublesOf } from '../faults/rehearsal.ts'
import { differ, disturbedRun, type Trial, undisturbed } from '../faults/trial.ts'
import { issuesOn } from '../run/board.ts'
import { Person } from '../run/person.ts'
import { takeTurns } from '../run/turns.ts'
import type { TellingScenario } from './scenarios.ts'

const anHour = 60 * aMinute
/** Runs after the disturbed one, an hour apart, of which the last must find nothing to do. */
const mostCleanRuns = 5

/** Slack, as far as it matters here: what it took, and after how many requests to GitHub. */
interface Message {
  readonly title: string
  readonly after: number
}

/** A tracker with a Slack beside it, and a clock that the test moves. */
export class Stage {
  readonly messages: Message[] = []
  readonly tracker: Tracker
  readonly #files: TellingScenario['files']
  slackIsDown = false
  #now = 0

  private constructor(tracker: Tracker, files: TellingScenario['files']) {
    this.tracker = tracker
    this.#files = files
    tracker.setNow(() => new Date(this.#now))
  }

  static async open({ files }: Pick<TellingScenario, 'files'>): Promise<Stage> {
    const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
    return new Stage(await startTracker({ behaviour: { primaryLimit } }), files)
  }

  at(now: string | number): void {
    this.#now = new Date(now).getTime()
  }

  later(): void {
    this.#now += anHour
  }

  run(alive?: () => boolean) {
    return rehearse(this.tracker, this.#rehearsal(0), alive)
  }

  /** Several runs at once, begun milliseconds apart, which take turns request by request as the seed says. */
  async race(runs: number, seed: number): Promise<void> {
    let begun = 0
    await takeTurns(this.tracker, runs, seeded(seed), (token) =>
      rehearse(this.tracker, { ...this.#rehearsal(begun++), token }),
    )
  }

  #rehearsal(milliseconds: number) {
    return { files: this.#files, now: new Date(this.#now + milliseconds).toISOString(), slack: this.#slack }
  }

  readonly #slack: TellSlack = async ({ text }) => {
    if (this.slackIsDown) return { code: 'slack-unreachable', reason: 'Slack could not be reached' }
    this.messages.push({ title: text.split('\n')[0]!, after: this.tracker.requests.length })
    return undefined
  }

  /** Runs undisturbed until nothing is left to do. */
  async runToQuiet(): Promise<string[]> {
    for (let run = 0; run < mostCleanRuns; run++) {
      const before = this.tracker.requests.length
      this.later()
      const report = await this.run()
      if (report === 'failed') return ['an undisturbed run failed']
      const trouble = troublesOf(report)
      if (trouble.length > 0) return trouble
      if (this.tracker.requests.slice(before).every((request) => !isWrite(request))) return []
    }
    return [`something is still written after ${mostCleanRuns} undisturbed runs`]
  }
}

function isWrite({ method, path }: Pick<RequestRecord, 'method' | 'path'>): boolean {
  return method !== 'GET' && !path.startsWith('/graphql')
}

/** What came before a scenario's run; the same for every trial of it. */
interface Past {
  readonly state: State
  readonly messages: readonly Message[]
}

const pasts = new Map<TellingScenario, Promise<Past>>()

function pastOf(scenario: TellingScenario): Promise<Past> {
  const past = pasts.get(scenario) ?? playBefore(scenario)
  pasts.set(scenario, past)
  return past
}

async function playBefore(scenario: TellingScenario): Promise<Past> {
  const stage = await Stage.open(scenario)
  const { tracker } = stage
  for (const step of scenario.before) {
    if ('people' in step) {
      stage.at(step.at)
      await step.people(new Person(tracker, 'octocat-token'))
      continue
    }
    stage.at(step.run)
    stage.slackIsDown = step.slackIsDown ?? false
    let alive = true
    const kill = () => {
      alive = false
    }
    const when = step.killedAfter
    if (when !== undefined)
      tracker.setIntercept(killed((request: Intercepted) => when(request), kill, { carriedOut: true }))
    await stage.run(() => alive)
    tracker.setIntercept(undefined)
  }
  const state = structuredClone(tracker.store.state)
  await tracker.close()
  return { state, messages: stage.messages.map(({ title }) => ({ title, after: Number.POSITIVE_INFINITY })) }
}

/** Everything as it stands when the scenario's run is to come. */
async function onStage<T>(scenario: TellingScenario, then: (stage: Stage) => Promise<T>): Promise<T> {
  const { state, messages } = await pastOf(scenario)
  const stage = await Stage.open(scenario)
  try {
    Object.assign(stage.tracker.store.state, structuredClone(state))
    stage.messages.push(...messages)
    stage.at(scenario.now)
    return await then(stage)
  } finally {
    await stage.tracker.close()
  }
}

/** The requests of the run that nothing disturbs. */
export function requestsOf(scenario: TellingScenario): Promise<readonly RequestRecord[]> {
  return onStage(scenario, async (stage) => {
    await stage.run()
    return [...stage.tracker.requests]
  })
}

/** Disturbs the run at one request, lets an hour pass before each clean one, and looks at what people were told. */
export function tryOut(scenario: TellingScenario, disturbance: Disturbance, request: number): Promise<Trial> {
  return onStage(scenario, async (stage) => {
    const { tracker } = stage
    const struck = await disturbedRun(tracker, disturbance, request, (alive) => stage.run(alive))
    if (struck === undefined) return undisturbed
    const first = tracker.requests.length
    const mismatches = await stage.runToQuiet()
    const doubled = doublesIn(stage)
    // A message may come twice only if the run lost its way between Slack's answer and the record of it.
    const needless = doubled.filter(({ after }) => after > request || after > first)
    return {
      disturbed: true,
      request: `${struck.method} ${struck.path}`,
      mismatches: [
        ...mismatches,
        ...compareTold(stage, scenario),
        ...needless.map(({ title }) => `"${title}" came twice in Slack without need`),
      ],
      duplicates: doubled.length,
    }
  })
}

/** Lets several runs race, and then clean runs, an hour apart, put things right. */
export function race(
  scenario: TellingScenario,
  runs: number,
  seed: number,
): Promise<Pick<Trial, 'mismatches' | 'duplicates'>> {
  return onStage(scenario, async (stage) => {
    await stage.race(runs, seed)
    const mismatches = await stage.runToQuiet()
    return { mismatches: [...mismatches, ...compareTold(stage, scenario)], duplicates: doublesIn(stage).length }
  })
}

/** The first ones of messages that came more than once. */
function doublesIn({ messages }: Stage): readonly Message[] {
  return messages.filter(
    ({ title }, at) =>
      messages.findIndex((other) => other.title === title) === at &&
      messages.findLastIndex((other) => other.title === title) !== at,
  )
}

/** Everything that people were told, compared with what they should have been. */
function compareTold({ tracker, messages }: Stage, scenario: TellingScenario): string[] {
  const keys = tracker.store.comments.flatMap(
    ({ body }) => /^<!-- phase-coordinator:tell (\S+ \S+)(?: in-slack)? -->/.exec(body)?.[1] ?? [],
  )
  // Which picks are told apart from the launch depends on when their issues could be opened.
  const kinds = keys.map((key) => key.replace(/^picks .*/, 'picks'))
  const alive = issuesOn(tracker.store).filter(({ reason }) => reason !== 'duplicate')
  const titles = new Set(messages.map(({ title }) => title.split(':')[0]!))
  const open = alive.filter((issue) => issue.open).map(({ title }) => title)
  const letters = alive.filter(({ body }) => body.includes('"letters":'))
  return [
    ...differ('comments', kinds.sort(), [...scenario.comments].sort()),
    ...differ('messages', [...titles].sort(), [...scenario.messages].sort()),
    ...differ('open issues', open.sort(), [...scenario.open].sort()),
    ...differ(
      'letters left in records',
      letters.map(({ title }) => title),
      [],
    ),
  ]
}
