import type { PhaseSource } from '../core/phase-file/read.ts'
import type { Problem } from '../core/problem.ts'
import { excerpt } from '../core/text/excerpt.ts'
import { plainText } from '../core/text/inert.ts'
import { exitCodes } from './exit-codes.ts'
import { type Paint, unpainted } from './paint.ts'

/** Tells every mistake as `file:line:column: message [code]`; true where there is one. */
export function tellMistakes(problems: readonly Problem[]): boolean {
  for (const problem of problems) console.error(problemLine(problem, unpainted))
  if (problems.length > 0) process.exitCode = exitCodes.failed
  return problems.length > 0
}

/** The mistake in one line, and under it the line of the file with a mark below the place, in so many columns. */
export function showProblem(
  problem: Problem,
  sources: readonly PhaseSource[],
  paint: Paint,
  mostColumns: number,
): string {
  const line = lineOf(problem, sources)
  if (line === undefined) return problemLine(problem, paint)
  const number = `${problem.line}`
  const gutter = ' '.repeat(number.length + 2)
  const { text, before } = excerpt(line, problem.column, mostColumns - gutter.length - 2)
  return [
    problemLine(problem, paint),
    `${paint('faint', `  ${number} |`)} ${text.trimEnd()}`,
    `${paint('faint', `${gutter} |`)} ${' '.repeat(before)}${paint('wrong', '^')}`,
  ].join('\n')
}

/** A mistake for programs. */
export function problemAsJson({ file, line, column, code, message }: Problem): object {
  return { file, line, column, code, message }
}

/** A name of a file can hold what a terminal takes for a command. */
function problemLine({ file, line, column, code, message }: Problem, paint: Paint): string {
  return `${paint('strong', plainText(`${file}:${line}:${column}:`))} ${plainText(message)} ${paint('faint', `[${code}]`)}`
}

/** Undefined where the file could not be read, or where the whole file is meant. */
function lineOf({ file, line }: Problem, sources: readonly PhaseSource[]): string | undefined {
  const source = sources.find(({ path }) => path === file)
  const text = source?.text.split('\n')[line - 1]
  return text === undefined || text.trim() === '' ? undefined : text
}
