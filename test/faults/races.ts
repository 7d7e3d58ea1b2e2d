import { seeded } from '../../src/local/interleave.ts'
import { issuesOn } from '../run/board.ts'
import { takeTurns } from '../run/turns.ts'
import { rehearse } from './rehearsal.ts'
import type { Scenario } from './scenarios.ts'
import { compare, onTracker, runToQuiet } from './trial.ts'

export interface Race {
  readonly mismatches: readonly string[]
  /** Duplicates that the race left, and the runs after it merged. */
  readonly duplicates: number
}

/** Lets several runs race, request by request in an order that the seed decides, and then clean runs put things right. */
export function race(scenario: Scenario, runs: number, seed: number): Promise<Race> {
  return onTracker(scenario, async (tracker, rehearsal) => {
    await takeTurns(tracker, runs, seeded(seed), (token) => rehearse(tracker, { ...rehearsal, token }))
    const mismatches = [...(await runToQuiet(tracker, rehearsal)), ...compare(tracker, scenario)]
    const duplicates = issuesOn(tracker.store).filter(({ reason }) => reason === 'duplicate').length
    return { mismatches, duplicates }
  })
}
