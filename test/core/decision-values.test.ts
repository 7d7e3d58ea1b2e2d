import { describe, expect, test } from 'vitest'
import type { Operation } from '../../src/core/operation.ts'
import { phaseOf, taskOf } from './plan.ts'
import { launch, operationsOf } from './scene.ts'
import {
  addBlocker,
  changeIssue,
  closeIssue,
  emptyGitHub,
  openIssue,
  removeBlocker,
  storedIssue,
} from './simulated-github.ts'
import { run } from './simulation.ts'
import { say, workedPhase } from './worker-scene.ts'

const two = [taskOf('a'), taskOf('b', { dependsOn: ['a'] })]
const asked = (answered: ReadonlySet<string>, verb: string) => [...answered].filter((key) => key.includes(`"${verb}"`))

describe('a launch', () => {
  const { operations } = run(emptyGitHub(), [phaseOf(two)])
  const opened = operations.find(({ do: verb }) => verb === 'open-progress') as Extract<
    Operation,
    { do: 'open-progress' }
  >

  test('begins with a page that says no more than is true already', () => {
    expect(opened).toMatchObject({
      title: 'Phase 4 progress: Release readiness',
      labels: ['phase-progress', 'phase:4'],
    })
    expect(opened.page).toMatchObject({
      verdict: ['Phase 4 is being launched.'],
      notes: [],
      sections: [],
      pictures: [],
    })
    const { record } = opened.page
    expect(record).toMatchObject({ unlinked: [], unparented: [], labels: [], complete: undefined, outlook: undefined })
  })

  test('gives it a title that GitHub takes', () => {
    const long = launch([phaseOf(two, { title: 'x'.repeat(300) })])
    expect(storedIssue(long.github, 1).title).toBe(`Phase 4 progress: ${'x'.repeat(238)}`)
  })
})

describe('a phase that is finished', () => {
  const scene = launch([phaseOf([taskOf('a')]), phaseOf([taskOf('b')], { id: '5', milestone: undefined })])
  closeIssue(scene.github, scene.numberOf('a'), 'completed')
  scene.run()

  test('has its number told, and no other', () => {
    scene.run()
    const progress = [...scene.github.issues.values()].find(({ title }) => title.startsWith('Phase 4'))!
    expect(scene.latest.outcome!.closed).toEqual(new Map([['4', progress.number]]))
    expect(scene.latest.outcome!.phases.map(({ view }) => view.phase.id)).not.toContain('4')
  })
})

describe('a GitHub that has no dependencies', () => {
  const without = () => launch([phaseOf(two)], { github: emptyGitHub({ dependencies: false }) })

  test('is asked for none once that is known', () => {
    const { latest } = without()
    expect(latest.outcome!.phases[0]!.standing.record.dependencies).toBe(false)
    const scene = without()
    const { observation } = scene.run()
    expect(asked(observation.answered, 'blockers')).toEqual([])
  })

  test('is asked again once it shows them', () => {
    const scene = without()
    Object.assign(scene.github, { dependencies: true })
    expect(operationsOf(scene.run())).toContain('link')
    expect(scene.issue('b').blockedBy).toEqual([scene.numberOf('a')])
  })
})

describe('tasks that wait for each other', () => {
  test('are not linked again where somebody took a link away', () => {
    const scene = launch([phaseOf([...two, taskOf('c'), taskOf('d', { dependsOn: ['c'] })])])
    const number = (id: string) => scene.numberOf(id)
    addBlocker(scene.github, number('a'), number('b'))
    removeBlocker(scene.github, number('b'), number('a'))
    removeBlocker(scene.github, number('d'), number('c'))
    const links = scene.run().operations.flatMap((each) => (each.do === 'link' ? [`${each.task} ${each.blocker}`] : []))
    expect(links).toEqual(['d c'])
  })
})

describe('an issue’s text', () => {
  const restored = (scene: ReturnType<typeof launch>) =>
    scene.latest.outcome!.phases[0]!.view.tasks[1]!.record?.restored

  test('remembers the link that was set again, until the file drops it', () => {
    const scene = launch([phaseOf(two)])
    removeBlocker(scene.github, scene.numberOf('b'), scene.numberOf('a'))
    scene.run()
    scene.run()
    expect(restored(scene)).toEqual([scene.numberOf('a')])
    scene.phases = [phaseOf([taskOf('a'), taskOf('b')])]
    scene.run()
    scene.run()
    expect(restored(scene)).toEqual([])
  })

  test('remembers it not longer for another one that the file keeps', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a', 'c'] }), taskOf('c')])])
    removeBlocker(scene.github, scene.numberOf('b'), scene.numberOf('a'))
    scene.run()
    scene.phases = [phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['c'] }), taskOf('c')])]
    scene.run()
    scene.run()
    expect(restored(scene)).toEqual([])
  })

  test('says nothing of links that this GitHub has not, as links', () => {
    const scene = launch([phaseOf(two)], { github: emptyGitHub({ dependencies: false }) })
    scene.run()
    expect(scene.latest.outcome!.phases[0]!.view.tasks[1]!.record?.links).toEqual([])
    const linked = launch([phaseOf(two)])
    linked.run()
    expect(linked.latest.outcome!.phases[0]!.view.tasks[1]!.record?.links).toEqual([linked.numberOf('a')])
  })
})

