import { describe, expect, test } from 'vitest'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, operationsOf } from '../scene.ts'

const tasks = (...ids: readonly string[]) => ids.map((id) => taskOf(id))

describe('new tasks while known ones left the plan', () => {
  test.each<[name: string, before: readonly string[], after: readonly string[], stops: boolean]>([
    ['one for one', ['a', 'b'], ['a', 'c'], true],
    ['all under other ids', ['a', 'b'], ['c', 'd'], true],
    ['fewer new than left', ['a', 'b', 'c'], ['a', 'd'], true],
    ['more new than left', ['a', 'b'], ['a', 'c', 'd'], false],
    ['new ones alone', ['a'], ['a', 'b'], false],
    ['left ones alone', ['a', 'b'], ['a'], false],
  ])('%s', (_, before, after, stops) => {
    const scene = launch([phaseOf(tasks(...before))])
    const issues = scene.github.issues.size
    scene.phases = [phaseOf(tasks(...after))]
    const result = scene.run()
    expect(result.ended === 'stopped').toBe(stops)
    if (!stops) return
    expect(result.operations).toEqual([])
    expect(result.stop).toMatchObject({ code: 'renamed-plan', file: '.github/phases/4.yml' })
    expect(result.stop?.message).toMatch(/formerly: \S+" on it.*confirm: true/)
    expect(scene.github.issues.size).toBe(issues)
  })

  test('are asked about once: confirmed, they are new', () => {
    const scene = launch([phaseOf(tasks('a', 'b'))])
    scene.phases = [phaseOf(tasks('a', 'c'))]
    expect(operationsOf(scene.run({ settings: { confirm: true } }))).toContain('open-task')
    expect(scene.run().operations).toEqual([])
  })

  test('are not asked about where the others were reported as gone before', () => {
    const scene = launch([phaseOf(tasks('a', 'b'))])
    scene.phases = [phaseOf(tasks('a'))]
    scene.run()
    expect(scene.github.issues.get(1)!.body).toContain('### No longer in the plan')
    scene.phases = [phaseOf(tasks('a', 'c'))]
    expect(operationsOf(scene.run())).toContain('open-task')
  })

  test('count over all phases: a plan that moves to a file with other ids stops too', () => {
    const scene = launch([phaseOf(tasks('a', 'b')), phaseOf(tasks('x'), { id: '5' })])
    scene.phases = [phaseOf(tasks('x', 'c', 'd'), { id: '5' })]
    expect(scene.run().ended).toBe('stopped')
  })

  test('count where a file is gone, until its page has said so', () => {
    const four = phaseOf(tasks('a'))
    const scene = launch([four, phaseOf(tasks('x'), { id: '5' })])
    scene.phases = [phaseOf(tasks('a', 'b'))]
    expect(scene.run().ended).toBe('stopped')
    scene.phases = [four]
    scene.run()
    scene.phases = [phaseOf(tasks('a', 'b'))]
    expect(operationsOf(scene.run())).toContain('open-task')
  })

  test('do not count where another file has them now, were it one with mistakes', () => {
    const scene = launch([phaseOf(tasks('a')), phaseOf(tasks('x'), { id: '5' })])
    scene.phases = [phaseOf(tasks('a', 'x', 'b'))]
    expect(operationsOf(scene.run())).toContain('open-task')
    const other = launch([phaseOf(tasks('a', 'x'))])
    other.phases = [phaseOf(tasks('a', 'b'))]
    const badFiles = [{ file: '.github/phases/5.yml', phase: '5', taskIds: ['x'] }]
    expect(other.run({ badFiles }).ended).toBe('quiet')
  })

  test('are no question where the new ones wait for another phase, and are not opened yet', () => {
    const scene = launch([phaseOf(tasks('a', 'b')), phaseOf(tasks('x'), { id: '5', after: ['4'] })])
    scene.phases = [phaseOf(tasks('a')), phaseOf(tasks('x'), { id: '5', after: ['4'] })]
    expect(scene.run().ended).toBe('quiet')
  })

  test('are all named in the question', () => {
    const scene = launch([phaseOf(tasks('a', 'b', 'c', 'd', 'e', 'f', 'g'))])
    scene.phases = [phaseOf(tasks('h'))]
    expect(scene.run().stop?.message).toContain(
      'open an issue (h) while 7 known tasks left the plan (a, b, c, d, e and 2 more)',
    )
    scene.phases = [phaseOf(tasks('f', 'g', 'h', 'i'))]
    expect(scene.run().stop?.message).toContain(
      'open 2 issues (h, i) while 5 known tasks left the plan (a, b, c, d, e). Nothing was changed.',
    )
    scene.phases = [phaseOf(tasks('b', 'c', 'd', 'e', 'f', 'g', 'h'))]
    expect(scene.run().stop?.message).toContain(
      'open an issue (h) while a known task left the plan (a). Nothing was changed. If a task only got another id, say "formerly: a"',
    )
  })

  test('are no question for tasks that say what they were called', () => {
    const scene = launch([phaseOf(tasks('a', 'b'))])
    scene.phases = [phaseOf([taskOf('c', { formerly: 'a' }), taskOf('d', { formerly: 'b' })])]
    const result = scene.run()
    expect(result.ended).toBe('quiet')
    expect(operationsOf(result)).not.toContain('open-task')
  })
})
