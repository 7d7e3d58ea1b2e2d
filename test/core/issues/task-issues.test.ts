import { describe, expect, test } from 'vitest'
import { marker } from '../../../src/core/records/managed-part.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { holders, launch, operationsOf } from '../scene.ts'
import {
  addBlocker,
  addLabels,
  changeIssue,
  closeIssue,
  coordinator,
  emptyGitHub,
  openIssue,
  removeIssue,
  storedIssue,
} from '../simulated-github.ts'
import { addComment } from '../simulated-remarks.ts'
import { run } from '../simulation.ts'

const marked = (id: string, more = '') => `${marker({ kind: 'task', id })}\n${more}`

describe('a task is known by its recorded number', () => {
  test('also when people take every label off, which come back', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    changeIssue(scene.github, 2, { labels: [] })
    scene.run()
    expect(scene.numberOf('a')).toBe(2)
    expect(scene.issue('a').labels).toEqual(['phase-task', 'phase:4', 'priority:3', 'status:assigned'])
    expect(scene.github.issues.size).toBe(2)
  })

  test('also when our part is deleted, which comes back above what people wrote', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    changeIssue(scene.github, 2, { body: 'All mine now.\r\n' })
    scene.run()
    expect(scene.issue('a').body).toMatch(/^<!-- phase-coordinator:task a -->\n[\s\S]*\n\nAll mine now\.\r\n$/)
  })

  test('also when it moves to another phase file', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')]), phaseOf([taskOf('c')], { id: '5' })])
    scene.phases = [phaseOf([taskOf('a')]), phaseOf([taskOf('c'), taskOf('b')], { id: '5' })]
    const number = scene.numberOf('b')
    const result = scene.run()
    expect(operationsOf(result)).not.toContain('open-task')
    expect(scene.numberOf('b')).toBe(number)
    expect(scene.issue('b').labels).toContain('phase:5')
    expect(scene.issue('b').labels).not.toContain('phase:4')
    expect(scene.issue('b').parent).toBe(result.outcome!.phases[1]!.view.progress!.issue.number)
  })

  test('also under the id that it used to have, and keeps its slot', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')], { slots: 1 })])
    scene.phases = [phaseOf([taskOf('a2', { formerly: 'a', title: 'Task a' }), taskOf('b')], { slots: 1 })]
    expect(holders(scene.run())).toEqual(['a2'])
    expect(scene.numberOf('a2')).toBe(2)
    expect(scene.issue('a2').title).toBe('a2: Task a')
    expect(scene.issue('a2').body).toMatch(/^<!-- phase-coordinator:task a2 -->/)
    scene.phases = [phaseOf([taskOf('a2', { title: 'Task a' }), taskOf('b')], { slots: 1 })]
    expect(operationsOf(scene.run())).toEqual([])
  })
})

describe('an issue that no record names', () => {
  test('is ours where we opened it and its first line says so: an answer was lost', () => {
    const github = emptyGitHub()
    const phases = [phaseOf([taskOf('a'), taskOf('b')])]
    const launchOperations = operationsOf(run(structuredClone(github), phases))
    run(github, phases, { unanswered: launchOperations.indexOf('open-task') })
    expect([...github.issues.values()].map(({ title }) => title)).toEqual([
      'Phase 4 progress: Release readiness',
      'a: Task a',
      'b: Task b',
    ])
    const scene = launch(phases, { github })
    expect(scene.numberOf('a')).toBe(2)
    expect(github.issues.size).toBe(3)
  })

  test.each([
    ['somebody else opened it', 'stranger', marked('a')],
    ['text stands above the marker', coordinator, `mine\n${marked('a')}`],
    ['it is marked for another task', coordinator, marked('z')],
    ['it only looks like ours', coordinator, 'a: Task a'],
  ])('is none of ours where %s', (_, author, body) => {
    const github = emptyGitHub()
    openIssue(github, author, { title: 'a: Task a', body, labels: ['phase-task', 'phase:4'] })
    const scene = launch([phaseOf([taskOf('a')])], { github })
    expect(scene.numberOf('a')).toBe(3)
    expect(storedIssue(github, 1)).toMatchObject({ body, open: true, labels: ['phase-task', 'phase:4'] })
  })

  test('is ours where a login of trusted-authors opened it', () => {
    const github = emptyGitHub()
    openIssue(github, 'Old-Bot', { title: 'a: Task a', body: marked('a'), labels: ['phase:4'] })
    const scene = launch([phaseOf([taskOf('a')])], { github, options: { trusted: ['old-bot'] } })
    expect(scene.numberOf('a')).toBe(1)
  })
})