describe('an agent that is taken off', () => {
  test('is taken off under the name that GitHub shows, and the one that it was given', () => {
    const [phase] = workedPhase([taskOf('a', { model: 'copilot' })])
    const scene = launch([phase], { github: emptyGitHub({ assignable: ['copilot-swe-agent[bot]', 'Copilot'] }) })
    say(scene, 'a', '/spawn')
    scene.run({ agentToken: true })
    expect(scene.issue('a').assignees).toHaveLength(1)
    changeIssue(scene.github, scene.numberOf('a'), { assignees: ['Copilot'] })
    say(scene, 'a', '/release')
    const { operations } = scene.run({ agentToken: true })
    const off = operations.flatMap((each) => (each.do === 'unassign' ? each.logins : []))
    expect(off).toEqual(['Copilot', 'copilot-swe-agent[bot]'])
  })
})

test('a task whose issue is lost is neither written nor labelled', () => {
  const scene = launch([phaseOf([taskOf('a', { issue: 99 }), taskOf('b')])])
  openIssue(scene.github, 'octocat', { title: 'Something else', body: '' })
  expect(scene.run().operations).toEqual([])
})

describe('a task that has another id', () => {
  const picks = (scene: ReturnType<typeof launch>) => scene.latest.outcome!.phases[0]!.standing.record.picks
  const later = (scene: ReturnType<typeof launch>, tasks: Parameters<typeof phaseOf>[0]) => {
    scene.github.clock += 3_600_000
    scene.phases = [phaseOf(tasks)]
    scene.run()
  }

  test('keeps its slot, and since when it has it', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    const since = picks(scene).get('a')
    later(scene, [taskOf('a2', { formerly: 'a' })])
    expect(picks(scene)).toEqual(new Map([['a2', since]]))
  })

  test('has nothing of a task that is there under the id that it had', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    const since = picks(scene).get('a')
    later(scene, [taskOf('a'), taskOf('a2', { formerly: 'a' })])
    expect(picks(scene).get('a')).toBe(since)
    expect(picks(scene).get('a2')).not.toBe(since)
  })
})

test('a task that is the next one again is so in the same run', () => {
  const scene = launch([phaseOf([taskOf('a', { assignees: ['mona'] }), taskOf('b')], { slots: 1 })])
  changeIssue(scene.github, scene.numberOf('a'), { assignees: [] })
  scene.run()
  expect([...scene.latest.outcome!.slots.holders]).toEqual(['b'])
  say(scene, 'a', '/next')
  const { operations, outcome } = scene.run()
  expect([...outcome!.slots.holders]).toEqual(['a'])
  const writes = operations.flatMap((each) => (each.do === 'write-task' && each.task === 'a' ? [each.back] : []))
  expect(writes).not.toContain(true)
})

test('what somebody says to a phase holds for that phase alone', () => {
  const five = phaseOf([taskOf('x')], { id: '5', milestone: undefined })
  const scene = launch([phaseOf([taskOf('a')]), five])
  say(scene, 'progress', '/phase pause')
  scene.run()
  const paused = scene.latest.outcome!.phases.map(({ standing }) => standing.record.paused?.by)
  expect(paused).toEqual(['octocat', undefined])
})

test('a run knows who had a slot before it', () => {
  const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c')])])
  closeIssue(scene.github, scene.numberOf('a'), 'completed')
  scene.run()
  scene.run()
  expect(scene.latest.outcome!.heldBefore).toEqual(['b', 'c'])
})

test('a task that left while it was at work is known by its number, and keeps its slot', () => {
  const scene = launch(workedPhase(['a', 'b']))
  say(scene, 'a', '/spawn')
  scene.run()
  const number = scene.numberOf('a')
  scene.phases = workedPhase(['b'])
  const { outcome } = scene.run()
  expect(outcome!.numbers.get('a')).toBe(number)
  expect(outcome!.phases[0]!.standing.record.picks.has('a')).toBe(true)
  expect(outcome!.slots.holders.has('b')).toBe(false)
})

test('a run that ends when it has taken off whom the file names no more costs nobody a slot', () => {
  const scene = launch([phaseOf([taskOf('a', { assignees: ['mona'] })])])
  scene.phases = [phaseOf([taskOf('a')])]
  expect(operationsOf(run(scene.github, scene.phases, { killedAfter: 1 }))).toEqual(['unassign'])
  const { outcome } = scene.run()
  expect([...outcome!.slots.holders]).toEqual(['a'])
  expect(outcome!.phases[0]!.view.tasks[0]!.record).toMatchObject({ assigned: [], unassigned: false })
})
