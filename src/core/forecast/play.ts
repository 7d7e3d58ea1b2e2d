import { rankTasks } from '../picks/rank.ts'
import type { Network } from './network.ts'
import type { ForecastPlan } from './plan.ts'
import type { Ticks } from './ticks.ts'

/** Start and finish of each node. */
export interface Timetable {
  readonly start: readonly Ticks[]
  readonly finish: readonly Ticks[]
}

/** Place of each node in an order: the lowest is picked first. */
export type Places = readonly number[]

/** Places in the pick order as it stands, or as it will once some nodes are done. */
export function pickOrder(network: Network, plan: ForecastPlan, isDone?: (node: number) => boolean): Places {
  const nodeOf = new Map(network.tasks.map(({ id }, node) => [id, node]))
  const left = plan.tasks.filter(({ id }) => nodeOf.get(id) === undefined || !isDone?.(nodeOf.get(id)!))
  const placeOf = new Map(rankTasks([...left, ...plan.elsewhere]).map(({ id }, place) => [id, place]))
  return network.tasks.map(({ id }) => placeOf.get(id) ?? -1)
}

/**
 * Plays the plan: whenever a task ends, or one may start for the first time, the free slots go to the first tasks in the
 * order that may start and that no stream cap and no path keeps back. This is what the action does, run for run, and the
 * parallel schedule generation scheme of Kelley (1963).
 *
 * `reorder` gives the order anew when a node is done that changes it: of two tasks that wait, neither rises over the other
 * by what ends before them, because rank looks only at what waits for a task. But a task at work may have begun before
 * what it waits for, which then lent it urgency.
 */
export function play(
  network: Network,
  effort: readonly Ticks[],
  order: Places,
  reorder?: (isDone: (node: number) => boolean) => Places,
): Timetable {
  const table = new Play(network, effort, order)
  const early = new Set(reorder === undefined ? [] : network.early)
  for (let now = 0; now !== Number.POSITIVE_INFINITY; now = table.nextEvent()) {
    const ended = table.finishAt(now)
    if (ended.some((node) => early.has(node))) table.order(reorder!((node) => table.isDone(node)))
    table.pickAt(now)
  }
  return table
}

class Play implements Timetable {
  readonly start: Ticks[]
  readonly finish: Ticks[]
  readonly #network: Network
  readonly #effort: readonly Ticks[]
  readonly #waitingFor: number[]
  readonly #free: number[]
  /** For each glob, how many tasks at work overlap it. */
  readonly #blocked: Uint32Array
  #order: Places
  /** In pick order: tasks that wait for nothing but a slot. */
  #ready: number[] = []
  #running: number[] = []
  /** By release, the next one last: tasks that wait for nothing but their date. */
  #early: number[] = []

  constructor(network: Network, effort: readonly Ticks[], order: Places) {
    this.#network = network
    this.#effort = effort
    this.#order = order
    this.start = effort.map(() => Number.POSITIVE_INFINITY)
    this.finish = effort.map(() => Number.POSITIVE_INFINITY)
    this.#waitingFor = network.graph.predecessors.map((list) => list.length)
    this.#free = [...network.capacity]
    this.#blocked = new Uint32Array(network.conflicts.overlaps.length)
    for (const [node, task] of network.tasks.entries()) if (task.atWork) this.#begin(node, 0)
    for (const [node, task] of network.tasks.entries()) {
      if (!task.atWork && this.#waitingFor[node] === 0) this.#early.push(node)
    }
    this.#sortEarly()
  }

  isDone(node: number): boolean {
    return this.#waitingFor[node] === done
  }

  order(order: Places): void {
    this.#order = order
    this.#ready.sort((a, b) => order[a]! - order[b]!)
  }

  nextEvent(): Ticks {
    const { release } = this.#network
    let next = this.#early.length === 0 ? Number.POSITIVE_INFINITY : release[this.#early.at(-1)!]!
    for (const node of this.#running) next = Math.min(next, this.finish[node]!)
    return next
  }

  /** Ends what ends now, and releases what this, or the date, lets start. */
  finishAt(now: Ticks): readonly number[] {
    const ended = this.#running.filter((node) => this.finish[node]! <= now)
    if (ended.length > 0) this.#running = this.#running.filter((node) => this.finish[node]! > now)
    for (const node of ended) this.#end(node)
    while (this.#early.length > 0 && this.#network.release[this.#early.at(-1)!]! <= now) this.#admit(this.#early.pop()!)
    return ended
  }

  pickAt(now: Ticks): void {
    const { common } = this.#network
    const isFull = () => {
      for (let limit = 0; limit < common; limit++) if (this.#free[limit]! <= 0) return true
      return false
    }
    const kept: number[] = []
    let at = 0
    for (; at < this.#ready.length && !isFull(); at++) {
      const node = this.#ready[at]!
      if (this.#fits(node)) this.#begin(node, now)
      else kept.push(node)
    }
    this.#ready.splice(0, at, ...kept)
  }

  #fits(node: number): boolean {
    const { limitsOf, conflicts } = this.#network
    return (
      limitsOf[node]!.every((limit) => this.#free[limit]! > 0) &&
      conflicts.globsOf[node]!.every((glob) => this.#blocked[glob] === 0)
    )
  }

  #begin(node: number, now: Ticks): void {
    this.start[node] = now
    this.finish[node] = now + this.#effort[node]!
    this.#running.push(node)
    this.#count(node, 1)
  }

  #end(node: number): void {
    this.#waitingFor[node] = done
    this.#count(node, -1)
    for (const successor of this.#network.graph.successors[node]!) {
      this.#waitingFor[successor]! -= 1
      if (this.#waitingFor[successor] !== 0) continue
      this.#early.push(successor)
      this.#sortEarly()
    }
  }

  #count(node: number, change: number): void {
    const { limitsOf, conflicts } = this.#network
    for (const limit of limitsOf[node]!) this.#free[limit]! -= change
    for (const glob of conflicts.globsOf[node]!) {
      for (const other of conflicts.overlaps[glob]!) this.#blocked[other]! += change
    }
  }

  #admit(node: number): void {
    let [low, high] = [0, this.#ready.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#order[this.#ready[middle]!]! < this.#order[node]!) low = middle + 1
      else high = middle
    }
    this.#ready.splice(low, 0, node)
  }

  #sortEarly(): void {
    const { release } = this.#network
    this.#early.sort((a, b) => release[b]! - release[a]!)
  }
}

/** Mark of a node that is done, where others count what they wait for. */
const done = -1
