import { expect, test } from 'vitest'
import { minutes, whole } from '../faults/tell.ts'
import { scenarios } from './scenarios.ts'
import { race } from './trial.ts'

const seeds = whole ? 40 : 1

for (const scenario of scenarios) {
  for (const runs of whole ? [2, 3] : [3]) {
    test.concurrent(`${runs} runs at once on ${scenario.name} tell everything once`, {
      timeout: 10 * minutes,
    }, async () => {
      let doubled = 0
      for (let seed = 1; seed <= seeds; seed++) {
        const result = await race(scenario, runs, seed)
        expect(result.mismatches, `seed ${seed}`).toEqual([])
        doubled += result.duplicates
      }
      console.log(`${runs} runs at once on ${scenario.name}: ${seeds} orders tried; ${doubled} messages twice in Slack`)
    })
  }
}
