import type { ExpectedFinish } from '../time/date-verdict.ts'
import { type Claim, parseClaim } from './claim.ts'
import { parseRecord } from './managed-part.ts'
import { type MirrorRecord, mirrorRecordData, parseMirrorRecord } from './mirror-record.ts'
import { type PlayedDates, parsePlayedDates } from './played-dates.ts'
import {
  longInstant,
  placesOf,
  readRowColumns,
  readTaskColumns,
  readTaskList,
  readTaskNumbers,
  rowColumns,
  shortInstant,
  taskColumns,
  taskList,
  taskNumbers,
} from './record-columns.ts'
import { date, instant, isNumber, isObject, mapOf, numbers, strings, text } from './record-fields.ts'
import { parseTold, type Told, toldData } from './told.ts'

/** The hidden part of a progress issue. */
export interface ProgressRecord {
  /** The phase file that it was written from. */
  readonly file: string
  /** Task id → issue number, of every task that ever had one and was not moved to another phase. */
  readonly tasks: ReadonlyMap<string, number>
  /** Tasks whose issues somebody else wrote; our managed part stands in a comment there. */
  readonly adopted: readonly string[]
  /** Task id → instant (ISO) of its pick. */
  readonly picks: ReadonlyMap<string, string>
  /** Tasks whose links to their blockers were not all made yet. */
  readonly unlinked: readonly string[]
  /** Tasks that are not sub-issues of this issue yet. */
  readonly unparented: readonly string[]
  /** Links that GitHub refused, as `task>blocker`. */
  readonly refusedLinks: readonly string[]
  /** Tasks that left the files and were reported as "no longer in the plan". */
  readonly left: readonly string[]
  /** Task id → numbers of the reopened issues because of which somebody should look at it again. */
  readonly lookAgain: ReadonlyMap<string, readonly number[]>
  /** Task id → instant (ISO) since which something about its blockers could not be read. */
  readonly unknownSince: ReadonlyMap<string, string>
  /** Tasks whose titles were changed by hand and set back. */
  readonly retitled: readonly string[]
  /** Labels that we defined in the repository. */
  readonly labels: readonly string[]
  readonly milestone: { readonly number: number; readonly title: string } | undefined
  /** False once GitHub has shown that it has no issue dependencies. */
  readonly dependencies: boolean
  /** Set once every task was done or dropped. */
  readonly complete: { readonly at: string; readonly dropped: readonly string[] } | undefined
  /** Set while somebody wants nothing picked and nothing started. */
  readonly paused: { readonly by: string; readonly at: string } | undefined
  /** Instant (ISO) at which somebody last let the phase go on: starts and failures before it count for no limit. */
  readonly resumed: string | undefined
  /** Issue number, as text → how far its comments were read. */
  readonly read: ReadonlyMap<string, Cursor>
  /** Local date on which all comments were last looked through. */
  readonly swept: string | undefined
  /** Issue number, as text → local date of the last answer there to somebody who may not write. */
  readonly answers: ReadonlyMap<string, string>
  /** Keys of the last commands about the phase whose effect is in this record, see `commandKey`. */
  readonly commands: readonly string[]
  /** Task id → the claim of its worker at work: should the task's own record be lost, no second one is started. */
  readonly claims: ReadonlyMap<string, Claim>
  /** Task id → number of its newest claim, which never goes back, even should the task's own record be lost. */
  readonly claimed: ReadonlyMap<string, number>
  /** The last starts and failed attempts, each as `<number of the issue>@<when>`, should a task's own record be lost. */
  readonly starts: readonly string[]
  readonly failures: readonly string[]
  /** What the page last said of dates; undefined while it said nothing. */
  readonly outlook: ShownOutlook | undefined
  /** What people were told; undefined where no run has kept account of it yet. */
  readonly told: Told | undefined
  /** What the mirrored files were told; undefined before the first time. */
  readonly mirror: MirrorRecord | undefined
}

