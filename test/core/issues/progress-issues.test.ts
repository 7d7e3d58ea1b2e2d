import { describe, expect, test } from 'vitest'
import { marker } from '../../../src/core/records/managed-part.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { holders, launch, operationsOf } from '../scene.ts'
import {
  changeIssue,
  closeIssue,
  coordinator,
  emptyGitHub,
  openIssue,
  reopenIssue,
  storedIssue,
} from '../simulated-github.ts'
import { addComment } from '../simulated-remarks.ts'
import { run } from '../simulation.ts'

const phases = [phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])]

function progressNumbers({ github }: { github: ReturnType<typeof emptyGitHub> }): number[] {
  return [...github.issues.values()].flatMap(({ number, body }) =>
    body.includes(marker({ kind: 'phase', id: '4' })) ? number : [],
  )
}

describe('the progress issue is found again', () => {
  test.each<[string, (github: ReturnType<typeof emptyGitHub>) => void]>([
    ['without its labels', (github) => changeIssue(github, 1, { labels: [] })],
    ['without its own label', (github) => changeIssue(github, 1, { labels: ['phase:4'] })],
    ['without labels and milestone', (github) => changeIssue(github, 1, { labels: [], milestone: undefined })],
    ['under another title', (github) => changeIssue(github, 1, { title: 'Mine' })],
    [
      'below the text of people',
      (github) => changeIssue(github, 1, { body: `Hello\n\n${storedIssue(github, 1).body}` }),
    ],
    ['closed by hand', (github) => closeIssue(github, 1, 'completed')],
  ])('%s', (_, change) => {
    const scene = launch(phases)
    change(scene.github)
    scene.run()
    expect(progressNumbers(scene)).toEqual([1])
    expect(storedIssue(scene.github, 1).title).toBe('Phase 4 progress: Release readiness')
    expect(storedIssue(scene.github, 1).labels).toEqual(expect.arrayContaining(['phase-progress', 'phase:4']))
    expect(holders(scene.latest)).toEqual(['a'])
  })
})

test('an issue that quotes the progress issue further down, without its label, is none', () => {
  const scene = launch(phases)
  const quoted = `From the progress issue:\n\n${storedIssue(scene.github, 1).body}`
  const other = openIssue(scene.github, coordinator, { title: 'Report', body: quoted, labels: ['phase:4'] })
  expect(operationsOf(scene.run())).toEqual([])
  expect(other).toMatchObject({ title: 'Report', open: true, body: quoted, labels: ['phase:4'] })
})

describe('a record that is gone', () => {
  test.each<[string, (body: string) => string]>([
    ['damaged', (body) => body.replace('"tasks"', '"tusks"')],
    ['deleted', (body) => body.replace(/<!-- phase-coordinator:data .*\n/, '')],
    ['with its end', (body) => body.replace(/<!-- phase-coordinator:data [\s\S]*/, '')],
  ])('because it was %s is rebuilt from the sub-issues, and nothing is opened twice', (_, damage) => {
    const scene = launch(phases)
    changeIssue(scene.github, 1, { body: damage(storedIssue(scene.github, 1).body) })
    const result = scene.run()
    expect(operationsOf(result)).not.toContain('open-task')
    expect(holders(result)).toEqual(['a'])
    expect([scene.numberOf('a'), scene.numberOf('b')]).toEqual([2, 3])
  })

  test('also finds tasks below the text of people', () => {
    const scene = launch(phases)
    for (const number of [2, 3])
      changeIssue(scene.github, number, { body: `mine\n${storedIssue(scene.github, number).body}` })
    changeIssue(scene.github, 1, { body: storedIssue(scene.github, 1).body.replace('"tasks"', '"tusks"') })
    expect(operationsOf(scene.run())).not.toContain('open-task')
    expect(scene.github.issues.size).toBe(3)
  })
})

describe('two progress issues for one phase', () => {
  test('the lowest survives, the other is closed as its duplicate', () => {
    const scene = launch(phases)
    const other = openIssue(scene.github, coordinator, {
      title: 'x',
      body: storedIssue(scene.github, 1).body,
      labels: ['phase-progress'],
    })
    scene.run()
    expect(other).toMatchObject({ open: false, stateReason: 'duplicate' })
    expect(storedIssue(scene.github, 1).open).toBe(true)
  })

  test('one that people have commented on is left open', () => {
    const scene = launch(phases)
    const other = openIssue(scene.github, coordinator, {
      title: 'x',
      body: storedIssue(scene.github, 1).body,
      labels: ['phase-progress'],
    })
    addComment(scene.github, other.number, 'mona', 'Mine.')
    scene.run()
    expect(other.open).toBe(true)
  })
})

