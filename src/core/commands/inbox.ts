import { isAnswered, type Observation, type Question, type Remark } from '../observation.ts'
import type { Cursor } from '../records/progress-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { isAtWork } from '../tasks/work.ts'
import { aDay, aMinute, localDate } from '../time/calendar.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'

/** So long after a comment was written every list shows it. */
const listsSettle = 10 * aMinute

/** A comment with commands that does not show yet that they are finished, and the place where it stands. */
export interface Letter {
  readonly remark: Remark
  /** Number of the issue that it stands on. */
  readonly issue: number
  readonly phase: PhaseView
  /** The task whose issue that is; undefined on the progress issue. */
  readonly task: TaskView | undefined
  /** Commands that are neither done nor answered, in order. */
  readonly open: readonly OpenCommand[]
  /** One of the others was refused. */
  readonly refused: boolean
}

export interface OpenCommand {
  readonly key: string
  readonly command: Command
}

export interface Inbox {
  /** In the order in which they were written. */
  readonly letters: readonly Letter[]
  /** How far each issue's comments are dealt with, by the issue's number as text. */
  readonly cursors: ReadonlyMap<string, Cursor>
  /** Phases whose touched issues were looked through, as is due once a day. */
  readonly swept: ReadonlySet<string>
  readonly questions: readonly Question[]
}

/** Names a command for good: the comment's id, and its place in the comment. */
function commandKey(comment: number, place: number): string {
  return `${comment}.${place}`
}

interface Place {
  readonly phase: PhaseView
  readonly task: TaskView | undefined
  readonly number: number
  /** How many comments GitHub counts. */
  readonly count: number
  readonly updatedAt: string
}

/** What people and workers have asked for in comments, as far as it is not finished. */
export function readInbox(phases: readonly PhaseView[], world: World): Inbox {
  const places = phases.filter(({ survey }) => survey.stage === 'open').flatMap(placesOf)
  const questions = places.flatMap((place) => remarkQuestions(place, world))
  const letters: Letter[] = []
  const cursors = new Map<string, Cursor>()
  const swept = new Set<string>()
  for (const place of places) {
    const known = place.phase.record.read.get(String(place.number))
    const remarks = world.observation.remarks.get(place.number)
    if (remarks === undefined) {
      if (known !== undefined) cursors.set(String(place.number), known)
      continue
    }
    if (isDue(place, world) && isTouched(place)) swept.add(place.phase.phase.id)
    const fresh = freshOnes(place, known, remarks, world.observation)
    const open = fresh.filter((remark) => isOpen(remark, world.observation, questions))
    letters.push(...open.map((remark) => toLetter(remark, place, fresh)))
    const cursor = nextCursor(place, known, remarks, open[0], world)
    if (cursor !== undefined) cursors.set(String(place.number), cursor)
  }
  return { letters: letters.sort(byAge), cursors, swept, questions }
}

function placesOf(phase: PhaseView): Place[] {
  const { progress, tasks } = phase
  const page = progress === undefined ? [] : [place(phase, undefined, progress.issue)]
  return [...page, ...tasks.flatMap((task) => (task.issue === undefined ? [] : [place(phase, task, task.issue)]))]
}

function place(
  phase: PhaseView,
  task: TaskView | undefined,
  { number, comments, updatedAt }: { number: number; comments: number; updatedAt: string },
): Place {
  return { phase, task, number, count: comments, updatedAt }
}

/**
 * Comments are read where GitHub counts another number of them than was read last, where an event was about the issue,
 * and where a sign of life may stand in an edited one. Where the new ones do not explain the count, all are read: one
 * that was listed late must not be lost.
 */
function remarkQuestions(place: Place, world: World): Question[] {
  const { observation, settings } = world
  const known = place.phase.record.read.get(String(place.number))
  const remarks = observation.remarks.get(place.number)
  if (remarks === undefined) {
    const differs = place.count !== (known?.count ?? 0)
    const asked = settings.lookAt.some(({ number }) => number === place.number) && !observation.wrote
    if (!differs && !asked && !mayHaveChanged(place, world)) return []
    const question: Question = { ask: 'remarks', number: place.number, since: known?.at }
    // What could not be read is left to the next run.
    return isAnswered(observation, question) ? [] : [question]
  }
  const all: Question = { ask: 'remarks', number: place.number, since: undefined }
  if (isAnswered(observation, all)) return []
  // It was there when they were read, and was given up for room since.
  if (known === undefined) return place.count > remarks.length ? [all] : []
  const explained = known.count + remarks.filter(({ id }) => id > known.id).length
  return place.count > explained ? [all] : []
}

