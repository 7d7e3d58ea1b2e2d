import type { NoteLine, NoteNode } from './note-tree.ts'
import {
  allocationIn,
  nextBatchIn,
  type PhaseFact,
  type PhaseHeading,
  phaseFacts,
  phaseHeading,
  trimSigns,
} from './phase-lines.ts'
import { type Dependency, dependencyOf, finalOf, mentionsIn, type Reference, streamLineOf } from './sentences.ts'
import { type Detail, detailOf, splitTitle, taskHead } from './task-line.ts'

/** Everything that the patterns find in a note, in its order, before anything is made of it. */
export interface Collected {
  readonly heading: PhaseHeading & { readonly line: number }
  readonly facts: readonly (PhaseFact & { readonly line: number })[]
  readonly allocation: readonly { readonly model: string; readonly complexity: string; readonly line: number }[]
  readonly streams: readonly NamedStream[]
  readonly tasks: readonly NamedTask[]
  readonly dependencies: readonly (Dependency & { readonly line: number })[]
  readonly finals: readonly (Reference & { readonly line: number })[]
  /** Ids anywhere, some with a title. */
  readonly mentions: readonly Mention[]
  /** Ids of the next batch. */
  readonly nextBatch: readonly string[]
  /** Lines of tables, which are not read. */
  readonly tables: readonly number[]
}

export interface NamedStream {
  readonly name: string
  /** How many tasks the note says that it has. */
  readonly count: number | undefined
  readonly line: number
}

export interface Mention {
  readonly id: string
  readonly title: string | undefined
  readonly line: number
}

/** A task as one place of the note names it. */
export interface NamedTask {
  readonly id: string | undefined
  readonly title: string | undefined
  /** Name of its stream. */
  readonly stream: string | undefined
  /** Where it stands in the list of its stream, from 1; undefined outside of such a list. */
  readonly place: number | undefined
  readonly tick: NoteNode['tick']
  readonly isFirstWave: boolean
  readonly details: (Detail & { readonly line: number })[]
  readonly criteria: string[]
  /** Markdown, line by line. */
  readonly description: string[]
  readonly line: number
}

interface Place {
  /** What is written here belongs to this task. */
  readonly task: NamedTask | undefined
  readonly stream: string | undefined
  /** In a section about tasks or streams every item is a task. */
  readonly isAboutTasks: boolean
  readonly isFirstWave: boolean
  readonly isAboutSlack: boolean
  readonly areCriteria: boolean
}

interface Collector {
  readonly source: readonly string[]
  heading: Collected['heading'] | undefined
  readonly facts: Collected['facts'][number][]
  readonly allocation: Collected['allocation'][number][]
  readonly streams: NamedStream[]
  readonly tasks: NamedTask[]
  readonly dependencies: Collected['dependencies'][number][]
  readonly finals: Collected['finals'][number][]
  readonly mentions: Mention[]
  readonly nextBatch: string[]
  readonly tables: number[]
}

export function collect(tree: readonly NoteNode[], source: readonly string[]): Collected {
  const into: Collector = {
    source,
    heading: undefined,
    facts: [],
    allocation: [],
    streams: [],
    tasks: [],
    dependencies: [],
    finals: [],
    mentions: [],
    nextBatch: [],
    tables: [],
  }
  const everywhere = { task: undefined, stream: undefined, isAboutTasks: false, isFirstWave: false }
  readChildren(tree, { ...everywhere, isAboutSlack: false, areCriteria: false }, into)
  const heading = into.heading ?? { phase: undefined, title: undefined, start: undefined, line: 1 }
  return { ...into, heading }
}

function readChildren(nodes: readonly NoteNode[], place: Place, into: Collector): void {
  let boldName: string | undefined
  for (const node of nodes) {
    const isName = node.kind === 'paragraph' && node.isBold && place.task === undefined
    if (isName) boldName = streamName(node.lines[0]!.text)
    else if (node.kind !== 'item') boldName = undefined
    for (const line of node.lines) if (place.task === undefined) readLine(line, place, into)
    readNode(node, boldName === undefined ? place : { ...place, stream: boldName }, into)
  }
}