describe('duplicates', () => {
  test('that nobody touched are closed, the lowest number survives, and none counts as dropped', () => {
    const github = emptyGitHub()
    openIssue(github, coordinator, { title: 'a: Task a', body: marked('a'), labels: ['phase:4'] })
    openIssue(github, coordinator, { title: 'a: Task a', body: marked('a'), labels: ['phase:4'] })
    const scene = launch([phaseOf([taskOf('a')])], { github })
    expect(scene.numberOf('a')).toBe(1)
    expect(storedIssue(github, 2)).toMatchObject({ open: false, stateReason: 'duplicate' })
    expect(holders(scene.latest)).toEqual(['a'])
  })

  test.each<[string, Partial<Parameters<typeof changeIssue>[2]> & { comments?: true }]>([
    ['text', { body: `${marked('a', 'x\n<!-- phase-coordinator:end -->')}\nmine` }],
    ['an assignee', { assignees: ['mona'] }],
    ['a comment', { comments: true }],
    ['a tick', { body: marked('a', '- [x] done\n<!-- phase-coordinator:end -->') }],
  ])('with %s of people are theirs to close', (_, { comments, ...changes }) => {
    const scene = launch([phaseOf([taskOf('a')])])
    const other = openIssue(scene.github, coordinator, {
      title: 'a',
      body: marked('a', '<!-- phase-coordinator:end -->'),
      labels: ['phase:4'],
    })
    changeIssue(scene.github, other.number, changes)
    if (comments) addComment(scene.github, other.number, 'mona', 'Mine.')
    scene.run()
    expect(other.open).toBe(true)
    expect(scene.decisions()).toEqual([
      `#${other.number} is a duplicate of a (#2) that people have worked on: move what matters and close it.`,
    ])
  })

  test('are none where the issue is recorded for another task, whatever its first line says now', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')])])
    const number = scene.numberOf('b')
    changeIssue(scene.github, number, { body: marked('a', '<!-- phase-coordinator:end -->') })
    scene.run()
    expect(scene.numberOf('b')).toBe(number)
    expect(storedIssue(scene.github, number)).toMatchObject({ open: true, title: 'b: Task b' })
    expect(scene.decisions()).toEqual([])
  })

  test('that a race linked to block nothing once they are closed', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')])])
    const other = openIssue(scene.github, coordinator, {
      title: 'a',
      body: marked('a', '<!-- phase-coordinator:end -->'),
      labels: ['phase:4'],
    })
    addBlocker(scene.github, scene.numberOf('b'), other.number)
    scene.run()
    scene.run()
    expect(holders(scene.latest)).toEqual(['a', 'b'])
    expect(scene.decisions()).toEqual([])
  })
})

