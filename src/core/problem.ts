import type { PhaseFileCode, SourceCode } from './troubleshooting/codes.ts'
import { type Message, withCode } from './troubleshooting/message.ts'

/** One thing wrong with a phase file: what, where, and what to do about it. */
export interface Problem extends Message<PhaseFileCode | SourceCode> {
  /** Path of the file inside the repository. */
  readonly file: string
  /** 1-based; 1 where the whole file is meant. */
  readonly line: number
  /** 1-based; 1 where the whole line is meant. */
  readonly column: number
}

/** The problem as logs, annotations and the command line show it. */
export function problemText(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${withCode(problem)}`
}
