import { expect } from 'vitest'
import type { Bed } from './bed.ts'

/** Nothing is left to do, and a run that sees so costs what the budget allows: `extra` is what workers and reviews cost. */
export async function expectCheapQuiet(bed: Bed, tasks: number, extra = 0): Promise<void> {
  const { requests } = await bed.expectQuiet()
  const asked = requests.map(({ method, path }) => `${method} ${path}`)
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(Math.ceil((tasks + 1) / 100) + 2 + extra)
}
