import { describe, expect, test } from 'vitest'
import type { Obstacle } from '../../../src/core/picks/blocking.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { holders, launch, operationsOf, type Scene } from '../scene.ts'
import { addBlocker, closeIssue, emptyGitHub, openIssue, removeBlocker } from '../simulated-github.ts'

const two = [taskOf('a'), taskOf('b', { dependsOn: ['a'] })]

function obstacles(scene: Scene, task: string): readonly Obstacle[] {
  return scene.latest.outcome!.phases.flatMap(({ standing }) => standing.blocking.get(task)?.obstacles ?? [])
}

describe('a dependency of the file', () => {
  test('blocks while it is open, and is linked', () => {
    const scene = launch([phaseOf(two)])
    expect(obstacles(scene, 'b')).toEqual([{ by: 'task', id: 'a', number: 2, dropped: false, declared: true }])
    expect(scene.issue('b').blockedBy).toEqual([2])
  })

  test.each([
    ['completed', 'hold', false],
    ['not_planned', 'hold', true],
    ['duplicate', 'hold', true],
    ['not_planned', 'release', false],
  ] as const)('closed as %s with on_dropped: %s blocks: %s', (reason, onDropped, blocks) => {
    const scene = launch([phaseOf(two, { onDropped })])
    closeIssue(scene.github, scene.numberOf('a'), reason)
    expect(holders(scene.run())).toEqual(blocks ? [] : ['b'])
    expect(obstacles(scene, 'b').length > 0).toBe(blocks)
  })

  test('on a task of a phase that is not open yet blocks', () => {
    const scene = launch([
      phaseOf([taskOf('a')]),
      phaseOf([taskOf('b')], { id: '5', after: ['4'] }),
      phaseOf([taskOf('c', { dependsOn: ['b'] })], { id: '6' }),
    ])
    expect(holders(scene.latest)).toEqual(['a'])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    expect(holders(scene.run())).toEqual(['b'])
    expect(scene.issue('c').blockedBy).toEqual([scene.numberOf('b')])
  })

  test('on a task of a finished phase lets go, and is linked all the same', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    scene.phases = [...scene.phases, phaseOf([taskOf('b', { dependsOn: ['a'] })], { id: '5' })]
    expect(holders(scene.run())).toEqual(['b'])
    expect(scene.issue('b').blockedBy).toEqual([2])
  })

  test('on the phase that is launched after its own in one run is linked in that run', () => {
    const scene = launch([phaseOf([taskOf('b', { dependsOn: ['a'] })]), phaseOf([taskOf('a')], { id: '5' })])
    expect(scene.issue('b').blockedBy).toEqual([scene.numberOf('a')])
  })

  test('that the file drops is unlinked', () => {
    const scene = launch([phaseOf(two)])
    scene.phases = [phaseOf([taskOf('a'), taskOf('b')])]
    expect(operationsOf(scene.run())).toContain('unlink')
    expect(scene.issue('b').blockedBy).toEqual([])
    expect(holders(scene.latest)).toEqual(['a', 'b'])
  })

  test('whose link is removed by hand is linked again once, and then is a decision', () => {
    const scene = launch([phaseOf(two)])
    removeBlocker(scene.github, scene.numberOf('b'), scene.numberOf('a'))
    expect(operationsOf(scene.run())).toContain('link')
    expect(scene.issue('b').blockedBy).toEqual([2])
    removeBlocker(scene.github, scene.numberOf('b'), scene.numberOf('a'))
    expect(operationsOf(scene.run())).not.toContain('link')
    expect(scene.decisions()).toEqual([
      'b (#3) depends on a (#2) in the file, but the link was removed by hand twice: take the dependency out of the file, or set the link again.',
    ])
    expect(holders(scene.latest)).toEqual(['a'])
    addBlocker(scene.github, scene.numberOf('b'), scene.numberOf('a'))
    scene.run()
    expect(scene.decisions()).toEqual([])
  })
})

