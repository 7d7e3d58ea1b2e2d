import type { TaskState } from '../records/task-record.ts'

/** A task as the flowchart shows it. */
export interface PictureTask {
  readonly id: string
  readonly title: string
  /** Undefined while it has no issue. */
  readonly state: TaskState | undefined
  /** Id of its stream. */
  readonly stream: string | undefined
  /** Ids of the tasks that it waits for or waited for; those that are not among the tasks shown are left out. */
  readonly waitsFor: readonly string[]
  readonly final: boolean
}

/** A task, or what is expected of it, as a bar of the schedule. */
export interface PictureBar {
  readonly id: string
  readonly title: string
  readonly state: TaskState | undefined
  readonly stream: string | undefined
  /** Milliseconds since 1970: when work began or is expected to begin, and when it ended or is expected to. */
  readonly start: number
  readonly end: number
  /** Whether a later end of it makes the phase end later. */
  readonly critical: boolean
}

/** Titles of streams by their ids, in the order in which they are shown. */
export type StreamTitles = ReadonlyMap<string, string>

/** Above this many tasks nothing can be read any more in the width of an issue: streams are shown instead. */
export const mostTasksShown = 80

/** Columns that no title of a phase file exceeds: it has 200 characters at most, each of up to two. */
export const wholeTitle = 400

/** Streams beyond these are shown together as one. */
export const mostStreamsShown = [20, 8] as const

/** The block of Markdown in which GitHub draws a picture: 15 characters longer than its source, which has no backtick in it. */
export function mermaidFence(source: string): string {
  return `\`\`\`mermaid\n${source}\n\`\`\``
}

/** The first of several tries, each with less detail than the one before, that is short enough; undefined if none is. */
export function firstThatFits(
  tries: readonly (() => string | undefined)[],
  mostCharacters: number,
): string | undefined {
  for (const attempt of tries) {
    const source = attempt()
    if (source !== undefined && source.length <= mostCharacters) return source
  }
  return undefined
}

/** What belongs to each stream, in the streams' order, then what belongs to none; streams without anything are left out. */
export function byStream<T extends { readonly stream: string | undefined }>(
  members: readonly T[],
  streams: StreamTitles,
): readonly { readonly stream: string | undefined; readonly title: string; readonly members: readonly T[] }[] {
  const groups = new Map<string | undefined, T[]>()
  for (const id of streams.keys()) groups.set(id, [])
  for (const member of members) {
    if (!groups.has(member.stream)) groups.set(member.stream, [])
    groups.get(member.stream)!.push(member)
  }
  const none = groups.get(undefined) ?? []
  groups.delete(undefined)
  groups.set(undefined, none)
  return [...groups].flatMap(([stream, own]) => {
    const title = stream === undefined ? 'Without a stream' : (streams.get(stream) ?? stream)
    return own.length === 0 ? [] : [{ stream, title, members: own }]
  })
}