/** How far the comments of an issue were read, in GitHub's own terms. */
export interface Cursor {
  /** How many there were. */
  readonly count: number
  /** When the last one that needs no more attention was written: ISO. */
  readonly at: string
  /** Its id. */
  readonly id: number
}

/** What was shown of a forecast, and of everything else, so that a run knows whether there is anything new to say. */
export interface ShownOutlook extends ExpectedFinish {
  /** Local date on which it was written. */
  readonly on: string
  /** Checksums: of the page without its dates, of the dates, and of the page as it was written. */
  readonly steady: string
  readonly dates: string
  readonly whole: string
  /** What many plays said; undefined where they were not asked, as in records of older versions. */
  readonly played: PlayedDates | undefined
}

export const emptyProgressRecord: ProgressRecord = {
  file: '',
  tasks: new Map(),
  adopted: [],
  picks: new Map(),
  unlinked: [],
  unparented: [],
  refusedLinks: [],
  left: [],
  lookAgain: new Map(),
  unknownSince: new Map(),
  retitled: [],
  labels: [],
  milestone: undefined,
  dependencies: true,
  complete: undefined,
  paused: undefined,
  resumed: undefined,
  read: new Map(),
  swept: undefined,
  answers: new Map(),
  commands: [],
  claims: new Map(),
  claimed: new Map(),
  starts: [],
  failures: [],
  outlook: undefined,
  told: undefined,
  mirror: undefined,
}

/** Names of tasks, each list a part of all tasks. */
const taskLists = ['adopted', 'unlinked', 'unparented', 'left', 'retitled'] as const
const textLists = ['refusedLinks', 'labels', 'commands', 'starts', 'failures'] as const

/** The record as plain JSON; what says nothing is left out, because a thousand tasks have to fit one body. */
export function progressRecordData(record: ProgressRecord): Readonly<Record<string, unknown>> {
  const tasks = [...record.tasks.keys()]
  const places = placesOf(tasks)
  const data: Record<string, unknown> = { file: record.file, tasks: taskNumbers(record.tasks) }
  for (const key of ['picks', 'unknownSince'] as const) {
    if (record[key].size > 0) data[key] = taskColumns(mapValues(record[key], shortInstant), places)
  }
  for (const key of ['lookAgain', 'answers', 'claims'] as const) {
    if (record[key].size > 0) data[key] = Object.fromEntries(record[key])
  }
  if (record.claimed.size > 0) {
    data.claimed = taskColumns(mapValues(record.claimed, String), places)
  }
  for (const key of taskLists) if (record[key].length > 0) data[key] = taskList(record[key], places)
  for (const key of textLists) if (record[key].length > 0) data[key] = record[key]
  if (record.milestone !== undefined) data.milestone = record.milestone
  if (!record.dependencies) data.dependencies = false
  if (record.complete !== undefined)
    data.complete = { at: record.complete.at, dropped: taskList(record.complete.dropped, places) }
  for (const key of ['paused', 'resumed', 'swept', 'outlook'] as const) {
    if (record[key] !== undefined) data[key] = record[key]
  }
  if (record.mirror !== undefined) data.mirror = mirrorRecordData(record.mirror, places)
  if (record.read.size > 0) data.read = rowColumns([...record.read].map(cursorRow).filter(isWhole))
  if (record.told !== undefined) data.told = toldData(record.told, tasks)
  return data
}

function cursorRow([number, { count, at, id }]: readonly [string, Cursor]): readonly number[] {
  return [Number(number), count, Math.floor(Date.parse(at) / 1000), id]
}

function isWhole(row: readonly number[]): boolean {
  return row.every(Number.isSafeInteger)
}

/**
 * Reads the record out of a managed part, also one that names each task beside what is known of it, as older ones do;
 * undefined where it is missing or damaged: rebuilt from the issues.
 */
