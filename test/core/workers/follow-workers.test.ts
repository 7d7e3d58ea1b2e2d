import { describe, expect, test } from 'vitest'
import { taskOf } from '../plan.ts'
import { launch, operationsOf, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, type GitHub, reopenIssue, storedIssue } from '../simulated-github.ts'
import { editComment } from '../simulated-remarks.ts'
import { changeRun, openPull } from '../simulated-workers.ts'
import { run } from '../simulation.ts'
import {
  aDay,
  aMinute,
  anHour,
  answersOn,
  claimOf,
  later,
  recordOf,
  runs,
  say,
  shownOn,
  states,
  workedPhase,
} from '../worker-scene.ts'

type Given = Parameters<typeof workedPhase>[1]

/** Two tasks and one slot; the worker of `a` was spawned. */
function atWork(given: Given = {}, github: Partial<GitHub> = {}, task = taskOf('a', { model: 'sonnet' })): Scene {
  const scene = launch(workedPhase([task, 'b'], given), {
    github: emptyGitHub(github),
    options: { agentToken: true },
  })
  say(scene, 'a', '/spawn')
  scene.run()
  return scene
}

const agent = taskOf('a', { model: 'copilot' })
const crew = taskOf('a', { model: 'crew' })

function end(scene: Scene, how: Parameters<typeof changeRun>[2], claim = 'a#1'): void {
  changeRun(scene.github, claim, how)
  scene.run()
}

test('a worker that was spawned runs', () => {
  const scene = atWork()
  expect(states(scene)).toBe('a running, b ready')
  expect(runs(scene)).toEqual(['a#1 running'])
  expect(claimOf(scene, 'a')).toMatchObject({ number: 1, attempt: 1, model: 'sonnet', worker: 'run', by: 'octocat' })
})

describe('a run that ends well', () => {
  test('and closed its issue: the task is done', () => {
    const scene = atWork()
    changeRun(scene.github, 'a#1', 'success')
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(states(scene)).toBe('a, b assigned')
    expect(scene.decisions()).toEqual([])
  })

  test('and left a pull request: in review, its slot goes on, and after some days somebody is asked', () => {
    const scene = atWork()
    const pull = openPull(scene.github, scene.numberOf('a'), 'octocat')
    end(scene, 'success')
    expect(states(scene)).toBe('a review, b assigned')
    expect(scene.decisions()).toEqual([])
    expect(scene.issue('a').body).toContain(`#${pull} will close it.`)
    later(scene, 2 * aDay)
    expect(scene.decisions()).toEqual(['a (#2) has waited for review since 2026-02-22: merge it, or say /release.'])
  })

  test('is not started again in thirty days, whatever becomes of its pull request', () => {
    const scene = atWork({ spawn: 'auto' })
    openPull(scene.github, scene.numberOf('a'), 'octocat')
    end(scene, 'success')
    for (let day = 0; day < 30; day++) {
      if (day === 10) scene.github.pulls.length = 0
      later(scene, aDay)
      expect(states(scene)).toBe('a review, b running')
    }
    expect(runs(scene)).toEqual(['a#1 success', 'b#1 running'])
  })

  test('without a pull request: somebody is asked at once', () => {
    const scene = atWork()
    end(scene, 'success')
    expect(states(scene)).toBe('a review, b assigned')
    expect(scene.decisions()).toEqual([
      'a (#2) was handed in without an open pull request (run 500): close it if it is done, or say /release.',
    ])
  })

  test("a stranger's pull request hands nothing in", () => {
    const scene = atWork()
    openPull(scene.github, scene.numberOf('a'), 'stranger')
    end(scene, 'success')
    expect(scene.decisions()).toHaveLength(1)
  })

  test('is in review only then: a pull request that was opened on the way changes nothing', () => {
    const scene = atWork()
    openPull(scene.github, scene.numberOf('a'), 'octocat')
    scene.run()
    expect(states(scene)).toBe('a running, b ready')
  })

  test('keeps its slot in review where the phase says so', () => {
    const scene = atWork({ review: { holdsSlot: true, decideAfter: 2 * aDay } })
    end(scene, 'success')
    expect(states(scene)).toBe('a review, b ready')
  })

  test('keeps its paths in review', () => {
    const paths = ['docs/**']
    const tasks = ['a', 'b'].map((id) => taskOf(id, { model: 'sonnet', paths }))
    const scene = launch(workedPhase([...tasks, 'c'], { slots: 2 }))
    say(scene, 'a', '/spawn')
    scene.run()
    end(scene, 'success')
    expect(states(scene)).toBe('a review, b ready, c assigned')
    expect(scene.latest.outcome!.slots.waits.get('b')).toMatchObject({ for: 'paths', task: 'a' })
  })
})

