import { describe, expect, test } from 'vitest'
import type { Operation } from '../../src/core/operation.ts'
import type { Phase, Task } from '../../src/core/phase.ts'
import { parseProgressRecord } from '../../src/core/records/progress-record.ts'
import { phaseOf, streamOf, taskOf } from './plan.ts'
import { launch, type Scene } from './scene.ts'
import {
  addBlocker,
  addSubIssue,
  changeIssue,
  closeIssue,
  openIssue,
  removeBlocker,
  reopenIssue,
  type StoredMilestone,
  storedIssue,
} from './simulated-github.ts'

const targetDate = '2026-03-31'
const tasks = [taskOf('a', { assignees: ['mona'] }), taskOf('b', { dependsOn: ['a'] }), taskOf('c'), taskOf('d')]
const planned = (given: Partial<Phase> = {}, all: readonly Task[] = tasks) => phaseOf(all, { targetDate, ...given })
const [page, a, b, c, d] = [1, 2, 3, 4, 5]

type Change = (scene: Scene) => void

/** What the next run does, as `verb task values`. */
function doneAfter(change: Change, plan: readonly Phase[] = [planned()]): readonly string[] {
  const scene = launch(plan)
  change(scene)
  return scene.run().operations.map(inShort)
}

function inShort(operation: Operation): string {
  const { do: verb, task, ...given } = operation as Operation & { task?: string }
  const values = Object.entries(given).flatMap(([key, value]) => {
    if (['phase', 'page', 'part', 'description'].includes(key) || value === undefined || value === false) return []
    if (value === true) return [key]
    const isList = Array.isArray(value)
    return [isList ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : `${value}`]
  })
  return [verb, task, ...values].filter((word) => word !== undefined && word !== '').join(' ')
}

const withLabels = (number: number, change: (labels: readonly string[]) => readonly string[]): Change => {
  return ({ github }) => changeIssue(github, number, { labels: [...change(storedIssue(github, number).labels)] })
}
const without = (label: string) => (labels: readonly string[]) => labels.filter((name) => name !== label)
const inIssue = (number: number, changes: Parameters<typeof changeIssue>[2]): Change => {
  return ({ github }) => changeIssue(github, number, changes)
}
const inMilestone = (changes: Partial<StoredMilestone>): Change => {
  return ({ github }) => Object.assign(github.milestones[0]!, changes)
}
const closed = (number: number, reason = 'completed'): Change => {
  return ({ github }) => closeIssue(github, number, reason)
}
const inFile = (all: readonly Task[], given: Partial<Phase> = {}): Change => {
  return (scene) => {
    scene.phases = [planned(given, all)]
  }
}
const insteadOf = (id: string, task: Task) => tasks.map((other) => (other.id === id ? task : other))

/** D gets the slot that another task had. */
const picksD = ['add-labels d status:assigned', 'remove-label d status:ready', 'write-task d']

describe('a run puts right', () => {
  test.each<[what: string, change: Change, done: readonly string[]]>([
    ['nothing where nothing happened', () => {}, []],
    ['a label that was taken off', withLabels(a, without('priority:3')), ['add-labels a priority:3']],
    ['a state that was', withLabels(a, without('status:assigned')), ['add-labels a status:assigned']],
    [
      'a state that is not the task’s, in whatever case, and no label of people',
      withLabels(a, (labels) => [...labels, 'status:running', 'Status:Ready', 'bug']),
      ['remove-label a status:running', 'remove-label a Status:Ready'],
    ],
    ['a title', inIssue(a, { title: 'Mine' }), ['retitle-task a a: Task a byHand', 'write-progress']],
    [
      'a title that nobody knows to be given by hand',
      inIssue(a, { title: 'Mine', body: '' }),
      ['retitle-task a a: Task a', 'write-task a'],
    ],
    [
      'the title of the progress issue',
      inIssue(page, { title: 'Mine' }),
      ['retitle-progress Phase 4 progress: Release readiness'],
    ],
    ['its labels', inIssue(page, { labels: ['bug'] }), ['label-progress phase-progress, phase:4']],
    ['one of them', inIssue(page, { labels: ['PHASE:4'] }), ['label-progress phase-progress']],
    ['a link, and notes that it did', ({ github }) => removeBlocker(github, b, a), ['link b a', 'write-task b']],
    [
      'the day on which its milestone is due',
      inMilestone({ dueDate: undefined }),
      [`change-milestone 1 {"dueDate":"${targetDate}"}`],
    ],
    ['no milestone that somebody else made', inMilestone({ dueDate: undefined, creator: 'octocat' }), []],
    [
      'no milestone of which nobody knows who made it',
      inMilestone({ dueDate: undefined, creator: undefined as never }),
      [],
    ],
    ['no name that people gave it', inMilestone({ title: 'Mine' }), []],
    ['not that people closed it', inMilestone({ open: false }), []],
    ['not that an issue is in no milestone any more', inIssue(a, { milestone: undefined }), []],
    [
      'not that it is no sub-issue any more',
      ({ github }) => Object.assign(storedIssue(github, a), { parent: undefined }),
      [],
    ],
  ])('%s', (_, change, done) => {
    expect(doneAfter(change)).toEqual(done)
  })
})

