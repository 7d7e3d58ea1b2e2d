/**
 * The dependency graph of unfinished tasks. Invariants:
 * - nodes are indexes 0…n−1 in the order given; every edge leads from a blocker to a task that waits for it;
 * - an edge stands once, and never from a node to itself;
 * - `order` holds each node that is on no cycle and behind none, blockers first; the rest is in `stuck`.
 * Building and every question below take O(n + e), levels' comparison apart.
 */
export interface Graph {
  readonly successors: readonly (readonly number[])[]
  readonly predecessors: readonly (readonly number[])[]
  readonly order: readonly number[]
  readonly stuck: readonly number[]
}

export function buildGraph(size: number, edges: Iterable<readonly [blocker: number, waiting: number]>): Graph {
  const successors: number[][] = Array.from({ length: size }, () => [])
  const predecessors: number[][] = Array.from({ length: size }, () => [])
  const seen = new Set<number>()
  for (const [blocker, waiting] of edges) {
    const key = blocker * size + waiting
    if (blocker === waiting || seen.has(key)) continue
    seen.add(key)
    successors[blocker]!.push(waiting)
    predecessors[waiting]!.push(blocker)
  }
  const { order, stuck } = topologicalOrder(successors, predecessors)
  return { successors, predecessors, order, stuck }
}

/** Kahn's algorithm (Kahn 1962). */
function topologicalOrder(
  successors: readonly (readonly number[])[],
  predecessors: readonly (readonly number[])[],
): { order: number[]; stuck: number[] } {
  const waitingFor = predecessors.map((list) => list.length)
  const order: number[] = []
  for (const [node, count] of waitingFor.entries()) if (count === 0) order.push(node)
  for (let next = 0; next < order.length; next++) {
    for (const successor of successors[order[next]!]!) {
      waitingFor[successor]! -= 1
      if (waitingFor[successor] === 0) order.push(successor)
    }
  }
  const stuck: number[] = []
  for (const [node, count] of waitingFor.entries()) if (count > 0) stuck.push(node)
  return { order, stuck }
}

/**
 * One cycle through each knot of the graph, as a trail `[a, b, …, a]` in the direction "waits for". Every trail begins
 * with its lowest node, so the same cycle is always told the same way.
 */
export function findCycles(graph: Graph): readonly (readonly number[])[] {
  const stuck = new Set(graph.stuck)
  const state = new Map<number, 'open' | 'closed'>()
  const cycles: number[][] = []
  for (const root of graph.stuck) {
    if (state.has(root)) continue
    const trail: { node: number; next: number }[] = [{ node: root, next: 0 }]
    state.set(root, 'open')
    while (trail.length > 0) {
      const top = trail.at(-1)!
      const blocker = graph.predecessors[top.node]![top.next++]
      if (blocker === undefined) {
        state.set(top.node, 'closed')
        trail.pop()
      } else if (stuck.has(blocker) && state.get(blocker) === 'open') {
        cycles.push(rotate(trail.slice(trail.findIndex(({ node }) => node === blocker)).map(({ node }) => node)))
      } else if (stuck.has(blocker) && !state.has(blocker)) {
        state.set(blocker, 'open')
        trail.push({ node: blocker, next: 0 })
      }
    }
  }
  return cycles
}

function rotate(cycle: readonly number[]): number[] {
  const start = cycle.indexOf(cycle.reduce((low, node) => Math.min(low, node)))
  return [...cycle.slice(start), ...cycle.slice(0, start), cycle[start]!]
}

/** Length of the longest chain that starts with each node, its own weight included. Nodes on a cycle count alone. */
export function levels(graph: Graph, weights: readonly number[]): number[] {
  const level = [...weights]
  for (let at = graph.order.length - 1; at >= 0; at--) {
    const node = graph.order[at]!
    let longest = 0
    for (const successor of graph.successors[node]!) longest = Math.max(longest, level[successor]!)
    level[node] = weights[node]! + longest
  }
  return level
}

/** The smallest value among a node's own and those of all nodes that wait for it, directly or not. */
export function inheritLowest(graph: Graph, values: readonly number[]): number[] {
  const lowest = [...values]
  for (let at = graph.order.length - 1; at >= 0; at--) {
    const node = graph.order[at]!
    for (const successor of graph.successors[node]!) lowest[node] = Math.min(lowest[node]!, lowest[successor]!)
  }
  return lowest
}
