#!/usr/bin/env node
import './command-line/older-node.ts'
import { Command, CommanderError } from 'commander'
import about from '../package.json' with { type: 'json' }
import { BadInput } from './actions/bad-input.ts'
import { exitCodes, exitNotes } from './command-line/exit-codes.ts'
import { forecastCommand } from './command-line/forecast.ts'
import { removeCommand } from './command-line/remove.ts'
import { runCommand } from './command-line/run.ts'

/** Each command in a file of its own, in the order in which a newcomer needs them. */
const commands = [forecastCommand, runCommand, removeCommand]

function commandLine(): Command {
  const program = new Command('phase-coordinator')
    .description('Runs a phase of work from one YAML file.')
    .version(about.version)
    .addHelpText('after', `\n${exitNotes}`)
    .exitOverride()
  for (const make of commands) program.addCommand(make().addHelpText('after', `\n${exitNotes}`).exitOverride())
  return program
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
