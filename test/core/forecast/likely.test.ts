import { describe, expect, test } from 'vitest'
import { forecast, playByRule } from '../../../src/core/forecast/forecast.ts'
import { likelyFinish } from '../../../src/core/forecast/likely.ts'
import { buildNetwork } from '../../../src/core/forecast/network.ts'
import type { ForecastPlan } from '../../../src/core/forecast/plan.ts'
import { toSchedule } from '../../../src/core/forecast/schedule.ts'
import { toTicks } from '../../../src/core/forecast/ticks.ts'
import type { WorkCalendar } from '../../../src/core/time/work-calendar.ts'
import { forecastPlan, forecastTask } from './forecast-plans.ts'
import { type Lot, lotFrom } from './lot.ts'

const calendar: WorkCalendar = { timezone: 'UTC', workdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }

/** A phase of 8 to 40 tasks in two or three slots, with chains, streams, priorities, and mostly a final task. */
function phaseByLot(lot: Lot): ForecastPlan {
  const size = 8 + lot.below(33)
  const hasFinal = lot.below(3) > 0
  const tasks = Array.from({ length: size }, (_, at) => {
    const final = hasFinal && at === size - 1
    return forecastTask(`t${at}`, {
      effortHours: [4, 8, 8, 16, 24][lot.below(5)]!,
      priority: 1 + lot.below(3),
      stream: ['docs', 'tests', 'devops'][lot.below(3)]!,
      model: ['sonnet', 'haiku'][lot.below(2)]!,
      waitsFor: final || lot.below(3) > 0 ? [] : at === 0 ? [] : [`t${lot.below(at)}`],
      final,
    })
  })
  return forecastPlan(tasks, { slots: 2 + lot.below(2), streamCaps: new Map([['devops', 1]]) })
}

/** How a phase really goes: start and finish of each task in hours, with the order of the estimates. */
function reality(plan: ForecastPlan, sigma: number, lot: Lot) {
  const network = buildNetwork(plan)
  const effort = network.tasks.map(({ effortHours }) => toTicks(effortHours * Math.exp(sigma * lot.normal())))
  return toSchedule(network, playByRule(network, effort, plan))
}

/** What is left of the plan at a moment of its reality, as a run of the action would see it. */
function planAt(moment: number, plan: ForecastPlan, real: ReturnType<typeof reality>): ForecastPlan {
  const realOf = new Map(real.map((entry) => [entry.task, entry]))
  const isDone = (id: string) => realOf.get(id)!.finishHours <= moment
  const tasks = plan.tasks.filter(({ id }) => !isDone(id))
  return {
    ...plan,
    tasks: tasks.map((task) => {
      const takenHours = Math.max(0, moment - realOf.get(task.id)!.startHours)
      return { ...task, takenHours, atWork: realOf.get(task.id)!.startHours < moment }
    }),
    finished: plan.tasks
      .filter(({ id }) => isDone(id))
      .map(({ id, model, effortHours }) => {
        const { startHours, finishHours } = realOf.get(id)!
        return { model, estimatedHours: effortHours, tookHours: finishHours - startHours }
      }),
  }
}

/** Of 200 phases, the share that ended by the 50 % and by the 85 % date as told at launch and halfway. */
function sharesThatHeld(sigma: number) {
  const held = { launch: [0, 0], halfway: [0, 0] }
  for (let seed = 1; seed <= 200; seed++) {
    const lot = lotFrom(seed)
    const plan = phaseByLot(lot)
    const real = reality(plan, sigma, lot)
    const ends = real.map(({ finishHours }) => finishHours).sort((a, b) => a - b)
    const [end, middle] = [ends.at(-1)!, ends[ends.length >> 1]!]
    const count = (told: ReturnType<typeof likelyFinish>, left: number, into: number[]) => {
      for (const [at, finish] of [told.p50, told.p85].entries()) into[at]! += Number(left <= finish.hours)
    }
    count(likelyFinish(plan, calendar, 0), end, held.launch)
    count(likelyFinish(planAt(middle, plan, real), calendar, 0), end - middle, held.halfway)
  }
  const share = (counts: readonly number[]) => ({ p50: counts[0]! / 200, p85: counts[1]! / 200 })
  return { launch: share(held.launch), halfway: share(held.halfway) }
}

test.each([0.55, 0.6])(
  'of 200 phases whose real efforts lie around the estimates by a log-normal factor of %d, the 50 and 85 percent dates hold about as often as they say',
  (sigma) => {
    const { launch, halfway } = sharesThatHeld(sigma)
    for (const { p50, p85 } of [launch, halfway]) {
      expect(p50).toBeGreaterThanOrEqual(0.4)
      expect(p50).toBeLessThanOrEqual(0.6)
      expect(p85).toBeGreaterThanOrEqual(0.75)
      expect(p85).toBeLessThanOrEqual(0.95)
    }
  },
)

describe('the likely finish', () => {
  const plan = forecastPlan(Array.from({ length: 12 }, (_, at) => forecastTask(`t${at}`)))
  const hoursOf = (given: ForecastPlan) => {
    const { p50, p85 } = likelyFinish(given, calendar, 0)
    return { p50: p50.hours, p85: p85.hours }
  }

  test('is the same every time', () => {
    expect(likelyFinish(plan, calendar, 0)).toEqual(likelyFinish(plan, calendar, 0))
  })

  test('is later where finished tasks took longer than estimated, and so is the expected one', () => {
    const slow = {
      ...plan,
      finished: Array.from({ length: 6 }, () => ({ model: undefined, estimatedHours: 8, tookHours: 16 })),
    }
    expect(hoursOf(slow).p50).toBeGreaterThan(1.25 * hoursOf(plan).p50)
    expect(forecast(slow, calendar, 0, undefined).finish.hours).toBeGreaterThan(
      1.25 * forecast(plan, calendar, 0, undefined).finish.hours,
    )
  })

  test('is narrower where finished tasks took what was estimated', () => {
    const sure = {
      ...plan,
      finished: Array.from({ length: 30 }, () => ({ model: undefined, estimatedHours: 8, tookHours: 8 })),
    }
    const width = ({ p50, p85 }: { p50: number; p85: number }) => p85 - p50
    expect(width(hoursOf(sure))).toBeLessThan(0.7 * width(hoursOf(plan)))
  })

  test('of nothing left is now', () => {
    expect(hoursOf(forecastPlan([]))).toEqual({ p50: 0, p85: 0 })
  })
})
