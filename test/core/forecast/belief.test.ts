import { describe, expect, test } from 'vitest'
import { beliefs, drawHoursLeft, hoursLeft } from '../../../src/core/forecast/belief.ts'
import type { FinishedTask } from '../../../src/core/forecast/plan.ts'
import { randomFrom } from '../../../src/core/forecast/random.ts'
import { forecastPlan, forecastTask } from './forecast-plans.ts'

const took = (ratio: number, times: number, model?: string): FinishedTask[] =>
  Array.from({ length: times }, () => ({ model, estimatedHours: 10, tookHours: 10 * ratio }))

const believed = (finished: readonly FinishedTask[], model?: string) => beliefs(forecastPlan([], { finished }))(model)

describe('what is believed of efforts', () => {
  test('before anything is finished, that estimates hold in the median', () => {
    expect(believed([])).toEqual({ logMean: 0, logSigma: 0.55 })
  })

  test('moves to what finished tasks took, half way after six', () => {
    expect(believed(took(2, 6)).logMean).toBeCloseTo(Math.log(2) / 2, 12)
    expect(believed(took(2, 600)).logMean).toBeCloseTo(Math.log(2), 1)
  })

  test('grows surer where they agree, and less sure where they do not', () => {
    expect(believed(took(1, 10)).logSigma).toBeCloseTo(0.55 / Math.sqrt(2), 12)
    expect(believed([...took(4, 10), ...took(0.25, 10)]).logSigma).toBeGreaterThan(0.9)
  })

  test('judges a model by its own tasks once it has finished five', () => {
    const finished = [...took(1, 20, 'sonnet'), ...took(4, 4, 'haiku')]
    expect(believed(finished, 'haiku')).toEqual(believed(finished))
    const enough = [...finished, ...took(4, 1, 'haiku')]
    expect(believed(enough, 'haiku')).toEqual(believed(took(4, 5)))
    expect(believed(enough, 'sonnet')).toEqual(believed(took(1, 20)))
    expect(believed(enough, 'copilot')).toEqual(believed(enough))
  })

  test('takes a forgotten issue, and one closed at once, for ten times too long or too short', () => {
    expect(believed(took(5000, 1)).logMean).toBeCloseTo(Math.log(10) / 7, 12)
    expect(believed(took(1e-9, 1)).logMean).toBeCloseTo(-Math.log(10) / 7, 12)
  })
})

describe('what is left of a task', () => {
  const belief = { logMean: Math.log(1.5), logSigma: 0.5 }
  const left = (takenHours: number) => hoursLeft(forecastTask('a', { takenHours, atWork: true }), belief)

  test('is its estimate, scaled, before it begins', () => {
    expect(left(0)).toBe(12)
    expect(left(0.001)).toBeCloseTo(12, 2)
  })

  test('shrinks while it is at work, and never to nothing', () => {
    const middle = left(0)
    expect(left(4)).toBeCloseTo(middle - 4, 4)
    expect(left(12)).toBeCloseTo(12 * Math.exp(0.5 * 0.67449) - 12, 4)
    expect(left(200)).toBeGreaterThan(10)
  })

  test('is drawn around it where it is not begun, or has taken long: half of the draws are longer', () => {
    const random = randomFrom(3)
    for (const takenHours of [0, 12, 40]) {
      const task = forecastTask('a', { takenHours, atWork: takenHours > 0 })
      const draws = Array.from({ length: 4000 }, () => drawHoursLeft(task, belief, random))
      expect(Math.min(...draws)).toBeGreaterThanOrEqual(0)
      expect(draws.filter((hours) => hours > hoursLeft(task, belief)).length / 4000).toBeCloseTo(0.5, 1)
    }
  })
})
