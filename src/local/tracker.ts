import { type Behaviour, usualBehaviour } from './behaviour.ts'
import { readState } from './disk.ts'
import type { Intercept } from './intercept.ts'
import { listen, type RequestRecord } from './server.ts'
import { emptyState, type Level, type Role } from './state.ts'
import { Store } from './store.ts'

export type { Intercept } from './intercept.ts'
export type { RequestRecord } from './server.ts'

export interface TrackerOptions {
  /** Where the state is kept; without it the tracker forgets everything at the end. */
  directory?: string
  /** 0, the default: any that is free. */
  port?: number
  repository?: string
  defaultBranch?: string
  now?: () => Date
  behaviour?: Partial<Behaviour>
  intercept?: Intercept
}

export interface Tracker {
  /** Base of the API, as `GITHUB_API_URL`. GraphQL is at `/graphql` under it. */
  readonly url: string
  /** `owner/name`, as it is now. */
  readonly repository: string
  readonly store: Store
  /** Every request in the order of arrival. */
  readonly requests: RequestRecord[]
  readonly behaviour: Behaviour
  addToken(
    token: string,
    as: { login: string; kind: 'user' | 'installation'; permissions?: Record<string, Level> },
  ): void
  addUser(login: string, as: { permission: Role; type?: 'User' | 'Bot'; roleName?: string; agent?: boolean }): void
  /** A commit of one file. */
  putFile(path: string, text: string, options?: { branch?: string }): void
  setNow(now: () => Date): void
  setIntercept(intercept: Intercept | undefined): void
  close(): Promise<void>
}

/** A token of a workflow run, with the permissions that docs/setup.md asks for and `actions: write`. */
const workflowPermissions: Record<string, Level> = {
  issues: 'write',
  contents: 'read',
  pull_requests: 'read',
  metadata: 'read',
  actions: 'write',
}

/** Starts the local tracker on loopback: a repository with a workflow's token, an admin `octocat` and a `reader`. */
export async function startTracker(options: TrackerOptions = {}): Promise<Tracker> {
  const store = openStore(options)
  const server = await listen(store, options.port ?? 0)
  server.intercept = options.intercept
  const tracker: Tracker = {
    url: store.url,
    get repository() {
      return store.repository
    },
    store,
    requests: server.requests,
    behaviour: store.behaviour,
    addToken(token, { login, kind, permissions = {} }) {
      if (!store.user(login)) store.setUser(login, {})
      store.state.tokens = store.state.tokens.filter((row) => row.token !== token)
      store.state.tokens.push({ token, login: store.user(login)?.login ?? login, kind, permissions })
      store.save()
    },
    addUser: (login, as) => void store.setUser(login, as),
    putFile: (path, text, to) => store.putFile(path, text, to),
    setNow(now) {
      store.clock = now
    },
    setIntercept(intercept) {
      server.intercept = intercept
    },
    close: () => server.close(),
  }
  if (store.state.tokens.length === 0) addUsual(tracker)
  return tracker
}

function openStore(options: TrackerOptions): Store {
  const clock = options.now ?? (() => new Date())
  const kept = options.directory === undefined ? undefined : readState(options.directory)
  const created = `${clock().toISOString().slice(0, 19)}Z`
  const state = kept ?? emptyState(options.repository ?? 'octo/demo', options.defaultBranch ?? 'main', created)
  const store = new Store(state, { ...structuredClone(usualBehaviour), ...options.behaviour }, clock)
  store.directory = options.directory
  return store
}

function addUsual(tracker: Tracker): void {
  tracker.addUser('octocat', { permission: 'admin' })
  tracker.addUser('reader', { permission: 'read' })
  tracker.addUser('github-actions[bot]', { permission: 'none', type: 'Bot' })
  tracker.addUser('copilot-swe-agent[bot]', { permission: 'none', type: 'Bot', agent: true })
  tracker.addToken('local-token', {
    login: 'github-actions[bot]',
    kind: 'installation',
    permissions: workflowPermissions,
  })
  tracker.addToken('octocat-token', { login: 'octocat', kind: 'user' })
  tracker.addToken('reader-token', { login: 'reader', kind: 'user' })
}
