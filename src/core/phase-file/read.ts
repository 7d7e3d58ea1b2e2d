import type { Phase } from '../phase.ts'
import type { Problem } from '../problem.ts'
import { checkAfter } from './checks/after.ts'
import { checkCycles } from './checks/cycles.ts'
import {
  checkAdoptedIssues,
  checkFormerIds,
  checkFormerIdsInUse,
  checkPhaseIds,
  checkTaskIds,
} from './checks/identity.ts'
import { checkDependenciesOfFinal, checkDependents, checkUnknownDependencies } from './checks/links.ts'
import { type Finding, positionAt } from './finding.ts'
import { normalize } from './normalize.ts'
import type { FileFinding, Outline } from './outline.ts'
import { type FileReading, readFile } from './read-file.ts'

export interface PhaseSource {
  /** Path inside the repository, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** A file that stops its own phase. */
export interface BadFile {
  readonly file: string
  /** Undefined where even that could not be read. */
  readonly phase: string | undefined
  /** As far as they could be read, in file order. */
  readonly taskIds: readonly string[]
}

export interface PhaseFiles {
  /** Files without a problem, in the order given. */
  readonly phases: readonly Phase[]
  /** By file, line and column; each mistake once, and at most a hundred for one file. */
  readonly problems: readonly Problem[]
  /** Files with a problem, in the order given. */
  readonly bad: readonly BadFile[]
}

/** Checks over all files: also over those that have problems of their own, as far as these could be read. */
const checks: readonly ((outlines: readonly Outline[]) => readonly FileFinding[])[] = [
  checkPhaseIds,
  checkTaskIds,
  checkAdoptedIssues,
  checkFormerIds,
  checkFormerIdsInUse,
  checkUnknownDependencies,
  checkDependenciesOfFinal,
  checkDependents,
  checkAfter,
  checkCycles,
]

/**
 * Reads and checks all phase files of a repository. Never throws for what a file holds.
 *
 * A file is among `phases` or among `bad`, never both. A problem stops the file that it stands in. A mistake that needs
 * two files stands in each that takes part: an id of a phase or task, an issue or a former id that two files have stops
 * both; a cycle stops every file on it. Where one file can be blamed, it alone is stopped: the one that names an unknown
 * task or phase, that says `formerly` of an id in use, or that adds the link beyond fifty.
 */
export function readPhases(sources: readonly PhaseSource[]): PhaseFiles {
  const texts = new Map(sources.map(({ path, text }) => [path, text]))
  const readings = [...texts].map(([path, text]) => readFile(path, text))
  const across = checks.flatMap((check) => check(readings.map(({ outline }) => outline)))
  const findingsAcross = Map.groupBy(across, ({ outline }) => outline)
  const phases: Phase[] = []
  const problems: Problem[] = []
  const bad: BadFile[] = []
  for (const reading of readings) {
    const findings = joined(reading, findingsAcross.get(reading.outline) ?? [])
    problems.push(...reported(findings, reading.outline))
    if (findings.length === 0 && reading.content !== undefined) phases.push(toPhase(reading.content, reading.outline))
    else bad.push(toBadFile(reading.outline))
  }
  return { phases, problems: problems.sort(byPlace), bad }
}

/**
 * A value that is wrong in itself is not also reported for what it means in other files, and a text that could not be
 * parsed not for what its lines look like.
 */
function joined({ findings, outline }: FileReading, across: readonly FileFinding[]): readonly Finding[] {
  if (!outline.isWhole) return findings
  const told = new Set(findings.map(({ offset }) => offset))
  return [...findings, ...across.map(({ finding }) => finding).filter(({ offset }) => !told.has(offset))]
}

const mostReported = 100

function reported(findings: readonly Finding[], { file, starts }: Outline): readonly Problem[] {
  const sorted = findings.toSorted((a, b) => a.offset - b.offset)
  const problems = new Map<string, Problem>()
  for (const { offset, say } of sorted.slice(0, mostReported)) {
    const said = say()
    problems.set(`${offset} ${said.message}`, { file, ...positionAt(starts, offset), ...said })
  }
  const next = sorted[mostReported]
  if (next === undefined) return [...problems.values()]
  const left = (sorted.length - mostReported).toLocaleString('en-US')
  const message = `From here on there are ${left} more problems: correct those above first.`
  return [...problems.values(), { file, ...positionAt(starts, next.offset), code: 'more-mistakes', message }]
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}

function toPhase(content: Parameters<typeof normalize>[0], { file, starts, tasks }: Outline): Phase {
  return normalize(
    content,
    file,
    tasks.map(({ offset }) => positionAt(starts, offset).line),
  )
}

function toBadFile({ file, phase, tasks }: Outline): BadFile {
  return { file, phase: phase?.text, taskIds: tasks.flatMap(({ id }) => (id === undefined ? [] : [id.text])) }
}
