import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkOut } from '../check-out.ts'
import { type Delivery, scheduleEvent, watchEvents } from '../events.ts'
import { changedBetween, headOf } from '../git.ts'
import { coordinatorPermissions, hireRunner, type Runner } from '../runner.ts'
import { type Slack, startSlack } from '../slack.ts'
import type { RunRow } from '../state.ts'
import { startTracker, type Tracker } from '../tracker.ts'
import { ask } from './api.ts'
import { Clock } from './clock.ts'
import { Coordinator } from './coordinator.ts'
import { type CoordinatorRun, readExport, readSaved, type Saved, writeSaved } from './saved.ts'
import { nextScheduled, schedule, startsCoordinator } from './triggers.ts'
import { type Due, type WorkerKind, Workers } from './workers.ts'

export type { CoordinatorRun } from './saved.ts'

/** The local tracker, lived in: the built action runs on every event, workers play, and the clock can be moved. */
export interface Playground {
  readonly tracker: Tracker
  readonly slack: Slack
  /** Runs of the action, the oldest first. */
  readonly runs: readonly CoordinatorRun[]
  /** A run is at work or waits. */
  readonly busy: boolean
  now(): Date
  /** Moves the clock; what becomes due (the schedule, steps of workers) happens in order. Hours may be a fraction. */
  forward(hours: number): Promise<void>
  /** To the next step of a worker, or, where none is at work, to the next run of the schedule. */
  forwardToNext(): Promise<void>
  /** What happens by itself next. */
  nextDue(): { readonly at: Date; readonly what: string }
  /** Resolves when no run is at work or waits. */
  settled(): Promise<void>
  /** Called after every change of anything that pages show. Answers how to stop. */
  watch(listener: () => void): () => void
  /** Starts a run by hand. Throws where the repository has no workflow for it. */
  dispatch(inputs: { readonly dryRun?: boolean; readonly confirm?: boolean }): Promise<void>
  /** What the worker of a run has printed. */
  workerLog(run: number): string
  /** The whole state as one JSON text. */
  exportState(): string
  /** Replaces everything. Throws where the text is no state, and changes nothing then. */
  loadState(text: string): Promise<void>
  close(): Promise<void>
}

export interface PlaygroundOptions {
  /** Where action.yml and dist/ are. */
  readonly root: string
  /** Texts by path, for the default branch. What has changed since they were last given is committed. */
  readonly files: ReadonlyMap<string, string>
  /** Path among them of the workflow that runs the coordinator. */
  readonly coordinator: string
  /** Where the state is kept; without it all is forgotten at the end. */
  readonly directory?: string
  /** Program of Node.js 24 that the action runs on; without it, the one that runs this. */
  readonly node?: string
  /** Without it, what is built in closes the issue when the time of the effort has passed. */
  readonly worker?: WorkerKind
  /** The clock stands still at this time, and only moves forward by hand. */
  readonly standsAt?: Date
  /** `owner/name`. */
  readonly repository?: string
}

const token = 'coordinator-token'
/** Milliseconds; with a thousand tasks a run takes minutes. */
const longestRun = 900_000
/** The longest that a timer of Node.js waits. */
const longestTimer = 2 ** 31 - 1

/** `pagesUrl`: where pages show the repository; links in issues lead there. Nothing happens before `begin`. */
export async function startPlayground(
  options: PlaygroundOptions,
): Promise<Playground & { begin(pagesUrl?: string): Promise<void> }> {
  const saved = options.directory === undefined ? undefined : readSaved(options.directory)
  const start = options.standsAt?.getTime() ?? Date.now()
  const clock = new Clock(Math.max(saved?.now ?? start, start), { stands: options.standsAt !== undefined })
  const now = () => new Date(clock.now())
  const { directory, repository } = options
  const tracker = await startTracker({ now, ...(directory && { directory }), ...(repository && { repository }) })
  const slack = await startSlack({ now, messages: saved?.slack ?? [] })
  const scratch = await mkdtemp(path.join(tmpdir(), 'phase-coordinator-'))
  const workspace = path.join(scratch, 'checkout')
  const runner = await hireRunner(
    options.root,
    path.join(scratch, 'runs'),
    { apiUrl: tracker.url, repository: tracker.repository, workspace },
    { token, slackWebhookUrl: slack.webhookUrl },
  )
  return new Play({ options, saved, clock, tracker, slack, scratch, workspace, runner })
}

interface Parts {
  readonly options: PlaygroundOptions
  readonly saved: Saved | undefined
  readonly clock: Clock
  readonly tracker: Tracker
  readonly slack: Slack
  readonly scratch: string
  readonly workspace: string
  readonly runner: Runner
}

