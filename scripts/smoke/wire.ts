// Speaks to one GitHub, or to the local tracker: every status is an answer, and only silence is an error.

import { RequestError } from '@octokit/request-error'
import { Octokit } from '@octokit/rest'
import { createClient } from '../../src/github/client.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Undefined where there is none. */
  readonly body: unknown
}

/** A request as it left: the path begins behind the API's address, with the query. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly body: unknown
  /** GitHub's API version, where it was chosen. */
  readonly version?: string | undefined
}

export interface Exchange {
  readonly request: Sent
  readonly answer: Answer
}

export interface WireOptions {
  /** `https://api.github.com`, an Enterprise Server's `…/api/v3`, or the tracker's. */
  readonly apiUrl: string
  readonly token: string
  readonly owner: string
  readonly repo: string
  readonly paced: boolean
  readonly onWait: (seconds: number, why: string) => void
  /** Nothing is sent any more once it is aborted. */
  readonly signal?: AbortSignal
}

/** GitHub could not be reached, or broke off. */
export class Unreached extends Error {}

/** GitHub answers no more for now, and waiting would take too long. */
export class Limited extends Error {}

export class Wire {
  readonly options: WireOptions
  readonly #paced: Octokit
  readonly #unpaced: Octokit
  readonly #count: () => number
  /** Requests that went another way. */
  #others = 0

  constructor(options: WireOptions) {
    this.options = options
    const { token, apiUrl, owner, repo, paced, onWait } = options
    const client = createClient({ token, apiUrl, repository: { owner, repo }, paced, fetch, onWait })
    this.#paced = client.octokit
    this.#unpaced = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: 'phase-coordinator', log: quiet })
    this.#count = client.requests
  }

  /** Requests so far, repeats counted. */
  get requests(): number {
    return this.#count() + this.#others
  }

  /** Requests that somebody else sent with the same token. */
  count(requests: number): void {
    this.#others += requests
  }

  /** One after the other, writes at a pace that GitHub allows. `route`: `POST issues`, relative to the repository, or `GET /user`. */
  send(route: string, parameters: object = {}): Promise<Exchange> {
    return this.#exchange(this.#paced, route, parameters)
  }

  /** All at once, as two runs would send them. */
  sendTogether(calls: readonly (readonly [route: string, parameters: object])[]): Promise<Exchange[]> {
    this.count(calls.length)
    return Promise.all(calls.map(([route, parameters]) => this.#exchange(this.#unpaced, route, parameters)))
  }

  async #exchange(octokit: Octokit, short: string, parameters: object): Promise<Exchange> {
    const { owner, repo, apiUrl, signal } = this.options
    signal?.throwIfAborted()
    const [method = '', tail = ''] = short.split(' ')
    const route = tail.startsWith('/') ? short : `${method} /repos/{owner}/{repo}${tail && `/${tail}`}`
    const baseUrl = tail === '/graphql' ? apiUrl.replace(/\/v3$/, '') : apiUrl
    const whole = { owner, repo, baseUrl, ...parameters, request: { retries: method === 'GET' ? 2 : 0 } }
    // A body of ours never names the repository.
    const sent = octokit.request.endpoint(route, named(route, whole))
    const version = texts(sent.headers)['x-github-api-version']
    const request = { method, path: sent.url.slice(baseUrl.length), body: sent.body, version }
    return { request, answer: await ask(octokit, route, named(route, whole), request) }
  }
}

type RequestParameters = Record<string, unknown>

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Only what the route has a place for; the rest would travel in the body. */
function named(route: string, whole: { owner: string; repo: string } & Record<string, unknown>): RequestParameters {
  const { owner, repo, ...rest } = whole
  return route.includes('{owner}') ? { owner, repo, ...rest } : rest
}

async function ask(
  octokit: Octokit,
  route: string,
  parameters: RequestParameters,
  { method, path }: Sent,
): Promise<Answer> {
  try {
    const { status, headers, data } = await octokit.request(route, parameters)
    return { status, headers: texts(headers), body: data === '' ? undefined : data }
  } catch (error) {
    const response = error instanceof RequestError ? error.response : undefined
    if (response !== undefined) return refusal(response.status, texts(response.headers), response.data)
    const why = error instanceof Error ? error.message : String(error)
    throw new Unreached(`${method} ${path} got no answer (${why}).`)
  }
}

/** A refusal of a limit says nothing about what was asked. */
function refusal(status: number, headers: Readonly<Record<string, string>>, body: unknown): Answer {
  const isLimit =
    'retry-after' in headers || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(JSON.stringify(body))
  if (status === 429 || (status === 403 && isLimit))
    throw new Limited(`GitHub's limit on requests is reached (status ${status}). Wait an hour.`)
  return { status, headers, body }
}

function texts(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
