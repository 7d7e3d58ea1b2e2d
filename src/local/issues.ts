import { Hono } from 'hono'
import { allow, requireAuthorOr } from './access.ts'
import { type Exchange, input } from './exchange.ts'
import { createIssue, editIssue } from './issue-change.ts'
import { issueIn, touch } from './issue-in.ts'
import { listIssues } from './issue-list.ts'
import { showIssue } from './issue-view.ts'
import { page } from './paging.ts'
import { forbidden } from './refusal.ts'
import type { Store } from './store.ts'

const lockReasons = ['off-topic', 'too heated', 'resolved', 'spam'] as const

export function issueRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const writeAsAuthor = allow(store, 'issues', 'write', 'read')
  const write = allow(store, 'issues', 'write')
  routes.get('/issues', read, (call) =>
    call.json(page(call, store, listIssues(store, call)).map((row) => showIssue(call, store, row))),
  )
  routes.post('/issues', writeAsAuthor, (call) => call.json(showIssue(call, store, createIssue(store, call)), 201))
  routes.get('/issues/:number{[0-9]+}', read, (call) => call.json(showIssue(call, store, issueIn(store, call))))
  routes.patch('/issues/:number{[0-9]+}', writeAsAuthor, (call) => {
    const row = issueIn(store, call)
    requireAuthorOr(call, 'triage', row.user)
    editIssue(store, call, row)
    touch(store, row)
    return call.json(showIssue(call, store, row))
  })
  routes.put('/issues/:number/lock', write, (call) => {
    const row = issueIn(store, call)
    if (row.locked) throw forbidden('Issue is already locked.')
    row.lockReason = input(call).oneOf('lock_reason', lockReasons) ?? null
    row.locked = true
    touch(store, row)
    store.tell({ event: 'issues', action: 'locked', issue: row, sender: call.get('caller').login })
    return call.body(null, 204)
  })
  routes.delete('/issues/:number/lock', write, (call) => {
    const row = issueIn(store, call)
    Object.assign(row, { locked: false, lockReason: null })
    touch(store, row)
    store.tell({ event: 'issues', action: 'unlocked', issue: row, sender: call.get('caller').login })
    return call.body(null, 204)
  })
  return routes
}
