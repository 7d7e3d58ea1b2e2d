import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import type { Issue } from '../../../src/core/issues/issue.ts'
import { knownProgressIssues, searchProgressIssue } from '../../../src/core/issues/progress-issues.ts'
import type { Observation, Question, Reaction, Remark } from '../../../src/core/observation.ts'
import { marker } from '../../../src/core/records/managed-part.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch } from '../scene.ts'
import { bodyOfTask, issueSeen, milestoneSeen, observationOf, progressSeen } from '../seen-issues.ts'
import { coordinator } from '../simulated-github.ts'

const phase = phaseOf([taskOf('a'), taskOf('b')])
const tasks = new Map([['a', 2]])
const ofPhase = (id = '4') => `${marker({ kind: 'phase', id })}\n`
const ownList: Question = { ask: 'issues-by', login: coordinator }
const milestones: Question = { ask: 'milestones' }

function search(
  issues: readonly Issue[],
  asked: readonly Question[] = [],
  seen: Partial<Observation> = {},
  of = phase,
) {
  const observation = observationOf(issues, asked, seen)
  return searchProgressIssue(of, knownProgressIssues(observation), observation)
}

describe('an issue stands for a phase', () => {
  test.each<[what: string, issue: Partial<Issue>, phases: readonly string[]]>([
    ['where its first line says so', { body: ofPhase() }, ['4']],
    ['not where it is somebody else’s', { body: ofPhase(), author: 'mallory' }, []],
    ['nor where its author’s account was deleted', { body: ofPhase(), author: undefined }, []],
    ['nor where it is a pull request', { body: ofPhase(), pullRequest: true }, []],
    [
      'nor where its first line is that of a task',
      { body: `${bodyOfTask('a')}\n${ofPhase()}`, labels: ['phase-progress'] },
      [],
    ],
    [
      'below the text of people with our label, in whatever case',
      { body: `Hello\n\n${ofPhase()}`, labels: ['bug', 'Phase-Progress'] },
      ['4'],
    ],
    ['not there without it', { body: `Hello\n\n${ofPhase()}`, labels: ['phase:4'] }, []],
    ['nor where only a task is named there', { body: `Hello\n\n${bodyOfTask('a')}`, labels: ['phase-progress'] }, []],
    ['nor for its label alone', { body: 'Hello', labels: ['phase-progress'] }, []],
    [
      'also beside a task that is named there',
      { body: `Hello\n${bodyOfTask('a')}\n${ofPhase()}`, labels: ['phase-progress'] },
      ['4'],
    ],
  ])('%s', (_, issue, phases) => {
    expect([...knownProgressIssues(observationOf([issueSeen(1, issue)])).keys()]).toEqual(phases)
  })
})

describe('of several for one phase', () => {
  const below = `Hello\n\n${ofPhase()}`
  const labels = ['phase-progress']

  test.each<[what: string, issues: readonly Issue[], chosen: number, duplicates: readonly number[]]>([
    ['the lowest number is chosen', [issueSeen(5, { body: ofPhase() }), issueSeen(3, { body: ofPhase() })], 3, [5]],
    [
      'but one that begins with our line before one that does not',
      [issueSeen(3, { body: below, labels }), issueSeen(5, { body: ofPhase() })],
      5,
      [3],
    ],
    [
      'of which the lowest is chosen too',
      [issueSeen(5, { body: below, labels }), issueSeen(3, { body: below, labels })],
      3,
      [5],
    ],
    [
      'and none that was closed as a duplicate',
      [issueSeen(3, { body: ofPhase(), open: false, stateReason: 'duplicate' }), issueSeen(5, { body: ofPhase() })],
      5,
      [],
    ],
    [
      'but one that was closed otherwise',
      [issueSeen(3, { body: ofPhase(), open: false, stateReason: 'completed' }), issueSeen(5, { body: ofPhase() })],
      3,
      [5],
    ],
    [
      'or is open again',
      [issueSeen(3, { body: ofPhase(), stateReason: 'duplicate' }), issueSeen(5, { body: ofPhase() })],
      3,
      [5],
    ],
    ['unless all were', [issueSeen(3, { body: ofPhase(), open: false, stateReason: 'duplicate' })], 3, []],
    [
      'and other phases have their own',
      [issueSeen(3, { body: ofPhase('5') }), issueSeen(5, { body: ofPhase() })],
      5,
      [],
    ],
  ])('%s', (_, issues, chosen, duplicates) => {
    const found = knownProgressIssues(observationOf(issues)).get('4')!
    expect([found.issue.number, found.duplicates.map(({ number }) => number)]).toEqual([chosen, duplicates])
  })
})

