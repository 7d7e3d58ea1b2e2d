import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knots, shortestCycle } from '../../../src/core/phase-file/cycles.ts'

const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.array(fc.uniqueArray(fc.nat({ max: size - 1 }), { maxLength: 4 }), { minLength: size, maxLength: size }),
  )

function reachable(next: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const seen = new Set<number>()
  const open = [...next[from]!]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...next[node]!)
  }
  return seen
}

test('a knot holds exactly the nodes that wait for one another', () => {
  fc.assert(
    fc.property(graph, (next) => {
      const reach = next.map((_, node) => reachable(next, node))
      const expected = next
        .keys()
        .map((node) =>
          [...next.keys()].filter((other) => other === node || (reach[node]!.has(other) && reach[other]!.has(node))),
        )
      const distinct = new Map([...expected].filter((group) => group.length > 1).map((group) => [group.join(), group]))
      expect(knots(next)).toEqual([...distinct.values()])
    }),
  )
})

test('the shortest cycle leads back to its start along links', () => {
  fc.assert(
    fc.property(graph, (graphs) => {
      const next = graphs.map((nodes, at) => nodes.filter((node) => node !== at))
      for (const knot of knots(next)) {
        const trail = shortestCycle(next, knot[0]!, new Set(knot))
        expect(trail[0]).toBe(knot[0])
        expect(new Set(trail).size).toBe(trail.length)
        for (const [at, node] of trail.entries()) expect(next[node]).toContain(trail[(at + 1) % trail.length])
      }
    }),
  )
})

test('a long chain is searched without running out of stack', () => {
  const size = 100_000
  expect(knots(Array.from({ length: size }, (_, at) => [(at + 1) % size]))).toEqual([[...Array(size).keys()]])
})
