import { Hono } from 'hono'
import { allow } from './access.ts'
import type { Exchange } from './exchange.ts'
import { filesOf, resolveCommit } from './git.ts'
import { page } from './paging.ts'
import type { Records } from './records.ts'
import { notFound, unprocessable } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { CommitRow } from './state.ts'
import type { Store } from './store.ts'
import { showLogin } from './users.ts'

const unverified = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
} as const

const author = (row: CommitRow) => ({
  name: row.login,
  email: `${row.login}@users.noreply.example`,
  date: row.date,
})

function rowOf(records: Records, sha: string): CommitRow {
  const row = records.state.git.commits[sha]
  if (!row) throw notFound()
  return row
}

function showCommit(records: Records, sha: string): Shape<'commit'> {
  const row = rowOf(records, sha)
  const url = `${records.repositoryUrl}/commits/${sha}`
  return {
    url,
    sha,
    node_id: nodeId('C', records.state.repository.id),
    html_url: `${records.repositoryPage}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${records.repositoryUrl}/git/commits/${sha}`,
      author: author(row),
      committer: author(row),
      message: row.message,
      comment_count: 0,
      tree: { sha: row.tree, url: `${records.repositoryUrl}/git/trees/${row.tree}` },
      verification: unverified,
    },
    author: showLogin(records, row.login),
    committer: showLogin(records, row.login),
    parents: row.parents.map((parent) => ({
      sha: parent,
      url: `${records.repositoryUrl}/commits/${parent}`,
      html_url: `${records.repositoryPage}/commit/${parent}`,
    })),
  }
}

/** A commit as the Git endpoints show it. */
export function showGitCommit(records: Records, sha: string): Shape<'git-commit'> {
  const row = rowOf(records, sha)
  const url = (kind: string, of: string) => `${records.repositoryUrl}/git/${kind}/${of}`
  const html = (of: string) => `${records.repositoryPage}/commit/${of}`
  return {
    sha,
    node_id: nodeId('C', records.state.repository.id),
    url: url('commits', sha),
    html_url: html(sha),
    author: author(row),
    committer: author(row),
    message: row.message,
    tree: { sha: row.tree, url: url('trees', row.tree) },
    parents: row.parents.map((parent) => ({ sha: parent, url: url('commits', parent), html_url: html(parent) })),
    verification: unverified,
  }
}

/** Commits reachable from one, newest first along first parents. */
function history(records: Records, from: string): string[] {
  const shas: string[] = []
  for (let sha: string | undefined = from; sha !== undefined; sha = rowOf(records, sha).parents[0]) shas.push(sha)
  return shas
}

/** Whether a commit changed a file, or something in a folder. */
function touches(records: Records, sha: string, path: string): boolean {
  const inside = (commit: string | undefined) => {
    if (commit === undefined) return ''
    return JSON.stringify(
      [...filesOf(records, commit)].filter(([file]) => file === path || file.startsWith(`${path}/`)),
    )
  }
  const parent = rowOf(records, sha).parents[0]
  return inside(sha) !== (parent === undefined ? '[]' : inside(parent))
}

export function commitRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const read = allow(store, 'contents', 'read')
  routes.get('/commits', read, (call) => {
    const head = resolveCommit(store, call.req.query('sha') ?? store.state.repository.defaultBranch)
    if (head === undefined) throw notFound()
    const path = (call.req.query('path') ?? '').replace(/^\/+|\/+$/g, '')
    const shas = history(store, head).filter((sha) => path === '' || touches(store, sha, path))
    return call.json(page(call, store, shas).map((sha) => showCommit(store, sha)))
  })
  routes.get('/commits/:ref{.+}', read, (call) => {
    const ref = call.req.param('ref')
    const sha = resolveCommit(store, ref)
    if (sha === undefined) throw unprocessable(`No commit found for SHA: ${ref}`)
    if (call.req.header('accept')?.includes('application/vnd.github.sha')) return call.body(sha, 200)
    return call.json({ ...showCommit(store, sha), stats: { total: 0, additions: 0, deletions: 0 }, files: [] })
  })
  routes.get('/branches/:branch{.+}', read, (call) => {
    const name = call.req.param('branch')
    const sha = store.state.git.refs[`heads/${name}`]
    if (sha === undefined) throw notFound('Branch not found')
    const url = `${store.repositoryUrl}/branches/${name}`
    return call.json({
      name,
      commit: showCommit(store, sha),
      _links: { self: url, html: `${store.repositoryPage}/tree/${name}` },
      protected: store.state.repository.protectedBranches.includes(name),
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    } satisfies Shape<'branch-with-protection'>)
  })
  return routes
}
