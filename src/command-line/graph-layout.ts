import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre'

export interface LayoutNode {
  readonly width: number
  readonly height: number
  /** Index of its box; undefined where it stands in none. */
  readonly box: number | undefined
}

export interface LayoutPlan {
  readonly direction: 'LR' | 'TB'
  readonly nodes: readonly LayoutNode[]
  /** From index to index. */
  readonly edges: readonly (readonly [from: number, to: number])[]
  /** Edges that hold nodes in rows, and are not drawn. */
  readonly ties: readonly (readonly [from: number, to: number])[]
  readonly boxes: number
  /** Pixels at the top of each box that nothing else stands in. */
  readonly boxHead: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle by its middle. */
export interface Area extends Point {
  readonly width: number
  readonly height: number
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly Area[]
  readonly boxes: readonly Area[]
  /** Of each edge, the places between the nodes of a layer through which it passes, from its beginning to its end. */
  readonly edges: readonly (readonly Point[])[]
}

/** Pixels between nodes of a layer, and between layers. */
export const cardGap = 18
export const layerGap = 60

/** Above so many nodes the exact choice of layers takes too long. */
const mostExact = 300

/** Layers after Sugiyama, as dagre makes them. The same plan gives the same layout; sizes are pixels. */
export function layOut(plan: LayoutPlan): Layout {
  const { nodes, edges, boxHead } = plan
  const { graph, boxes } = laidOut(plan)
  const areas = nodes.map((_, at) => areaOf(graph.node(nodeName(at))))
  const boxAreas = Array.from({ length: boxes }, (_, box) => areaOf(graph.node(boxName(box))))
  const passages = edges.map(([from, to]) =>
    (graph.edge(nodeName(from), nodeName(to), 'drawn').points ?? []).slice(1, -1),
  )
  const isInLayer = layerTest(plan.direction, areas)
  const lower = downward(boxAreas, boxHead)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height: lower(height),
    nodes: areas.map((area) => ({ ...area, y: lower(area.y) })),
    boxes: boxAreas.map((area) => {
      const [top, bottom] = [area.y - area.height / 2, area.y + area.height / 2]
      return spanned(area, lower(top), lower(bottom))
    }),
    edges: passages.map((points) => points.filter(isInLayer).map(({ x, y }: Point) => ({ x, y: lower(y) }))),
  }
}

type DagreGraph = Graph<GraphLabel, NodeLabel, EdgeLabel>
type Ranker = 'network-simplex' | 'longest-path'

/**
 * Of large graphs with boxes dagre 3.1 loses some: it throws, or gives places that are no numbers. Then the layers are chosen in
 * another way, and at last the boxes are left out.
 */
function laidOut(plan: LayoutPlan): { readonly graph: DagreGraph; readonly boxes: number } {
  const isLarge = plan.nodes.length > mostExact
  const rankers: readonly Ranker[] = isLarge ? ['longest-path', 'network-simplex'] : ['network-simplex', 'longest-path']
  for (const ranker of rankers) {
    const graph = dagreGraph(plan, plan.boxes, ranker)
    if (isPlaced(graph)) return { graph, boxes: plan.boxes }
  }
  const graph = dagreGraph(plan, 0, 'longest-path')
  layout(graph)
  return { graph, boxes: 0 }
}

/** Lays the graph out; false where that failed. */
function isPlaced(graph: DagreGraph): boolean {
  try {
    layout(graph)
  } catch {
    return false
  }
  const names: readonly string[] = graph.nodes()
  return names.every((name) => Number.isFinite(graph.node(name).x) && Number.isFinite(graph.node(name).y))
}

function dagreGraph({ direction, nodes, edges, ties }: LayoutPlan, boxes: number, ranker: Ranker): DagreGraph {
  const graph: DagreGraph = new Graph({ compound: true, multigraph: true })
  graph.setGraph({
    rankdir: direction,
    nodesep: cardGap,
    edgesep: 12,
    ranksep: layerGap,
    marginx: 8,
    marginy: 8,
    ranker,
  })
  graph.setDefaultEdgeLabel(() => ({}))
  for (let box = 0; box < boxes; box++) graph.setNode(boxName(box), { width: 0, height: 0 })
  for (const [at, { width, height, box }] of nodes.entries()) {
    graph.setNode(nodeName(at), { width, height })
    if (box !== undefined && box < boxes) graph.setParent(nodeName(at), boxName(box))
  }
  for (const [from, to] of edges) graph.setEdge(nodeName(from), nodeName(to), {}, 'drawn')
  for (const [from, to] of ties) graph.setEdge(nodeName(from), nodeName(to), {}, 'tie')
  return graph
}

/** Of the bends that dagre gives an edge, those beside nodes matter: between layers there is nothing to go around. */
function layerTest(direction: 'LR' | 'TB', areas: readonly Area[]): (point: Point) => boolean {
  const spans = areas.map(({ x, y, width, height }) =>
    direction === 'LR' ? ([x - width / 2, x + width / 2] as const) : ([y - height / 2, y + height / 2] as const),
  )
  return ({ x, y }) => {
    const along = direction === 'LR' ? x : y
    return spans.some(([from, to]) => along > from && along < to)
  }
}

/** Makes room at the top of the boxes: whatever lies below such a top moves down, and nothing changes its order. */
function downward(boxes: readonly Area[], boxHead: number): (y: number) => number {
  const tops = [...new Set(boxes.map(({ y, height }) => Math.round(y - height / 2)))]
  return (y) => y + boxHead * tops.filter((top) => top < Math.floor(y)).length
}

function spanned({ x, width }: Area, top: number, bottom: number): Area {
  return { x, y: (top + bottom) / 2, width, height: bottom - top }
}

function areaOf({ x = 0, y = 0, width, height }: Partial<Area> & { width: number; height: number }): Area {
  return { x, y, width, height }
}

function nodeName(at: number): string {
  return `t${at}`
}

function boxName(at: number): string {
  return `s${at}`
}
