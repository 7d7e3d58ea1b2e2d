import { checkDependenciesOnFinal, checkFinals, checkSelfDependencies } from './checks/links.ts'
import { checkComplexity, checkLabels, checkModels, checkStreams } from './checks/names.ts'
import { checkMirrorFiles, checkPaths } from './checks/paths.ts'
import { checkBodySize, checkDates, checkHeartbeat, checkRepeatedEntries, checkTimezone } from './checks/values.ts'
import { compose } from './compose.ts'
import { type Finding, lineStarts, type Said } from './finding.ts'
import type { PhaseFile } from './generated/phase-schema.ts'
import { validatePhaseFile } from './generated/phase-validator.js'
import { type LocatedMap, toData } from './located.ts'
import { type Outline, outlineOf, outlineOfBroken } from './outline.ts'
import { checkText, plainText, Refusal, scan } from './scan.ts'
import { schemaFindings } from './schema-findings.ts'

/** Checks that need no other file. */
const checks: readonly ((outline: Outline) => readonly Finding[])[] = [
  checkDates,
  checkTimezone,
  checkHeartbeat,
  checkRepeatedEntries,
  checkBodySize,
  checkStreams,
  checkModels,
  checkComplexity,
  checkLabels,
  checkPaths,
  checkMirrorFiles,
  checkFinals,
  checkSelfDependencies,
  checkDependenciesOnFinal,
]

export interface FileReading {
  readonly outline: Outline
  /** Undefined where the schema refuses it. */
  readonly content: PhaseFile | undefined
  /** What the schema and the checks of one file found. */
  readonly findings: readonly Finding[]
}

export function readFile(file: string, text: string): FileReading {
  const plain = plainText(text)
  const starts = lineStarts(plain)
  const broken = (findings: readonly Finding[]): FileReading => {
    return { outline: outlineOfBroken(file, starts, plain), content: undefined, findings }
  }
  try {
    checkText(text, plain)
    const { root, findings } = compose(scan(plain), plain)
    if (root === undefined) return broken(findings.length > 0 ? findings : [{ offset: 0, say: () => empty }])
    if (root.kind !== 'map') return broken([{ offset: root.offset, say: () => noMap }])
    return readContent(outlineOf(file, starts, root), root, findings)
  } catch (error) {
    if (error instanceof Refusal) return broken([error.finding])
    throw error
  }
}

const empty: Said = {
  code: 'file-empty',
  message: 'The file is empty: give it at least `phase`, `title` and `tasks`.',
}
const noMap: Said = {
  code: 'file-not-a-map',
  message: 'The file must be a map of keys: write `key: value` lines, with a space after each colon.',
}

function readContent(outline: Outline, root: LocatedMap, syntactic: readonly Finding[]): FileReading {
  const data = toData(root)
  const isValid = validatePhaseFile(data)
  const structural = [...syntactic, ...(isValid ? [] : schemaFindings(validatePhaseFile.errors ?? [], root))]
  // One value that is wrong in itself is not also reported for what it leads to.
  const told = new Set(structural.map(({ offset }) => offset))
  const semantic = checks.flatMap((check) => check(outline)).filter(({ offset }) => !told.has(offset))
  return { outline, content: isValid ? data : undefined, findings: [...structural, ...semantic] }
}
