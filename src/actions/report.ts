import * as core from '@actions/core'
import { logText } from '../core/inert.ts'
import { mostAnnotatedProblems } from '../core/mistakes-summary.ts'
import type { Outputs } from '../core/outputs.ts'
import type { Problem } from '../core/problem.ts'

/** GitHub shows ten annotations of a kind for a step; the log holds all. */
const mostWarnings = 10

/** Mistakes in phase files: as annotations on the file, and in the log. */
export function reportProblems(problems: readonly Problem[]): void {
  for (const [at, { file, line, column, message }] of problems.entries()) {
    const text = `${file}:${line}:${column}: ${message}`
    if (at < mostAnnotatedProblems)
      core.error(text, { title: 'Phase file', file, startLine: line, startColumn: column })
    else logLine(text)
  }
}

export function reportWarnings(warnings: readonly string[]): void {
  for (const [at, warning] of warnings.entries()) {
    if (at < mostWarnings) core.warning(warning)
    else logLine(warning)
  }
}

export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

/** A runner without summaries is no reason to fail. */
export async function writeSummary(text: string): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return
  await core.summary
    .addRaw(text)
    .write()
    .catch(() => core.info('The job summary could not be written.'))
}

/** Text of others may hold what the runner takes for a command: a log line never does. */
export function logLine(text: string): void {
  core.info(logText(text))
}
