import type { Outcome } from '../issues/issue.ts'
import { aDay } from '../time/calendar.ts'
import { type Claim, parseClaim } from './claim.ts'
import { type Handover, parseHandover } from './closing.ts'
import { parseRecord } from './managed-part.ts'
import { isNumber, isObject, numbers, strings } from './record-fields.ts'

/** What a task issue is in. `closed` ones have no label; see docs/design.md, "States". */
export type TaskState =
  | 'blocked'
  | 'ready'
  | 'assigned'
  | 'running'
  | 'stalled'
  | 'review'
  | 'waiting'
  | 'failed'
  | 'held'
  | Outcome

export const openStates = [
  'blocked',
  'ready',
  'assigned',
  'running',
  'stalled',
  'review',
  'waiting',
  'failed',
  'held',
] as const satisfies readonly TaskState[]

export const taskStates = [...openStates, 'done', 'dropped'] as const satisfies readonly TaskState[]

/** The hidden part of a task issue: what cannot be derived from the file and from GitHub. */
export interface TaskRecord {
  /** The state that was last written; an open issue whose record says done or dropped was reopened. */
  readonly state: TaskState
  /** Checksum of the title that we set; empty where we set none. It tells a change in the file from one by hand. */
  readonly title: string
  /** Labels that we set. */
  readonly labels: readonly string[]
  /** Numbers of the blockers that the file declares and we linked. */
  readonly links: readonly number[]
  /** Those of them that were removed by hand and put back; never put back a second time. */
  readonly restored: readonly number[]
  /** Logins that we assigned and GitHub kept. */
  readonly assigned: readonly string[]
  /** Logins that GitHub would not assign. */
  readonly refused: readonly string[]
  /** The person we assigned was taken off by hand: nobody is assigned again. */
  readonly unassigned: boolean
  /** Instant (ISO) until which it stays behind the other ready tasks. */
  readonly behindUntil: string | undefined
  /** The newest claim, also after it ended; undefined where no worker was ever started. */
  readonly claim: Claim | undefined
  /** Number of the newest claim that there ever was. */
  readonly claims: number
  /** Instants (ISO) of the last starts, oldest first, and of the last attempts that failed. */
  readonly starts: readonly string[]
  readonly failures: readonly string[]
  /** Set while somebody wants it out of the queue. */
  readonly hold: { readonly by: string; readonly reason: string } | undefined
  /** Instant (ISO) at which it last got a slot, kept after it ended; undefined while it waits in the queue. */
  readonly picked: string | undefined
  /** Somebody wants it to be the next pick. */
  readonly next: boolean
  /** Instant (ISO) since which it is in review. */
  readonly reviewSince: string | undefined
  /** Numbers of the pull requests that handed it in: by its worker, or by somebody who may write. */
  readonly pulls: readonly number[]
  /** What its blockers left behind for it, found out when it was picked. */
  readonly handover: readonly Handover[]
  /** Keys of the last commands whose effect is in this record, see `commandKey`. */
  readonly commands: readonly string[]
}

/** How many starts, failures, commands or pull requests a record remembers. */
export const mostRemembered = 20

/** Until when (ISO) a task that was given back now stays behind the others. */
export function behindFrom(now: number): string {
  return new Date(now + aDay).toISOString()
}

/** When (milliseconds) a task was given back that stays behind until then. */
export function givenBackAt(behindUntil: string): number {
  return Date.parse(behindUntil) - aDay
}

export const emptyTaskRecord: TaskRecord = {
  state: 'ready',
  title: '',
  labels: [],
  links: [],
  restored: [],
  assigned: [],
  refused: [],
  unassigned: false,
  behindUntil: undefined,
  claim: undefined,
  claims: 0,
  starts: [],
  failures: [],
  hold: undefined,
  picked: undefined,
  next: false,
  reviewSince: undefined,
  pulls: [],
  handover: [],
  commands: [],
}

/** The record as plain JSON; what says nothing is left out. */
export function taskRecordData(record: TaskRecord): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = { state: record.state, title: record.title, labels: record.labels }
  for (const key of [
    'links',
    'restored',
    'assigned',
    'refused',
    'starts',
    'failures',
    'pulls',
    'handover',
    'commands',
  ] as const) {
    if (record[key].length > 0) data[key] = record[key]
  }
  for (const key of ['behindUntil', 'claim', 'hold', 'picked', 'reviewSince'] as const) {
    if (record[key] !== undefined) data[key] = record[key]
  }
  for (const key of ['unassigned', 'next'] as const) if (record[key]) data[key] = true
  if (record.claims > 0) data.claims = record.claims
  return data
}

const states: ReadonlySet<string> = new Set(taskStates)

/** Reads the record out of a managed part; undefined where it is missing or damaged: rebuilt from what GitHub shows. */
export function parseTaskRecord(part: string | undefined): TaskRecord | undefined {
  const data = parseRecord(part)
  if (!isObject(data) || typeof data.state !== 'string' || !states.has(data.state)) return undefined
  return {
    state: data.state as TaskState,
    title: typeof data.title === 'string' ? data.title : '',
    labels: strings(data.labels),
    links: numbers(data.links),
    restored: numbers(data.restored),
    assigned: strings(data.assigned),
    refused: strings(data.refused),
    unassigned: data.unassigned === true,
    behindUntil: typeof data.behindUntil === 'string' ? data.behindUntil : undefined,
    claim: parseClaim(data.claim),
    claims: Math.max(isNumber(data.claims) ? data.claims : 0, parseClaim(data.claim)?.number ?? 0),
    starts: strings(data.starts),
    failures: strings(data.failures),
    hold: parseHold(data.hold),
    picked: typeof data.picked === 'string' ? data.picked : undefined,
    next: data.next === true,
    reviewSince: typeof data.reviewSince === 'string' ? data.reviewSince : undefined,
    pulls: numbers(data.pulls),
    handover: parseHandover(data.handover),
    commands: strings(data.commands),
  }
}

function parseHold(value: unknown): TaskRecord['hold'] {
  if (!isObject(value) || typeof value.by !== 'string') return undefined
  return { by: value.by, reason: typeof value.reason === 'string' ? value.reason : '' }
}

/** The record after GitHub would not assign some of the logins: those count as refused, not as taken off by hand. */
export function withRefusals<Record extends Pick<TaskRecord, 'assigned' | 'refused'>>(
  record: Record,
  unassignable: ReadonlySet<string>,
): Record {
  const isRefused = (login: string) => unassignable.has(login.toLowerCase())
  const assigned = record.assigned.filter((login) => !isRefused(login))
  const refused = [...record.refused, ...record.assigned.filter(isRefused)]
  return { ...record, assigned, refused }
}
