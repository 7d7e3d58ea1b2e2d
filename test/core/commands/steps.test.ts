import { describe, expect, test } from 'vitest'
import { nextStep } from '../../../src/core/commands/steps.ts'
import { launch, type Scene } from '../scene.ts'
import { run } from '../simulation.ts'
import { answersOn, runs, say, shownOn, states, workedPhase } from '../worker-scene.ts'
import { contextOf, pendingOn } from './said.ts'

const plan = () => workedPhase(['a', 'b', 'c'], { slots: 2 })

function counts(scene: Scene, comments: readonly Parameters<typeof shownOn>[1][]): Record<string, number> {
  const count: Record<string, number> = {}
  for (const comment of comments) count[shownOn(scene, comment)] = (count[shownOn(scene, comment)] ?? 0) + 1
  return count
}

describe('several commands', () => {
  test('in one comment take effect one after the other, and the comment shows the worst', () => {
    const scene = launch(plan())
    const comment = say(scene, 'a', '/hold\n\n/unhold\n\n/unhold\n\n/spawn')
    scene.run()
    expect(shownOn(scene, comment)).toBe('refused')
    expect(answersOn(scene, 'a')).toEqual([
      'octocat, /unhold was not done: #2 (a) is not held; /why tells how it stands.',
    ])
    expect(runs(scene)).toEqual(['a#1 running'])
  })

  test('that undo each other over and over end as the last one says', () => {
    const scene = launch(plan())
    const comments = ['/hold', '/unhold', '/hold', '/unhold', '/hold', '/unhold', '/hold'].map((body) =>
      say(scene, 'a', body),
    )
    scene.run()
    expect(counts(scene, comments)).toEqual({ done: 7 })
    expect(states(scene)).toBe('a held, b assigned, c assigned')
  })

  test('three times /spawn within a second start the right workers, once, in order', () => {
    const scene = launch(plan())
    const comments = ['b', 'c', 'a'].map((id) => say(scene, id, '/spawn'))
    scene.run()
    expect(runs(scene)).toEqual(['b#1 running', 'c#1 running'])
    expect(comments.map((comment) => shownOn(scene, comment))).toEqual(['done', 'done', 'refused'])
  })

  test('wait for one before them on the same issue, and for none on another', () => {
    const scene = launch(plan())
    say(scene, 'a', '/spawn')
    scene.run()
    scene.github.cancels = 'later'
    const said = [say(scene, 'a', '/release'), say(scene, 'a', '/hold'), say(scene, 'b', '/hold')]
    run(scene.github, scene.phases)
    expect(said.map((comment) => shownOn(scene, comment))).toEqual(['begun', 'nothing', 'done'])
  })
})

describe('one run', () => {
  test('gives at most twenty answers, and the next one goes on', () => {
    const scene = launch(plan())
    const comments = Array.from({ length: 30 }, () => say(scene, 'a', '/unhold'))
    const last = say(scene, 'a', '/hold')
    run(scene.github, scene.phases)
    expect(answersOn(scene, 'a')).toHaveLength(20)
    expect(counts(scene, comments)).toEqual({ refused: 20, nothing: 10 })
    expect(shownOn(scene, last)).toBe('nothing')
    scene.run()
    expect(counts(scene, comments)).toEqual({ refused: 30 })
    expect(shownOn(scene, last)).toBe('done')
    expect(answersOn(scene, 'a')).toHaveLength(30)
  })

  test('dismisses at most twenty comments of people without write, and asks about as many logins', () => {
    const scene = launch(plan())
    const ofOne = Array.from({ length: 30 }, () => say(scene, 'a', '/spawn', 'stranger'))
    run(scene.github, scene.phases)
    expect(counts(scene, ofOne)).toEqual({ refused: 20, nothing: 10 })
    scene.run()
    expect(counts(scene, ofOne)).toEqual({ refused: 30 })
    const ofMany = Array.from({ length: 30 }, (_, at) => say(scene, 'b', '/hold', `stranger-${at}`))
    const { observation } = run(scene.github, scene.phases)
    expect(observation.writers.size).toBe(20)
    expect(counts(scene, ofMany)).toEqual({ refused: 20, nothing: 10 })
    scene.run()
    expect(counts(scene, ofMany)).toEqual({ refused: 30 })
    expect(states(scene)).toBe('a assigned, b assigned, c ready')
    expect([...answersOn(scene, 'a'), ...answersOn(scene, 'b')]).toEqual([])
  })

  test('carries out what somebody of this repository says behind any number of strangers', () => {
    const scene = launch(plan())
    const strangers = Array.from({ length: 60 }, (_, at) => say(scene, 'a', '/spawn', `stranger-${at}`))
    const own = say(scene, 'a', '/spawn', 'mona')
    run(scene.github, scene.phases)
    expect(shownOn(scene, own)).toBe('done')
    expect(runs(scene)).toEqual(['a#1 running'])
    expect(counts(scene, strangers)).toEqual({ refused: 20, nothing: 40 })
  })
})

