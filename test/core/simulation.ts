import { decide, type Outcome, type Stop } from '../../src/core/decide.ts'
import { emptyObservation, type Observation } from '../../src/core/observation.ts'
import { attemptKey, type Operation, stageOf, undoes } from '../../src/core/operation.ts'
import type { Phase } from '../../src/core/phase.ts'
import type { Settings, World } from '../../src/core/world.ts'
import { answer } from './simulated-answers.ts'
import { coordinator, type GitHub } from './simulated-github.ts'
import { apply, type Site, Surprise, Unready } from './simulated-operations.ts'

/** How a simulated run is asked. */
export interface RunOptions {
  /** Milliseconds since 1970; the simulation's own time unless given. */
  readonly now?: number
  readonly settings?: Partial<Settings>
  readonly badFiles?: World['badFiles']
  readonly trusted?: readonly string[]
  /** The run has a user's token for agents that need one. */
  readonly agentToken?: boolean
  /** The run is killed after so many operations. */
  readonly killedAfter?: number
  /** Which operation, counted from 0, happens without an answer. */
  readonly unanswered?: number
}

export interface SimulatedRun {
  /** `quiet`: nothing was left to do. */
  readonly ended: 'quiet' | 'killed' | 'stopped' | 'in-trouble'
  readonly operations: readonly Operation[]
  readonly stop: Stop | undefined
  /** How things stood after the last decision. */
  readonly outcome: Outcome | undefined
  /** What the run knew in the end. */
  readonly observation: Observation
}

const stages = ['work', 'telling', 'closing'] as const

/** The action's own limit of rounds: each command takes a few. */
const mostRounds = 150
const mostQuestionRounds = 100

/**
 * A whole run against the simulation: decides, looks closer where the decision asks, does the operations, and again,
 * as src/run.ts does. Throws where that would not end by itself: that is a mistake in the decisions.
 */
export function run(github: GitHub, phases: readonly Phase[], options: RunOptions = {}): SimulatedRun {
  const now = options.now ?? github.clock
  const done: Operation[] = []
  const tried = new Set<string>()
  const unready = new Set<string>()
  const stuck = new Stuck()
  let observation = startOf(options)
  let outcome: Outcome | undefined
  const result = (ended: SimulatedRun['ended'], stop?: Stop): SimulatedRun => {
    return { ended, operations: done, stop, outcome, observation }
  }
  for (let round = 0; round < mostRounds; round++) {
    const settled = settle(github, worldOf(phases, observation, now, options))
    observation = settled.observation
    if ('stop' in settled) return result('stopped', settled.stop)
    outcome = settled.outcome
    stuck.startRound(outcome)
    const known = outcome.numbers
    const operations = settled.operations.filter((operation) => !tried.has(attemptKey(operation, known)))
    if (operations.length === 0) return result(settled.operations.length === 0 ? 'quiet' : 'in-trouble')
    const site = siteOf(outcome, observation, github)
    const stage = stages.find((each) => operations.some((operation) => stageOf(operation) === each))
    for (const operation of operations.filter((each) => stageOf(each) === stage)) {
      if (stuck.has(operation)) continue
      if (done.length === options.killedAfter) return result('killed')
      const attempt = attemptKey(operation, known)
      tried.add(attempt)
      try {
        const before = { observation: site.observation, numbers: new Map(site.numbers) }
        apply(operation, site)
        if (operation.do !== 'create-label') site.observation = { ...site.observation, wrote: true }
        if (done.length === options.unanswered) forget(operation, site, before, stuck)
        for (const key of tried) if (key !== attempt && undoes(operation, key)) tried.delete(key)
        done.push(operation)
      } catch (error) {
        if (error instanceof Surprise) break
        if (!(error instanceof Unready)) throw error
        if (!unready.has(attempt)) tried.delete(attempt)
        unready.add(attempt)
      }
    }
    observation = site.observation
  }
  if (stuck.isEmpty())
    throw new Error(`The run is not quiet after ${mostRounds} rounds; it last did ${done.at(-1)?.do}.`)
  return result('in-trouble')
}

