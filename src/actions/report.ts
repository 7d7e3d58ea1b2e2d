import * as core from '@actions/core'
import { type Problem, problemText } from '../core/problem.ts'
import { mostAnnotatedProblems } from '../core/report/mistakes-summary.ts'
import type { Outputs } from '../core/report/outputs.ts'
import { logText } from '../core/text/inert.ts'
import type { WarningCode } from '../core/troubleshooting/codes.ts'
import { type Message, withCode } from '../core/troubleshooting/message.ts'

/** GitHub shows ten annotations of a kind for a step; the log holds all. */
const mostWarnings = 10

/** Mistakes in phase files: as annotations on the file, and in the log. */
export function reportProblems(problems: readonly Problem[]): void {
  for (const [at, problem] of problems.entries()) {
    const { file, line, column } = problem
    const text = problemText(problem)
    if (at < mostAnnotatedProblems)
      core.error(text, { title: 'Phase file', file, startLine: line, startColumn: column })
    else logLine(text)
  }
}

export function reportWarnings(warnings: readonly Message<WarningCode>[]): void {
  for (const [at, warning] of warnings.entries()) {
    if (at < mostWarnings) core.warning(withCode(warning))
    else logLine(withCode(warning))
  }
}

export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

const unwritten: Message<WarningCode> = {
  code: 'summary-unwritten',
  message: 'The job summary could not be written: the log holds what it would say.',
}

/** A runner without summaries is no reason to fail. */
export async function writeSummary(text: string): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return
  await core.summary
    .addRaw(text)
    .write()
    .catch(() => core.info(withCode(unwritten)))
}

/** Text of others may hold what the runner takes for a command: a log line never does. */
export function logLine(text: string): void {
  core.info(logText(text))
}
