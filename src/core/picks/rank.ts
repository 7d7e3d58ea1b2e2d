import { buildGraph, inheritLowest, levels } from './graph.ts'

/** What the order of picks looks at. */
export interface Rankable {
  readonly id: string
  /** Ids of unfinished tasks that it waits for; ids that are not among the tasks given are ignored. */
  readonly waitsFor: readonly string[]
  readonly priority: number
  /** Working hours that are left of it. */
  readonly effortHours: number
  readonly final: boolean
  /** Someone asked for it to be first. */
  readonly next: boolean
  /** It was given back: it goes behind all that were not. */
  readonly behind: boolean
}

export interface Rank {
  readonly id: string
  /** The most urgent priority of its own and of the tasks that wait for it. */
  readonly priority: number
  /** The task that lent it that priority; undefined where it is its own. */
  readonly lentBy: string | undefined
  /** Working hours of the longest chain of remaining effort that starts with it. */
  readonly level: number
  /** Counts up where the next task is less urgent; equal for tasks that only level, successors or file order part. */
  readonly urgency: number
}

/**
 * The pick order of section "The pick" in docs/design.md, most urgent first: `/next`, effective priority, level
 * (Hu 1961: the longest chain first), successors' levels compared lexicographically, largest first (after Coffman and
 * Graham 1972), file order. The tasks come in file order. Blockers always stand before what waits for them, except
 * that the final task comes last; it lends its urgency to nobody. O((n + e) log n).
 */
export function rankTasks(tasks: readonly Rankable[]): readonly Rank[] {
  const indexOf = new Map(tasks.map((task, index) => [task.id, index]))
  const edges: [number, number][] = []
  for (const [index, task] of tasks.entries()) {
    if (task.final) continue
    for (const id of task.waitsFor) {
      const blocker = indexOf.get(id)
      if (blocker !== undefined) edges.push([blocker, index])
    }
  }
  const graph = buildGraph(tasks.length, edges)
  const own = tasks.map((task) => task.priority)
  const priority = inheritLowest(graph, own)
  const lentBy = lenders(tasks, graph, priority)
  const level = levels(
    graph,
    tasks.map((task) => task.effortHours),
  )
  const successorLevels = graph.successors.map((list) => list.map((node) => level[node]!).sort((a, b) => b - a))
  const order = tasks.map((_, index) => index)
  // Sorting is stable, so what nothing parts stays in file order.
  order.sort(
    (a, b) =>
      Number(tasks[a]!.final) - Number(tasks[b]!.final) ||
      Number(tasks[b]!.next) - Number(tasks[a]!.next) ||
      Number(tasks[a]!.behind) - Number(tasks[b]!.behind) ||
      priority[a]! - priority[b]! ||
      level[b]! - level[a]! ||
      compareDescending(successorLevels[a]!, successorLevels[b]!),
  )
  let urgency = 0
  return order.map((index, at) => {
    const before = order[at - 1]
    if (before !== undefined && !sameUrgency(tasks[before]!, tasks[index]!, priority[before] === priority[index]))
      urgency++
    return { id: tasks[index]!.id, priority: priority[index]!, lentBy: lentBy[index], level: level[index]!, urgency }
  })
}

function sameUrgency(a: Rankable, b: Rankable, samePriority: boolean): boolean {
  return samePriority && a.final === b.final && a.next === b.next && a.behind === b.behind
}

/** Lexicographic, the larger sequence first; of two that agree as far as they go, the longer one. */
function compareDescending(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    if (a[at] !== b[at]) return b[at]! - a[at]!
  }
  return b.length - a.length
}

function lenders(
  tasks: readonly Rankable[],
  graph: ReturnType<typeof buildGraph>,
  priority: readonly number[],
): (string | undefined)[] {
  const lender: (string | undefined)[] = tasks.map(() => undefined)
  for (let at = graph.order.length - 1; at >= 0; at--) {
    const node = graph.order[at]!
    if (priority[node] === tasks[node]!.priority) continue
    // What is not its own came from one that waits for it.
    const source = graph.successors[node]!.find((successor) => priority[successor] === priority[node])!
    lender[node] = lender[source] ?? tasks[source]!.id
  }
  return lender
}
