import { describe, expect, test } from 'vitest'
import type { Issue } from '../../../src/core/issues/issue.ts'
import { knownProgressIssues } from '../../../src/core/issues/progress-issues.ts'
import { findTaskIssues, Registry } from '../../../src/core/issues/task-issues.ts'
import type { Observation, Question } from '../../../src/core/observation.ts'
import type { Task } from '../../../src/core/phase.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { bodyOfTask, issueSeen, observationOf, progressSeen } from '../seen-issues.ts'
import { coordinator } from '../simulated-github.ts'

interface Given {
  readonly task?: Partial<Task>
  readonly others?: readonly Task[]
  /** Ids that stand in files besides. */
  readonly elsewhere?: readonly string[]
  /** Numbers that our page remembers, by task. */
  readonly recorded?: Readonly<Record<string, number>>
  readonly page?: Partial<ProgressRecord>
  readonly issues?: readonly Issue[]
  readonly asked?: readonly Question[]
  readonly seen?: Partial<Observation>
}

function find({ task, others = [], elsewhere = [], recorded = {}, page, issues = [], asked, seen }: Given) {
  const record = progressSeen(1, { tasks: new Map(Object.entries(recorded)), ...page })
  const observation = observationOf([record, ...issues], asked, seen)
  const phase = phaseOf([taskOf('a', task), ...others])
  const ids = new Set([...phase.tasks.map(({ id }) => id), ...elsewhere])
  return findTaskIssues(phase, new Registry(knownProgressIssues(observation).values()), ids, observation)
}

/** How the issue of `a` was found, as `2 recorded`, with `in a comment` where our part stands in one. */
function told(given: Given): string {
  const where = find(given).issues.get('a')!
  if (where.kind === 'lost') return `lost ${where.number}: ${where.absence}`
  if (where.kind !== 'known') return where.kind
  return `${where.issue.number} ${where.how}${where.adopted ? ', in a comment' : ''}`
}

const ours = (number: number, given: Partial<Issue> = {}, id = 'a') =>
  issueSeen(number, { body: bodyOfTask(id), ...given })
const theirs = (number: number, given: Partial<Issue> = {}) =>
  issueSeen(number, { author: 'mona', body: 'Please.', ...given })
const closedAs = (stateReason: string): Partial<Issue> => ({ open: false, stateReason })
const askAbout = (number: number): readonly Question[] => [{ ask: 'issue', number }]

describe('the issue of a task is', () => {
  test.each<[what: string, given: Given, found: string]>([
    ['the recorded one', { recorded: { a: 2 }, issues: [ours(2)] }, '2 recorded'],
    ['also where people took our part off', { recorded: { a: 2 }, issues: [issueSeen(2)] }, '2 recorded'],
    ['also closed', { recorded: { a: 2 }, issues: [ours(2, closedAs('not_planned'))] }, '2 recorded'],
    [
      'recorded under the id that the task had',
      { task: { formerly: 'o' }, recorded: { o: 2 }, issues: [ours(2, {}, 'o')] },
      '2 recorded',
    ],
    [
      'not where another task bears that id now',
      { task: { formerly: 'o' }, elsewhere: ['o'], recorded: { o: 2 }, issues: [ours(2, {}, 'o')] },
      'none',
    ],
    [
      'its own one before that',
      { task: { formerly: 'o' }, recorded: { a: 3, o: 2 }, issues: [ours(2, {}, 'o'), ours(3)] },
      '3 recorded',
    ],
    ['one that begins with our line for it', { issues: [ours(2)] }, '2 found'],
    ['of two the lower', { issues: [ours(3), ours(2)] }, '2 found'],
    ['or for the id that it had', { task: { formerly: 'o' }, issues: [ours(2, {}, 'o')] }, '2 found'],
    [
      'not where another task bears that id now',
      { task: { formerly: 'o' }, elsewhere: ['o'], issues: [ours(2, {}, 'o')] },
      'none',
    ],
    ['of those of both ids the lowest', { task: { formerly: 'o' }, issues: [ours(3), ours(2, {}, 'o')] }, '2 found'],
    ['none that somebody else wrote', { issues: [ours(2, { author: 'mallory' })] }, 'none'],
    ['none that is a pull request', { issues: [ours(2, { pullRequest: true })] }, 'none'],
    ['none that is another task’s', { issues: [ours(2, {}, 'b')] }, 'none'],
    ['none that is recorded for another', { recorded: { b: 2 }, issues: [ours(2)] }, 'none'],
    ['none that says so further down', { issues: [issueSeen(2, { body: `Hello\n${bodyOfTask('a')}` })] }, 'none'],
    ['none that was closed as a duplicate', { issues: [ours(2, closedAs('duplicate'))] }, 'none'],
    ['but one that was closed otherwise', { issues: [ours(2, closedAs('completed'))] }, '2 found'],
    ['or is open again after that', { issues: [ours(2, { stateReason: 'duplicate' })] }, '2 found'],
    [
      'the living one, where the recorded one was closed as its duplicate',
      { recorded: { a: 2 }, issues: [ours(2, closedAs('duplicate')), ours(3, closedAs('completed')), ours(4)] },
      '4 found',
    ],
    [
      'the recorded one, where none lives',
      { recorded: { a: 2 }, issues: [ours(2, closedAs('duplicate'))] },
      '2 recorded',
    ],
    [
      'and where it was closed otherwise',
      { recorded: { a: 2 }, issues: [ours(2, closedAs('not_planned')), ours(4)] },
      '2 recorded',
    ],
    [
      'and where it is open',
      { recorded: { a: 2 }, issues: [ours(2, { stateReason: 'duplicate' }), ours(4)] },
      '2 recorded',
    ],
    [
      'unknown where it could not be read',
      { recorded: { a: 2 }, seen: { absent: new Map([[2, 'unreadable']]) } },
      'unknown',
    ],
    ['unknown where it was not read yet', { recorded: { a: 2 } }, 'unknown'],
    [
      'lost where it was deleted',
      { recorded: { a: 2 }, seen: { absent: new Map([[2, 'deleted']]) } },
      'lost 2: deleted',
    ],
    [
      'lost where it is a pull request',
      { recorded: { a: 2 }, issues: [ours(2, { pullRequest: true })] },
      'lost 2: pull-request',
    ],
  ])('%s', (_, given, found) => {
    expect(told(given)).toBe(found)
  })
})

