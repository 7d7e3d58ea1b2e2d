import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PhaseSource } from '../../src/core/phase-file/read.ts'

/** A phase file with mistakes that people make. */
export interface BrokenFile extends PhaseSource {
  /** A file that stands beside it, for mistakes that take two. */
  readonly beside: readonly PhaseSource[]
  /** What is to be said of it, each as `line:column message`, from top to bottom. */
  readonly expected: readonly string[]
}

/** The files in `broken/`. Each begins with what is expected of it: `# expect: 5:3 The task lacks …`. */
export const brokenFiles: readonly BrokenFile[] = filesIn('broken').map((file) => ({
  ...file,
  beside: comments(file.text, 'beside').map((name) => ({ path: name, text: textOf(`beside/${name}`) })),
  expected: comments(file.text, 'expect'),
}))

/** The files in `valid/`, in which nobody finds a mistake. */
export const validFiles: readonly PhaseSource[] = filesIn('valid')

function filesIn(folder: string): PhaseSource[] {
  return readdirSync(path.join(import.meta.dirname, folder))
    .sort()
    .map((name) => ({ path: name, text: textOf(`${folder}/${name}`) }))
}

function textOf(file: string): string {
  return readFileSync(path.join(import.meta.dirname, file), 'utf8')
}

function comments(text: string, word: string): string[] {
  return [...text.matchAll(new RegExp(`^# ${word}: (.*)$`, 'gm'))].map(([, comment]) => comment!)
}
