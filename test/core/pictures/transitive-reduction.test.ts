import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildGraph } from '../../../src/core/picks/graph.ts'
import { transitiveReduction } from '../../../src/core/pictures/transitive-reduction.ts'

type Edge = readonly [number, number]

/** Which node leads to which, by following edges until nothing new is found. */
function reachable(size: number, edges: readonly Edge[]): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (let from = 0; from < size; from++) {
    const open = [from]
    while (open.length > 0) {
      const at = open.pop()
      for (const [a, b] of edges) {
        if (a !== at || pairs.has(`${from}>${b}`)) continue
        pairs.add(`${from}>${b}`)
        open.push(b)
      }
    }
  }
  return pairs
}

const anyEdges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 50 })

test('everything is still reached, and nothing would be without any of the edges that are left', () => {
  fc.assert(
    fc.property(anyEdges, (pairs) => {
      const edges = pairs.filter(([a, b]) => a !== b).map(([a, b]): Edge => (a < b ? [a, b] : [b, a]))
      const kept = transitiveReduction(buildGraph(12, edges))
      const before = reachable(12, edges)
      expect(reachable(12, kept)).toEqual(before)
      for (const edge of kept)
        expect(
          reachable(
            12,
            kept.filter((other) => other !== edge),
          ),
        ).not.toEqual(before)
    }),
    { seed: 6 },
  )
})

test('with cycles everything is still reached', () => {
  fc.assert(
    fc.property(anyEdges, (pairs) => {
      const edges = pairs.filter(([a, b]) => a !== b)
      expect(reachable(12, transitiveReduction(buildGraph(12, edges)))).toEqual(reachable(12, edges))
    }),
    { seed: 6 },
  )
})
