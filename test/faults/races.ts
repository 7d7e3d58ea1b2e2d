import { interleave, seeded } from '../../src/local/interleave.ts'
import { issuesOn } from '../run/board.ts'
import { rehearse } from './rehearsal.ts'
import type { Scenario } from './scenarios.ts'
import { compare, onTracker, runToQuiet } from './trial.ts'

export interface Race {
  readonly mismatches: readonly string[]
  /** Duplicates that the race left, and the runs after it merged. */
  readonly duplicates: number
}

const permissions = { issues: 'write', contents: 'read', pull_requests: 'read', metadata: 'read' } as const

/** Lets several runs race, request by request in an order that the seed decides, and then clean runs put things right. */
export function race(scenario: Scenario, runs: number, seed: number): Promise<Race> {
  return onTracker(scenario, async (tracker, rehearsal) => {
    const tokens = Array.from({ length: runs }, (_, at) => `racer-${at}`)
    for (const token of tokens)
      tracker.addToken(token, { login: 'github-actions[bot]', kind: 'installation', permissions })
    const { intercept, ended } = interleave(tokens, seeded(seed))
    tracker.setIntercept(intercept)
    await Promise.all(tokens.map((token) => rehearse(tracker, { ...rehearsal, token }).finally(() => ended(token))))
    tracker.setIntercept(undefined)
    const mismatches = [...(await runToQuiet(tracker, rehearsal)), ...compare(tracker, scenario)]
    const duplicates = issuesOn(tracker.store).filter(({ reason }) => reason === 'duplicate').length
    return { mismatches, duplicates }
  })
}
