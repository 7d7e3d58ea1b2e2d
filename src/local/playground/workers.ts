import type { Task } from '../../core/phase.ts'
import type { RunRow } from '../state.ts'
import type { Tracker } from '../tracker.ts'
import { ask } from './api.ts'
import { planReader } from './planned-tasks.ts'
import type { WorkerProgress } from './saved.ts'
import { type Script, startScript } from './script.ts'

/** What does a dispatched task: a program of the user's, or what is built in and only lets the time of its effort pass. */
export type WorkerKind = { readonly script: string } | 'closes' | 'hands-in'

/** Something that is going to happen. */
export interface Due {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly what: string
  readonly act: () => Promise<void>
}

interface Options {
  readonly tracker: Tracker
  readonly kind: WorkerKind
  /** Path of the coordinator's workflow, which is no worker. */
  readonly coordinator: () => string
  readonly progress: Readonly<Record<string, WorkerProgress>>
  readonly changed: () => void
}

const minute = 60_000
const hour = 60 * minute
/** Until GitHub has found a machine. */
const queue = minute
/** Of a task that is in no phase file any more. */
const usualHours = 8
const token = 'local-token'
const none: WorkerProgress = { steps: 0, comment: undefined, log: '' }

/** Lets every dispatched run be done. It acts with the repository's own token, as a workflow does. */
export class Workers {
  readonly #options: Options
  readonly #progress: Map<string, WorkerProgress>
  readonly #scripts = new Map<number, Script>()
  readonly #plan: () => ReadonlyMap<string, Task>

  constructor(options: Options) {
    this.#options = options
    this.#plan = planReader(options.tracker.store)
    this.#progress = new Map(Object.entries(options.progress))
  }

  get progress(): Readonly<Record<string, WorkerProgress>> {
    return Object.fromEntries(this.#progress)
  }

  logOf(run: number): string {
    return this.#progressOf(run).log
  }

  /** What they will do next, one for each that is at work. */
  due(): Due[] {
    const open = this.#options.tracker.store.runs.filter((run) => run.status !== 'completed' && this.#isOurs(run))
    return typeof this.#options.kind === 'object'
      ? open.filter(({ status }) => status === 'queued').map((run) => this.#scriptDue(run, this.#script))
      : open.map((run) => this.#stepDue(run))
  }

  /** Stops what goes on of runs that were cancelled. */
  async stopCancelled(): Promise<void> {
    const { store } = this.#options.tracker
    const cancelled = [...this.#scripts].filter(([id]) => {
      return store.runs.find((run) => run.id === id)?.status === 'completed'
    })
    await Promise.all(cancelled.map(([, script]) => script.stop()))
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#scripts.values()].map((script) => script.stop()))
  }

  /** Runs that somebody's program was at when the process ended. */
  async failLost(): Promise<void> {
    if (typeof this.#options.kind !== 'object') return
    const lost = this.#options.tracker.store.runs.filter((run) => run.status === 'in_progress' && this.#isOurs(run))
    for (const run of lost) await this.#end(run, 'failure', 'The tracker was stopped while this was at work.')
  }

  get #script(): string {
    const { kind } = this.#options
    return typeof kind === 'object' ? kind.script : ''
  }

  #isOurs({ workflow }: RunRow): boolean {
    const { store } = this.#options.tracker
    return store.state.workflows.find(({ id }) => id === workflow)?.path !== this.#options.coordinator()
  }

  #progressOf(run: number): WorkerProgress {
    return this.#progress.get(String(run)) ?? none
  }

  #stepDue(run: RunRow): Due {
    const { steps } = this.#progressOf(run.id)
    const begin = Date.parse(run.createdAt) + queue
    const takes = this.#hoursOf(run.inputs.task) * hour
    const task = run.inputs.task ?? 'a task'
    const plan: readonly Due[] = [
      { at: begin, what: `the worker of ${task} begins`, act: () => this.#begin(run) },
      ...[40, 80].map((percent) => {
        return {
          at: begin + (takes * percent) / 100,
          what: `a heartbeat of ${task}`,
          act: () => this.#beat(run, percent),
        }
      }),
      { at: begin + takes, what: `the worker of ${task} ends`, act: () => this.#finish(run) },
    ]
    const { at, what, act } = plan[Math.min(steps, plan.length - 1)]!
    return { at, what, act: () => this.#counted(run, act) }
  }

  /** A step that GitHub refuses ends the run, as it would end a workflow. */
  async #counted(run: RunRow, act: () => Promise<void>): Promise<void> {
    this.#set(run, { steps: this.#progressOf(run.id).steps + 1 })
    try {
      await act()
    } catch (error) {
      await this.#end(run, 'failure', error instanceof Error ? error.message : String(error))
    }
  }

  #hoursOf(task: string | undefined): number {
    return this.#plan().get(task ?? '')?.effortHours ?? usualHours
  }