describe('a run follows', () => {
  const takesBack = (id: string, ...more: readonly string[]) => [
    `add-labels ${id} status:ready`,
    `remove-label ${id} status:assigned`,
    ...more,
    `write-task ${id}`,
  ]

  test.each<[what: string, change: Change, done: readonly string[]]>([
    [
      'a closing: the next task first, then the closed one, then the page',
      closed(a),
      [
        'add-labels b status:assigned',
        'remove-label b status:blocked',
        'write-task b',
        'remove-label a status:assigned',
        'write-task a',
        'write-progress',
      ],
    ],
    [
      'a task that is dropped',
      closed(c, 'not_planned'),
      [...picksD, 'remove-label c status:assigned', 'write-task c', 'write-progress'],
    ],
    [
      'a link by hand',
      ({ github }) => addBlocker(github, d, c),
      ['add-labels d status:blocked', 'remove-label d status:ready', 'write-task d', 'write-progress'],
    ],
    ['somebody who takes a task', inIssue(c, { assignees: ['octocat'] }), ['write-progress']],
    [
      'somebody who is taken off: the slot is given back before it is given on',
      inIssue(a, { assignees: [] }),
      ['add-labels a status:ready', 'remove-label a status:assigned', 'write-task a back', ...picksD, 'write-progress'],
    ],
    [
      'a locked issue',
      inIssue(a, { locked: true }),
      [
        'add-labels a status:blocked',
        'remove-label a status:assigned',
        'unassign a mona',
        'write-task a',
        ...picksD,
        'write-progress',
      ],
    ],
    [
      'a title in the file',
      inFile(insteadOf('a', { ...tasks[0]!, title: 'New' })),
      ['retitle-task a a: New', 'write-task a', 'write-progress'],
    ],
    ['the title of the phase', inFile(tasks, { title: 'New' }), ['retitle-progress Phase 4 progress: New']],
    [
      'its date',
      inFile(tasks, { targetDate: '2026-04-30' }),
      ['change-milestone 1 {"dueDate":"2026-04-30"}', 'write-progress'],
    ],
    ['a date that is gone', inFile(tasks, { targetDate: undefined }), ['change-milestone 1 {}', 'write-progress']],
    [
      'the name of its milestone',
      inFile(tasks, { milestone: 'v2' }),
      ['change-milestone 1 {"title":"v2"}', 'write-progress'],
    ],
    ['a milestone that is gone from the file, and leaves it be', inFile(tasks, { milestone: undefined }), []],
    [
      'a priority: the slot is given back before it is given on',
      inFile(insteadOf('d', taskOf('d', { priority: 1, labels: ['docs'] }))),
      [
        'create-label {"name":"priority:1","color":"b60205","description":"Priority 1; 1 is most urgent"}',
        ...takesBack('c'),
        'add-labels d priority:1, status:assigned, docs',
        'remove-label d priority:3',
        'remove-label d status:ready',
        'write-task d',
        'write-progress',
      ],
    ],
    [
      'a new task, which is linked before it may be picked',
      inFile([...tasks, taskOf('e', { dependsOn: ['d'], assignees: ['mona'] })]),
      [
        'open-task e e: Task e phase-task, phase:4, priority:3, status:blocked Phase 4',
        'add-sub-issue e',
        'link e d',
        'write-progress',
      ],
    ],
    [
      'a new task that is picked at once',
      inFile([...tasks, taskOf('e', { priority: 2, assignees: ['mona'] })]),
      [
        'create-label {"name":"priority:2","color":"d93f0b","description":"Priority 2; 1 is most urgent"}',
        ...takesBack('c'),
        'open-task e e: Task e phase-task, phase:4, priority:2, status:assigned mona Phase 4',
        'add-sub-issue e',
        'write-progress',
      ],
    ],
    [
      'a new task that waited for what is done: it is linked before it is picked',
      (scene) => {
        for (const number of [a, b, c]) closeIssue(scene.github, number, 'completed')
        scene.run()
        inFile([...tasks, taskOf('e', { dependsOn: ['c'], assignees: ['mona'] })])(scene)
      },
      [
        'open-task e e: Task e phase-task, phase:4, priority:3, status:ready Phase 4',
        'add-sub-issue e',
        'link e c',
        'add-labels e status:assigned',
        'remove-label e status:ready',
        'assign e mona',
        'write-task e',
        'write-progress',
      ],
    ],
    ['a task that left', inFile(tasks.slice(0, 3)), ['write-progress']],
    [
      'a dependency',
      inFile(insteadOf('d', taskOf('d', { dependsOn: ['c'] }))),
      ['add-labels d status:blocked', 'remove-label d status:ready', 'link d c', 'write-task d', 'write-progress'],
    ],
    [
      'one that is gone',
      inFile(insteadOf('b', taskOf('b'))),
      [
        'add-labels b status:ready',
        'remove-label b status:blocked',
        'unlink b {"id":8999998,"number":2}',
        'write-task b',
        'write-progress',
      ],
    ],
    [
      'somebody more in the file',
      inFile(insteadOf('a', taskOf('a', { assignees: ['hubot', 'mona'] }))),
      ['assign a hubot', 'write-task a', 'write-progress'],
    ],
    [
      'somebody else in the file: nobody is left on it whom we assigned, and it keeps its slot',
      inFile(insteadOf('a', taskOf('a', { assignees: ['hubot'] }))),
      ['assign a hubot', 'unassign a mona', 'write-task a', 'write-progress'],
    ],
    [
      'nobody in the file any more',
      inFile(insteadOf('a', taskOf('a'))),
      ['unassign a mona', 'write-task a', 'write-progress'],
    ],
    [
      'the same person written another way',
      inFile(insteadOf('a', taskOf('a', { assignees: ['Mona'] }))),
      ['write-task a'],
    ],
    [
      'somebody else in the file, and leaves alone whom people assigned',
      (scene) => {
        inIssue(a, { assignees: ['mona', 'octocat'] })(scene)
        scene.run()
        inFile(insteadOf('a', taskOf('a', { assignees: ['hubot'] })))(scene)
      },
      ['assign a hubot', 'unassign a mona', 'write-task a', 'write-progress'],
    ],
    [
      'a stream and a model',
      inFile(insteadOf('d', taskOf('d', { stream: 'docs', model: 'x' })), {
        streams: new Map([['docs', streamOf('docs')]]),
      }),
      [
        'create-label {"name":"stream:docs","color":"bfdadc","description":"Stream: docs"}',
        'create-label {"name":"model:x","color":"f9d0c4","description":"Worked on by x"}',
        'add-labels d stream:docs, model:x',
        'write-task d',
        'write-progress',
      ],
    ],
  ])('%s', (_, change, done) => {
    expect(doneAfter(change)).toEqual(done)
  })
})

