import { counted } from '../text/counted.ts'
import { cutText } from '../text/cut-text.ts'
import { printable } from '../text/inert.ts'
import { type Collected, collect } from './collect.ts'
import type { GivenFacts } from './given-facts.ts'
import { noteTree } from './note-tree.ts'
import type { GapDraft, ModelDraft, PhaseDraft, Remark, StreamDraft, TaskDraft } from './phase-draft.ts'
import { phaseOf } from './phase-of-note.ts'
import { finalOf, isDone, linksOf } from './settle-links.ts'
import { settleTasks } from './settle-tasks.ts'
import type { SettledTask } from './settled-task.ts'
import { slugs } from './slugs.ts'
import { detailsOf, modelName, workerOf } from './task-details.ts'
import { idKey } from './task-line.ts'

/** The draft of a phase file, or why there is none: then what the note lacks, with its line. */
export type NoteReading = { readonly draft: PhaseDraft } | { readonly missing: Pick<Remark, 'line' | 'text'> }

const mostTasks = 1000

/** Reads a launch note or a checklist in Markdown. docs/from-a-note.md says which patterns it knows; nothing else is guessed. */
export function readNote(markdown: string, given: GivenFacts): NoteReading {
  const text = markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const lines = text.split('\n')
  const wrong = lines.findIndex((line) => line.includes('\0') || line.includes('\uFFFD'))
  if (wrong >= 0) return { missing: { line: wrong + 1, text: 'This line is no UTF-8 text: save the note as UTF-8.' } }
  const collected = collect(noteTree(text), lines)
  // A task may stand in several places, but not in any number of them.
  const next = collected.tasks[mostTasks * 3]
  if (next !== undefined) return tooMany(next.line)
  const remarks: Remark[] = tableRemarks(collected)
  const phase = phaseOf(collected, given, remarks)
  const { tasks: settled, streams: names, gaps } = settleTasks(collected, phase.phase, remarks)
  const open = settled.filter((task) => task.title !== undefined && !isDone(task))
  if (open.length === 0) return { missing: nothing(settled) }
  if (open.length > mostTasks) return tooMany(open[mostTasks]!.line)
  const streams = streamDrafts(names, remarks)
  remarks.push(...sharedWords(settled), ...idRemarks(open))
  const models = modelDrafts(collected, remarks)
  const tasks = taskDrafts(collected, settled, streams, models, remarks)
  return {
    draft: {
      ...phase,
      ...models,
      streams: [...streams.values()],
      tasks,
      gaps: [...countGaps(gaps, streams), ...untitledGaps(settled)],
      remarks: firstRemarks(placed(remarks, tasks)),
    },
  }
}

/** A task that is not in the file has no place there for its remarks. */
function placed(remarks: readonly Remark[], tasks: readonly TaskDraft[]): readonly Remark[] {
  const places = new Set(tasks.map(({ id }) => `task ${id}`))
  return remarks.map((remark) =>
    remark.about.startsWith('task ') && !places.has(remark.about) ? { ...remark, about: 'tasks' } : remark,
  )
}

const mostRemarks = 100

/** In the order of the note, each once. A note that leaves more open than anybody reads is told so in the last one. */
function firstRemarks(remarks: readonly Remark[]): readonly Remark[] {
  const unique = new Map(remarks.map((remark) => [`${remark.line} ${remark.about} ${remark.text}`, remark]))
  const sorted = [...unique.values()].sort((a, b) => a.line - b.line)
  const next = sorted[mostRemarks]
  if (next === undefined) return sorted
  const text = `From here on there are ${counted(sorted.length - mostRemarks, 'more remark')}: mend the note first.`
  return [...sorted.slice(0, mostRemarks), { about: 'tasks', line: next.line, text }]
}

function tooMany(line: number): NoteReading {
  return { missing: { line, text: 'From here on the note has more than the 1,000 tasks of a phase: split it.' } }
}

