import { describe, expect, test } from 'vitest'
import { type PlanContext, planOf } from '../../../src/core/forecast/phase-plan.ts'
import type { ForecastTask } from '../../../src/core/forecast/plan.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { phaseOf, streamOf, taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { addBlocker, changeIssue, closeIssue, openIssue, storedIssue } from '../simulated-github.ts'
import { aDay, anHour, later, models, say, workedPhase } from '../worker-scene.ts'

function planIn(scene: Scene, id = '4', given: Partial<PlanContext> = {}) {
  const { phases, slots } = scene.latest.outcome!
  const views = phases.map(({ view }) => view)
  const blocking = new Map(phases.flatMap(({ standing }) => [...standing.blocking]))
  const context = { blocking, slots, phases: views, now: scene.github.clock, maxActive: undefined, ends: new Map() }
  return planOf(views.find(({ phase }) => phase.id === id)!, { ...context, ...given })
}

function taskIn(scene: Scene, task: string, id = '4', given: Partial<PlanContext> = {}): ForecastTask {
  return planIn(scene, id, given).tasks.find((each) => each.id === task)!
}

const idsIn = (scene: Scene, id = '4') => planIn(scene, id).tasks.map((task) => task.id)

describe('what is left of a phase', () => {
  test('a pick that waits for its worker holds its slot, and counts as begun', () => {
    const scene = launch(workedPhase(['a', 'b']))
    later(scene, 3 * anHour)
    expect(taskIn(scene, 'a')).toMatchObject({ atWork: true, endless: false, notBeforeHours: 0 })
    expect(taskIn(scene, 'a').takenHours).toBeCloseTo(1, 1)
    expect(taskIn(scene, 'b')).toMatchObject({ atWork: false, takenHours: 0, endless: false })
  })

  test('a task at work has taken the working hours since its worker was started, and not since it was picked', () => {
    const scene = launch(workedPhase(['a', 'b']))
    later(scene, 3 * anHour)
    say(scene, 'a', '/spawn')
    scene.run()
    scene.github.clock += aDay
    const { atWork, takenHours } = taskIn(scene, 'a')
    expect(atWork).toBe(true)
    expect(takenHours).toBeCloseTo(8, 1)
  })

  test("a person's pick is at work from the start", () => {
    const scene = launch([phaseOf([taskOf('a', { assignees: ['octocat'] }), taskOf('b')], { slots: 1 })])
    scene.github.clock += aDay / 2
    expect(taskIn(scene, 'a').takenHours).toBeCloseTo(4, 1)
  })

  test('what is handed in is as good as done, and nothing waits for it', () => {
    const tasks = [taskOf('a', { model: 'sonnet' }), taskOf('b', { model: 'sonnet', dependsOn: ['a'] })]
    const scene = launch(workedPhase(tasks))
    say(scene, 'a', '/spawn')
    scene.run()
    for (const worker of scene.github.runs) Object.assign(worker, { status: 'completed', conclusion: 'success' })
    later(scene, anHour)
    expect(scene.latest.outcome!.phases[0]!.view.tasks[0]!.work.kind).toBe('review')
    expect(idsIn(scene)).toEqual(['b'])
    expect(taskIn(scene, 'b').endless).toBe(false)
  })

  test('a task between two attempts does not begin before the next one, and has taken nothing of it', () => {
    const scene = launch(workedPhase(['a', 'b'], { retry: { maxAttempts: 2, backoff: 6 * anHour } }))
    say(scene, 'a', '/spawn')
    scene.run()
    for (const worker of scene.github.runs) Object.assign(worker, { status: 'completed', conclusion: 'failure' })
    later(scene, anHour)
    expect(scene.latest.outcome!.phases[0]!.view.tasks[0]!.work.kind).toBe('waiting')
    const { notBeforeHours, takenHours, atWork } = taskIn(scene, 'a')
    expect(atWork).toBe(false)
    expect(takenHours).toBe(0)
    expect(notBeforeHours).toBeGreaterThan(1)
    expect(notBeforeHours).toBeLessThanOrEqual(2)
  })

  test('held and failed tasks count as set free today', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 2, retry: { maxAttempts: 1, backoff: anHour } }))
    say(scene, 'a', '/spawn')
    say(scene, 'b', '/hold')
    scene.run()
    for (const worker of scene.github.runs) Object.assign(worker, { status: 'completed', conclusion: 'failure' })
    later(scene, anHour)
    const kinds = scene.latest.outcome!.phases[0]!.view.tasks.map(({ work }) => work.kind)
    expect(kinds).toEqual(['failed', 'held', 'idle'])
    for (const id of ['a', 'b'])
      expect(taskIn(scene, id)).toMatchObject({ assumedFree: true, atWork: false, endless: false })
    expect(taskIn(scene, 'c').assumedFree).toBe(false)
  })

  test('what waits for a dropped task never starts, unless the phase lets it go', () => {
    const tasks = [taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c')]
    for (const [onDropped, endless] of [
      ['hold', true],
      ['release', false],
    ] as const) {
      const scene = launch([phaseOf(tasks, { onDropped })])
      closeIssue(scene.github, scene.numberOf('a'), 'not_planned')
      scene.run()
      expect(idsIn(scene)).toEqual(['b', 'c'])
      expect(taskIn(scene, 'b').endless, onDropped).toBe(endless)
    }
  })

  test('nobody knows when an issue that was linked by hand ends, but a task of the plan is waited for', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c')], { slots: 1 })])
    const other = openIssue(scene.github, 'octocat', { title: 'Something else', body: '' })
    addBlocker(scene.github, scene.numberOf('b'), other.number)
    addBlocker(scene.github, scene.numberOf('c'), scene.numberOf('a'))
    scene.run()
    expect(taskIn(scene, 'b').endless).toBe(true)
    expect(taskIn(scene, 'c')).toMatchObject({ endless: false, waitsFor: ['a'] })
    closeIssue(scene.github, other.number, 'completed')
    scene.run()
    expect(taskIn(scene, 'b').endless).toBe(false)
  })

  test('a locked issue never starts', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')], { slots: 1 })])
    changeIssue(scene.github, scene.numberOf('b'), { locked: true })
    scene.run()
    expect(taskIn(scene, 'b').endless).toBe(true)
  })

  test('before the first day everything waits for it, counted in working hours', () => {
    // 22 February 2026 is a Sunday; work begins on Monday, the phase on Tuesday.
    const calendar = { startDate: '2026-02-24', workdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } as const
    const scene = launch([phaseOf([taskOf('a')], calendar)])
    expect(taskIn(scene, 'a')).toMatchObject({ notBeforeHours: 8, atWork: false })
  })

  test('limits are the phase’s slots, the caps of its streams, and what other phases leave of max-active', () => {
    const streams = new Map([
      ['docs', streamOf('docs', 1)],
      ['ops', streamOf('ops')],
    ])
    const scene = launch(
      [
        phaseOf([taskOf('a', { stream: 'docs', paths: ['docs/**'] }), taskOf('b', { stream: 'docs' })], {
          slots: 3,
          streams,
        }),
        phaseOf([taskOf('x'), taskOf('y')], { id: '5', slots: 1 }),
      ],
      { options: { settings: { maxActive: 4 } } },
    )
    const plan = planIn(scene, '4', { maxActive: 4 })
    expect(plan).toMatchObject({ slots: 3, maxActive: 3, streamCaps: new Map([['docs', 1]]) })
    expect(plan.tasks[0]).toMatchObject({ stream: 'docs', paths: ['docs/**'] })
    expect(plan.elsewhere.map(({ id }) => id)).toEqual(['x', 'y'])
    expect(planIn(scene, '4', { maxActive: 1 }).maxActive, 'never none').toBe(1)
    expect(planIn(scene).maxActive).toBeUndefined()
  })
})