  async #begin(run: RunRow): Promise<void> {
    this.#options.tracker.store.setRun(run.id, { status: 'in_progress' })
    this.#say(run, `Began ${run.inputs.task}, under the claim ${run.inputs.claim}.`)
  }

  /** One comment for the whole run, edited each time. */
  async #beat(run: RunRow, percent: number): Promise<void> {
    const { tracker } = this.#options
    const body = { body: `/heartbeat ${percent}%` }
    const { comment } = this.#progressOf(run.id)
    this.#say(run, `${percent} %`)
    if (comment !== undefined) {
      await ask(tracker, { token, method: 'PATCH', path: `/issues/comments/${comment}`, body })
      return
    }
    const made = await ask(tracker, { token, method: 'POST', path: `/issues/${run.inputs.issue}/comments`, body })
    this.#set(run, { comment: (made as { id: number }).id })
  }

  async #finish(run: RunRow): Promise<void> {
    const { tracker, kind } = this.#options
    const issue = Number(run.inputs.issue)
    if (kind === 'hands-in') {
      const { title } = tracker.store.issue(issue)
      const head = `tasks/${run.inputs.claim?.replace('#', '-')}`
      const body = `Closes #${issue}`
      const pull = tracker.store.addPullRequest({ title, user: run.actor, body, head, closes: [issue] })
      await this.#end(run, 'success', `Opened the pull request #${pull.number}.`)
      return
    }
    const body = { state: 'closed', state_reason: 'completed' }
    await ask(tracker, { token, method: 'PATCH', path: `/issues/${issue}`, body })
    await this.#end(run, 'success', `Closed #${issue}.`)
  }

  #scriptDue(run: RunRow, script: string): Due {
    const act = async () => {
      const { tracker } = this.#options
      tracker.store.setRun(run.id, { status: 'in_progress' })
      const started = startScript(script, this.#environmentOf(run), (text) => this.#write(run, text))
      this.#scripts.set(run.id, started)
      void started.ended.then(async (conclusion) => {
        this.#scripts.delete(run.id)
        await this.#end(run, conclusion, conclusion === 'success' ? 'Ended well.' : 'Ended with an error.')
      })
    }
    return { at: Date.parse(run.createdAt), what: `the worker of ${run.inputs.task} begins`, act }
  }

  /** The last job of every shipped worker wakes the coordinator. */
  async #end(run: RunRow, conclusion: 'success' | 'failure', told: string): Promise<void> {
    const { tracker } = this.#options
    this.#say(run, told)
    const row = tracker.store.runs.find(({ id }) => id === run.id)
    if (row === undefined) return
    if (row.status !== 'completed') tracker.store.setRun(run.id, { status: 'completed', conclusion })
    const workflow = this.#options.coordinator().split('/').at(-1)
    const ref = tracker.store.state.repository.defaultBranch
    const path = `/actions/workflows/${workflow}/dispatches`
    await ask(tracker, { token, method: 'POST', path, body: { ref } }).catch(() => undefined)
    this.#options.changed()
  }

  /** What the dispatched workflow does not declare is not among its inputs, but known. */
  #environmentOf(run: RunRow): Readonly<Record<string, string>> {
    const { url, repository, store } = this.#options.tracker
    const { task = '', claim = '', issue = '', ...others } = run.inputs
    const planned = this.#plan().get(task)
    return {
      TASK: task,
      CLAIM: claim,
      ISSUE: issue,
      PHASE: others.phase ?? planned?.phase ?? '',
      MODEL: others.model ?? planned?.model ?? '',
      ATTEMPT: others.attempt ?? String(failuresBefore(run, store.runs) + 1),
      GITHUB_API_URL: url,
      GITHUB_SERVER_URL: store.pagesUrl ?? url,
      GITHUB_REPOSITORY: repository,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_TOKEN: token,
      GH_TOKEN: token,
    }
  }

  #say(run: RunRow, line: string): void {
    this.#write(run, `${this.#options.tracker.store.timestamp()}  ${line}\n`)
  }

  #write(run: RunRow, text: string): void {
    this.#set(run, { log: `${this.#progressOf(run.id).log}${text}`.slice(-mostLog) })
  }

  #set(run: RunRow, to: Partial<WorkerProgress>): void {
    this.#progress.set(String(run.id), { ...this.#progressOf(run.id), ...to })
    this.#options.changed()
  }
}

/** Characters of a worker's log that are kept, the last ones. */
const mostLog = 100_000

/** How many runs for the same task failed in a row before this one. */
function failuresBefore(run: RunRow, runs: readonly RunRow[]): number {
  const earlier = runs.filter(({ id, inputs }) => id < run.id && inputs.task === run.inputs.task)
  return earlier.length - 1 - earlier.findLastIndex(({ conclusion }) => conclusion !== 'failure')
}
