import { Hono } from 'hono'
import { allow, type Caller, hasRole } from './access.ts'
import type { Exchange } from './exchange.ts'
import type { Records } from './records.ts'
import { nodeId, type Shape } from './shape.ts'
import type { Store } from './store.ts'
import { showUser } from './users.ts'

/** Names of the URLs that a repository shows, and what stands behind its own URL in each. */
const urls: Record<string, string> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
}

export function showRepository(records: Records): Shape<'repository'> {
  const row = records.state.repository
  const open = records.issues.filter(
    (issue) => issue.state === 'open' && !issue.deleted && issue.elsewhere === null,
  ).length
  const page = records.repositoryPage
  const owner = records.user(row.owner) ?? { id: 583_231, login: row.owner, type: 'User' as const }
  return {
    id: row.id,
    node_id: nodeId('R', row.id),
    name: row.name,
    full_name: records.repository,
    private: row.private,
    owner: showUser(records, { ...owner, role: 'admin', roleName: null, agent: false, gone: false }),
    html_url: page,
    description: null,
    fork: row.fork,
    url: records.repositoryUrl,
    ...Object.fromEntries(Object.entries(urls).map(([name, tail]) => [name, `${records.repositoryUrl}${tail}`])),
    git_url: `git:${page.replace(/^https?:/, '')}.git`,
    ssh_url: `git@127.0.0.1:${records.repository}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    default_branch: row.defaultBranch,
    open_issues: open,
    open_issues_count: open,
    topics: [],
    has_issues: row.hasIssues,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: row.archived,
    disabled: false,
    visibility: row.private ? 'private' : 'public',
    pushed_at: row.createdAt,
    created_at: row.createdAt,
    updated_at: row.createdAt,
  } as unknown as Shape<'repository'>
}

function showPermissions(caller: Caller): NonNullable<Shape<'full-repository'>['permissions']> {
  if (caller.kind === 'installation') {
    return { admin: false, maintain: false, push: caller.permissions.contents === 'write', triage: false, pull: true }
  }
  return {
    admin: hasRole(caller, 'admin'),
    maintain: hasRole(caller, 'maintain'),
    push: hasRole(caller, 'write'),
    triage: hasRole(caller, 'triage'),
    pull: hasRole(caller, 'read'),
  }
}

export function repositoryRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  routes.get('/', allow(store, 'metadata', 'read'), (call) => {
    const full = {
      ...showRepository(store),
      permissions: showPermissions(call.get('caller')),
      network_count: 0,
      subscribers_count: 0,
    }
    return call.json(full as unknown as Shape<'full-repository'>)
  })
  return routes
}
