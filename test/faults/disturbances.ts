import * as faults from '../../src/local/faults.ts'
import type { Intercept } from '../../src/local/intercept.ts'

/** Something that goes wrong at the n-th request of a run, from 0. */
export interface Disturbance {
  readonly name: string
  /** `kill` ends the run: nothing of it reaches GitHub any more. */
  at(request: number, kill: () => void): Intercept
}

const losses = ['500', '502', 'reset', 'half', 'short'] as const
const refusals = ['500', '503', 'reset'] as const

export const disturbances: readonly Disturbance[] = [
  ...losses.map(
    (how): Disturbance => ({ name: `answer lost (${how})`, at: (request) => faults.answerLost(request, how) }),
  ),
  ...refusals.map(
    (how): Disturbance => ({ name: `not carried out (${how})`, at: (request) => faults.refusedBefore(request, how) }),
  ),
  { name: 'a page of HTML, carried out', at: (request) => faults.htmlInstead(request, { carriedOut: true }) },
  { name: 'a page of HTML, not carried out', at: (request) => faults.htmlInstead(request, { carriedOut: false }) },
  { name: 'an empty list', at: (request) => faults.emptyPage(request) },
  { name: 'a short list', at: (request) => faults.shortPage(request, 1) },
  { name: 'secondary limit', at: (request) => faults.secondaryLimit(request) },
  {
    name: 'secondary limit, 429 with retry-after',
    at: (request) => faults.secondaryLimit(request, { status: 429, retryAfter: 30 }),
  },
  { name: 'killed before', at: (request, kill) => faults.killed(request, kill, { carriedOut: false }) },
  { name: 'killed after', at: (request, kill) => faults.killed(request, kill, { carriedOut: true }) },
]
