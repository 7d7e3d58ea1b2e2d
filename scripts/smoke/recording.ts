// What one side answered to a probe: plain data, written as JSON, read again by tests.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Answer, Sent } from './wire.ts'

/** How two answers to one step are held against each other. */
export interface Comparison {
  /** Both refusals, or none of them, say this: the code reads it. A pattern, case aside. */
  readonly words?: string
  /** Lists are compared as sets. */
  readonly anyOrder?: boolean
  /** Values may differ; fields and their kinds may not. A step that one side has not made is no difference. */
  readonly shapeOnly?: boolean
  /** What it must be on either side: two that fail alike would agree. */
  readonly must?: unknown
  /** What a difference here would mean for the action. */
  readonly matters?: string
}

export interface Step extends Comparison {
  /** Its name in the probe. */
  readonly step: string
  /** Undefined where the step is not an answer but what was made of several. */
  readonly request: Sent | undefined
  readonly answer: Answer
}

/** Whose answers they are, in stand-ins. */
export interface Source {
  readonly api: 'GitHub' | 'local tracker'
  /** `owner/name`. */
  readonly repository: string
  readonly login: string
  readonly kind: 'user' | 'installation'
  readonly role: Role
  readonly isPrivate: boolean
  readonly branch: string
  /** Whether workflow files may be added and runs started. */
  readonly startsWorkers: boolean
}

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin'

export interface Recording {
  readonly version: 1
  readonly probe: string
  /** ISO day. */
  readonly recorded: string
  readonly mark: string
  readonly source: Source
  readonly steps: readonly Step[]
  /** Answers to open questions, by the question's name. */
  readonly answers: Readonly<Record<string, string>>
  /** What was measured, in words. */
  readonly measured: Readonly<Record<string, string>>
  /** Why the probe broke off; undefined where it did not. */
  readonly brokeOff?: string
}

export async function writeRecording(folder: string, recording: Recording): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, `${recording.probe}.json`), `${JSON.stringify(recording, undefined, 1)}\n`)
}

/** Every recording in a folder, by name; none where there is no such folder. */
export async function readRecordings(folder: string): Promise<Recording[]> {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Recording),
  )
}
