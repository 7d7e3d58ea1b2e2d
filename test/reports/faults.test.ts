import { expect, test } from 'vitest'
import { type Disturbance, disturbances } from '../faults/disturbances.ts'
import { tryEach } from '../faults/matrix.ts'
import { minutes, whole } from '../faults/tell.ts'
import { scenarios } from './scenarios.ts'
import { requestsOf, tryOut } from './trial.ts'

const sample = { share: whole ? 1 : 0.02, seed: Number(process.env.FAULTS_SEED ?? 1) }

const undisturbed: Disturbance = { name: 'nothing', meets: () => true, at: () => (_, proceed) => proceed() }

for (const scenario of scenarios) {
  const name = `after any fault or kill at any request of ${scenario.name}, people are told everything, and once`
  test.concurrent(name, { timeout: 40 * minutes }, async () => {
    const requests = await requestsOf(scenario)
    expect(await tryOut(scenario, undisturbed, 0)).toMatchObject({ mismatches: [], duplicates: 0 })
    const { tried, survived, duplicates, failures } = await tryEach(
      requests,
      disturbances,
      (disturbance, request) => tryOut(scenario, disturbance, request),
      sample,
    )
    console.log(
      `${scenario.name} (${requests.length} requests): ${tried} tried, ${survived} survived; ${duplicates} messages twice in Slack, since its answer was lost`,
    )
    expect(tried).toBeGreaterThan(0)
    expect(failures).toEqual([])
  })
}
