import { knots, shortestCycle } from '../cycles.ts'
import type { Said } from '../finding.ts'
import type { FileFinding, Outline } from '../outline.ts'
import { quote } from '../quote.ts'

/**
 * Cycles, told as the shortest trail through the first task (or phase) of each file that is caught in one. A cycle stops
 * every file on it, and no other: tasks that merely wait for one of its tasks stay blocked, and their phases go on.
 *
 * Three graphs, from the plain to the hidden: what phases say in `after`; what tasks say in `depends_on`, and that the
 * final task waits for all others; and, where both are sound, what they make together.
 */
export function checkCycles(outlines: readonly Outline[]): readonly FileFinding[] {
  const plain = [...cyclesIn(phaseGraph(outlines)), ...cyclesIn(taskGraph(outlines))]
  return plain.length > 0 ? plain : cyclesIn(wholeGraph(outlines))
}

/** `edges` lead to what a node waits for. */
interface Node {
  readonly outline: Outline
  readonly name: string
  readonly edges: Edge[]
}

interface Edge {
  readonly to: number
  /** Where the file says so; undefined for what follows from `final` or from the order of phases. */
  readonly offset: number | undefined
}

function cyclesIn(nodes: readonly Node[]): readonly FileFinding[] {
  const next = nodes.map(({ edges }) => edges.map(({ to }) => to))
  return knots(next).flatMap((knot) => {
    const told = new Map<Outline, FileFinding>()
    const members = new Set(knot)
    for (const start of knot) {
      if (told.has(nodes[start]!.outline)) continue
      const trail = shortestCycle(next, start, members)
      for (const finding of findingsOn(trail, nodes)) if (!told.has(finding.outline)) told.set(finding.outline, finding)
    }
    return [...told.values()]
  })
}

/** One finding in each file on the trail that says a part of it, at the first place where it does. */
function findingsOn(trail: readonly number[], nodes: readonly Node[]): readonly FileFinding[] {
  const findings = new Map<Outline, FileFinding>()
  for (const [index, at] of trail.entries()) {
    const { outline, edges } = nodes[at]!
    const to = trail[(index + 1) % trail.length]
    const offset = edges.find((edge) => edge.to === to && edge.offset !== undefined)?.offset
    if (offset === undefined || findings.has(outline)) continue
    const say = () => cycle(told(trail, nodes))
    findings.set(outline, { outline, finding: { offset, say } })
  }
  return [...findings.values()]
}

function cycle(trail: string): Said {
  return { code: 'cycle', message: `This is a cycle, so none of it can ever start: ${trail}. Take one link of it out.` }
}

const mostTold = 8

function told(trail: readonly number[], nodes: readonly Node[]): string {
  const names = [...trail, trail[0]!].map((at) => nodes[at]!.name)
  if (names.length <= mostTold + 1) return names.join(' → ')
  return [...names.slice(0, mostTold - 1), `… ${names.length - mostTold} more …`, names.at(-1)].join(' → ')
}

function phaseGraph(outlines: readonly Outline[]): readonly Node[] {
  const indexes = phaseIndexes(outlines)
  return outlines.map((outline): Node => {
    const edges = outline.after
      .map(({ text, offset }) => ({ to: indexes.get(text), offset }))
      .filter((edge): edge is { to: number; offset: number } => edge.to !== undefined && outlines[edge.to] !== outline)
    return { outline, name: `phase ${quote(outline.phase?.text ?? '?')}`, edges }
  })
}

function phaseIndexes(outlines: readonly Outline[]): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>()
  for (const [index, { phase }] of outlines.entries()) {
    if (phase !== undefined && !indexes.has(phase.text)) indexes.set(phase.text, index)
  }
  return indexes
}

/** A node for each id, where it first occurs. Dependencies that other checks report are left out. */
function taskGraph(outlines: readonly Outline[]): Node[] {
  const indexes = new Map<string, number>()
  const placed = outlines.flatMap((outline) => {
    const final = outline.tasks.find((task) => task.final !== undefined)
    return outline.tasks
      .filter(({ id }) => id !== undefined && !indexes.has(id.text) && indexes.set(id.text, indexes.size))
      .map((task) => ({ outline, task, final }))
  })
  const nodes = placed.map(({ outline, task, final }): Node => {
    const edges = (task === final ? [] : task.dependsOn)
      .filter(({ text }) => text !== task.id?.text && text !== final?.id?.text)
      .map(({ text, offset }) => ({ to: indexes.get(text), offset }))
      .filter((edge): edge is { to: number; offset: number } => edge.to !== undefined)
    return { outline, name: `${quote(task.id!.text)}${task === final ? ' (final)' : ''}`, edges }
  })
  for (const [at, { outline, task, final }] of placed.entries()) {
    const finalAt = indexes.get(final?.id?.text ?? '')
    if (task !== final && finalAt !== undefined && placed[finalAt]?.outline === outline) {
      nodes[finalAt]!.edges.push({ to: at, offset: undefined })
    }
  }
  return nodes
}

/** Tasks wait for the start of their phase, that for the end of the phases before it, and that for all of its tasks. */
function wholeGraph(outlines: readonly Outline[]): readonly Node[] {
  const nodes = taskGraph(outlines)
  const starts = new Map(outlines.map((outline, index) => [outline, nodes.length + 2 * index]))
  for (const { outline, edges } of nodes) edges.push({ to: starts.get(outline)!, offset: undefined })
  const tasks = Map.groupBy(nodes.keys(), (at) => nodes[at]!.outline)
  for (const { outline, name, edges } of phaseGraph(outlines)) {
    const ends = edges.map(({ to, offset }) => ({ to: starts.get(outlines[to]!)! + 1, offset }))
    nodes.push({ outline, name: `the start of ${name}`, edges: ends })
    const members = (tasks.get(outline) ?? []).map((to): Edge => ({ to, offset: undefined }))
    nodes.push({ outline, name: `the end of ${name}`, edges: members })
  }
  return nodes
}