class Play implements Playground {
  readonly tracker: Tracker
  readonly slack: Slack
  readonly #parts: Parts
  readonly #clock: Clock
  readonly #watchers = new Set<() => void>()
  #coordinator!: Coordinator
  #workers!: Workers
  #nextScheduled!: number
  #taken!: Readonly<Record<string, string>>
  #pagesUrl: string | undefined
  #timer: NodeJS.Timeout | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #hasNews = false
  /** Nothing begins any more; what goes on is ended. */
  #isClosing = false
  #isClosed = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#clock = parts.clock
    this.tracker = parts.tracker
    this.slack = parts.slack
    this.#take(parts.saved)
    this.tracker.store.onSave = () => this.#changed()
  }

  #take(saved: Saved | undefined): void {
    this.tracker.addToken(token, {
      login: 'github-actions[bot]',
      kind: 'installation',
      permissions: coordinatorPermissions,
    })
    this.#nextScheduled = Math.max(saved?.nextScheduled ?? 0, nextScheduled(this.#clock.now()))
    this.#taken = saved?.taken ?? {}
    this.#coordinator = new Coordinator(
      {
        runner: () => this.#runner(),
        checkOut: () => this.#checkOut(),
        now: () => this.#clock.now(),
        head: () => headOf(this.tracker.store, `heads/${this.#branch}`) ?? '',
        changed: () => this.#changed(),
        // Every answer of an afternoon would not fit into memory.
        ended: () => void this.tracker.requests.splice(0),
      },
      saved?.runs ?? [],
    )
    this.#workers = new Workers({
      tracker: this.tracker,
      kind: this.#parts.options.worker ?? 'closes',
      coordinator: () => this.#parts.options.coordinator,
      progress: saved?.workers ?? {},
      changed: () => this.#changed(),
    })
  }

  get #branch(): string {
    return this.tracker.store.state.repository.defaultBranch
  }

  #runner(): Runner {
    const { runner, options } = this.#parts
    const environment = {
      ...runner.environment,
      GITHUB_REF: `refs/heads/${this.#branch}`,
      GITHUB_REF_NAME: this.#branch,
    }
    const server = this.#pagesUrl === undefined ? {} : { GITHUB_SERVER_URL: this.#pagesUrl }
    const node = options.node === undefined ? {} : { node: options.node }
    return { ...runner, ...node, environment: { ...environment, ...server }, longest: longestRun }
  }

  async #checkOut(): Promise<void> {
    await rm(this.#parts.workspace, { recursive: true, force: true })
    await checkOut(this.tracker.store, this.#parts.workspace)
  }

  /** Takes over what is new in the files, and looks: whatever was left undone is found by the run that follows. */
  async begin(pagesUrl?: string): Promise<void> {
    this.#pagesUrl = pagesUrl
    this.tracker.store.pagesUrl = pagesUrl
    watchEvents(this.tracker.store, (delivery) => this.#hear(delivery))
    await this.#workers.failLost()
    this.#takeFiles()
    if (!this.busy) this.#lookBySchedule()
    this.#arm()
  }

  #takeFiles(): void {
    const { files } = this.#parts.options
    const sums = new Map([...files].map(([file, text]) => [file, createHash('sha256').update(text).digest('hex')]))
    const fresh = new Map([...files].filter(([file]) => this.#taken[file] !== sums.get(file)))
    if (fresh.size === 0) return
    this.#taken = Object.fromEntries(sums)
    this.tracker.store.putFiles(fresh, { message: `Take over ${[...fresh.keys()].join(', ')}` })
  }

  #hear(delivery: Delivery): void {
    void this.#workers.stopCancelled()
    const place = {
      defaultBranch: this.#branch,
      coordinator: this.#parts.options.coordinator,
      changedBetween: (before: string, after: string) => changedBetween(this.tracker.store, before, after),
    }
    if (startsCoordinator(delivery, place)) this.#coordinator.ask(delivery, this.#runOf(delivery))
    this.#arm()
  }

  /** The run that GitHub shows for a dispatch of the coordinator goes on with the process. */
  #runOf({ name }: Delivery): Parameters<Coordinator['ask']>[1] {
    if (name !== 'workflow_dispatch') return undefined
    const { store } = this.tracker
    const run: RunRow | undefined = store.runs.at(-1)
    if (run === undefined) return undefined
    return (code) => {
      if (code === 'began') store.setRun(run.id, { status: 'in_progress' })
      else if (code === 'cancelled') store.setRun(run.id, { status: 'completed', conclusion: 'cancelled' })
      else store.setRun(run.id, { status: 'completed', conclusion: code === 0 ? 'success' : 'failure' })
    }
  }

  #lookBySchedule(): void {
    this.#coordinator.ask(scheduleEvent(this.tracker.store, schedule))
  }

  get runs(): readonly CoordinatorRun[] {
    return this.#coordinator.runs
  }

  get busy(): boolean {
    return this.#coordinator.busy
  }

  now(): Date {
    return new Date(this.#clock.now())
  }

  settled(): Promise<void> {
    return this.#coordinator.settled()
  }

  forward(hours: number): Promise<void> {
    return this.#inTurn(() => this.#playTo(this.#clock.now() + hours * 3_600_000))
  }

  forwardToNext(): Promise<void> {
    return this.#inTurn(async () => {
      await this.settled()
      const next = earliest(this.#workers.due())
      await this.#playTo(Math.max(next?.at ?? this.#nextScheduled, this.#clock.now()))
    })
  }

  nextDue(): { readonly at: Date; readonly what: string } {
    const { at, what } = this.#next()
    return { at: new Date(at), what }
  }

  #next(): Due {
    const bySchedule: Due = {
      at: this.#nextScheduled,
      what: 'the scheduled run',
      act: async () => {
        this.#nextScheduled = nextScheduled(Math.max(this.#nextScheduled, this.#clock.now()))
        this.#lookBySchedule()
      },
    }
    return earliest([...this.#workers.due(), bySchedule])!
  }

  async #playTo(at: number): Promise<void> {
    await this.settled()
    for (let next = this.#next(); next.at <= at && !this.#isClosing; next = this.#next()) {
      this.#clock.moveTo(next.at)
      await next.act()
      await this.settled()
    }
    if (this.#isClosing) return
    this.#clock.moveTo(at)
    this.#changed()
    this.#arm()
  }

  /** One after the other: two that move the clock would do the same step twice. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Where the clock goes by itself, what is due happens by itself. */
  #arm(): void {
    clearTimeout(this.#timer)
    if (this.#clock.stands || this.#isClosing) return
    const wait = Math.min(Math.max(0, this.#next().at - this.#clock.now()), longestTimer)
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#playTo(this.#clock.now())), wait)
  }

  watch(listener: () => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  /** Changes of one moment are kept and told once. */
  #changed(): void {
    if (this.#hasNews || this.#isClosed) return
    this.#hasNews = true
    queueMicrotask(() => {
      this.#hasNews = false
      this.#keep()
      for (const tell of this.#watchers) tell()
    })
  }

  #keep(): void {
    const { directory } = this.#parts.options
    if (directory !== undefined && !this.#isClosed) writeSaved(directory, this.#saved())
  }

  #saved(): Saved {
    return {
      version: 1,
      now: this.#clock.now(),
      nextScheduled: this.#nextScheduled,
      runs: this.#coordinator.runs,
      workers: this.#workers.progress,
      slack: this.slack.messages,
      taken: this.#taken,
    }
  }

  async dispatch({ dryRun = false, confirm = false }: { dryRun?: boolean; confirm?: boolean }): Promise<void> {
    const workflow = this.#parts.options.coordinator.split('/').at(-1)
    const inputs = { 'dry-run': String(dryRun), confirm: String(confirm) }
    const path = `/actions/workflows/${workflow}/dispatches`
    await ask(this.tracker, { token: 'octocat-token', method: 'POST', path, body: { ref: this.#branch, inputs } })
  }

  workerLog(run: number): string {
    return this.#workers.logOf(run)
  }

  exportState(): string {
    return JSON.stringify({ playground: this.#saved(), tracker: this.tracker.store.state })
  }

  async loadState(text: string): Promise<void> {
    const { playground, tracker } = readExport(text)
    return this.#inTurn(async () => {
      if (this.#isClosing) return
      clearTimeout(this.#timer)
      await this.#coordinator.stop()
      await this.#workers.stop()
      Object.assign(this.tracker.store.state, tracker)
      this.slack.setMessages(playground.slack)
      this.#clock.moveTo(playground.now)
      this.#take(playground)
      this.tracker.store.save()
      await this.#workers.failLost()
      this.#lookBySchedule()
      this.#arm()
    })
  }

  async close(): Promise<void> {
    this.#isClosing = true
    clearTimeout(this.#timer)
    await this.#coordinator.stop()
    // Whatever moves the clock waits for the coordinator, and goes no further.
    await this.#turn
    await this.#workers.stop()
    this.#keep()
    this.#isClosed = true
    await this.slack.close()
    await this.tracker.close()
    await rm(this.#parts.scratch, { recursive: true, force: true })
  }
}

/** Of two at the same time the first. */
function earliest(dues: readonly Due[]): Due | undefined {
  return dues.reduce<Due | undefined>(
    (first, due) => (first === undefined || due.at < first.at ? due : first),
    undefined,
  )
}
