import { describe, expect, test } from 'vitest'
import type { Issue, Milestone } from '../../../src/core/issues/issue.ts'
import { type Observation, type Question, questionKey } from '../../../src/core/observation.ts'
import type { Operation } from '../../../src/core/operation.ts'
import { commandRecord, nextProgressRecord } from '../../../src/core/operations/next-progress-record.ts'
import { orphanOperations } from '../../../src/core/operations/orphans.ts'
import { closingOperations, foundations, needsParent } from '../../../src/core/operations/phase-operations.ts'
import { taskOperations } from '../../../src/core/operations/task-operations.ts'
import { writeProgress } from '../../../src/core/pages/progress-page.ts'
import type { Phase } from '../../../src/core/phase.ts'
import type { Blocking } from '../../../src/core/picks/blocking.ts'
import type { SlotPlan } from '../../../src/core/picks/slots.ts'
import { emptyProgressRecord, type ProgressRecord } from '../../../src/core/records/progress-record.ts'
import { emptyTaskRecord } from '../../../src/core/records/task-record.ts'
import type { PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch } from '../scene.ts'
import { issueSeen, milestoneSeen, progressSeen, worldSeen } from '../seen-issues.ts'

const now = Date.parse('2026-02-22T12:00:00Z')
const instant = '2026-02-22T12:00:00.000Z'
const before = '2026-02-21T12:00:00.000Z'

interface Given {
  readonly phase?: Partial<Phase>
  readonly tasks?: Phase['tasks']
  readonly page?: Partial<ProgressRecord>
  readonly progress?: Partial<Issue> | 'none'
  readonly view?: Partial<PhaseView>
  readonly views?: Readonly<Record<string, Partial<TaskView>>>
  readonly blocking?: Readonly<Record<string, Partial<Blocking>>>
  readonly slots?: Partial<SlotPlan>
  readonly picks?: Readonly<Record<string, string>>
  readonly planned?: readonly string[]
  readonly seen?: Partial<Observation>
  readonly others?: readonly PhaseView[]
}

