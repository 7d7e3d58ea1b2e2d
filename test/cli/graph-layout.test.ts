import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Area, type LayoutNode, layOut } from '../../src/command-line/graph-layout.ts'

const card = (box?: number): LayoutNode => ({ width: 200, height: 60, box })
const plan = { direction: 'LR', edges: [], ties: [], boxes: 0, boxHead: 18 } as const

function isApart(a: Area, b: Area): boolean {
  return Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2
}

describe('a layout', () => {
  test('puts what waits behind what it waits for, and ties too', () => {
    const nodes = [card(), card(), card()]
    const across = layOut({ ...plan, nodes, edges: [[0, 1]], ties: [[1, 2]] })
    expect(across.nodes.map(({ x }) => x)).toEqual(across.nodes.map(({ x }) => x).toSorted((a, b) => a - b))
    const down = layOut({ ...plan, direction: 'TB', nodes, edges: [[0, 1]], ties: [[1, 2]] })
    expect(down.nodes.map(({ y }) => y)).toEqual(down.nodes.map(({ y }) => y).toSorted((a, b) => a - b))
  })

  test('an edge past a layer goes beside its nodes, and one to the next layer just goes', () => {
    const nodes = [card(), card(), card()]
    const { edges, nodes: placed } = layOut({
      ...plan,
      nodes,
      edges: [
        [0, 1],
        [1, 2],
        [0, 2],
      ],
    })
    expect(edges.map(({ length }) => length)).toEqual([0, 0, 1])
    expect(Math.abs(edges[2]![0]!.y - placed[1]!.y)).toBeGreaterThan(placed[1]!.height / 2)
  })

  test('a box has room for its title above its nodes', () => {
    const { boxes, nodes } = layOut({ ...plan, nodes: [card(0), card(0), card(1)], boxes: 2 })
    for (const [at, box] of [0, 0, 1].entries()) {
      const top = boxes[box]!.y - boxes[box]!.height / 2
      expect(nodes[at]!.y - nodes[at]!.height / 2 - top).toBeGreaterThan(18)
    }
    expect(isApart(boxes[0]!, boxes[1]!)).toBe(true)
  })

  test('gives every node of a large graph a place of its own, with cycles and boxes or without', () => {
    const large = fc.integer({ min: 40, max: 120 }).chain((size) =>
      fc.record({
        nodes: fc.array(fc.option(fc.nat(5), { nil: undefined }), { minLength: size, maxLength: size }),
        edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 2 * size }),
        direction: fc.constantFrom('LR', 'TB'),
      }),
    )
    fc.assert(
      fc.property(large, ({ nodes: homes, edges, direction }) => {
        const used = [...new Set(homes)].filter((home) => home !== undefined)
        const nodes = homes.map((home) => card(home === undefined ? undefined : used.indexOf(home)))
        const loose = edges.filter(([from, to]) => from !== to)
        const drawn = [...new Map(loose.map((edge) => [edge.join(), edge])).values()]
        const placed = layOut({ ...plan, direction, nodes, edges: drawn, boxes: used.length })
        for (const [at, area] of placed.nodes.entries())
          expect(placed.nodes.slice(at + 1).every((other) => isApart(area, other))).toBe(true)
      }),
      { numRuns: 15 },
    )
  })
})
