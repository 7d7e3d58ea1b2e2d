import { decide, type Outcome, type Stop } from './core/decide.ts'
import { emptyObservation, isAnswered, type Observation } from './core/observation.ts'
import {
  attemptKey,
  describe,
  isLink,
  isPromised,
  type Operation,
  type OperationStage,
  stageOf,
  undoes,
} from './core/operation.ts'
import { refusalCodes } from './core/records/mirror-record.ts'
import { type Headway, headwayAt, longWork } from './core/report/headway.ts'
import type { RunReport } from './core/report/run-report.ts'
import { wouldTell } from './core/telling/telling-operations.ts'
import type { EarlyEndCode, FailureCode, WarningCode } from './core/troubleshooting/codes.ts'
import type { Message, Reason } from './core/troubleshooting/message.ts'
import type { World } from './core/world.ts'
import { apply, type Site, Surprise, type TellSlack, Unready } from './github/apply.ts'
import type { Client } from './github/client.ts'
import { observe } from './github/observe.ts'
import { explainForbidden } from './github/permissions.ts'
import { Trouble, type TroubleKind } from './github/trouble.ts'

export interface RunOptions {
  readonly plan: Pick<World, 'phases' | 'badFiles' | 'settings'>
  readonly client: Client
  /** With a user's token, for agents that only a user may assign; undefined where none was given. */
  readonly agentClient?: Client | undefined
  /** Undefined where no address of Slack was given. */
  readonly slack?: TellSlack | undefined
  /** Where GitHub's pages are: `https://github.com`. */
  readonly pages: string
  /** Name of the default branch, where the event tells it. */
  readonly branch?: string | undefined
  /** The token's own login. */
  readonly me: string
  readonly trustedAuthors: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** The same clock, going on. */
  readonly clock: () => number
  readonly dryRun: boolean
  /** Most writes of this run. */
  readonly budget: number
  readonly log: (line: string) => void
  /** Told how far the run is before each operation, which is then not logged. */
  readonly onHeadway?: (headway: Headway) => void
}

/** Writes kept back, besides those of each pick, so that a run that has to end early can still say how things stand. */
const keptBack = 8
const keptBackForPick = 4
/** A round is a decision and its operations; each shows the next one more of GitHub. Each command takes a few of its own. */
const mostRounds = 150

/** Steps 2 to 4 of a run: observe, decide, apply, and again, until nothing is left to do. Reading and reporting are outside. */
export async function run(given: RunOptions): Promise<RunReport> {
  const options = given.dryRun ? { ...given, client: { ...given.client, readOnly: true } } : given
  const journal = new Journal()
  let observation = emptyObservation({
    me: options.me,
    trusted: options.trustedAuthors,
    repository: `${options.client.owner}/${options.client.repo}`,
    agentToken: options.agentClient !== undefined,
    branch: options.branch,
  })
  try {
    for (let round = 0; ; round++) {
      const settled = await settle(observation, options)
      observation = settled.observation
      if ('stop' in settled) return journal.report({ stop: settled.stop, starts: observation.starts })
      journal.see(settled.outcome)
      for (const line of journal.rediscoveries(settled.outcome)) options.log(line)
      const operations = journal.untried(settled.operations, settled.outcome)
      if (options.dryRun) {
        const letters = wouldTell(settled.outcome.phases, { ...options.plan, now: options.now, observation })
        return journal.report({ would: [...operations, ...letters], starts: observation.starts })
      }
      const longer = longWork(operations, options.budget - writesOf(options))
      if (longer !== undefined) options.log(longer)
      journal.startRound(settled.outcome)
      if (operations.every((operation) => journal.isStuck(operation))) break
      if (round === mostRounds) {
        journal.left = operations.length
        await closeEarly(siteOf(settled.outcome, observation, options), options, journal)
        break
      }
      observation = await carryOut(operations, settled.outcome, observation, options, journal)
      if (journal.cutShort !== undefined) break
    }
  } catch (error) {
    journal.fail(error, options)
  }
  return journal.report({ starts: observation.starts })
}

type Settled =
  | { readonly observation: Observation; readonly stop: Stop }
  | { readonly observation: Observation; readonly operations: readonly Operation[]; readonly outcome: Outcome }

