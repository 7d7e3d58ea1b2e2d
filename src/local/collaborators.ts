import { Hono } from 'hono'
import { allow, hasRole } from './access.ts'
import type { Call, Exchange } from './exchange.ts'
import { forbidden, notFound } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { Role, UserRow } from './state.ts'
import type { Store } from './store.ts'
import { showUser } from './users.ts'

/** The old four-step ladder, which the endpoint still answers beside the role's own name. */
const permissions: Record<Role, string> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
}

export function collaboratorRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  routes.get('/collaborators/:login/permission', allow(store, 'metadata', 'read'), (call) => {
    const caller = call.get('caller')
    if (caller.kind === 'user' && !hasRole(caller, 'write')) {
      throw forbidden('Must have push access to view collaborator permission.')
    }
    const login = call.req.param('login')
    const user = store.user(login)
    if (!user || user.gone) throw notFound()
    if (user.type === 'Bot') {
      if (store.behaviour.botPermission === '404') throw notFound(`${login} is not a user`)
      return call.json(
        showPermission(store, store.behaviour.botPermission === 'none' ? { ...user, role: 'none' } : user),
      )
    }
    return call.json(showPermission(store, user))
  })
  routes.get('/assignees', allow(store, 'issues', 'read'), (call) =>
    call.json(store.users.filter(isAssignable).map((user) => showUser(store, user))),
  )
  routes.get('/assignees/:login', allow(store, 'issues', 'read'), (call) => {
    const user = store.user(call.req.param('login'))
    if (!user || !isAssignable(user)) throw notFound()
    return call.body(null, 204)
  })
  return routes
}

/** Whether GitHub takes that account as an assignee here: people with access, and agents. */
export const isAssignable = (user: UserRow) =>
  !user.gone && (user.agent || (user.type === 'User' && user.role !== 'none'))

function showPermission(store: Store, user: UserRow): Shape<'repository-collaborator-permission'> {
  const role = user.role === 'none' && !store.state.repository.private ? 'read' : user.role
  const has = (least: Role[]) => least.includes(role)
  return {
    permission: permissions[role],
    role_name: user.roleName ?? role,
    user: {
      ...showUser(store, user),
      node_id: nodeId('U', user.id),
      role_name: user.roleName ?? role,
      permissions: {
        admin: has(['admin']),
        maintain: has(['admin', 'maintain']),
        push: has(['admin', 'maintain', 'write']),
        triage: has(['admin', 'maintain', 'write', 'triage']),
        pull: role !== 'none',
      },
    },
  }
}

/**
 * The accounts among those logins that can be assigned. Others are left out without a word, and so is everyone
 * beyond ten; an agent needs a user's token.
 */
export function assignable(store: Store, call: Call, logins: readonly string[]): string[] {
  const users = logins.map((login) => store.user(login)).filter((user) => user !== undefined && isAssignable(user))
  const installation = call.get('caller').kind === 'installation'
  if (installation && users.some((user) => user?.agent) && store.behaviour.agentAssignment === 'refused') {
    throw forbidden('Resource not accessible by integration')
  }
  return users.filter((user) => user !== undefined && !(installation && user.agent)).map((user) => user?.login ?? '')
}
