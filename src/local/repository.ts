import { Hono } from 'hono'
import { allow, type Caller, hasRole } from './access.ts'
import type { Exchange } from './exchange.ts'
import type { Records } from './records.ts'
import { nodeId, type Shape } from './shape.ts'
import type { Store } from './store.ts'
import { showOwner } from './users.ts'

/** Where everything about the repository is found, under its own URL. */
function showUrls(url: string) {
  return {
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  }
}

export function showRepository(records: Records) {
  const row = records.state.repository
  const open = records.issues.filter(
    (issue) => issue.state === 'open' && !issue.deleted && issue.elsewhere === null,
  ).length
  const page = records.repositoryPage
  return {
    id: row.id,
    node_id: nodeId('R', row.id),
    name: row.name,
    full_name: records.repository,
    private: row.private,
    owner: showOwner(records),
    html_url: page,
    description: null,
    fork: row.fork,
    url: records.repositoryUrl,
    ...showUrls(records.repositoryUrl),
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
  } satisfies Shape<'repository'>
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
    const full: Shape<'full-repository'> = {
      ...showRepository(store),
      permissions: showPermissions(call.get('caller')),
      network_count: 0,
      subscribers_count: 0,
    }
    return call.json(full)
  })
  return routes
}
