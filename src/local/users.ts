import { Hono } from 'hono'
import type { Exchange } from './exchange.ts'
import type { Records } from './records.ts'
import { forbidden } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { UserRow } from './state.ts'

export function showUser(records: Records, user: UserRow): Shape<'simple-user'> {
  const name = encodeURIComponent(user.login)
  const url = `${records.url}/users/${name}`
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(user.type === 'Bot' ? 'BOT' : 'U', user.id),
    avatar_url: `${records.url}/avatars/${user.id}`,
    gravatar_id: '',
    url,
    html_url: user.type === 'Bot' ? `${records.url}/apps/${user.login.replace('[bot]', '')}` : `${records.url}/${name}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** The account that the repository belongs to, which need not be one of the users here. */
export function showOwner(records: Records): Shape<'simple-user'> {
  const login = records.state.repository.owner
  const rest = { type: 'User', role: 'admin', roleName: null, agent: false, gone: false } as const
  return showUser(records, records.user(login) ?? { id: 583_231, login, ...rest })
}

/** Null for nobody and for a deleted account. */
export function showLogin(records: Records, login: string | null): Shape<'nullable-simple-user'> {
  const row = login === null ? undefined : records.user(login)
  return row && !row.gone ? showUser(records, row) : null
}

export function showLogins(records: Records, logins: readonly string[]): Shape<'simple-user'>[] {
  return logins.map((login) => showLogin(records, login)).filter((user) => user !== null)
}

/** The private membership of an organisation does not show: its members look like contributors. */
export function association(records: Records, login: string | null): Shape<'author-association'> {
  const role = login === null ? undefined : records.user(login)?.role
  if (login !== null && login === records.state.repository.owner) return 'OWNER'
  if (role === 'admin' || role === 'maintain' || role === 'write') return 'CONTRIBUTOR'
  return 'NONE'
}

/** The app behind an installation token. */
export function showApp(records: Records, login: string | null): Shape<'nullable-integration'> {
  const user = login === null ? undefined : records.user(login)
  if (user?.type !== 'Bot') return null
  const slug = user.login.replace('[bot]', '')
  const { createdAt } = records.state.repository
  return {
    id: user.id,
    client_id: `Iv1.${user.id.toString(16)}`,
    slug,
    node_id: nodeId('A', user.id),
    owner: showUser(records, user),
    name: slug,
    description: null,
    external_url: `${records.url}/apps/${slug}`,
    html_url: `${records.url}/apps/${slug}`,
    created_at: createdAt,
    updated_at: createdAt,
    permissions: { issues: 'write', metadata: 'read' },
    events: [],
  }
}

export function userRoutes(records: Records): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  routes.get('/user', (call) => {
    const caller = call.get('caller')
    const user = records.user(caller.login)
    if (caller.kind === 'installation' || !user) throw forbidden('Resource not accessible by integration')
    return call.json(showSelf(records, user))
  })
  return routes
}

function showSelf(records: Records, user: UserRow): Shape<'public-user'> {
  const { createdAt } = records.state.repository
  return {
    ...showUser(records, user),
    name: user.login,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: createdAt,
    updated_at: createdAt,
  }
}
