import { Hono } from 'hono'
import { allow } from './access.ts'
import type { Call, Exchange } from './exchange.ts'
import { issueIn } from './issue-in.ts'
import { issueUrl, renderIssue } from './issue-view.ts'
import { page } from './paging.ts'
import { notFound } from './refusal.ts'
import { showRepository } from './repository.ts'
import type { Shape } from './shape.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'
import { showLogin } from './users.ts'

function showPullRequest(store: Store, row: IssueRow): Shape<'pull-request-simple'> {
  const url = `${store.repositoryUrl}/pulls/${row.number}`
  const issue = renderIssue(store, row, '2022-11-28')
  const { html_url, diff_url, patch_url } = issue.pull_request ?? {}
  const { head, base, draft, mergedAt } = row.pullRequest as NonNullable<IssueRow['pullRequest']>
  const sha = (branch: string) => store.state.git.refs[`heads/${branch}`] ?? '0'.repeat(40)
  const end = (branch: string) => ({
    label: `${store.state.repository.owner}:${branch}`,
    ref: branch,
    sha: sha(branch),
    user: showLogin(store, store.state.repository.owner),
    repo: showRepository(store),
  })
  const statuses = `${store.repositoryUrl}/statuses/${sha(head)}`
  const reviews = `${store.repositoryUrl}/pulls/comments{/number}`
  const links = {
    self: url,
    html: html_url,
    issue: issueUrl(store, row),
    comments: issue.comments_url,
    review_comments: `${url}/comments`,
    review_comment: reviews,
    commits: `${url}/commits`,
    statuses,
  }
  return {
    ...issue,
    url,
    html_url,
    diff_url,
    patch_url,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: reviews,
    statuses_url: statuses,
    merged_at: mergedAt,
    merge_commit_sha: null,
    draft,
    head: end(head),
    base: end(base),
    auto_merge: null,
    requested_reviewers: [],
    requested_teams: [],
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  } as unknown as Shape<'pull-request-simple'>
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
  routes.get('/pulls/:number', read, (call) => call.json(pullIn(store, call)))
  return routes
}

function pullIn(store: Store, call: Call): Shape<'pull-request'> {
  const row = issueIn(store, call)
  if (!row.pullRequest) throw notFound()
  const merged = row.pullRequest.mergedAt !== null
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
  } as unknown as Shape<'pull-request'>
}