describe('a task that waits for one of another phase', () => {
  const phases = (given: Partial<Phase> = {}) => [
    phaseOf([taskOf('x', { model: 'sonnet' })], { models }),
    phaseOf([taskOf('y', { dependsOn: ['x'] })], { id: '5', ...given }),
  ]

  test('begins when that is expected to end, and never where nobody knows when', () => {
    const scene = launch(phases())
    const ends = new Map([['x', scene.github.clock + 2 * aDay]])
    expect(taskIn(scene, 'y', '5', { ends })).toMatchObject({ endless: false, notBeforeHours: 16 })
    expect(taskIn(scene, 'y', '5').endless).toBe(true)
  })

  test('waits no longer once that is handed in, or done', () => {
    const scene = launch(phases())
    say(scene, 'x', '/spawn')
    scene.run()
    for (const worker of scene.github.runs) Object.assign(worker, { status: 'completed', conclusion: 'success' })
    later(scene, anHour)
    expect(scene.latest.outcome!.phases[0]!.view.tasks[0]!.work.kind).toBe('review')
    expect(taskIn(scene, 'y', '5')).toMatchObject({ endless: false, notBeforeHours: 0 })
    closeIssue(scene.github, scene.numberOf('x'), 'completed')
    scene.run()
    expect(taskIn(scene, 'y', '5')).toMatchObject({ endless: false, notBeforeHours: 0 })
  })
})

test('what finished tasks took is told where it is known, in working hours, by model', () => {
  const scene = launch(workedPhase(['a', 'b', 'c', 'd'], { slots: 2 }))
  say(scene, 'a', '/spawn')
  scene.run()
  scene.github.clock += 2 * aDay
  closeIssue(scene.github, scene.numberOf('a'), 'completed')
  closeIssue(scene.github, scene.numberOf('d'), 'completed')
  scene.run()
  const { finished } = planIn(scene)
  expect(finished).toEqual([{ model: 'sonnet', estimatedHours: 8, tookHours: expect.closeTo(16, 1) }])
  expect(storedIssue(scene.github, scene.numberOf('d')).open).toBe(false)
})
