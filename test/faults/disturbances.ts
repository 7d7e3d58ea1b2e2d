import * as faults from '../../src/local/faults.ts'
import type { Intercept } from '../../src/local/intercept.ts'
import type { Store } from '../../src/local/store.ts'
import type { RequestRecord } from '../../src/local/tracker.ts'

/** Something that goes wrong at the n-th request of a run, from 0, or from then on. */
export interface Disturbance {
  readonly name: string
  /** Whether it changes anything to begin at this request of a run that nothing else disturbs. */
  meets(request: RequestRecord): boolean
  at(request: number, stage: Stage): Intercept
}

export interface Stage {
  readonly store: Store
  /** Ends the run: nothing of it reaches GitHub any more. */
  kill(): void
}

const any = () => true
const isList = ({ answer }: RequestRecord) => Array.isArray(answer)
const isCreation = ({ method, path }: RequestRecord) => method === 'POST' && /\/issues$/.test(path)
const isWrite = ({ method, path }: RequestRecord) => method !== 'GET' && !path.startsWith('/graphql')

const losses = ['500', '502', 'reset', 'half', 'short'] as const
const refusals = ['500', '503', 'reset'] as const
/** Reads in which a new issue is missing, or shown as it was: as many as a run makes in some seconds. */
const fewReads = 3

export const disturbances: readonly Disturbance[] = [
  ...losses.map(
    (how): Disturbance => ({
      name: `answer lost (${how})`,
      meets: any,
      at: (request) => faults.answerLost(request, how),
    }),
  ),
  ...refusals.map(
    (how): Disturbance => ({
      name: `not carried out (${how})`,
      meets: any,
      at: (request) => faults.refusedBefore(request, how),
    }),
  ),
  {
    name: 'a page of HTML, carried out',
    meets: any,
    at: (request) => faults.htmlInstead(request, { carriedOut: true }),
  },
  {
    name: 'a page of HTML, not carried out',
    meets: any,
    at: (request) => faults.htmlInstead(request, { carriedOut: false }),
  },
  { name: 'an empty list', meets: isList, at: (request) => faults.emptyPage(request) },
  { name: 'a short list', meets: isList, at: (request) => faults.shortPage(request, 1) },
  { name: 'a slow answer', meets: any, at: (request) => faults.slow(request, aMoment()) },
  { name: 'secondary limit', meets: any, at: (request) => faults.secondaryLimit(request) },
  {
    name: 'secondary limit, 429 with retry-after',
    meets: any,
    at: (request) => faults.secondaryLimit(request, { status: 429, retryAfter: 30 }),
  },
  {
    name: 'hourly limit from here on',
    meets: any,
    at: (request, { store }) => faults.layered(onTheWallClock(store), faults.primaryLimit(store, request)),
  },
  { name: 'killed before', meets: any, at: (request, { kill }) => faults.killed(request, kill, { carriedOut: false }) },
  { name: 'killed after', meets: any, at: (request, { kill }) => faults.killed(request, kill, { carriedOut: true }) },
  {
    name: 'new issues not found at first, from here on',
    meets: isCreation,
    at: (request) => faults.startingAt(request, faults.freshMissing(fewReads)),
  },
  {
    name: 'answer lost (502), and what was made not shown anywhere at first',
    meets: isCreation,
    at: (request, { store }) =>
      faults.layered(
        faults.answerLost(request, '502'),
        faults.startingAt(request, faults.freshMissing(fewReads)),
        faults.laggingLists(store, { hide: true, stale: false, requests: fewReads, most: 1 }),
      ),
  },
  ...[
    { name: 'lists that hide what is new, from here on', hide: true, stale: false },
    { name: 'lists of how things were, from here on', hide: false, stale: true },
    { name: 'lists that lag in both ways, from here on', hide: true, stale: true },
  ].map(
    ({ name, hide, stale }): Disturbance => ({
      name,
      meets: isWrite,
      at: (request, { store }) =>
        faults.startingAt(request, faults.laggingLists(store, { hide, stale, requests: fewReads })),
    }),
  ),
]

function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}

/** The client reckons how long it is until a reset by the machine's clock, not by the tracker's. */
export function onTheWallClock(store: Store): Intercept {
  return async (_, proceed) => {
    const response = await proceed()
    const reset = response.headers.get('x-ratelimit-reset')
    if (reset === null) return response
    const headers = new Headers(response.headers)
    const ahead = (Date.now() - store.clock().getTime()) / 1000
    headers.set('x-ratelimit-reset', String(Math.ceil(Number(reset) + ahead)))
    return new Response(response.body, { status: response.status, headers })
  }
}
