#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { BadInput } from './actions/bad-input.ts'
import { exitCodes, exitNotes } from './command-line/exit-codes.ts'
import { explainCommand } from './command-line/explain.ts'
import { forecastCommand } from './command-line/forecast.ts'
import { plainText } from './core/inert.ts'
import { withCode } from './core/troubleshooting/message.ts'

/** Each command in a file of its own, in the order in which a newcomer needs them. */
const commands = [forecastCommand, explainCommand]

function commandLine(): Command {
  const program = new Command('phase-coordinator')
    .description('Runs a phase of work from one YAML file.')
    .addHelpText('after', `\n${exitNotes}`)
    .configureOutput({ outputError })
    .exitOverride()
  for (const make of commands) {
    program.addCommand(make().addHelpText('after', `\n${exitNotes}`).copyInheritedSettings(program))
  }
  return program
}

/** What was used wrongly, and the code that tells more about it. */
function outputError(message: string, write: (text: string) => void): void {
  write(`${withCode({ code: 'wrong-use', message: plainText(message.trimEnd()) })}\n`)
}

async function main(): Promise<void> {
  try {
    await commandLine().parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badUse
    else if (error instanceof BadInput) {
      console.error(withCode(error))
      process.exitCode = exitCodes.badUse
    } else throw error
  }
}

void main()
