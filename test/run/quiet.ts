import { expect } from 'vitest'
import type { Bed } from './bed.ts'

/** Most requests of a run that finds nothing to do, with so many task issues. */
export function quietBudget(tasks: number): number {
  return Math.ceil((tasks + 1) / 100) + 2
}

/**
 * Nothing is left to do, and a run that sees so costs what the budget allows: `extra` is what is
 * asked besides: of each run at work, of all reviews together, and of each issue where a worker at work has commented.
 */
export async function expectCheapQuiet(bed: Bed, tasks: number, extra = 0): Promise<void> {
  const { requests } = await bed.expectQuiet()
  const asked = requests.map(({ method, path }) => `${method} ${path}`)
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(quietBudget(tasks) + extra)
}