function readNode(node: NoteNode, place: Place, into: Collector): void {
  for (const { text, line } of node.lines) into.mentions.push(...mentionsIn(text).map((each) => ({ ...each, line })))
  if (node.kind === 'table') into.tables.push(node.line)
  else if (node.kind === 'section') readSection(node, place, into)
  else if (place.task !== undefined) readDetail(node, place.task, place, into)
  else if (node.kind === 'item') readItem(node, place, into)
  else {
    for (const each of node.lines) if (!readSentence(each.text, each.line, into)) readStreamLine(each, into)
  }
}

/** What a line says of the phase, and of tasks that it names. */
function readLine({ text, line }: NoteLine, place: Place, into: Collector): void {
  const isAboutSlack = place.isAboutSlack || /\bslack\b/i.test(text)
  into.facts.push(...phaseFacts(text, isAboutSlack).map((fact) => ({ ...fact, line })))
  into.allocation.push(...allocationIn(text).map((each) => ({ ...each, line })))
  into.nextBatch.push(...mentionsIn(nextBatchIn(text) ?? '').map(({ id }) => id))
}

/** Headings that say what their section is for, and name no stream. */
const aboutTasks = /\b(?:tasks|streams)\b/i
const general =
  /\b(?:tasks?|streams?|phase|launch|summary|actions?|waves?|dependencies|steps|metrics|checklist|to-?dos?|overview|plan|notes?|status|backlog)\b/i

function readSection(node: NoteNode, place: Place, into: Collector): void {
  const { text, line } = node.lines[0] ?? { text: '', line: node.line }
  const name = trimSigns(text)
  const isFirst = into.heading === undefined
  if (isFirst) into.heading = { ...phaseHeading(text), line }
  const head = isFirst ? undefined : taskHead(name, true)
  const isAboutTasks = place.isAboutTasks || (!isFirst && aboutTasks.test(name))
  const section = {
    ...place,
    isAboutTasks,
    isFirstWave: place.isFirstWave || /^first wave\b/i.test(name),
    isAboutSlack: place.isAboutSlack || /\bslack\b/i.test(name),
  }
  if (place.task !== undefined && head === undefined) {
    readChildren(node.children, { ...place, areCriteria: /^acceptance criteria$/i.test(name) }, into)
  } else if (head !== undefined) {
    const task = addTask({ ...head, details: [], place: undefined, tick: undefined, line }, place, into)
    readChildren(node.children, { ...section, task, areCriteria: false }, into)
  } else {
    const stream = readStreamLine({ text: name, line }, into)
    const isStream = !isFirst && !general.test(name) && name !== '' && name.length <= mostInName
    readChildren(node.children, { ...section, stream: stream ?? (isStream ? name : undefined) }, into)
  }
}

const mostInName = 80

function streamName(text: string): string | undefined {
  const name = trimSigns(text)
  return name === '' || name.length > mostInName ? undefined : name
}

/** The stream that a line counts the tasks of; those that it lists are tasks. */
function readStreamLine({ text, line }: NoteLine, into: Collector): string | undefined {
  const found = streamLineOf(text)
  const name = found === undefined ? undefined : trimSigns(found.name)
  if (found === undefined || name === undefined || name === '') return undefined
  into.streams.push({ name, count: found.count, line })
  const place = { ...nowhere, stream: name }
  for (const [at, each] of found.names.entries()) {
    const head = taskHead(each, false) ?? { id: undefined, title: each }
    addTask({ ...head, details: [], place: at + 1, tick: undefined, line }, place, into)
  }
  return name
}

const nowhere = {
  task: undefined,
  stream: undefined,
  isAboutTasks: false,
  isFirstWave: false,
  isAboutSlack: false,
  areCriteria: false,
} as const satisfies Place

function readItem(node: NoteNode, place: Place, into: Collector): void {
  const { text, line } = node.lines[0] ?? { text: '', line: node.line }
  const isSentence = node.tick === undefined && readSentence(text, line, into)
  const stream = isSentence ? undefined : readStreamLine({ text, line }, into)
  const named = isSentence || stream !== undefined ? undefined : taskOfItem(node, text, place)
  if (stream !== undefined) readList(node.children, stream, into)
  else if (named !== undefined) {
    const task = addTask({ ...named, place: undefined, tick: node.tick, line }, place, into)
    readChildren(node.children, { ...place, task, areCriteria: false }, into)
  } else {
    const name = hasItems(node) && !general.test(text) ? streamName(text) : undefined
    readChildren(node.children, { ...place, stream: name ?? place.stream }, into)
  }
}

