import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/core/phase.ts'
import type { Wait } from '../../../src/core/picks/slots.ts'
import { phaseOf, streamOf, taskOf } from '../plan.ts'
import { holders, launch } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, reopenIssue } from '../simulated-github.ts'
import { changeRun } from '../simulated-workers.ts'
import type { RunOptions } from '../simulation.ts'
import { aMinute, say, states, workedPhase } from '../worker-scene.ts'

const three = [taskOf('a'), taskOf('b'), taskOf('c')]

describe('who gets a slot, and what the others wait for', () => {
  test.each<
    [
      name: string,
      phases: readonly Phase[],
      held: readonly string[],
      waits: Readonly<Record<string, Wait>>,
      options?: RunOptions,
    ]
  >([
    ['two, unless told otherwise', [phaseOf(three)], ['a', 'b'], { c: { for: 'slot' } }],
    ['as many as the phase has', [phaseOf(three, { slots: 3 })], ['a', 'b', 'c'], {}],
    [
      'a stream at its cap lets others pass',
      [
        phaseOf([taskOf('a', { stream: 'docs' }), taskOf('b', { stream: 'docs' }), taskOf('c')], {
          streams: new Map([['docs', streamOf('docs', 1)]]),
        }),
      ],
      ['a', 'c'],
      { b: { for: 'stream', stream: 'docs', cap: 1 } },
    ],
    [
      'overlapping paths are never at work together',
      [
        phaseOf([taskOf('a', { paths: ['docs/**'] }), taskOf('b', { paths: ['src', 'docs/b.md'] }), taskOf('c')], {
          slots: 3,
        }),
      ],
      ['a', 'c'],
      { b: { for: 'paths', task: 'a', own: 'docs/b.md', theirs: 'docs/**' } },
    ],
    [
      'paths overlap over all phases',
      [phaseOf([taskOf('a', { paths: ['docs/**'] })]), phaseOf([taskOf('b', { paths: ['docs/b.md'] })], { id: '5' })],
      ['a'],
      { b: { for: 'paths', task: 'a', own: 'docs/b.md', theirs: 'docs/**' } },
    ],
    [
      'no more than max-active over all phases, the most urgent first',
      [phaseOf([taskOf('a')]), phaseOf([taskOf('b', { priority: 1 })], { id: '5' })],
      ['b'],
      { a: { for: 'max-active', limit: 1 } },
      { settings: { maxActive: 1 } },
    ],
    [
      'nothing before the first day',
      [phaseOf([taskOf('a')], { startDate: '2026-02-23' })],
      [],
      { a: { for: 'start', date: '2026-02-23' } },
    ],
    ['everything on the first day', [phaseOf([taskOf('a')], { startDate: '2026-02-22' })], ['a'], {}],
  ])('%s', (_, phases, held, waits, options = {}) => {
    const scene = launch(phases, { options })
    expect(holders(scene.latest)).toEqual(held)
    expect(Object.fromEntries(scene.latest.outcome!.slots.waits)).toEqual(waits)
  })

  test('a phase that comes after another is not there before that is complete, and opens in the same run', () => {
    const scene = launch([phaseOf([taskOf('a')]), phaseOf([taskOf('b')], { id: '5', after: ['4'] })])
    expect(holders(scene.latest)).toEqual(['a'])
    expect(scene.github.issues.size).toBe(2)
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    expect(holders(scene.run())).toEqual(['b'])
  })

  test('a phase after one without a file opens at once', () => {
    expect(holders(launch([phaseOf([taskOf('a')], { after: ['3'] })]).latest)).toEqual(['a'])
  })
})

describe('what was given may go back, as long as it was never started', () => {
  test('slots lowered: the last picks go back, and lose the people whom we assigned', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b', { assignees: ['octocat'] })])])
    expect(scene.issue('b').assignees).toEqual(['octocat'])
    scene.phases = [phaseOf(scene.phases[0]!.tasks, { slots: 1 })]
    const result = scene.run()
    expect(holders(result)).toEqual(['a'])
    expect(scene.issue('b').assignees).toEqual([])
    expect(scene.issue('b').labels).toContain('status:ready')
  })

  test('a more urgent task takes the slot of the last pick', () => {
    const scene = launch([phaseOf(three)])
    scene.phases = [phaseOf([...three, taskOf('d', { priority: 1 })])]
    expect(holders(scene.run())).toEqual(['d', 'a'])
  })

  test('a task of the same priority takes nothing, however long its chain', () => {
    const scene = launch([phaseOf(three)])
    scene.phases = [phaseOf([...three, taskOf('d', { effortHours: 400 })])]
    expect(holders(scene.run()).toSorted()).toEqual(['a', 'b'])
  })

  test('a dependency that appears takes it back', () => {
    const scene = launch([phaseOf(three)])
    scene.phases = [phaseOf([taskOf('a', { dependsOn: ['c'] }), taskOf('b'), taskOf('c')])]
    expect(holders(scene.run())).toEqual(['c', 'b'])
    expect(scene.issue('a').labels).toContain('status:blocked')
  })

  test('a locked issue gives its slot to the next', () => {
    const scene = launch([phaseOf(three)])
    changeIssue(scene.github, scene.numberOf('a'), { locked: true })
    expect(holders(scene.run())).toEqual(['b', 'c'])
    changeIssue(scene.github, scene.numberOf('a'), { locked: false })
    expect(holders(scene.run()).toSorted()).toEqual(['b', 'c'])
  })

  test('a person who is taken off gives the slot back, is not assigned again, and the task stands behind for a day', () => {
    const scene = launch([phaseOf([taskOf('a', { assignees: ['octocat'] }), taskOf('b')], { slots: 1 })])
    changeIssue(scene.github, scene.numberOf('a'), { assignees: [] })
    expect(holders(scene.run())).toEqual(['b'])
    closeIssue(scene.github, scene.numberOf('b'), 'completed')
    expect(holders(scene.run())).toEqual(['a'])
    expect(scene.issue('a').assignees).toEqual([])
  })

  test('a person who takes over is the worker', () => {
    const scene = launch([phaseOf([taskOf('a', { assignees: ['octocat'] }), taskOf('b')], { slots: 1 })])
    changeIssue(scene.github, scene.numberOf('a'), { assignees: ['mona'] })
    expect(holders(scene.run())).toEqual(['a'])
    expect(scene.issue('a').assignees).toEqual(['mona'])
  })
})

