import { expect, test } from 'vitest'
import { phaseFileOf } from '../../bench/phase-of-size.ts'
import { decide } from '../../src/core/decide.ts'
import { readPhases } from '../../src/core/phase-file/read.ts'
import type { World } from '../../src/core/world.ts'
import { unchangedWorld } from './launched-world.ts'

/** A world of so many tasks, a thousand to a phase, in which nothing is left to do. */
function worldOfSize(count: number): World {
  const files = Array.from({ length: count / 1000 }, (_, at) => {
    return { path: `${at}.yml`, text: phaseFileOf(1000, { phase: at + 1 }) }
  })
  return unchangedWorld(readPhases(files).phases)
}

/** Milliseconds that a decision takes of the processor, the least of several: others may use the machine too. */
function timeOf(world: World): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.threadCpuUsage()
    expect(decide(world)).toMatchObject({ kind: 'act', operations: [] })
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

test('deciding about 10,000 tasks costs at most half as much again as n log n over 1,000', { timeout: 600_000 }, () => {
  const small = worldOfSize(1000)
  const large = worldOfSize(10_000)
  timeOf(small)
  const [one, ten] = [timeOf(small), timeOf(large)]
  const nLogN = (10_000 * Math.log(10_000)) / (1000 * Math.log(1000))
  expect(ten / one).toBeLessThan(1.5 * nLogN)
})