/** A launched phase of a, of b that waits for a, and of c, as a decision comes to it, with one thing or another changed. */
function placed(given: Given) {
  const tasks = given.tasks ?? [taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c')]
  const { outcome, observation } = launch([phaseOf(tasks, given.phase)]).latest
  const { view, standing } = outcome!.phases[0]!
  const issue = view.progress!.issue
  const phase: PhaseView = {
    ...view,
    record: { ...view.record, ...given.page },
    progress:
      given.progress === 'none'
        ? undefined
        : { ...view.progress!, issue: { ...issue, ...given.progress }, record: { ...view.record, ...given.page } },
    tasks: view.tasks.map((task) => ({ ...task, ...given.views?.[task.task.id] })),
    ...given.view,
  }
  const blocking = new Map(
    [...standing.blocking].map(([id, found]) => [id, { ...found, ...given.blocking?.[id] }] as const),
  )
  const slots: SlotPlan = { ...outcome!.slots, ...given.slots }
  const world = { ...worldSeen([view.phase], { ...observation, wrote: false, ...given.seen }), now }
  return { phase, blocking, slots, world }
}

function recordOf(given: Given): ProgressRecord {
  const { phase, blocking, slots, world } = placed(given)
  const picks = new Map(Object.entries(given.picks ?? {}))
  return nextProgressRecord(phase, blocking, slots, picks, new Set(given.planned ?? ['a', 'b', 'c']), world)
}

const leftTask = (atWork: boolean) => ({ id: 'x', number: 9, open: true, atWork })
const numbers = (entries: Readonly<Record<string, number>>) => new Map(Object.entries(entries))
const [a, b, c] = [2, 3, 4]
const onGitHub = { a, b, c }

describe('the progress issue remembers', () => {
  const known = { tasks: numbers({ ...onGitHub, x: 9, y: 10 }) }

  test.each<[what: string, given: Given, part: Partial<ProgressRecord>]>([
    ['the file', {}, { file: '.github/phases/4.yml' }],
    [
      'tasks that left the file',
      { page: known, view: { left: [leftTask(false)] }, planned: ['a', 'b', 'c', 'y'] },
      { tasks: numbers({ ...onGitHub, x: 9 }), left: ['x'] },
    ],
    [
      'also where a file has them for another phase',
      { page: known, view: { left: [leftTask(false)] }, planned: ['a', 'b', 'c', 'x', 'y'] },
      { tasks: numbers({ ...onGitHub, x: 9 }) },
    ],
    ['and those of which it is not known', { page: known }, { tasks: known.tasks, left: [] }],
    [
      'not those that another phase has now',
      { page: known, planned: ['a', 'b', 'c', 'x', 'y'] },
      { tasks: numbers(onGitHub) },
    ],
    [
      'nor what a task used to be called, once that has its issue',
      { tasks: [taskOf('a', { formerly: 'x' })], page: { tasks: numbers({ a, x: 9 }) }, planned: ['a'] },
      { tasks: numbers({ a }) },
    ],
    [
      'but until then',
      {
        tasks: [taskOf('a', { formerly: 'x' })],
        page: { tasks: numbers({ x: 9 }) },
        planned: ['a'],
        views: { a: { number: undefined } },
      },
      { tasks: numbers({ x: 9 }) },
    ],
    [
      'which tasks are adopted',
      { views: { a: { where: { kind: 'known', issue: issueSeen(a), adopted: true, how: 'adopted' } } } },
      { adopted: ['a'] },
    ],
    [
      'since when a task has its slot',
      { picks: { a: before } },
      {
        picks: new Map([
          ['a', before],
          ['c', instant],
        ]),
      },
    ],
    [
      'none where that was given back',
      { picks: { a: before, c: before }, slots: { holders: new Set(['c']), returned: new Map([['a', 'held']]) } },
      { picks: new Map([['c', before]]) },
    ],
    [
      'but where that could not be told',
      {
        picks: { a: before, c: before },
        slots: { holders: new Set(['c']), returned: new Map([['a', 'held']]) },
        seen: { troubled: new Set(['a']) },
      },
      {
        picks: new Map([
          ['a', before],
          ['c', before],
        ]),
      },
    ],
    [
      'not because something else went wrong there',
      { picks: { a: before, c: before }, slots: { holders: new Set(['c']) }, seen: { troubled: new Set(['a']) } },
      { picks: new Map([['c', before]]) },
    ],
    ['none where there is no issue', { views: { a: { issue: undefined } } }, { picks: new Map([['c', instant]]) }],
    [
      'those of tasks that left while they were at work',
      {
        page: {
          picks: new Map([
            ['x', before],
            ['y', before],
          ]),
        },
        view: { left: [leftTask(true), { ...leftTask(false), id: 'y' }] },
        slots: { holders: new Set() },
      },
      { picks: new Map([['x', before]]), left: ['x', 'y'] },
    ],
    ['which links are still to be made', { blocking: { b: { link: ['a'] } } }, { unlinked: ['b'] }],
    [
      'not those that GitHub refused just now',
      { blocking: { b: { link: ['a'] } }, seen: { refused: new Map([['link b>a', 'no']]) } },
      { unlinked: [] },
    ],
    [
      'nor those of closed issues',
      { blocking: { b: { link: ['a'] } }, views: { b: { issue: issueSeen(b, { open: false }) } } },
      { unlinked: [] },
    ],
    ['what GitHub refused', { seen: { refused: new Map([['link b>a', 'no']]) } }, { refusedLinks: ['b>a'] }],
    ['and did before, while the file wants it', { page: { refusedLinks: ['b>a', 'c>a'] } }, { refusedLinks: ['b>a'] }],
    [
      'also of the final task',
      { tasks: [taskOf('a'), taskOf('z', { final: true })], page: { refusedLinks: ['z>a'] } },
      { refusedLinks: ['z>a'] },
    ],
    [
      'which tasks are still to be sub-issues',
      { page: { unparented: ['a'] }, seen: { subIssues: new Map() } },
      { unparented: ['a'] },
    ],
    [
      'not those without an issue',
      { page: { unparented: ['a'] }, seen: { subIssues: new Map() }, views: { a: { issue: undefined } } },
      { unparented: [] },
    ],
    [
      'the last three titles that were set back, each once',
      { page: { retitled: ['b', 'a', 'x'] }, seen: { retitled: new Set(['c', 'a']) } },
      { retitled: ['a', 'x', 'c'] },
    ],
    [
      'labels that it defined',
      { page: { labels: ['old'] }, seen: { labels: new Set(['phase:4', 'elsewhere']) } },
      { labels: ['old', 'phase:4'] },
    ],
    ['its milestone', {}, { milestone: { number: 1, title: 'Phase 4' } }],
    [
      'and the one that it had, where the file names none',
      { phase: { milestone: undefined }, page: { milestone: { number: 7, title: 'v1' } } },
      { milestone: { number: 7, title: 'v1' } },
    ],
    ['that there are no dependencies', { seen: { dependencies: false } }, { dependencies: false }],
    ['that it is not complete', {}, { complete: undefined }],
    [
      'since when it is',
      { views: { a: { outcome: 'done' }, b: { outcome: 'dropped' }, c: { outcome: 'done' } } },
      { complete: { at: instant, dropped: ['b'] } },
    ],
    [
      'or was before',
      {
        page: { complete: { at: before, dropped: [] } },
        views: { a: { outcome: 'done' }, b: { outcome: 'done' }, c: { outcome: 'done' } },
      },
      { complete: { at: before, dropped: [] } },
    ],
    ['that a phase without tasks is not', { view: { tasks: [] } }, { complete: undefined }],
    [
      'since when something cannot be read',
      { blocking: { b: { obstacles: [{ by: 'unknown' }] }, c: { obstacles: [{ by: 'others', count: 1 }] } } },
      { unknownSince: new Map([['b', instant]]) },
    ],
    [
      'or could not be before',
      {
        page: {
          unknownSince: new Map([
            ['b', before],
            ['c', before],
          ]),
        },
        blocking: { b: { obstacles: [{ by: 'unknown' }] } },
      },
      { unknownSince: new Map([['b', before]]) },
    ],
  ])('%s', (_, given, part) => {
    expect(recordOf(given)).toMatchObject(part)
  })

  const done = { b: { outcome: 'done' } as const }
  const closed = new Map([[a, issueSeen(a, { open: false })]])
  test.each<[what: string, given: Given, marks: ProgressRecord['lookAgain']]>([
    ['where what it waited for was reopened', { views: { ...done, a: { reopened: true } } }, new Map([['b', [a]]])],
    [
      'or what somebody linked',
      { views: { c: { outcome: 'done' }, a: { reopened: true } }, blocking: { c: { byHand: ['a'] } } },
      new Map([['c', [a]]]),
    ],
    ['not where it is not done itself', { views: { b: { outcome: 'dropped' }, a: { reopened: true } } }, new Map()],
    ['nor where something else was reopened', { views: { ...done, c: { reopened: true } } }, new Map()],
    [
      'until that is closed',
      { page: { lookAgain: new Map([['b', [a]]]) }, views: done, seen: { issues: closed } },
      new Map(),
    ],
    [
      'and as long as nobody knows',
      { page: { lookAgain: new Map([['b', [a, 9]]]) }, views: done, seen: { issues: closed } },
      new Map([['b', [9]]]),
    ],
    [
      'once for each',
      { page: { lookAgain: new Map([['b', [a]]]) }, views: { ...done, a: { reopened: true } } },
      new Map([['b', [a]]]),
    ],
  ])('that somebody should look at a done task again %s', (_, given, marks) => {
    expect(recordOf(given).lookAgain).toEqual(marks)
  })
})

describe('of commands and workers the progress issue remembers', () => {
  const cursor = { at: before, seen: [] } as never
  const claims = new Map([['a', { number: a, claim: 'x' }]]) as never
  const recordWith = (given: Given) => {
    const { phase, world } = placed(given)
    const cursors = new Map([1, a, b, c, 99].map((number) => [`${number}`, cursor]))
    return commandRecord(phase, { letters: [], cursors, swept: new Set(), questions: [] }, claims, world)
  }
  const worked = (count: number) => ({ record: { ...emptyTaskRecord, claims: count } })

  test('how far comments are read, on issues of its own', () => {
    expect([...recordWith({}).read.keys()]).toEqual(['1', `${a}`, `${b}`, `${c}`])
    expect([...recordWith({ progress: 'none' }).read.keys()]).toEqual([`${a}`, `${b}`, `${c}`])
  })

  test('the day of this run where the phase is, and the claims that it is given', () => {
    expect(recordWith({ phase: { timezone: 'Pacific/Auckland' } }).swept).toBe('2026-02-23')
    expect(recordWith({}).claims).toBe(claims)
  })

  test('how often each task was claimed, also of those that it knows of no more', () => {
    const known = { page: { claimed: numbers({ x: 3, a: 1 }) } }
    expect(recordWith({ ...known, views: { a: worked(2), b: worked(0) } }).claimed).toEqual(numbers({ x: 3, a: 2 }))
    expect(recordWith({ ...known, views: { a: { record: undefined } } }).claimed).toEqual(numbers({ x: 3, a: 1 }))
  })
})

describe('a complete phase', () => {
  const complete = { at: before, dropped: [] }
  const milestone = milestoneSeen(1, { openCount: 1, count: 4 })
  const asked = (...questions: readonly Question[]) => ({ answered: new Set(questions.map(questionKey)) })
  const about: Question = { ask: 'milestone', number: 1 }
  const fresh = (changes: Partial<Milestone> = {}) => ({ ...asked(about), milestones: [{ ...milestone, ...changes }] })
  const onPage = { progress: { milestone } }
  const [close, closeMilestone] = ['close-progress', 'change-milestone {"open":false}']

  function closing(given: Given, record: Partial<ProgressRecord> = { complete }) {
    const { phase, world } = placed(given)
    const { operations, questions } = closingOperations(
      phase,
      [phase, ...(given.others ?? [])],
      { ...phase.record, ...record },
      world,
    )
    const done = operations.map((each) => `${each.do}${'changes' in each ? ` ${JSON.stringify(each.changes)}` : ''}`)
    return { done, questions }
  }
  const toCome = (title: string | undefined): PhaseView => {
    const { phase } = placed({ phase: { milestone: title }, progress: 'none' })
    return phase
  }

  test.each<[what: string, given: Given, done: readonly string[], questions?: readonly Question[]]>([
    ['has its milestone looked at', onPage, [], [about]],
    ['and closed with it', { ...onPage, seen: fresh() }, [closeMilestone, close]],
    [
      'whatever is open in others',
      { ...onPage, seen: { ...fresh(), milestones: [milestoneSeen(8, { openCount: 5 }), milestone] } },
      [closeMilestone, close],
    ],
    ['not where it was closed meanwhile', { ...onPage, seen: fresh({ open: false }) }, [close]],
    ['nor where it is gone', { ...onPage, seen: { ...asked(about), milestones: [] } }, [close]],
    ['nor where more is open in it', { ...onPage, seen: fresh({ openCount: 2 }) }, [close]],
    [
      'nor where one is, and the progress issue is in none',
      { progress: { milestone: undefined }, seen: { ...fresh(), milestones: [milestone] } },
      [close],
    ],
    [
      'but where none is',
      { progress: { milestone: undefined }, seen: fresh({ openCount: 0 }) },
      [closeMilestone, close],
    ],
    ['nor where it is closed', { progress: { milestone: { ...milestone, open: false } } }, [close]],
    ['nor where it is somebody’s', { progress: { milestone: { ...milestone, creator: 'octocat' } } }, [close]],
    ['nor where a phase to come shares it', { ...onPage, seen: fresh(), others: [toCome('Phase 4')] }, [close]],
    ['but where that has another', { ...onPage, seen: fresh(), others: [toCome('Phase 5')] }, [closeMilestone, close]],
    ['and is left alone where it is closed', { progress: { milestone, open: false }, seen: fresh() }, []],
    ['or is not there', { progress: 'none', seen: fresh() }, []],
    [
      'also where something went wrong on another run',
      { ...onPage, seen: { ...fresh(), troubled: new Set(['a']) } },
      [closeMilestone, close],
    ],
  ])('%s', (_, given, done, questions = []) => {
    expect(closing(given)).toEqual({ done, questions })
  })

  test('waits for one more run where its last text could not be written', () => {
    const given = { ...onPage, seen: { ...fresh(), troubled: new Set(['a']) } }
    const now = { complete: { at: instant, dropped: [] } }
    expect(closing(given, now).done).toEqual([])
    expect(closing({ ...given, seen: { ...fresh(), troubled: new Set(['x']) } }, now).done).toEqual([
      closeMilestone,
      close,
    ])
  })

  test('is not closed before it is complete', () => {
    expect(closing({ ...onPage, seen: fresh() }, {})).toEqual({ done: [], questions: [] })
  })
})

describe('before its tasks a phase needs', () => {
  const all = { labels: new Set(['ready', 'assigned', 'blocked'].map((state) => `status:${state}`)) }
  const rest = ['phase-progress', 'phase-task', 'phase:4', 'priority:3']

  function needs(given: Given) {
    const { phase, blocking, slots, world } = placed(given)
    return foundations(phase, blocking, slots, () => launchPage, world).flatMap((operation) => {
      if (operation.do === 'create-label') return [`label ${operation.label.name}`]
      if (operation.do === 'create-milestone') return [`milestone ${operation.title}: ${operation.description}`]
      if (operation.do === 'close-duplicate') return [`close ${operation.number} for ${operation.survivor}`]
      if (operation.do === 'change-milestone') return [`milestone ${JSON.stringify(operation.changes)}`]
      return [operation.do]
    })
  }
  const launchPage = {
    phase: '4',
    record: emptyProgressRecord,
    verdict: [],
    notes: [],
    sections: [],
    pictures: [],
  } as never
  const gone = { page: { milestone: undefined }, progress: { milestone: undefined }, seen: { milestones: [] } }
  const noTask: Partial<TaskView> = { where: { kind: 'none' } }
  const duplicate = (number: number, comments = 0) => issueSeen(number, { comments })

  test.each<[what: string, given: Given, needed: readonly string[]]>([
    ['nothing, once it has everything', {}, []],
    [
      'labels that are not defined, also for the states to come',
      { page: { labels: [] }, seen: all },
      rest.map((name) => `label ${name}`).toSorted(),
    ],
    [
      'whatever their case',
      { page: { labels: ['PHASE:4', 'Phase-Task', 'phase-progress', 'priority:3'] }, seen: all },
      [],
    ],
    [
      'a milestone, for an issue to open',
      { ...gone, views: { a: noTask } },
      ['milestone Phase 4: Phase 4: Release readiness'],
    ],
    ['none for others', gone, []],
    [
      'one with its progress issue, whatever issues there are',
      { ...gone, progress: 'none' },
      ['milestone Phase 4: Phase 4: Release readiness', 'open-progress'],
    ],
    ['none where the file says so', { ...gone, phase: { milestone: undefined }, views: { a: noTask } }, []],
    [
      'its milestone open again',
      { page: { complete: { at: before, dropped: [] } }, progress: { milestone: milestoneSeen(1, { open: false }) } },
      ['milestone {"open":true}'],
    ],
    [
      'not where it is over',
      {
        page: { complete: { at: before, dropped: [] } },
        progress: { milestone: milestoneSeen(1, { open: false }) },
        views: { a: { outcome: 'done' }, b: { outcome: 'done' }, c: { outcome: 'done' } },
      },
      [],
    ],
    [
      'its progress issue open again',
      { page: { complete: { at: before, dropped: [] } }, progress: { open: false } },
      ['reopen-progress'],
    ],
    [
      'not where it is over',
      {
        page: { complete: { at: before, dropped: [] } },
        progress: { open: false },
        views: { a: { outcome: 'done' }, b: { outcome: 'done' }, c: { outcome: 'done' } },
      },
      [],
    ],
    ['not where people closed it', { progress: { open: false } }, []],
    ['a progress issue', { progress: 'none', seen: { milestones: [milestoneSeen(1)] } }, ['open-progress']],
    ['duplicates of it closed', { view: withDuplicates(duplicate(8), duplicate(9, 1)) }, ['close 8 for 1']],
    ['not in a run that has written something', { view: withDuplicates(duplicate(8)), seen: { wrote: true } }, []],
  ])('%s', (_, given, needed) => {
    expect(needs(given).toSorted()).toEqual(needed.toSorted())
  })

  test('duplicates of tasks that nobody touched closed', () => {
    const { phase } = placed({})
    const of = (number: number, touched: boolean) => ({ of: 'a', issue: issueSeen(number), survivor: a, touched })
    expect(needs({ view: { survey: { ...phase.survey, duplicates: [of(8, false), of(9, true)] } } })).toEqual([
      'close 8 for 2',
    ])
  })

  function withDuplicates(...duplicates: readonly Issue[]): Partial<PhaseView> {
    const { phase } = placed({})
    return { progress: { ...phase.progress!, duplicates } }
  }
})

describe('a task is made a sub-issue', () => {
  const wants = (given: Given, id = 'a', number: number | undefined = a) => {
    const { phase, world } = placed(given)
    return needsParent(phase, world)({ task: taskOf(id), number })
  }

  test.each<[what: string, wanted: boolean, given: Given]>([
    ['once', false, { seen: { subIssues: new Map() } }],
    ['where the page does not know it', true, { page: { tasks: new Map() }, seen: { subIssues: new Map() } }],
    ['unless it is one', false, { page: { tasks: new Map() }, seen: { subIssues: new Map([[1, [a]]]) } }],
    ['where there was no room before', true, { page: { unparented: ['a'] }, seen: { subIssues: new Map([[1, [b]]]) } }],
    [
      'not where GitHub refused',
      false,
      { page: { unparented: ['a'] }, seen: { subIssues: new Map(), refused: new Map([['add-sub-issue a', 'no']]) } },
    ],
    ['also before there is a progress issue', true, { progress: 'none' }],
  ])('%s: %s', (_, wanted, given) => {
    expect(wants(given)).toBe(wanted)
  })
})

test('where GitHub does not count sub-issues, there is room for those that the page does not know to be some', () => {
  const others = Array.from({ length: 117 }, (_, at) => `t${at}`)
  const attached = (unparented: readonly string[]) => {
    const page = {
      tasks: numbers({ ...onGitHub, ...Object.fromEntries(others.map((id, at) => [id, 10 + at])) }),
      unparented,
    }
    const seen = { subIssues: new Map() }
    const { phase, blocking, slots, world } = placed({ page, progress: { subIssues: undefined }, seen })
    const operations = taskOperations(phase, {
      blocking,
      slots,
      world,
      numberOf: (id) => page.tasks.get(id),
      progressOf: () => 1,
      refusedLinks: new Set(),
    })
    return operations.flatMap((each) => (each.do === 'add-sub-issue' ? [each.task] : []))
  }
  // Of 120 tasks, at most 100 are sub-issues.
  expect(attached(['a', 'b', 'c', ...others.slice(0, 20)])).toEqual(['a', 'b', 'c'])
  expect(attached(['a', 'b', 'c', ...others.slice(0, 18)])).toEqual(['a'])
  expect(attached(['a', 'b', 'c', ...others.slice(0, 17)])).toEqual([])
})

describe('the page of a phase whose file is gone', () => {
  const page = (issue: Issue) => ({
    phase: '4',
    issue,
    record: { ...emptyProgressRecord, file: '4.yml', tasks: numbers({ a, b }) },
    rebuilt: false,
    duplicates: [],
  })

  test('says so once, with the tasks that no other file has', () => {
    const [write, ...more] = orphanOperations([page(progressSeen(1, {}))], new Set(['b']))
    expect(more).toEqual([])
    expect(write).toMatchObject({
      do: 'write-progress',
      phase: '4',
      page: {
        verdict: ['The phase file 4.yml is gone: nothing is picked.'],
        notes: [['Put the file back to go on, or close these issues.']],
        sections: [{ title: 'Its tasks', rows: [[[{ issue: a }, ' (a)']]] }],
        pictures: [],
        tasks: [],
        record: { left: ['a'] },
      },
    })
  })

  test('is left alone once it does', () => {
    const [write] = orphanOperations([page(progressSeen(1, {}))], new Set(['b']))
    const { page: said } = write as Extract<Operation, { do: 'write-progress' }>
    const body = writeProgress(said, undefined, () => undefined)
    const known = { ...page(issueSeen(1, { body })), record: said.record }
    expect(orphanOperations([known], new Set(['b']))).toEqual([])
    expect(orphanOperations([known], new Set())).toHaveLength(1)
  })
})
