import type { Phase } from '../phase.ts'
import type { MirrorCode } from '../troubleshooting/codes.ts'
import { type Places, readTaskColumns, readTaskList, taskColumns, taskList } from './record-columns.ts'
import { isObject, mapOf, strings, text } from './record-fields.ts'

/** What the files of one phase lack, and what its progress issue is to remember of them. */
export interface MirrorNote {
  readonly phase: string
  /** Once it is committed. */
  readonly done: MirrorRecord
  /** Where nothing came of it: what was to be told stays to be told. */
  readonly undone: MirrorRecord
  /** Checksum of all that was to be told, and the local date: a refusal is remembered under these. */
  readonly sum: string
  readonly on: string
}

/** What the progress issue remembers of a phase's mirrored files, so that a run with nothing to change reads none. */
export interface MirrorRecord {
  /** Checksums of what the two shared files were told; empty where that is still to be done. */
  readonly jobs: string
  readonly backlog: string
  /** The same by task id, for those with a progress file that have not ended, or whose end is still to be told. */
  readonly tasks: ReadonlyMap<string, string>
  /** Tasks that ended and have a progress file, of which no claim tells that they were started. */
  readonly ended: readonly string[]
  /** GitHub's refusal of what has this checksum, on a local date. */
  readonly refused: { readonly sum: string; readonly on: string; readonly why: Refusal } | undefined
}

/** Why a commit was refused for as long as nobody changes something. */
export type Refusal = 'permission' | 'protected' | 'no-branch' | 'other'

const refusals: ReadonlySet<unknown> = new Set(['permission', 'protected', 'no-branch', 'other'] satisfies Refusal[])

export const emptyMirrorRecord: MirrorRecord = {
  jobs: '',
  backlog: '',
  tasks: new Map(),
  ended: [],
  refused: undefined,
}

/** As plain JSON, what says nothing left out. `places`: of the tasks that the record lists anyway. */
export function mirrorRecordData(
  { jobs, backlog, tasks, ended, refused }: MirrorRecord,
  places: Places,
): Record<string, unknown> {
  return {
    ...(jobs === '' ? {} : { jobs }),
    ...(backlog === '' ? {} : { backlog }),
    ...(tasks.size === 0 ? {} : { tasks: taskColumns(tasks, places) }),
    ...(ended.length === 0 ? {} : { ended: taskList(ended, places) }),
    ...(refused === undefined ? {} : { refused }),
  }
}

export function parseMirrorRecord(value: unknown, all: readonly string[]): MirrorRecord | undefined {
  if (!isObject(value)) return undefined
  return {
    jobs: text(value.jobs) ?? '',
    backlog: text(value.backlog) ?? '',
    tasks: mapOf(readTaskColumns(value.tasks, all), text),
    ended: strings(readTaskList(value.ended, all)),
    refused: parseRefusal(value.refused),
  }
}

function parseRefusal(value: unknown): MirrorRecord['refused'] {
  if (!isObject(value) || !refusals.has(value.why)) return undefined
  return { sum: text(value.sum) ?? '', on: text(value.on) ?? '', why: value.why as Refusal }
}

export const refusalCodes: Readonly<Record<Refusal, MirrorCode>> = {
  permission: 'mirror-permission',
  protected: 'mirror-protected',
  'no-branch': 'mirror-no-branch',
  other: 'mirror-refused',
}

/** What keeps the files from being committed, and what to do about it: one sentence without its full stop. */
export function explainRefusal(why: Refusal, name: string | undefined, said = ''): string {
  const branch = name === undefined ? 'the default branch' : `the branch ${name}`
  switch (why) {
    case 'permission':
      return 'the token may not write files: add "contents: write" to the permissions of the coordinator\'s job, or take `files` out of the phase file'
    case 'protected':
      return `${branch} is protected: name a branch without such rules under \`files.branch\`, or give the input token that of an app that may push to it`
    case 'no-branch':
      return `${branch} does not exist: create it, or name another one under \`files.branch\``
    case 'other':
      return `GitHub refused${said === '' ? ' it' : `: ${said.replace(/\.$/, '')}`}. Look whether the paths under \`files\` can be written on ${branch}`
  }
}

/** Whether something is still to be told that a later run may well tell. */
export function isBehind(record: MirrorRecord | undefined, files: Phase['files']): boolean {
  if (record === undefined || record.refused !== undefined) return false
  const shared = (['jobs', 'backlog'] as const).some((file) => files?.[file] !== undefined && record[file] === '')
  return shared || [...record.tasks.values()].includes('')
}
