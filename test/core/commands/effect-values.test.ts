import { describe, expect, test } from 'vitest'
import { effectOf } from '../../../src/core/commands/effects.ts'
import type { Observation, Remark } from '../../../src/core/observation.ts'
import { emptyTaskRecord, type TaskRecord } from '../../../src/core/records/task-record.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeIssue } from '../simulated-github.ts'
import { changeRun } from '../simulated-workers.ts'
import { run } from '../simulation.ts'
import { anHour, claimOf, recordOf, say, shownOn, states, workedPhase } from '../worker-scene.ts'
import { contextOf, pendingOn } from './said.ts'
import { inState, type Situation } from './task-in-state.ts'

interface Given {
  readonly remark?: Partial<Remark>
  readonly observation?: Partial<Observation>
  /** What is otherwise with the task. */
  readonly view?: (view: TaskView) => Partial<TaskView>
}

function effect(scene: Scene, place: string, line: string, { remark, observation, view }: Given = {}) {
  const pending = pendingOn(scene, place, line, remark)
  const task = pending.task && { ...pending.task, ...view?.(pending.task) }
  return effectOf({ ...pending, task }, contextOf(scene, observation))
}

/** The record that a command leaves. */
function left(scene: Scene, line: string, given: Given = {}): TaskRecord {
  const result = effect(scene, 'a', line, given)
  if (result.do !== 'change') throw new Error(`${line} changes nothing, but comes to ${result.do}.`)
  expect(result.task).toBe('a')
  return result.record
}

function at(situation: Situation): Scene {
  const scene = inState[situation]()
  scene.latest = run(scene.github, scene.phases)
  return scene
}

describe('the record that a command leaves', () => {
  test('has the command, unless GitHub has to do its part first', () => {
    expect(left(at('ready'), '/next')).toMatchObject({ next: true, behindUntil: undefined, commands: ['7000.0'] })
    const running = at('running')
    const { commands } = recordOf(running, 'a')
    const given = left(running, '/release')
    expect(given.commands).toEqual(commands)
    expect(given.claim).toMatchObject({ giveUp: 'release', release: '7000.0', end: undefined })
    const held = left(running, '/hold now it burns')
    expect(held.commands).toEqual(commands)
    expect(held).toMatchObject({ hold: { by: 'octocat', reason: 'it burns' }, claim: { giveUp: 'hold' } })
    expect(left(running, '/hold it burns')).toMatchObject({
      hold: { reason: 'it burns' },
      claim: { giveUp: undefined },
    })
  })

  test.each(['review', 'waiting', 'failed'] as const)(
    'says that a worker was let go, where the task is in %s',
    (what) => {
      const scene = at(what)
      const record = left(scene, '/release')
      const now = new Date(scene.github.clock).toISOString()
      expect(record.claim?.end).toEqual({ at: now, how: 'released' })
      expect(record).toMatchObject({
        reviewSince: undefined,
        behindUntil: new Date(scene.github.clock + 24 * anHour).toISOString(),
      })
    },
  )

  test('says that nobody is to be assigned again where the assignee gave it back', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] }), 'z']))
    expect(left(scene, '/release', { remark: { author: 'mona' } }).unassigned).toBe(true)
    expect(left(scene, '/release').unassigned).toBe(false)
    const before = ({ record }: TaskView) => ({ record: { ...record!, unassigned: true } })
    expect(left(scene, '/release', { view: before }).unassigned).toBe(true)
  })

  test('keeps how far the work is, where a sign of life does not say', () => {
    const scene = at('running')
    const further = { remark: { createdAt: '2026-02-22T13:00:00.000Z' } }
    const known = ({ record }: TaskView) => ({ record: { ...record!, claim: { ...record!.claim!, percent: 30 } } })
    const beat = (line: string) => left(scene, line, { ...further, view: known }).claim
    expect(beat('/heartbeat')).toMatchObject({ heartbeat: '2026-02-22T13:00:00.000Z', percent: 30 })
    expect(beat('/heartbeat 0%')).toMatchObject({ percent: 0 })
    expect(beat('/heartbeat 50%')).toMatchObject({ percent: 50 })
  })
})

