import type { Delivery } from '../events.ts'
import { type Runner, runAction } from '../runner.ts'
import type { CoordinatorRun } from './saved.ts'
import { shownLog } from './shown-log.ts'
import { causeOf } from './triggers.ts'

/** What the queue needs of what is around it. */
export interface Surroundings {
  readonly runner: () => Runner
  /** What the workflow does before the action's step. */
  readonly checkOut: () => Promise<void>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Commit of the default branch. */
  readonly head: () => string
  readonly changed: () => void
  /** A run has ended, or could not be started. */
  readonly ended: () => void
}

interface Asked {
  readonly delivery: Delivery
  readonly number: number
  /** Told when the run begins, and with its exit code when it has ended. */
  readonly told: ((code: number | 'began' | 'cancelled') => void) | undefined
}

/** Logs and summaries of older runs are dropped. */
const mostWhole = 200

/** The concurrency group of the coordinator's workflow: one run is at work, the newest of the others waits. */
export class Coordinator {
  #runs: readonly CoordinatorRun[]
  #waiting: Asked | undefined
  #work: Promise<void> | undefined
  #stop = new AbortController()
  readonly #around: Surroundings

  constructor(around: Surroundings, runs: readonly CoordinatorRun[]) {
    this.#around = around
    // Whoever was at work when the process ended is not there any more.
    this.#runs = runs.map((run) => (isOpen(run) ? { ...run, state: 'cancelled' } : run))
  }

  get runs(): readonly CoordinatorRun[] {
    return this.#runs
  }

  get busy(): boolean {
    return this.#work !== undefined
  }

  ask(delivery: Delivery, told?: Asked['told']): void {
    if (this.#stop.signal.aborted) return
    const number = (this.#runs.at(-1)?.number ?? 0) + 1
    const at = new Date(this.#around.now()).toISOString()
    const run = { number, event: delivery.name, cause: causeOf(delivery), at, state: 'waiting' } as const
    this.#runs = [...this.#runs, { ...run, code: undefined, log: '', summary: '', outputs: {} }]
    if (this.#waiting !== undefined) {
      this.#set(this.#waiting.number, { state: 'cancelled' })
      this.#waiting.told?.('cancelled')
    }
    this.#waiting = { delivery, number, told }
    this.#around.changed()
    this.#work ??= this.#goOn()
  }

  /** Resolves when no run is at work or waits. */
  async settled(): Promise<void> {
    while (this.#work !== undefined) await this.#work
  }

  /** Kills the run at work; none begins any more. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.settled()
  }

  async #goOn(): Promise<void> {
    // Events of the same moment are asked for one after the other.
    await Promise.resolve()
    for (let next = this.#take(); next !== undefined; next = this.#take()) await this.#run(next)
    this.#work = undefined
    this.#around.changed()
  }

  #take(): Asked | undefined {
    const next = this.#waiting
    this.#waiting = undefined
    if (next === undefined || !this.#stop.signal.aborted) return next
    this.#set(next.number, { state: 'cancelled' })
    return undefined
  }

  async #run({ delivery, number, told }: Asked): Promise<void> {
    this.#set(number, { state: 'running' })
    told?.('began')
    this.#around.changed()
    try {
      await this.#around.checkOut()
      const facts = { number, now: new Date(this.#around.now()), sha: this.#around.head(), signal: this.#stop.signal }
      const run = await runAction(this.#around.runner(), delivery, { ...facts, inputs: inputsOf(delivery) })
      const { code, summary, outputs } = run
      const log = shownLog(run.log)
      if (code === null) this.#set(number, { state: 'cancelled', log })
      else this.#set(number, { state: 'done', code, log, summary, outputs })
      told?.(code ?? 'cancelled')
    } catch (error) {
      this.#set(number, { state: 'done', code: 1, log: `The run could not be started: ${String(error)}` })
      told?.(1)
    }
    this.#around.ended()
    this.#around.changed()
  }

  #set(number: number, to: Partial<CoordinatorRun>): void {
    const oldestWhole = number - mostWhole
    this.#runs = this.#runs.map((run) => {
      if (run.number === number) return { ...run, ...to }
      return run.number < oldestWhole && run.log !== '' ? { ...run, log: '', summary: '' } : run
    })
  }
}

function isOpen({ state }: CoordinatorRun): boolean {
  return state === 'waiting' || state === 'running'
}

/** As the workflow hands the inputs of a run by hand over to the action. */
function inputsOf({ name, payload }: Delivery): Readonly<Record<string, string>> {
  if (name !== 'workflow_dispatch') return {}
  const given = (payload.inputs ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(['dry-run', 'confirm'].map((input) => [input, String(given[input] ?? false)]))
}
