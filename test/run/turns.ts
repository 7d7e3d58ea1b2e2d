import { interleave, type Scheduler } from '../../src/local/interleave.ts'
import type { Tracker } from '../../src/local/tracker.ts'

const permissions = {
  issues: 'write',
  contents: 'read',
  pull_requests: 'read',
  metadata: 'read',
  actions: 'write',
} as const

/** Tokens of runs at once: each its own, and all of the same login. */
export function addRacers(tracker: Tracker, runs: number): readonly string[] {
  const tokens = Array.from({ length: runs }, (_, at) => `racer-${at}`)
  for (const token of tokens) {
    tracker.addToken(token, { login: 'github-actions[bot]', kind: 'installation', permissions })
  }
  return tokens
}

/** Several runs at once, which take turns request by request as the scheduler says. */
export async function takeTurns<T>(
  tracker: Tracker,
  runs: number,
  scheduler: Scheduler,
  run: (token: string) => Promise<T>,
): Promise<T[]> {
  const tokens = addRacers(tracker, runs)
  const { intercept, ended } = interleave(tokens, scheduler)
  tracker.setIntercept(intercept)
  const all = await Promise.all(tokens.map((token) => run(token).finally(() => ended(token))))
  tracker.setIntercept(undefined)
  return all
}
