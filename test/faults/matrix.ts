import type { Disturbance } from './disturbances.ts'
import type { Scenario } from './scenarios.ts'
import { type Trial, tryOut } from './trial.ts'

export interface Tally {
  tried: number
  survived: number
  duplicates: number
  readonly failures: string[]
}

/** Runs mostly wait, so that many go side by side. */
const sideBySide = 12

/**
 * Every disturbance at every request of every scenario; of these, where a share below 1 is asked for, a seeded sample.
 */
export async function tryMatrix(
  scenarios: readonly Scenario[],
  disturbances: readonly Disturbance[],
  sample: { readonly share: number; readonly seed: number },
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>()
  const random = generator(sample.seed)
  for (const scenario of scenarios) {
    for (const disturbance of disturbances) {
      const tally: Tally = { tried: 0, survived: 0, duplicates: 0, failures: [] }
      tallies.set(`${scenario.name} · ${disturbance.name}`, tally)
      await tryRow(scenario, disturbance, tally, () => random() < sample.share)
    }
  }
  return tallies
}

async function tryRow(
  scenario: Scenario,
  disturbance: Disturbance,
  tally: Tally,
  chosen: () => boolean,
): Promise<void> {
  let next = 0
  let ended = false
  const worker = async () => {
    while (!ended) {
      const request = next++
      if (request > 0 && !chosen()) {
        if (request > mostRequests) return
        continue
      }
      const trial = await tryOut(scenario, disturbance, request)
      if (!trial.disturbed) ended = true
      else count(tally, trial, request)
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
}

/** A bound for samples that never hit the end of a run. */
const mostRequests = 200

function count(tally: Tally, trial: Trial, request: number): void {
  tally.tried += 1
  tally.duplicates += trial.duplicates
  if (trial.mismatches.length === 0) tally.survived += 1
  else tally.failures.push(`at request ${request} (${trial.request}): ${trial.mismatches.join('; ')}`)
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