/** An edit leaves the count as it is, and so does a comment in the place of a deleted one: looked for once a day, and at work. */
function mayHaveChanged(place: Place, world: World): boolean {
  const { task } = place
  const { observation } = world
  // Of a run that waits for a runner nobody writes.
  if (task?.work.kind === 'stalled' && task.record?.claim?.worker !== 'run') return true
  // A worker that has commented may go on editing that comment, of which GitHub need not show anything on the issue.
  if (task !== undefined && isAtWork(task.work) && task.record?.claim?.heartbeat !== undefined)
    return !observation.wrote
  // What this run has done itself is no news to it.
  if (!isTouched(place) || observation.wrote) return false
  return isDue(place, world) || (task !== undefined && isAtWork(task.work))
}

/** Somebody has done something to the issue since the page was last written. */
function isTouched({ phase, updatedAt, count }: Place): boolean {
  return count > 0 && updatedAt > (phase.progress?.issue.updatedAt ?? '')
}

function isDue({ phase: { record, phase } }: Place, { now }: World): boolean {
  return record.swept !== localDate(now, phase.timezone)
}

/** Comments that were there before the issue was adopted, which is before our own one, are none of ours. */
function firstId({ phase, task, number }: Place, { comments }: Observation): number {
  const known = phase.record.read.get(String(number))?.id
  if (known !== undefined || task?.where.kind !== 'known' || !task.where.adopted) return known ?? 0
  const ours = comments.get(number)
  return typeof ours === 'object' ? ours.id : Number.POSITIVE_INFINITY
}

/** Comments after the cursor, and, where all were read, those of the day before it: they may have been listed late. */
function freshOnes(
  place: Place,
  known: Cursor | undefined,
  remarks: readonly Remark[],
  observation: Observation,
): readonly Remark[] {
  const first = firstId(place, observation)
  const ours = observation.comments.get(place.number)
  const adoptedBy = typeof ours === 'object' ? ours.id : 0
  const isLate = ({ id, createdAt, updatedAt }: Remark) =>
    known !== undefined &&
    hasAll(place, observation) &&
    id > adoptedBy &&
    // What is edited after it was read is no command any more.
    createdAt === updatedAt &&
    Date.parse(createdAt) > Date.parse(known.at) - aDay
  return remarks.filter((remark) => remark.id > first || isLate(remark))
}

function hasAll({ number }: Place, observation: Observation): boolean {
  return isAnswered(observation, { ask: 'remarks', number, since: undefined })
}

/** Whether a comment holds commands (our own answers hold none) and does not show by our hand that they are finished. */
function isOpen(remark: Remark, observation: Observation, questions: Question[]): boolean {
  if (remark.author === undefined || remark.commands.length === 0) return false
  const ours = observation.reactions.get(remark.id)
  if (ours !== undefined) return !isFinished(ours)
  if (!remark.marked) return true
  const question: Question = { ask: 'reactions', comment: remark.id }
  if (!isAnswered(observation, question)) questions.push(question)
  return true
}

function isFinished(reactions: readonly string[]): boolean {
  return reactions.includes('rocket') || reactions.includes('-1')
}

function toLetter(remark: Remark, place: Place, fresh: readonly Remark[]): Letter {
  const { phase, task, number } = place
  const answers = fresh.flatMap(({ ours }) => ours ?? [])
  const commands = remark.commands.map((command, at) => ({ key: commandKey(remark.id, at), command }))
  const isAnswered = (key: string) => answers.some((reply) => reply.answers === key)
  const open = commands.filter(({ key, command }) => !isAnswered(key) && !isDone(key, command, place))
  const refused = commands.some(({ key }) => answers.some((reply) => reply.answers === key && reply.refusal))
  return { remark, issue: number, phase, task, open, refused }
}

