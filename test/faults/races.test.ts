import { expect, test } from 'vitest'
import { race } from './races.ts'
import { completion, edit, launch, sync } from './scenarios.ts'
import { whole } from './tell.ts'

/** Besides the first, the orders in which something went wrong once: a link was left out of one issue, for it had been set on another. */
const seeds = whole ? Array.from({ length: 40 }, (_, at) => at + 1) : [1, 30]
const minutes = 60_000

for (const scenario of [launch, sync, edit, completion]) {
  for (const runs of [2, 3]) {
    test.concurrent(`${runs} runs at once on ${scenario.name} leave one issue per task, whatever the order of their requests`, {
      timeout: 10 * minutes,
    }, async () => {
      let duplicates = 0
      for (const seed of seeds) {
        const result = await race(scenario, runs, seed)
        expect(result.mismatches, `seed ${seed}`).toEqual([])
        duplicates += result.duplicates
      }
      console.log(
        `${runs} runs at once on ${scenario.name}: ${seeds.length} orders tried; ${duplicates} duplicates made and merged`,
      )
    })
  }
}
