import { expect } from 'vitest'
import type { ActionOptions, ActionRun, Bed } from './bed.ts'

/** Runs until nothing is left to do, and gives those of the runs that wrote something. */
export async function settle(bed: Bed, options: ActionOptions = {}): Promise<ActionRun[]> {
  const runs: ActionRun[] = []
  for (;;) {
    const run = await bed.runWell(options)
    if (run.writes.length === 0) return runs
    runs.push(run)
    expect(runs.length, 'runs that still found something to do').toBeLessThan(10)
  }
}

/** Nothing is left to do, and a run that sees so costs what the budget of docs/design.md allows: `extra` is what workers and reviews cost. */
export async function expectCheapQuiet(bed: Bed, tasks: number, extra = 0): Promise<void> {
  const { requests } = await bed.expectQuiet()
  const asked = requests.map(({ method, path }) => `${method} ${path}`)
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(Math.ceil((tasks + 1) / 100) + 2 + extra)
}
