import { expect, test } from 'vitest'
import { disturbances } from './disturbances.ts'
import { tryEach } from './matrix.ts'
import { whole } from './tell.ts'
import { workerScenarios } from './worker-scenarios.ts'
import { WorkerStage } from './worker-trial.ts'

const sample = {
  share: whole ? 1 : Number(process.env.FAULTS_SHARE ?? 0.008),
  seed: Number(process.env.FAULTS_SEED ?? 1),
}
const minutes = 60_000

for (const [index, scenario] of workerScenarios.entries()) {
  const name = `after any fault or kill at any request of ${scenario.name}, clean runs end it with the effect of once, and no task has two workers`
  test.concurrent(name, { timeout: 40 * minutes }, async () => {
    const stage = await WorkerStage.of(scenario)
    expect(await stage.onBed((bed) => stage.end(bed)), 'undisturbed').toEqual([])
    const { tried, survived, failures } = await tryEach(
      await stage.requests(),
      disturbances,
      (disturbance, request) => stage.tryOut(disturbance, request),
      { ...sample, seed: sample.seed + 1000 * index },
    )
    const doubled = failures.filter((failure) => /two runs bear|was started beside/.test(failure)).length
    console.log(`${scenario.name}: ${tried} tried, ${survived} survived, workers doubled: ${doubled}`)
    expect(failures).toEqual([])
  })
}