describe('an adopted issue', () => {
  const wish = { title: 'An old wish', body: 'Please.\r\n' }

  test("keeps its author's title and body, and has our part in one comment", () => {
    const github = emptyGitHub()
    openIssue(github, 'octocat', wish)
    const scene = launch([phaseOf([taskOf('a', { issue: 1 }), taskOf('b', { dependsOn: ['a'] })])], { github })
    const issue = storedIssue(github, 1)
    expect(issue).toMatchObject(wish)
    expect(issue.labels).toContain('status:assigned')
    expect(issue.comments).toHaveLength(1)
    expect(issue.comments[0]!.body).toContain('<!-- phase-coordinator:task a -->')
    expect(scene.issue('b').blockedBy).toEqual([1])
    closeIssue(github, 1, 'completed')
    expect(holders(scene.run())).toEqual(['b'])
    expect(issue.comments).toHaveLength(1)
    expect(issue.comments[0]!.body).toContain('**Done.**')
  })

  test("keeps its author's text also where that begins as ours do", () => {
    const github = emptyGitHub()
    const forged = { title: 'a: Task a', body: marked('a', 'Mine.\n<!-- phase-coordinator:end -->') }
    openIssue(github, 'stranger', forged)
    launch([phaseOf([taskOf('a', { issue: 1 })])], { github })
    expect(storedIssue(github, 1)).toMatchObject(forged)
    expect(storedIssue(github, 1).comments[0]!.body).toContain('<!-- phase-coordinator:task a -->')
  })

  test('stays adopted when the file no longer says so', () => {
    const github = emptyGitHub()
    openIssue(github, 'octocat', wish)
    const scene = launch([phaseOf([taskOf('a', { issue: 1 })])], { github })
    scene.phases = [phaseOf([taskOf('a')])]
    expect(operationsOf(scene.run())).toEqual([])
    expect(storedIssue(github, 1)).toMatchObject(wish)
  })

  test('that is closed counts as done, and is left in peace', () => {
    const github = emptyGitHub()
    openIssue(github, 'octocat', wish)
    closeIssue(github, 1, 'completed')
    const scene = launch([phaseOf([taskOf('a', { issue: 1 }), taskOf('b', { dependsOn: ['a'] })])], { github })
    expect(holders(scene.latest)).toEqual(['b'])
    expect(storedIssue(github, 1).comments).toEqual([])
  })

  test('that does not exist is a decision, never a new issue', () => {
    const scene = launch([phaseOf([taskOf('a', { issue: 99 }), taskOf('b')])])
    expect(holders(scene.latest)).toEqual(['b'])
    expect(scene.decisions()[0]).toContain('a: its issue #99 was deleted or became a discussion.')
    expect(scene.github.issues.size).toBe(2)
  })
})

describe('a recorded issue that is gone', () => {
  test.each([
    ['deleted', 'was deleted or became a discussion'],
    ['moved', 'was transferred to another repository'],
    ['pull-request', 'is a pull request, which cannot stand for a task'],
  ] as const)(
    'because it was %s is a decision, frees its slot, and is never opened again by itself',
    (absence, words) => {
      const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c')])])
      removeIssue(scene.github, 2, absence)
      expect(holders(scene.run())).toEqual(['b', 'c'])
      expect(scene.decisions()).toEqual([
        `a: its issue #2 ${words}. Name another one with "issue:", give the task a new id, or take it out of the file.`,
      ])
      expect(scene.github.issues.size).toBe(3)
    },
  )

  test('is settled by naming another one', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    removeIssue(scene.github, 2, 'deleted')
    const other = openIssue(scene.github, 'octocat', { title: 'Instead', body: '' })
    scene.phases = [phaseOf([taskOf('a', { issue: other.number })])]
    expect(holders(scene.run())).toEqual(['a'])
    expect(scene.numberOf('a')).toBe(other.number)
    expect(scene.decisions()).toEqual([])
  })

  test('is settled by taking the task out of the file', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')])])
    removeIssue(scene.github, 2, 'deleted')
    scene.phases = [phaseOf([taskOf('b')])]
    scene.run()
    expect(scene.decisions()).toEqual([])
  })
})

test("a label of people's that begins like ours, and every other label, stays", () => {
  const scene = launch([phaseOf([taskOf('a')])])
  addLabels(scene.github, 2, ['bug', 'status:mine', 'priority:99', 'phase:9'])
  scene.run()
  expect(scene.issue('a').labels).toEqual(expect.arrayContaining(['bug', 'status:mine', 'priority:99', 'phase:9']))
})

test('many numbers that no list shows are listed by their author before each is read', () => {
  const tasks = Array.from({ length: 40 }, (_, at) => taskOf(`t${at}`))
  const scene = launch([phaseOf(tasks)])
  for (const issue of scene.github.issues.values()) if (issue.number > 1) issue.labels = []
  const { observation } = scene.run()
  const single = [...observation.answered].filter((key) => key.includes('"ask":"issue"'))
  expect(single.length).toBeLessThan(10)
  expect(scene.issue('t7').labels).toContain('phase:4')
})
