import * as core from '@actions/core'
import { clock } from './actions/clock.ts'
import { type Event, isPullRequest, mayWrite, readEvent } from './actions/event.ts'
import { fetchByProxy } from './actions/fetch-by-proxy.ts'
import { BadInput, type Inputs, readInputs } from './actions/inputs.ts'
import { logLine, reportProblems, reportWarnings, setOutputs, writeSummary } from './actions/report.ts'
import { hideSecrets } from './actions/secrets.ts'
import { troubleshootingPage } from './actions/troubleshooting-page.ts'
import { readWorkspace, type Sources } from './actions/workspace.ts'
import { forecastOutcome } from './core/forecast/outcome-forecast.ts'
import { describe } from './core/operation.ts'
import { type PhaseFiles, readPhases } from './core/phase-file/read.ts'
import type { Problem } from './core/problem.ts'
import { mistakesSummary, mostAnnotatedProblems } from './core/report/mistakes-summary.ts'
import { outputsOf } from './core/report/outputs.ts'
import { planChanges } from './core/report/plan-change.ts'
import type { RunReport } from './core/report/run-report.ts'
import { outcomeSentence, type SummaryContext, summarize } from './core/report/summary.ts'
import type { Reference } from './core/text/phrase.ts'
import type { EarlyEndCode, FailureCode, InputCode, WarningCode } from './core/troubleshooting/codes.ts'
import { codeReference, type Message, withCode } from './core/troubleshooting/message.ts'
import { type Client, createClient } from './github/client.ts'
import { identify } from './github/identify.ts'
import { explainForbidden } from './github/permissions.ts'
import { fetchPhaseFiles } from './github/phase-files.ts'
import { send } from './github/request.ts'
import { Trouble } from './github/trouble.ts'
import type { Viewer } from './github/who-am-i.ts'
import { type RunOptions, run } from './run.ts'
import { slackTeller } from './slack/tell-slack.ts'

/** The action: reads what the runner gives, runs, and reports. `viewer` is the answer to a question sent earlier. */
export async function main(viewer: Promise<Viewer> | undefined): Promise<void> {
  // What a library throws outside of every promise would be printed with all that hangs on it.
  process.on('uncaughtException', (error) => {
    fail(ownMistake(error))
    process.exit()
  })
  try {
    await coordinate(readInputs(), viewer)
  } catch (error) {
    if (error instanceof BadInput) fail(error)
    else if (error instanceof Trouble && error.kind === 'forbidden') fail(explainForbidden(error, { writes: false }))
    else if (error instanceof Trouble) warn(notRead(error))
    else fail(ownMistake(error))
  }
}

function fail(message: Message<FailureCode | InputCode>): void {
  core.setFailed(withCode(message))
}

function warn(message: Message<WarningCode | EarlyEndCode>): void {
  core.warning(withCode(message))
}

function notRead({ kind, message }: Trouble): Message<EarlyEndCode> {
  return {
    code: kind === 'limited' ? 'rate-limited' : 'github-unreadable',
    message: `GitHub could not be read (${message}). Nothing was changed; the next run tries again.`,
  }
}

function ownMistake(error: unknown): Message<FailureCode> {
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'own-mistake',
    message: `This is a mistake of Phase Coordinator's own, please report it: ${hideSecrets(message)}`,
  }
}