describe('a run that fails', () => {
  test.each(['failure', 'cancelled', 'gone'] as const)('(%s) is tried again after a while, by itself', (how) => {
    const scene = atWork()
    end(scene, how)
    expect(states(scene)).toBe('a waiting, b assigned')
    later(scene, 14 * aMinute)
    expect(states(scene)).toBe('a waiting, b assigned')
    later(scene, aMinute)
    expect(states(scene)).toBe('a running, b ready')
    expect(claimOf(scene, 'a')).toMatchObject({ number: 2, attempt: 2, by: undefined, end: undefined })
  })

  test('is tried again with the model that it was spawned with', () => {
    const scene = launch(workedPhase(['a']))
    say(scene, 'a', '/spawn model=HAIKU')
    scene.run()
    end(scene, 'failure')
    later(scene, 15 * aMinute)
    expect(claimOf(scene, 'a')).toMatchObject({ attempt: 2, model: 'haiku' })
  })

  test('waits on where whatever holds the slot was started', () => {
    const scene = atWork()
    end(scene, 'failure')
    say(scene, 'b', '/spawn')
    scene.run()
    later(scene, anHour)
    expect(states(scene)).toBe('a waiting, b running')
    end(scene, 'success', 'b#1')
    expect(states(scene)).toBe('a running, b review')
  })

  test('for the last time is for people, and its slot goes on in the same run', () => {
    const scene = atWork()
    end(scene, 'failure')
    later(scene, 15 * aMinute)
    end(scene, 'failure', 'a#2')
    expect(states(scene)).toBe('a failed, b assigned')
    expect(scene.decisions()).toEqual([
      'a (#2) failed at all 2 attempts (run 501): see why, then say /spawn to try again or /release to queue it.',
    ])
    later(scene, 30 * aDay)
    expect(runs(scene)).toEqual(['a#1 failure', 'a#2 failure'])
  })

  test.each([
    ['/spawn', 'a running, b ready'],
    ['/release', 'a ready, b assigned'],
  ])('for the last time: %s lets it begin anew', (command, expected) => {
    const scene = atWork({ retry: { maxAttempts: 1, backoff: aMinute } })
    end(scene, 'failure')
    const comment = say(scene, 'a', command)
    scene.run()
    expect(shownOn(scene, comment)).toBe('done')
    expect(states(scene)).toBe(expected)
    if (command === '/spawn') expect(claimOf(scene, 'a')).toMatchObject({ number: 2, attempt: 1 })
    else expect(recordOf(scene, 'a')).toMatchObject({ claims: 1 })
  })
})

