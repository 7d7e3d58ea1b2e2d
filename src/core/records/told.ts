import type { Notice } from '../telling/notice.ts'
import type { Phrase } from '../text/phrase.ts'
import { type DateVerdict, dateVerdicts } from '../time/date-verdict.ts'
import { date, instant, isNumber, isObject, strings, text } from './record-fields.ts'
import type { TaskState } from './task-record.ts'

/** What people have been told of a phase: part of the hidden record of its progress issue. */
export interface Told {
  /** What the next digest is compared with; undefined where the phase asks for none. */
  readonly base: Baseline | undefined
  /** The launch was announced, or needs no announcement any more. */
  readonly launched: boolean
  /** How often it was told that the phase is complete, and whether the present completion was. */
  readonly completions: number
  readonly completed: boolean
  /** Picks that were told to wait for somebody, and when (ISO) the last of them were. */
  readonly picks: { readonly at: string; readonly tasks: readonly string[] } | undefined
  /** What is still to be delivered, oldest first. A letter stands here before it is sent, and until it has arrived. */
  readonly letters: readonly Letter[]
  /** Id of our reaction on the progress issue by which a run last won the right to deliver. */
  readonly lock: number | undefined
}

/** How a phase stood when the last digest was written. */
export interface Baseline {
  /** Local date of that digest; before the first one, the last date on which there could have been one. */
  readonly date: string
  readonly states: ReadonlyMap<string, TaskState>
  /** Checksums of the decisions that were needed. */
  readonly decisions: readonly string[]
  readonly dates: PlannedDates
  /** How it stood with its target date; undefined while nothing was said of that. */
  readonly verdict: DateVerdict | undefined
  /** Instant (ISO) of the first change since; undefined while there is none. */
  readonly changed: string | undefined
}

export interface PlannedDates {
  readonly start: string | undefined
  readonly target: string | undefined
  readonly timezone: string
}

/** Something to tell, and where it was not told yet. */
export interface Letter {
  /** What it is, the same in every run that would write it: `digest 2026-02-24`. */
  readonly key: string
  /** When it was written: ISO. */
  readonly at: string
  readonly notice: Notice
  /** Logins that the comment mentions; undefined where it needs no comment, or has it. */
  readonly comment: readonly string[] | undefined
  readonly slack: boolean
}

export const nothingTold: Told = {
  base: undefined,
  launched: false,
  completions: 0,
  completed: false,
  picks: undefined,
  letters: [],
  lock: undefined,
}

/** One character for each state: a thousand of them have to fit. */
const stateSigns: Readonly<Record<TaskState, string>> = {
  blocked: 'b',
  ready: 'r',
  assigned: 'a',
  running: 'u',
  stalled: 's',
  review: 'v',
  waiting: 'w',
  failed: 'f',
  held: 'h',
  done: 'd',
  dropped: 'x',
}
const stateOfSign = new Map(Object.entries(stateSigns).map(([state, sign]) => [sign, state as TaskState]))

/** As plain JSON. States stand in the order of `tasks`, which the record lists anyway; those of others by name. */
export function toldData(told: Told, tasks: readonly string[]): Readonly<Record<string, unknown>> {
  const { base, launched, completions, completed, picks, letters, lock } = told
  const data: Record<string, unknown> = {}
  if (base !== undefined) {
    const known = new Set(tasks)
    const others = [...base.states].filter(([id]) => !known.has(id))
    data.base = {
      date: base.date,
      states: tasks.map((id) => signOf(base.states.get(id))).join(''),
      ...(others.length === 0 ? {} : { others: Object.fromEntries(others.map(([id, state]) => [id, signOf(state)])) }),
      ...(base.decisions.length === 0 ? {} : { decisions: base.decisions }),
      dates: base.dates,
      ...(base.verdict === undefined ? {} : { verdict: base.verdict }),
      ...(base.changed === undefined ? {} : { changed: base.changed }),
    }
  }
  if (launched) data.launched = true
  if (completions > 0) data.completions = completions
  if (completed) data.completed = true
  if (picks !== undefined) data.picks = picks
  if (letters.length > 0) data.letters = letters
  if (lock !== undefined) data.lock = lock
  return data
}

function signOf(state: TaskState | undefined): string {
  return state === undefined ? '-' : stateSigns[state]
}

/** Reads it back; undefined where the record has none. */
export function parseTold(value: unknown, tasks: readonly string[]): Told | undefined {
  if (!isObject(value)) return undefined
  return {
    base: parseBaseline(value.base, tasks),
    launched: value.launched === true,
    completions: isNumber(value.completions) ? value.completions : 0,
    completed: value.completed === true,
    picks: parsePicks(value.picks),
    letters: Array.isArray(value.letters) ? value.letters.flatMap((item) => parseLetter(item) ?? []) : [],
    lock: isNumber(value.lock) ? value.lock : undefined,
  }
}

function parseBaseline(value: unknown, tasks: readonly string[]): Baseline | undefined {
  const on = isObject(value) ? date(value.date) : undefined
  if (!isObject(value) || on === undefined || typeof value.states !== 'string') return undefined
  const others = isObject(value.others) ? Object.entries(value.others) : []
  const signs = [...tasks.map((id, at) => [id, (value.states as string)[at]] as const), ...others]
  const states = new Map<string, TaskState>()
  for (const [id, sign] of signs) {
    const state = typeof sign === 'string' ? stateOfSign.get(sign) : undefined
    if (state !== undefined) states.set(id, state)
  }
  const dates = isObject(value.dates) ? value.dates : {}
  return {
    date: on,
    states,
    decisions: strings(value.decisions),
    dates: { start: text(dates.start), target: text(dates.target), timezone: text(dates.timezone) ?? 'UTC' },
    verdict: dateVerdicts.find((verdict) => verdict === value.verdict),
    changed: instant(value.changed),
  }
}

function parsePicks(value: unknown): Told['picks'] {
  if (!isObject(value)) return undefined
  const at = instant(value.at)
  return at === undefined ? undefined : { at, tasks: strings(value.tasks) }
}

function parseLetter(value: unknown): Letter | undefined {
  if (!isObject(value) || typeof value.key !== 'string') return undefined
  const at = instant(value.at)
  const notice = parseNotice(value.notice)
  if (at === undefined || notice === undefined) return undefined
  const comment = Array.isArray(value.comment) ? strings(value.comment) : undefined
  return { key: value.key, at, notice, comment, slack: value.slack === true }
}

function parseNotice(value: unknown): Notice | undefined {
  if (!isObject(value) || typeof value.title !== 'string') return undefined
  const sections = Array.isArray(value.sections) ? value.sections : []
  return {
    title: value.title,
    lead: phrases(value.lead),
    progressIssue: isNumber(value.progressIssue) ? value.progressIssue : undefined,
    sections: sections.flatMap((item) =>
      isObject(item) && typeof item.title === 'string' ? [{ title: item.title, lines: phrases(item.lines) }] : [],
    ),
  }
}

function phrases(value: unknown): readonly Phrase[] {
  if (!Array.isArray(value)) return []
  return value.map((phrase) => (Array.isArray(phrase) ? phrase.flatMap((piece) => pieceOf(piece) ?? []) : []))
}

function pieceOf(value: unknown): Phrase[number] | undefined {
  if (typeof value === 'string') return value
  if (!isObject(value)) return undefined
  if (typeof value.task === 'string') return { task: value.task }
  if (isNumber(value.run)) return { run: value.run }
  return isNumber(value.issue) ? { issue: value.issue, repository: text(value.repository) } : undefined
}
