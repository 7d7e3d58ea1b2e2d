import { readPlainFile, tooLarge } from '../actions/plain-file.ts'
import { plainText } from '../core/inert.ts'
import { type PhaseFiles, type PhaseSource, readPhases } from '../core/phase-file/read.ts'
import { type Problem, problemText } from '../core/problem.ts'
import type { SourceCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'
import { exitCodes } from './exit-codes.ts'

const notRead: Message<SourceCode> = {
  code: 'file-unreadable',
  message: 'This file cannot be read. Check that it exists, that it is a file, and that you may read it.',
}
const mistakes = {
  read: notRead,
  small: tooLarge,
  'a file': notRead,
  'a folder': notRead,
}

export interface NamedPhases extends PhaseFiles {
  /** As they were read, in the order given, also of files that are broken. */
  readonly sources: readonly PhaseSource[]
}

/** Reads and checks the files that somebody named. What cannot be read is a problem like others. */
export async function readNamedFiles(files: readonly string[]): Promise<NamedPhases> {
  const sources: PhaseSource[] = []
  const unread: Problem[] = []
  for (const file of files) {
    const read = await readPlainFile(file, { follow: true })
    if ('text' in read) sources.push({ path: file, text: read.text })
    else unread.push({ file, line: 1, column: 1, ...mistakes[read.not] })
  }
  const { phases, problems, bad } = readPhases(sources)
  return { sources, phases, bad, problems: [...unread, ...problems] }
}

/** Tells every mistake as `file:line:column: message [code]`; true where there is one. */
export function tellMistakes(problems: readonly Problem[]): boolean {
  // A name of a file can hold what a terminal takes for a command.
  for (const problem of problems) console.error(plainText(problemText(problem)))
  if (problems.length > 0) process.exitCode = exitCodes.failed
  return problems.length > 0
}