/** A command is done once a record says that it had its effect; `/spawn` on a progress issue, once those of all its tasks do. */
function isDone(key: string, command: Command, { phase, task }: Place): boolean {
  if (phase.record.commands.includes(key)) return true
  if (task !== undefined) return task.record?.commands.includes(key) === true
  if (command.name !== 'spawn') return false
  const { tasks, unknown } = spawnTargets(key, command, phase)
  return unknown.length === 0 && tasks.length > 0 && tasks.every(({ record }) => record?.commands.includes(key))
}

/** The tasks that a `/spawn` on a progress issue is about: those that it names, or all picks that wait for it. */
export function spawnTargets(
  key: string,
  { tasks: named }: Extract<Command, { name: 'spawn' }>,
  phase: PhaseView,
): { readonly tasks: readonly TaskView[]; readonly unknown: readonly string[] } {
  const find = (id: string) => phase.tasks.find(({ task }) => task.id.toLowerCase() === id.toLowerCase())
  if (named.length > 0) {
    return { tasks: named.flatMap((id) => find(id) ?? []), unknown: named.filter((id) => find(id) === undefined) }
  }
  const waits = (view: TaskView) => hasSlot(view, phase) && view.outcome === undefined && view.work.kind === 'idle'
  const isOfThis = (view: TaskView) => view.record?.commands.includes(key) || view.record?.claim?.command === key
  return {
    tasks: phase.tasks.filter((view) => isOfThis(view) || (waits(view) && view.task.model !== undefined)),
    unknown: [],
  }
}

/** Whether it holds a slot: a pick that this run gave back shows that in its own record first. */
export function hasSlot({ task, record }: TaskView, phase: PhaseView): boolean {
  return phase.record.picks.has(task.id) && (record === undefined || record.state === 'assigned')
}

function byAge(one: Letter, other: Letter): number {
  return Date.parse(one.remark.createdAt) - Date.parse(other.remark.createdAt) || one.remark.id - other.remark.id
}

/** Issues where somebody who may not write was answered, by number as text, with the local date of the last time. */
export function answersTo(phase: PhaseView, { observation, now }: World): ReadonlyMap<string, string> {
  const today = localDate(now, phase.phase.timezone)
  const answers = new Map([...phase.record.answers].filter(([, date]) => date === today))
  for (const { number } of placesOf(phase)) {
    const remarks = observation.remarks.get(number) ?? []
    const known = phase.record.read.get(String(number))?.id ?? 0
    for (const { id, ours, createdAt } of remarks) {
      if (id <= known || ours === undefined) continue
      // Without a cursor, those of other days are read again.
      if (localDate(Date.parse(createdAt), phase.phase.timezone) !== today) continue
      const asked = remarks.find((remark) => ours.answers.startsWith(`${remark.id}.`))
      const writes = observation.writers.get(asked?.author?.toLowerCase() ?? '')
      if (asked !== undefined && writes !== true) answers.set(String(number), today)
    }
  }
  return answers
}

/** Goes on to the first comment that still needs attention, in GitHub's own time. */
function nextCursor(
  place: Place,
  known: Cursor | undefined,
  remarks: readonly Remark[],
  first: Remark | undefined,
  world: World,
): Cursor | undefined {
  const done = remarks.filter(({ id }) => first === undefined || id < first.id)
  const last = done.at(-1)
  // With one still open the count falls short of GitHub's, so that the comments are read again.
  const count = Math.max(0, countRead(place, known, remarks, world) - (remarks.length - done.length))
  const isBack = known !== undefined && first === undefined && last !== undefined && last.id < known.id
  if (last !== undefined && !isBack) return { count, at: last.createdAt, id: last.id }
  return known === undefined ? undefined : { ...known, count: first === undefined ? count : known.count }
}

/** How many comments of an issue were read in all. A difference to GitHub's count that stays is not looked into for ever. */
function countRead(
  place: Place,
  known: Cursor | undefined,
  remarks: readonly Remark[],
  { observation, now }: World,
): number {
  const isWhole = known === undefined || hasAll(place, observation)
  const read = isWhole ? remarks.length : known.count + remarks.filter(({ id }) => id > known.id).length
  return now - Date.parse(place.updatedAt) < listsSettle ? Math.min(read, place.count) : place.count
}
