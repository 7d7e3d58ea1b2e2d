import type { Absence, Observation, WorkerRun } from '../core/observation.ts'
import { bearsClaim } from '../core/records/claim.ts'
import type { Client } from './client.ts'
import { send } from './request.ts'
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