function nothing(settled: readonly SettledTask[]): Pick<Remark, 'line' | 'text'> {
  const done = settled.find(isDone)
  if (done !== undefined)
    return { line: done.line, text: 'Every task of the note is ticked off: nothing is left to plan.' }
  return {
    line: 1,
    text: 'The note has no task. Write each as an item such as "- [ ] Admin Guide" or "- p4-1-2: Admin Guide"; docs/from-a-note.md has more ways.',
  }
}

function tableRemarks({ tables }: Collected): Remark[] {
  return tables.map((line) => ({
    about: 'tasks',
    line,
    text: 'Tables are not read: write the tasks of this one as a list.',
  }))
}

const idReasons = {
  'by its place': 'without an id: those marked "by its place" follow the ids that it gives.',
  'made up': 'without an id: change those marked "made up" before the issues are opened.',
} as const

/** How many ids are not the note's own, and why; the file says at each which it is. */
function idRemarks(tasks: readonly SettledTask[]): readonly Remark[] {
  return [...Map.groupBy(tasks, ({ idNote }) => idNote)].flatMap(([idNote, [first, ...others]]) => {
    if (idNote === undefined) return []
    const text = `The note has ${counted(others.length + 1, 'task')} ${idReasons[idNote]}`
    return [{ about: 'tasks', line: first!.line, text }]
  })
}

/** `Bundle, Sync, Image Optimization`: the last word may belong to each, which only its author knows. */
function sharedWords(settled: readonly SettledTask[]): readonly Remark[] {
  const lists = Map.groupBy(
    settled.filter(isShortened),
    ({ named }) => named.find(({ place }) => place !== undefined)!.line,
  )
  return [...lists].flatMap(([line, tasks]) => {
    const titles = tasks.map(({ title }) => title!)
    const [last, ...others] = titles.toReversed()
    if (others.length === 0 || !last!.includes(' ') || others.some((title) => title.includes(' '))) return []
    const word = last!.slice(last!.lastIndexOf(' ') + 1)
    const text = `The note lists "${cutText(titles.join(', '), 100)}": if "${word}" belongs to each of them, write it there.`
    return [{ about: `task ${tasks[0]!.id}`, line, text }]
  })
}

/** Whether a list alone gives the title, which it may have shortened. */
function isShortened({ title, named }: SettledTask): boolean {
  return title !== undefined && named.length === 1 && named[0]!.place !== undefined && named[0]!.id === undefined
}

function streamDrafts(names: readonly string[], remarks: Remark[]): ReadonlyMap<string, StreamDraft> {
  const most = 100
  if (names.length > most) {
    remarks.push({
      about: 'streams',
      line: 1,
      text: `A phase has at most ${most} streams; tasks of the others have none.`,
    })
  }
  const ids = slugs(names.slice(0, most), 'stream')
  return new Map(names.slice(0, most).map((name, at) => [name, { id: ids[at]!, title: name }]))
}

interface Models {
  readonly models: readonly ModelDraft[]
  readonly allocation: ReadonlyMap<string, string>
}

/** The models that the note names, for kinds of work or for tasks. */
function modelDrafts({ allocation, tasks }: Collected, remarks: Remark[]): Models {
  const named = tasks.flatMap(({ details }) => details.filter(({ key }) => key === 'model'))
  const lines = new Map<string, number>()
  for (const { model, line } of [...allocation, ...named.map(({ value, line }) => ({ model: value, line }))]) {
    const name = modelName(model)
    if (name !== undefined && !lines.has(name) && lines.size < 100) lines.set(name, line)
  }
  const models = [...lines.keys()].map((name) => ({ name, worker: workerOf(name) }))
  for (const { name, worker } of models) {
    if (worker !== undefined) continue
    const text = `Nothing says who or what ${name} is: name its workflow, or the logins to assign.`
    remarks.push({ about: `model ${name}`, line: lines.get(name)!, text })
  }
  const known = allocation.filter(({ model }) => lines.has(modelName(model) ?? ''))
  const first = Map.groupBy(known, ({ complexity }) => complexity)
  return {
    models,
    allocation: new Map([...first].map(([complexity, [each]]) => [complexity, modelName(each!.model)!])),
  }
}

