import { describe, expect, test } from 'vitest'
import type { Absence, WorkerRun } from '../../../src/core/observation.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { TaskRecord } from '../../../src/core/records/task-record.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { claimsLeft } from '../../../src/core/workers/left-claims.ts'
import { taskOf } from '../plan.ts'
import { launch, operationsOf, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, type GitHub } from '../simulated-github.ts'
import { changeRun, openPull } from '../simulated-workers.ts'
import { run, worldOf } from '../simulation.ts'
import { aDay, aMinute, cancelNow, claimOf, later, recordOf, runs, say, states, workedPhase } from '../worker-scene.ts'

const sonnet = taskOf('a', { model: 'sonnet' })

/** Two tasks and one slot; whoever does `a` is at it. */
function atWork(github: Partial<GitHub> = {}, task = sonnet, holdsSlot = false): Scene {
  const scene = launch(workedPhase([task, 'b'], { review: { holdsSlot, decideAfter: aDay } }), {
    github: emptyGitHub(github),
    options: { agentToken: true },
  })
  if (task.model !== undefined) say(scene, 'a', '/spawn')
  scene.run()
  return scene
}

/** The tasks whose claims the page remembers. */
function remembered({ latest }: Scene): readonly string[] {
  return [...latest.outcome!.phases[0]!.view.record.claims.keys()]
}

/** How often a run of ours looks at runs of workers. */
function looks({ latest }: Scene): number {
  return [...latest.observation.answered].filter((key) => key.startsWith('{"ask":"run"')).length
}

function close(scene: Scene, reason: string): void {
  closeIssue(scene.github, scene.numberOf('a'), reason)
  scene.run()
}

describe('a task that left the plan', () => {
  test('keeps its slot until its worker has ended, and not a run longer', () => {
    const scene = atWork()
    scene.phases = workedPhase(['b'])
    scene.run()
    expect([runs(scene), states(scene), remembered(scene)]).toEqual([['a#1 running'], 'b ready', ['a']])
    cancelNow(scene)
    scene.run()
    expect([states(scene), remembered(scene)]).toEqual(['b assigned', []])
  })

  test('keeps its slot until it is closed where a person does it without a claim', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] }), 'b']))
    const number = scene.numberOf('a')
    scene.phases = workedPhase(['b'])
    scene.run()
    expect([states(scene), remembered(scene)]).toEqual(['b ready', []])
    closeIssue(scene.github, number, 'completed')
    scene.run()
    expect(states(scene)).toBe('b assigned')
  })

  test('is looked at no more once its worker has ended', () => {
    const scene = atWork()
    scene.phases = workedPhase(['b'])
    scene.run()
    expect(looks(scene)).toBe(1)
    changeRun(scene.github, 'a#1', 'success')
    scene.run()
    scene.run()
    expect(looks(scene)).toBe(0)
  })
})

describe('the page remembers a claim', () => {
  test('while its worker is at it, and no longer', () => {
    const scene = atWork()
    expect(remembered(scene)).toEqual(['a'])
    changeRun(scene.github, 'a#1', 'failure')
    scene.run()
    expect(remembered(scene)).toEqual([])
  })

  test.each(['completed', 'not_planned'])('of a task closed as %s until its run has ended', (reason) => {
    const scene = atWork({ cancels: 'later' })
    close(scene, reason)
    expect([states(scene), runs(scene), remembered(scene)]).toEqual(['a, b assigned', ['a#1 running'], ['a']])
    expect(looks(scene)).toBeGreaterThan(0)
    changeRun(scene.github, 'a#1', 'cancelled')
    scene.run()
    expect(remembered(scene)).toEqual([])
    scene.run()
    expect(looks(scene)).toBe(0)
  })

  test('of a closed task whose run was deleted no more', () => {
    const scene = atWork()
    changeRun(scene.github, 'a#1', 'gone')
    close(scene, 'completed')
    expect(remembered(scene)).toEqual([])
  })

  /** The claims that a run leaves, of which `a` is closed and nothing else has changed but what the test says. */
  function leftOf(
    run: WorkerRun | Absence,
    given: { page?: Partial<ProgressRecord>; record?: Partial<TaskRecord> } = {},
  ) {
    const scene = atWork()
    scene.run()
    const { outcome, observation } = scene.latest
    const { view } = outcome!.phases[0]!
    const tasks = view.tasks.map((task): TaskView => {
      return task.task.id === 'a' ? { ...task, outcome: 'dropped', record: { ...task.record!, ...given.record } } : task
    })
    const runs = new Map([[claimOf(scene, 'a').run!, run]])
    const phase = { ...view, tasks, record: { ...view.record, ...given.page } }
    const { claims } = claimsLeft(phase, worldOf(scene.phases, { ...observation, runs }, scene.github.clock))
    return [...claims.keys()]
  }

  test.each<[run: Absence, kept: readonly string[]]>([
    ['deleted', []],
    ['moved', []],
    ['unreadable', ['a']],
  ])('of a closed task whose run is %s: %j', (run, kept) => {
    expect(leftOf(run)).toEqual(kept)
  })

  test('of a task closed just now that the page knows nothing of, and not of one closed before', () => {
    const page = { claims: new Map() }
    expect(leftOf('unreadable', { page })).toEqual(['a'])
    for (const state of ['done', 'dropped'] as const) {
      expect(leftOf('unreadable', { page, record: { state } })).toEqual([])
    }
  })

  test('of a closed task that somebody was assigned to no more', () => {
    const scene = atWork({}, taskOf('a', { model: 'crew' }))
    expect(remembered(scene)).toEqual(['a'])
    close(scene, 'completed')
    expect(remembered(scene)).toEqual([])
  })

  test('and not one that had ended before its task was closed, whose run nobody looks at', () => {
    const scene = atWork()
    changeRun(scene.github, 'a#1', 'failure')
    scene.run()
    close(scene, 'not_planned')
    expect([remembered(scene), looks(scene)]).toEqual([[], 0])
  })
})

