import { Hono } from 'hono'
import { allow } from './access.ts'
import { type Call, type Exchange, input, numberIn } from './exchange.ts'
import { issueIn } from './issue-in.ts'
import { showIssue } from './issue-view.ts'
import { page } from './paging.ts'
import { notFound, unprocessable } from './refusal.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

const most = 50

export function dependencyRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const write = allow(store, 'issues', 'write', 'triage')
  const issue = (call: Call) => {
    if (!store.behaviour.dependencies) throw notFound()
    return issueIn(store, call)
  }
  // An issue elsewhere that the token may not read is missing from the list, without a word.
  const list = (call: Call, rows: readonly IssueRow[]) =>
    call.json(
      page(
        call,
        store,
        rows.filter((row) => !row.unreadable),
      ).map((row) => showIssue(call, store, row)),
    )

  routes.get('/issues/:number/dependencies/blocked_by', read, (call) => list(call, store.blockersOf(issue(call))))
  routes.get('/issues/:number/dependencies/blocking', read, (call) => list(call, store.dependentsOf(issue(call))))
  routes.post('/issues/:number/dependencies/blocked_by', write, (call) => {
    const blocked = issue(call)
    const blocker = blockerIn(store, call)
    check(store, blocked, blocker)
    store.dependencies.push({ blocked: blocked.id, blocker: blocker.id })
    return call.json(showIssue(call, store, blocked), 201)
  })
  routes.delete('/issues/:number/dependencies/blocked_by/:id', write, (call) => {
    const blocked = issue(call)
    const id = numberIn(call, 'id')
    store.state.dependencies = store.dependencies.filter((row) => row.blocked !== blocked.id || row.blocker !== id)
    return call.json(showIssue(call, store, blocked))
  })
  return routes
}

/** The body names the blocker by its database id; a number finds nothing. */
function blockerIn(store: Store, call: Call): IssueRow {
  const row = store.issueById(input(call).integer('issue_id'))
  if (!row || row.unreadable) throw notFound()
  return row
}

const refuse = (reason: string) => unprocessable(reason)

function check(store: Store, blocked: IssueRow, blocker: IssueRow): void {
  if (blocker.pullRequest || blocked.pullRequest) throw refuse('Target issue must be an issue, not a pull request')
  if (blocker.id === blocked.id) throw refuse('Target issue cannot be the same as the source issue')
  const there = store.dependencies.some((row) => row.blocked === blocked.id && row.blocker === blocker.id)
  if (there) throw refuse('Target issue has already been taken')
  if (store.blockersOf(blocked).length >= most) throw refuse(`Issue cannot be blocked by more than ${most} issues`)
  if (store.dependentsOf(blocker).length >= most) throw refuse(`Target issue cannot block more than ${most} issues`)
  if (store.behaviour.cycles === 'refused' && waitsFor(store, blocker, blocked)) {
    throw refuse('Target issue would create a circular dependency')
  }
}

/** Whether `one` waits for `other`, directly or not. */
function waitsFor(store: Store, one: IssueRow, other: IssueRow): boolean {
  const seen = new Set<number>()
  const queue = [one]
  for (let row = queue.pop(); row; row = queue.pop()) {
    if (row.id === other.id) return true
    if (seen.has(row.id)) continue
    seen.add(row.id)
    queue.push(...store.blockersOf(row))
  }
  return false
}
