import { parseTaskRecord } from '../../src/core/records/task-record.ts'
import type { RunReport } from '../../src/core/report/run-report.ts'
import type { Behaviour } from '../../src/local/behaviour.ts'
import { layered } from '../../src/local/faults.ts'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import { interleave, seeded } from '../../src/local/interleave.ts'
import type { IssueRow, RunRow, State } from '../../src/local/state.ts'
import { startTracker, type Tracker } from '../../src/local/tracker.ts'
import { issueOn, issuesOn, type Seen, taskIn } from '../run/board.ts'
import { Person } from '../run/person.ts'
import { addRacers } from '../run/turns.ts'
import { workerText } from '../run/worker-text.ts'
import type { Disturbance } from './disturbances.ts'
import { bot, Clock, recordsOn } from './model-world.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'

const aMinute = 60_000
export const agent = 'copilot-swe-agent[bot]'

/** How a bed stands, so that many trials begin with the same. */
export interface Snapshot {
  readonly state: State
  readonly milliseconds: number
  readonly comments: ReadonlyMap<string, number>
}

export interface BedOptions {
  readonly behaviour?: Partial<Behaviour>
  /** A user's token, for agents. */
  readonly agentToken?: string
}

/** A start that GitHub carried out, whether or not anybody learned of it. */
interface Started {
  readonly task: string
  readonly claim: string
}

/** A tracker with workers, whose every start is held against what must never happen. */
export class WorkerBed {
  readonly tracker: Tracker
  readonly clock = new Clock()
  /** Phase files by path. */
  files: Readonly<Record<string, string>> = {}
  /** Most tasks that may be given a slot. */
  slots = 2
  /** What must never happen, and did. */
  readonly problems: string[] = []
  readonly started: Started[] = []
  /** Commands by a name that a scenario gives them: ids of their comments. */
  readonly comments = new Map<string, number>()
  readonly #options: BedOptions
  readonly #cancelled = new Set<number>()

  private constructor(tracker: Tracker, options: BedOptions) {
    this.tracker = tracker
    this.#options = options
    tracker.setNow(this.clock.now)
    this.calm()
  }

  static async start(options: BedOptions, from?: Snapshot): Promise<WorkerBed> {
    const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
    const tracker = await startTracker({ behaviour: { primaryLimit, ...options.behaviour } })
    const bed = new WorkerBed(tracker, options)
    if (from === undefined) {
      tracker.putFile('.github/workflows/worker.yml', workerText)
      return bed
    }
    Object.assign(tracker.store.state, structuredClone(from.state))
    bed.clock.milliseconds = from.milliseconds
    for (const [name, id] of from.comments) bed.comments.set(name, id)
    for (const run of tracker.store.runs) bed.started.push(startOf(run))
    return bed
  }

  snapshot(): Snapshot {
    const { store } = this.tracker
    return {
      state: structuredClone(store.state),
      milliseconds: this.clock.milliseconds,
      comments: new Map(this.comments),
    }
  }

  close(): Promise<void> {
    return this.tracker.close()
  }

  get person(): Person {
    return new Person(this.tracker, 'octocat-token')
  }

  /** Comments on a task's issue, or on the issue of that number; a scenario knows the comment by its name. */
  async say(name: string, issue: string | number, body: string): Promise<void> {
    const number = typeof issue === 'number' ? issue : taskIn(this.tracker.store, issue).number
    await this.person.comment(number, body)
    this.comments.set(name, this.tracker.store.comments.at(-1)!.id)
  }

  wait(minutes: number): void {
    this.clock.milliseconds += minutes * aMinute
  }