describe('a worker that is being stopped already', () => {
  /** Nobody has asked for it: its run has waited too long for a runner. */
  const silent = () => {
    const scene = at('running')
    changeRun(scene.github, 'a#1', 'queued')
    scene.github.cancels = 'later'
    scene.github.clock += 25 * anHour
    scene.latest = run(scene.github, scene.phases)
    expect(claimOf(scene, 'a')).toMatchObject({ giveUp: 'silence', end: undefined })
    return scene
  }

  test.each(['/release', '/hold now'])('is not stopped a second time: %s is done at once', (line) => {
    const scene = silent()
    expect(left(scene, line)).toMatchObject({ claim: { giveUp: 'silence', release: undefined } })
    expect(left(scene, line).commands).toContain('7000.0')
    const comment = say(scene, 'a', line)
    run(scene.github, scene.phases)
    expect(shownOn(scene, comment)).toBe('done')
    expect(states(scene)).toBe('a running, z ready')
  })

  test('by this command is waited for, and by another one left to it', () => {
    const scene = at('ending')
    const key = claimOf(scene, 'a').release!
    expect(effect(scene, 'a', '/release', { remark: { id: Number.parseInt(key, 10) } })).toEqual({ do: 'wait' })
    expect(effect(scene, 'a', '/release')).toMatchObject({
      do: 'change',
      record: { claim: { giveUp: 'release', release: key } },
    })
  })
})

describe('a worker that is to be started', () => {
  test.each<[Situation, number, number]>([
    ['assigned', 1, 1],
    ['waiting', 2, 2],
    ['failed', 2, 1],
  ])('of a task that is %s: claim %i at attempt %i', (situation, number, attempt) => {
    expect(effect(at(situation), 'a', '/spawn')).toMatchObject({
      do: 'start',
      task: 'a',
      claim: { number, attempt, by: 'octocat', command: '7000.0', model: 'sonnet' },
    })
  })

  test('waits where another run has the claim, and asks first what its workflow is', () => {
    const scene = at('assigned')
    expect(effect(scene, 'a', '/spawn', { observation: { taken: new Set(['a']) } })).toEqual({ do: 'wait' })
    const { answered } = contextOf(scene).world.observation
    const unasked = new Set([...answered].filter((key) => !key.includes('"workflow"')))
    expect(effect(scene, 'a', '/spawn', { observation: { answered: unasked } })).toEqual({
      do: 'ask',
      questions: [{ ask: 'workflow', file: 'worker.yml' }],
    })
  })

  test('is not started again by the same command', () => {
    const done = ({ record }: TaskView) => ({ record: { ...record!, commands: ['7000.0'] } })
    expect(effect(at('assigned'), 'a', '/spawn', { view: done })).toEqual({ do: 'wait' })
    const scene = at('starting')
    const [id] = claimOf(scene, 'a').command!.split('.')
    expect(effect(scene, 'a', '/spawn', { remark: { id: Number(id) } })).toEqual({ do: 'wait' })
  })

  test('may have an issue whose record somebody has wiped out', () => {
    const scene = at('assigned')
    changeIssue(scene.github, scene.numberOf('a'), { body: 'Mine now.' })
    const comment = say(scene, 'a', '/spawn')
    scene.run()
    expect([shownOn(scene, comment), states(scene)]).toEqual(['done', 'a running, z ready'])
  })
})

test('nobody begins a task that was held a moment ago, though it shows its slot still', () => {
  const held = { view: () => ({ work: { kind: 'held' as const, until: 0, pulls: [] } }) }
  expect(effect(at('assigned'), 'a', '/heartbeat', held)).toMatchObject({ do: 'refuse', code: 'no-slot' })
  expect(effect(at('assigned'), 'a', '/heartbeat')).toMatchObject({ do: 'change' })
})

test.each(['/release', '/heartbeat', '/hold'])('%s works on an issue whose record somebody has wiped out', (line) => {
  const record = left(at('assigned'), line, { view: () => ({ record: undefined }) })
  expect(record.commands).toEqual(['7000.0'])
  expect({ ...emptyTaskRecord, ...record }).toEqual(record)
})