function taskDrafts(
  collected: Collected,
  settled: readonly SettledTask[],
  streams: ReadonlyMap<string, StreamDraft>,
  { models, allocation }: Models,
  remarks: Remark[],
): readonly TaskDraft[] {
  const nextBatch = new Set(collected.nextBatch.map(idKey))
  const known = {
    models: new Set(models.map(({ name }) => name)),
    complexities: new Set(['substantial', 'simple', ...allocation.keys()]),
  }
  const links = linksOf(collected, settled, remarks)
  const finals = finalOf(collected, settled, remarks)
  const open = settled.filter((task) => task.title !== undefined && !isDone(task))
  for (const task of settled.filter(isDone)) {
    const text = `"${task.title ?? task.id}" is ticked off, so it is left out.`
    remarks.push({ about: 'tasks', line: task.line, text })
  }
  return open.map((task): TaskDraft => {
    const details = detailsOf(task, known, remarks)
    const isFirstWave = task.named.some((each) => each.isFirstWave)
    const batch = isFirstWave ? 1 : nextBatch.has(idKey(task.id)) ? 2 : undefined
    return {
      id: task.id,
      idNote: task.idNote,
      title: shortTitle(task, remarks),
      stream: streams.get(task.stream ?? '')?.id,
      ...details,
      priority: details.priority ?? batch,
      dependsOn: task === finals ? [] : [...(links.get(task) ?? [])].map(({ id }) => id),
      isFinal: task === finals,
      description: descriptionOf(task, remarks),
      criteria: criteriaOf(task, remarks),
      line: task.line,
    }
  })
}

const mostInTitle = 222

function shortTitle({ id, title, named, line }: SettledTask, remarks: Remark[]): string {
  const others = named.filter((each) => each.title !== undefined && !isVariant(each.title, title!))
  for (const other of others) {
    remarks.push({
      about: `task ${id}`,
      line: other.line,
      text: `The note also calls it "${cutText(other.title!, 80)}".`,
    })
  }
  if (title!.length <= mostInTitle) return title!
  remarks.push({ about: `task ${id}`, line, text: `The title is longer than ${mostInTitle} characters, so it is cut.` })
  return `${cutText(title!, mostInTitle - 1)}…`
}

function isVariant(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  return a.startsWith(b) || b.startsWith(a)
}

function descriptionOf({ id, named, line }: SettledTask, remarks: Remark[]): string {
  const most = 12_000
  const text = printable(
    named
      .map(({ description }) => description.join('\n').trim())
      .filter(Boolean)
      .join('\n\n'),
  )
  if (text.length <= most) return text
  remarks.push({
    about: `task ${id}`,
    line,
    text: `The description is longer than ${counted(most, 'character')}, so it is cut.`,
  })
  return cutText(text, most)
}

function criteriaOf({ id, named, line }: SettledTask, remarks: Remark[]): readonly string[] {
  const [mostCriteria, mostInOne] = [50, 500]
  const criteria = named.flatMap((each) => each.criteria).filter((each) => each !== '')
  const isCut = criteria.length > mostCriteria || criteria.some((each) => each.length > mostInOne)
  if (isCut) {
    const text = `A task has at most ${mostCriteria} criteria of ${mostInOne} characters, so these are cut.`
    remarks.push({ about: `task ${id}`, line, text })
  }
  return criteria.slice(0, mostCriteria).map((each) => cutText(each, mostInOne))
}

function countGaps(
  gaps: readonly { readonly id: string; readonly stream: string; readonly text: string; readonly line: number }[],
  streams: ReadonlyMap<string, StreamDraft>,
): readonly GapDraft[] {
  return gaps.map((gap) => ({ ...gap, stream: streams.get(gap.stream)?.id }))
}

/** Ids that the note has, and never says of what. */
function untitledGaps(settled: readonly SettledTask[]): readonly GapDraft[] {
  return settled
    .filter(({ title }) => title === undefined)
    .map(({ id, line }) => ({
      id,
      stream: undefined,
      line,
      text: `The note has ${id} without a title. Say what it is, or delete it.`,
    }))
}
