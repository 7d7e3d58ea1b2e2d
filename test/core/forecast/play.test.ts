import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effortLeft, forecast, playByRule } from '../../../src/core/forecast/forecast.ts'
import { buildNetwork } from '../../../src/core/forecast/network.ts'
import type { ForecastPlan, ForecastTask } from '../../../src/core/forecast/plan.ts'
import { toSchedule } from '../../../src/core/forecast/schedule.ts'
import { effortsOf, forecastPlan, forecastTask, randomForecastPlan } from './forecast-plans.ts'
import { naivePlay } from './naive-play.ts'
import { faultsOf } from './valid-schedule.ts'

function played(plan: ForecastPlan) {
  const network = buildNetwork(plan)
  return toSchedule(network, playByRule(network, effortLeft(network, plan), plan))
}

const task = forecastTask
const plays = (tasks: readonly ForecastTask[], given: Partial<ForecastPlan> = {}) =>
  played(forecastPlan(tasks, given)).map(({ task: id, slot, startHours }) => `${id} in ${slot} at ${startHours}`)

describe('the play', () => {
  test.each<[name: string, tasks: readonly ForecastTask[], given: Partial<ForecastPlan>, starts: readonly string[]]>([
    [
      'fills the slots in pick order',
      [task('a'), task('b', { priority: 1 }), task('c')],
      {},
      ['a in 1 at 0', 'b in 2 at 0', 'c in 1 at 8'],
    ],
    [
      'lets a task start the moment its blocker ends',
      [task('a'), task('b', { waitsFor: ['a'] })],
      {},
      ['a in 1 at 0', 'b in 1 at 8'],
    ],
    [
      'passes over a stream at its cap',
      [task('a', { stream: 's' }), task('b', { stream: 's' }), task('c', { priority: 5 })],
      { streamCaps: new Map([['s', 1]]) },
      ['a in 1 at 0', 'c in 2 at 0', 'b in 1 at 8'],
    ],
    [
      'keeps tasks with overlapping paths apart',
      [task('a', { paths: ['docs/**'] }), task('b', { paths: ['docs/a.md'] }), task('c', { priority: 5 })],
      {},
      ['a in 1 at 0', 'c in 2 at 0', 'b in 1 at 8'],
    ],
    ['honours the limit over all phases', [task('a'), task('b')], { maxActive: 1 }, ['a in 1 at 0', 'b in 1 at 8']],
    [
      'waits for a date, and for the first slot after it',
      [task('a', { notBeforeHours: 4 }), task('b'), task('c'), task('d', { priority: 5 })],
      {},
      ['b in 1 at 0', 'c in 2 at 0', 'a in 1 at 8', 'd in 2 at 8'],
    ],
    ['does nothing while every task waits for its date', [task('a', { notBeforeHours: 4 })], {}, ['a in 1 at 4']],
    [
      'begins the final task when all others are done',
      [task('z', { final: true, priority: 1 }), task('a'), task('b', { effortHours: 4 })],
      {},
      ['a in 1 at 0', 'b in 2 at 0', 'z in 1 at 8'],
    ],
    [
      'lets tasks at work go on, also beyond the slots and before what they wait for',
      [
        task('a', { waitsFor: ['d'], atWork: true }),
        task('b', { atWork: true }),
        task('c', { atWork: true }),
        task('d'),
      ],
      {},
      ['a in 1 at 0', 'b in 2 at 0', 'c in 3 at 0', 'd in 1 at 8'],
    ],
    [
      'ranks anew when a task ends that began before what it waits for, and lent it urgency',
      [
        task('early', { priority: 1, waitsFor: ['lent'], atWork: true }),
        task('lent', { priority: 5 }),
        task('urgent', { priority: 2 }),
      ],
      { slots: 1 },
      ['early in 1 at 0', 'urgent in 1 at 8', 'lent in 1 at 16'],
    ],
    [
      'takes what waits elsewhere into account for the order',
      [task('a'), task('b')],
      { slots: 1, elsewhere: [task('x', { priority: 1, waitsFor: ['b'] })] },
      ['b in 1 at 0', 'a in 1 at 8'],
    ],
  ])('%s', (_, tasks, given, starts) => {
    expect(plays(tasks, given)).toEqual(starts)
  })

  test('sees that chains of equal effort end together, whatever their efforts add up to in binary', () => {
    const tasks = [
      task('a', { effortHours: 0.1 }),
      task('b', { effortHours: 0.2, waitsFor: ['a'] }),
      task('c', { effortHours: 0.3 }),
      task('d', { waitsFor: ['b', 'c'] }),
    ]
    expect(plays(tasks).at(-1)).toBe('d in 1 at 0.3')
  })

  test('leaves out what waits for the final task, which waits for it, and so the final task too', () => {
    const plan = forecastPlan([task('a', { waitsFor: ['z'] }), task('b'), task('z', { final: true })])
    const told = forecast(plan, { timezone: 'UTC', workdays: ['mon'] }, 0, undefined)
    expect(told.neverStart).toEqual(['a', 'z'])
    expect(told.schedule.map(({ task: id }) => id)).toEqual(['b'])
  })

  test('leaves out, and names, what never starts: a cycle, what waits outside for ever, and all behind them', () => {
    const plan = forecastPlan([
      task('a', { waitsFor: ['b'] }),
      task('b', { waitsFor: ['a'] }),
      task('c', { waitsFor: ['a'] }),
      task('d', { endless: true }),
      task('e', { waitsFor: ['d'] }),
      task('f'),
      task('g', { waitsFor: ['e'], atWork: true }),
      task('z', { final: true }),
    ])
    const told = forecast(plan, { timezone: 'UTC', workdays: ['mon'] }, 0, undefined)
    expect(told.neverStart).toEqual(['a', 'b', 'c', 'd', 'e', 'z'])
    expect(told.schedule.map(({ task: id }) => id)).toEqual(['g', 'f'])
  })

  test('of nothing ends now', () => {
    expect(played(forecastPlan([]))).toEqual([])
  })

  test('gives valid schedules, the same as the rule made anew at every event', () => {
    fc.assert(
      fc.property(randomForecastPlan(8), (plan) => {
        const schedule = played(plan)
        expect(faultsOf(schedule, plan, effortsOf(plan))).toEqual([])
        expect(new Map(schedule.map(({ task: id, startHours }) => [id, startHours]))).toEqual(naivePlay(plan))
      }),
      { numRuns: 300 },
    )
  })
})