describe('before a phase has none', () => {
  const without = phaseOf([taskOf('a')], { milestone: undefined })
  const other = milestoneSeen(2, { title: 'Theirs', count: 5 })

  test.each<[what: string, given: Parameters<typeof search>, questions: readonly Question[]]>([
    ['milestones and all of ours are listed', [[]], [milestones, ownList]],
    ['or the newest, where it has no milestone', [[], [], {}, without], [{ ask: 'newest-issues', look: 0 }, ownList]],
    ['once', [[], [ownList]], [milestones]],
    [
      'and the issues of its milestone',
      [[], [milestones, ownList], { milestones: [other, milestoneSeen(3, { count: 1 })] }],
      [{ ask: 'milestone-issues', milestone: 3 }],
    ],
    [
      'and those of every trusted login',
      [[], [milestones, ownList], { trusted: new Set([coordinator, 'old-bot']) }],
      [{ ask: 'issues-by', login: 'old-bot' }],
    ],
  ])('%s', (_, given, questions) => {
    expect(search(...given)).toEqual({ questions })
  })

  test('nothing is asked of an empty milestone', () => {
    expect(search([], [milestones, ownList], { milestones: [other, milestoneSeen(3)] })).toEqual({ missing: true })
  })
})

describe('what somebody else opened that looks like ours', () => {
  const asked = [milestones, ownList]
  const theirs = (number: number, author: string | undefined, body = ofPhase()) => issueSeen(number, { author, body })
  const writers = (...logins: readonly string[]) => ({ writers: new Map(logins.map((login) => [login, true])) })
  const askAbout = (...logins: readonly string[]) => ({ questions: logins.map((login) => ({ ask: 'writer', login })) })
  const known = (...logins: readonly string[]): readonly Question[] => [
    ...asked,
    ...logins.map((login): Question => ({ ask: 'writer', login })),
  ]

  test.each<[what: string, given: Parameters<typeof search>, found: unknown]>([
    ['has its author asked about', [[theirs(1, 'Mona')], asked], askAbout('Mona')],
    ['stops the run where they may write', [[theirs(1, 'Mona')], known('Mona'), writers('mona')], { foreign: 'Mona' }],
    ['counts for nothing where they may not', [[theirs(1, 'Mona')], known('Mona')], { missing: true }],
    ['also where it stands for a task', [[theirs(1, 'mona', bodyOfTask('b'))], asked], askAbout('mona')],
    ['not where it stands for a task of no file', [[theirs(1, 'mona', bodyOfTask('z'))], asked], { missing: true }],
    ['nor for another phase', [[theirs(1, 'mona', ofPhase('5'))], asked], { missing: true }],
    ['nor where it says so further down', [[theirs(1, 'mona', `Hello\n${ofPhase()}`)], asked], { missing: true }],
    ['nor by a deleted account', [[theirs(1, undefined)], asked], { missing: true }],
    [
      'nor where a task of ours is there',
      [[theirs(1, 'mona'), issueSeen(2, { body: bodyOfTask('a') })], asked],
      { missing: true },
    ],
    [
      'but where only tasks of other phases are',
      [[theirs(1, 'mona'), issueSeen(2, { body: bodyOfTask('z') })], asked],
      askAbout('mona'),
    ],
    [
      'stops the run at once where its author made the milestone',
      [[theirs(1, 'mona'), theirs(2, 'Hubot')], asked, { milestones: [milestoneSeen(3, { creator: 'hubot' })] }],
      { foreign: 'Hubot' },
    ],
    [
      'not where somebody else made it',
      [[theirs(1, 'mona')], asked, { milestones: [milestoneSeen(3, { creator: 'hubot' })] }],
      askAbout('mona'),
    ],
    [
      'has whoever opened most of it asked about first',
      [[theirs(1, 'mona'), theirs(2, 'hubot'), theirs(3, 'hubot', bodyOfTask('a'))], asked],
      askAbout('hubot', 'mona'),
    ],
    [
      'and those who were not asked about yet',
      [[theirs(1, 'mona'), theirs(2, 'hubot')], known('mona'), writers('hubot')],
      askAbout('hubot'),
    ],
  ])('%s', (_, given, found) => {
    expect(search(...given)).toEqual(found)
  })

  test('has no more than 20 authors asked about', () => {
    const crowd = Array.from({ length: 30 }, (_, at) => theirs(at + 1, `user${at}`))
    const found = search(crowd, asked)
    expect('questions' in found && found.questions.length).toBe(20)
  })
})

