import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGraph, findCycles, inheritLowest, levels } from '../../../src/core/picks/graph.ts'

type Edge = readonly [blocker: number, waiting: number]

describe('the order of a graph', () => {
  test.each<[name: string, size: number, edges: readonly Edge[], order: readonly number[], stuck: readonly number[]]>([
    ['nothing', 0, [], [], []],
    ['tasks that do not depend on each other, as given', 3, [], [0, 1, 2], []],
    [
      'a chain against the order given',
      3,
      [
        [2, 1],
        [1, 0],
      ],
      [2, 1, 0],
      [],
    ],
    [
      'a diamond',
      4,
      [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
      ],
      [0, 1, 2, 3],
      [],
    ],
    [
      'an edge given twice',
      2,
      [
        [0, 1],
        [0, 1],
      ],
      [0, 1],
      [],
    ],
    [
      'a task that waits for itself',
      2,
      [
        [0, 0],
        [0, 1],
      ],
      [0, 1],
      [],
    ],
    [
      'a cycle, what waits for it, and what it waits for',
      5,
      [
        [0, 1],
        [1, 2],
        [2, 1],
        [2, 3],
      ],
      [0, 4],
      [1, 2, 3],
    ],
  ])('%s', (_, size, edges, order, stuck) => {
    const graph = buildGraph(size, edges)
    expect(graph.order).toEqual(order)
    expect(graph.stuck).toEqual(stuck)
  })

  test('an edge stands once in both directions', () => {
    const graph = buildGraph(2, [
      [0, 1],
      [0, 1],
      [1, 1],
    ])
    expect(graph.successors).toEqual([[1], []])
    expect(graph.predecessors).toEqual([[], [0]])
  })
})

describe('cycles', () => {
  test.each<[name: string, size: number, edges: readonly Edge[], cycles: readonly (readonly number[])[]]>([
    [
      'none',
      3,
      [
        [0, 1],
        [1, 2],
      ],
      [],
    ],
    [
      'two that wait for each other',
      2,
      [
        [0, 1],
        [1, 0],
      ],
      [[0, 1, 0]],
    ],
    [
      'in the direction "waits for", from its lowest',
      3,
      [
        [2, 0],
        [1, 2],
        [0, 1],
      ],
      [[0, 2, 1, 0]],
    ],
    [
      'what waits for a cycle is not on it',
      3,
      [
        [0, 1],
        [1, 0],
        [1, 2],
      ],
      [[0, 1, 0]],
    ],
    [
      'two apart',
      4,
      [
        [0, 1],
        [1, 0],
        [2, 3],
        [3, 2],
      ],
      [
        [0, 1, 0],
        [2, 3, 2],
      ],
    ],
  ])('%s', (_, size, edges, cycles) => {
    expect(findCycles(buildGraph(size, edges))).toEqual(cycles)
  })

  test('the same cycle is told the same way, in whatever order its links come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.infiniteStream(fc.nat()), (size, numbers) => {
        const ring = Array.from({ length: size }, (_, node): Edge => [node, (node + 1) % size])
        const shuffled = ring.map((edge) => ({ edge, key: numbers.next().value })).sort((a, b) => a.key - b.key)
        const cycles = findCycles(
          buildGraph(
            size,
            shuffled.map(({ edge }) => edge),
          ),
        )
        expect(cycles).toEqual(findCycles(buildGraph(size, ring)))
      }),
      { seed: 4 },
    )
  })

  test('every knot shows at least one trail, and every trail follows links', () => {
    fc.assert(
      fc.property(randomEdges(12), (edges) => {
        const graph = buildGraph(12, edges)
        const cycles = findCycles(graph)
        expect(cycles.length > 0).toBe(graph.stuck.length > 0)
        for (const trail of cycles) {
          expect(trail.at(-1)).toBe(trail[0])
          for (const [at, node] of trail.slice(0, -1).entries())
            expect(graph.predecessors[node]).toContain(trail[at + 1])
        }
      }),
      { seed: 4 },
    )
  })
})

describe('what a graph hands down', () => {
  test('a level is the longest chain of effort that starts with a task', () => {
    const graph = buildGraph(5, [
      [0, 1],
      [1, 2],
      [0, 3],
    ])
    expect(levels(graph, [1, 2, 4, 16, 8])).toEqual([17, 6, 4, 16, 8])
  })

  test('tasks on a cycle count alone, and what stands before it does not see through it', () => {
    const graph = buildGraph(4, [
      [0, 1],
      [1, 2],
      [2, 1],
      [2, 3],
    ])
    expect(levels(graph, [1, 2, 4, 8])).toEqual([3, 2, 4, 8])
  })

  test('the lowest value comes from everything that waits, directly or not', () => {
    const graph = buildGraph(4, [
      [0, 1],
      [1, 2],
      [3, 2],
    ])
    expect(inheritLowest(graph, [4, 3, 1, 2])).toEqual([1, 1, 1, 1])
    expect(inheritLowest(graph, [1, 3, 4, 2])).toEqual([1, 3, 4, 2])
  })
})

function randomEdges(size: number): fc.Arbitrary<Edge[]> {
  return fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 2 * size })
}
