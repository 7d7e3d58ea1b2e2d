#!/usr/bin/env node
import './command-line/older-node.ts'
import { Command, CommanderError } from 'commander'
import about from '../package.json' with { type: 'json' }
import { isBadInput } from './actions/bad-input.ts'
import { checkCommand } from './command-line/check.ts'
import { exitCodes, exitNotes } from './command-line/exit-codes.ts'
import { explainCommand } from './command-line/explain.ts'
import { forecastCommand } from './command-line/forecast.ts'
import { graphCommand } from './command-line/graph.ts'
import { initCommand } from './command-line/init.ts'
import { localCommand } from './command-line/local.ts'
import { nextCommand } from './command-line/next.ts'
import { planCommand } from './command-line/plan.ts'
import { removeCommand } from './command-line/remove.ts'
import { runCommand } from './command-line/run.ts'
import { plainText } from './core/text/inert.ts'
import { withCode } from './core/troubleshooting/message.ts'

/** Each command in a file of its own, in the order in which a newcomer needs them. */
const commands = [
  initCommand,
  checkCommand,
  planCommand,
  nextCommand,
  forecastCommand,
  graphCommand,
  runCommand,
  removeCommand,
  explainCommand,
  localCommand,
]

function commandLine(): Command {
  const program = new Command('phase-coordinator')
    .description('Runs a phase of work from one YAML file.')
    .version(about.version)
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
  // Whoever reads may have had enough, as `head` has.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  try {
    await commandLine().parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badUse
    else if (isBadInput(error)) {
      console.error(`error: ${withCode(error)}`)
      process.exitCode = exitCodes.badUse
    } else throw error
  }
}

void main()
