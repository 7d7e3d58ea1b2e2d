import { describe, expect, test } from 'vitest'
import { effectOf } from '../../../src/core/commands/effects.ts'
import { answersTo } from '../../../src/core/commands/inbox.ts'
import { isWorkerOf, roleOf } from '../../../src/core/commands/roles.ts'
import type { Observation, Remark } from '../../../src/core/observation.ts'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { aDay, answersOn, say, shownOn, states, workedPhase } from '../worker-scene.ts'
import { contextOf, pendingOn, phaseIn, remarkOf } from './said.ts'

const assigned = taskOf('a', { assignees: ['mona'] })
const scene = launch(workedPhase([assigned, taskOf('m', { model: 'elsewhere' }), taskOf('s', { model: 'sonnet' })]))

function by(author: string): Partial<Remark> {
  return { author, bot: author.endsWith('[bot]') }
}

function role(place: string, line: string, author: string) {
  return roleOf(pendingOn(scene, place, line, by(author)), contextOf(scene))
}

const writes = { may: true, writes: true }
const may = { may: true, writes: false }
const none = { may: false, writes: false }

describe('who may say what', () => {
  test.each([
    ['a', '/hold', 'octocat', writes],
    ['a', '/hold', 'OctoCat', { ask: { ask: 'writer', login: 'OctoCat' } }],
    ['a', '/hold', 'mona', writes],
    // As the assignee mona needs no right to write, and GitHub is not asked.
    ['a', '/release', 'mona', may],
    ['a', '/heartbeat', 'MONA', may],
    ['a', '/release', 'stranger', none],
    ['progress', '/release', 'mona', writes],
    ['m', '/heartbeat', 'builder', may],
    ['m', '/release', 'builder', none],
    ['a', '/heartbeat', 'builder', none],
    ['m', '/heartbeat', 'coordinator[bot]', may],
    ['m', '/release', 'coordinator[bot]', none],
    ['s', '/heartbeat', 'coordinator[bot]', none],
    ['a', '/heartbeat', 'coordinator[bot]', none],
    ['a', '/hold', 'helper[bot]', none],
  ])('on %s, %s by %s', (place, line, author, expected) => {
    expect(role(place, line, author)).toEqual(expected)
  })

  test('another app may where GitHub says so; our own login may not, whatever GitHub says', () => {
    const given = (author: string) =>
      roleOf(pendingOn(scene, 's', '/hold', by(author)), {
        ...contextOf(scene, {
          writers: new Map([
            ['helper[bot]', true],
            ['coordinator[bot]', true],
          ]),
        }),
      })
    expect(given('helper[bot]')).toEqual(writes)
    expect(given('coordinator[bot]')).toEqual(none)
  })

  test('a person whose token the action has may say everything', () => {
    const { world, ...context } = contextOf(scene)
    const own = { ...context, world: { ...world, observation: { ...world.observation, me: 'octocat' } } }
    expect(roleOf(pendingOn(scene, 's', '/hold', by('octocat')), own)).toEqual(writes)
  })
})

describe('a job of somebody else’s workflow, which comments as we do', () => {
  test.each([
    ['is started by nobody here', 'elsewhere', true],
    ['is dispatched', 'sonnet', false],
    ['is assigned', 'crew', false],
    ['is in no file', 'opus', false],
    ['is not named', undefined, false],
  ])('is the worker of a task whose model %s: %s', (_, model, expected) => {
    const [view] = phaseIn(scene).tasks
    const task = { ...view!, task: { ...view!.task, model } }
    const { world } = contextOf(scene)
    expect(isWorkerOf(task, 'coordinator[bot]', world)).toBe(expected)
    expect(isWorkerOf({ ...task, record: undefined }, 'coordinator[bot]', world)).toBe(expected)
    expect(isWorkerOf(task, 'helper[bot]', world)).toBe(false)
  })
})

