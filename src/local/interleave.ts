import type { Intercept } from './intercept.ts'

/** Picks whose request is carried out next, among the runs that have one waiting. */
export type Scheduler = (waiting: readonly string[]) => string

export interface Interleaving {
  intercept: Intercept
  /** The run sends no more requests: the others no longer wait for it. */
  ended(run: string): void
  /** The order that came about. */
  readonly order: readonly string[]
}

/**
 * Carries out the requests of several runs one at a time, in an order that the scheduler alone decides: nothing is
 * carried out while a run that has not ended is still thinking. Runs are told apart by their tokens; requests with
 * other tokens pass.
 */
export function interleave(runs: readonly string[], scheduler: Scheduler): Interleaving {
  const active = new Set(runs)
  const waiting = new Map<string, (() => void)[]>(runs.map((run) => [run, []]))
  const order: string[] = []
  let busy = false

  function advance(): void {
    if (busy) return
    const ready = [...waiting].filter(([, queue]) => queue.length > 0).map(([run]) => run)
    const thinking = [...active].some((run) => waiting.get(run)?.length === 0)
    if (ready.length === 0 || thinking) return
    const run = scheduler(ready)
    busy = true
    order.push(run)
    waiting.get(run)?.shift()?.()
  }

  const intercept: Intercept = async (request, proceed) => {
    const queue = request.token === undefined ? undefined : waiting.get(request.token)
    if (!queue) return proceed()
    await new Promise<void>((resolve) => {
      queue.push(resolve)
      advance()
    })
    try {
      return await proceed()
    } finally {
      busy = false
      advance()
    }
  }

  return {
    intercept,
    order,
    ended(run) {
      active.delete(run)
      advance()
    },
  }
}

/** A scheduler that chooses by chance, the same for the same seed: a linear congruential generator, of which the high bits are used. */
export function seeded(seed: number): Scheduler {
  let state = seed >>> 0
  return (waiting) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return waiting[Math.floor((state / 2 ** 32) * waiting.length)] ?? waiting[0] ?? ''
  }
}
