import { levels } from '../picks/graph.ts'
import { finishBound } from './bound.ts'
import type { Network } from './network.ts'
import { overlappingLists } from './path-conflicts.ts'
import type { Timetable } from './play.ts'
import { type Random, randomFrom } from './random.ts'
import { finishOf } from './schedule.ts'
import { SerialSchedule, type Trials } from './serial-schedule.ts'
import type { Ticks } from './ticks.ts'

/** Orders tried for a plan of so many tasks: small plans need few to be sure, large ones have no time for more. */
function mostTrials(size: number): number {
  return Math.max(1, Math.min(400, Math.floor(120_000 / (size * size))))
}

/**
 * Looks for an order that ends earlier than `first`, without regard to priorities, and never gives a later one. Orders
 * come from levels (the chain of effort behind a task), disturbed at random; each becomes a schedule by serial generation
 * with insertion, and is then pushed to the right from its end and back to the left from its start until this gains
 * nothing: forward-backward improvement (Li and Willis 1992; as double justification in Valls, Ballestín and Quintanilla
 * 2005; with sampling in Tormos and Lova 2001). Deterministic, bounded by a number of orders, and ended by the bound that
 * no order can beat.
 */
export function searchTimetable(network: Network, effort: readonly Ticks[], first: Timetable): Timetable {
  const bound = finishBound(network, effort)
  const random = randomFrom(network.tasks.length)
  const level = levels(network.graph, effort)
  const trials: Trials = { network, effort, conflicts: overlappingLists(network.conflicts) }
  let best = improve(trials, first)
  for (let trial = 0; trial < mostTrials(effort.length) && finishOf(best) > bound; trial++) {
    const urgency = trial === 0 ? level : disturb(level, best, trial, random)
    const found = improve(trials, serially(trials, urgency))
    if (finishOf(found) < finishOf(best)) best = found
  }
  return finishOf(best) < finishOf(first) ? best : first
}

/** By turns around the levels and around the best schedule so far, by little and by much. */
function disturb(level: readonly Ticks[], best: Timetable, trial: number, { uniform }: Random): readonly number[] {
  const strength = [0.1, 0.3, 0.6, 1][(trial >> 1) % 4]!
  if (trial % 2 === 0) return level.map((each) => each * (1 + strength * (2 * uniform() - 1)))
  const span = finishOf(best)
  return best.start.map((start) => -start + (strength / 2) * span * uniform())
}

/** Serial generation: always the most urgent of the tasks whose blockers stand, as early as it can be. */
function serially(trials: Trials, urgency: readonly number[]): Timetable {
  const { graph, tasks } = trials.network
  const schedule = new SerialSchedule(trials, 'forward')
  const waitingFor = graph.predecessors.map((list) => list.length)
  const open = new Set<number>()
  const stand = (node: number) => {
    for (const successor of graph.successors[node]!) {
      waitingFor[successor]! -= 1
      if (waitingFor[successor] === 0) open.add(successor)
    }
  }
  for (const [node, task] of tasks.entries()) if (!task.atWork && waitingFor[node] === 0) open.add(node)
  for (const [node, task] of tasks.entries()) if (task.atWork) schedule.fix(node, 0)
  for (const [node, task] of tasks.entries()) if (task.atWork) stand(node)
  while (open.size > 0) {
    let next = -1
    for (const node of open) if (next < 0 || urgency[node]! > urgency[next]!) next = node
    open.delete(next)
    schedule.place(next)
    stand(next)
  }
  return schedule.timetable()
}

function improve(trials: Trials, given: Timetable): Timetable {
  let best = given
  for (;;) {
    const found = pushLeft(trials, pushRight(trials, best))
    if (finishOf(found) >= finishOf(best)) return best
    best = found
  }
}

/** Everything as late as it can be without a later finish, from the last task to the first. */
function pushRight(trials: Trials, { finish }: Timetable): Timetable {
  const { network, effort } = trials
  const end = finish.reduce((latest, each) => Math.max(latest, each), 0)
  const places = placesOf(network)
  const schedule = new SerialSchedule(trials, 'backward')
  const order = [...effort.keys()].sort((a, b) => finish[b]! - finish[a]! || places[b]! - places[a]!)
  for (const node of order) if (network.tasks[node]!.atWork) schedule.fix(node, end - effort[node]!)
  for (const node of order) if (!network.tasks[node]!.atWork) schedule.place(node)
  const { start: fromEnd } = schedule.timetable()
  const start = fromEnd.map((each, node) => end - each - effort[node]!)
  return { start, finish: start.map((each, node) => each + effort[node]!) }
}

function pushLeft(trials: Trials, { start }: Timetable): Timetable {
  const { network, effort } = trials
  const places = placesOf(network)
  const schedule = new SerialSchedule(trials, 'forward')
  const order = [...effort.keys()].sort((a, b) => start[a]! - start[b]! || places[a]! - places[b]!)
  for (const node of order) if (network.tasks[node]!.atWork) schedule.fix(node, 0)
  for (const node of order) if (!network.tasks[node]!.atWork) schedule.place(node)
  return schedule.timetable()
}

/** Blockers have lower places than what waits for them, which parts tasks of no effort that stand at one moment. */
function placesOf({ graph }: Network): readonly number[] {
  const places: number[] = []
  for (const [place, node] of graph.order.entries()) places[node] = place
  return places
}
