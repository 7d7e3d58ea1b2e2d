import { counted } from '../text/counted.ts'
import type { Collected, Mention, NamedTask } from './collect.ts'
import type { Remark } from './phase-draft.ts'
import type { SettledTask, Unsettled } from './settled-task.ts'
import { freeIds, giveIds, idByPlace, type Numbering, streamNumbers } from './task-ids.ts'
import { idKey } from './task-line.ts'
import { titleIndex, titleKey } from './title-index.ts'

export interface Gap {
  readonly id: string
  readonly stream: string
  readonly text: string
  readonly line: number
}

export interface SettledTasks {
  /** In the order of the file: by stream. */
  readonly tasks: readonly SettledTask[]
  /** Names, in the order in which the note has them. */
  readonly streams: readonly string[]
  readonly gaps: readonly Gap[]
}

/** The tasks of a note, each once and with an id. Remarks go into the list that is given. */
export function settleTasks(collected: Collected, phase: string, remarks: Remark[]): SettledTasks {
  const tasks = mergeTasks(collected)
  const streams = streamsOf(collected, tasks)
  const numbers = streamNumbers(tasks, streams)
  giveIds(tasks, streams, numbers, phase)
  const settled = inFileOrder(tasks as SettledTask[], streams)
  return { tasks: settled, streams, gaps: countGaps(collected, settled, streams, numbers, phase, remarks) }
}

/** One task for each id, then one for each title without an id that is not one of those. */
function mergeTasks(collected: Collected): Unsettled[] {
  const { tasks, mentions } = collected
  const byId = new Map<string, Unsettled>()
  for (const task of tasks) if (task.id !== undefined) mergeById(byId, task.id, task)
  for (const mention of referencesWithIds(collected)) addMention(byId, mention)
  const shapes = new Set([...byId.values()].map(({ id }) => shapeOf(id!)))
  const alike = mentions.filter(({ id }) => shapes.has(shapeOf(id)))
  for (const mention of alike) addMention(byId, mention)
  for (const mention of bareMentions(byId, alike)) byId.set(idKey(mention.id), mentioned(mention))
  const merged = [...byId.values()]
  const byTitle = Map.groupBy(merged, ({ title }) => titleKey(title ?? ''))
  // Lists shorten titles: `User Guide` for `p4-1-1: User Guide Documentation`.
  const longer = titleIndex(merged)
  for (const task of tasks) {
    if (task.id === undefined && task.title !== undefined) mergeByTitle(merged, byTitle, longer, task)
  }
  return merged
}

/** What depends on something or is final is a task, wherever else it stands. */
function referencesWithIds({ dependencies, finals }: Collected): readonly Mention[] {
  const references = [
    ...dependencies.flatMap(({ task, on, line }) => [task, ...on].map((each) => ({ ...each, line }))),
    ...finals,
  ]
  return references.flatMap(({ id, title, line }) => (id === undefined ? [] : [{ id, title, line }]))
}

/** Elsewhere ids count that look like those of tasks: the same first word, as many numbers. */
function shapeOf(id: string): string {
  return `${idKey(id).split('-')[0]} ${id.split('-').length}`
}

function addMention(byId: Map<string, Unsettled>, { id, title, line }: Mention): void {
  const known = byId.get(idKey(id))
  if (known !== undefined) known.title ??= title
  else if (title !== undefined) byId.set(idKey(id), mentioned({ id, title, line }))
}

function mentioned({ id, title, line }: Mention): Unsettled {
  return { id, title, stream: undefined, place: undefined, named: [], idNote: undefined, line }
}

function mergeById(byId: Map<string, Unsettled>, id: string, task: NamedTask): void {
  const known = byId.get(idKey(id))
  if (known === undefined) byId.set(idKey(id), toUnsettled(task))
  else addPlace(known, task)
}

function toUnsettled(task: NamedTask): Unsettled {
  const { id, title, place, line } = task
  return { id, title, stream: streamOf(task), place, named: [task], idNote: undefined, line }
}

/** A line of its own is the best word on a task's stream. */
function streamOf({ stream, details }: NamedTask): string | undefined {
  const said = details.find(({ key }) => key === 'stream')?.value
  return said === undefined || said.length > 80 ? stream : said
}

