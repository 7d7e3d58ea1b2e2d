import type { Fault, Intercept, Intercepted } from './intercept.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

/** Which requests a fault strikes: the n-th that comes to it, from 0, or all that a predicate picks. */
export type When = number | ((request: Intercepted) => boolean)

export const isPost = (request: Intercepted) => request.method === 'POST'
const isWrite = (request: Intercepted) => request.method !== 'GET'
export const isIssueCreation = (request: Intercepted) => isPost(request) && /\/issues$/.test(request.path)
export const isIssueList = (request: Intercepted) => request.method === 'GET' && /\/issues$/.test(request.path)

/** Of the requests that a predicate picks the n-th alone, from 0. */
export function nth(picks: (request: Intercepted) => boolean, n: number): (request: Intercepted) => boolean {
  let seen = -1
  return (request) => {
    if (!picks(request)) return false
    seen += 1
    return seen === n
  }
}

/** Lets every request through until the n-th, from 0, and does its harm from then on. */
export function startingAt(n: number, intercept: Intercept): Intercept {
  let seen = -1
  return (request, proceed) => {
    seen += 1
    return seen < n ? proceed() : intercept(request, proceed)
  }
}

type Strike = (request: Intercepted, proceed: () => Promise<Response>) => Promise<Response | Fault>

/** Strikes the chosen requests and lets all others through. */
function strike(when: When, how: Strike): Intercept {
  const picks = typeof when === 'number' ? nth(() => true, when) : when
  return (request, proceed) => (picks(request) ? how(request, proceed) : proceed())
}

