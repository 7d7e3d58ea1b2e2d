import { describe, expect, test } from 'vitest'
import { forecastOutcome } from '../../../src/core/forecast/outcome-forecast.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { closeIssue, emptyGitHub } from '../simulated-github.ts'

const at = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 16)

function spansIn({ latest, github }: Scene, phase = '4') {
  const told = forecastOutcome(latest.outcome!, github.clock, undefined).get(phase)!
  return new Map([...told.spans].map(([id, { start, end }]) => [id, `${at(start)} – ${at(end)}`]))
}

/** Midnight, so that days are whole. */
function launchAt(now: string, phases: readonly Phase[]): Scene {
  return launch(phases, { github: emptyGitHub({ clock: Date.parse(now) }), options: { now: Date.parse(now) } })
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

describe('when tasks of a phase are expected', () => {
  test('one after the other, a day each of eight hours spread over the whole day', () => {
    const scene = launchAt('2026-02-23T00:00:00Z', [phaseOf([taskOf('a'), taskOf('b')], { slots: 1 })])
    scene.github.clock = Date.parse('2026-02-23T00:00:00Z')
    expect(spansIn(scene)).toEqual(
      new Map([
        ['a', '2026-02-23T00:00 – 2026-02-24T00:00'],
        ['b', '2026-02-24T00:00 – 2026-02-25T00:00'],
      ]),
    )
  })

  test('what begins when the week ends begins on Monday, and what ends then ends on Friday night', () => {
    const tasks = [taskOf('a'), taskOf('b', { dependsOn: ['a'] })]
    // A Friday.
    const scene = launchAt('2026-02-27T00:00:00Z', [phaseOf(tasks, { slots: 1, workdays: weekdays })])
    scene.github.clock = Date.parse('2026-02-27T00:00:00Z')
    expect(spansIn(scene)).toEqual(
      new Map([
        ['a', '2026-02-27T00:00 – 2026-02-28T00:00'],
        ['b', '2026-03-02T00:00 – 2026-03-03T00:00'],
      ]),
    )
  })

  test('a first day that is no workday begins on the next one', () => {
    const scene = launchAt('2026-02-27T00:00:00Z', [
      phaseOf([taskOf('a')], { startDate: '2026-02-28', workdays: weekdays }),
    ])
    scene.github.clock = Date.parse('2026-02-27T00:00:00Z')
    expect(spansIn(scene).get('a')).toBe('2026-03-02T00:00 – 2026-03-03T00:00')
  })
})

test('whatever the time of day, the first task of a phase is never expected before its first day', () => {
  const first = Date.parse('2026-04-01T00:00:00Z')
  const scene = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { startDate: '2026-04-01' })])
  for (let minute = 0; minute < 24 * 60; minute += 7) {
    const now = Date.parse('2026-02-23T00:00:00Z') + minute * 60_000 + 1234
    const { spans } = forecastOutcome(scene.latest.outcome!, now, undefined).get('4')!
    expect(spans.get('a')!.start, `${minute}`).toBe(first)
    expect(spans.get('b')!.start, `${minute}`).toBe(first + 24 * 3600_000)
  }
})

describe('phases that wait for tasks of each other', () => {
  /** a1 ← b1 ← a2 ← b2 ← … over two phases. */
  function ladder(rungs: number): readonly Phase[] {
    const own = (name: string, other: string, shift: number) =>
      Array.from({ length: rungs }, (_, index) => {
        const before = index + shift
        return taskOf(`${name}${index + 1}`, { dependsOn: before > 0 ? [`${other}${before}`] : [] })
      })
    return [phaseOf(own('a', 'b', 0)), phaseOf(own('b', 'a', 1), { id: '5' })]
  }

  test.each([1, 2, 5])(
    'are forecast over all %i rungs of a ladder, each task after the one that it waits for',
    (rungs) => {
      for (const phases of [ladder(rungs), ladder(rungs).toReversed()]) {
        const scene = launchAt('2026-02-23T00:00:00Z', phases)
        scene.github.clock = Date.parse('2026-02-23T00:00:00Z')
        const all = new Map([...spansIn(scene, '4'), ...spansIn(scene, '5')])
        expect(all.size).toBe(2 * rungs)
        for (let day = 0; day < 2 * rungs; day++) {
          const id = `${day % 2 === 0 ? 'a' : 'b'}${Math.floor(day / 2) + 1}`
          const start = Date.parse('2026-02-23T00:00:00Z') + day * 24 * 3600_000
          expect(all.get(id), id).toBe(`${at(start)} – ${at(start + 24 * 3600_000)}`)
        }
      }
    },
  )

  test('what waits for a phase that has not begun is left out, and said so', () => {
    const phases = [
      phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['c'] })]),
      phaseOf([taskOf('c')], { id: '5', after: ['4'] }),
    ]
    const scene = launch(phases)
    const told = forecastOutcome(scene.latest.outcome!, scene.github.clock, undefined)
    expect([...told.keys()]).toEqual(['4'])
    expect(told.get('4')!.forecast.neverStart).toEqual(['b'])
  })

  test('a phase with nothing left has no forecast', () => {
    const scene = launch([phaseOf([taskOf('a')]), phaseOf([taskOf('b')], { id: '5' })])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    const told = forecastOutcome(scene.latest.outcome!, scene.github.clock, undefined)
    expect([...told.keys()]).toEqual(['5'])
  })
})
