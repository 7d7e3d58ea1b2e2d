import { BadInput } from '../actions/bad-input.ts'
import { readPlainFile, tooLarge } from '../actions/plain-file.ts'
import { readWorkspace } from '../actions/workspace.ts'
import { type PhaseFiles, type PhaseSource, readPhases } from '../core/phase-file/read.ts'
import type { Problem } from '../core/problem.ts'
import type { SourceCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'

/** Where phase files are looked for when none is named. */
export const usualPlace = '.github/phases/*.{yml,yaml}'

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

/** The files that somebody named, or, where none is named, those of the usual place under the folder. */
export async function readGivenFiles(files: readonly string[], folder: string): Promise<NamedPhases> {
  return files.length > 0 ? readNamedFiles(files) : readUsualFiles(folder)
}

/** Reads and checks the files that somebody named. What cannot be read is a problem like others. */
async function readNamedFiles(files: readonly string[]): Promise<NamedPhases> {
  const sources: PhaseSource[] = []
  const unread: Problem[] = []
  for (const file of files) {
    const read = await readPlainFile(file, { follow: true })
    if ('text' in read) sources.push({ path: file, text: read.text })
    else unread.push({ file, line: 1, column: 1, ...mistakes[read.not] })
  }
  return checked(sources, unread)
}

async function readUsualFiles(folder: string): Promise<NamedPhases> {
  const found = await readWorkspace(folder, [usualPlace])
  if (found === undefined || found.files.length + found.problems.length === 0) {
    throw new BadInput(
      'wrong-use',
      `there is no phase file at ${usualPlace}. Name the files, or call this in the folder of your repository.`,
    )
  }
  return checked(found.files, found.problems)
}

function checked(sources: readonly PhaseSource[], unread: readonly Problem[]): NamedPhases {
  const { phases, problems, bad } = readPhases(sources)
  return { sources, phases, bad, problems: [...unread, ...problems] }
}
