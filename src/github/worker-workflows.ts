import type { Observation, WorkerWorkflow } from '../core/observation.ts'
import type { WorkerCode } from '../core/troubleshooting/codes.ts'
import type { Reason } from '../core/troubleshooting/message.ts'
import type { Client } from './client.ts'
import { send } from './request.ts'
import { Trouble } from './trouble.ts'

/** Inputs that GitHub takes with a dispatch. */
const mostInputs = 25

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
    return problem === undefined ? await readWorker(text) : { problem }
  } catch (error) {
    return { problem: explain(error) }
  }
}

function readContent(path: string, client: Client): Promise<string> {
  return send(
    client,
    (octokit, place) => octokit.rest.repos.getContent({ ...place, path }),
    (data) => Buffer.from(String((data as { content?: unknown }).content ?? ''), 'base64').toString('utf8'),
  )
}

async function whyNotActive(file: string, client: Client): Promise<Reason<WorkerCode> | undefined> {
  try {
    const state = await send(
      client,
      (octokit, place) => octokit.rest.actions.getWorkflow({ ...place, workflow_id: file }),
      (data) => String((data as { state?: unknown }).state ?? 'active'),
    )
    if (state !== 'active')
      return { code: 'worker-disabled', reason: 'the workflow is disabled; enable it on its page under Actions' }
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

function explain(error: unknown): Reason<WorkerCode> {
  if (!(error instanceof Trouble) || error.kind === 'limited') throw error
  if (error.kind === 'absent')
    return { code: 'worker-file-missing', reason: 'there is no such file on the default branch' }
  if (error.kind === 'forbidden')
    return {
      code: 'actions-permission-missing',
      reason: 'the token lacks "actions: write" (add it to the permissions of the coordinator\'s job)',
    }
  return {
    code: 'worker-unreadable',
    reason: `GitHub gave no clear answer (${error.message}); the next run asks again`,
  }
}

/**
 * A claim that an expression of the run's name shows; in plain text the same words show nothing. GitHub's names of contexts
 * and inputs are the same in any case, and may go on with a hyphen.
 */
const claimShown = /\$\{\{(?:(?!\}\}).)*(?<![\w-])inputs\s*(?:\.\s*claim(?![\w-])|\[\s*'claim'\s*\])/is

/**
 * What a workflow declares as a worker. The parser that reads phase files reads this one too: it takes nothing for a
 * trigger or an input that GitHub would read in another way.
 */
export async function readWorker(text: string): Promise<WorkerWorkflow> {
  const { parse } = await import('yaml')
  let file: unknown
  try {
    // Warnings would show lines of the file in the log, where the runner looks for commands.
    file = parse(text, { maxAliasCount: 100, logLevel: 'error' })
  } catch {
    return { problem: { code: 'worker-yaml-invalid', reason: 'the file is not valid YAML' } }
  }
  const trigger = triggerOf(table(file)?.on)
  if (trigger === undefined)
    return { problem: { code: 'worker-not-dispatchable', reason: 'it has no workflow_dispatch trigger' } }
  const inputs = table(trigger.inputs) ?? {}
  if (Object.keys(inputs).length > mostInputs)
    return { problem: { code: 'worker-input-count', reason: `it declares more than ${mostInputs} inputs` } }
  const required = Object.entries(inputs).filter(([, about]) => {
    const options = table(about)
    return options?.required === true && options.default === undefined
  })
  return {
    inputs: Object.keys(inputs),
    required: required.map(([name]) => name),
    showsClaim: claimShown.test(String(table(file)?.['run-name'] ?? '')),
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

/** The branch on which workers are started. */
export async function readBranch(known: Observation, client: Client): Promise<Observation> {
  const branch = await send(
    client,
    (octokit, place) => octokit.rest.repos.get(place),
    (data) => (data as { default_branch?: string }).default_branch,
  )
  return { ...known, branch }
}
