import { Command } from 'commander'
import { painterFor } from './paint.ts'
import { planAsJson, planAsText } from './plan-report.ts'
import { type RehearsalOptions, rehearsalNotes, rehearse, withRehearsal } from './rehearsal.ts'

const notes = `${rehearsalNotes}

What the first round of a run would do is shown. What follows from it is not:
commits to mirrored files, and workers of tasks that have no issue yet.

Examples:
  $ phase-coordinator plan .github/phases/phase-4.yml
  $ GH_TOKEN=$(gh auth token) phase-coordinator plan --repo octo/demo`

export function planCommand(): Command {
  return withRehearsal(new Command('plan'))
    .description('What a run would do, and what it would pick: + opens or adds, ~ changes, - closes or takes away.')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', notes)
    .action(printPlan)
}

async function printPlan(
  files: readonly string[],
  { json, ...options }: RehearsalOptions & { readonly json?: true },
): Promise<void> {
  const rehearsal = await rehearse(files, options)
  if (rehearsal === undefined) return
  if (json) console.log(JSON.stringify(planAsJson(rehearsal)))
  else console.log(planAsText(rehearsal, painterFor(process.stdout, process.env)))
}
