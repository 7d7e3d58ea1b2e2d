import { BadInput } from '../actions/bad-input.ts'
import { readPlainFile } from '../actions/plain-file.ts'
import { workers as everyWorker, type PhaseDraft, type Remark, type Worker } from '../core/note/phase-draft.ts'
import { phaseFileText } from '../core/note/phase-file-text.ts'
import { readNote } from '../core/note/read-note.ts'
import { readPhases } from '../core/phase-file/read.ts'
import { firstPhase, modelsFor } from '../core/starter/first-phase.ts'
import { schemaAddress, workflowTexts } from '../core/starter/workflow-texts.ts'
import { plainText } from '../core/text/inert.ts'
import type { SourceCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'
import type { InitAnswers } from './init-options.ts'
import type { NewFile } from './new-files.ts'
import type { PresentFolder } from './present-folder.ts'
import { tellMistakes } from './tell-problems.ts'

export interface InitPlan {
  readonly files: readonly NewFile[]
  /** Path of the phase file; undefined where none is to be written. */
  readonly phaseFile: string | undefined
  /** Of the note, what its reader should know. */
  readonly remarks: readonly Pick<Remark, 'line' | 'text'>[]
  /** What nobody said, and what was taken instead. */
  readonly assumed: readonly string[]
  readonly action: string
  readonly workers: ReadonlySet<Worker>
  /** Whether the phase asks for files to be written in the repository. */
  readonly mirrorsFiles: boolean
}

/** What to write. Undefined where a note cannot become a phase file; then its mistakes have been told. */
export async function planInit(
  answers: InitAnswers,
  present: PresentFolder,
  note: string | undefined,
): Promise<InitPlan | undefined> {
  const draft = note === undefined ? plainDraft(answers, present) : await draftOfNote(note, answers, present)
  if (draft === 'unreadable') return undefined
  const phaseFile = draft === undefined ? undefined : `.github/phases/phase-${draft.phase}.yml`
  const isNew = phaseFile !== undefined && !present.phaseFiles.some(({ path }) => path === phaseFile)
  if (draft !== undefined && isNew) refuseTaken(draft.phase, present)
  const workers = workersOf(draft, answers)
  const phase =
    draft === undefined ? [] : phaseFiles(draft, phaseFile!, answers.action, note, isNew ? present : undefined)
  if (phase === undefined) return undefined
  const defaultBranch = answers.branch ?? present.defaultBranch ?? 'main'
  const settings = draft ?? { files: {}, slackChannel: undefined }
  const workflows = workflowTexts(settings, { action: answers.action, defaultBranch, workers })
  return {
    files: [...phase, ...[...workflows].map(([name, text]) => ({ path: `.github/workflows/${name}`, text }))],
    phaseFile,
    remarks: draft === undefined ? [] : toldRemarks(draft),
    assumed: assumptions(answers, present, draft, note),
    action: answers.action,
    workers,
    mirrorsFiles: Object.keys(settings.files).length > 0,
  }
}

/** None where there are phases already, and nobody asked for another. */
function plainDraft(
  { phase, title, targetDate, workers }: InitAnswers,
  present: PresentFolder,
): PhaseDraft | undefined {
  if (phase === undefined && present.phases.size > 0) return undefined
  const id = phase ?? present.nextPhase
  return firstPhase({ phase: id, title: title ?? `Phase ${id}`, targetDate, workers: workers ?? new Set(['people']) })
}

async function draftOfNote(
  note: string,
  { phase, title, targetDate, workers }: InitAnswers,
  { nextPhase }: PresentFolder,
): Promise<PhaseDraft | 'unreadable'> {
  const read = await readPlainFile(note, { follow: true })
  if ('not' in read) return tell(note, 1, read.not === 'small' ? tooLarge : notRead)
  const reading = readNote(read.text, { phase, title, targetDate, nextPhase })
  if ('missing' in reading)
    return tell(note, reading.missing.line, { code: 'note-incomplete', message: reading.missing.text })
  const { draft } = reading
  return workers === undefined || draft.models.length > 0 ? draft : { ...draft, ...modelsFor(workers) }
}

const tooLarge: Message<SourceCode> = { code: 'file-too-large', message: 'This note is larger than 1 MB. Split it.' }
const notRead: Message<SourceCode> = {
  code: 'file-unreadable',
  message: 'This note cannot be read. Check that it exists, that it is a file, and that you may read it.',
}

function tell(file: string, line: number, told: Message<SourceCode>): 'unreadable' {
  tellMistakes([{ file, line, column: 1, ...told }])
  return 'unreadable'
}

function refuseTaken(phase: string, { phases }: PresentFolder): void {
  const file = phases.get(phase)
  if (file === undefined) return
  throw new BadInput('wrong-use', `Phase ${phase} is in ${plainText(file)} already. Give another id with --phase.`)
}

/** The phase file, if it is a good one beside those that are present; otherwise its mistakes have been told. */
function phaseFiles(
  draft: PhaseDraft,
  path: string,
  action: string,
  note: string | undefined,
  present: PresentFolder | undefined,
): readonly NewFile[] | undefined {
  const about = note === undefined ? aboutPhase : aboutNote(note)
  const { text, origins } = phaseFileText(draft, { schema: schemaAddress(action), about })
  if (present === undefined) return [{ path, text }]
  const { problems } = readPhases([...present.phaseFiles, { path, text }])
  const own = problems.filter(({ file }) => file === path)
  if (own.length === 0) return [{ path, text }]
  // A person has the note before them, and the phase file is not written.
  const placed = own.map(({ line, column, code, message }) => {
    const origin = note === undefined ? undefined : origins.slice(0, line).findLast((each) => each !== undefined)
    return origin === undefined
      ? { file: path, line, column, code, message }
      : { file: note!, line: origin, column: 1, code, message }
  })
  tellMistakes(placed)
  return undefined
}

const aboutPhase =
  'A phase of work. The action opens one issue for each task below, links them, and keeps some of them at work until all are done. Replace the example tasks by yours. With the line above, an editor completes and explains every key.'

function aboutNote(note: string): string {
  const name = plainText(note.slice(note.search(/[^/\\]*$/)))
  return `A phase of work, made from ${name}. A comment with a line of that note stands at each thing that it leaves open: read those first. With the line above, an editor completes and explains every key.`
}

function workersOf(draft: PhaseDraft | undefined, { workers }: InitAnswers): ReadonlySet<Worker> {
  const named = (draft?.models ?? []).flatMap(({ worker }) => worker ?? [])
  return new Set(everyWorker.filter((worker) => workers?.has(worker) || named.includes(worker)))
}

/** Remarks, and the gaps that are written as tasks in a comment. */
function toldRemarks({ remarks, gaps }: PhaseDraft): readonly Pick<Remark, 'line' | 'text'>[] {
  return [...remarks, ...gaps].toSorted((a, b) => a.line - b.line)
}

function assumptions(
  { phase, title, targetDate, workers, branch }: InitAnswers,
  { nextPhase, defaultBranch }: PresentFolder,
  draft: PhaseDraft | undefined,
  note: string | undefined,
): readonly string[] {
  const isOwn = draft !== undefined && note === undefined
  return [
    ...(isOwn && phase === undefined ? [`phase ${nextPhase} (--phase)`] : []),
    ...(isOwn && title === undefined ? [`the title "${draft.title}" (--title)`] : []),
    ...(isOwn && targetDate === undefined ? ['no target date (--target)'] : []),
    ...(workers === undefined && draft?.models.length === 0 ? ['that people do the work (--workers)'] : []),
    ...(branch === undefined && defaultBranch === undefined ? ['the default branch main (--branch)'] : []),
  ]
}