/** A list of the stream's tasks knows best which stream that is. */
function addPlace(known: Unsettled, task: NamedTask): void {
  known.title ??= task.title
  known.stream = task.place === undefined ? (known.stream ?? streamOf(task)) : task.stream
  known.place ??= task.place
  known.named.push(task)
}

/** Beyond so many, ids without a title are not looked at: a note may name any number of them. */
const mostBare = 200

/** Ids that stand somewhere without a title, each once. */
function bareMentions(byId: ReadonlyMap<string, Unsettled>, mentions: readonly Mention[]): readonly Mention[] {
  const found = new Map<string, Mention>()
  for (const mention of mentions) {
    const key = idKey(mention.id)
    if (found.size < mostBare && !found.has(key) && !byId.has(key)) found.set(key, mention)
  }
  return [...found.values()]
}

function mergeByTitle(
  merged: Unsettled[],
  byTitle: Map<string, Unsettled[]>,
  longer: (title: string) => readonly Unsettled[],
  task: NamedTask,
): void {
  const key = titleKey(task.title!)
  const canBe = (other: Unsettled) =>
    other.stream === undefined || task.stream === undefined || other.stream === task.stream
  const same = (byTitle.get(key) ?? []).find(
    (other) => canBe(other) && other.named.every(({ line }) => line !== task.line),
  )
  const alike = task.place === undefined ? [] : longer(task.title!).filter(canBe)
  const known = same ?? (alike.length === 1 ? alike[0] : undefined)
  if (known === undefined) {
    const added = toUnsettled(task)
    merged.push(added)
    byTitle.set(key, (byTitle.get(key) ?? []).concat(added))
  } else addPlace(known, task)
}

function streamsOf({ streams }: Collected, tasks: readonly Unsettled[]): readonly string[] {
  const found = [
    ...streams.map(({ name, line }) => ({ name, line })),
    ...tasks.flatMap(({ stream, named, line }) =>
      stream === undefined ? [] : [{ name: stream, line: named.find((each) => each.stream === stream)?.line ?? line }],
    ),
  ]
  return [...new Set(found.sort((a, b) => a.line - b.line).map(({ name }) => name))]
}

function inFileOrder(tasks: readonly SettledTask[], streams: readonly string[]): readonly SettledTask[] {
  const order = new Map(streams.map((name, at) => [name, at]))
  const rank = ({ stream }: SettledTask) => order.get(stream ?? '') ?? streams.length
  const place = (task: SettledTask) => task.place ?? Number.MAX_SAFE_INTEGER
  return tasks.toSorted((a, b) => rank(a) - rank(b) || place(a) - place(b) || a.line - b.line)
}

/** Tasks that are shown to be missing; beyond them only the number is told. */
const mostGaps = 20

/** Counts that do not fit: a place for each task that is missing, and a word about those that are too many. */
function countGaps(
  { streams: lines }: Collected,
  tasks: readonly SettledTask[],
  streams: readonly string[],
  numbering: Numbering,
  phase: string,
  remarks: Remark[],
): readonly Gap[] {
  const byId = new Map(tasks.map((task) => [idKey(task.id), task]))
  const nextFree = freeIds(byId, streams, numbering, phase)
  const byStream = Map.groupBy(tasks, ({ stream }) => stream)
  return lines.flatMap(({ name, count, line }) => {
    const present = byStream.get(name)?.length ?? 0
    if (count === undefined || count === present) return []
    const text = `The note counts ${counted(count, 'task')} of ${name} and names ${present}`
    if (count < present) {
      remarks.push({ about: 'tasks', line, text: `${text}: check which of them belong there.` })
      return []
    }
    return Array.from({ length: Math.min(count - present, mostGaps) }, (_, at) => {
      const byPlace = idByPlace({ stream: name, place: present + at + 1 }, numbering)
      const id = byPlace === undefined || byId.has(idKey(byPlace)) ? nextFree(name) : byPlace
      return { id, stream: name, line, text: `${text}. Say what this one is, or delete it.` }
    })
  })
}