  /** Nothing is disturbed any more. */
  calm(): void {
    this.tracker.setIntercept(layered(this.clock.tick, this.#watch))
  }

  /** What stands between the runs and the tracker; the tracker's part is looked at as it is. */
  disturb(...intercepts: Intercept[]): void {
    this.tracker.setIntercept(layered(...intercepts, this.clock.tick, this.#watch))
  }

  /** A run of the action, disturbed at one of its requests where that is asked for. */
  async run(disturbed?: { readonly by: Disturbance; readonly request: number }): Promise<RunReport | 'failed'> {
    const before = this.#holders()
    let alive = true
    const kill = () => {
      alive = false
    }
    if (disturbed !== undefined) this.disturb(disturbed.by.at(disturbed.request, { kill, store: this.tracker.store }))
    const report = await rehearse(this.tracker, this.#rehearsal(), () => alive)
    this.calm()
    this.#expectSlots(before)
    return report
  }

  /** Several runs at once, request by request in an order that the seed decides. */
  async race(runs: number, seed: number): Promise<void> {
    const tokens = addRacers(this.tracker, runs)
    const { intercept, ended } = interleave(tokens, seeded(seed))
    this.disturb(intercept)
    const racing = this.#rehearsal()
    await Promise.all(tokens.map((token) => rehearse(this.tracker, { ...racing, token }).finally(() => ended(token))))
    this.calm()
  }

  #rehearsal(): Rehearsal {
    const { agentToken } = this.#options
    return { files: this.files, now: this.clock.text(), ...(agentToken === undefined ? {} : { agentToken }) }
  }

  /** GitHub does what it was asked to: runs that are to be cancelled end. */
  endCancelled(): void {
    for (const { id } of this.atWork()) {
      if (this.#cancelled.has(id)) this.tracker.store.setRun(id, { status: 'completed', conclusion: 'cancelled' })
    }
  }

  /** Lists show every run from now on. */
  showRuns(): void {
    if (this.tracker.behaviour.dispatchedRuns === 'unlisted') this.tracker.behaviour.dispatchedRuns = 'appear'
    for (const run of this.tracker.store.runs) if (run.unlisted) this.tracker.store.setRun(run.id, { unlisted: false })
  }

  /** Runs that have not ended. */
  atWork(): RunRow[] {
    return this.tracker.store.runs.filter(({ status }) => status !== 'completed')
  }

  runOf(claim: string): RunRow {
    return this.tracker.store.runs.find((run) => startOf(run).claim === claim)!
  }

  /** Names of a comment's reactions by us. */
  reactionsTo(name: string): string[] {
    const id = this.comments.get(name)
    return this.tracker.store.reactions
      .filter(({ on, target, user }) => on === 'comment' && target === id && user === bot)
      .map(({ content }) => content)
  }

  /** Our refusals of the commands in a comment. */
  refusalsOf(name: string): number {
    const marker = new RegExp(`^<!-- phase-coordinator:reply ${this.comments.get(name)}\\.\\d+ refusal -->`)
    return this.tracker.store.comments.filter(({ body, user }) => user === bot && marker.test(body)).length
  }

  readonly #watch: Intercept = async (request, proceed) => {
    const asked = dispatchIn(request) ?? this.#assignmentIn(request)
    const there = new Set(this.atWork())
    const response = await proceed()
    if (asked !== undefined && response.ok) this.#noteStart(asked, there)
    const cancelled = /\/actions\/runs\/(\d+)\/cancel$/.exec(request.path)
    if (cancelled !== null && response.status === 202) this.#cancelled.add(Number(cancelled[1]))
    return response
  }

  /** The agent that a request assigns, where it was not assigned before: under the claim that is on record then. */
  #assignmentIn({ method, path, body }: Intercepted): Started | undefined {
    const number = /\/issues\/(\d+)\/assignees$/.exec(path)?.[1]
    if (method !== 'POST' || number === undefined) return undefined
    const issue = issueOn(this.tracker.store, Number(number))
    const { assignees } = body as { assignees: string[] }
    if (!assignees.includes(agent) || issue.assignees.includes(agent)) return undefined
    const task = issue.title.split(':')[0]!
    return { task, claim: `${task}#${parseTaskRecord(issue.body)?.claim?.number}` }
  }

  /** `there`: runs that were at work before it. */
  #noteStart(start: Started, there: ReadonlySet<RunRow>): void {
    const { store } = this.tracker
    // A dispatch that never leads to a run starts nobody.
    if (store.behaviour.dispatchedRuns === 'never') return
    if (this.started.some(({ claim }) => claim === start.claim)) this.problems.push(`two runs bear ${start.claim}`)
    const others = [...there].map(startOf).filter(({ task }) => task === start.task)
    if (others.length > 0) this.problems.push(`${start.claim} was started beside ${others[0]!.claim}`)
    const issue = store.issue(taskIn(store, start.task).number)
    if (issue.state === 'closed') this.problems.push(`${start.claim} was started on a closed issue`)
    const blockers = store.blockersOf(issue).filter((blocker) => !isDone(blocker))
    if (blockers.length > 0) this.problems.push(`${start.claim} was started before #${blockers[0]!.number} was done`)
    if ([...recordsOn(store).values()].some(({ paused }) => paused !== undefined))
      this.problems.push(`${start.claim} was started in a pause`)
    const working = new Set([...[...there].map(startOf), start].map(({ task }) => task))
    const open = [...working].filter((task) => taskIn(store, task).open)
    if (open.length > this.slots) this.problems.push(`${open} are at work in ${this.slots} slots`)
    this.started.push(start)
  }

  /** Ids of the tasks that are shown to hold a slot. */
  #holders(): string[] {
    return issuesOn(this.tracker.store)
      .filter(holdsSlot)
      .map(({ title }) => title.split(':')[0]!)
  }

  /** Whoever holds a slot keeps it where the number is lowered; nobody gets one beyond it. */
  #expectSlots(before: readonly string[]): void {
    const holders = this.#holders()
    if (holders.length <= this.slots || holders.every((id) => before.includes(id))) return
    this.problems.push(`${holders} share ${this.slots} slots`)
  }
}

function holdsSlot({ open, status }: Pick<Seen, 'open' | 'status'>): boolean {
  return open && status.split(',').some((state) => ['assigned', 'running', 'stalled'].includes(state))
}

function isDone({ state, stateReason }: IssueRow): boolean {
  return state === 'closed' && stateReason !== 'not_planned' && stateReason !== 'duplicate'
}

/** Task and claim, from what the run was told. */
export function startOf({ inputs }: RunRow): Started {
  return { task: inputs.task!, claim: inputs.claim! }
}

function dispatchIn({ method, path, body }: Intercepted): Started | undefined {
  if (method !== 'POST' || !path.endsWith('/dispatches')) return undefined
  return (body as { inputs: Started }).inputs
}
