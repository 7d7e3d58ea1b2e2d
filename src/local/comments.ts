import { Hono } from 'hono'
import { allow, hasRole, requireAuthorOr } from './access.ts'
import { type Call, type Exchange, input, numberIn } from './exchange.ts'
import { checkBody } from './issue-change.ts'
import { issueIn, touch } from './issue-in.ts'
import { issuePage, issueUrl } from './issue-view.ts'
import { page } from './paging.ts'
import { countReactions } from './reactions.ts'
import type { Records } from './records.ts'
import { forbidden, invalid, notFound } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { CommentRow, IssueRow } from './state.ts'
import type { Store } from './store.ts'
import { association, showApp, showLogin } from './users.ts'

export function showComment(records: Records, row: CommentRow): Shape<'issue-comment'> {
  const issue = records.issues.find(({ id }) => id === row.issue)
  if (!issue) throw notFound()
  const url = `${records.repositoryUrl}/issues/comments/${row.id}`
  return {
    url,
    html_url: `${issuePage(records, issue)}#issuecomment-${row.id}`,
    issue_url: issueUrl(records, issue),
    id: row.id,
    node_id: nodeId('IC', row.id),
    user: showLogin(records, row.user),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    body: row.body,
    author_association: association(records, row.user),
    reactions: countReactions(records, 'comment', row.id, `${url}/reactions`),
    performed_via_github_app: row.viaApp ? showApp(records, row.user) : null,
  }
}

function bodyIn(store: Store, call: Call): string {
  const body = input(call).text('body')
  if (body.trim() === '') throw invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' })
  checkBody(store, 'IssueComment', body)
  return body
}

/** Only people who may write get past a lock; an app does not count as one of them. */
function checkLock(store: Store, call: Call, issue: IssueRow): void {
  if (!issue.locked) return
  const caller = call.get('caller')
  const passes = caller.kind === 'user' ? hasRole(caller, 'write') : store.behaviour.lockedComments === 'accepted'
  if (!passes) throw forbidden('Unable to create comment because issue is locked.')
}

function addComment(store: Store, call: Call): CommentRow {
  const issue = issueIn(store, call)
  const body = bodyIn(store, call)
  checkLock(store, call, issue)
  const { login, kind } = call.get('caller')
  const now = store.timestamp()
  const row: CommentRow = {
    id: store.nextId(),
    issue: issue.id,
    user: login,
    viaApp: kind === 'installation',
    body,
    createdAt: now,
    updatedAt: now,
  }
  store.comments.push(row)
  touch(store, issue)
  return row
}

function selected(call: Call, rows: readonly CommentRow[]): CommentRow[] {
  const since = call.req.query('since')
  return rows.filter((row) => since === undefined || Date.parse(row.updatedAt) >= Date.parse(since))
}

/** The repository's comments: by creation unless told otherwise, oldest first. */
function sorted(call: Call, rows: readonly CommentRow[]): CommentRow[] {
  const key = call.req.query('sort') === 'updated' ? 'updatedAt' : 'createdAt'
  const sign = call.req.query('direction') === 'desc' && call.req.query('sort') !== undefined ? -1 : 1
  return rows.toSorted((one, other) => sign * (Date.parse(one[key]) - Date.parse(other[key]) || one.id - other.id))
}

export function commentRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const write = allow(store, 'issues', 'write', 'read')
  const found = (call: Call) => {
    const row = store.comments.find(({ id }) => id === numberIn(call, 'comment'))
    if (!row) throw notFound()
    return row
  }
  const tell = (call: Call, row: CommentRow, action: 'created' | 'edited' | 'deleted') => {
    const issue = store.issues.find(({ id }) => id === row.issue)
    const sender = call.get('caller').login
    if (issue) store.tell({ event: 'issue_comment', action, issue, comment: row.id, sender })
  }
  const list = (call: Call, rows: readonly CommentRow[]) =>
    call.json(page(call, store, rows).map((row) => showComment(store, row)))

  routes.get('/issues/comments', read, (call) => list(call, sorted(call, selected(call, store.comments))))
  routes.get('/issues/comments/:comment', read, (call) => call.json(showComment(store, found(call))))
  routes.patch('/issues/comments/:comment', write, (call) => {
    const row = found(call)
    requireAuthorOr(call, 'write', row.user)
    Object.assign(row, { body: bodyIn(store, call), updatedAt: store.timestamp() })
    const issue = store.issues.find(({ id }) => id === row.issue)
    if (issue && store.behaviour.commentEdits === 'touch') touch(store, issue)
    tell(call, row, 'edited')
    return call.json(showComment(store, row))
  })
  routes.delete('/issues/comments/:comment', write, (call) => {
    const row = found(call)
    requireAuthorOr(call, 'write', row.user)
    tell(call, row, 'deleted')
    store.comments.splice(store.comments.indexOf(row), 1)
    return call.body(null, 204)
  })
  routes.get('/issues/:number/comments', read, (call) =>
    list(call, selected(call, store.commentsOf(issueIn(store, call)))),
  )
  routes.post('/issues/:number/comments', write, (call) => {
    const row = addComment(store, call)
    tell(call, row, 'created')
    return call.json(showComment(store, row), 201)
  })
  return routes
}