describe('what another login opened', () => {
  test('stops the run where that login made the milestone: the token was changed', () => {
    const github = emptyGitHub()
    launch(phases, { github })
    for (const issue of github.issues.values()) Object.assign(issue, { author: 'old-bot' })
    for (const milestone of github.milestones) Object.assign(milestone, { creator: 'old-bot' })
    const before = structuredClone(github)
    const result = run(github, phases)
    expect(result.stop?.code).toBe('token-changed')
    expect(result.stop?.message).toContain('old-bot')
    expect(result.stop?.message).toContain('trusted-authors')
    expect(github).toEqual(before)
    expect(run(github, phases, { trusted: ['OLD-bot'] }).operations).toEqual([])
  })

  test('stops the run where that login may write here', () => {
    const github = emptyGitHub({ writers: ['old-bot'] })
    const plan = [phaseOf([taskOf('a')], { milestone: undefined })]
    launch(plan, { github })
    for (const issue of github.issues.values()) Object.assign(issue, { author: 'old-bot' })
    expect(run(github, plan).stop?.code).toBe('token-changed')
  })

  test('is ignored where that login is a stranger', () => {
    const github = emptyGitHub()
    openIssue(github, 'stranger', {
      title: 'x',
      body: `${marker({ kind: 'phase', id: '4' })}\n`,
      labels: ['phase-progress', 'phase:4'],
    })
    openIssue(github, 'stranger', { title: 'x', body: `${marker({ kind: 'task', id: 'a' })}\n`, labels: ['phase:4'] })
    const before = structuredClone([github.issues.get(1), github.issues.get(2)])
    const scene = launch(phases, { github })
    expect(holders(scene.latest)).toEqual(['a'])
    expect([github.issues.get(1), github.issues.get(2)]).toEqual(before)
  })
})

describe('the end of a phase', () => {
  function ended() {
    const scene = launch(phases)
    closeIssue(scene.github, 2, 'completed')
    scene.run()
    closeIssue(scene.github, 3, 'not_planned')
    scene.run()
    return scene
  }

  test('closes the progress issue and the milestone, with a summary', () => {
    const { github } = ended()
    expect(storedIssue(github, 1)).toMatchObject({ open: false, stateReason: 'completed' })
    expect(storedIssue(github, 1).body).toContain('**Phase 4 is complete: 1 of 1 done, 1 dropped.**')
    expect(github.milestones[0]).toMatchObject({ open: false })
  })

  test('costs no more questions than the list of progress issues', () => {
    const { github } = ended()
    expect([...run(github, phases).observation.answered]).toEqual(['{"ask":"progress-issues"}'])
  })

  test('is undone by a task that is reopened', () => {
    const scene = ended()
    reopenIssue(scene.github, 3)
    scene.run()
    expect(storedIssue(scene.github, 1).open).toBe(true)
    expect(scene.github.milestones[0]).toMatchObject({ open: true })
    expect(holders(scene.run())).toEqual(['b'])
  })

  test('is undone by a task that is added', () => {
    const scene = ended()
    scene.phases = [phaseOf([...phases[0]!.tasks, taskOf('c')])]
    expect(holders(scene.run())).toEqual(['c'])
    expect(storedIssue(scene.github, 1).open).toBe(true)
  })

  test('leaves a milestone open that a phase to come shares', () => {
    const first = phaseOf([taskOf('a')], { milestone: 'v1.0.0' })
    const scene = launch([first, phaseOf([taskOf('b')], { id: '5', after: ['4'], milestone: 'v1.0.0' })])
    for (const task of ['a', 'b']) {
      expect(scene.github.milestones).toMatchObject([{ title: 'v1.0.0', open: true }])
      closeIssue(scene.github, scene.numberOf(task), 'completed')
      scene.run()
    }
    expect(scene.github.milestones).toMatchObject([{ title: 'v1.0.0', open: false }])
  })

  test('leaves a milestone open in which people have other things', () => {
    const scene = launch(phases)
    openIssue(scene.github, 'octocat', { title: 'Also for this release', body: '', milestone: 1 })
    for (const number of [2, 3]) {
      closeIssue(scene.github, number, 'completed')
      scene.run()
    }
    expect(storedIssue(scene.github, 1).open).toBe(false)
    expect(scene.github.milestones[0]).toMatchObject({ open: true })
  })
})

test('a phase whose file is gone says so, picks nothing, and goes on when the file is back', () => {
  const scene = launch([phaseOf([taskOf('x')], { id: '5' }), ...phases])
  const four = scene.phases[1]!
  const number = scene.latest.outcome!.phases[1]!.view.progress!.issue.number
  scene.phases = [scene.phases[0]!]
  closeIssue(scene.github, scene.numberOf('a'), 'completed')
  scene.run()
  expect(storedIssue(scene.github, number).body).toContain(
    'The phase file .github/phases/4.yml is gone: nothing is picked.',
  )
  scene.phases = [scene.phases[0]!, four]
  expect(holders(scene.run())).toEqual(['x', 'b'])
  expect(storedIssue(scene.github, number).body).not.toContain('is gone')
})

test('a phase of a file that this run does not look after is none of its business', () => {
  const scene = launch(phases)
  const before = structuredClone(scene.github)
  run(scene.github, [], { settings: { phaseFiles: ['elsewhere/*.yml'] } })
  expect(scene.github).toEqual(before)
})

test('a phase whose file is bad is left as it is', () => {
  const scene = launch(phases)
  const before = structuredClone(scene.github)
  run(scene.github, [], { badFiles: [{ file: '.github/phases/4.yml', phase: undefined, taskIds: [] }] })
  expect(scene.github).toEqual(before)
})
