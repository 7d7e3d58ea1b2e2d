import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecast } from '../../../src/core/forecast/forecast.ts'
import type { ForecastPlan, ForecastTask } from '../../../src/core/forecast/plan.ts'
import type { Weekday } from '../../../src/core/phase.ts'
import { forecastPlan, forecastTask, randomForecastPlan } from './forecast-plans.ts'

const everyDay: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const told = (plan: ForecastPlan) => forecast(plan, { timezone: 'UTC', workdays: everyDay }, 0, undefined)
const task = forecastTask

describe('the critical chain', () => {
  test.each<[name: string, tasks: readonly ForecastTask[], given: Partial<ForecastPlan>, chain: readonly string[]]>([
    ['of nothing is empty', [], {}, []],
    ['follows dependencies', [task('a'), task('b', { waitsFor: ['a'] }), task('c')], {}, ['a', 'b']],
    [
      'follows the slot where nothing else held a task back',
      [task('a'), task('b', { priority: 1, effortHours: 4 }), task('c')],
      {},
      ['b', 'c'],
    ],
    [
      'follows the paths',
      [task('a', { paths: ['docs'] }), task('x'), task('b', { paths: ['docs/*'] })],
      { slots: 3 },
      ['a', 'b'],
    ],
    [
      'follows the stream',
      [task('x'), task('a', { stream: 's' }), task('b', { stream: 's' })],
      { slots: 3, streamCaps: new Map([['s', 1]]) },
      ['a', 'b'],
    ],
    ['begins with a task that waited for its date', [task('a'), task('b', { notBeforeHours: 8 })], {}, ['b']],
    ['holds the final task', [task('a'), task('b', { effortHours: 4 }), task('z', { final: true })], {}, ['a', 'z']],
  ])('%s', (_, tasks, given, chain) => {
    expect(told(forecastPlan(tasks, given)).critical).toEqual(chain)
  })

  test('is without a gap from now, or from a date, to the finish', () => {
    fc.assert(
      fc.property(randomForecastPlan(8), (plan) => {
        const { critical, schedule, finish } = told(plan)
        const entries = critical.map((id) => schedule.find((entry) => entry.task === id)!)
        expect(entries.at(-1)!.finishHours).toBe(finish.hours)
        for (const [at, entry] of entries.entries()) {
          const dates = [0, plan.tasks.find(({ id }) => id === entry.task)!.notBeforeHours]
          if (at === 0) expect(dates).toContain(entry.startHours)
          else expect(entry.startHours).toBe(entries[at - 1]!.finishHours)
        }
      }),
    )
  })
})