test('a command is begun with eyes before anything else is done for it', () => {
  const scene = launch(plan())
  say(scene, 'a', '/spawn')
  const operations = scene
    .run()
    .operations.map((operation) => (operation.do === 'react' ? `react ${operation.content}` : operation.do))
  expect(operations[0]).toBe('react eyes')
  const order = ['react eyes', 'claim', 'start-run', 'write-task', 'react rocket', 'write-progress']
  expect(order.map((verb) => operations.lastIndexOf(verb))).toEqual(
    order.map((verb) => operations.lastIndexOf(verb)).toSorted((a, b) => a - b),
  )
})

test("a mistake is answered with what was meant, others' commands with silence", () => {
  const scene = launch(plan())
  const [mistake, theirs] = [say(scene, 'a', '/spwan'), say(scene, 'a', '/lgtm')]
  scene.run()
  expect([shownOn(scene, mistake), shownOn(scene, theirs)]).toEqual(['refused', 'nothing'])
  expect(answersOn(scene, 'a')).toHaveLength(1)
  expect(answersOn(scene, 'a')[0]).toContain('/spawn')
})

describe('the next step', () => {
  const scene = launch(plan())
  const [a, b] = ['a', 'b'].map((id, at) => pendingOn(scene, id, '/hold', { id: 7000 + at }))
  const acting = (key: string) => ({
    acting: { pending: { key }, effect: { do: 'change' } },
    operations: [],
    questions: [],
  })

  test('is that of the first letter, but leaves alone what something went wrong with in this run', () => {
    expect(nextStep([a!, b!], contextOf(scene))).toMatchObject(acting('7000.0'))
    expect(nextStep([a!, b!], contextOf(scene, { troubled: new Set(['a']) }))).toMatchObject(acting('7001.0'))
    expect(nextStep([a!, b!], contextOf(scene, { putOff: new Set([7000]) }))).toMatchObject(acting('7001.0'))
    const onPage = pendingOn(scene, 'progress', '/phase pause')
    expect(nextStep([onPage], contextOf(scene, { troubled: new Set(['a']) }))).toMatchObject({
      acting: { effect: { do: 'change-phase', record: { paused: { by: 'octocat' }, commands: ['7000.0'] } } },
    })
  })

  test('shows that a letter is finished whose commands all are', () => {
    const shown = (refused: boolean) => nextStep([{ ...a!, open: [], refused }], contextOf(scene)).operations
    const reaction = { do: 'react', phase: '4', task: 'a', comment: 7000 }
    expect(shown(false)).toEqual([{ ...reaction, content: 'rocket' }])
    expect(shown(true)).toEqual([{ ...reaction, content: '-1' }])
  })

  test('asks about no more than twenty people who do not belong here, but about workers for whoever may write', () => {
    const many = Array.from({ length: 20 }, (_, at): [string, boolean] => [`stranger-${at}`, false])
    const { answered } = contextOf(scene).world.observation
    const context = (keep: (key: string) => boolean) =>
      contextOf(scene, {
        writers: new Map([...many, ['octocat', true]]),
        answered: new Set([...answered].filter(keep)),
      })
    const spawn = (member: boolean) => pendingOn(scene, 'a', '/spawn', { member })
    const withoutWorkflow = context((key) => !key.includes('"workflow"'))
    const questions = [{ ask: 'workflow', file: 'worker.yml' }]
    for (const member of [true, false]) expect(nextStep([spawn(member)], withoutWorkflow)).toMatchObject({ questions })
    const withoutWriters = context((key) => !key.includes('"writer"'))
    expect(nextStep([spawn(true)], withoutWriters).questions).toEqual([{ ask: 'writer', login: 'octocat' }])
    expect(nextStep([spawn(false)], withoutWriters)).toEqual({ acting: undefined, operations: [], questions: [] })
  })
})