describe('people without write', () => {
  const effect = (line: string, given: { author?: string; place?: string; observation?: Partial<Observation> } = {}) =>
    effectOf(
      pendingOn(scene, given.place ?? 'a', line, by(given.author ?? 'stranger')),
      contextOf(scene, given.observation),
    )

  test.each(['/why', '/phase help', '/phase status'])('get an answer to %s, but a /phase report or pause', (line) => {
    expect(effect(line)).toMatchObject({ do: 'answer' })
    for (const other of ['/phase report', '/phase pause', '/phase resume', '/next']) {
      expect(effect(other)).toEqual({ do: 'dismiss' })
    }
  })

  test('are not told that a command stands in the wrong place', () => {
    expect(effect('/why', { place: 'progress' })).toEqual({ do: 'dismiss' })
    const comment = say(scene, 'progress', '/why', 'stranger')
    scene.run()
    expect([shownOn(scene, comment), answersOn(scene, 'progress')]).toEqual(['refused', []])
  })

  test('and those of whom GitHub did not say it are told so, once a day', () => {
    const unsure = { unsure: new Set(['nobody']) }
    expect(effect('/hold', { author: 'Nobody', observation: unsure })).toEqual({
      do: 'refuse',
      code: 'rights-unknown',
      reason: ['GitHub did not say whether you may write here: say it again in a new comment'],
    })
    expect(effect('/hold', { author: 'Nobody' })).toEqual({ do: 'dismiss' })
    expect(effect('/hold', { author: 'stranger', observation: unsure })).toEqual({ do: 'dismiss' })
  })
})

describe('who was answered today', () => {
  const noon = '2026-02-22T12:10:00.000Z'
  const key = String(scene.numberOf('a'))
  const asked = remarkOf({ id: 5000, author: 'Stranger', createdAt: noon })
  const answer = (given: Partial<Remark> = {}) =>
    remarkOf({
      id: 5001,
      author: 'coordinator[bot]',
      bot: true,
      createdAt: noon,
      ours: { answers: '5000.0', refusal: false },
      ...given,
    })

  function answered(remarks: readonly Remark[], record: object = {}, at: Scene = scene): readonly string[] {
    const phase = phaseIn(at)
    const { world } = contextOf(at, { remarks: new Map([[at.numberOf('a'), remarks]]) })
    return [...answersTo({ ...phase, record: { ...phase.record, ...record } }, world).keys()]
  }

  test.each<[string, readonly Remark[], boolean]>([
    ['somebody who may not write', [asked, answer()], true],
    ['somebody who may', [{ ...asked, author: 'OctoCat' }, answer()], false],
    ['an account that was deleted since', [{ ...asked, author: undefined }, answer()], true],
    ['nobody that can be seen any more', [answer()], false],
    ['nobody: it tells something else', [asked, answer({ ours: { answers: '', refusal: false } })], false],
    [
      'another comment, whose number begins alike',
      [asked, answer({ ours: { answers: '50001.0', refusal: false } })],
      false,
    ],
    ['nobody yet', [asked, remarkOf({ id: 5002 })], false],
    ['somebody on another day', [asked, answer({ createdAt: '2026-02-21T23:59:59.000Z' })], false],
  ])('%s', (_, remarks, expected) => {
    expect(answered(remarks)).toEqual(expected ? [key] : [])
  })

  test('and what was read before counts as the record has it', () => {
    const read = (id: number) => ({ read: new Map([[key, { id, at: noon, count: 2 }]]) })
    expect(answered([asked, answer()], read(5000))).toEqual([key])
    expect(answered([asked, answer()], read(5001))).toEqual([])
    expect(
      answered([], {
        answers: new Map([
          ['77', '2026-02-22'],
          ['78', '2026-02-21'],
        ]),
      }),
    ).toEqual(['77'])
  })
})

test('somebody without write who was answered yesterday is answered today, and dismissed for the rest of it', () => {
  const other = launch(workedPhase(['a', 'z']))
  for (const answers of [1, 1, 2]) {
    if (answers === 2) other.github.clock += aDay
    say(other, 'a', '/why', 'stranger')
    other.run()
    expect(answersOn(other, 'a')).toHaveLength(answers)
  }
  expect(states(other)).toBe('a assigned, z ready')
})
