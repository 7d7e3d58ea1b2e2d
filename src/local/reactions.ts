import { Hono } from 'hono'
import { allow } from './access.ts'
import { type Call, type Exchange, input, numberIn } from './exchange.ts'
import { issueIn } from './issue-in.ts'
import { page } from './paging.ts'
import type { Records } from './records.ts'
import { invalid, notFound } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { ReactionContent, ReactionRow } from './state.ts'
import type { Store } from './store.ts'
import { showLogin } from './users.ts'

const contents: readonly ReactionContent[] = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes']

function showReaction(records: Records, row: ReactionRow): Shape<'reaction'> {
  return {
    id: row.id,
    node_id: nodeId('REA', row.id),
    user: showLogin(records, row.user),
    content: row.content,
    created_at: row.createdAt,
  }
}

export function countReactions(
  records: Records,
  on: ReactionRow['on'],
  target: number,
  url: string,
): Shape<'reaction-rollup'> {
  const rows = records.reactions.filter((row) => row.on === on && row.target === target)
  const count = (content: ReactionContent) => rows.filter((row) => row.content === content).length
  return {
    url,
    total_count: rows.length,
    '+1': count('+1'),
    '-1': count('-1'),
    laugh: count('laugh'),
    hooray: count('hooray'),
    confused: count('confused'),
    heart: count('heart'),
    rocket: count('rocket'),
    eyes: count('eyes'),
  }
}

/** One person has one reaction of a kind: 201 where it was made, 200 where it was there. A true compare-and-set. */
function react(store: Store, call: Call, on: ReactionRow['on'], target: number): Response {
  const given = input(call).text('content')
  const content = contents.find((each) => each === given)
  if (!content) throw invalid({ resource: 'Reaction', code: 'invalid', field: 'content' })
  const user = call.get('caller').login
  const there = store.reactions.find(
    (row) => row.on === on && row.target === target && row.user === user && row.content === content,
  )
  if (there) return call.json(showReaction(store, there), 200)
  const row: ReactionRow = { id: store.nextId(), on, target, user, content, createdAt: store.timestamp() }
  store.reactions.push(row)
  return call.json(showReaction(store, row), 201)
}

function list(store: Store, call: Call, on: ReactionRow['on'], target: number): Response {
  const content = call.req.query('content')
  const rows = store.reactions.filter(
    (row) => row.on === on && row.target === target && (content === undefined || row.content === content),
  )
  return call.json(page(call, store, rows).map((row) => showReaction(store, row)))
}

function remove(store: Store, call: Call, on: ReactionRow['on'], target: number): Response {
  const id = numberIn(call, 'reaction')
  const row = store.reactions.find((each) => each.id === id && each.on === on && each.target === target)
  if (!row || row.user !== call.get('caller').login) throw notFound()
  store.reactions.splice(store.reactions.indexOf(row), 1)
  return call.body(null, 204)
}

export function reactionRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'issues', 'read')
  const write = allow(store, 'issues', 'write', 'read')
  const commentId = (call: Call) => {
    const id = numberIn(call, 'comment')
    if (!store.comments.some((row) => row.id === id)) throw notFound()
    return id
  }
  routes.get('/issues/comments/:comment/reactions', read, (call) => list(store, call, 'comment', commentId(call)))
  routes.post('/issues/comments/:comment/reactions', write, (call) => react(store, call, 'comment', commentId(call)))
  routes.delete('/issues/comments/:comment/reactions/:reaction', write, (call) =>
    remove(store, call, 'comment', commentId(call)),
  )
  routes.get('/issues/:number/reactions', read, (call) => list(store, call, 'issue', issueIn(store, call).id))
  routes.post('/issues/:number/reactions', write, (call) => react(store, call, 'issue', issueIn(store, call).id))
  routes.delete('/issues/:number/reactions/:reaction', write, (call) =>
    remove(store, call, 'issue', issueIn(store, call).id),
  )
  return routes
}