describe('the run of a dropped task', () => {
  test('is cancelled once, and again only after a quarter of an hour', () => {
    const scene = atWork({ cancels: 'later' })
    closeIssue(scene.github, scene.numberOf('a'), 'not_planned')
    const asks = () => operationsOf(run(scene.github, scene.phases)).filter((verb) => verb === 'cancel-run')
    expect([asks(), asks()]).toEqual([['cancel-run'], []])
    scene.github.clock += 14 * aMinute
    expect(asks()).toEqual([])
    scene.github.clock += aMinute
    expect(asks()).toEqual(['cancel-run'])
    cancelNow(scene)
    scene.github.clock += 16 * aMinute
    expect(asks()).toEqual([])
  })

  test('is cancelled although the record of the task was lost', () => {
    const scene = atWork()
    changeIssue(scene.github, scene.numberOf('a'), { body: '' })
    close(scene, 'not_planned')
    expect(runs(scene)).toEqual(['a#1 cancelled'])
    later(scene, aMinute)
    expect(remembered(scene)).toEqual([])
  })
})

describe('an open pull request', () => {
  function opened(task = sonnet, holdsSlot = false): Scene {
    const scene = atWork({}, task, holdsSlot)
    openPull(scene.github, scene.numberOf('a'), 'octocat')
    return scene
  }
  function stateAfter(scene: Scene, said: string): string {
    say(scene, 'a', said)
    scene.run()
    return states(scene)
  }

  test.each([
    ['of a run', sonnet],
    ['of an agent', taskOf('a', { model: 'copilot' })],
    ['of a person', taskOf('a', { assignees: ['mona'] })],
  ])('%s does not hand in again what /release gives back', (_, task) => {
    for (const holdsSlot of [false, true]) {
      expect(stateAfter(opened(task, holdsSlot), '/release')).toBe('a ready, b assigned')
      const scene = opened(task, holdsSlot)
      if (task === sonnet) changeRun(scene.github, 'a#1', 'success')
      scene.run()
      expect(states(scene)).toBe(`a review, b ${holdsSlot ? 'ready' : 'assigned'}`)
      expect(stateAfter(scene, '/release')).toBe('a ready, b assigned')
      later(scene, aDay)
      expect(states(scene)).toBe('a ready, b assigned')
    }
  })

  test('of a run hands nothing in that /hold now stops, or that is the next one again', () => {
    const held = opened()
    expect([stateAfter(held, '/hold now'), stateAfter(held, '/unhold')]).toEqual([
      'a held, b assigned',
      'a ready, b assigned',
    ])
    expect(stateAfter(opened(), '/release\n\n/next')).toBe('a assigned, b ready')
  })

  test('that a failed run left behind hands in at the next attempt, which is not started', () => {
    const scene = opened()
    scene.github.pulls.length = 0
    changeRun(scene.github, 'a#1', 'failure')
    scene.run()
    const late = openPull(scene.github, scene.numberOf('a'), 'octocat')
    later(scene, 14 * aMinute)
    expect(states(scene)).toBe('a waiting, b assigned')
    later(scene, aMinute)
    expect([states(scene), runs(scene)]).toEqual(['a review, b assigned', ['a#1 failure']])
    expect([recordOf(scene, 'a').pulls, claimOf(scene, 'a').end?.how]).toEqual([[late], 'failed'])
  })
})
