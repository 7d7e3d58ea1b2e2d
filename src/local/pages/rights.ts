import { same } from '../records.ts'
import type { Role } from '../state.ts'
import type { Store } from '../store.ts'

const ladder: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** Which buttons a page shows. Whether something may be done is for the tracker to say. */
export function hasAtLeast(store: Store, login: string, least: Role): boolean {
  const role = store.user(login)?.role ?? 'none'
  return ladder.indexOf(role) >= ladder.indexOf(least)
}

export function mayEdit(store: Store, login: string, author: string | null): boolean {
  return hasAtLeast(store, login, 'write') || (author !== null && same(author, login))
}