describe('an issue that the file names is', () => {
  const gone = {
    absent: new Map([
      [2, 'deleted'],
      [7, 'moved'],
    ] as const),
  }
  const task = { issue: 7 }

  test.each<[what: string, given: Given, found: string]>([
    ['adopted, with our part in a comment', { issues: [theirs(7)] }, '7 adopted, in a comment'],
    ['before one that begins with our line', { issues: [theirs(7), ours(2)] }, '7 adopted, in a comment'],
    ['not where another is recorded', { recorded: { a: 2 }, issues: [theirs(7), ours(2)] }, '2 recorded'],
    ['not where it is another task’s', { recorded: { b: 7 }, issues: [theirs(7)] }, 'none'],
    ['its own also where that is recorded', { recorded: { a: 7 }, issues: [theirs(7)] }, '7 recorded, in a comment'],
    [
      'adopted where the recorded one is gone',
      { recorded: { a: 2 }, issues: [theirs(7)], seen: gone },
      '7 adopted, in a comment',
    ],
    [
      'unknown there while it was not read',
      { recorded: { a: 2 }, seen: { absent: new Map([[2, 'deleted']]) } },
      'unknown',
    ],
    [
      'and where it cannot be',
      {
        recorded: { a: 2 },
        seen: {
          absent: new Map([
            [2, 'deleted'],
            [7, 'unreadable'],
          ] as const),
        },
      },
      'unknown',
    ],
    ['lost where it is gone as well', { recorded: { a: 2 }, seen: gone }, 'lost 7: moved'],
    ['the recorded one’s loss where it is another task’s', { recorded: { a: 2, b: 7 }, seen: gone }, 'lost 2: deleted'],
    ['lost where it is gone', { seen: gone }, 'lost 7: moved'],
    ['ours, where we opened it for this task', { issues: [ours(7)] }, '7 adopted'],
    ['or for the id that the task had', { task: { ...task, formerly: 'o' }, issues: [ours(7, {}, 'o')] }, '7 adopted'],
    ['a person’s, where we opened it for another', { issues: [ours(7, {}, 'b')] }, '7 adopted, in a comment'],
    ['or it only looks as if we had', { issues: [ours(7, { author: 'mallory' })] }, '7 adopted, in a comment'],
    ['ours again below text of people', { issues: [issueSeen(7, { body: `Mine\n${bodyOfTask('a')}` })] }, '7 adopted'],
  ])('%s', (_, given, found) => {
    expect(told({ task, ...given })).toBe(found)
  })

  test('adopted for good, although the file names it no more', () => {
    const page = { adopted: ['a'] }
    expect(told({ recorded: { a: 7 }, page, issues: [theirs(7)] })).toBe('7 recorded, in a comment')
    expect(told({ recorded: { a: 7 }, page, issues: [issueSeen(7)] })).toBe('7 recorded, in a comment')
    expect(told({ recorded: { a: 7 }, page: { adopted: ['b'] }, issues: [issueSeen(7)] })).toBe('7 recorded')
  })

  test('read before it is known', () => {
    expect(find({ task }).questions).toEqual(askAbout(7))
    expect(find({ task, recorded: { a: 2 } }).questions).toEqual(askAbout(2))
    expect(find({ task, recorded: { a: 2 }, seen: { absent: new Map([[2, 'deleted']]) } }).questions).toEqual(
      askAbout(7),
    )
    expect(find({ task, issues: [theirs(7)] }).questions).toEqual([])
  })
})

