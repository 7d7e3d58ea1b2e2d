import { bearsClaim } from '../core/claim.ts'
import type { Absence, Observation, PullRequest, WorkerRun, WorkerWorkflow } from '../core/observation.ts'
import type { Client } from './client.ts'
import { send, sendList } from './request.ts'
import { Misshapen } from './shapes.ts'
import { Trouble } from './trouble.ts'

/** Reads a dispatched run by its id. */
export async function readRun(known: Observation, id: number, client: Client): Promise<Observation> {
  const run = await send(
    client,
    (octokit, place) => octokit.rest.actions.getWorkflowRun({ ...place, run_id: id }),
    toRun,
  ).catch((error: unknown): Absence => {
    if (!(error instanceof Trouble) || error.kind === 'limited' || error.kind === 'forbidden') throw error
    return error.kind === 'absent' ? 'deleted' : 'unreadable'
  })
  return { ...known, runs: new Map(known.runs).set(id, run) }
}

/** Pages of runs, newest first, that are looked through for a claim: a claim is looked for soon after it was taken. */
const mostPages = 3
const perPage = 100

/** Looks for the run that bears a claim in its name: a dispatch need not say which run it made. */
export async function findClaimRun(
  known: Observation,
  claim: string,
  workflow: string,
  client: Client,
): Promise<Observation> {
  const found = await searchRuns(claim, workflow, client).catch((error: unknown) => {
    if (!(error instanceof Trouble) || error.kind === 'limited' || error.kind === 'forbidden') throw error
    return 'unreadable' as const
  })
  return { ...known, claimRuns: new Map(known.claimRuns).set(claim, found) }
}

async function searchRuns(claim: string, workflow: string, client: Client): Promise<WorkerRun | 'none'> {
  for (let page = 1; page <= mostPages; page++) {
    const runs = await send(
      client,
      (octokit, place) =>
        octokit.rest.actions.listWorkflowRuns({
          ...place,
          workflow_id: workflow,
          event: 'workflow_dispatch',
          per_page: perPage,
          page,
        }),
      (data) => toRuns(data, (page - 1) * perPage),
    )
    const found = runs.find(({ title }) => bearsClaim(title, claim))
    if (found !== undefined) return found
    if (runs.length < perPage) return 'none'
  }
  return 'none'
}

/** Where GitHub counts more than it lists, the one that is looked for may be among the others. */
function toRuns(data: unknown, before: number): WorkerRun[] {
  const { workflow_runs: runs, total_count: count } = data as { workflow_runs?: unknown; total_count?: unknown }
  if (!Array.isArray(runs)) throw new Misshapen('a list of runs was expected')
  if (runs.length < perPage && Number(count ?? 0) > before + runs.length)
    throw new Misshapen(`it counts ${count} runs but lists ${before + runs.length}`)
  return runs.map(toRun)
}

function toRun(raw: unknown): WorkerRun {
  const run = raw as {
    id?: unknown
    name?: string | null
    display_title?: string
    status?: string | null
    conclusion?: string | null
    created_at?: string
    updated_at?: string
  } | null
  if (typeof run?.id !== 'number' || typeof run.created_at !== 'string') throw new Misshapen('a run without id or time')
  return {
    id: run.id,
    title: `${run.display_title ?? ''} ${run.name ?? ''}`,
    status: run.status === 'completed' ? 'completed' : run.status === 'in_progress' ? 'running' : 'queued',
    conclusion: run.conclusion ?? undefined,
    createdAt: run.created_at,
    updatedAt: run.updated_at ?? run.created_at,
  }
}

/** What a worker's workflow file says on the default branch, or why it cannot be started. */
export async function readWorkflow(known: Observation, file: string, client: Client): Promise<Observation> {
  const answer = await describeWorkflow(file, client)
  return { ...known, workflows: new Map(known.workflows).set(file, answer) }
}

async function describeWorkflow(file: string, client: Client): Promise<WorkerWorkflow> {
  const path = `.github/workflows/${file}`
  try {
    const text = (await client.readCheckout(path)) ?? (await readContent(path, client))
    const problem = await whyNotActive(file, client)
    return problem === undefined ? await parseWorkflow(text) : { problem }
  } catch (error) {
    return { problem: explain(error, 'there is no such file on the default branch') }
  }
}

function readContent(path: string, client: Client): Promise<string> {
  return send(
    client,
    (octokit, place) => octokit.rest.repos.getContent({ ...place, path }),
    (data) => Buffer.from(String((data as { content?: unknown }).content ?? ''), 'base64').toString('utf8'),
  )
}

async function whyNotActive(file: string, client: Client): Promise<string | undefined> {
  try {
    const state = await send(
      client,
      (octokit, place) => octokit.rest.actions.getWorkflow({ ...place, workflow_id: file }),
      (data) => String((data as { state?: unknown }).state ?? 'active'),
    )
    if (state !== 'active') return 'the workflow is disabled'
  } catch (error) {
    // GitHub learns of a new file a little later than its branch does; the start itself tells for certain.
    if (!(error instanceof Trouble) || error.kind !== 'absent') throw error
  }
  if (!client.readOnly) await requireActionsWrite(client)
  return undefined
}

