import { describe, expect, test } from 'vitest'
import type { Blocker } from '../../../src/core/issues/issue.ts'
import { type Observation, questionKey } from '../../../src/core/observation.ts'
import { type Blocking, viewBlocking } from '../../../src/core/picks/blocking.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { TaskRecord } from '../../../src/core/records/task-record.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { phaseOf, taskOf, unblocked } from '../plan.ts'
import { launch } from '../scene.ts'
import { coordinator } from '../simulated-github.ts'

/** What GitHub lists as blockers of b, which the file and our record say waits for a alone. */
interface Seen {
  /** Undefined where nobody asked, `refused` where GitHub did not say. */
  readonly list?: readonly Partial<Blocker>[] | 'refused'
  /** GitHub's count, where it is not that of the list. */
  readonly count?: number | undefined
  readonly world?: (observation: Observation) => Partial<Observation>
  readonly page?: Partial<ProgressRecord>
  readonly record?: Partial<TaskRecord>
  readonly view?: Partial<TaskView>
  /** Of the other tasks. */
  readonly others?: Partial<TaskView>
  readonly onDropped?: 'hold' | 'release'
}

const [numberOfA, numberOfB] = [2, 3]
const scene = launch([
  phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c'), taskOf('z', { final: true })]),
])
const onA = { number: numberOfA, open: true }

function blockingOfB({ list, count, world, page, record, view: changes, others, onDropped = 'hold' }: Seen): Blocking {
  const { outcome, observation } = scene.latest
  const { view } = outcome!.phases[0]!
  const blockers = (list === undefined || list === 'refused' ? [] : list).map(blockerOf)
  const tasks = view.tasks.map((task): TaskView => {
    if (task.task.id !== 'b') return { ...task, ...others }
    const blockerCount = count ?? (list === undefined ? 1 : blockers.length)
    const own = { issue: { ...task.issue!, blockerCount }, record: { ...task.record!, ...record } }
    return { ...task, phase: { ...task.phase, onDropped }, ...own, ...changes }
  })
  const known: Observation = {
    ...observation,
    blockers: new Map(list === undefined ? [] : [[numberOfB, list === 'refused' ? undefined : blockers]]),
  }
  const phase = { ...view, record: { ...view.record, ...page }, tasks }
  const byId = new Map(tasks.map((each) => [each.task.id, each]))
  return viewBlocking([phase], byId, { ...known, ...world?.(known) }).get('b')!
}

function blockerOf(given: Partial<Blocker>): Blocker {
  return { id: 1, number: numberOfA, repository: undefined, open: true, stateReason: undefined, ...given }
}

const waitsForA = { by: 'task', id: 'a', number: numberOfA, dropped: false, declared: true }
const byIssue = { by: 'issue', repository: undefined, dropped: false }
const quiet: Blocking = { ...unblocked, obstacles: [{ ...waitsForA, by: 'task' }], declared: ['a'] }
const askForList = [{ ask: 'blockers', number: numberOfB }]

/** Somebody else's issue that a run of ours opened twice and closed as a duplicate of its task's. */
function duplicate(changes: Partial<{ author: string; body: string; open: boolean; stateReason: string }> = {}) {
  return ({ issues }: Observation): Partial<Observation> => {
    const issue = { ...issues.get(numberOfA)!, number: 9, open: false, stateReason: 'duplicate', author: coordinator }
    return { issues: new Map([...issues, [9, { ...issue, ...changes }]]) }
  }
}
const onDuplicate = { number: 9, open: false, stateReason: 'duplicate' }

