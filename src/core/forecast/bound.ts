import { levels } from '../picks/graph.ts'
import type { Network } from './network.ts'
import { overlappingLists, type PathConflicts } from './path-conflicts.ts'
import type { Ticks } from './ticks.ts'

/** A task of one limit: when it can start at the earliest, how long it takes, and how much has to follow it. */
interface Job {
  readonly head: Ticks
  readonly effort: Ticks
  readonly tail: Ticks
  readonly atWork: boolean
}

/**
 * A finish that no order can beat. The largest of:
 * - the critical path;
 * - for each limit (slots, stream caps, and one at a time for tasks whose paths all overlap each other), and each set of its tasks that
 *   have some head and some tail at least: their work spread evenly, between the smallest heads and the smallest tails
 *   (Carlier 1987, "Scheduling jobs with release dates and tails on identical machines");
 * - for each limit and each interval, the work that has to lie in it if the critical path is kept (Fernandez and Bussell
 *   1973, "Bounds on the number of processors and time for multiprocessor optimal schedules").
 * It is rounded up to a multiple of what all efforts and dates are multiples of: an optimal order that leaves no gap
 * (an active schedule) ends at a sum of them.
 */
export function finishBound(network: Network, effort: readonly Ticks[]): Ticks {
  const heads = earliestStarts(network, effort)
  const tails = levels(network.graph, effort)
  const path = heads.reduce((longest, head, node) => Math.max(longest, head + tails[node]!), 0)
  const job = (node: number): Job => {
    const { atWork } = network.tasks[node]!
    return { head: heads[node]!, effort: effort[node]!, tail: tails[node]! - effort[node]!, atWork }
  }
  let bound = path
  for (const { capacity, nodes } of limitedSets(network)) {
    const jobs = nodes.map(job)
    // Those at work go on although a limit was lowered below their number.
    const width = Math.max(capacity, jobs.filter(({ atWork }) => atWork).length)
    bound = Math.max(bound, setBound(jobs, width), intervalBound(jobs, width, path))
  }
  const grain = [...effort, ...network.release].reduce(greatestCommonDivisor, 0)
  return grain === 0 ? bound : Math.ceil(bound / grain) * grain
}

function earliestStarts({ graph, release }: Network, effort: readonly Ticks[]): Ticks[] {
  const start = [...release]
  for (const node of graph.order) {
    for (const successor of graph.successors[node]!) {
      start[successor] = Math.max(start[successor]!, start[node]! + effort[node]!)
    }
  }
  return start
}

function limitedSets({ limitsOf, capacity, conflicts }: Network): { capacity: number; nodes: readonly number[] }[] {
  const nodesOf = capacity.map((most): { capacity: number; nodes: number[] } => ({ capacity: most, nodes: [] }))
  for (const [node, limits] of limitsOf.entries()) for (const limit of limits) nodesOf[limit]!.nodes.push(node)
  const alone = cliques(conflicts).map((nodes) => ({ capacity: 1, nodes }))
  return [...nodesOf, ...alone].filter(({ capacity: most, nodes }) => nodes.length > most)
}

/** Beyond so many tasks with paths, only those that share a glob are sought. */
const mostWithPaths = 200

/** Sets of tasks of which any two have overlapping paths: those that share a glob, and others grown from each task. */
function cliques(conflicts: PathConflicts): readonly (readonly number[])[] {
  const { globsOf, overlaps, isCoarse } = conflicts
  if (isCoarse) return []
  const sharing = overlaps.map((): number[] => [])
  for (const [node, globs] of globsOf.entries()) for (const glob of globs) sharing[glob]!.push(node)
  if (globsOf.filter((globs) => globs.length > 0).length > mostWithPaths) return sharing
  const neighbours = overlappingLists(conflicts).map((others) => new Set(others))
  const grown = [...neighbours.entries()].map(([node, others]) => {
    const clique = [node]
    for (const other of others) if (clique.every((member) => neighbours[member]!.has(other))) clique.push(other)
    return clique
  })
  return [...sharing, ...grown]
}

/** Any choice of sets and intervals gives a bound that holds: of large plans some are looked at. */
const mostHeads = (size: number) => Math.max(10, Math.min(200, Math.floor(10_000 / size)))
const mostEnds = (size: number) => Math.max(10, Math.min(40, Math.floor(2_000 / size)))
const widest = 50

function setBound(jobs: readonly Job[], width: number): Ticks {
  const byTail = jobs.toSorted((a, b) => b.tail - a.tail)
  let bound = 0
  for (const from of sample(distinct(jobs.map(({ head }) => head)), mostHeads(jobs.length))) {
    const heads: Ticks[] = []
    const tails: Ticks[] = []
    let work = 0
    for (const { head, effort, tail } of byTail) {
      if (head < from) continue
      work += effort
      bound = Math.max(bound, from + work / width + tail)
      if (width > widest) continue
      insert(heads, head, width)
      tails.push(tail)
      if (tails.length < width) continue
      bound = Math.max(bound, (sum(heads) + work + sum(tails.slice(-width))) / width)
    }
  }
  return bound
}

/** Keeps the smallest ones, sorted. */
function insert(smallest: Ticks[], value: Ticks, most: number): void {
  let at = smallest.length
  while (at > 0 && smallest[at - 1]! > value) at--
  smallest.splice(at, 0, value)
  if (smallest.length > most) smallest.pop()
}

function intervalBound(jobs: readonly Job[], width: number, path: Ticks): Ticks {
  const windows = jobs.map(({ head, effort, tail, atWork }) => {
    const latest = atWork ? 0 : path - tail - effort
    return { head, effort, latest }
  })
  const begins = sample(distinct(windows.map(({ head }) => head)), mostEnds(jobs.length))
  const ends = sample(distinct(windows.map(({ effort, latest }) => latest + effort)), mostEnds(jobs.length))
  let excess = 0
  for (const begin of begins) {
    for (const end of ends) {
      if (end <= begin) continue
      let work = 0
      for (const { head, effort, latest } of windows) {
        const inside = Math.min(effort, end - begin, head + effort - begin, end - latest)
        if (inside > 0) work += inside
      }
      excess = Math.max(excess, work / width - (end - begin))
    }
  }
  return path + excess
}

function distinct(values: readonly Ticks[]): Ticks[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

/** At most so many, evenly spread, the first and the last among them. */
function sample(values: readonly Ticks[], most: number): readonly Ticks[] {
  if (values.length <= most) return values
  return Array.from({ length: most }, (_, at) => values[Math.round((at * (values.length - 1)) / (most - 1))]!)
}

function sum(values: readonly Ticks[]): Ticks {
  return values.reduce((total, value) => total + value, 0)
}

function greatestCommonDivisor(a: number, b: number): number {
  let [large, small] = [a, b]
  while (small > 0) [large, small] = [small, large % small]
  return large
}
