import { Hono } from 'hono'
import { allow } from './access.ts'
import { assignable } from './collaborators.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { issueIn, touch } from './issue-in.ts'
import { showIssue } from './issue-view.ts'
import { same } from './records.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

const most = 10

export function assigneeRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const triage = allow(store, 'issues', 'write', 'triage')
  const named = (call: Call) => input(call).names('assignees', 'login') ?? []
  routes.post('/issues/:number/assignees', triage, (call) => {
    const row = issueIn(store, call)
    const added = assignable(store, call, named(call))
    set(store, call, row, [...new Set([...row.assignees, ...added])].slice(0, most))
    return call.json(showIssue(call, store, row), 201)
  })
  routes.delete('/issues/:number/assignees', triage, (call) => {
    const row = issueIn(store, call)
    const removed = named(call)
    set(
      store,
      call,
      row,
      row.assignees.filter((login) => !removed.some((other) => same(login, other))),
    )
    return call.json(showIssue(call, store, row))
  })
  return routes
}

function set(store: Store, call: Call, row: IssueRow, assignees: string[]): void {
  const before = row.assignees
  row.assignees = assignees
  touch(store, row)
  const sender = call.get('caller').login
  if (assignees.some((login) => !before.includes(login)))
    store.tell({ event: 'issues', action: 'assigned', issue: row, sender })
  if (before.some((login) => !assignees.includes(login)))
    store.tell({ event: 'issues', action: 'unassigned', issue: row, sender })
}
