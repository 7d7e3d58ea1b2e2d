import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { priorityCost } from '../../../src/core/forecast/forecast.ts'
import { forecastLaunch } from '../../../src/core/forecast/launch.ts'
import { likelyFinish } from '../../../src/core/forecast/likely.ts'
import { searchedOrder } from '../../../src/core/forecast/searched-order.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { phaseOf, taskOf } from '../plan.ts'

const monday = Date.parse('2026-02-23T00:00:00Z')

function told(...phases: readonly Phase[]) {
  return forecastLaunch(phases, monday).map(({ forecast }) => ({
    starts: forecast.schedule.map(({ task, startHours }) => `${task} at ${Math.round(startHours * 1e4) / 1e4}`),
    finish: forecast.finish.date,
  }))
}

describe('the forecast of a launch', () => {
  test("of the launch note's phase is 1 or 2 March against 8 March, and the bound at most a day before", () => {
    const file = path.join(import.meta.dirname, '../../../examples/phase-4.yml')
    const { phases } = readPhases([{ path: 'phase-4.yml', text: readFileSync(file, 'utf8') }])
    // 22 February, 22:15 in New York.
    const [launch] = forecastLaunch(phases, Date.parse('2026-02-23T03:15:00Z'))
    const { plan, forecast } = launch!
    expect(['2026-03-01', '2026-03-02']).toContain(forecast.finish.date)
    expect(forecast.slackDays).toBeGreaterThanOrEqual(6)
    expect(forecast.finish.hours - forecast.bound.hours).toBeLessThanOrEqual(8)
    expect(forecast.critical.at(-1)).toBe('p4-4-3')
    expect(forecast.schedule.slice(0, 2).map(({ task, startHours }) => [task, startHours])).toEqual([
      ['p4-1-1', 0],
      ['p4-4-1', 0],
    ])
    expect(searchedOrder(plan).finishHours).toBeLessThanOrEqual(forecast.finish.hours)
    expect(priorityCost(plan)).toBe(0)
    const { p50, p85 } = likelyFinish(plan, phases[0]!, Date.parse('2026-02-23T03:15:00Z'))
    expect(p50.date <= p85.date).toBe(true)
    expect(p85.date < '2026-03-08').toBe(true)
  })

  test('counts the wait until the start date, on workdays', () => {
    const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
    const phase = phaseOf([taskOf('a')], { startDate: '2026-03-02', workdays, timezone: 'Europe/Berlin' })
    // Berlin is an hour ahead: its Monday has 23 of 24 hours left.
    expect(told(phase)).toEqual([{ starts: [`a at ${Math.round((40 - 8 / 24) * 1e4) / 1e4}`], finish: '2026-03-02' }])
  })

  test('takes work that ends at midnight for done on the day before', () => {
    expect(told(phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })]))[0]!.finish).toBe('2026-02-24')
  })

  test('lets a task wait for one of another file until that is expected, whichever file comes first', () => {
    const one = phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['x'] })], { id: '1' })
    const two = phaseOf([taskOf('x', { dependsOn: ['a'] }), taskOf('y', { dependsOn: ['b'] })], { id: '2' })
    expect(told(one, two).map(({ starts }) => starts)).toEqual([
      ['a at 0', 'b at 16'],
      ['x at 8', 'y at 24'],
    ])
    expect(told(two, one).map(({ starts }) => starts)).toEqual([
      ['x at 8', 'y at 24'],
      ['a at 0', 'b at 16'],
    ])
  })

  test('begins a phase when the one before it ends, and one whose forerunner has no file at once', () => {
    const first = phaseOf([taskOf('a')], { id: '1', after: ['0'] })
    const second = phaseOf([taskOf('b')], { id: '2', after: ['1'] })
    expect(told(second, first)).toEqual([
      { starts: ['b at 8'], finish: '2026-02-24' },
      { starts: ['a at 0'], finish: '2026-02-23' },
    ])
  })

  test('lends a task the urgency of one that waits for it in another file', () => {
    const one = phaseOf([taskOf('a'), taskOf('b')], { id: '1', slots: 1 })
    const two = phaseOf([taskOf('x', { dependsOn: ['b'], priority: 1 })], { id: '2' })
    expect(told(one, two)[0]!.starts).toEqual(['b at 0', 'a at 8'])
  })
})

test('strict priorities cost what the rule would save without them', () => {
  const tasks = [
    taskOf('short', { priority: 1, effortHours: 4 }),
    taskOf('other', { priority: 1, effortHours: 4 }),
    taskOf('long', { effortHours: 16 }),
  ]
  const [launch] = forecastLaunch([phaseOf(tasks)], monday)
  expect(launch!.forecast.finish.hours).toBe(20)
  expect(priorityCost(launch!.plan)).toBe(4)
  expect(searchedOrder(launch!.plan).finishHours).toBe(16)
})