const page = (title: string) =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>Looks like something went wrong!</p></body></html>\n`

const html = (status: number, title: string) =>
  new Response(page(title), { status, headers: { 'content-type': 'text/html; charset=utf-8' } })

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })

const trouble = (status: number): Response =>
  status === 502 ? html(502, 'Unicorn! &middot; GitHub') : json(status, { message: 'Server Error' })

/** How an answer is lost though the request was carried out. `half`: cut and dropped; `short`: cut, but ended as if whole. */
export type Loss = '500' | '502' | 'reset' | 'half' | 'short'

/** The request is carried out, and its sender does not learn of it. */
export function answerLost(when: When, how: Loss): Intercept {
  return strike(when, async (_, proceed) => {
    const response = await proceed()
    if (how === '500' || how === '502') return trouble(Number(how))
    if (how === 'reset') return { fault: 'reset' }
    const { length } = Buffer.from(await response.clone().arrayBuffer())
    return { fault: 'cut', response, bytes: Math.floor(length / 2), end: how === 'half' ? 'dropped' : 'whole' }
  })
}

/** The request is refused before anything was done. */
export function refusedBefore(when: When, how: '500' | '502' | '503' | 'reset'): Intercept {
  return strike(when, async () => (how === 'reset' ? { fault: 'reset' } : trouble(Number(how))))
}

/** A page for people with status 200, as a proxy or a portal sends; the request is carried out or not. */
export function htmlInstead(when: When, options: { carriedOut: boolean }): Intercept {
  return strike(when, async (_, proceed) => {
    if (options.carriedOut) await proceed()
    return html(200, 'Sign in to the network')
  })
}

/** The answer waits until the bed lets it go; the request has been carried out by then. */
export function slow(when: When, released: Promise<void>): Intercept {
  return strike(when, async (_, proceed) => {
    const response = await proceed()
    await released
    return response
  })
}

/** Never an answer: the client has to give up by itself. */
export const silent = (when: When, options: { carriedOut: boolean }): Intercept =>
  strike(when, async (_, proceed) => {
    if (options.carriedOut) await proceed()
    return { fault: 'silence' }
  })

/** The client's process is killed, before the request is carried out or after. */
export function killed(when: When, kill: () => void, options: { carriedOut: boolean }): Intercept {
  return strike(when, async (_, proceed) => {
    if (options.carriedOut) await proceed()
    kill()
    return { fault: 'reset' }
  })
}

/** A fresh issue answers 404 to the next reads of it, and of everything under it. */
export function freshMissing(reads: number): Intercept {
  const left = new Map<string, number>()
  return async (request, proceed) => {
    const number = /\/issues\/(\d+)(\/|$)/.exec(request.path)?.[1]
    const missing = number === undefined ? 0 : (left.get(number) ?? 0)
    if (request.method === 'GET' && number !== undefined && missing > 0) {
      left.set(number, missing - 1)
      return json(404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' })
    }
    const response = await proceed()
    if (isIssueCreation(request) && response.status === 201) {
      const made = (await response.clone().json()) as { number: number }
      left.set(String(made.number), reads)
    }
    return response
  }
}

/**
 * Lists lag: after each write to an issue the next `requests` list requests do not know of it. A new issue is not in
 * them (`hide`), a changed one is in them as it was (`stale`). At most the last `most` such issues are affected.
 */
export function laggingLists(
  store: Store,
  options: { hide: boolean; stale: boolean; requests: number; most?: number },
): Intercept {
  const most = options.most ?? Number.POSITIVE_INFINITY
  return async (request, proceed) => {
    if (!isWrite(request)) return proceed()
    const before = new Map(store.issues.map((row) => [row.number, snapshot(row)]))
    const response = await proceed()
    const lag =
      store.lag && store.lag.requests > 0 ? store.lag : { hidden: new Set<number>(), stale: new Map(), requests: 0 }
    for (const row of store.issues) {
      const old = before.get(row.number)
      if (!old && options.hide) lag.hidden.add(row.number)
      if (old !== undefined && options.stale && old !== snapshot(row) && !lag.stale.has(row.number)) {
        lag.stale.set(row.number, JSON.parse(old) as IssueRow)
      }
    }
    lag.hidden = new Set([...lag.hidden].slice(-most))
    lag.stale = new Map([...lag.stale].slice(-most))
    if (response.ok) lag.requests = options.requests
    store.lag = lag
    return response
  }
}

const snapshot = (row: IssueRow) => JSON.stringify(row)

/** A list comes back empty, as if nothing were there, and names no further page. */
export function emptyPage(when: When): Intercept {
  return shortPage(when, 0)
}

/** A list comes back with its first rows only; with none of them it names no further page. */
export function shortPage(when: When, rows: number): Intercept {
  return strike(when, async (_, proceed) => {
    const response = await proceed()
    const list: unknown = await response.clone().json()
    if (!Array.isArray(list)) return response
    const headers = new Headers(response.headers)
    if (rows === 0) headers.delete('link')
    return new Response(JSON.stringify(list.slice(0, rows)), { status: response.status, headers })
  })
}

/** The secondary limit, with `retry-after` in seconds or without any hint. */
export function secondaryLimit(when: When, options: { status?: 403 | 429; retryAfter?: number } = {}): Intercept {
  const { status = 403, retryAfter } = options
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return strike(when, async () =>
    json(status, { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }, headers),
  )
}

/** From the chosen request on the primary limit is used up, until so many minutes of the tracker's time are over. */
export function primaryLimit(
  store: Store,
  when: When,
  options: { minutes?: number; status?: 403 | 429 } = {},
): Intercept {
  const { minutes = 40, status = 403 } = options
  const picks = typeof when === 'number' ? nth(() => true, when) : when
  let reset: number | undefined
  return async (request, proceed) => {
    const now = store.clock().getTime()
    if (reset === undefined && picks(request)) reset = now + minutes * 60_000
    if (reset === undefined || now >= reset) return proceed()
    const headers = {
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '1000',
      'x-ratelimit-reset': String(Math.ceil(reset / 1000)),
      'x-ratelimit-resource': 'core',
    }
    const message = 'API rate limit exceeded for installation ID 41898282.'
    return json(status, { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }, headers)
  }
}

/** A fault inside another: thrown through `proceed`, which knows responses only. */
class Spoilt extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super('The answer was spoilt further in.')
    this.fault = fault
  }
}

/** Several intercepts, the first outermost. */
export function layered(...layers: Intercept[]): Intercept {
  return async (request, proceed) => {
    let inner = proceed
    for (const layer of layers.toReversed()) {
      const next = inner
      inner = async () => {
        const result = await layer(request, next)
        if (result instanceof Response) return result
        throw new Spoilt(result)
      }
    }
    return inner().catch((error: unknown) => {
      if (error instanceof Spoilt) return error.fault
      throw error
    })
  }
}
