import type { Outcome } from './issue.ts'
import { parseRecord } from './managed-part.ts'
import { isObject, numbers, strings } from './record-fields.ts'

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
}

const states: ReadonlySet<string> = new Set([...openStates, 'done', 'dropped'])

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
  }
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
