import type { Call, Guard } from './exchange.ts'
import { forbidden, notFound, Refusal } from './refusal.ts'
import type { Level, Role } from './state.ts'
import type { Store } from './store.ts'

export type Scope = 'issues' | 'contents' | 'metadata' | 'pull_requests' | 'actions'

/** Who asks, and what they may do here. */
export interface Caller {
  token: string
  login: string
  kind: 'user' | 'installation'
  permissions: Record<string, Level>
  role: Role
}

const ladder: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

export const hasRole = (caller: Caller, least: Role) => ladder.indexOf(caller.role) >= ladder.indexOf(least)

/** May put labels, assignees and milestones on issues. */
export const mayTriage = (caller: Caller) =>
  caller.kind === 'installation' ? caller.permissions.issues === 'write' : hasRole(caller, 'triage')

/** Has what GitHub calls push access, where issues are meant. */
export const mayPush = (caller: Caller) =>
  caller.kind === 'installation' ? caller.permissions.issues === 'write' : hasRole(caller, 'write')

export function identify(store: Store, authorization: string | undefined): Caller {
  const secret = authorization?.replace(/^(token|bearer)\s+/i, '').trim()
  if (!secret) throw new Refusal(401, 'Requires authentication')
  const token = store.state.tokens.find((row) => row.token === secret)
  if (!token) throw new Refusal(401, 'Bad credentials')
  const own = token.kind === 'user' ? (store.user(token.login)?.role ?? 'none') : 'none'
  const role = own === 'none' && !store.state.repository.private && token.kind === 'user' ? 'read' : own
  return { token: secret, login: token.login, kind: token.kind, permissions: token.permissions, role }
}

/**
 * Lets a request through that has the permission (an app's token) or the role (a user's). `role` is the least role
 * that a user needs; an app is told the missing permission in a header, as GitHub does.
 */
export function allow(store: Store, scope: Scope, level: Level, role: Role = level): Guard {
  const accepted = `${scope}=${level}`
  return async (call, next) => {
    const caller = call.get('caller')
    call.header('x-accepted-github-permissions', accepted)
    if (!mayEnter(store, caller)) throw notFound()
    if (!mayUse(store, caller, scope, level, role)) {
      throw caller.kind === 'user'
        ? forbidden('Must have admin rights to Repository.')
        : new Refusal(403, 'Resource not accessible by integration', {}, { 'x-accepted-github-permissions': accepted })
    }
    if (level === 'write' && store.state.repository.archived)
      throw forbidden('Repository was archived so is read-only.')
    await next()
  }
}

/** Without any access a private repository is not there at all. An app's token always reads metadata. */
const mayEnter = (store: Store, caller: Caller) =>
  caller.kind === 'installation' || !store.state.repository.private || hasRole(caller, 'read')

/** Whether a caller has a permission (an app's token) or the role in its stead (a user's). */
export function mayUse(store: Store, caller: Caller, scope: Scope, level: Level, role: Role): boolean {
  if (caller.kind === 'user') return hasRole(caller, role)
  if (level === 'read' && (scope === 'metadata' || !store.state.repository.private)) return true
  const has = caller.permissions[scope] ?? (scope === 'metadata' ? 'read' : undefined)
  return has === 'write' || has === level
}

/** The author of an issue or comment may do some things to it without any role. */
export function requireAuthorOr(call: Call, least: Role, author: string | null): void {
  const caller = call.get('caller')
  if (caller.kind === 'installation' || hasRole(caller, least) || caller.login === author) return
  throw forbidden('Must have admin rights to Repository.')
}