describe('a link made by hand', () => {
  test('to an issue of somebody blocks until that is closed', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    const other = openIssue(scene.github, 'octocat', { title: 'Elsewhere', body: '' })
    addBlocker(scene.github, scene.numberOf('a'), other.number)
    expect(holders(scene.run())).toEqual([])
    expect(obstacles(scene, 'a')).toEqual([
      { by: 'issue', number: other.number, repository: undefined, dropped: false },
    ])
    closeIssue(scene.github, other.number, 'completed')
    expect(holders(scene.run())).toEqual(['a'])
    expect(scene.issue('a').blockedBy).toEqual([other.number])
  })

  test('to another task blocks, and lends it urgency', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c', { priority: 1 })], { slots: 1 })])
    addBlocker(scene.github, scene.numberOf('c'), scene.numberOf('b'))
    expect(holders(scene.run())).toEqual(['b'])
    expect(scene.latest.outcome!.slots.ranks[0]).toMatchObject({ id: 'b', priority: 1, lentBy: 'c' })
    expect(scene.issue('c').labels).toContain('status:blocked')
  })

  test('to an issue closed as not planned is a decision', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    const other = openIssue(scene.github, 'octocat', { title: 'Elsewhere', body: '' })
    closeIssue(scene.github, other.number, 'not_planned')
    addBlocker(scene.github, scene.numberOf('a'), other.number)
    scene.run()
    expect(scene.decisions()).toEqual([
      `a (#2) waits for #${other.number}, closed without being done: reopen that, take the dependency away, or set "on_dropped: release".`,
    ])
  })

  test('that closes a cycle is a decision with its trail, and nothing on it starts', () => {
    const scene = launch([phaseOf([...two, taskOf('c', { dependsOn: ['b'] })])])
    addBlocker(scene.github, scene.numberOf('a'), scene.numberOf('c'))
    expect(holders(scene.run())).toEqual([])
    expect(scene.decisions()).toEqual([
      'These wait for each other: a (#2) waits for c (#4) waits for b (#3) waits for a (#2). Remove one of the links.',
    ])
    removeBlocker(scene.github, scene.numberOf('a'), scene.numberOf('c'))
    expect(holders(scene.run())).toEqual(['a'])
  })
})

describe('the final task', () => {
  const tasks = [taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c'), taskOf('z', { final: true })]

  test('is linked to what nothing else waits for, and waits for every other', () => {
    const scene = launch([phaseOf(tasks)])
    expect(scene.issue('z').blockedBy).toEqual([scene.numberOf('b'), scene.numberOf('c')].toSorted())
    expect(obstacles(scene, 'z')).toEqual([{ by: 'others', count: 3 }])
  })

  test('is linked to as many as fit', () => {
    const many = Array.from({ length: 60 }, (_, at) => taskOf(`t${at}`))
    const scene = launch([phaseOf([...many, taskOf('z', { final: true })])])
    expect(scene.issue('z').blockedBy).toHaveLength(50)
    expect(obstacles(scene, 'z')).toEqual([{ by: 'others', count: 60 }])
  })

  test('starts when every other is done or dropped, also with on_dropped: hold', () => {
    const scene = launch([phaseOf(tasks)])
    for (const [task, reason] of [
      ['a', 'completed'],
      ['b', 'not_planned'],
      ['c', 'completed'],
    ] as const) {
      expect(holders(scene.latest)).not.toContain('z')
      closeIssue(scene.github, scene.numberOf(task), reason)
      scene.run()
    }
    expect(holders(scene.latest)).toEqual(['z'])
  })
})

describe('what cannot be seen', () => {
  test('blocks, and is a decision after a day', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    scene.github.hiddenBlockers.set(scene.numberOf('a'), 1)
    expect(holders(scene.run())).toEqual([])
    expect(obstacles(scene, 'a')).toEqual([{ by: 'unknown' }])
    expect(scene.decisions()).toEqual([])
    scene.github.clock += 25 * 60 * 60 * 1000
    scene.run()
    expect(scene.decisions()).toEqual([
      'a (#2) is blocked by something that cannot be read here: check its links, and what the token may read.',
    ])
    scene.github.hiddenBlockers.clear()
    expect(holders(scene.run())).toEqual(['a'])
    expect(scene.decisions()).toEqual([])
  })

  test('a GitHub without issue dependencies gets no links, and its pages say so', () => {
    const scene = launch([phaseOf(two)], { github: emptyGitHub({ dependencies: false }) })
    expect(holders(scene.latest)).toEqual(['a'])
    expect(scene.issue('b').body).toContain('- Blocked by #2 (a)')
    expect(scene.github.issues.get(1)!.body).toContain('This GitHub has no issue dependencies')
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    expect(holders(scene.run())).toEqual(['b'])
  })
})
