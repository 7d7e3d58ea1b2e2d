import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/core/phase.ts'
import { parseProgressRecord } from '../../../src/core/records/progress-record.ts'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, reopenIssue, storedIssue } from '../simulated-github.ts'
import { changeRun } from '../simulated-workers.ts'
import { run } from '../simulation.ts'
import { aDay, aMinute, anHour, later, recordOf, runs, say, shownOn, workedPhase } from '../worker-scene.ts'

// Whatever happens within a day, no more workers are started than the phase file allows. These tests count runs, of
// which GitHub keeps account, and no record.

/** A worker that fails at once, for ever, with as many attempts as a file can give. */
const restless: Partial<Phase> = { spawn: 'auto', retry: { maxAttempts: 20, backoff: aMinute } }

/** Every run that is at work fails, `between` happens, and the time of a backoff passes, until nothing starts any more. */
function failForEver(scene: Scene, rounds: number, between: () => void = () => {}): void {
  for (let round = 0; round < rounds; round++) {
    for (const { status, title } of scene.github.runs) {
      if (status !== 'completed') changeRun(scene.github, title.replace('task ', ''), 'failure')
    }
    between()
    wait(scene, 11 * aMinute)
  }
}

/** Time passes, and a run comes. After damage a claim may be tried again in the next run, so it need not be the last. */
function wait(scene: Scene, milliseconds: number): void {
  scene.github.clock += milliseconds
  run(scene.github, scene.phases)
}

const wipe = (scene: Scene, task: string) => changeIssue(scene.github, scene.numberOf(task), { body: 'All done!' })
const progressRecord = (scene: Scene) => parseProgressRecord(storedIssue(scene.github, 1).body)!

describe('workers that fail at once, under spawn: auto', () => {
  test('stop after as many failures in a row as the file says, over all tasks', () => {
    const limit = { perDay: 100, failuresInARow: 5 }
    const scene = launch(workedPhase(['a', 'b', 'c'], { ...restless, slots: 2, spawnLimit: limit }))
    failForEver(scene, 20)
    // Two were at work when the fifth failure came in.
    expect(runs(scene).length).toBeLessThanOrEqual(6)
    expect(runs(scene).length).toBeGreaterThanOrEqual(5)
  })

  test('stop after as many starts in a day, and go on a day later', () => {
    const scene = launch(workedPhase(['a', 'b'], { ...restless, spawnLimit: { perDay: 4, failuresInARow: 1000 } }))
    failForEver(scene, 20)
    expect(runs(scene)).toHaveLength(4)
    later(scene, aDay)
    failForEver(scene, 20)
    expect(runs(scene)).toHaveLength(8)
  })
})

describe('a limit that is reached although records were damaged', () => {
  test.each([
    ['while its worker is at work', (scene: Scene) => wipe(scene, 'a')],
    [
      'once between two attempts',
      (scene: Scene) => {
        wait(scene, aMinute)
        wipe(scene, 'a')
      },
    ],
  ])('of starts: a worker overwrites its issue %s', (_, damage) => {
    const limit = { perDay: 4, failuresInARow: 1000 }
    const scene = launch(workedPhase(['a'], { ...restless, spawnLimit: limit }))
    failForEver(scene, 15, () => damage(scene))
    expect(runs(scene)).toHaveLength(4)
  })

  test('of failures in a row: a worker overwrites its issue each time', () => {
    const limit = { perDay: 100, failuresInARow: 3 }
    const scene = launch(workedPhase(['a'], { ...restless, spawnLimit: limit }))
    failForEver(scene, 15, () => wipe(scene, 'a'))
    expect(runs(scene)).toHaveLength(3)
  })

  test('by an older text of the issue, as a backup or an editor that was open for long would bring back', () => {
    const scene = launch(workedPhase(['a'], { ...restless, spawnLimit: { perDay: 4, failuresInARow: 1000 } }))
    const old = scene.issue('a').body
    failForEver(scene, 15, () => changeIssue(scene.github, scene.numberOf('a'), { body: old }))
    expect(runs(scene)).toHaveLength(4)
  })

  test('on the progress issue: the tasks remember as well', () => {
    const scene = launch(workedPhase(['a'], { ...restless, spawnLimit: { perDay: 4, failuresInARow: 1000 } }))
    failForEver(scene, 15, () => changeIssue(scene.github, 1, { body: '' }))
    expect(runs(scene)).toHaveLength(4)
  })
})

