import type { Remark } from '../../../src/core/note/phase-draft.ts'
import { phaseFileText } from '../../../src/core/note/phase-file-text.ts'
import { readNote } from '../../../src/core/note/read-note.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { readPhases } from '../../../src/core/phase-file/read.ts'

interface Read {
  readonly phase: Phase
  readonly text: string
  readonly remarks: readonly Remark[]
}

/** The phase file of a note as its readers see it, or what keeps it from being one, as `<line of the note>: <message>`. */
export function phaseFileOf(note: string): Read | { readonly mistakes: readonly string[] } {
  const reading = readNote(note, { phase: undefined, title: undefined, targetDate: undefined, nextPhase: '1' })
  if ('missing' in reading) return { mistakes: [`${reading.missing.line}: ${reading.missing.text}`] }
  const { text, origins } = phaseFileText(reading.draft, {
    schema: 'https://example.org/schema.json',
    about: 'A phase.',
  })
  const { phases, problems } = readPhases([{ path: 'phase.yml', text }])
  const lineOf = (line: number) => origins.slice(0, line).findLast((each) => each !== undefined)
  if (problems.length > 0) return { mistakes: problems.map(({ line, message }) => `${lineOf(line)}: ${message}`) }
  return { phase: phases[0]!, text, remarks: reading.draft.remarks }
}

/** The same for a note that gives a good phase file. */
export function readAs(note: string): Read {
  const read = phaseFileOf(note)
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  return read
}
