import { Command } from 'commander'
import { painterFor } from './paint.ts'
import { queueAsJson, queueAsText } from './queue-report.ts'
import { type RehearsalOptions, rehearsalNotes, rehearse, withRehearsal } from './rehearsal.ts'

const notes = `${rehearsalNotes}

Examples:
  $ phase-coordinator next .github/phases/phase-4.yml
  $ GH_TOKEN=$(gh auth token) phase-coordinator next --repo octo/demo`

export function nextCommand(): Command {
  return withRehearsal(new Command('next'))
    .description('Which tasks would be picked now, the whole queue in order, and why the others wait.')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', notes)
    .action(printQueue)
}

async function printQueue(
  files: readonly string[],
  { json, ...options }: RehearsalOptions & { readonly json?: true },
): Promise<void> {
  const rehearsal = await rehearse(files, options)
  if (rehearsal === undefined) return
  if (json) console.log(JSON.stringify(queueAsJson(rehearsal)))
  else console.log(queueAsText(rehearsal, painterFor(process.stdout, process.env)))
}
