#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { BadInput } from './actions/bad-input.ts'
import { clock } from './actions/clock.ts'
import { readPlainFile, tooLarge } from './actions/plain-file.ts'
import { forecastLaunch } from './core/forecast/launch.ts'
import { forecastAsJson, forecastAsText } from './core/forecast/report.ts'
import { plainText } from './core/inert.ts'
import { type PhaseSource, readPhases } from './core/phase-file/read.ts'
import type { Problem } from './core/problem.ts'

const exitCodes = { done: 0, badFile: 1, badUse: 2 } as const

const notes = `
Exit codes: ${exitCodes.done} done; ${exitCodes.badFile} a file has mistakes or cannot be read (each is told as file:line:column: message); ${exitCodes.badUse} wrong use.
PHASE_COORDINATOR_NOW, an ISO time such as 2026-02-22T12:00:00Z, stands in for the clock.`

const forecastNotes = `
The files are forecast as if none of their tasks had begun. Name every file that they depend on: a task of another file
ends when that file's own forecast says so, and a phase that comes after another begins when that one ends.`

function commandLine(): Command {
  const program = new Command('phase-coordinator')
    .description('Runs a phase of work from one YAML file.')
    .addHelpText('after', notes)
    .exitOverride()
  program
    .command('forecast')
    .description('When the phases of these files end, and which tasks that depends on.')
    .argument('<file...>', 'phase files')
    .option('--json', 'print one line of JSON for each file')
    .addHelpText('after', `${forecastNotes}\n${notes}`)
    .exitOverride()
    .action(printForecasts)
  return program
}

async function printForecasts(files: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const now = clock()
  const { sources, unread } = await readSources(files)
  const { phases, problems } = readPhases(sources)
  const mistakes = [...unread, ...problems]
  for (const { file, line, column, message } of mistakes) {
    // A name of a file can hold what a terminal takes for a command.
    console.error(plainText(`${file}:${line}:${column}: ${message}`))
  }
  if (mistakes.length > 0) process.exitCode = exitCodes.badFile
  // What a broken file holds, others may wait for.
  if (mistakes.length > 0) return
  const forecasts = forecastLaunch(phases, now)
  if (json) for (const each of forecasts) console.log(JSON.stringify(forecastAsJson(each, now)))
  else console.log(forecasts.map((each) => forecastAsText(each, now)).join('\n\n'))
}

const notRead = 'This file cannot be read. Check that it exists, that it is a file, and that you may read it.'
const mistakes = {
  read: notRead,
  small: tooLarge,
  'a file': notRead,
  'a folder': notRead,
}

async function readSources(files: readonly string[]): Promise<{ sources: PhaseSource[]; unread: Problem[] }> {
  const sources: PhaseSource[] = []
  const unread: Problem[] = []
  for (const file of files) {
    const read = await readPlainFile(file, { follow: true })
    if ('text' in read) sources.push({ path: file, text: read.text })
    else unread.push({ file, line: 1, column: 1, message: mistakes[read.not] })
  }
  return { sources, unread }
}

async function main(): Promise<void> {
  try {
    await commandLine().parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badUse
    else if (error instanceof BadInput) {
      console.error(error.message)
      process.exitCode = exitCodes.badUse
    } else throw error
  }
}

void main()
