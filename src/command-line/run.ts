import { Command } from 'commander'
import { clock } from '../actions/clock.ts'
import { forecastOutcome } from '../core/forecast/outcome-forecast.ts'
import { readPhases } from '../core/phase-file/read.ts'
import { outputsOf } from '../core/report/outputs.ts'
import type { RunReport } from '../core/report/run-report.ts'
import { logText, plainText } from '../core/text/inert.ts'
import { withCode } from '../core/troubleshooting/message.ts'
import type { Client } from '../github/client.ts'
import { identify } from '../github/identify.ts'
import { fetchPhaseFiles } from '../github/phase-files.ts'
import { run } from '../run.ts'
import { slackTeller } from '../slack/tell-slack.ts'
import { exitCodes } from './exit-codes.ts'
import { fail } from './failure.ts'
import { connect, connectAgent, fetchOf, isPaced } from './github-access.ts'
import type { HeadwayDisplay } from './headway-display.ts'
import { showLongWork } from './long-work.ts'
import { addGlob, addLogin, readCount } from './options.ts'
import { usualPlace } from './phase-sources.ts'
import { type Ending, runAsJson, runAsText } from './run-text.ts'
import { slackFrom } from './slack-variables.ts'
import { tellMistakes } from './tell-problems.ts'

interface RunChoices {
  /** `owner/name` */
  readonly repo: string
  readonly phaseFile?: readonly string[]
  readonly dryRun?: true
  readonly operationsPerRun: number
  readonly maxActive?: number
  readonly confirm?: true
  readonly trustedAuthor?: readonly string[]
  readonly json?: true
}

const notes = `
The phase files count as they stand on the default branch on GitHub, as for the action.
Issues belong to the login that opened them. Where a workflow opened them, and this run
has your own token, name the workflow's login:
  --trusted-author "github-actions[bot]"
Let no workflow run at the same time: the two would not know of each other's claims.

Environment: the token is taken from GH_TOKEN or GITHUB_TOKEN, and the address of the
API from GITHUB_API_URL. AGENT_TOKEN, SLACK_WEBHOOK_URL, SLACK_TOKEN, SLACK_API_URL and
SLACK_HOSTS stand for the inputs of the action with these names.

Examples:
  $ GH_TOKEN=$(gh auth token) phase-coordinator run --repo octo/demo --dry-run`

export function runCommand(): Command {
  return new Command('run')
    .description('Runs once, as the action does, and writes to GitHub.')
    .requiredOption('--repo <owner/name>', 'the repository on GitHub')
    .option('--phase-file <glob>', `path or glob of phase files; may be repeated (default: ${usualPlace})`, addGlob)
    .option('--dry-run', 'show what the run would do, and write nothing')
    .option('--operations-per-run <number>', 'the most writes', readCount, 400)
    .option('--max-active <number>', 'the most tasks at work over all phases', readCount)
    .option('--confirm', 'yes to the question that an earlier run stopped with')
    .option('--trusted-author <login>', 'login whose earlier issues count as ours; may be repeated', addLogin)
    .option('--json', 'print one line of JSON: the outputs of the action, and warnings')
    .addHelpText('after', notes)
    .action((choices: RunChoices) =>
      showLongWork('What is done is done, and the next run continues.', (display) => runOnce(choices, display)),
    )
}

async function runOnce(choices: RunChoices, display: HeadwayDisplay): Promise<void> {
  const { env } = process
  const say = (line: string) => display.say(logText(line))
  const slack = slackFrom(env)
  const client = await connect(choices.repo, env, say)
  const agentClient = await connectAgent(choices.repo, env, say)
  const [now, begun] = [clock(), performance.now()]
  const me = await identify(undefined, client)
  const phaseFiles = choices.phaseFile ?? [usualPlace]
  const sources = await fetchPhaseFiles(client, phaseFiles, undefined)
  const { phases, bad, problems } = readPhases(sources.files)
  const isBroken = tellMistakes([...sources.problems, ...problems])
  const unread = sources.problems.map(({ file }) => ({ file, phase: undefined, taskIds: [] }))
  const { maxActive, trustedAuthor = [], dryRun = false } = choices
  const report = await run({
    client,
    agentClient,
    slack: slack && slackTeller(slack, { fetch: await fetchOf(env), paced: isPaced(env) }),
    pages: env.GITHUB_SERVER_URL ?? 'https://github.com',
    me,
    trustedAuthors: trustedAuthor,
    now,
    clock: () => now + performance.now() - begun,
    dryRun,
    budget: choices.operationsPerRun,
    log: say,
    onHeadway: display.show,
    plan: {
      phases,
      badFiles: [...bad, ...unread],
      settings: {
        maxActive,
        confirm: choices.confirm ?? false,
        lookAt: [],
        phaseFiles,
        slack: slack && { webhook: slack.webhookUrl !== undefined },
      },
    },
  })
  display.end()
  const outputs = outputsOf(report, {
    dryRun,
    forecasts: report.outcome === undefined ? new Map() : forecastOutcome(report.outcome, now, maxActive),
    writes: sum([client, agentClient], (each) => each.writes()),
    requests: sum([client, agentClient], (each) => each.requests()),
  })
  const nothing = sources.files.length === 0 && !isBroken
  const ending: Ending = { report, dryRun, me, noFileAt: nothing ? phaseFiles : undefined }
  if (choices.json) console.log(JSON.stringify(runAsJson(ending, outputs)))
  else for (const line of runAsText(ending)) console.log(plainText(line))
  tellFailure(report)
  if (isBroken) process.exitCode = exitCodes.failed
}

function tellFailure({ stop, error }: RunReport): void {
  const told = error ?? stop
  if (told !== undefined) fail(withCode(told))
}

function sum(clients: readonly (Client | undefined)[], count: (client: Client) => number): number {
  return clients.reduce((total, client) => total + (client === undefined ? 0 : count(client)), 0)
}
