import { Command, InvalidArgumentError } from 'commander'
import { BadInput } from '../actions/bad-input.ts'
import type { LocalOptions } from './local-options.ts'

const notes = `
The folder's .github/phases and .github/workflows are what the repository begins with; without phase files, the example is played.
What you change in them is taken over at the next start. Nothing is written there, and nothing leaves this machine.
The state is kept in .phase-coordinator in the folder, or where --state says.

A worker of your own is started for each dispatched task, without arguments and without a shell, with TASK, CLAIM, ISSUE, PHASE,
MODEL, ATTEMPT, GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN in its environment. Its exit code says how it ended.

Example: phase-coordinator local --worker ./my-worker.sh`

export function localCommand(): Command {
  return new Command('local')
    .description('Lives with a phase on this machine: a tracker in the browser that runs the action on every event.')
    .argument('[folder]', 'folder of the repository', '.')
    .option('--port <number>', 'port of the pages on this machine; 0 takes one that is free', readPort, 4400)
    .option('--state <folder>', 'where the state is kept')
    .option('--fresh', 'begin again: the state that is there is deleted')
    .option('--load <file>', 'begin with a state that was exported')
    .option('--export <file>', 'write the state to a file, and stop')
    .option('--worker <program>', 'program that does the tasks; without it the time of their effort passes')
    .option('--review', 'what is built in opens pull requests, instead of closing issues')
    .option('--once', 'launch, print what was picked, and stop')
    .addHelpText('after', notes)
    .action(serve)
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Say a number from 0 to 65535.')
}

async function serve(folder: string, options: LocalOptions): Promise<void> {
  if (options.worker !== undefined && options.review)
    throw new BadInput('wrong-use', '--worker and --review exclude each other: your program decides how its task ends.')
  const { live } = await import('./local-session.ts')
  await live(folder, options)
}