describe('a record that is broken', () => {
  const page = issueSeen(1, { body: ofPhase(), comments: 1 })
  const subIssues: Question = { ask: 'sub-issues', number: 1 }
  const remarksOn = (number: number): Question => ({ ask: 'remarks', number, since: undefined })
  const reactionsTo = (comment: number): Question => ({ ask: 'reactions', comment })
  const quietPage = issueSeen(1, { body: ofPhase() })

  const pause: Command = { name: 'phase', verb: 'pause' } as Command
  const resume: Command = { name: 'phase', verb: 'resume' } as Command

  function remark(id: number, commands: readonly Command[], given: Partial<Remark> = {}): Remark {
    const at = `2026-02-22T0${id % 10}:00:00Z`
    const usual = { author: 'mona', bot: false, member: true, marked: true, ours: undefined }
    return { id, createdAt: at, updatedAt: at, commands, ...usual, ...given }
  }

  function remembered(issues: readonly Issue[], seen: Partial<Observation> = {}) {
    return knownProgressIssues(observationOf(issues, [], seen)).get('4')!
  }

  test.each<[what: string, given: Parameters<typeof search>, questions: readonly Question[]]>([
    ['has its sub-issues asked for', [[page]], [subIssues]],
    ['then what was said on it', [[page], [subIssues]], [remarksOn(1)]],
    [
      'and on those of them on which something was',
      [[quietPage, issueSeen(2, { comments: 1 }), issueSeen(3)], [subIssues], { subIssues: new Map([[1, [2, 3, 4]]]) }],
      [remarksOn(2)],
    ],
    [
      'then whether what paused or resumed the phase was done',
      [
        [page],
        [subIssues, remarksOn(1)],
        {
          remarks: new Map([
            [
              1,
              [
                remark(11, [pause]),
                remark(12, [resume]),
                remark(13, [{ name: 'phase', verb: 'status' } as Command]),
                remark(14, [{ name: 'hold' } as Command]),
                remark(15, [pause], { marked: false }),
              ],
            ],
          ]),
        },
      ],
      [reactionsTo(11), reactionsTo(12)],
    ],
  ])('%s', (_, given, questions) => {
    expect(search(...given)).toEqual({ questions })
  })

  test('counts once all of that is known', () => {
    expect(search([quietPage], [subIssues])).toMatchObject({ found: { rebuilt: true } })
    expect(search([progressSeen(1, { tasks })])).toMatchObject({ found: { rebuilt: false, record: { tasks } } })
  })

  describe('is paused', () => {
    const done = (...comments: readonly number[]) =>
      new Map(comments.map((comment): [number, readonly Reaction[]] => [comment, ['eyes', 'rocket']]))
    const paused = (by: string, id: number) => ({ by, at: `2026-02-22T0${id % 10}:00:00Z` })

    test.each<
      [what: string, said: ReadonlyMap<number, readonly Remark[]>, reactions: Observation['reactions'], left: unknown]
    >([
      ['where that was said last', new Map([[1, [remark(11, [pause])]]]), done(11), paused('mona', 11)],
      ['not where that was refused', new Map([[1, [remark(11, [pause])]]]), new Map([[11, ['-1']]]), undefined],
      ['nor where nobody knows', new Map([[1, [remark(11, [pause])]]]), new Map(), undefined],
      [
        'nor where it was resumed after',
        new Map([[1, [remark(11, [pause]), remark(12, [resume])]]]),
        done(11, 12),
        undefined,
      ],
      [
        'but where that was refused',
        new Map([[1, [remark(11, [pause]), remark(12, [resume])]]]),
        done(11),
        paused('mona', 11),
      ],
      [
        'by what was said last wherever that was',
        new Map([
          [1, [remark(12, [resume])]],
          [2, [remark(11, [pause]), remark(13, [pause], { author: 'hubot' })]],
        ]),
        done(11, 12, 13),
        paused('hubot', 13),
      ],
      [
        'also by somebody whose account is gone',
        new Map([[1, [remark(11, [pause], { author: undefined })]]]),
        done(11),
        paused('somebody', 11),
      ],
    ])('%s', (_, remarks, reactions, left) => {
      const issues = [page, issueSeen(2, { comments: 2, body: bodyOfTask('a') })]
      const seen = { remarks, reactions, subIssues: new Map([[1, [2]]]) }
      expect(remembered(issues, seen).record.paused).toEqual(left)
    })
  })

  describe('is rebuilt from', () => {
    const state = (issue: Partial<Issue>) =>
      remembered([page, issueSeen(2, issue)], { subIssues: new Map([[1, [2]]]) }).record

    test.each<[what: string, issue: Partial<Issue>, found: ReadonlyMap<string, number>]>([
      ['sub-issues of ours', { body: bodyOfTask('a') }, tasks],
      ['also with text of people above', { body: `Mine\n${bodyOfTask('a')}` }, tasks],
      ['not those of others', { body: bodyOfTask('a'), author: 'mallory' }, new Map()],
      ['nor those that are no task', { body: ofPhase('5') }, new Map()],
    ])('%s', (_, issue, found) => {
      expect(state(issue)).toMatchObject({ tasks: found, picks: new Map(), file: '' })
    })

    test.each([
      ['where it is open', {}, new Map([['a', '2026-02-22T09:00:00Z']])],
      ['not once it is closed', { open: false }, new Map()],
    ] as const)('since when a task has a slot, %s', (_, changes, picks) => {
      const launched = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])])
      const issues = [
        page,
        issueSeen(2, { body: launched.issue('a').body, ...changes }),
        issueSeen(3, { body: launched.issue('b').body }),
      ]
      expect(remembered(issues, { subIssues: new Map([[1, [2, 3]]]) }).record.picks).toEqual(picks)
    })

    test('the first of two for one task, and none that was not read', () => {
      const issues = [
        page,
        issueSeen(2, { body: bodyOfTask('a') }),
        issueSeen(3, { body: bodyOfTask('a') }),
        issueSeen(5, { body: bodyOfTask('b') }),
      ]
      expect(remembered(issues, { subIssues: new Map([[1, [4, 2, 3]]]) }).record.tasks).toEqual(tasks)
    })
  })
})
