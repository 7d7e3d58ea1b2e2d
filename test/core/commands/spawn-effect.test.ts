import { describe, expect, test } from 'vitest'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { addBlocker, closeIssue, openIssue, removeIssue } from '../simulated-github.ts'
import { answersOn, recordOf, runs, say, shownOn, states, workedPhase } from '../worker-scene.ts'

/** What `/spawn` came to: the states, or the words of the refusal behind "was not done: ". */
function spawn(scene: Scene, place: string, body: string, before: (scene: Scene) => void = () => {}): string {
  before(scene)
  const comment = say(scene, place, body)
  scene.run()
  if (shownOn(scene, comment) === 'done') return states(scene)
  expect(shownOn(scene, comment)).toBe('refused')
  return answersOn(scene, place).at(-1)!.replace('octocat, /spawn was not done: ', '')
}

const by = (model: string | undefined, given: object = {}) => taskOf('a', { model, ...given })

describe('why a worker is not started', () => {
  test.each([
    [
      'nobody does the task',
      by(undefined, { assignees: ['mona'] }),
      '/spawn',
      '#2 (a) has no model: its assignees do it. Name one with /spawn model=….',
    ],
    ['the model is unknown', by('sonnet'), '/spawn model=opus', 'the phase file has no model opus.'],
    ['another task is named', by('sonnet'), '/spawn z', 'to start other tasks say so on the progress issue.'],
    ['one of several is another', by('sonnet'), '/spawn a z', 'to start other tasks say so on the progress issue.'],
  ])('%s', (_, task, said, answer) => {
    expect(spawn(launch(workedPhase([task, 'z'])), 'a', said)).toBe(answer)
  })

  test('its own id may be named, in any case, and so may the model', () => {
    expect(spawn(launch(workedPhase(['a', 'z'])), 'a', '/spawn A model=HAIKU')).toBe('a running, z ready')
  })

  test('what it waits for is named, and how much more there is', () => {
    const scene = launch(workedPhase([taskOf('a', { dependsOn: ['x', 'y', 'z'] }), 'x', 'y', 'z']))
    expect(spawn(scene, 'a', '/spawn')).toBe('#2 (x) is open; #5 (a) starts after it, and so do 2 more.')
    closeIssue(scene.github, scene.numberOf('x'), 'not_planned')
    scene.run()
    expect(spawn(scene, 'a', '/spawn')).toBe('#2 (x) was dropped, and #5 (a) depends on it, and so do 2 more.')
  })

  test('an issue linked by hand is one to wait for', () => {
    const scene = launch(workedPhase(['a', 'z']))
    const other = openIssue(scene.github, 'octocat', { title: 'Other', body: '' })
    addBlocker(scene.github, scene.numberOf('a'), other.number)
    expect(spawn(scene, 'a', '/spawn')).toBe(`#${other.number} is open; #2 (a) starts after it.`)
  })

  test('a link to what nobody here may see is one too', () => {
    const scene = launch(workedPhase(['a', 'z']))
    scene.github.hiddenBlockers.set(scene.numberOf('a'), 1)
    expect(spawn(scene, 'a', '/spawn')).toBe('#2 (a) waits for something that cannot be read here.')
  })

  test('the final task starts last', () => {
    const scene = launch(workedPhase([taskOf('a', { model: 'sonnet', final: true }), 'z']))
    expect(spawn(scene, 'a', '/spawn')).toBe(`#${scene.numberOf('a')} (a) starts when every other task is done.`)
  })

  test('a task whose issue is gone has none', () => {
    const scene = launch(workedPhase(['a', 'z'], { slots: 2 }))
    removeIssue(scene.github, scene.numberOf('a'), 'deleted')
    expect(spawn(scene, 'progress', '/spawn a')).toBe(
      'a has lost its issue; the progress issue says what is to be decided.',
    )
  })
})

describe('on the progress issue', () => {
  test('all picks are started, and those alone', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 2 }))
    expect(spawn(scene, 'progress', '/spawn')).toBe('a running, b running, c ready')
    expect(runs(scene)).toEqual(['a#1 running', 'b#1 running'])
    expect(spawn(scene, 'progress', '/spawn')).toBe(
      'no pick waits for its worker: look under "Working now" for what is at work.',
    )
  })

  test('what it names and nobody knows is refused, though the rest was done', () => {
    const scene = launch(workedPhase(['a', 'z']))
    expect(spawn(scene, 'progress', '/spawn a nowhere')).toBe('nowhere is no task of this phase.')
    expect(states(scene)).toBe('a running, z ready')
  })

  test('picks that people do are none of them', () => {
    const scene = launch(workedPhase(['a', taskOf('b', { assignees: ['mona'] })], { slots: 2 }))
    expect(spawn(scene, 'progress', '/spawn')).toBe('a running, b assigned')
  })

  test('those that can be started are, and of the others each reason is given once', () => {
    const waiting = (id: string) => taskOf(id, { model: 'sonnet', dependsOn: ['a'] })
    const scene = launch(workedPhase(['a', waiting('b'), waiting('c'), 'd'], { slots: 2 }))
    const answer = spawn(scene, 'progress', '/spawn d b c nowhere B nowhere')
    const of = (id: string) => `#${scene.numberOf(id)} (${id})`
    expect(answer).toBe(
      `nowhere is no task of this phase; ${of('a')} is open; ${of('b')} starts after it; ${of('a')} is open; ${of('c')} starts after it.`,
    )
    expect(states(scene)).toBe('a assigned, b blocked, c blocked, d running')
    expect(recordOf(scene, 'd').claim).toMatchObject({ by: 'octocat', attempt: 1, model: 'sonnet' })
  })
})