/** Whoever may cancel a run may start one; asked of a run that does not exist it changes nothing. No answer is no lack. */
async function requireActionsWrite(client: Client): Promise<void> {
  try {
    await send(
      client,
      (octokit, place) => octokit.rest.actions.cancelWorkflowRun({ ...place, run_id: 0 }),
      () => undefined,
    )
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind === 'forbidden' || error.kind === 'limited') throw error
  }
}

function explain(error: unknown, absent: string): string {
  if (!(error instanceof Trouble) || error.kind === 'limited') throw error
  if (error.kind === 'absent') return absent
  if (error.kind === 'forbidden')
    return 'the token lacks "actions: write" (add it to the permissions of the coordinator\'s job)'
  return `GitHub gave no clear answer (${error.message})`
}

/** The parser that reads phase files reads this one too; only what it is given at a dispatch matters. */
async function parseWorkflow(text: string): Promise<WorkerWorkflow> {
  const { parse } = await import('yaml')
  let file: unknown
  try {
    file = parse(text, { maxAliasCount: 100 })
  } catch {
    return { problem: 'the file is not valid YAML' }
  }
  const trigger = triggerOf(table(file)?.on)
  if (trigger === undefined) return { problem: 'it has no workflow_dispatch trigger' }
  const inputs = table(trigger.inputs) ?? {}
  const required = Object.entries(inputs).filter(([, about]) => {
    const options = table(about)
    return options?.required === true && options.default === undefined
  })
  return {
    inputs: Object.keys(inputs),
    required: required.map(([name]) => name),
    showsClaim: /inputs\s*(\.\s*claim\b|\[\s*'claim'\s*\])/.test(String(table(file)?.['run-name'] ?? '')),
  }
}

function triggerOf(on: unknown): Readonly<Record<string, unknown>> | undefined {
  if (on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch'))) return {}
  const events = table(on)
  return events !== undefined && 'workflow_dispatch' in events ? (table(events.workflow_dispatch) ?? {}) : undefined
}

function table(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

export async function readBranch(known: Observation, client: Client): Promise<Observation> {
  const branch = await send(
    client,
    (octokit, place) => octokit.rest.repos.get(place),
    (data) => (data as { default_branch?: string }).default_branch,
  )
  return { ...known, branch }
}

/** Issues that one request asks about. */
const mostAtOnce = 50

/** The open pull requests that will close each of these issues. */
export async function readPulls(known: Observation, numbers: readonly number[], client: Client): Promise<Observation> {
  const pulls = new Map(known.pulls)
  for (let at = 0; at < numbers.length; at += mostAtOnce) {
    const some = numbers.slice(at, at + mostAtOnce)
    const answer = (await askForPulls(some, client)) ?? (await pullsByText(some, client))
    for (const number of some) pulls.set(number, answer.get(number) ?? [])
  }
  return { ...known, pulls }
}

type PullsByIssue = ReadonlyMap<number, readonly PullRequest[]>

interface RawPulls {
  readonly closedByPullRequestsReferences?: {
    readonly nodes?: readonly ({
      readonly number: number
      readonly state: string
      readonly isDraft: boolean
      readonly updatedAt: string
      readonly author: { readonly login: string } | null
    } | null)[]
  }
}

async function askForPulls(
  numbers: readonly number[],
  { octokit, owner, repo }: Client,
): Promise<PullsByIssue | undefined> {
  const fields =
    'closedByPullRequestsReferences(first: 10) { nodes { number state isDraft updatedAt author { login } } }'
  const issues = numbers.map((number) => `i${number}: issue(number: ${number}) { ${fields} }`).join(' ')
  const query = `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${issues} } }`
  try {
    const { repository } = await octokit.graphql<{ repository: Record<string, RawPulls | null> | null }>(query, {
      owner,
      repo,
    })
    if (repository == null) return undefined
    return new Map(numbers.map((number) => [number, toPulls(repository[`i${number}`])]))
  } catch {
    // An Enterprise Server may not know the field.
    return undefined
  }
}

function toPulls(issue: RawPulls | null | undefined): PullRequest[] {
  return (issue?.closedByPullRequestsReferences?.nodes ?? []).flatMap((node) =>
    node === null || node.state !== 'OPEN'
      ? []
      : [{ number: node.number, draft: node.isDraft, author: node.author?.login, updatedAt: node.updatedAt }],
  )
}

const closingWords = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi

/** Where GraphQL does not tell, the words by which a pull request's text closes issues do. */
async function pullsByText(numbers: readonly number[], client: Client): Promise<PullsByIssue> {
  const open = await sendList(
    client,
    (octokit, place) => octokit.rest.pulls.list({ ...place, state: 'open' }),
    toTextualPull,
  ).catch((error: unknown) => {
    // Without "pull-requests: read" what is handed in is seen when it closes the issue.
    if (error instanceof Trouble && error.kind !== 'limited') return []
    throw error
  })
  return new Map(
    numbers.map((number) => [number, open.flatMap(({ closes, pull }) => (closes.includes(number) ? [pull] : []))]),
  )
}

function toTextualPull(raw: unknown): { readonly closes: readonly number[]; readonly pull: PullRequest } {
  const pull = raw as {
    number: number
    draft?: boolean
    body?: string | null
    user?: { login?: string } | null
    updated_at?: string
  }
  const closes = [...(pull.body ?? '').matchAll(closingWords)].map((found) => Number(found[1]))
  const { number, draft, user } = pull
  return { closes, pull: { number, draft: draft === true, author: user?.login, updatedAt: pull.updated_at ?? '' } }
}
