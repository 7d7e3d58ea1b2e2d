import type { Network } from './network.ts'
import type { Timetable } from './play.ts'
import type { Ticks } from './ticks.ts'

/** A network whose orders are tried, with what is the same for all of them. */
export interface Trials {
  readonly network: Network
  readonly effort: readonly Ticks[]
  /** Nodes whose paths overlap those of each. */
  readonly conflicts: readonly (readonly number[])[]
}

/**
 * A schedule that tasks are put into one after the other, each at the earliest moment at which everything that stands
 * already leaves room for all of it. `backward` turns time round: it counts from the end, a task follows those that wait
 * for it, and nobody waits for a date. Invariant: segment i lasts from `#begins[i]` to `#begins[i + 1]`, the last one for
 * ever, and `#used[i]` counts in it the tasks of each limit.
 */
export class SerialSchedule {
  readonly #trials: Trials
  readonly #before: readonly (readonly number[])[]
  readonly #isForward: boolean
  readonly #start: Ticks[]
  readonly #begins: Ticks[] = [0]
  readonly #used: number[][]

  constructor(trials: Trials, direction: 'forward' | 'backward') {
    const { graph, capacity } = trials.network
    this.#trials = trials
    this.#isForward = direction === 'forward'
    this.#before = this.#isForward ? graph.predecessors : graph.successors
    this.#start = trials.effort.map(() => Number.NaN)
    this.#used = [capacity.map(() => 0)]
  }

  /** Puts a task where it is anyway. */
  fix(node: number, start: Ticks): void {
    this.#start[node] = start
    const [from, to] = [this.#cut(start), this.#cut(start + this.#trials.effort[node]!)]
    const limits = this.#trials.network.limitsOf[node]!
    for (let segment = from; segment < to; segment++) for (const limit of limits) this.#used[segment]![limit]! += 1
  }

  /** Puts a task after all that it follows, which must stand already. */
  place(node: number): void {
    let earliest = this.#isForward ? this.#trials.network.release[node]! : 0
    for (const other of this.#before[node]!) {
      earliest = Math.max(earliest, this.#start[other]! + this.#trials.effort[other]!)
    }
    let start = this.#roomFrom(earliest, node)
    for (let free = this.#pathsFreeFrom(start, node); free > start; free = this.#pathsFreeFrom(start, node)) {
      start = this.#roomFrom(free, node)
    }
    this.fix(node, start)
  }

  timetable(): Timetable {
    return { start: this.#start, finish: this.#start.map((start, node) => start + this.#trials.effort[node]!) }
  }

  /** The first moment, not before `earliest`, from which no limit is reached for as long as the task takes. */
  #roomFrom(earliest: Ticks, node: number): Ticks {
    const limits = this.#trials.network.limitsOf[node]!
    const effort = this.#trials.effort[node]!
    let start = earliest
    for (let segment = this.#segmentAt(earliest); segment < this.#begins.length; segment++) {
      if (this.#begins[segment]! >= start + effort) break
      const used = this.#used[segment]!
      if (limits.some((limit) => used[limit]! >= this.#trials.network.capacity[limit]!))
        start = this.#begins[segment + 1]!
    }
    return start
  }

  /** When the last of the tasks with overlapping paths ends that the task would meet. */
  #pathsFreeFrom(start: Ticks, node: number): Ticks {
    const finish = start + this.#trials.effort[node]!
    let free = start
    for (const other of this.#trials.conflicts[node]!) {
      const otherStart = this.#start[other]!
      const otherFinish = otherStart + this.#trials.effort[other]!
      if (otherStart < finish && otherFinish > start) free = Math.max(free, otherFinish)
    }
    return free
  }

  #segmentAt(moment: Ticks): number {
    let [low, high] = [0, this.#begins.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#begins[middle]! <= moment) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The segment that begins at a moment, made if there is none. */
  #cut(moment: Ticks): number {
    const segment = this.#segmentAt(moment)
    if (this.#begins[segment] === moment) return segment
    this.#begins.splice(segment + 1, 0, moment)
    this.#used.splice(segment + 1, 0, [...this.#used[segment]!])
    return segment + 1
  }
}