test('a task that left the file at work keeps its slot until it is closed', () => {
  const scene = launch([phaseOf(three, { slots: 1 })])
  scene.phases = [phaseOf([taskOf('b'), taskOf('c')], { slots: 1 })]
  expect(holders(scene.run())).toEqual([])
  closeIssue(scene.github, 2, 'completed')
  expect(holders(scene.run())).toEqual(['b'])
})

test('what was reopened is not picked by the run that sees it, but by the next', () => {
  const scene = launch([phaseOf([taskOf('a'), taskOf('b')], { slots: 2 })])
  closeIssue(scene.github, scene.numberOf('a'), 'completed')
  scene.run()
  reopenIssue(scene.github, scene.numberOf('a'))
  const seen = scene.run()
  expect(holders(seen)).toEqual(['b'])
  expect(seen.outcome!.slots.waits.get('a')).toEqual({ for: 'next-run' })
  expect(holders(scene.run())).toEqual(['a', 'b'])
})

test('a pick is not counted before its issue exists where that has to wait for links', () => {
  const scene = launch([phaseOf([taskOf('a', { dependsOn: ['b'] }), taskOf('b')])], { github: emptyGitHub() })
  expect(holders(scene.latest)).toEqual(['b'])
})

describe('what is at work keeps its slot', () => {
  const spawned = (...args: Parameters<typeof workedPhase>) => {
    const scene = launch(workedPhase(...args))
    say(scene, 'a', '/spawn')
    scene.run()
    return scene
  }

  test('from a more urgent task, a lower number and a cap', () => {
    const scene = spawned(
      [taskOf('a', { model: 'sonnet', stream: 'docs' }), taskOf('b', { model: 'sonnet', stream: 'docs' })],
      {
        slots: 2,
      },
    )
    expect(states(scene)).toBe('a running, b assigned')
    const [phase] = workedPhase([...scene.phases[0]!.tasks, taskOf('c', { model: 'sonnet', priority: 1 })], {
      slots: 1,
      streams: new Map([['docs', streamOf('docs', 1)]]),
    })
    scene.phases = [phase]
    scene.run()
    expect(states(scene)).toBe('a running, b ready, c ready')
  })

  test('over all phases, where max-active is lowered', () => {
    const scene = spawned(['a', 'b'], { slots: 2 })
    scene.run({ settings: { maxActive: 1 } })
    expect(holders(scene.latest)).toEqual(['a'])
    expect(scene.latest.outcome!.slots.waits.get('b')).toEqual({ for: 'max-active', limit: 1 })
  })

  test('and what is tried again takes none from it', () => {
    const scene = spawned(['a', 'b'], { retry: { maxAttempts: 3, backoff: aMinute } })
    changeRun(scene.github, 'a#1', 'failure')
    scene.run()
    say(scene, 'b', '/heartbeat', 'octocat')
    scene.run()
    scene.github.clock += 5 * aMinute
    scene.run()
    expect(states(scene)).toBe('a waiting, b running')
  })
})

test('what is tried again stays behind the cap of its stream', () => {
  const docs = (id: string) => taskOf(id, { model: 'sonnet', stream: 'docs' })
  const scene = launch(
    workedPhase([docs('a'), docs('b'), 'c'], { slots: 2, streams: new Map([['docs', streamOf('docs', 1)]]) }),
  )
  say(scene, 'a', '/spawn')
  scene.run()
  changeRun(scene.github, 'a#1', 'failure')
  scene.run()
  say(scene, 'b', '/spawn')
  scene.run()
  scene.github.clock += 30 * aMinute
  scene.run()
  expect(states(scene)).toBe('a waiting, b running, c assigned')
})