function startOf({ trusted, agentToken }: RunOptions): Observation {
  return emptyObservation({
    me: coordinator,
    trusted: trusted ?? [],
    repository: 'octo/product',
    agentToken: agentToken ?? false,
  })
}

export function worldOf(
  phases: readonly Phase[],
  observation: Observation,
  now: number,
  { settings, badFiles }: RunOptions = {},
): World {
  const defaults: Settings = { maxActive: undefined, confirm: false, lookAt: [], phaseFiles: ['.github/phases/*.yml'] }
  return { phases, badFiles: badFiles ?? [], observation, now, settings: { ...defaults, ...settings } }
}

type Settled =
  | { readonly observation: Observation; readonly stop: Stop }
  | { readonly observation: Observation; readonly operations: readonly Operation[]; readonly outcome: Outcome }

/** Decides, and answers every question that the decision asks. */
export function settle(github: GitHub, world: World): Settled {
  let { observation } = world
  for (let round = 0; round < mostQuestionRounds; round++) {
    const decision = decide({ ...world, observation })
    if (decision.kind === 'stop') return { observation, stop: decision.stop }
    if (decision.kind === 'act') return { observation, operations: decision.operations, outcome: decision.outcome }
    for (const question of decision.questions) observation = answer(observation, question, github)
  }
  throw new Error('The decision goes on asking.')
}

function siteOf(outcome: Outcome, observation: Observation, github: GitHub): Site {
  const progress = new Map<string, number>(outcome.orphans)
  for (const { view } of outcome.phases) {
    if (view.progress !== undefined) progress.set(view.phase.id, view.progress.issue.number)
  }
  return { github, observation, numbers: new Map(outcome.numbers), progress }
}

/** The operation happened, but the run does not learn of it. */
function forget(
  operation: Operation,
  site: Site,
  before: { readonly observation: Observation; readonly numbers: ReadonlyMap<string, number> },
  stuck: Stuck,
): void {
  site.observation = before.observation
  if (operation.do === 'react' || operation.do === 'reply') {
    const putOff = new Set([...site.observation.putOff, operation.comment])
    site.observation = { ...site.observation, putOff }
  } else if (operation.do === 'start-run' || operation.do === 'start-agent') {
    // Its run may be found by its name: this is no trouble yet.
    const starts = new Map(site.observation.starts).set(operation.claim, { as: 'unknown' })
    site.observation = { ...site.observation, starts }
  } else if ('task' in operation && operation.task !== undefined) {
    if (!before.numbers.has(operation.task)) site.numbers.delete(operation.task)
    const troubled = new Set([...site.observation.troubled, operation.task])
    site.observation = { ...site.observation, troubled }
    stuck.tasks.add(operation.task)
  } else if (operation.do === 'open-progress' || operation.do === 'create-milestone') {
    if (operation.do === 'open-progress') site.progress.delete(operation.phase)
    stuck.phases.add(operation.phase)
  }
  if (operation.do === 'open-task' || operation.do === 'open-progress') {
    site.observation = { ...site.observation, uncertain: site.observation.uncertain + 1 }
  }
}

/** After trouble nothing more is done in the same run to the task, or, where the ground is missing, to the phase. */
class Stuck {
  readonly tasks = new Set<string>()
  readonly phases = new Set<string>()

  startRound(outcome: Outcome): void {
    for (const { view } of outcome.phases) if (view.progress !== undefined) this.phases.delete(view.phase.id)
  }

  has(operation: Operation): boolean {
    if (this.phases.has(operation.phase)) return true
    return 'task' in operation && operation.task !== undefined && this.tasks.has(operation.task)
  }

  isEmpty(): boolean {
    return this.tasks.size === 0 && this.phases.size === 0
  }
}
