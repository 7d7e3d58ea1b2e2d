import { type Graph, levels } from '../core/picks/graph.ts'
import { byStream, type PictureTask } from '../core/pictures/picture.ts'
import { lookOf } from '../core/pictures/state-looks.ts'
import { looseRows, pictureGraph } from '../core/pictures/task-flowchart.ts'
import { transitiveReduction } from '../core/pictures/transitive-reduction.ts'
import { counted } from '../core/text/counted.ts'
import type { GraphContent } from './graph-content.ts'
import { type Area, cardGap, type Layout, layerGap, layOut, type Point } from './graph-layout.ts'
import { pathOf, round } from './graph-paths.ts'
import { arrows, size, styles } from './graph-styles.ts'
import { svgText, textLines, textWidth } from './svg-text.ts'

const lineHeight = 18
const padding = 12
const innerWidth = 190
const mostTitleLines = 4
const margin = 16
/** How much wider letters are in bold. */
const bolder = 1.12
/** Pixels between a card and the line around it that says that it is critical. */
const markGap = 4

/** A task as it is drawn, before it has a place. */
interface Card {
  readonly task: PictureTask
  /** Index of the critical chain that it belongs to; undefined where it is on none. */
  readonly chain: number | undefined
  readonly head: string
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

/**
 * The dependency graph as a picture of its own: for light pages and dark ones, to be read by a screen reader as well, and
 * without anything in it that runs or is fetched.
 */
export function graphSvg(content: GraphContent): string {
  const { tasks } = content
  const chains = new Map(content.critical.flatMap((chain, at) => chain.map((id) => [id, at] as const)))
  const cards = asWide(tasks.map((task) => cardOf(task, chains.get(task.id))))
  const edges = transitiveReduction(pictureGraph(tasks))
  const groups = groupsOf(content)
  const placed = placeCards(cards, edges, groups, tasks)
  const head = headLines(content, Math.max(placed.width, 420))
  const top = margin + head.length * lineHeight + margin
  const width = Math.ceil(Math.max(placed.width, ...head.map(({ width: own }) => own)) + 2 * margin)
  const height = Math.ceil(placed.height + top + margin)
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="graph-title graph-desc">`,
    `<title id="graph-title">${svgText(content.title)}</title>`,
    `<desc id="graph-desc">${svgText(description(content, edges))}</desc>`,
    `<style>${styles(tasks)}</style>`,
    arrows,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...head.map(({ look, text }, at) => {
      const y = margin + size + at * lineHeight
      return `<text class="${look}" x="${margin}" y="${y}">${svgText(text)}</text>`
    }),
    `<g transform="translate(${margin} ${top})">`,
    ...placed.boxes.map((area, at) => boxElement(area, groups[at]!.title)),
    ...edges.map((edge, at) => edgeElement(edge, placed.edges[at]!, cards, placed)),
    ...cards.map((card, at) => cardElement(card, placed.nodes[at]!)),
    '</g>',
    '</svg>',
  ].join('\n')}\n`
}

function cardOf(task: PictureTask, chain: number | undefined): Card {
  const { sign, word } = lookOf(task.state)
  const head = `${sign} ${task.id} · ${word}${chain === undefined ? '' : ' · critical'}`
  const lines = textLines(task.title, innerWidth, size, mostTitleLines)
  const width = Math.max(innerWidth, textWidth(head, size) * bolder) + 2 * padding
  return { task, chain, head, lines, width, height: (1 + lines.length) * lineHeight + 2 * padding - 4 }
}

/** All as wide as the widest, so that they stand in columns. */
function asWide(cards: readonly Card[]): readonly Card[] {
  const width = cards.reduce((most, card) => Math.max(most, card.width), 0)
  return cards.map((card) => ({ ...card, width }))
}

interface Group {
  readonly title: string
  readonly members: readonly number[]
}

/** A box for each stream; none where there is but one. The final task stands beside them, because it waits for all. */
function groupsOf({ tasks, streams }: GraphContent): readonly Group[] {
  const members = tasks.flatMap(({ final, stream }, at) => (final ? [] : [{ at, stream }]))
  const groups = byStream(members, streams).map((group) => ({
    title: group.title,
    members: group.members.map(({ at }) => at),
  }))
  return groups.length > 1 ? groups : []
}

type Edge = readonly [from: number, to: number]

interface Placed extends Layout {
  readonly direction: 'LR' | 'TB'
}

function placeCards(
  cards: readonly Card[],
  edges: readonly Edge[],
  groups: readonly Group[],
  tasks: readonly PictureTask[],
): Placed {
  const boxOf = new Map(groups.flatMap(({ members }, box) => members.map((member) => [member, box] as const)))
  const members = groups.length === 0 ? [[...cards.keys()]] : groups.map((group) => group.members)
  const rows = members.flatMap((own) => looseRows(own, edges))
  const direction = directionOf(pictureGraph(tasks), members, cards)
  const layout = layOut({
    direction,
    nodes: cards.map(({ width, height }, at) => ({ width, height, box: boxOf.get(at) })),
    edges,
    ties: rows.flatMap((row) => row.slice(1).map((member, at) => [row[at]!, member] as const)),
    boxes: groups.length,
    boxHead: lineHeight,
  })
  return { ...layout, direction }
}

/** How many layers go from left to right, as text does, whatever becomes of the picture's shape. */
const mostLayersAcross = 12
/** Width by height of a picture that is looked at in one piece. */
const goodShape = 1.4

/** Left to right, unless there are many layers and from top to bottom the picture would be less long. Boxes stand beside each other. */
function directionOf(graph: Graph, groups: readonly (readonly number[])[], cards: readonly Card[]): 'LR' | 'TB' {
  const ones = cards.map(() => 1)
  const level = levels(graph, ones)
  const layers = level.reduce((most, each) => Math.max(most, each), 0)
  if (layers <= mostLayersAcross) return 'LR'
  const beside = groups.reduce((sum, members) => sum + mostInOne(members.map((member) => level[member]!)), 0)
  const [card] = cards
  const [width, height] = [card!.width, card!.height]
  const isLong = (shape: number) => Math.abs(Math.log(shape / goodShape))
  const across = (layers * (width + layerGap)) / (beside * (height + cardGap))
  const down = (beside * (width + cardGap)) / (layers * (height + layerGap))
  return isLong(down) < isLong(across) ? 'TB' : 'LR'
}

/** How often the most frequent of the numbers is there. */
function mostInOne(numbers: readonly number[]): number {
  return [...Map.groupBy(numbers, (number) => number).values()].reduce((most, { length }) => Math.max(most, length), 0)
}

interface HeadLine {
  readonly look: 'heading' | 'note'
  readonly text: string
  readonly width: number
}

/** The title, and what the thick lines mean, in lines of about so many pixels. */
function headLines({ title, critical }: GraphContent, mostPixels: number): readonly HeadLine[] {
  const chains = critical.filter((chain) => chain.length > 0)
  const headingSize = (size + 3) * bolder
  const headings = textLines(title, mostPixels, headingSize, 3)
  const notes = chains.flatMap((chain) => textLines(`Critical chain: ${chain.join(' → ')}`, mostPixels, size, 4))
  return [
    ...headings.map((text) => ({ look: 'heading', text, width: textWidth(text, headingSize) }) as const),
    ...notes.map((text) => ({ look: 'note', text, width: textWidth(text, size) }) as const),
  ]
}

/** What somebody who does not see the picture is told. */
function description({ tasks, critical }: GraphContent, edges: readonly Edge[]): string {
  const links = edges.map(([from, to]) => `${tasks[to]!.id} waits for ${tasks[from]!.id}`)
  const states = tasks.map(({ id, title, state }) => `${id}, ${lookOf(state).word}: ${title}`)
  const chains = critical.filter((chain) => chain.length > 0).map((chain) => `Critical chain: ${chain.join(', ')}`)
  return [counted(tasks.length, 'task'), ...states, ...links, ...chains].map((sentence) => `${sentence}.`).join(' ')
}

function boxElement(area: Area, title: string): string {
  const { x, y, width, height } = cornerOf(area)
  const [label = ''] = textLines(title, width - 2 * padding, size, 1)
  return [
    '<g class="box">',
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    `<text x="${round(x + padding)}" y="${round(y + 17)}">${svgText(label)}</text>`,
    '</g>',
  ].join('')
}

function edgeElement([from, to]: Edge, passages: readonly Point[], cards: readonly Card[], placed: Placed): string {
  const { chain } = cards[to]!
  const isCritical = chain !== undefined && chain === cards[from]!.chain
  const gap = chain !== undefined ? markGap + 2 : 1
  const path = pathOf(placed.nodes[from]!, placed.nodes[to]!, passages, placed.direction, gap)
  return `<path class="${isCritical ? 'link critical' : 'link'}" d="${path}" marker-end="url(#arrow${isCritical ? '-critical' : ''})"/>`
}

/** The final task has round ends. */
function cardElement({ task, chain, head, lines }: Card, area: Area): string {
  const { x, y, width, height } = cornerOf(area)
  const radius = task.final ? round(height / 2) : 5
  const left = round(task.final ? x + padding + 6 : x + padding)
  const rows = [head, ...lines].map((line, at) => {
    const baseline = round(y + padding + size - 3 + at * lineHeight)
    return `<text${at === 0 ? ' class="id"' : ''} x="${left}" y="${baseline}">${svgText(line)}</text>`
  })
  const around = `<rect class="mark" x="${round(x - markGap)}" y="${round(y - markGap)}" width="${round(width + 2 * markGap)}" height="${round(height + 2 * markGap)}" rx="${radius + markGap}"/>`
  return [
    `<g class="task ${task.state ?? 'unopened'}">`,
    `<title>${svgText(`${task.id}: ${task.title}`)}</title>`,
    ...(chain === undefined ? [] : [around]),
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`,
    ...rows,
    '</g>',
  ].join('')
}

function cornerOf({ x, y, width, height }: Area): Area {
  return { x: round(x - width / 2), y: round(y - height / 2), width: round(width), height: round(height) }
}