/** Decides, looking closer wherever the decision needs it. */
async function settle(start: Observation, { plan, now, client }: RunOptions, last = false): Promise<Settled> {
  let observation = start
  for (;;) {
    const decision = decide({ ...plan, now, observation, last })
    if (decision.kind === 'act') return { observation, operations: decision.operations, outcome: decision.outcome }
    if (decision.kind === 'stop') return { observation, stop: decision.stop }
    const open = decision.questions.filter((question) => !isAnswered(observation, question))
    // What was answered once in a run is never asked again: a decision that would is stopped, not served for ever.
    if (open.length === 0) throw new Trouble('unknown', 'its answers leave a question open', 200)
    observation = await observe(observation, open, client)
  }
}

const stages: readonly OperationStage[] = ['work', 'telling', 'closing']

/** Does one round of operations, those of the first stage that has any. */
async function carryOut(
  operations: readonly Operation[],
  outcome: Outcome,
  observation: Observation,
  options: RunOptions,
  journal: Journal,
): Promise<Observation> {
  const site = siteOf(outcome, observation, options)
  const stage = stages.find((each) => operations.some((operation) => stageOf(operation) === each))
  // Of a small budget at least half is for the work itself, or no run would ever get on.
  const reserve = Math.min(keptBack + keptBackForPick * outcome.slots.picked.size, options.budget / 2)
  const isPick = (operation: Operation) => 'task' in operation && outcome.slots.picked.has(operation.task ?? '')
  const isKeptFor = (operation: Operation) => isPick(operation) || isPromised(operation)
  const own = operations.filter((each) => stageOf(each) === stage)
  let giveOn = true
  for (const [index, operation] of own.entries()) {
    if (journal.isStuck(operation) || (isPick(operation) && !giveOn)) continue
    const kept = isKeptFor(operation) ? 0 : reserve
    if (stage === 'work' && writesOf(options) + kept >= options.budget) {
      journal.leave(operation)
      continue
    }
    const attempt = attemptKey(operation, outcome.numbers)
    journal.tried.add(attempt)
    options.onHeadway?.(headwayAt(own, index, writesOf(options), options.budget))
    try {
      await apply(operation, site)
      // Slack alone did not take it, which is a warning: nothing was done.
      if (operation.do === 'tell' && !site.observation.delivered.has(operation.phase)) continue
      // A label's definition touches no issue.
      if (operation.do !== 'create-label') site.observation = { ...site.observation, wrote: true }
      if (options.onHeadway === undefined) options.log(describe(operation))
      journal.forgetUndone(operation, attempt)
      journal.done.push(operation)
    } catch (error) {
      if (error instanceof Surprise) {
        journal.surprised(attempt)
        break
      }
      journal.note(operation, attempt, error, site)
      // A slot that could not be given back is not given on.
      if ('task' in operation && givesBack(operation.task ?? '', outcome)) giveOn = false
    }
  }
  if (journal.left > 0) await closeEarly(site, options, journal)
  return site.observation
}

/** Writes of this run so far, with either token. */
function writesOf({ client, agentClient }: RunOptions): number {
  return client.writes() + (agentClient?.writes() ?? 0)
}

function givesBack(task: string, { slots, heldBefore }: Outcome): boolean {
  return slots.returned.has(task) || (heldBefore.includes(task) && !slots.holders.has(task))
}

/** The budget is used up: what was kept back tells the progress issue how far things are. */
async function closeEarly(site: Site, options: RunOptions, journal: Journal): Promise<void> {
  journal.cutShort = { code: 'operations-limit', reason: 'the limit of operations for one run is reached' }
  const settled = await settle(site.observation, options, true)
  if ('stop' in settled) return
  journal.see(settled.outcome)
  const closing = siteOf(settled.outcome, settled.observation, options)
  for (const operation of settled.operations.filter(({ do: verb }) => verb === 'write-progress')) {
    if (!closing.progress.has(operation.phase) || writesOf(options) >= options.budget) continue
    try {
      await apply(operation, closing)
      journal.done.push(operation)
    } catch (error) {
      if (!(error instanceof Surprise)) throw error
    }
  }
  const after = await settle(closing.observation, options)
  if ('outcome' in after) journal.see(after.outcome)
}