describe('a closed task keeps', () => {
  const scene = () => {
    const found = launch([planned()])
    closeIssue(found.github, c, 'completed')
    found.run()
    return found
  }
  const then = (change: Change) => {
    const found = scene()
    change(found)
    return found.run().operations.map(inShort)
  }

  test.each<[what: string, change: Change, done: readonly string[]]>([
    ['what people do with its labels', withLabels(c, (labels) => [...without('priority:3')(labels), 'mine']), []],
    ['but the one by which it is listed', withLabels(c, without('phase:4')), ['add-labels c phase:4']],
    ['and no state', withLabels(c, (labels) => [...labels, 'status:ready']), ['remove-label c status:ready']],
    ['its title', inIssue(c, { title: 'Mine' }), []],
    ['its text, whatever the file says now', inFile(insteadOf('c', taskOf('c', { description: 'New.' }))), []],
    [
      'the labels that it had',
      inFile(insteadOf('c', taskOf('c', { priority: 2 }))),
      [
        'create-label {"name":"priority:2","color":"d93f0b","description":"Priority 2; 1 is most urgent"}',
        'write-progress',
      ],
    ],
    ['our part, which comes back', inIssue(c, { body: 'Mine.' }), ['write-task c']],
    ['who is assigned', inIssue(c, { assignees: ['octocat'] }), []],
  ])('%s', (_, change, done) => {
    expect(then(change)).toEqual(done)
  })

  test('a label of the file that only sounds like a state', () => {
    const labels = ['old-status:x']
    const found = launch([planned({}, insteadOf('c', taskOf('c', { labels })))])
    closeIssue(found.github, c, 'completed')
    found.run()
    inFile(tasks)(found)
    expect(found.run().operations.map(inShort)).toEqual([])
    expect(storedIssue(found.github, c).labels).toContain('old-status:x')
  })

  test('its place, until it is opened again', () => {
    const found = scene()
    reopenIssue(found.github, c)
    expect(found.run().operations.map(inShort)).toEqual([
      'add-labels c status:ready',
      'write-task c reopened',
      'write-progress',
    ])
  })
})

