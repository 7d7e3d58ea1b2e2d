import { parseRecord, renderRecord, splitBody } from '../../records/managed-part.ts'
import { isObject, mapOf } from '../../records/record-fields.ts'
import { placePart } from './place-part.ts'
import { type ProgressEdit, readProgressFile, writeProgressFile } from './progress-file.ts'

/** One file of the mirror, and what it is to say. */
export type FileEdit = ProgressEdit | SharedEdit

/** A file that several phases share: each has a part of its own. */
export interface SharedEdit {
  readonly file: 'jobs' | 'backlog'
  readonly path: string
  readonly phase: string
  readonly part: string
  /** State of each task that is not simply in the queue, by id. */
  readonly states: Readonly<Record<string, string>>
}

const headings = { jobs: 'Jobs', backlog: 'Backlog' } as const

/** The whole file brought up to date; `existing` is undefined where there is none. */
export function editFile(edit: FileEdit, existing: string | undefined): string {
  if (edit.file === 'progress') return writeProgressFile(edit, existing)
  const part = `${edit.part}\n\n${renderRecord({ states: edit.states })}`
  return placePart(existing, { kind: 'phase', id: edit.phase }, part, headings[edit.file])
}

/** The states of tasks before and after an edit, where they differ: undefined stands for one that is in the queue. */
export function stateChanges(
  edit: FileEdit,
  existing: string | undefined,
): readonly { readonly task: string; readonly from: string | undefined; readonly to: string | undefined }[] {
  const from = statesIn(edit, existing)
  const to = edit.file === 'progress' ? new Map([[edit.task, edit.status]]) : new Map(Object.entries(edit.states))
  const tasks = new Set([...to.keys(), ...from.keys()])
  return [...tasks].flatMap((task) => {
    const [before, after] = [queued(from.get(task)), queued(to.get(task))]
    return before === after ? [] : [{ task, from: before, to: after }]
  })
}

function statesIn(edit: FileEdit, existing: string | undefined): ReadonlyMap<string, string> {
  if (existing === undefined) return new Map()
  if (edit.file === 'progress') {
    const { status } = readProgressFile(existing, edit.task)
    return new Map(status === undefined ? [] : [[edit.task, status]])
  }
  const record = parseRecord(splitBody(existing, { kind: 'phase', id: edit.phase }).part)
  return mapOf(isObject(record) ? record.states : undefined, (state) => (typeof state === 'string' ? state : undefined))
}

/** Waiting in the queue, for a slot or for another task, is where every task begins. */
function queued(state: string | undefined): string | undefined {
  return state === 'ready' || state === 'blocked' ? undefined : state
}
