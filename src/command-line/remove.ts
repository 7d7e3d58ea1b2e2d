import { Command } from 'commander'
import { readPhases } from '../core/phase-file/read.ts'
import type { Removal } from '../core/removal/removal.ts'
import { plainText } from '../core/text/inert.ts'
import type { Client } from '../github/client.ts'
import { identify } from '../github/identify.ts'
import { fetchPhaseFiles } from '../github/phase-files.ts'
import { carryOutRemoval, findRemoval } from '../removal.ts'
import { fail } from './failure.ts'
import { connect } from './github-access.ts'
import type { HeadwayDisplay } from './headway-display.ts'
import { showLongWork } from './long-work.ts'
import { addLogin, addPhase } from './options.ts'
import { usualPlace } from './phase-sources.ts'
import { removalAsJson, removalAsText, type Undoing } from './removal-text.ts'

interface RemoveChoices {
  /** `owner/name` */
  readonly repo: string
  readonly phase?: readonly string[]
  readonly yes?: true
  readonly force?: true
  readonly trustedAuthor?: readonly string[]
  readonly json?: true
}

const notes = `
Without --yes it shows what it would do, and writes nothing. Issues of ours that nobody
has touched are closed as not planned. What people have made theirs stays, and is listed
with the reason. Take the phase file out of the default branch first: where it is still
there, the next run launches the phase again.

Issues belong to the login that opened them. Where a workflow opened them, name it:
  --trusted-author "github-actions[bot]"

The token is taken from GH_TOKEN or GITHUB_TOKEN, and the address of the API from
GITHUB_API_URL.

Examples:
  $ export GH_TOKEN=$(gh auth token)
  $ phase-coordinator remove --repo octo/demo --trusted-author "github-actions[bot]"
  $ phase-coordinator remove --repo octo/demo --phase 4 --yes`

export function removeCommand(): Command {
  return new Command('remove')
    .description('Undoes a launch: closes what nobody has touched, and takes away what was made for it.')
    .requiredOption('--repo <owner/name>', 'the repository on GitHub')
    .option('--phase <id>', 'phase to remove; may be repeated (default: all that are not complete)', addPhase)
    .option('--yes', 'do it')
    .option('--force', 'also where the phase file is still on the default branch')
    .option('--trusted-author <login>', 'login whose issues count as ours; may be repeated', addLogin)
    .option('--json', 'print one line of JSON')
    .addHelpText('after', notes)
    .action((choices: RemoveChoices) =>
      showLongWork('What is done is done, and the same call goes on with the rest.', (display) =>
        removeLaunches(choices, display),
      ),
    )
}

async function removeLaunches(choices: RemoveChoices, display: HeadwayDisplay): Promise<void> {
  const client = await connect(choices.repo, process.env, (line) => display.say(plainText(line)))
  const me = await identify(undefined, client)
  const removal = await findRemoval(client, { me, trustedAuthors: choices.trustedAuthor ?? [] }, choices.phase)
  const present = await filesStillThere(removal, client)
  const isRefused = present.length > 0 && !choices.force
  const isDone = choices.yes === true && !isRefused
  const report = isDone ? await carryOutRemoval(removal, client, display.show) : undefined
  display.end()
  const undoing: Undoing = { removal, report, present, isRefused, me, wanted: choices.phase }
  if (choices.json) console.log(JSON.stringify(removalAsJson(undoing)))
  else for (const line of removalAsText(undoing)) console.log(plainText(line))
  if (choices.yes && isRefused) fail('Nothing was changed. Take the phase file out first, or add --force.')
  for (const sentence of report?.failed ?? []) fail(sentence)
  if ((report?.failed.length ?? 0) > 0) fail('Not all is done: call this once more.')
}

/** Phase files of these launches that the default branch still has, also such as have mistakes. */
async function filesStillThere({ phases, steps }: Removal, client: Client): Promise<readonly string[]> {
  if (steps.length === 0) return []
  const recorded = phases.flatMap(({ file }) => (file === '' ? [] : [file]))
  const { files, problems } = await fetchPhaseFiles(client, [usualPlace, ...new Set(recorded)], undefined)
  const read = readPhases(files)
  const ids = new Set(phases.map(({ id }) => id))
  return [
    ...new Set([
      ...read.phases.flatMap(({ id, file }) => (ids.has(id) ? [file] : [])),
      ...read.bad.flatMap(({ phase, file }) => (recorded.includes(file) || ids.has(phase ?? '') ? [file] : [])),
      ...problems.flatMap(({ file }) => (recorded.includes(file) ? [file] : [])),
    ]),
  ]
}
