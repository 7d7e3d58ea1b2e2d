import type { PhaseFileCode } from '../../troubleshooting/codes.ts'
import { type Located, type Mark, markAt, valueAt } from '../located.ts'
import { type FileFinding, lineOf, type Outline } from '../outline.ts'
import { quote } from '../quote.ts'

/** Ids of tasks, unique over all files, also by case. A repeated id stops every file that has it. */
export function checkTaskIds(outlines: readonly Outline[]): readonly FileFinding[] {
  const marks = outlines.flatMap((outline) => outline.tasks.map(({ id }) => ({ outline, mark: id })))
  return repeated(
    marks,
    'repeated-task-id',
    (id, where) => `The id ${quote(id)} is also that of the task on ${where}: give each task its own.`,
  )
}

/** Ids of phases, unique by case. A repeated id stops every file that has it. */
export function checkPhaseIds(outlines: readonly Outline[]): readonly FileFinding[] {
  const marks = outlines.map((outline) => ({ outline, mark: outline.phase }))
  return repeated(
    marks,
    'repeated-phase-id',
    (id, where) => `The phase ${quote(id)} is also on ${where}: give each file a phase of its own.`,
  )
}

/** An issue is one task's. Two tasks that adopt one stop every file that has them. */
export function checkAdoptedIssues(outlines: readonly Outline[]): readonly FileFinding[] {
  const marks = outlines.flatMap((outline) =>
    outline.tasks.map(({ node }) => ({ outline, mark: numberMark(valueAt(node, 'issue')) })),
  )
  return repeated(
    marks,
    'repeated-issue',
    (issue, where) => `Issue ${issue} is also that of the task on ${where}: take one out.`,
  )
}

/** One former id has one successor. Two successors stop every file that has them. */
export function checkFormerIds(outlines: readonly Outline[]): readonly FileFinding[] {
  const marks = outlines.flatMap((outline) =>
    outline.tasks.map(({ node }) => ({ outline, mark: markAt(node, 'formerly') })),
  )
  return repeated(
    marks,
    'repeated-former-id',
    (id, where) => `The former id ${quote(id)} is also given on ${where}: take one out.`,
  )
}

/** A former id that a task still has. It stops the file that says `formerly`. */
export function checkFormerIdsInUse(outlines: readonly Outline[]): readonly FileFinding[] {
  const used = new Map<string, { readonly outline: Outline; readonly offset: number }>()
  for (const outline of outlines) {
    for (const { id } of outline.tasks) if (id !== undefined) used.set(folded(id), { outline, offset: id.offset })
  }
  return outlines.flatMap((outline) =>
    outline.tasks.flatMap(({ id, node }) => {
      const former = markAt(node, 'formerly')
      const user = former && used.get(folded(former))
      // A change of case alone is a renaming, too.
      const isOwn = user?.outline === outline && user.offset === id?.offset && id.text !== former?.text
      if (former === undefined || user === undefined || isOwn) return []
      const say = () => ({
        code: 'former-id-in-use' as const,
        message: `The former id ${quote(former.text)} is still in use on ${lineOf(user.outline, user.offset, outline)}: take \`formerly\` out, or rename that task.`,
      })
      return [{ outline, finding: { offset: former.offset, say } }]
    }),
  )
}

interface PlacedMark {
  readonly outline: Outline
  readonly mark: Mark | undefined
}

/**
 * A finding at every mark that repeats an earlier one of its file, and at the first mark of each file whose text other
 * files have as well. GitHub compares labels without case, so these are compared so too.
 */
function repeated(
  marks: readonly PlacedMark[],
  code: PhaseFileCode,
  sentence: (text: string, where: string) => string,
): FileFinding[] {
  const findings: FileFinding[] = []
  const given = marks.filter(({ mark }) => mark !== undefined)
  for (const group of Map.groupBy(given, ({ mark }) => folded(mark!)).values()) {
    for (const { outline, mark } of group) {
      const own = group.find((other) => other.outline === outline)
      const other = own?.mark === mark ? group.find((candidate) => candidate.outline !== outline) : own
      if (mark === undefined || other?.mark === undefined) continue
      const { outline: otherOutline, mark: otherMark } = other
      const say = () => ({ code, message: sentence(mark.text, lineOf(otherOutline, otherMark.offset, outline)) })
      findings.push({ outline, finding: { offset: mark.offset, say } })
    }
  }
  return findings
}

function folded(mark: Mark): string {
  return mark.text.toLowerCase()
}

function numberMark(value: Located | undefined): Mark | undefined {
  if (value?.kind !== 'scalar' || typeof value.value !== 'number') return undefined
  return { text: String(value.value), offset: value.offset }
}
