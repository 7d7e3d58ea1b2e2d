import { Hono } from 'hono'
import { allow, type Caller, mayPush } from './access.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { page } from './paging.ts'
import type { Records } from './records.ts'
import { invalid, notFound } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { LabelRow } from './state.ts'
import type { Store } from './store.ts'

export function showLabel(records: Records, label: LabelRow): Shape<'label'> {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${records.repositoryUrl}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

const custom = (field: string, message: string) => invalid({ resource: 'Label', code: 'custom', field, message })

function checkLabel(store: Store, label: Omit<LabelRow, 'id'>, but?: LabelRow): void {
  const { name, color, description } = label
  if (name.trim() === '') throw invalid({ resource: 'Label', code: 'missing_field', field: 'name' })
  if (name.length > 50) throw custom('name', 'name is too long (maximum is 50 characters)')
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid({ resource: 'Label', code: 'invalid', field: 'color' })
  if ((description?.length ?? 0) > 100)
    throw custom('description', 'description is too long (maximum is 100 characters)')
  const taken = store.label(name)
  if (taken && taken !== but) throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
}

function addLabel(store: Store, name: string, color: string, description: string | null): LabelRow {
  checkLabel(store, { name, color, description })
  const row: LabelRow = { id: store.nextId(), name, color: color.toLowerCase(), description }
  store.labels.push(row)
  return row
}

/**
 * The ids of labels by name. One that does not exist yet is made, grey, if the caller may push; otherwise it is left
 * out without a word.
 */
export function labelIds(store: Store, caller: Caller, names: readonly string[]): number[] {
  const ids = new Set<number>()
  for (const name of names) {
    const row = store.label(name) ?? (mayPush(caller) ? addLabel(store, name, 'ededed', null) : undefined)
    if (row) ids.add(row.id)
  }
  if (ids.size > 100)
    throw invalid({ resource: 'Issue', code: 'custom', field: 'labels', message: 'Issues may have at most 100 labels' })
  return [...ids]
}

export function labelRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const write = allow(store, 'issues', 'write')
  const named = (call: Call) => {
    const row = store.label(call.req.param('name') ?? '')
    if (!row) throw notFound()
    return row
  }
  routes.get('/labels', read, (call) => {
    const sorted = [...store.labels].sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1))
    return call.json(page(call, store, sorted).map((label) => showLabel(store, label)))
  })
  routes.post('/labels', write, (call) => {
    const body = input(call)
    const color = body.textOr('color', 'ededed')
    const row = addLabel(store, body.text('name'), color, body.textOr('description', null))
    return call.json(showLabel(store, row), 201)
  })
  routes.get('/labels/:name', read, (call) => call.json(showLabel(store, named(call))))
  routes.patch('/labels/:name', write, (call) => {
    const row = named(call)
    const body = input(call)
    const name = body.textOr('new_name', row.name)
    const changed = {
      name,
      color: body.textOr('color', row.color),
      description: body.textOr('description', row.description),
    }
    checkLabel(store, changed, row)
    Object.assign(row, changed)
    return call.json(showLabel(store, row))
  })
  routes.delete('/labels/:name', write, (call) => {
    const row = named(call)
    store.labels.splice(store.labels.indexOf(row), 1)
    for (const issue of store.issues) issue.labels = issue.labels.filter((id) => id !== row.id)
    return call.body(null, 204)
  })
  return routes
}
