import { expect, test } from 'vitest'
import { disturbances } from './disturbances.ts'
import { tryMatrix } from './matrix.ts'
import { completion, edit, launch, sync } from './scenarios.ts'
import { whole } from './tell.ts'

const sample = { share: whole ? 1 : 0.03, seed: Number(process.env.FAULTS_SEED ?? 1) }
const minutes = 60_000

for (const scenario of [launch, sync, edit, completion]) {
  const name = `after any fault or kill at any request of ${scenario.name}, clean runs put everything right and then write nothing`
  test.concurrent(name, { timeout: 40 * minutes }, async () => {
    const { tried, survived, duplicates, failures } = await tryMatrix(scenario, disturbances, sample)
    console.log(`${scenario.name}: ${tried} tried, ${survived} survived; ${duplicates} duplicates made and merged`)
    expect(tried).toBeGreaterThan(0)
    expect(failures).toEqual([])
  })
}
