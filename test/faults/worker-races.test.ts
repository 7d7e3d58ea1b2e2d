import { expect, test } from 'vitest'
import { whole } from './tell.ts'
import { agent, auto, retry, spawn, spawnFromProgress, takeover } from './worker-scenarios.ts'
import { WorkerStage } from './worker-trial.ts'

const seeds = whole ? 60 : 1
const minutes = 60_000

for (const scenario of [spawn, auto, spawnFromProgress, retry, takeover, agent]) {
  for (const runs of [2, 3]) {
    const name = `${runs} runs at once on ${scenario.name} start one worker for each task, whatever the order of their requests`
    test.concurrent(name, { timeout: 10 * minutes }, async () => {
      const stage = await WorkerStage.of(scenario)
      const failures: string[] = []
      for (let seed = 1; seed <= seeds; seed++) {
        const mismatches = await stage.race(runs, seed)
        if (mismatches.length > 0) failures.push(`seed ${seed}: ${mismatches.join('; ')}`)
      }
      console.log(`${runs} runs at once on ${scenario.name}: ${seeds} orders tried, ${failures.length} went wrong`)
      expect(failures).toEqual([])
    })
  }
}