function siteOf(outcome: Outcome, observation: Observation, options: RunOptions): Site {
  const { client, agentClient, clock, slack, pages } = options
  const numbers = new Map<string, number>()
  const progress = new Map<string, number>()
  for (const { view } of outcome.phases) {
    if (view.progress !== undefined) progress.set(view.phase.id, view.progress.issue.number)
  }
  for (const [id, number] of outcome.numbers) numbers.set(id, number)
  for (const [phase, number] of outcome.orphans) progress.set(phase, number)
  for (const [phase, number] of outcome.closed) progress.set(phase, number)
  return { client, agentClient: agentClient ?? client, slack, pages, clock, observation, numbers, progress }
}

/** Only lists of the repository itself are asked without an answer to its being absent. */
const notVisible: Message<FailureCode> = {
  code: 'repository-hidden',
  message:
    'GitHub does not show this repository to the token (404 Not Found). Check that the token may read it, and that it is still there.',
}

const warningCodes = {
  refused: 'operation-refused',
  absent: 'operation-target-missing',
  unknown: 'operation-unanswered',
} as const satisfies Partial<Record<TroubleKind, WarningCode>>

/** Mirrored files that GitHub refused have an own reason on record, unless others pushed before us time after time. */
function warningCode(operation: Operation, kind: keyof typeof warningCodes, { observation }: Site): WarningCode {
  if (operation.do !== 'commit-files' || kind !== 'refused') return warningCodes[kind]
  const refusal = observation.mirrored.get(operation.phase)?.refused
  return refusal === undefined ? 'mirror-raced' : refusalCodes[refusal.why]
}

/** What comes next after a warning; a commit that was refused says so itself. */
function afterwards(operation: Operation, kind: keyof typeof warningCodes): string {
  if (kind === 'unknown') return ' It may have happened all the same; the next run looks.'
  if (kind === 'absent') return ' The next run looks again.'
  return operation.do === 'commit-files' ? '' : ' Mend that; the next run tries again.'
}

/** What happened so far. */
class Journal {
  readonly tried = new Set<string>()
  readonly done: Operation[] = []
  readonly #warnings: Message<WarningCode>[] = []
  readonly #found = new Set<string>()
  readonly #stuckPhases = new Set<string>()
  readonly #stuckTasks = new Set<string>()
  readonly #unready = new Set<string>()
  left = 0
  cutShort: Reason<EarlyEndCode> | undefined
  #error: Message<FailureCode> | undefined
  #first: Outcome | undefined
  #last: Outcome | undefined

  see(outcome: Outcome): void {
    this.#first ??= outcome
    // A phase that this run completes is finished in its last decision; what was seen of it before is what it reports.
    const ended = (this.#last?.phases ?? []).filter(
      ({ view }) => !outcome.phases.some((now) => now.view.phase.id === view.phase.id),
    )
    this.#last = { ...outcome, phases: [...ended, ...outcome.phases] }
  }

  /** What this run has not tried yet, each once: two phases may want the same label. */
  untried(operations: readonly Operation[], outcome: Outcome): readonly Operation[] {
    const fresh = new Map<string, Operation>()
    for (const operation of operations) {
      const key = attemptKey(operation, outcome.numbers)
      if (!this.tried.has(key) && !fresh.has(key)) fresh.set(key, operation)
    }
    return [...fresh.values()]
  }

