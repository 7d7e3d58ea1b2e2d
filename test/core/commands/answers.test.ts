import { describe, expect, test } from 'vitest'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeRun } from '../simulated-workers.ts'
import { aDay, anHour, answersOn, say, shownOn, workedPhase } from '../worker-scene.ts'
import { inState, type Situation } from './task-in-state.ts'

function ask(scene: Scene, place: string, body: string, author?: string): string | undefined {
  const before = answersOn(scene, place).length
  say(scene, place, body, author)
  scene.run()
  return answersOn(scene, place)[before]
}

describe('/why', () => {
  test.each<[Situation, string]>([
    ['blocked', '#3 (a) waits for #2 (z). It is expected to start on 23 February 2026.'],
    [
      'ready',
      '#3 (a) is number 1 of 1 in the queue. Priority 3; waits for a free slot. It is expected to start on 23 February 2026.',
    ],
    ['assigned', '#2 (a) has a slot: say /spawn to start its worker. It is expected to be done on 23 February 2026.'],
    ['running', '#2 (a) is with sonnet. It is expected to be done on 23 February 2026.'],
    ['stalled', '#2 (a) is with sonnet, without a sign of life. It is expected to be done on 23 February 2026.'],
    ['review', '#2 (a) is in review.'],
    [
      'waiting',
      '#2 (a) failed at attempt 1, and is tried again after 2026-02-22 13:00 UTC. It is expected to start on 23 February 2026.',
    ],
    ['failed', '#2 (a) failed at attempt 1, the last one.'],
    ['held', '#2 (a) is held by octocat: for now.'],
    ['done', '#2 (a) is done.'],
    ['dropped', '#2 (a) was dropped.'],
  ])('where the task is %s', (situation, expected) => {
    expect(ask(inState[situation](), 'a', '/why')).toBe(expected)
  })

  test('names whoever is at it, and how far', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] })]))
    say(scene, 'a', '/heartbeat 40%', 'mona')
    scene.run()
    expect(ask(scene, 'a', '/why')).toBe('#2 (a) is with mona, 40 %. It is expected to be done on 23 February 2026.')
  })

  test('names every obstacle', () => {
    const scene = launch(workedPhase(['x', 'y', taskOf('a', { model: 'sonnet', dependsOn: ['x', 'y'] })]))
    expect(ask(scene, 'a', '/why')).toBe(
      '#4 (a) waits for #2 (x) and #3 (y). It is expected to start on 24 February 2026.',
    )
  })
})

test('/phase status says how the phase stands, what is under way, what is next and what is to be decided', () => {
  const scene = launch(workedPhase(['a', 'b']))
  say(scene, 'a', '/spawn')
  scene.run()
  expect(ask(scene, 'progress', '/phase status')?.split('\n\n')).toEqual([
    '0 of 2 done · 1 of 1 slots in use · expected 24 February 2026',
    '#2 (a) (1d) is with sonnet.',
    'Next: #3 (b).',
  ])
  changeRun(scene.github, 'a#1', 'success')
  scene.run()
  expect(ask(scene, 'progress', '/phase status')?.split('\n\n')).toContain(
    'To decide: #2 (a) was handed in without an open pull request ([run 500](../actions/runs/500)): close it if it is done, or say /release.',
  )
})

test('/phase help names every command', () => {
  const help = ask(launch(workedPhase(['a'])), 'progress', '/phase help')
  for (const word of [
    '/spawn',
    '/release',
    '/hold',
    '/unhold',
    '/next',
    '/heartbeat',
    '/why',
    '/phase pause',
    '/phase status',
  ])
    expect(help).toContain(word)
})

describe('people without write', () => {
  test('are answered once a day on an issue, in the days of the phase', () => {
    // Noon in UTC is nine at night in Tokyo.
    const scene = launch(workedPhase(['a', 'b'], { timezone: 'Asia/Tokyo' }))
    expect(ask(scene, 'a', '/why', 'stranger')).toBeDefined()
    for (const author of ['stranger', 'another']) expect(ask(scene, 'a', '/why', author)).toBeUndefined()
    expect(ask(scene, 'b', '/why', 'stranger')).toBeDefined()
    scene.github.clock += 2 * anHour
    expect(ask(scene, 'a', '/why', 'stranger')).toBeUndefined()
    scene.github.clock += 2 * anHour
    expect(ask(scene, 'a', '/why', 'stranger')).toBeDefined()
    scene.github.clock += aDay
    expect(ask(scene, 'a', '/why', 'another')).toBeDefined()
  })

  test('are answered once in one run too, and are shown what else was not', () => {
    const scene = launch(workedPhase(['a']))
    const asked = Array.from({ length: 10 }, () => say(scene, 'a', '/why', 'stranger'))
    scene.run()
    expect(answersOn(scene, 'a')).toHaveLength(1)
    expect(asked.map((comment) => shownOn(scene, comment))).toEqual(['done', ...Array(9).fill('refused')])
  })

  test('do not keep those with write from an answer', () => {
    const scene = launch(workedPhase(['a']))
    expect(ask(scene, 'a', '/why', 'stranger')).toBeDefined()
    expect(ask(scene, 'a', '/why')).toBeDefined()
    expect(ask(scene, 'a', '/why')).toBeDefined()
  })
})

test('/phase report adds what has happened since the last digest', () => {
  const scene = launch(workedPhase(['a', 'b'], { report: { every: aDay, at: '09:00' } }))
  say(scene, 'a', '/spawn')
  scene.run()
  expect(ask(scene, 'progress', '/phase report')?.split('\n\n').slice(-1)).toEqual([
    'Since 22 February 2026: started #2 (a) Task a: is with sonnet.',
  ])
})