async function coordinate(inputs: Inputs, viewer: Promise<Viewer> | undefined): Promise<void> {
  const event = await readEvent(process.env)
  if (inputs.token === '') return checkFilesAlone(event, inputs)
  const access = {
    apiUrl: process.env.GITHUB_API_URL ?? 'https://api.github.com',
    repository: repository(),
    paced: process.env.PHASE_COORDINATOR_PACE !== 'off',
    fetch: viewer === undefined ? await fetchByProxy() : globalThis.fetch,
    onWait: (seconds: number, why: string) => core.info(`Waiting ${seconds} seconds, because ${why}.`),
    // The checkout of a repeated run is as old as the run.
    checkout: event.rerun ? undefined : process.env.GITHUB_WORKSPACE || undefined,
  }
  const client = createClient({ ...access, token: inputs.token })
  const agentClient = inputs.agentToken === '' ? undefined : createClient({ ...access, token: inputs.agentToken })
  const me = await identify(viewer, client)
  const dryRun = inputs.dryRun || !(mayWrite(event) ?? (await isDefaultBranch(event, client)))
  const sources = await readSources(event, dryRun, inputs, client)
  const { plan, problems } = check(sources, inputs)
  const [now, begun] = [clock(), performance.now()]
  const options = {
    client,
    agentClient,
    slack: inputs.slack && slackTeller(inputs.slack, access),
    pages: pages(),
    branch: event.rerun ? undefined : event.defaultBranch,
    me,
    trustedAuthors: inputs.trustedAuthors,
    now,
    clock: () => now + performance.now() - begun,
    dryRun,
    budget: inputs.operationsPerRun,
    log: logLine,
  }
  const planned = { badFiles: [...plan.bad, ...unread(sources)], settings: settings(inputs, event) }
  const report = await run({ ...options, plan: { ...planned, phases: plan.phases } })
  const forecasts = forecastsOf(report, now, inputs)
  // With a file that cannot be read on either side, its phase would seem new, or gone.
  const isComparable = event.base !== undefined && dryRun && problems.length === 0
  const before = isComparable ? await baseReport(event.base, inputs, options) : undefined
  const changes =
    before &&
    planChanges({ outcome: before.outcome, forecasts: forecastsOf(before, now, inputs) }, { ...report, forecasts })
  const clients = agentClient === undefined ? [client] : [client, agentClient]
  const sentEarly = viewer === undefined ? 0 : 1
  const place = webAddresses(client, event.rerun && !dryRun ? undefined : event.sha)
  await tell(
    report,
    { dryRun, now, forecasts, changes, problems, sources: shownTexts(sources, plan), place },
    clients,
    sentEarly,
  )
  if (problems.length > 0) fail(failure(problems))
}

function forecastsOf({ outcome }: RunReport, now: number, { maxActive }: Inputs) {
  return outcome === undefined ? new Map() : forecastOutcome(outcome, now, maxActive)
}

/** How things would stand without the pull request; undefined where its base cannot be read, or is broken itself. */
async function baseReport(
  base: string,
  inputs: Inputs,
  options: Omit<RunOptions, 'plan'>,
): Promise<RunReport | undefined> {
  try {
    const { files, problems } = await fetchPhaseFiles(options.client, inputs.phaseFiles, base)
    const { phases, bad } = readPhases(files)
    if (bad.length > 0 || problems.length > 0) return undefined
    const { maxActive, phaseFiles } = inputs
    const asked = { maxActive, phaseFiles, confirm: true, lookAt: [] }
    return await run({ ...options, plan: { phases, badFiles: [], settings: asked }, log: () => {} })
  } catch (error) {
    if (error instanceof Trouble) return undefined
    throw error
  }
}

/** Without a token nothing can be asked; for a pull request, which may come from a fork, its files are still checked. */
async function checkFilesAlone(event: Event, inputs: Inputs): Promise<void> {
  if (!isPullRequest(event))
    throw new BadInput(
      'token-empty',
      'The input token is empty: leave it out, or give it a token that may write issues.',
    )
  const sources = await readWorkspace(process.env.GITHUB_WORKSPACE, inputs.phaseFiles)
  if (sources === undefined)
    throw new BadInput(
      'checkout-missing',
      'The input token is empty, and there is no checkout to read the phase files from: put a step with actions/checkout before this one.',
    )
  const { plan, problems } = check(sources, inputs)
  const place = webAddresses(repository(), event.sha)
  const mistakes = mistakesSummary(problems, { sources: shownTexts(sources, plan), ...place })
  await writeSummary(`${mistakes || filesAlone.message}\n`)
  if (problems.length > 0) fail(failure(problems))
  else core.notice(withCode(filesAlone))
}

const filesAlone: Message<WarningCode> = {
  code: 'checked-without-token',
  message:
    'Only the phase files were checked; what would change could not be shown. The input token is empty, because workflows of pull requests from forks are given no secrets. They do have a github.token, which is enough to show it: write secrets.YOUR_TOKEN || github.token.',
}

/** Checks the files and reports every mistake in them. */
function check(sources: Sources, inputs: Inputs): { plan: PhaseFiles; problems: readonly Problem[] } {
  const plan = readPhases(sources.files)
  const problems = [...sources.problems, ...plan.problems]
  reportProblems(problems)
  if (sources.files.length === 0 && problems.length === 0) warn(nothingFound(inputs))
  return { plan, problems }
}

/** Of files that say which phase they are: what a glob finds besides may be no file for everybody's eyes. */
function shownTexts({ files }: Sources, { bad }: PhaseFiles): ReadonlyMap<string, string> {
  const known = new Set(bad.flatMap(({ file, phase }) => (phase === undefined ? [] : [file])))
  return new Map(files.flatMap(({ path, text }) => (known.has(path) ? [[path, text] as const] : [])))
}