  /** Issues that an earlier run opened without learning of it, each told once. */
  rediscoveries({ phases }: Outcome): string[] {
    return phases
      .flatMap(({ view }) => view.tasks)
      .flatMap(({ task, where }) => {
        const isOwn = this.done.some((operation) => operation.do === 'open-task' && operation.task === task.id)
        if (where.kind !== 'known' || where.how !== 'found' || isOwn || this.#found.has(task.id)) return []
        this.#found.add(task.id)
        return [`#${where.issue.number} is the issue of ${task.id}: it was opened before, and no run had learned of it`]
      })
  }

  /** A progress issue whose creation got no answer, and which was found since, is ground enough. */
  startRound(outcome: Outcome): void {
    for (const { view } of outcome.phases) if (view.progress !== undefined) this.#stuckPhases.delete(view.phase.id)
  }

  /** What an operation has undone may be needed once more. */
  forgetUndone(operation: Operation, own: string): void {
    for (const key of this.tried) if (key !== own && undoes(operation, key)) this.tried.delete(key)
  }

  /** Another run has written meanwhile: it may have taken links away, and a task may have another issue now. */
  surprised(key: string): void {
    for (const other of this.tried) if (other === key || isLink(other)) this.tried.delete(other)
  }

  leave(operation: Operation): void {
    if (operation.do !== 'create-label') this.left += 1
  }

  /** After a failure nothing more is done in this run to the same task, or, where the ground is missing, to the phase. */
  isStuck(operation: Operation): boolean {
    if (this.#stuckPhases.has(operation.phase)) return true
    return 'task' in operation && operation.task !== undefined && this.#stuckTasks.has(operation.task)
  }

  note(operation: Operation, attempt: string, error: unknown, site: Site): void {
    if (error instanceof Unready) {
      this.#putOff(attempt)
      return
    }
    if (!(error instanceof Trouble) || error.kind === 'limited' || error.kind === 'forbidden') throw error
    this.#warnings.push({
      code: warningCode(operation, error.kind, site),
      message: `Could not ${describe(operation)}: ${error.message.replace(/\.$/, '')}.${afterwards(operation, error.kind)}`,
    })
    if (operation.do === 'react' || operation.do === 'reply') {
      site.observation = { ...site.observation, putOff: new Set([...site.observation.putOff, operation.comment]) }
    } else if ('task' in operation && operation.task !== undefined) {
      this.#stuckTasks.add(operation.task)
      const { troubled, given, stuck } = site.observation
      const isGiving = operation.do === 'add-labels' && operation.labels.includes('status:assigned')
      site.observation = {
        ...site.observation,
        troubled: new Set([...troubled, operation.task]),
        stuck:
          error.kind === 'refused'
            ? new Map(stuck).set(operation.task, `${describe(operation)} (${error.message})`)
            : stuck,
        given: isGiving ? new Set([...given, operation.task]) : given,
      }
    } else if (operation.do === 'open-progress' || operation.do === 'create-milestone') {
      this.#stuckPhases.add(operation.phase)
    }
    if (error.kind === 'unknown' && (operation.do === 'open-task' || operation.do === 'open-progress')) {
      site.observation = { ...site.observation, uncertain: site.observation.uncertain + 1 }
    }
  }

  /** What it waits for may come in a later round; it is put off once, so that nothing else waits for it for ever. */
  #putOff(attempt: string): void {
    if (!this.#unready.has(attempt)) this.tried.delete(attempt)
    this.#unready.add(attempt)
  }

  /** An error that ends the run. */
  fail(error: unknown, { dryRun }: RunOptions): void {
    if (!(error instanceof Trouble)) throw error
    if (error.kind === 'forbidden') this.#error = explainForbidden(error, { writes: !dryRun })
    else if (error.kind === 'absent') this.#error = notVisible
    else if (error.kind === 'limited')
      this.cutShort = { code: 'rate-limited', reason: `GitHub's limit is reached (${error.message})` }
    else this.cutShort = { code: 'github-unreadable', reason: `GitHub could not be read (${error.message})` }
  }

  report({
    stop,
    would,
    starts,
  }: {
    stop?: Stop
    would?: readonly Operation[]
    starts: Observation['starts']
  }): RunReport {
    const spawned = [...starts].flatMap(([claim, { as }]) =>
      as === 'started' ? [claim.slice(0, claim.lastIndexOf('#'))] : [],
    )
    const last = this.#last
    const before = new Set(this.#first?.heldBefore)
    // A pick counts once the progress issue has it; in a dry run, as soon as it would.
    const held = [...(last?.slots.holders ?? [])].filter((id) => would !== undefined || last?.heldBefore.includes(id))
    const completed = this.done.filter((operation) => operation.do === 'close-progress').map(({ phase }) => phase)
    return {
      outcome: last,
      stop,
      operations: would ?? this.done,
      left: this.left,
      cutShort: this.cutShort,
      warnings: [...this.#warnings, ...(last?.doubts ?? [])],
      error: this.#error,
      picked: held.filter((id) => !before.has(id)),
      spawned: [...spawned],
      completed,
    }
  }
}