describe('an issue that is new to the phase', () => {
  const wish = { title: 'An old wish', body: 'Please.' }
  const adopt = (milestone?: number): Change => {
    return (scene) => {
      const { number } = openIssue(scene.github, 'octocat', {
        ...wish,
        ...(milestone === undefined ? {} : { milestone }),
      })
      scene.phases = [planned({}, [...tasks, taskOf('e', { issue: number })])]
    }
  }
  const joins = 'set-milestone e Phase 4'

  test('joins its milestone and the progress issue, and keeps its title', () => {
    expect(doneAfter(adopt())).toEqual([
      'add-labels e phase-task, phase:4, priority:3, status:ready',
      joins,
      'add-sub-issue e',
      'write-task e',
      'write-progress',
    ])
  })

  test('stays in the milestone that it is in, where that is the phase’s', () => {
    expect(doneAfter(adopt(1))).not.toContain(joins)
  })

  test('joins none where the phase has none', () => {
    const scene = launch([planned({ milestone: undefined })])
    adopt()(scene)
    scene.phases = scene.phases.map((phase) => ({ ...phase, milestone: undefined }))
    const done = scene.run().operations.map(inShort)
    expect(done.filter((each) => each.startsWith('set-milestone'))).toEqual([])
    expect(done).toContain('add-sub-issue e')
  })

  test('is given no text where it is closed', () => {
    const scene = launch([planned()])
    adopt()(scene)
    closeIssue(scene.github, 6, 'completed')
    expect(scene.run().operations.map(inShort)).toEqual([
      'add-labels e phase-task, phase:4, priority:3',
      'add-sub-issue e',
      'write-progress',
    ])
  })

  test('stays below its own parent', () => {
    const under: Change = (scene) => {
      adopt()(scene)
      const parent = openIssue(scene.github, 'octocat', { title: 'An epic', body: '' })
      addSubIssue(scene.github, parent.number, parent.number - 1, false)
    }
    const scene = launch([planned()])
    under(scene)
    scene.run()
    expect(scene.issue('e').parent).toBe(scene.numberOf('e') + 1)
  })
})

describe('a milestone', () => {
  const due = (plan: readonly Phase[]) => launch(plan).github.milestones.map(({ dueDate }) => dueDate)
  const five = (given: Partial<Phase>) => phaseOf([taskOf('x')], { id: '5', ...given })

  test('is due when its phase is, and not when another is', () => {
    expect(due([planned(), five({ targetDate: '2026-05-01' })])).toEqual([targetDate, '2026-05-01'])
    expect(due([planned(), five({})])).toEqual([targetDate, undefined])
  })

  test('that phases share is due with the last of them', () => {
    const milestone = 'Phase 4'
    expect(due([planned({ targetDate: '2026-05-01' }), five({ milestone, targetDate })])).toEqual(['2026-05-01'])
    expect(due([planned(), five({ milestone, targetDate: '2026-05-01' })])).toEqual(['2026-05-01'])
  })
})

describe('a link that GitHub refused', () => {
  const many = Array.from({ length: 51 }, (_, at) => taskOf(`t${at}`))
  const links = (scene: Scene) => scene.latest.outcome!.phases[0]!.view.tasks.at(-1)!.record?.links

  test('is not among those that the issue’s text remembers, now and later', () => {
    const scene = launch([phaseOf([...many, taskOf('z', { dependsOn: many.map(({ id }) => id) })])])
    scene.run()
    expect(links(scene)).toEqual(many.slice(0, 50).map(({ id }) => scene.numberOf(id)))
    scene.run()
    expect(links(scene)).toHaveLength(50)
  })
})

describe('sub-issues', () => {
  const many = Array.from({ length: 103 }, (_, at) => taskOf(`t${at}`))

  test('are a hundred at most, and the rest is remembered', () => {
    const scene = launch([phaseOf(many)])
    const children = () => [...scene.github.issues.values()].filter(({ parent }) => parent === page)
    expect(children()).toHaveLength(100)
    expect(parseProgressRecord(storedIssue(scene.github, page).body)?.unparented).toHaveLength(3)
    Object.assign(storedIssue(scene.github, 2), { parent: undefined })
    expect(scene.run().operations.map(inShort)).toContain('add-sub-issue t100')
    expect(children()).toHaveLength(100)
    expect(parseProgressRecord(storedIssue(scene.github, page).body)?.unparented).toHaveLength(2)
  })
})
