import { describe, expect, test } from 'vitest'
import { outputsOf } from '../../../src/core/report/outputs.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, reportOf } from '../scene.ts'
import { closeIssue } from '../simulated-github.ts'

const tasks = [
  taskOf('a', { model: 'sonnet', effortHours: 8, title: 'Say "hi"' }),
  taskOf('b', { effortHours: 24 }),
  taskOf('c', { priority: 4 }),
  taskOf('d', { dependsOn: ['a'] }),
  taskOf('e'),
]
const counts = { dryRun: false, writes: 3, requests: 7, forecasts: new Map() }

describe('the outputs of a run', () => {
  test('of a launch', () => {
    const scene = launch([phaseOf(tasks)])
    const outputs = outputsOf(reportOf(scene.latest, { picked: ['a', 'b'] }), counts)
    expect(outputs).toEqual({
      picked: '["a","b"]',
      active: '["b","a"]',
      ready: '["e","c"]',
      blocked: '["d"]',
      done: '[]',
      spawned: '[]',
      matrix:
        '{"include":[{"task":"a","issue":3,"title":"Say \\"hi\\"","model":"sonnet"},{"task":"b","issue":2,"title":"Task b","model":""}]}',
      'progress-issue': '1',
      'forecast-date': '',
      percent: '0',
      'phase-complete': 'false',
      writes: '3',
      requests: '7',
    })
  })

  test('percent counts effort, leaves out what was dropped, and never rounds up to the whole', () => {
    const scene = launch([phaseOf(tasks)])
    closeIssue(scene.github, scene.numberOf('b'), 'completed')
    closeIssue(scene.github, scene.numberOf('c'), 'not_planned')
    const outputs = outputsOf(reportOf(scene.run()), counts)
    expect(outputs.percent).toBe('50')
    expect(outputs.done).toBe('["b"]')
  })

  test('several phases join in the arrays, and the first open one gives the single values', () => {
    const scene = launch([phaseOf([taskOf('a')]), phaseOf([taskOf('b')], { id: '5' })])
    const outputs = outputsOf(reportOf(scene.latest), counts)
    expect(JSON.parse(outputs.active!).toSorted()).toEqual(['a', 'b'])
    expect(outputs['progress-issue']).toBe('1')
  })

  test('a task that left the file at work is active', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')])])
    scene.phases = [phaseOf([taskOf('b')])]
    expect(outputsOf(reportOf(scene.run()), counts).active).toBe('["b","a"]')
  })

  test('the run that completes a phase says so, and the next one does not', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    closeIssue(scene.github, 2, 'completed')
    const last = outputsOf(reportOf(scene.run()), counts)
    expect(last).toMatchObject({ 'phase-complete': 'true', percent: '100', 'progress-issue': '1' })
    expect(outputsOf(reportOf(scene.run()), counts)).toMatchObject({ 'phase-complete': 'false', percent: '100' })
  })

  test('a run that could not look has empty ones', () => {
    const outputs = outputsOf({ ...reportOf(launch([phaseOf(tasks)]).latest), outcome: undefined, picked: [] }, counts)
    expect(outputs).toMatchObject({
      picked: '[]',
      active: '[]',
      'progress-issue': '',
      percent: '0',
      matrix: '{"include":[]}',
    })
  })
})