test('tasks that left the plan, or are there anew under another id, are not forgotten', () => {
  const own = { ...restless, spawnLimit: { perDay: 2, failuresInARow: 1000 } }
  const scene = launch(workedPhase(['a', 'b'], own))
  failForEver(scene, 2)
  expect(runs(scene)).toHaveLength(2)
  scene.phases = workedPhase([taskOf('c', { model: 'sonnet', formerly: 'a' })], own)
  failForEver(scene, 5)
  expect(runs(scene)).toHaveLength(2)
  // The task that was renamed did not count twice.
  expect(progressRecord(scene).starts).toHaveLength(2)
})

test('somebody who closes and opens an issue again and again starts no more workers than that', () => {
  const limit = { perDay: 3, failuresInARow: 1000 }
  const tasks = ['a', taskOf('b', { assignees: ['mona'] })]
  const scene = launch(workedPhase(tasks, { ...restless, slots: 2, spawnLimit: limit }))
  for (let time = 0; time < 12; time++) {
    for (const each of scene.github.runs) Object.assign(each, { status: 'completed', conclusion: 'success' })
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    wait(scene, aMinute)
    reopenIssue(scene.github, scene.numberOf('a'))
    wait(scene, 11 * aMinute)
    wait(scene, aMinute)
  }
  expect(runs(scene)).toHaveLength(3)
})

test('two hundred times /spawn, on every task and by several people, start no more than that', () => {
  const ids = Array.from({ length: 10 }, (_, at) => `t${at}`)
  const scene = launch(workedPhase(ids, { slots: 10, spawnLimit: { perDay: 6, failuresInARow: 3 } }))
  const said = ids.flatMap((id) =>
    Array.from({ length: 20 }, (_, time) => say(scene, id, '/spawn', time % 2 === 0 ? 'octocat' : 'hubot')),
  )
  for (let time = 0; time < 30; time++) wait(scene, aMinute)
  expect(runs(scene)).toHaveLength(6)
  expect(new Set(said.map((comment) => shownOn(scene, comment)))).toEqual(new Set(['done', 'refused']))
  expect(said.filter((comment) => shownOn(scene, comment) === 'done')).toHaveLength(6)
})

describe('clocks', () => {
  const two = { spawnLimit: { perDay: 2, failuresInARow: 1000 } }

  test('that go back do not take the limit away', () => {
    const scene = launch(workedPhase(['a'], { ...restless, ...two }))
    failForEver(scene, 3)
    later(scene, -3 * anHour)
    failForEver(scene, 3)
    expect(runs(scene)).toHaveLength(2)
  })

  test('that pass midnight, in whatever zone, do not begin a new day', () => {
    const scene = launch(workedPhase(['a'], { ...restless, ...two, timezone: 'Pacific/Kiritimati' }))
    failForEver(scene, 3)
    for (let hour = 0; hour < 19; hour++) {
      later(scene, anHour)
      failForEver(scene, 1)
    }
    expect(runs(scene)).toHaveLength(2)
    later(scene, 2 * anHour)
    expect(runs(scene).length).toBeGreaterThan(2)
  })

  test('that were a day ahead when the phase was resumed do not take the limit away for that day', () => {
    const scene = launch(workedPhase(['a'], { ...restless, ...two }))
    failForEver(scene, 3)
    const right = scene.github.clock
    scene.github.clock += aDay - anHour
    say(scene, 'progress', '/phase resume')
    scene.run()
    const begun = runs(scene).length
    scene.github.clock = right + anHour
    failForEver(scene, 5)
    expect(runs(scene).length).toBeLessThanOrEqual(begun + 1)
  })
})

describe('starts without an answer', () => {
  test('that led to workers which no list shows are not repeated beyond the limit', () => {
    const goneRuns = new Set(Array.from({ length: 100 }, (_, at) => 500 + at))
    const github = emptyGitHub({ dispatch: 'silent', goneRuns })
    const scene = launch(workedPhase(['a'], { ...restless, spawnLimit: { perDay: 3, failuresInARow: 3 } }), { github })
    for (let time = 0; time < 30; time++) wait(scene, 11 * aMinute)
    scene.run()
    // One more than the limit: the claim's own start is not held against its being taken over.
    expect(runs(scene)).toEqual(Array.from({ length: 4 }, () => 'a#1 running'))
    expect(scene.decisions()).toContainEqual(expect.stringContaining('No worker is started: 4 workers were started'))
  })

  test('that led to nothing are tried again, even where the claim was the last that the limit allows', () => {
    const scene = launch(workedPhase(['a'], { ...restless, spawnLimit: { perDay: 1, failuresInARow: 3 } }), {
      github: emptyGitHub({ dispatch: 'nothing' }),
    })
    expect([runs(scene), recordOf(scene, 'a').claims]).toEqual([[], 1])
    scene.github.dispatch = 'details'
    later(scene, 11 * aMinute)
    expect(runs(scene)).toEqual(['a#1 running'])
  })
})