export function parseProgressRecord(part: string | undefined): ProgressRecord | undefined {
  const data = parseRecord(part)
  const listed = isObject(data) ? readTaskNumbers(data.tasks) : undefined
  if (!isObject(data) || listed === undefined) return undefined
  const tasks = listed.map(([id]) => id)
  return {
    file: typeof data.file === 'string' ? data.file : '',
    tasks: new Map(listed.flatMap(([id, number]) => (isNumber(number) ? [[id, number] as const] : []))),
    adopted: strings(readTaskList(data.adopted, tasks)),
    picks: mapOf(readTaskColumns(data.picks, tasks), columnInstant),
    unlinked: strings(readTaskList(data.unlinked, tasks)),
    unparented: strings(readTaskList(data.unparented, tasks)),
    refusedLinks: strings(data.refusedLinks),
    left: strings(readTaskList(data.left, tasks)),
    lookAgain: mapOf(data.lookAgain, numbers),
    unknownSince: mapOf(readTaskColumns(data.unknownSince, tasks), columnInstant),
    retitled: strings(readTaskList(data.retitled, tasks)),
    labels: strings(data.labels),
    milestone: milestone(data.milestone),
    dependencies: data.dependencies !== false,
    complete: completion(data.complete, tasks),
    paused: pause(data.paused),
    resumed: instant(data.resumed),
    read: cursors(data.read),
    swept: text(data.swept),
    answers: mapOf(data.answers, text),
    commands: strings(data.commands),
    claims: mapOf(data.claims, parseClaim),
    claimed: mapOf(readTaskColumns(data.claimed, tasks), count),
    starts: strings(data.starts),
    failures: strings(data.failures),
    outlook: outlook(data.outlook),
    told: parseTold(data.told, tasks),
    mirror: parseMirrorRecord(data.mirror, tasks),
  }
}

function mapValues<T>(map: ReadonlyMap<string, T>, change: (value: T) => string): ReadonlyMap<string, string> {
  return new Map([...map].map(([key, value]) => [key, change(value)]))
}

function columnInstant(value: unknown): string | undefined {
  return typeof value === 'string' ? longInstant(value) : undefined
}

/** Columns hold texts, older records numbers. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return isNumber(number) ? number : undefined
}

function milestone(value: unknown): ProgressRecord['milestone'] {
  if (!isObject(value) || !isNumber(value.number) || typeof value.title !== 'string') return undefined
  return { number: value.number, title: value.title }
}

function completion(value: unknown, tasks: readonly string[]): ProgressRecord['complete'] {
  if (!isObject(value) || typeof value.at !== 'string') return undefined
  return { at: value.at, dropped: strings(readTaskList(value.dropped, tasks)) }
}

function pause(value: unknown): ProgressRecord['paused'] {
  if (!isObject(value) || typeof value.by !== 'string' || typeof value.at !== 'string') return undefined
  return { by: value.by, at: value.at }
}

function outlook(value: unknown): ShownOutlook | undefined {
  if (!isObject(value)) return undefined
  const [on, finish, p85] = [value.on, value.finish, value.p85].map(date)
  const [steady, dates, whole] = [value.steady, value.dates, value.whole].map(text)
  if (on === undefined || steady === undefined || dates === undefined || whole === undefined) return undefined
  return { on, finish, p85, steady, dates, whole, played: parsePlayedDates(value.played) }
}

function cursors(value: unknown): ProgressRecord['read'] {
  if (!Array.isArray(value)) return mapOf(value, cursor)
  return new Map(
    readRowColumns(value).flatMap(([number, ...row]) => {
      const known = isNumber(number) ? cursor(row) : undefined
      return known === undefined ? [] : [[String(number), known] as const]
    }),
  )
}

function cursor(value: unknown): Cursor | undefined {
  if (!Array.isArray(value)) return undefined
  const [count, seconds, id] = value as unknown[]
  const isCount = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0
  if (!isCount || !isNumber(seconds) || !isNumber(id) || seconds > 8.64e12) return undefined
  return { count, at: new Date(seconds * 1000).toISOString(), id }
}
