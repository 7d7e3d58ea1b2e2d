import { Hono } from 'hono'
import { allow } from './access.ts'
import { type Call, type Exchange, numberIn } from './exchange.ts'
import { page } from './paging.ts'
import type { Records } from './records.ts'
import { same } from './records.ts'
import { conflict, forbidden, notFound } from './refusal.ts'
import { showRepository } from './repository.ts'
import { nodeId, type Shape } from './shape.ts'
import type { RunRow } from './state.ts'
import type { Store } from './store.ts'
import { showLogin } from './users.ts'
import { listWorkflows, workflowIn, workflowName } from './workflows.ts'

export const runUrl = (records: Records, row: RunRow) => `${records.repositoryUrl}/actions/runs/${row.id}`
export const runPage = (records: Records, row: RunRow) => `${records.repositoryPage}/actions/runs/${row.id}`

/** What GitHub shows of the commit that a run is on. */
function showHeadCommit(store: Store, row: RunRow): Shape<'nullable-simple-commit'> {
  const commit = store.state.git.commits[row.sha]
  if (!commit) return null
  const by = { name: commit.login, email: `${commit.login}@users.noreply.example` }
  return {
    id: row.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.date,
    author: by,
    committer: by,
  }
}

/** A run without its inputs: the API never shows them. */
export function showRun(store: Store, row: RunRow): Shape<'workflow-run'> {
  const workflow = listWorkflows(store).find(({ id }) => id === row.workflow)
  const actor = showLogin(store, row.actor)
  const url = runUrl(store, row)
  const repository = showRepository(store)
  return {
    id: row.id,
    name: workflow ? workflowName(store, workflow) : null,
    node_id: nodeId('WFR', row.id),
    head_branch: row.branch,
    head_sha: row.sha,
    path: workflow?.path ?? '',
    display_title: row.title,
    run_number: row.number,
    run_attempt: 1,
    event: row.event,
    status: row.status,
    conclusion: row.conclusion,
    workflow_id: row.workflow,
    check_suite_id: row.id,
    check_suite_node_id: nodeId('CS', row.id),
    url,
    html_url: runPage(store, row),
    pull_requests: [],
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    run_started_at: row.createdAt,
    ...(actor && { actor, triggering_actor: actor }),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${store.repositoryUrl}/check-suites/${row.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${store.repositoryUrl}/actions/workflows/${row.workflow}`,
    head_commit: showHeadCommit(store, row),
    repository,
    head_repository: repository,
  }
}

export function runRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'actions', 'read')
  const list = (call: Call, rows: readonly RunRow[]) => {
    const found = rows.filter((row) => !row.unlisted && matches(call, row)).toReversed()
    return call.json({
      total_count: found.length,
      workflow_runs: page(call, store, found).map((row) => showRun(store, row)),
    })
  }
  const found = (call: Call) => {
    const row = store.runs.find(({ id }) => id === numberIn(call, 'run'))
    if (!row) throw notFound()
    return row
  }
  routes.get('/actions/runs', read, (call) => list(call, store.runs))
  routes.get('/actions/workflows/:workflow/runs', read, (call) => {
    const { id } = workflowIn(store, call)
    return list(
      call,
      store.runs.filter((row) => row.workflow === id),
    )
  })
  routes.get('/actions/runs/:run', read, (call) => call.json(showRun(store, found(call))))
  routes.delete('/actions/runs/:run', allow(store, 'actions', 'write'), (call) => {
    const row = found(call)
    if (row.status !== 'completed') throw forbidden('Could not delete the workflow run')
    store.runs.splice(store.runs.indexOf(row), 1)
    return call.body(null, 204)
  })
  routes.post('/actions/runs/:run/cancel', allow(store, 'actions', 'write'), (call) => {
    const row = found(call)
    if (row.status === 'completed') throw conflict('Cannot cancel a workflow run that is completed.')
    if (store.behaviour.cancel === 'at-once') store.setRun(row.id, { status: 'completed', conclusion: 'cancelled' })
    return call.json({} satisfies Shape<'empty-object'>, 202)
  })
  return routes
}

function matches(call: Call, row: RunRow): boolean {
  const asked = (name: string) => call.req.query(name)
  const status = asked('status')
  return (
    (asked('event') ?? row.event) === row.event &&
    (asked('branch') ?? row.branch) === row.branch &&
    (asked('head_sha') ?? row.sha) === row.sha &&
    same(asked('actor') ?? row.actor, row.actor) &&
    (status === undefined || status === row.status || status === row.conclusion) &&
    isWithin(row.createdAt, asked('created'))
  )
}

/** GitHub's date ranges: `>=…`, `>…`, `<=…`, `<…`, `…..…` or a day. */
function isWithin(time: string, range: string | undefined): boolean {
  if (range === undefined) return true
  const at = Date.parse(time)
  const [from, to] = range.split('..')
  if (to !== undefined) return at >= Date.parse(from || '0') && (to === '*' || at <= Date.parse(to))
  const [, sign, bound = ''] = /^(>=|<=|>|<)?(.*)$/.exec(range) ?? []
  if (sign === undefined) return time.startsWith(bound)
  const limit = Date.parse(bound)
  return (sign.startsWith('>') ? at > limit : at < limit) || (sign.endsWith('=') && at === limit)
}
