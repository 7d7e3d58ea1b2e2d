import { Hono } from 'hono'
import { allow } from './access.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { issueIn, touch } from './issue-in.ts'
import { labelsOf } from './issue-view.ts'
import { labelIds } from './labels.ts'
import { page } from './paging.ts'
import { malformed, notFound } from './refusal.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

export function issueLabelRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const triage = allow(store, 'issues', 'write', 'triage')
  routes.get('/issues/:number/labels', read, (call) =>
    call.json(page(call, store, labelsOf(store, issueIn(store, call)))),
  )
  routes.post('/issues/:number/labels', triage, (call) => {
    const row = issueIn(store, call)
    set(store, call, row, labelIds(store, call.get('caller'), [...store.labelsOf(row), ...namesIn(call)]))
    return call.json(labelsOf(store, row))
  })
  routes.put('/issues/:number/labels', triage, (call) => {
    const row = issueIn(store, call)
    set(store, call, row, labelIds(store, call.get('caller'), namesIn(call)))
    return call.json(labelsOf(store, row))
  })
  routes.delete('/issues/:number/labels', triage, (call) => {
    set(store, call, issueIn(store, call), [])
    return call.body(null, 204)
  })
  routes.delete('/issues/:number/labels/:name', triage, (call) => {
    const row = issueIn(store, call)
    const id = store.label(call.req.param('name'))?.id
    if (id === undefined || !row.labels.includes(id)) throw notFound('Label does not exist')
    set(
      store,
      call,
      row,
      row.labels.filter((other) => other !== id),
    )
    return call.json(labelsOf(store, row))
  })
  return routes
}

/** `{labels: […]}` or the bare array. */
function namesIn(call: Call): string[] {
  const bare = call.get('body')
  const names = Array.isArray(bare) ? bare.map(String) : input(call).names('labels', 'name')
  if (!names) throw malformed('"labels" wasn\'t supplied.')
  return names
}

function set(store: Store, call: Call, row: IssueRow, labels: number[]): void {
  const before = row.labels
  row.labels = labels
  touch(store, row)
  const sender = call.get('caller').login
  if (labels.some((id) => !before.includes(id))) store.tell({ event: 'issues', action: 'labeled', issue: row, sender })
  if (before.some((id) => !labels.includes(id)))
    store.tell({ event: 'issues', action: 'unlabeled', issue: row, sender })
}
