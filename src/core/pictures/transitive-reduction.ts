import type { Graph } from '../picks/graph.ts'

/**
 * The fewest edges that leave every node reachable from the same nodes as before (Aho, Garey and Ullman 1972; for a graph
 * without cycles there is one such set, and it is part of the given one). Edges from or to nodes on a cycle or behind one stay
 * as they are. O(n · e / 64).
 */
export function transitiveReduction({
  order,
  successors,
  stuck,
}: Graph): readonly (readonly [from: number, to: number])[] {
  const position = new Map(order.map((node, at) => [node, at]))
  const reached = new Map<number, bigint>()
  const kept: [number, number][] = []
  for (const from of order.toReversed()) {
    const direct = successors[from]!.filter((to) => position.has(to))
    // Nearest first: whoever is reached through a nearer one needs no edge of its own.
    direct.sort((a, b) => position.get(a)! - position.get(b)!)
    let behind = 0n
    for (const to of direct) {
      const itself = 1n << BigInt(to)
      if ((behind & itself) !== 0n) continue
      kept.push([from, to])
      behind |= itself | reached.get(to)!
    }
    reached.set(from, behind)
  }
  for (const from of [...order, ...stuck]) {
    for (const to of successors[from]!) if (!position.has(to)) kept.push([from, to])
  }
  return kept.sort(([a, b], [c, d]) => a - c || b - d)
}
