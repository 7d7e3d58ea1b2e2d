import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PostedMessage } from '../slack-workspace.ts'
import type { State } from '../state.ts'

/** One run of the coordinator's workflow. */
export interface CoordinatorRun {
  readonly number: number
  /** Name of GitHub's event: `issue_comment`. */
  readonly event: string
  /** Who did what: `octocat closed #3 as completed`. */
  readonly cause: string
  /** ISO time at which it was asked for. */
  readonly at: string
  /** `cancelled`: a newer run took its place while it waited, or the process was stopped. */
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled'
  /** Of the process; undefined as long as it has none. */
  readonly code: number | undefined
  readonly log: string
  /** Markdown. */
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
}

/** How far the worker of one run is. */
export interface WorkerProgress {
  /** How many steps of the built-in worker are behind it. */
  readonly steps: number
  /** Its comment with the heartbeat. */
  readonly comment: number | undefined
  readonly log: string
}

/** What is kept beside the tracker's state. Plain JSON. */
export interface Saved {
  readonly version: 1
  /** The playground's clock, in milliseconds since 1970. */
  readonly now: number
  readonly nextScheduled: number
  readonly runs: readonly CoordinatorRun[]
  readonly workers: Readonly<Record<string, WorkerProgress>>
  readonly slack: readonly PostedMessage[]
  /** Checksums of the files as they were last taken over from the user's folder, by path. */
  readonly taken: Readonly<Record<string, string>>
}

export interface Export {
  readonly playground: Saved
  readonly tracker: State
}

const nameOf = (directory: string) => path.join(directory, 'playground.json')

export function readSaved(directory: string): Saved | undefined {
  const file = nameOf(directory)
  if (!existsSync(file)) return undefined
  return checkSaved(JSON.parse(readFileSync(file, 'utf8')), file)
}

function checkSaved(saved: Saved, from: string): Saved {
  if (saved.version === 1) return saved
  throw new Error(`${from} is of another version (${saved.version}); begin again with --fresh.`)
}

/** Temporary file and rename: a kill in between leaves the former one whole. */
export function writeSaved(directory: string, saved: Saved): void {
  const temporary = `${nameOf(directory)}.${process.pid}.tmp`
  writeFileSync(temporary, JSON.stringify(saved))
  renameSync(temporary, nameOf(directory))
}

/** Reads what `exportState` gave. Throws an error that says what is wrong. */
export function readExport(text: string): Export {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  const { playground, tracker } = (value ?? {}) as Partial<Export>
  const isWhole = Array.isArray(playground?.runs) && Array.isArray(tracker?.issues) && tracker?.version === 1
  if (!isWhole) throw new Error('This is no state of the local tracker: load a file that its export wrote.')
  checkSaved(playground, 'The file')
  return { playground, tracker }
}
