import type { RequestRecord } from '../../src/local/tracker.ts'
import type { Disturbance } from './disturbances.ts'
import type { Scenario } from './scenarios.ts'
import { requestsOf, type Trial, tryOut } from './trial.ts'

export interface Tally {
  tried: number
  survived: number
  duplicates: number
  readonly failures: string[]
}

/** Runs mostly wait, so that many go side by side. */
const sideBySide = 16

export interface Sample {
  readonly share: number
  readonly seed: number
}

/** Every disturbance at every request that it meets; where a share below 1 is asked for, a seeded sample of them. */
export async function tryMatrix(
  scenario: Scenario,
  disturbances: readonly Disturbance[],
  sample: Sample,
): Promise<Tally> {
  const trial = (disturbance: Disturbance, request: number) => tryOut(scenario, disturbance, request)
  return tryEach(await requestsOf(scenario), disturbances, trial, sample)
}

/** `requests` are those of the run that nothing disturbs. */
export async function tryEach(
  requests: readonly RequestRecord[],
  disturbances: readonly Disturbance[],
  tryOne: (disturbance: Disturbance, request: number) => Promise<Trial>,
  sample: Sample,
): Promise<Tally> {
  const random = generator(sample.seed)
  const all = disturbances.flatMap((disturbance) =>
    [...requests.keys()].filter((at) => disturbance.meets(requests[at]!)).map((request) => ({ disturbance, request })),
  )
  const chosen = all.filter(() => random() < sample.share)
  const tally: Tally = { tried: 0, survived: 0, duplicates: 0, failures: [] }
  const worker = async () => {
    for (let next = chosen.pop(); next !== undefined; next = chosen.pop()) {
      const trial = await tryOne(next.disturbance, next.request)
      if (trial.disturbed) count(tally, trial, `${next.disturbance.name} at request ${next.request}`)
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
  return tally
}

function count(tally: Tally, trial: Trial, what: string): void {
  tally.tried += 1
  tally.duplicates += trial.duplicates
  if (trial.mismatches.length === 0) tally.survived += 1
  else tally.failures.push(`${what} (${trial.request}): ${trial.mismatches.join('; ')}`)
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
