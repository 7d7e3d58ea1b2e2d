import type { Hono } from 'hono'
import { createApi } from '../api.ts'
import type { Exchange } from '../exchange.ts'
import type { Playground } from '../playground/playground.ts'
import { same } from '../records.ts'
import type { Store } from '../store.ts'
import { keepTimeline } from '../timeline.ts'

/** Why the tracker refused. */
export interface Refused {
  readonly status: number
  readonly message: string
}

/** What the pages need to act on the tracker as people do: through its API, so that it checks and tells as GitHub does. */
export interface Desk {
  readonly playground: Playground
  /** People who can be chosen: those with a token of their own. */
  logins(): readonly string[]
  /** Undefined where it was done. `path` is below the repository's. */
  send(login: string, method: string, path: string, body?: unknown): Promise<Refused | undefined>
  /** Puts down to somebody what changed without telling. */
  note(login: string): void
  close(): void
}

export function openDesk(playground: Playground): Desk {
  const { tracker } = playground
  const apis = new WeakMap<Store, Hono<Exchange>>()
  const api = () => {
    const made = apis.get(tracker.store) ?? createApi(tracker.store)
    apis.set(tracker.store, made)
    return made
  }
  const note = keepTimeline(tracker.store)
  const writers = () => tracker.requests.findLast(({ method }) => method !== 'GET')?.login
  // What told of nothing was done by the run that is at work, as a rule.
  const stop = playground.watch(() => {
    if (note(writers() ?? 'github-actions[bot]')) tracker.store.save()
  })
  const people = () => tracker.store.state.tokens.filter(({ kind }) => kind === 'user')
  return {
    playground,
    logins: () => [...new Set(people().map(({ login }) => login))],
    async send(login, method, path, body) {
      const token = people().find((row) => same(row.login, login))?.token
      const response = await api().request(`/repos/${tracker.repository}${path}`, {
        method,
        headers: { authorization: `bearer ${token ?? ''}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      note(login)
      tracker.store.save()
      return response.ok ? undefined : await refusalOf(response)
    },
    note: (login) => void note(login),
    close: stop,
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  const { message = '', errors = [] } = (await response.json()) as Answer
  const details = errors.map((error) => error.message ?? `${error.field ?? 'A field'} is ${error.code ?? 'wrong'}`)
  return { status: response.status, message: [message, ...details].join(': ') }
}

interface Answer {
  readonly message?: string
  readonly errors?: readonly { readonly message?: string; readonly field?: string; readonly code?: string }[]
}
