import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import Bottleneck from 'bottleneck/light.js'
import { writeInterval } from '../core/report/headway.ts'
import { answeredFetch } from './answered-fetch.ts'

export interface ClientOptions {
  readonly token: string
  /** `https://api.github.com`, or what `GITHUB_API_URL` says. */
  readonly apiUrl: string
  readonly repository: { readonly owner: string; readonly repo: string }
  /** False takes the pauses between writes and before repeats away: for tests and rehearsals. */
  readonly paced: boolean
  readonly fetch: typeof globalThis.fetch
  /** Told when the client waits for GitHub, so that the log can say so. */
  readonly onWait: (seconds: number, why: string) => void
  /** Folder with the files of the default branch; undefined where nothing is checked out. */
  readonly checkout?: string | undefined
}

/** A client for one repository that keeps to GitHub's limits and counts what it asks. */
export interface Client {
  readonly octokit: Octokit
  readonly owner: string
  readonly repo: string
  /** Requests sent so far, repeats counted. */
  requests(): number
  /** Those of them that may change something. */
  writes(): number
  /** In a dry run nothing may be sent that is not a question. */
  readonly readOnly: boolean
  /** Folder with the files of the default branch; undefined where nothing is checked out. */
  readonly checkout: string | undefined
  /** A file of the default branch, by its path, from the checkout; undefined where there is none. */
  readCheckout(path: string): Promise<string | undefined>
}

const Paced = Octokit.plugin(throttling, retry)

/** Seconds. Longer waits, or more of them, end the run instead: the next one goes on. */
const longestWait = 90
const mostWaiting = 300

/**
 * Reads, absolute changes and deletions are repeated when GitHub does not answer. A POST is repeated only after a
 * rate limit refused it: after anything else it may have happened.
 */
export function createClient(options: ClientOptions): Client {
  const count = { requests: 0, writes: 0, waited: 0 }
  const beat = options.paced ? 1000 : 1
  const wait = (why: string) => (seconds: number, _request: object, _octokit: object, repeats: number) => {
    if (seconds > longestWait || repeats >= 2 || count.waited + seconds > mostWaiting) return false
    count.waited += seconds
    options.onWait(seconds, why)
    return true
  }
  const pace = new Bottleneck.Group({ maxConcurrent: 1, minTime: options.paced ? writeInterval : 0 })
  const octokit = new Paced({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: 'phase-coordinator',
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    request: {
      parseSuccessResponseBody: false,
      fetch: answeredFetch(options.fetch, (method, url) => {
        count.requests += 1
        if (method !== 'GET' && method !== 'HEAD' && !url.endsWith('/graphql')) count.writes += 1
      }),
    },
    retry: { retryAfterBaseValue: beat, retries: 2 },
    throttle: {
      // The plugin's own group is shared by all clients of a process; its types do not know that it can be given.
      ...({ global: new Bottleneck.Group({ maxConcurrent: 10 }) } as object),
      write: pace,
      notifications: new Bottleneck.Group({ maxConcurrent: 1, minTime: 0 }),
      retryAfterBaseValue: beat,
      onRateLimit: wait('the hourly limit is used up'),
      onSecondaryRateLimit: wait('requests came too fast'),
    },
  })
  octokit.hook.before('request', (request) => {
    if (request.method === 'POST') request.request = { ...request.request, retries: 0 }
  })
  return {
    octokit,
    owner: options.repository.owner,
    repo: options.repository.repo,
    requests: () => count.requests,
    writes: () => count.writes,
    readOnly: false,
    checkout: options.checkout,
    readCheckout: (path) => readCheckout(options.checkout, path),
  }
}

async function readCheckout(root: string | undefined, path: string): Promise<string | undefined> {
  if (root === undefined) return undefined
  return readFile(join(root, path), 'utf8').catch(() => undefined)
}