describe('another issue of ours for the same task', () => {
  const duplicates = (given: Given) =>
    find({ recorded: { a: 2 }, ...given }).duplicates.map(
      ({ of, issue, survivor, touched }) => `${issue.number} of ${of} (${survivor})${touched ? ' touched' : ''}`,
    )
  const inside = (text: string) => ({ body: bodyOfTask('a', text) })

  test.each<[what: string, given: Given, found: readonly string[]]>([
    ['is a duplicate', { issues: [ours(2), ours(3)] }, ['3 of a (2)']],
    [
      'also under the id that the task had',
      { task: { formerly: 'o' }, issues: [ours(2), ours(3, {}, 'o')] },
      ['3 of a (2)'],
    ],
    ['not once it is closed', { issues: [ours(2), ours(3, closedAs('completed'))] }, []],
    ['nor where it is not known which is the task’s', { issues: [ours(3)] }, []],
    ['touched where it has comments', { issues: [ours(2), ours(3, { comments: 1 })] }, ['3 of a (2) touched']],
    ['or is locked', { issues: [ours(2), ours(3, { locked: true })] }, ['3 of a (2) touched']],
    ['or somebody is assigned', { issues: [ours(2), ours(3, { assignees: ['mona'] })] }, ['3 of a (2) touched']],
    [
      'not where the file assigns them',
      { task: { assignees: ['Mona', 'hubot'] }, issues: [ours(2), ours(3, { assignees: ['mona'] })] },
      ['3 of a (2)'],
    ],
    [
      'or a box of it is ticked',
      { issues: [ours(2), ours(3, inside('- [ ] one\n- [X] two'))] },
      ['3 of a (2) touched'],
    ],
    ['or one in small letters', { issues: [ours(2), ours(3, inside('- [x] one'))] }, ['3 of a (2) touched']],
    ['not where none is', { issues: [ours(2), ours(3, inside('- [ ] one [x] \n -[x] two'))] }, ['3 of a (2)']],
    [
      'or text stands below',
      { issues: [ours(2), ours(3, { body: `${bodyOfTask('a')}\nMine` })] },
      ['3 of a (2) touched'],
    ],
    ['not for empty lines', { issues: [ours(2), ours(3, { body: `${bodyOfTask('a')}\n \n` })] }, ['3 of a (2)']],
  ])('%s', (_, given, found) => {
    expect(duplicates(given)).toEqual(found)
  })
})

describe('numbers that no list shows', () => {
  const many = (count: number): Given => ({
    others: Array.from({ length: count - 1 }, (_, at) => taskOf(`t${at}`)),
    recorded: Object.fromEntries([
      ['a', 2],
      ...Array.from({ length: count - 1 }, (_, at) => [`t${at}`, at + 3] as const),
    ]),
  })
  const ownList: Question = { ask: 'issues-by', login: coordinator }

  test('are read one by one, while they are few', () => {
    expect(find(many(5)).questions).toEqual([2, 3, 4, 5, 6].flatMap(askAbout))
  })

  test('are looked for among all of ours first, where they are many', () => {
    expect(find(many(6)).questions).toEqual([ownList])
    expect(
      find({ ...many(6), seen: { trusted: new Set([coordinator, 'old-bot']) }, asked: [ownList] }).questions,
    ).toEqual([{ ask: 'issues-by', login: 'old-bot' }])
  })

  test('are read after that, a hundred at most', () => {
    expect(find({ ...many(6), asked: [ownList] }).questions).toHaveLength(6)
    const { questions, issues } = find({ ...many(120), asked: [ownList] })
    expect(questions).toHaveLength(100)
    expect(new Set([...issues.values()].map(({ kind }) => kind))).toEqual(new Set(['unknown']))
  })
})
