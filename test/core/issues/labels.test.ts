import { describe, expect, test } from 'vitest'
import {
  isDefinedAsOurs,
  labelChanges,
  labelDefinitions,
  labelsFor,
  steeringLabels,
} from '../../../src/core/issues/labels.ts'
import { openStates } from '../../../src/core/records/task-record.ts'
import { phaseOf, streamOf, taskOf } from '../plan.ts'

const task = taskOf('a', { stream: 'docs', model: 'sonnet', priority: 1, labels: ['docs', 'Phase-Task'] })
const phase = phaseOf([task, taskOf('b', { priority: 7 })], {
  title: 'A title '.repeat(30),
  streams: new Map([['docs', { ...streamOf('docs'), title: 'Documentation' }]]),
  models: new Map([['haiku', { name: 'haiku', workflow: undefined, inputs: {}, assign: [], logins: [] }]]),
})

describe('the labels of a task issue', () => {
  test('are ours, its state, and its own, each once whatever the case', () => {
    expect(labelsFor(task, phase, 'ready')).toEqual([
      'phase-task',
      'phase:4',
      'stream:docs',
      'priority:1',
      'model:sonnet',
      'status:ready',
      'docs',
    ])
  })

  test.each(['done', 'dropped', undefined] as const)('say nothing of a state once it is %s', (state) => {
    expect(labelsFor(task, phase, state)).toEqual([
      'phase-task',
      'phase:4',
      'stream:docs',
      'priority:1',
      'model:sonnet',
      'docs',
    ])
  })

  test('leave out stream and model where there is none', () => {
    expect(labelsFor(taskOf('b'), phase, 'blocked')).toEqual(['phase-task', 'phase:4', 'priority:3', 'status:blocked'])
  })
})

describe('changes of labels', () => {
  test.each<
    [name: string, live: string[], wanted: string[], owned: string[], changes: { add: string[]; remove: string[] }]
  >([
    ['none', ['a'], ['a'], ['a'], { add: [], remove: [] }],
    ['a missing one', [], ['a'], ['a'], { add: ['a'], remove: [] }],
    [
      'a wrong one of ours',
      ['status:ready'],
      ['status:blocked'],
      ['status:ready', 'status:blocked'],
      { add: ['status:blocked'], remove: ['status:ready'] },
    ],
    ["one of people's that begins like ours", ['status:mine', 'bug'], [], ['status:ready'], { add: [], remove: [] }],
    ['another case is the same label', ['STATUS:Ready'], ['status:ready'], ['status:ready'], { add: [], remove: [] }],
    [
      'a wrong one in another case goes under its own name',
      ['Status:Ready'],
      [],
      ['status:ready'],
      { add: [], remove: ['Status:Ready'] },
    ],
  ])('%s', (_, live, wanted, owned, changes) => {
    expect(labelChanges(live, wanted, owned)).toEqual(changes)
  })

  test('only the exact labels that the phase gives are steered', () => {
    const steered = steeringLabels(phase)
    expect(steered).toEqual(
      expect.arrayContaining([
        'phase-task',
        'phase:4',
        'stream:docs',
        'model:haiku',
        'priority:1',
        'priority:7',
        'status:held',
      ]),
    )
    expect(steered).not.toContain('priority:2')
    expect(steered).not.toContain('docs')
  })
})

describe('definitions', () => {
  const definitions = labelDefinitions(phase, ['ready', 'blocked', 'done'])

  test('exist for every label that the phase uses, once, and for states only as asked', () => {
    expect(definitions.map(({ name }) => name)).toEqual([
      'phase-progress',
      'phase-task',
      'phase:4',
      'stream:docs',
      'priority:1',
      'model:sonnet',
      'priority:7',
      'status:ready',
      'status:blocked',
    ])
  })

  test('are as GitHub takes them', () => {
    for (const { name, color, description } of definitions) {
      expect(name.length).toBeLessThanOrEqual(50)
      expect(color).toMatch(/^[0-9a-f]{6}$/)
      expect([...description].length).toBeLessThanOrEqual(100)
      expect(description).not.toBe('')
    }
  })

  test('do not cut a character in two', () => {
    const [, , definition] = labelDefinitions(phaseOf([], { title: '😀'.repeat(120) }), [])
    expect(definition!.description.isWellFormed()).toBe(true)
    expect([...definition!.description]).toHaveLength(100)
  })

  test('are known again as ours, and no more once somebody has changed a colour or a description', () => {
    const all = labelDefinitions(phase, openStates)
    expect(all.length).toBeGreaterThan(12)
    for (const label of all) {
      expect(isDefinedAsOurs(label), label.name).toBe(true)
      expect(isDefinedAsOurs({ ...label, color: '123456' }), label.name).toBe(false)
      expect(isDefinedAsOurs({ ...label, description: 'Mine' }), label.name).toBe(false)
    }
    expect(isDefinedAsOurs({ name: 'docs', color: '006b75', description: 'Phase 4: docs' })).toBe(false)
  })
})
