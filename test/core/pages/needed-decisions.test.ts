import { expect, test } from 'vitest'
import { phaseOf, taskOf } from '../plan.ts'
import { launch } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, reopenIssue } from '../simulated-github.ts'
import { changeRun, openPull } from '../simulated-workers.ts'
import { aMinute, say, workedPhase } from '../worker-scene.ts'

const aDay = 24 * 60 * 60 * 1000

// Decisions about links, lost issues and duplicates stand with blockers and task issues.

test('nothing is asked of people while all is well', () => {
  expect(launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])]).decisions()).toEqual([])
})

test('a locked issue is asked about until it is unlocked or closed', () => {
  const scene = launch([phaseOf([taskOf('a')])])
  changeIssue(scene.github, 2, { locked: true })
  scene.run()
  expect(scene.decisions()).toEqual(['a (#2) is locked: unlock it, or close it as not planned.'])
  expect(scene.github.issues.get(1)!.body).toContain('### Decisions needed\n\n- #2 (a) is locked')
  changeIssue(scene.github, 2, { locked: false })
  scene.run()
  expect(scene.decisions()).toEqual([])
})

test('dropped dependencies are asked about together', () => {
  const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c', { dependsOn: ['a', 'b'] })])])
  closeIssue(scene.github, 2, 'not_planned')
  closeIssue(scene.github, 3, 'duplicate')
  scene.run()
  expect(scene.decisions()).toEqual([
    'c (#4) waits for a (#2) and b (#3), closed without being done: reopen that, take the dependency away, or set "on_dropped: release".',
  ])
  scene.phases = [phaseOf(scene.phases[0]!.tasks, { onDropped: 'release' })]
  scene.run()
  expect(scene.decisions()).toEqual([])
})

test('a login that GitHub does not assign is asked about, and the task is picked all the same', () => {
  const scene = launch([phaseOf([taskOf('a', { assignees: ['nobody', 'octocat'] })])])
  expect(scene.decisions()).toEqual([
    'a (#2) cannot be assigned to nobody: GitHub does not take that login here. Change "assignees" or give them access.',
  ])
  expect(scene.issue('a')).toMatchObject({ assignees: ['octocat'] })
  scene.phases = [phaseOf([taskOf('a', { assignees: ['octocat'] })])]
  scene.run()
  expect(scene.decisions()).toEqual([])
})

test('a task that was done is to be looked at again while what it rested on is open again', () => {
  const scene = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c')])])
  for (const number of [2, 3]) {
    closeIssue(scene.github, number, 'completed')
    scene.run()
  }
  reopenIssue(scene.github, 2)
  scene.run()
  expect(scene.decisions()).toEqual(['Look again at b (#3), because #2 was reopened.'])
  scene.run()
  expect(scene.decisions()).toEqual(['Look again at b (#3), because #2 was reopened.'])
  closeIssue(scene.github, 2, 'completed')
  scene.run()
  expect(scene.decisions()).toEqual([])
})

test('a person at work for twice the effort is asked about, and keeps the slot', () => {
  const scene = launch([phaseOf([taskOf('a', { assignees: ['octocat'], effortHours: 16 })])])
  scene.github.clock += 4 * aDay - 60_000
  scene.run()
  expect(scene.decisions()).toEqual([])
  scene.github.clock += 120_000
  scene.run()
  expect(scene.decisions()).toEqual([
    'a (#2) has been with octocat since 2026-02-22: ask how it goes, or take the assignee off to give the slot back.',
  ])
  expect(scene.latest.outcome!.slots.holders.has('a')).toBe(true)
})

test('a worker, or a pick that nobody took yet, is not asked about as a person is', () => {
  const scene = launch([phaseOf([taskOf('a', { model: 'sonnet' }), taskOf('b')])])
  scene.github.clock += 40 * aDay
  scene.run()
  expect(scene.decisions()).toEqual([])
})

// What starts, failures, pauses and lost dispatches ask for stands with workers and starts.

test('what waits for review is asked about once its time is over, and no more once that is settled', () => {
  const scene = launch(workedPhase(['a'], { review: { holdsSlot: false, decideAfter: aDay } }))
  say(scene, 'a', '/spawn')
  scene.run()
  openPull(scene.github, scene.numberOf('a'), 'octocat')
  changeRun(scene.github, 'a#1', 'success')
  scene.run()
  scene.github.clock += aDay - aMinute
  scene.run()
  expect(scene.decisions()).toEqual([])
  scene.github.clock += 2 * aMinute
  scene.run()
  expect(scene.decisions()).toHaveLength(1)
  say(scene, 'a', '/release')
  scene.run()
  expect(scene.decisions()).toEqual([])
})

test('a task that failed is asked about until somebody decides', () => {
  const scene = launch(workedPhase(['a'], { retry: { maxAttempts: 1, backoff: aMinute } }))
  say(scene, 'a', '/spawn')
  scene.run()
  changeRun(scene.github, 'a#1', 'failure')
  scene.run()
  expect(scene.decisions()).toEqual([
    'a (#2) failed at its only attempt (run 500): see why, then say /spawn to try again or /release to queue it.',
  ])
  closeIssue(scene.github, scene.numberOf('a'), 'not_planned')
  scene.run()
  expect(scene.latest.outcome!.phases.flatMap(({ standing }) => standing.decisions)).toEqual([])
})

test('a worker that should start by itself and cannot is asked about, with the reason', () => {
  const noTrigger = { code: 'worker-not-dispatchable', reason: 'it has no workflow_dispatch trigger' } as const
  const workflows = new Map([['worker.yml', { problem: noTrigger }]])
  const scene = launch(workedPhase(['a'], { spawn: 'auto' }), { github: emptyGitHub({ workflows }) })
  expect(scene.decisions()).toEqual([
    'The worker of a (#2) cannot start: .github/workflows/worker.yml cannot be started: it has no workflow_dispatch trigger.',
  ])
  workflows.clear()
  scene.run()
  expect(scene.decisions()).toEqual([])
})

test('a pause asks nothing: it is shown at the top', () => {
  const scene = launch(workedPhase(['a'], { spawn: 'auto' }))
  say(scene, 'progress', '/phase pause')
  scene.run()
  expect(scene.decisions()).toEqual([])
})