describe('a dispatch', () => {
  test('that tells no run is found by its name', () => {
    const scene = atWork({}, { dispatch: 'bare' })
    expect(states(scene)).toBe('a running, b ready')
    expect(claimOf(scene, 'a').run).toBe(500)
  })

  test('whose run does not appear within a quarter of an hour is lost', () => {
    const scene = atWork({}, { dispatch: 'never' })
    later(scene, 14 * aMinute)
    expect(states(scene)).toBe('a running, b ready')
    later(scene, 2 * aMinute)
    expect(claimOf(scene, 'a').end?.how).toBe('lost')
    expect(states(scene)).toBe('a waiting, b assigned')
  })

  test('without an answer is found by its name', () => {
    const scene = atWork({}, { dispatch: 'silent' })
    expect(states(scene)).toBe('a running, b ready')
    expect(runs(scene)).toEqual(['a#1 running'])
  })

  test('of which nothing is known is tried again under the same claim after ten minutes', () => {
    const scene = atWork({}, { dispatch: 'nothing' })
    expect(states(scene)).toBe('a assigned, b ready')
    scene.github.dispatch = 'details'
    later(scene, 9 * aMinute)
    expect(scene.decisions()[0]).toMatch(/^The worker of a \(#2\) was claimed at .* and is not to be seen/)
    expect(runs(scene)).toEqual([])
    later(scene, 2 * aMinute)
    expect(runs(scene)).toEqual(['a#1 running'])
    expect(states(scene)).toBe('a running, b ready')
    expect(scene.decisions()).toEqual([])
  })

  test('that GitHub refuses is told to whoever asked, and uses no attempt', () => {
    const scene = atWork({}, { dispatch: 'refused' })
    expect(states(scene)).toBe('a assigned, b ready')
    expect(answersOn(scene, 'a')).toEqual([
      'octocat, /spawn was not done: GitHub did not take the start of #2 (a): it said no.',
    ])
    expect(scene.decisions()).toEqual([
      'GitHub did not take the start of a (#2) (it said no): say /spawn once the reason is mended.',
    ])
    scene.github.dispatch = 'details'
    say(scene, 'a', '/spawn')
    scene.run()
    expect(runs(scene)).toEqual(['a#2 running'])
    expect(claimOf(scene, 'a').attempt).toBe(1)
  })
})

describe('signs of life', () => {
  test('a run in progress is its own', () => {
    const scene = atWork()
    later(scene, 30 * aDay)
    expect(states(scene)).toBe('a running, b ready')
  })

  test('a run that waits for a runner has stalled, then is cancelled, and uses an attempt', () => {
    const scene = atWork()
    end(scene, 'queued')
    later(scene, 4 * anHour - aMinute)
    expect(states(scene)).toBe('a running, b ready')
    later(scene, 2 * aMinute)
    expect(states(scene)).toBe('a stalled, b ready')
    later(scene, 20 * anHour)
    expect(runs(scene)).toEqual(['a#1 cancelled'])
    expect(claimOf(scene, 'a').end?.how).toBe('silent')
    expect(states(scene)).toBe('a waiting, b assigned')
  })

  test('the slot of a silent run is given on only once it has ended', () => {
    const scene = atWork({}, { cancels: 'later' })
    end(scene, 'queued')
    scene.github.clock += 25 * anHour
    const first = run(scene.github, scene.phases)
    expect(operationsOf(first)).toContain('cancel-run')
    // GitHub is asked once, and again only much later.
    expect(operationsOf(run(scene.github, scene.phases))).toEqual([])
    scene.github.clock += 16 * aMinute
    expect(operationsOf(run(scene.github, scene.phases))).toContain('cancel-run')
    expect(claimOf(scene, 'a')).toMatchObject({ giveUp: 'silence', end: undefined })
    expect(states(scene)).toBe('a running, b ready')
    end(scene, 'cancelled')
    expect(states(scene)).toBe('a waiting, b assigned')
  })

  test('an agent without any has stalled, and a day later loses its slot, an attempt and its assignment', () => {
    const scene = atWork({}, {}, agent)
    expect(scene.issue('a').assignees).toEqual(['copilot-swe-agent[bot]'])
    later(scene, 4 * anHour)
    expect(states(scene)).toBe('a stalled, b ready')
    later(scene, 20 * anHour)
    expect(states(scene)).toBe('a waiting, b assigned')
    expect(scene.issue('a').assignees).toEqual([])
    later(scene, 15 * aMinute)
    expect(states(scene)).toBe('a running, b ready')
    expect(scene.issue('a').assignees).toEqual(['copilot-swe-agent[bot]'])
    expect(claimOf(scene, 'a')).toMatchObject({ number: 2, attempt: 2 })
  })

  test('an agent edits one comment over and over', () => {
    const scene = atWork({}, {}, agent)
    const beat = say(scene, 'a', '/heartbeat 20% begun', 'Copilot')
    scene.run()
    expect(claimOf(scene, 'a').percent).toBe(20)
    for (const percent of [40, 60, 80]) {
      scene.github.clock += 5 * anHour
      editComment(scene.github, scene.numberOf('a'), beat, `/heartbeat ${percent}%`)
      scene.run()
      expect(claimOf(scene, 'a').percent).toBe(percent)
      expect(states(scene)).toBe('a running, b ready')
    }
    expect(answersOn(scene, 'a')).toEqual([])
    expect(scene.github.issues.get(1)!.body).toContain('running, 80 %')
    later(scene, 5 * anHour)
    expect(states(scene)).toBe('a stalled, b ready')
  })

  test("a stranger's heartbeat is none", () => {
    const scene = atWork({}, {}, agent)
    scene.github.clock += 3 * anHour
    const beat = say(scene, 'a', '/heartbeat 20%', 'stranger')
    later(scene, 2 * anHour)
    expect(states(scene)).toBe('a stalled, b ready')
    expect(shownOn(scene, beat)).toBe('refused')
    expect(answersOn(scene, 'a')).toEqual([])
  })

  test("an agent's draft is one, and its pull request hands the work in", () => {
    const scene = atWork({}, {}, agent)
    scene.github.clock += 3 * anHour
    openPull(scene.github, scene.numberOf('a'), 'Copilot', true)
    later(scene, 3 * anHour)
    expect(states(scene)).toBe('a running, b ready')
    scene.github.pulls.length = 0
    openPull(scene.github, scene.numberOf('a'), 'Copilot')
    scene.run()
    expect(states(scene)).toBe('a review, b assigned')
    expect(scene.issue('a').assignees).toEqual(['copilot-swe-agent[bot]'])
    later(scene, 3 * aDay)
    expect(states(scene)).toBe('a review, b assigned')
  })

  test('nobody waits for those of a person', () => {
    const scene = atWork({}, {}, crew)
    expect(scene.issue('a').assignees).toEqual(['mona'])
    later(scene, 60 * aDay)
    expect(states(scene)).toBe('a running, b ready')
    expect(scene.decisions()).toEqual([
      'a (#2) has been with mona since 2026-02-22: ask how it goes, or take the assignee off to give the slot back.',
    ])
  })
})

describe('whoever is assigned', () => {
  test.each([
    ['an agent', agent],
    ['a person', crew],
  ])('and taken off by hand gives the slot back, uses no attempt, and is not set again: %s', (_, task) => {
    const scene = atWork({}, {}, task)
    scene.phases = workedPhase([task, 'b'], { spawn: 'auto' })
    changeIssue(scene.github, scene.numberOf('a'), { assignees: [] })
    scene.run()
    expect(states(scene)).toBe('a ready, b running')
    expect(recordOf(scene, 'a')).toMatchObject({ failures: [], claim: { end: { how: 'released' } } })
    closeIssue(scene.github, scene.numberOf('b'), 'completed')
    later(scene, 2 * aDay)
    expect(states(scene)).toBe('a assigned, b')
    expect(scene.issue('a').assignees).toEqual([])
    say(scene, 'a', '/spawn')
    scene.run()
    expect(states(scene)).toBe('a running, b')
    expect(scene.issue('a').assignees).toHaveLength(1)
  })

  test('and replaced by hand is the worker, and is not hurried', () => {
    const scene = atWork({}, {}, agent)
    changeIssue(scene.github, scene.numberOf('a'), { assignees: ['hubot'] })
    scene.run()
    expect(claimOf(scene, 'a')).toMatchObject({ worker: 'person', logins: ['hubot'] })
    later(scene, 60 * aDay)
    expect(states(scene)).toBe('a running, b ready')
  })
})

describe('while a worker is at it', () => {
  test('closed as completed: its run is left alone, and the slot goes on', () => {
    const scene = atWork()
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(runs(scene)).toEqual(['a#1 running'])
    expect(states(scene)).toBe('a, b assigned')
  })

  test.each(['not_planned', 'duplicate'])('closed as %s: its run is cancelled', (reason) => {
    const scene = atWork()
    closeIssue(scene.github, scene.numberOf('a'), reason)
    scene.run()
    expect(runs(scene)).toEqual(['a#1 cancelled'])
  })

  test('closed and opened again: no claim, attempts from 1, and the number goes on', () => {
    const scene = atWork()
    end(scene, 'failure')
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    reopenIssue(scene.github, scene.numberOf('a'))
    scene.run()
    scene.run()
    expect(states(scene)).toBe('a ready, b assigned')
    say(scene, 'a', '/spawn')
    scene.run()
    expect(claimOf(scene, 'a')).toMatchObject({ number: 2, attempt: 1 })
  })

  test('closed, and opened again while its run still goes on: no second one', () => {
    const scene = atWork({ spawn: 'auto' })
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    reopenIssue(scene.github, scene.numberOf('a'))
    scene.run()
    later(scene, anHour)
    expect(runs(scene).filter((run) => run.startsWith('a'))).toEqual(['a#1 running'])
  })

  test('a link appears: somebody is to look again, and nothing stops', () => {
    const scene = atWork()
    scene.issue('a').blockedBy.push(scene.numberOf('b'))
    scene.run()
    expect(states(scene)).toBe('a running, b ready')
    expect(scene.decisions()).toEqual(['Look again at a (#2): it is at work, and waits for b (#3).'])
  })

  test('slots are lowered, and a more urgent task appears: nothing stops, and nothing is picked', () => {
    const scene = atWork({ slots: 2 })
    expect(states(scene)).toBe('a running, b assigned')
    scene.phases = workedPhase(['a', 'b', taskOf('c', { model: 'sonnet', priority: 1 })])
    scene.run()
    expect(states(scene)).toBe('a running, b ready, c ready')
  })

  test('the file changes: the text follows, and says so', () => {
    const scene = atWork()
    const [phase] = workedPhase([taskOf('a', { model: 'sonnet', description: 'More to do.' }), 'b'])
    scene.phases = [phase!]
    scene.run()
    expect(scene.issue('a').body).toContain('The phase file has changed since its worker started.')
  })

  test('the label is changed by hand: it is corrected, and claims nothing', () => {
    const scene = atWork()
    for (const [id, label] of [
      ['a', 'status:ready'],
      ['b', 'status:running'],
    ] as const) {
      const { number, labels } = scene.issue(id)
      changeIssue(scene.github, number, { labels: [...labels.filter((name) => !/^status:/.test(name)), label] })
    }
    scene.run()
    expect(states(scene)).toBe('a running, b ready')
    expect(runs(scene)).toEqual(['a#1 running'])
  })

  test.each<[name: string, damage: (body: string) => string]>([
    ['damaged', (body) => body.replace('"state":"', '"state":"un')],
    ['gone', () => ''],
    ['that of an earlier day', () => ''],
  ])('the hidden record is %s: no second worker is started', (name, damage) => {
    const scene = launch(workedPhase(['a', 'b'], { spawn: 'auto' }))
    const body = name === 'that of an earlier day' ? scene.issue('a').body : damage(scene.issue('a').body)
    changeIssue(scene.github, scene.numberOf('a'), { body })
    scene.run()
    expect(states(scene)).toBe('a running, b ready')
    expect(runs(scene)).toEqual(['a#1 running'])
    expect(claimOf(scene, 'a').run).toBe(500)
  })

  test('the progress issue is emptied: no second worker is started', () => {
    const scene = launch(workedPhase(['a', 'b'], { spawn: 'auto' }))
    const progress = storedIssue(scene.github, 1)
    changeIssue(scene.github, 1, { body: progress.body.replace(/<!-- phase-coordinator:data .*\n/, '') })
    scene.run()
    expect(states(scene)).toBe('a running, b ready')
    expect(runs(scene)).toEqual(['a#1 running'])
  })
})

describe('what comes after an end', () => {
  test('a failed run that somebody runs once more is at work again: no other one is started beside it', () => {
    const scene = atWork()
    end(scene, 'failure')
    expect(states(scene)).toBe('a waiting, b assigned')
    changeRun(scene.github, 'a#1', 'running')
    later(scene, 15 * aMinute)
    expect(runs(scene)).toEqual(['a#1 running'])
    expect(states(scene)).toBe('a running, b ready')
    end(scene, 'success')
    expect(states(scene)).toBe('a review, b assigned')
  })

  test('a task that others start goes back into the queue, and its next sign of life is the next attempt', () => {
    const scene = launch(workedPhase([taskOf('a', { model: 'elsewhere' })]))
    const beat = () => say(scene, 'a', '/heartbeat 10%', 'builder')
    beat()
    scene.run()
    expect(states(scene)).toBe('a running')
    later(scene, 25 * anHour)
    expect(states(scene)).toBe('a waiting')
    later(scene, 15 * aMinute)
    expect(states(scene)).toBe('a assigned')
    beat()
    scene.run()
    expect(claimOf(scene, 'a')).toMatchObject({ number: 2, attempt: 2, worker: 'agent' })
  })

  test('an agent that is released is taken off under the name by which GitHub shows it, and assigned anew', () => {
    const scene = atWork({}, {}, agent)
    const { number } = scene.issue('a')
    changeIssue(scene.github, number, { assignees: ['Copilot'] })
    say(scene, 'a', '/release')
    scene.run()
    expect(scene.issue('a').assignees).toEqual([])
    later(scene, aMinute)
    say(scene, 'a', '/spawn')
    scene.run()
    expect(scene.issue('a').assignees).toEqual(['copilot-swe-agent[bot]'])
  })

  test('whoever came in the place of the one we assigned gives the slot back as well', () => {
    const scene = atWork({}, {}, crew)
    const { number } = scene.issue('a')
    changeIssue(scene.github, number, { assignees: ['hubot'] })
    scene.run()
    expect(states(scene)).toBe('a running, b ready')
    changeIssue(scene.github, number, { assignees: [] })
    scene.run()
    expect(states(scene)).toBe('a ready, b assigned')
  })
})

test('an issue that is locked while a worker is at it is for a person to decide, and its slot goes on', () => {
  const scene = atWork()
  changeIssue(scene.github, scene.numberOf('a'), { locked: true })
  scene.run()
  expect(states(scene)).toBe('a running, b assigned')
  expect(scene.decisions()[0]).toContain('is locked: unlock it')
  changeIssue(scene.github, scene.numberOf('a'), { locked: false })
  scene.run()
  expect(states(scene)).toBe('a running, b ready')
})