describe('what the links of a task that waits for one other say', () => {
  test.each<[what: string, seen: Seen, told: Partial<Record<keyof Blocking, unknown>>]>([
    ['nothing is asked where GitHub counts as many as were set', {}, {}],
    ['a link that is there is left alone', { list: [onA] }, {}],
    ['the list is asked for where GitHub counts more', { count: 2 }, { questions: askForList }],
    ['and where it counts fewer', { count: 0 }, { questions: askForList }],
    ['and where not all links were made yet', { page: { unlinked: ['b'] } }, { questions: askForList }],
    ['and where the page does not know the issue yet', { page: { tasks: new Map() } }, { questions: askForList }],
    ['and where the issue has no record', { view: { record: undefined } }, { questions: askForList }],
    ['and where the record has another link', { record: { links: [7] } }, { questions: askForList }],
    ['and where it has one more', { record: { links: [2, 7] }, count: 2 }, { questions: askForList }],
    ['nothing is asked of a GitHub without dependencies', { count: 2, world: () => ({ dependencies: false }) }, {}],
    ['a missing link is set again', { list: [] }, { link: ['a'], restore: ['a'] }],
    ['one that was never made is made', { list: [], record: { links: [] } }, { link: ['a'] }],
    ['as is one of a task whose links are not all made yet', { list: [], page: { unlinked: ['b'] } }, { link: ['a'] }],
    ['or whose issue the page does not know', { list: [], page: { tasks: new Map() } }, { link: ['a'] }],
    ['one that was set again once is not set twice', { list: [], record: { restored: [2] } }, { contested: ['a'] }],
    ['one that GitHub refused is not tried again', { list: [], page: { refusedLinks: ['b>a'] } }, {}],
    [
      'what it refused to others is',
      { list: [], page: { refusedLinks: ['a>b', 'c>a'] } },
      { link: ['a'], restore: ['a'] },
    ],
    [
      'nothing is linked to an issue that is not there',
      { list: [], world: () => ({ absent: new Map([[numberOfA, 'deleted']]) }) },
      {},
    ],
    [
      'nothing is known where GitHub refuses to say',
      { list: 'refused' },
      { obstacles: [waitsForA, { by: 'unknown' }] },
    ],
    [
      'nor of links of ours that the file no longer has',
      { list: 'refused', record: { links: [2, 7] } },
      { obstacles: [waitsForA, { by: 'unknown' }], unsure: [7] },
    ],
    [
      'a count above the list is looked at once more',
      { list: [onA], count: 2 },
      { questions: [{ ask: 'issue', number: numberOfB }] },
    ],
    [
      'and holds then',
      {
        list: [onA],
        count: 2,
        record: { links: [2, 7] },
        world: () => ({ answered: new Set([questionKey({ ask: 'issue', number: numberOfB })]) }),
      },
      { obstacles: [waitsForA, { by: 'unknown' }], unsure: [7] },
    ],
    ['a count below it is not', { list: [onA], count: 0 }, {}],
    [
      'a link of ours that the file no longer has is taken away',
      { list: [onA, { number: 7 }], record: { links: [2, 7] } },
      { unlink: [blockerOf({ number: 7 })] },
    ],
    [
      'somebody’s link to another task is theirs',
      { list: [onA, { number: 4 }] },
      { obstacles: [waitsForA, { ...waitsForA, id: 'c', number: 4, declared: false }], byHand: ['c'] },
    ],
    [
      'so is one to an issue that is no task',
      { list: [onA, { number: 7 }] },
      { obstacles: [waitsForA, { ...byIssue, number: 7 }] },
    ],
    [
      'and one to another repository, even if the number is that of a task, or of a link of ours',
      { list: [onA, { repository: 'octo/other' }, { number: 7, repository: 'octo/other' }], record: { links: [2, 7] } },
      {
        obstacles: [
          waitsForA,
          { ...byIssue, number: numberOfA, repository: 'octo/other' },
          { ...byIssue, number: 7, repository: 'octo/other' },
        ],
      },
    ],
    [
      'one to another repository is not the one that the file asks for',
      { list: [{ repository: 'octo/other' }] },
      {
        obstacles: [waitsForA, { ...byIssue, number: numberOfA, repository: 'octo/other' }],
        link: ['a'],
        restore: ['a'],
      },
    ],
    [
      'one to an issue that was done holds nothing up',
      { list: [onA, { number: 7, open: false, stateReason: 'completed' }] },
      {},
    ],
    [
      'one to an issue that was dropped does',
      { list: [onA, { number: 7, open: false, stateReason: 'not_planned' }] },
      { obstacles: [waitsForA, { ...byIssue, number: 7, dropped: true }] },
    ],
    [
      'unless the phase lets go of what was dropped',
      { list: [onA, { number: 7, open: false, stateReason: 'not_planned' }], onDropped: 'release' },
      {},
    ],
    [
      'but not of what is open',
      { list: [onA, { number: 7 }], onDropped: 'release' },
      { obstacles: [waitsForA, { ...byIssue, number: 7 }] },
    ],
    ['a task of a finished phase holds nothing up', { others: { outcome: 'done' } }, { obstacles: [] }],
    ['but where GitHub shows it open', { list: [onA], others: { outcome: 'done' } }, {}],
    [
      'not where it shows it closed',
      { list: [{ number: numberOfA, open: false }], others: { outcome: 'done' } },
      { obstacles: [] },
    ],
    [
      'nor where something else is open',
      { list: [{ number: numberOfA, open: false }, { number: 7 }], others: { outcome: 'done' } },
      { obstacles: [{ ...byIssue, number: 7 }] },
    ],
    [
      'nor where that has its number in another repository',
      {
        list: [
          { number: numberOfA, open: false },
          { repository: 'octo/other', open: true },
        ],
        others: { outcome: 'done' },
      },
      { obstacles: [{ ...byIssue, number: numberOfA, repository: 'octo/other' }] },
    ],
    [
      'a link by hand to one that is open again holds it up as well',
      { list: [{ number: numberOfA, open: false }, { number: 4 }], others: { outcome: 'done' } },
      { obstacles: [{ ...waitsForA, id: 'c', number: 4, declared: false }], byHand: ['c'] },
    ],
    [
      'one to a duplicate of ours is taken away',
      { list: [onA, onDuplicate], world: duplicate() },
      { unlink: [blockerOf(onDuplicate)] },
    ],
    ...(
      [
        ['that somebody else wrote', { author: 'mallory' }],
        ['that is no task of ours', { body: 'Twice the same.' }],
        ['that was closed for another reason', { stateReason: 'not_planned' }],
        ['that is open again', { open: true }],
      ] as const
    ).map(([what, changes]): [string, Seen, Partial<Record<keyof Blocking, unknown>>] => [
      `one to a duplicate ${what} stays`,
      { list: [onA, onDuplicate], world: duplicate(changes) },
      { obstacles: [waitsForA, { ...byIssue, number: 9, dropped: true }] },
    ]),
  ])('%s', (_, seen, told) => {
    expect(blockingOfB(seen)).toEqual({ ...quiet, ...told })
  })
})

