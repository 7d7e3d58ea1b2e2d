import { Hono } from 'hono'
import { allow } from './access.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { issueIn } from './issue-in.ts'
import { showIssue } from './issue-view.ts'
import { page } from './paging.ts'
import type { Records } from './records.ts'
import { notFound, unprocessable } from './refusal.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

const most = 100
const levels = 8

const refuse = (reason: string) =>
  unprocessable(`An error occurred while adding the sub-issue to the parent issue. ${reason}`)

export function subIssueRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const write = allow(store, 'issues', 'write', 'triage')
  const issue = (call: Call) => {
    if (!store.behaviour.subIssues) throw notFound()
    return issueIn(store, call)
  }
  routes.get('/issues/:number/sub_issues', read, (call) =>
    call.json(page(call, store, subIssuesOf(store, issue(call))).map((row) => showIssue(call, store, row))),
  )
  routes.get('/issues/:number/parent', read, (call) => {
    const parent = store.parentOf(issue(call))
    if (!parent) throw notFound()
    return call.json(showIssue(call, store, parent))
  })
  routes.post('/issues/:number/sub_issues', write, (call) => {
    const parent = issue(call)
    addSubIssue(store, parent, subIssueIn(store, call), input(call).flag('replace_parent'))
    return call.json(showIssue(call, store, parent), 201)
  })
  routes.delete('/issues/:number/sub_issue', write, (call) => {
    const parent = issue(call)
    const sub = subIssueIn(store, call)
    if (!parent.subIssues.includes(sub.id)) throw notFound()
    remove(parent, sub)
    return call.json(showIssue(call, store, parent))
  })
  routes.patch('/issues/:number/sub_issues/priority', write, (call) => {
    const parent = issue(call)
    reorder(store, call, parent)
    return call.json(showIssue(call, store, parent))
  })
  return routes
}

const subIssuesOf = (records: Records, parent: IssueRow): IssueRow[] =>
  parent.subIssues.map((id) => records.issueById(id)).filter((row) => row !== undefined)

function subIssueIn(store: Store, call: Call): IssueRow {
  const row = store.issueById(input(call).integer('sub_issue_id'))
  if (!row) throw notFound('The provided sub-issue does not exist')
  return row
}

function remove(parent: IssueRow, sub: IssueRow): void {
  parent.subIssues = parent.subIssues.filter((id) => id !== sub.id)
}

function addSubIssue(store: Store, parent: IssueRow, sub: IssueRow, replace: boolean): void {
  if (sub.pullRequest || parent.pullRequest) throw refuse('Sub issue must be an issue, not a pull request')
  if (parent.subIssues.includes(sub.id)) {
    throw refuse('Issue may not contain duplicate sub-issues and Sub issue may only have one parent')
  }
  const former = store.parentOf(sub)
  if (former && !replace) throw refuse('Sub issue may only have one parent')
  if (parent.subIssues.length >= most) throw refuse(`Parent cannot have more than ${most} sub-issues`)
  const above = ancestors(store, parent)
  if (sub.id === parent.id || above.includes(sub)) throw refuse('Sub issue may not be its own ancestor')
  if (above.length + 1 + depth(store, sub) > levels)
    throw refuse(`Sub-issues may not be nested deeper than ${levels} levels`)
  if (former) remove(former, sub)
  parent.subIssues.push(sub.id)
}

function ancestors(store: Store, row: IssueRow): IssueRow[] {
  const parent = store.parentOf(row)
  return parent ? [parent, ...ancestors(store, parent)] : []
}

/** Levels from this issue down, itself included. */
function depth(store: Store, row: IssueRow): number {
  return 1 + Math.max(0, ...subIssuesOf(store, row).map((sub) => depth(store, sub)))
}

function reorder(store: Store, call: Call, parent: IssueRow): void {
  const body = input(call)
  const sub = subIssueIn(store, call)
  const after = body.integerOr('after_id', undefined)
  const before = body.integerOr('before_id', undefined)
  const anchor = after ?? before
  const others = parent.subIssues.filter((id) => id !== sub.id)
  const place = anchor === undefined ? -1 : others.indexOf(anchor)
  if (!parent.subIssues.includes(sub.id) || place < 0)
    throw unprocessable('Sub-issue or its neighbour is not in the list')
  others.splice(after === undefined ? place : place + 1, 0, sub.id)
  parent.subIssues = others
}