type Named = Pick<NamedTask, 'id' | 'title'> & { readonly details: readonly Detail[] }

/** The task that an item is: a checkbox, an id, or whatever is listed in a section about tasks. */
function taskOfItem(node: NoteNode, text: string, place: Place): Named | undefined {
  const { title, details } = splitTitle(text)
  const head = taskHead(title, node.tick !== undefined)
  const isName = hasItems(node) && (node.isBold || text.endsWith(':'))
  const isFact = phaseFacts(text, place.isAboutSlack).length > 0 || detailOf(text) !== undefined
  const isListed = place.isAboutTasks && !isName && !isFact && title !== ''
  if (node.tick === undefined && head === undefined && !isListed) return undefined
  return { ...(head ?? { id: undefined, title: title || undefined }), details }
}

function hasItems({ children }: NoteNode): boolean {
  return children.some(({ kind }) => kind === 'item')
}

/** Items below a stream whose tasks are counted: each is a task. */
function readList(nodes: readonly NoteNode[], stream: string, into: Collector): void {
  const items = nodes.filter(({ kind }) => kind === 'item')
  for (const [at, node] of items.entries()) {
    const { text, line } = node.lines[0] ?? { text: '', line: node.line }
    const { title, details } = splitTitle(text)
    const head = taskHead(title, true) ?? { id: undefined, title: title || undefined }
    const task = addTask({ ...head, details, place: at + 1, tick: node.tick, line }, { ...nowhere, stream }, into)
    into.mentions.push(...mentionsIn(text).map((each) => ({ ...each, line })))
    readChildren(node.children, { ...nowhere, stream, task }, into)
  }
}

function readSentence(text: string, line: number, into: Collector): boolean {
  const dependency = dependencyOf(text)
  if (dependency !== undefined) into.dependencies.push({ ...dependency, line })
  const final = finalOf(text)
  if (final !== undefined) into.finals.push({ ...final, line })
  return dependency !== undefined || final !== undefined
}

function addTask(
  { details, ...task }: Named & Pick<NamedTask, 'place' | 'tick' | 'line'>,
  { stream, isFirstWave }: Place,
  into: Collector,
): NamedTask {
  const own = details.map((detail) => ({ ...detail, line: task.line }))
  const named = { ...task, stream, isFirstWave, details: own, criteria: [], description: [] }
  into.tasks.push(named)
  return named
}

/** What stands below a task: details, criteria, tasks of their own, or text that describes it. */
function readDetail(node: NoteNode, task: NamedTask, place: Place, into: Collector): void {
  const { text, line } = node.lines[0] ?? { text: '', line: node.line }
  const details = node.lines.map((each) => ({ each, detail: detailOf(each.text) }))
  const head = node.kind === 'item' && node.tick !== undefined ? taskHead(splitTitle(text).title, true) : undefined
  if (details.length > 0 && details.every(({ detail }) => detail !== undefined)) {
    task.details.push(...details.map(({ each, detail }) => ({ ...detail!, line: each.line })))
  } else if (head !== undefined) {
    readItem(node, { ...place, task: undefined, stream: task.stream }, into)
  } else if (/^acceptance criteria:?$/i.test(text)) {
    readChildren(node.children, { ...place, areCriteria: true }, into)
  } else if (node.kind === 'item' && (node.tick !== undefined || place.areCriteria)) {
    task.criteria.push(text)
    readChildren(node.children, { ...place, areCriteria: true }, into)
  } else {
    if (node.kind === 'paragraph' && task.description.length > 0) task.description.push('')
    task.description.push(...sourceOf(node, into.source), ...(node.kind === 'paragraph' ? [''] : []))
    for (const child of node.children) {
      for (const each of child.lines) into.mentions.push(...mentionsIn(each.text).map((found) => ({ ...found, line })))
    }
  }
}

/** The lines of a node as the note has them, without the indentation of the first. */
function sourceOf(node: NoteNode, source: readonly string[]): readonly string[] {
  const lines = source.slice(node.line - 1, node.end)
  const indentation = /^[ \t]*/.exec(lines[0] ?? '')![0].length
  const shifted = lines.map((line) =>
    line.slice(0, indentation).trim() === '' ? line.slice(indentation) : line.trimStart(),
  )
  return shifted.slice(0, shifted.findLastIndex((line) => line.trim() !== '') + 1)
}
