import { Hono } from 'hono'
import { allow } from './access.ts'
import { dueOn } from './due-date.ts'
import { type Call, type Exchange, input, numberIn } from './exchange.ts'
import type { Input } from './input.ts'
import { page } from './paging.ts'
import type { Records } from './records.ts'
import { invalid, malformed, notFound } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { MilestoneRow } from './state.ts'
import type { Store } from './store.ts'
import { showLogin } from './users.ts'

export function showMilestone(records: Records, row: MilestoneRow): Shape<'milestone'> {
  const url = `${records.repositoryUrl}/milestones/${row.number}`
  const issues = records.issues.filter(
    (issue) => issue.milestone === row.id && !issue.deleted && issue.elsewhere === null,
  )
  return {
    url,
    html_url: `${records.repositoryPage}/milestone/${row.number}`,
    labels_url: `${url}/labels`,
    id: row.id,
    node_id: nodeId('MI', row.id),
    number: row.number,
    title: row.title,
    description: row.description,
    creator: showLogin(records, row.creator),
    open_issues: issues.filter((issue) => issue.state === 'open').length,
    closed_issues: issues.filter((issue) => issue.state === 'closed').length,
    state: row.state,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    due_on: row.dueOn,
    closed_at: row.closedAt,
  }
}

function titleIn(store: Store, title: string, but?: MilestoneRow): string {
  if (title === '') throw invalid({ resource: 'Milestone', code: 'missing_field', field: 'title' })
  const taken = store.milestones.some((row) => row.title === title && row !== but)
  if (taken) throw invalid({ resource: 'Milestone', code: 'already_exists', field: 'title' })
  return title
}

function dueIn(body: Input, otherwise: string | null): string | null {
  if (body.isNull('due_on')) return null
  const given = body.textOr('due_on', undefined)
  if (given === undefined) return otherwise
  const due = dueOn(given)
  if (due === undefined) throw malformed(`For 'properties/due_on', "${given}" is not a valid date-time.`)
  return due
}

function setState(store: Store, row: MilestoneRow, state: 'open' | 'closed' | undefined): void {
  if (state === undefined || state === row.state) return
  row.state = state
  row.closedAt = state === 'closed' ? store.timestamp() : null
}

export function milestoneRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const write = allow(store, 'issues', 'write')
  const numbered = (call: Call) => {
    const row = store.milestone(numberIn(call, 'number'))
    if (!row) throw notFound()
    return row
  }
  routes.get('/milestones', read, (call) => {
    const state = call.req.query('state') ?? 'open'
    const rows = store.milestones.filter((row) => state === 'all' || row.state === state)
    const sorted = rows.toSorted((one, other) => ((one.dueOn ?? '9') < (other.dueOn ?? '9') ? -1 : 1))
    if (call.req.query('direction') === 'desc') sorted.reverse()
    return call.json(page(call, store, sorted).map((row) => showMilestone(store, row)))
  })
  routes.post('/milestones', write, (call) => call.json(showMilestone(store, addMilestone(store, call)), 201))
  routes.get('/milestones/:number', read, (call) => call.json(showMilestone(store, numbered(call))))
  routes.patch('/milestones/:number', write, (call) => {
    const row = numbered(call)
    const body = input(call)
    row.title = titleIn(store, body.textOr('title', row.title), row)
    row.dueOn = dueIn(body, row.dueOn)
    row.description = body.textOr('description', row.description)
    setState(store, row, body.oneOf('state', ['open', 'closed']))
    row.updatedAt = store.timestamp()
    return call.json(showMilestone(store, row))
  })
  routes.delete('/milestones/:number', write, (call) => {
    const row = numbered(call)
    store.milestones.splice(store.milestones.indexOf(row), 1)
    for (const issue of store.issues) if (issue.milestone === row.id) issue.milestone = null
    return call.body(null, 204)
  })
  return routes
}

function addMilestone(store: Store, call: Call): MilestoneRow {
  const body = input(call)
  const now = store.timestamp()
  const title = titleIn(store, body.text('title'))
  const due = dueIn(body, null)
  const row: MilestoneRow = {
    id: store.nextId(),
    number: store.state.nextMilestone++,
    title,
    description: body.textOr('description', null),
    state: 'open',
    creator: call.get('caller').login,
    dueOn: due,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  }
  setState(store, row, body.oneOf('state', ['open', 'closed']))
  store.milestones.push(row)
  return row
}
