import { Hono } from 'hono'
import { allow } from './access.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { headOf } from './git.ts'
import { issueIn } from './issue-in.ts'
import { issuePage, issueUrl, labelsOf, milestoneOf } from './issue-view.ts'
import { page } from './paging.ts'
import { invalid, notFound } from './refusal.ts'
import { showRepository } from './repository.ts'
import { nodeId, type Shape } from './shape.ts'
import type { IssueRow, PullRequestRow } from './state.ts'
import type { Store } from './store.ts'
import { association, showLogin, showLogins, showOwner } from './users.ts'

/** One end of a pull request. Forks are not played: both ends are here. */
function showEnd(store: Store, branch: string): Shape<'pull-request-simple'>['head'] {
  return {
    label: `${store.state.repository.owner}:${branch}`,
    ref: branch,
    sha: store.state.git.refs[`heads/${branch}`] ?? '0'.repeat(40),
    user: showOwner(store),
    repo: showRepository(store),
  }
}

function showLinks(store: Store, row: IssueRow, sha: string) {
  const url = `${store.repositoryUrl}/pulls/${row.number}`
  return {
    self: url,
    html: issuePage(store, row),
    issue: issueUrl(store, row),
    comments: `${issueUrl(store, row)}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${store.repositoryUrl}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${store.repositoryUrl}/statuses/${sha}`,
  }
}

function showPullRequest(store: Store, row: IssueRow): Shape<'pull-request-simple'> {
  const { head: from, base, draft, mergedAt } = row.pullRequest as PullRequestRow
  const head = showEnd(store, from)
  const links = showLinks(store, row, head.sha)
  const assignees = showLogins(store, row.assignees)
  return {
    url: links.self,
    id: row.id,
    node_id: nodeId('PR', row.id),
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: row.number,
    state: row.state,
    locked: row.locked,
    title: row.title,
    user: showLogin(store, row.user),
    body: row.body,
    labels: labelsOf(store, row).map((label) => ({ ...label, description: label.description ?? '' })),
    milestone: milestoneOf(store, row),
    active_lock_reason: row.lockReason,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    merged_at: mergedAt,
    merge_commit_sha: null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [],
    requested_teams: [],
    head,
    base: showEnd(store, base),
    _links: {
      self: { href: links.self },
      html: { href: links.html },
      issue: { href: links.issue },
      comments: { href: links.comments },
      review_comments: { href: links.review_comments },
      review_comment: { href: links.review_comment },
      commits: { href: links.commits },
      statuses: { href: links.statuses },
    },
    author_association: association(store, row.user),
    auto_merge: null,
    draft,
  }
}

export function pullRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'pull_requests', 'read')
  routes.get('/pulls', read, (call) => {
    const state = call.req.query('state') ?? 'open'
    const head = call.req.query('head')
    const rows = store.issues.filter(
      (row) =>
        row.pullRequest !== null &&
        !row.deleted &&
        (state === 'all' || row.state === state) &&
        (head === undefined || head === `${store.state.repository.owner}:${row.pullRequest.head}`),
    )
    return call.json(page(call, store, rows.toReversed()).map((row) => showPullRequest(store, row)))
  })
  routes.get('/pulls/:number', read, (call) => call.json(showWhole(store, pullIn(store, call))))
  routes.post('/pulls', allow(store, 'pull_requests', 'write'), (call) =>
    call.json(showWhole(store, openPull(store, call)), 201),
  )
  return routes
}

function pullIn(store: Store, call: Call): IssueRow {
  const row = issueIn(store, call)
  if (!row.pullRequest) throw notFound()
  return row
}

const closingWords = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi

function openPull(store: Store, call: Call): IssueRow {
  const body = input(call)
  const [title, head, base] = [body.text('title'), body.text('head'), body.text('base')]
  const [from, to] = [headOf(store, `heads/${head}`), headOf(store, `heads/${base}`)]
  if (from === undefined) throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'head' })
  if (to === undefined) throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'base' })
  const refuse = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message })
  if (from === to) throw refuse(`No commits between ${base} and ${head}`)
  const there = store.issues.some((row) => row.state === 'open' && row.pullRequest?.head === head)
  if (there) throw refuse(`A pull request already exists for ${store.state.repository.owner}:${head}.`)
  const text = body.textOr('body', '')
  const closes = [...text.matchAll(closingWords)].map((found) => Number(found[1]))
  const user = call.get('caller').login
  return store.addPullRequest({ title, head, base, user, body: text, draft: body.flag('draft'), closes })
}

function showWhole(store: Store, row: IssueRow): Shape<'pull-request'> {
  const merged = row.pullRequest?.mergedAt != null
  return {
    ...showPullRequest(store, row),
    merged,
    mergeable: merged ? null : true,
    mergeable_state: merged ? 'unknown' : 'clean',
    merged_by: null,
    comments: store.commentsOf(row).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  } as Shape<'pull-request'>
}