describe('a link names its blocker by what the issue itself tells', () => {
  const unread = ({ issues }: Observation) => ({ issues: new Map([...issues].filter(([at]) => at !== numberOfA)) })
  const fresh: Partial<TaskView> = { where: { kind: 'none' }, issue: undefined, number: undefined, record: undefined }
  const ask: Blocking['questions'] = [{ ask: 'issue', number: numberOfA }]

  test.each<[what: string, seen: Seen, questions: Blocking['questions']]>([
    ['so the issue is read before it is linked', { list: [], world: unread }, ask],
    ['and before the issue that waits for it is opened', { view: fresh, world: unread }, ask],
    ['but not where nothing is linked', { list: [onA], world: unread }, []],
    [
      'nor on a GitHub without dependencies',
      { view: fresh, world: (o) => ({ ...unread(o), dependencies: false }) },
      [],
    ],
    ['nor twice', { view: fresh }, []],
    [
      'nor where it is not there',
      { view: fresh, world: (o) => ({ ...unread(o), absent: new Map([[numberOfA, 'deleted']]) }) },
      [],
    ],
  ])('%s', (_, seen, questions) => {
    expect(blockingOfB(seen).questions).toEqual(questions)
  })

  test('and of a phase that is not open nothing is read ahead', () => {
    const later = launch([
      phaseOf([taskOf('a')]),
      phaseOf([taskOf('b', { dependsOn: ['a'] })], { id: '5', after: ['4'] }),
    ])
    const { outcome, observation } = later.latest
    const views = outcome!.phases.map(({ view }) => view)
    const byId = new Map(views.flatMap(({ tasks }) => tasks.map((view) => [view.task.id, view] as const)))
    const found = viewBlocking(views, byId, { ...observation, ...unread(observation) })
    expect([...found.values()].flatMap(({ questions }) => questions)).toEqual([])
  })
})

test('what the final task waits for by its own links is a blocker like all others', () => {
  const own = launch([
    phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('z', { final: true, dependsOn: ['b'] })]),
  ])
  expect(own.issue('z').blockedBy).toEqual([own.numberOf('b')])
})
