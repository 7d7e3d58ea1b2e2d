import { buildGraph, type Graph, levels } from '../picks/graph.ts'
import { edgeLines, flowchartSource, mostEdgesShown } from './flowchart-source.ts'
import { byStream, type PictureTask, type StreamTitles, wholeTitle } from './picture.ts'
import { pictureText } from './picture-text.ts'
import { lookOf } from './state-looks.ts'
import { transitiveReduction } from './transitive-reduction.ts'

type Edge = readonly [from: number, to: number]
type Group = readonly [title: string | undefined, members: readonly number[]]

/** Columns of the titles, tried in turn; without a title there is still the task's id. */
const titleColumns = [40, 20, 0] as const

/** Tasks that nothing ties together stand in rows of so many. */
const rowLength = 3

/** The dependency graph of the tasks with ever shorter titles; nothing where Mermaid would not draw so many edges. */
export function taskFlowcharts(tasks: readonly PictureTask[], streams: StreamTitles): readonly (() => string)[] {
  return flowchartsIn(tasks, streams, titleColumns)
}

/** The dependency graph with whole titles; undefined where Mermaid would not draw so many edges. */
export function wholeFlowchart(tasks: readonly PictureTask[], streams: StreamTitles): string | undefined {
  return flowchartsIn(tasks, streams, [wholeTitle])[0]?.()
}

function flowchartsIn(
  tasks: readonly PictureTask[],
  streams: StreamTitles,
  columnsOfTitles: readonly number[],
): readonly (() => string)[] {
  const graph = pictureGraph(tasks)
  const edges = transitiveReduction(graph)
  if (edges.length > mostEdgesShown) return []
  const across = edges.filter(([from, to]) => !tasks[to]!.final && tasks[from]!.stream !== tasks[to]!.stream).length
  const groups = groupsOf(tasks, streams, across)
  const direction = directionOf(graph)
  const shown = groups.length > 1 ? edges.filter(([, to]) => !tasks[to]!.final) : edges
  const rows = groups.flatMap(([, members]) => rowLines(members, shown))
  const ties = [...edgeLines(shown), ...finalLines(tasks, groups), ...rows]
  const states = tasks.map(({ state }) => state ?? 'unopened')
  return columnsOfTitles.map((columns) => () => {
    const nodes = tasks.map((task, at) => nodeLine(task, at, columns))
    const boxes = groups.flatMap((group, at) => groupLines(group, at, nodes, direction))
    const ends = groups.length > 1 ? nodes.filter((_, at) => tasks[at]!.final) : []
    return flowchartSource(direction, [...boxes, ...ends, ...ties], states)
  })
}

/** The tasks as nodes in their order; what waits for tasks that are not shown waits for nothing here. */
export function pictureGraph(tasks: readonly PictureTask[]): Graph {
  const at = new Map(tasks.map(({ id }, index) => [id, index]))
  const edges = tasks.flatMap(({ waitsFor }, waiting) =>
    waitsFor.flatMap((id) => (at.has(id) ? [[at.get(id)!, waiting] as const] : [])),
  )
  return buildGraph(tasks.length, edges)
}

/** Left to right, as text goes, unless that would be wide: the picture is scaled to the page's width. */
function directionOf(graph: Graph): 'LR' | 'TB' {
  const ones = graph.successors.map(() => 1)
  return Math.max(...levels(graph, ones)) <= 12 ? 'LR' : 'TB'
}

/**
 * A box for each stream, the final task beside them because it waits for all; one group without a box where there is but one
 * stream, or where so many edges lead from stream to stream that boxes would only tangle them.
 */
function groupsOf(tasks: readonly PictureTask[], streams: StreamTitles, across: number): readonly Group[] {
  const all = [...tasks.keys()]
  const members = all.filter((at) => !tasks[at]!.final).map((at) => ({ at, stream: tasks[at]!.stream }))
  const groups = byStream(members, streams).map((group): Group => [group.title, group.members.map(({ at }) => at)])
  return groups.length > 1 && across * 2 <= tasks.length ? groups : [[undefined, all]]
}

function groupLines(
  [title, members]: Group,
  at: number,
  nodes: readonly string[],
  direction: string,
): readonly string[] {
  const own = members.map((member) => nodes[member]!)
  if (title === undefined) return own
  const name = `s${at + 1}`
  return [
    `subgraph ${name}["${pictureText(title, 40)}"]`,
    `direction ${direction}`,
    ...own,
    'end',
    `style ${name} fill:none,stroke:#8c959f`,
  ]
}

/** In boxes, what the final task waits for is all of them. */
function finalLines(tasks: readonly PictureTask[], groups: readonly Group[]): readonly string[] {
  if (groups.length < 2) return []
  const boxes = groups.map((_, at) => `s${at + 1}`).join(' & ')
  return tasks.flatMap(({ final }, at) => (final ? [`${boxes} --> t${at + 1}`] : []))
}

/** Unseen ties that keep tasks without any other from standing in one endless column. */
function rowLines(members: readonly number[], edges: readonly Edge[]): readonly string[] {
  return looseRows(members, edges).map((row) => row.map((member) => `t${member + 1}`).join(' ~~~ '))
}

/** Those of the members that no edge ties to anything, in rows; none where they are few. */
export function looseRows(members: readonly number[], edges: readonly Edge[]): readonly (readonly number[])[] {
  const tied = new Set(edges.flat())
  const free = members.filter((member) => !tied.has(member))
  if (free.length <= rowLength) return []
  const rows = Math.ceil(free.length / rowLength)
  return Array.from({ length: rows }, (_, row) => free.slice(row * rowLength, (row + 1) * rowLength)).filter(
    ({ length }) => length > 1,
  )
}

/** The final task has round ends. */
function nodeLine({ id, title, state, final }: PictureTask, at: number, columns: number): string {
  const { sign, word } = lookOf(state)
  // No-break spaces: where a title is broken is of no concern, but a state stays with its task.
  const head = `${sign} ${pictureText(id, 32)} · ${word}`.replaceAll(' ', '\u00A0')
  const label = columns === 0 ? `"${head}"` : `"${head}<br>${pictureText(title, columns)}"`
  return `t${at + 1}${final ? `([${label}])` : `[${label}]`}:::${state ?? 'unopened'}`
}
