import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { allow } from './access.ts'
import { apiVersion, type Call, type Exchange, input } from './exchange.ts'
import { filesOf, headOf, resolveCommit } from './git.ts'
import { page } from './paging.ts'
import { notFound, unprocessable } from './refusal.ts'
import { runPage, runUrl } from './runs.ts'
import { nodeId, type Shape } from './shape.ts'
import type { RunRow, WorkflowRow } from './state.ts'
import type { Store } from './store.ts'
import { fillRunName, readWorkflow, type WorkflowFile, type WorkflowInput } from './workflow-file.ts'

const mostInputs = 25

/** Derived from the path, so that a workflow keeps its id over restarts without being remembered. */
const workflowId = (path: string) => Number.parseInt(createHash('sha1').update(path).digest('hex').slice(0, 7), 16) + 1

/** The workflow files of the default branch, as the rows that they are or would be. */
export function listWorkflows(store: Store): WorkflowRow[] {
  const head = headOf(store, `heads/${store.state.repository.defaultBranch}`)
  const paths = head === undefined ? [] : [...filesOf(store, head).keys()]
  return paths
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
    .map((path) => rowOf(store, path) ?? { id: workflowId(path), path, disabled: false, runNumber: 0 })
}

const rowOf = (store: Store, path: string) => store.state.workflows.find((row) => row.path === path)

function fileAt(store: Store, path: string, commit: string): WorkflowFile | undefined {
  const sha = filesOf(store, commit).get(path)
  return sha === undefined
    ? undefined
    : readWorkflow(Buffer.from(store.state.git.blobs[sha] ?? '', 'base64').toString())
}

export function workflowName(store: Store, row: WorkflowRow): string {
  const head = headOf(store, `heads/${store.state.repository.defaultBranch}`) ?? ''
  return fileAt(store, row.path, head)?.name ?? row.path
}

export function showWorkflow(store: Store, row: WorkflowRow): Shape<'workflow'> {
  const name = row.path.split('/').at(-1)
  const { createdAt, defaultBranch } = store.state.repository
  return {
    id: row.id,
    node_id: nodeId('W', row.id),
    name: workflowName(store, row),
    path: row.path,
    state: row.disabled ? 'disabled_manually' : 'active',
    created_at: createdAt,
    updated_at: createdAt,
    url: `${store.repositoryUrl}/actions/workflows/${row.id}`,
    html_url: `${store.repositoryPage}/blob/${defaultBranch}/${row.path}`,
    badge_url: `${store.repositoryPage}/actions/workflows/${name}/badge.svg`,
  }
}

/** By id or by file name. */
export function workflowIn(store: Store, call: Call): WorkflowRow {
  const asked = call.req.param('workflow')
  const row = listWorkflows(store).find(({ id, path }) => String(id) === asked || path.split('/').at(-1) === asked)
  if (!row) throw notFound()
  return row
}

export function workflowRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'actions', 'read')
  routes.get('/actions/workflows', read, (call) => {
    const rows = listWorkflows(store)
    return call.json({
      total_count: rows.length,
      workflows: page(call, store, rows).map((row) => showWorkflow(store, row)),
    })
  })
  routes.get('/actions/workflows/:workflow', read, (call) => call.json(showWorkflow(store, workflowIn(store, call))))
  routes.post('/actions/workflows/:workflow/dispatches', allow(store, 'actions', 'write'), (call) => {
    const run = dispatch(store, call)
    const asked = input(call).flag('return_run_details') || apiVersion(call) >= '2026-03-10'
    if (!asked || !store.behaviour.runDetails) return call.body(null, 204)
    const details = { workflow_run_id: run.id, run_url: runUrl(store, run), html_url: runPage(store, run) }
    return call.json(details satisfies Shape<'workflow-dispatch-response'>)
  })
  return routes
}

function dispatch(store: Store, call: Call): RunRow {
  const row = workflowIn(store, call)
  const ref = input(call).text('ref')
  const sha = resolveCommit(store, ref)
  if (sha === undefined) throw unprocessable(`No ref found for: ${ref}`)
  if (row.disabled) throw unprocessable("Cannot trigger a 'workflow_dispatch' on a disabled workflow")
  const file = fileAt(store, row.path, sha)
  if (!file?.inputs) throw unprocessable("Workflow does not have 'workflow_dispatch' trigger")
  const inputs = takeInputs(file.inputs, input(call).record('inputs'))
  if (!rowOf(store, row.path)) store.state.workflows.push(row)
  row.runNumber += 1
  const actor = call.get('caller').login
  const title = file.runName === undefined ? workflowName(store, row) : fillRunName(file.runName, inputs, actor)
  const now = store.timestamp()
  const run: RunRow = {
    id: store.nextId(),
    workflow: row.id,
    number: row.runNumber,
    branch: ref.replace(/^refs\/heads\//, ''),
    sha,
    event: 'workflow_dispatch',
    title,
    actor,
    status: 'queued',
    conclusion: null,
    inputs,
    unlisted: store.behaviour.dispatchedRuns === 'unlisted',
    createdAt: now,
    updatedAt: now,
  }
  if (store.behaviour.dispatchedRuns === 'never') return run
  store.runs.push(run)
  store.tell({ event: 'workflow_dispatch', run, sender: actor })
  return run
}

/** The inputs as the run sees them: text, with defaults. */
function takeInputs(
  declared: ReadonlyMap<string, WorkflowInput>,
  given: Record<string, unknown>,
): Record<string, string> {
  const names = Object.keys(given)
  if (names.length > mostInputs)
    throw unprocessable(`you may only define up to ${mostInputs} \`inputs\` for a \`workflow_dispatch\` event`)
  const unknown = names.filter((name) => !declared.has(name))
  if (unknown.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(unknown)}`)
  const taken: Record<string, string> = {}
  for (const [name, about] of declared) {
    const value = given[name] ?? about.default
    if (value === undefined && about.required) throw unprocessable(`Required input '${name}' not provided`)
    if (value === undefined) continue
    taken[name] = String(value)
    if (about.options && !about.options.includes(String(value))) {
      throw unprocessable(`Provided value '${value}' for input '${name}' not in the list of allowed values`)
    }
  }
  return taken
}
