import type { TaskState } from '../records/task-record.ts'
import { byStream, type StreamTitles } from './picture.ts'

/** A stream as one thing: how it stands, and what is in it. */
export interface StreamSummary<T> {
  readonly title: string
  readonly members: readonly T[]
  readonly state: TaskState | undefined
}

interface Member {
  readonly stream: string | undefined
  readonly state: TaskState | undefined
}

/** At most so many streams: where there are more, the smallest are told together as the last. */
export function streamSummaries<T extends Member>(
  members: readonly T[],
  streams: StreamTitles,
  most: number,
): readonly StreamSummary<T>[] {
  const all = byStream(members, streams)
  const bySize = all.toSorted((a, b) => b.members.length - a.members.length)
  const shown = new Set(all.length > most ? bySize.slice(0, most - 1) : all)
  const rest = all.filter((group) => !shown.has(group))
  const others =
    rest.length === 0 ? [] : [{ title: `${rest.length} more`, members: rest.flatMap((group) => group.members) }]
  return [...all.filter((group) => shown.has(group)), ...others].map(({ title, members: own }) => ({
    title,
    members: own,
    state: stateOfAll(own),
  }))
}

/** The first of these that any member is in: what needs a person before what goes on, and that before what waits. */
const precedence = [
  'failed',
  'stalled',
  'running',
  'review',
  'assigned',
  'waiting',
  'ready',
  'held',
  'blocked',
] as const satisfies readonly TaskState[]

function stateOfAll(members: readonly Member[]): TaskState | undefined {
  const states = new Set(members.map(({ state }) => state))
  const open = precedence.find((state) => states.has(state))
  if (open !== undefined || states.has(undefined)) return open
  return states.has('done') ? 'done' : 'dropped'
}
