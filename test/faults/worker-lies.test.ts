import { expect, test } from 'vitest'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import { found } from './worker-scenarios.ts'
import { WorkerStage } from './worker-trial.ts'

const isListOfRuns = ({ method, path }: Intercepted) => method === 'GET' && path.endsWith('/worker.yml/runs')

/** The list of runs comes back without its rows, though it says how many there are. */
const withoutRuns: Intercept = async (request, proceed) => {
  const response = await proceed()
  if (!isListOfRuns(request)) return response
  const list = (await response.json()) as object
  return Response.json({ ...list, workflow_runs: [] })
}

test('a start that nobody learned of is not repeated on the strength of a list of runs that lists fewer than it counts', async () => {
  const stage = await WorkerStage.of(found)
  await stage.onBed(async (bed) => {
    bed.disturb(withoutRuns)
    await bed.run()
    expect(bed.started.map(({ claim }) => claim)).toEqual(['guide#1'])
    expect(bed.problems).toEqual([])
    expect(await stage.end(bed)).toEqual([])
  })
})