function failure({ length }: readonly Problem[]): Message<FailureCode> {
  const what = `${length === 1 ? 'One mistake' : `${length} mistakes`} in the phase files`
  const where =
    length > mostAnnotatedProblems
      ? `: ${mostAnnotatedProblems} are shown above, more in the job summary, and all in the log`
      : ', shown above'
  return { code: 'mistakes-in-files', message: `${what}${where}. Their phases were left as they are.` }
}

async function readSources(event: Event, dryRun: boolean, { phaseFiles }: Inputs, client: Client): Promise<Sources> {
  // The checkout of a repeated run is as old as the run; the file counts as it stands now.
  const local = event.rerun && !dryRun ? undefined : await readWorkspace(process.env.GITHUB_WORKSPACE, phaseFiles)
  if (local !== undefined) return local
  return fetchPhaseFiles(client, phaseFiles, dryRun ? event.sha : undefined)
}

function unread({ problems }: Sources): PhaseFiles['bad'] {
  return problems.map(({ file }) => ({ file, phase: undefined, taskIds: [] }))
}

function settings(inputs: Inputs, event: Event) {
  const slack = inputs.slack && { webhook: inputs.slack.webhookUrl !== undefined }
  const { maxActive, confirm, phaseFiles } = inputs
  return { maxActive, confirm, lookAt: event.issues, phaseFiles, slack }
}

async function tell(
  report: RunReport,
  about: SummaryContext,
  clients: readonly Client[],
  sentEarly: number,
): Promise<void> {
  const { dryRun, forecasts } = about
  reportWarnings(report.warnings)
  if (dryRun) for (const operation of report.operations) logLine(`would ${describe(operation)}`)
  if (report.stop !== undefined) fail(report.stop)
  if (report.error !== undefined) fail(report.error)
  const sentence = outcomeSentence(report, dryRun)
  if (report.cutShort !== undefined) warn({ code: report.cutShort.code, message: sentence })
  else logLine(sentence)
  const sum = (count: (client: Client) => number) => clients.reduce((total, client) => total + count(client), 0)
  const sent = { writes: sum((client) => client.writes()), requests: sum((client) => client.requests()) + sentEarly }
  setOutputs(outputsOf(report, { dryRun, forecasts, ...sent }))
  await writeSummary(summarize(report, about))
}

function nothingFound({ phaseFiles }: Inputs): Message<WarningCode> {
  return {
    code: 'no-phase-file',
    message: `No phase file was found at ${phaseFiles.join(', ')}. Add one, or name it with the input phase-file.`,
  }
}

/**
 * A summary is no issue: there, `#12` is no link, and no address is relative. Files are shown as of `commit`, or as they
 * stand on the default branch.
 */
function webAddresses({ owner, repo }: { readonly owner: string; readonly repo: string }, commit = 'HEAD') {
  const server = pages()
  const reference: Reference = (issue, repository) =>
    `[${repository ?? ''}#${issue}](${server}/${repository ?? `${owner}/${repo}`}/issues/${issue})`
  const lineAddress = (file: string, line: number) =>
    `${server}/${owner}/${repo}/blob/${commit}/${file.split('/').map(pathPart).join('/')}#L${line}`
  return {
    reference,
    runAddress: (run: number) => `${server}/${owner}/${repo}/actions/runs/${run}`,
    lineAddress,
    codeReference: codeReference(troubleshootingPage(process.env)),
  }
}

/** A parenthesis would end the address of a link in Markdown. */
function pathPart(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))
}

function pages(): string {
  return process.env.GITHUB_SERVER_URL ?? 'https://github.com'
}

async function isDefaultBranch(event: Event, client: Client): Promise<boolean> {
  const branch = await send(
    client,
    (octokit, place) => octokit.rest.repos.get(place),
    (data) => (data as { default_branch?: string }).default_branch,
  )
  return event.ref === `refs/heads/${branch}`
}

function repository(): { owner: string; repo: string } {
  const [owner, repo] = (process.env.GITHUB_REPOSITORY ?? '').split('/')
  if (!owner || !repo)
    throw new BadInput(
      'repository-unknown',
      'GITHUB_REPOSITORY is not set to owner/name: run this as a step of a GitHub workflow.',
    )
  return { owner, repo }
}
