import { describe, expect, test } from 'vitest'
import type { Issue } from '../../../src/core/issues/issue.ts'
import { milestoneOf, type PhaseSurvey, surveyIssues } from '../../../src/core/issues/survey.ts'
import type { Observation, Question } from '../../../src/core/observation.ts'
import type { Phase } from '../../../src/core/phase.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { World } from '../../../src/core/world.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { bodyOfTask, issueSeen, milestoneSeen, observationOf, progressSeen, worldSeen } from '../seen-issues.ts'
import { coordinator } from '../simulated-github.ts'

const first: Question = { ask: 'progress-issues' }
const phaseList: Question = { ask: 'phase-issues', phase: '4' }
const ownList: Question = { ask: 'issues-by', login: coordinator }
const newest: Question = { ask: 'newest-issues', look: 0 }
const recorded = { file: '.github/phases/4.yml', tasks: new Map([['a', 2]]) }
const phase = phaseOf([taskOf('a')])
const taskA = issueSeen(2, { body: bodyOfTask('a') })

interface Given {
  readonly phases?: readonly Phase[]
  readonly issues?: readonly Issue[]
  readonly asked?: readonly Question[]
  readonly seen?: Partial<Observation>
  readonly world?: Parameters<typeof worldSeen>[2]
}

function survey({ phases = [phase], issues = [], asked = [], seen, world }: Given) {
  return surveyIssues(worldSeen(phases, observationOf(issues, [first, ...asked], seen), world))
}

test('nothing is told before the progress issues were listed', () => {
  const found = surveyIssues(worldSeen([phase], observationOf([progressSeen(1, recorded)])))
  expect(found).toMatchObject({ phases: [], orphans: [], questions: [first], foreign: undefined })
})

describe('a phase is', () => {
  const complete = { at: '2026-02-20T09:00:00Z', dropped: [] }
  const done: Partial<ProgressRecord> = { ...recorded, complete }
  const closed: Partial<Issue> = { open: false, stateReason: 'completed' }
  const five = phaseOf([taskOf('b')], { id: '5', after: ['4'] })
  const six = phaseOf([taskOf('c')], { id: '6', after: ['4', '5'] })
  const stageOf = (given: Given, id: string) => survey(given).phases.find((found) => found.phase.id === id)?.stage
  const all = { asked: [phaseList, ownList, newest, { ask: 'milestones' }] as const }

  test.each<[stage: PhaseSurvey['stage'], when: string, id: string, given: Given]>([
    ['open', 'its progress issue is there', '4', { issues: [progressSeen(1, recorded), taskA] }],
    ['open', 'it comes after none', '4', {}],
    [
      'waiting',
      'it comes after one that is under way',
      '5',
      { phases: [phase, five], issues: [progressSeen(1, recorded), taskA] },
    ],
    ['waiting', 'it comes after one that is not there yet', '5', { phases: [phase, five] }],
    ['open', 'the other is complete', '5', { phases: [phase, five], issues: [progressSeen(1, done, closed)] }],
    [
      'waiting',
      'one of two others is not',
      '6',
      { phases: [phase, five, six], issues: [progressSeen(1, done, closed)] },
    ],
    ['open', 'the other has no file', '5', { phases: [five] }],
    [
      'waiting',
      'the file of the other is bad',
      '5',
      { phases: [five], world: { badFiles: [{ file: '4.yml', phase: '4', taskIds: [] }] } },
    ],
    [
      'open',
      'the bad file is that of a third',
      '5',
      { phases: [five], world: { badFiles: [{ file: '3.yml', phase: '3', taskIds: [] }] } },
    ],
    [
      'open',
      'it is there already, although the other is not complete',
      '5',
      { phases: [phase, five], issues: [progressSeen(7, recorded, { phase: '5' })] },
    ],
    ['finished', 'it is complete, and closed', '4', { issues: [progressSeen(1, done, closed)] }],
    ['open', 'it is closed, and not complete', '4', { issues: [progressSeen(1, recorded, closed), taskA] }],
    ['open', 'it is complete, and open again', '4', { issues: [progressSeen(1, done), taskA] }],
    [
      'open',
      'a task of it is open again',
      '4',
      { issues: [progressSeen(1, done, { ...closed, subIssues: { total: 2, completed: 1 } }), taskA] },
    ],
    [
      'finished',
      'GitHub does not count sub-issues',
      '4',
      { issues: [progressSeen(1, done, { ...closed, subIssues: undefined })] },
    ],
    [
      'open',
      'the file has one more task',
      '4',
      { phases: [phaseOf([taskOf('a'), taskOf('b')])], issues: [progressSeen(1, done, closed), taskA] },
    ],
    [
      'open',
      'the event is about a task of it',
      '4',
      {
        issues: [progressSeen(1, done, closed), taskA],
        world: {
          settings: {
            lookAt: [
              { number: 7, open: undefined },
              { number: 2, open: undefined },
            ],
          },
        },
      },
    ],
    [
      'finished',
      'the event is about something else',
      '4',
      { issues: [progressSeen(1, done, closed)], world: { settings: { lookAt: [{ number: 7, open: undefined }] } } },
    ],
  ])('%s where %s', (stage, _, id, given) => {
    expect(stageOf({ ...all, ...given }, id)).toBe(stage)
  })

  test('read no further while it is not open', () => {
    const found = survey({ phases: [phase, five], issues: [progressSeen(1, done, closed)], asked: [] })
    const empty = { issues: new Map(), duplicates: [], shortList: undefined, lookalikes: [] }
    expect(found.phases[0]).toMatchObject({ stage: 'finished', progress: { issue: { number: 1 } }, ...empty })
  })
})

describe('the issues of a phase are listed', () => {
  const issues = [progressSeen(1, recorded), taskA]
  const trusted = new Set([coordinator, 'old-bot'])
  const oldList: Question = { ask: 'issues-by', login: 'old-bot' }

  test.each<[what: string, given: Given, questions: readonly Question[]]>([
    ['by the phase’s label', {}, [phaseList]],
    ['once', { asked: [phaseList] }, []],
    ['not where all of ours were', { asked: [ownList] }, []],
    ['but where only some were', { asked: [ownList], seen: { trusted } }, [phaseList]],
    ['not where those of all trusted logins were', { asked: [ownList, oldList], seen: { trusted } }, []],
    ['and where lists were in doubt', { asked: [ownList], seen: { readAgain: new Set(['4']) } }, [phaseList]],
    ['not because those of another phase were', { asked: [ownList], seen: { readAgain: new Set(['5']) } }, []],
  ])('%s', (_, given, questions) => {
    expect(survey({ issues, ...given }).questions).toEqual(questions)
  })
})

describe('what the event is about is read by itself', () => {
  const issues = [progressSeen(1, recorded), taskA]
  const ask: Question = { ask: 'issue', number: 2 }
  const about = (number: number, open: boolean | undefined): World['settings']['lookAt'] => [{ number, open }]

  test.each<
    [what: string, lookAt: World['settings']['lookAt'], asked: readonly Question[], questions: readonly Question[]]
  >([
    ['where a list shows it open, and it was closed', about(2, false), [], [ask]],
    ['once', about(2, false), [ask], []],
    ['not where a list shows it as it is', about(2, true), [], []],
    ['nor where the event does not say', about(2, undefined), [], []],
    ['nor where no list shows it', about(7, false), [], []],
  ])('%s', (_, lookAt, asked, questions) => {
    const found = survey({ issues, asked: [phaseList, ...asked], world: { settings: { lookAt } } })
    expect(found.questions).toEqual(questions)
  })
})

describe('before an issue is opened for a task', () => {
  const milestone = milestoneSeen(3, { count: 2 })
  const ofMilestone: Question = { ask: 'milestone-issues', milestone: 3 }
  const page = progressSeen(1, { file: '.github/phases/4.yml' })
  const inMilestone = progressSeen(1, { milestone: { number: 3, title: 'Phase 4' } }, { milestone })
  const where = (given: Given) => survey(given).phases[0]!.issues.get('a')?.kind

  test.each<[what: string, given: Given, questions: readonly Question[]]>([
    ['the newest issues are looked at', { issues: [page], asked: [phaseList] }, [newest]],
    ['once', { issues: [page], asked: [phaseList, newest] }, []],
    ['not where it has one', { issues: [progressSeen(1, recorded), taskA], asked: [phaseList] }, []],
    ['nor where all of ours were listed', { issues: [page], asked: [ownList] }, []],
    [
      'but after a creation without an answer once more',
      { issues: [page], asked: [ownList, newest], seen: { uncertain: 1 } },
      [{ ask: 'newest-issues', look: 1 }],
    ],
    [
      'the milestone’s issues are listed where it counts more than were seen',
      { issues: [inMilestone], asked: [ownList] },
      [ofMilestone, newest],
    ],
    ['once', { issues: [inMilestone], asked: [ownList, ofMilestone, newest] }, []],
    ['not where it counts as many', { issues: [inMilestone, issueSeen(9, { milestone })], asked: [ownList] }, []],
  ])('%s', (_, given, questions) => {
    expect(survey(given).questions).toEqual(questions)
  })

  test('and nothing is opened while the milestone counts more than the lists show', () => {
    const asked = [ownList, ofMilestone, newest]
    expect(where({ issues: [inMilestone], asked })).toBe('unknown')
    expect(survey({ issues: [inMilestone], asked }).phases[0]!.shortList).toEqual({ listed: 1, counted: 2 })
    expect(where({ issues: [inMilestone, issueSeen(9, { milestone })], asked })).toBe('none')
    const known = progressSeen(1, { ...recorded, milestone: { number: 3, title: 'Phase 4' } }, { milestone })
    expect(where({ issues: [known, taskA], asked })).toBe('known')
  })
})

describe('the milestone of a phase is', () => {
  const other = milestoneSeen(8, { title: 'Theirs' })
  const named = milestoneSeen(3)
  const pageIn = (milestone: Issue['milestone'], number?: number) => {
    const record = number === undefined ? {} : { milestone: { number, title: 'Phase 4' } }
    return survey({ issues: [progressSeen(1, record, { milestone })], asked: [ownList] }).phases[0]!.progress
  }

  test.each<
    [what: string, given: Parameters<typeof pageIn>, listed: Observation['milestones'], number: number | undefined]
  >([
    ['the progress issue’s, where it is called like it', [named], undefined, 3],
    ['or was recorded, whatever it is called now', [other, 8], [named], 8],
    ['not one that people have put the progress issue in', [other], undefined, undefined],
    ['but then the one of the list that is called like it', [other], [other, named], 3],
    ['or was recorded', [undefined, 8], [other], 8],
    ['and none where the list has none', [undefined], [other], undefined],
  ])('%s', (_, given, milestones, number) => {
    const found = milestoneOf(phase, pageIn(...given), observationOf([], [], { milestones }))
    expect(found?.number).toBe(number)
  })
})

describe('a progress issue whose file is gone', () => {
  const orphans = (given: Given) => survey({ phases: [], ...given }).orphans.map(({ issue }) => issue.number)
  const page = (record: Partial<ProgressRecord> = {}, issue: Partial<Issue> = {}) => [
    progressSeen(1, { ...recorded, ...record }, issue),
  ]

  test.each<[what: string, given: Given, found: readonly number[]]>([
    ['is told', { issues: page() }, [1]],
    [
      'not where another file has the phase',
      { issues: page(), phases: [phaseOf([], { file: 'x.yml' })], asked: [phaseList] },
      [],
    ],
    ['nor once it is closed', { issues: page({}, { open: false }) }, []],
    ['nor once it is complete', { issues: page({ complete: { at: '2026-02-20T09:00:00Z', dropped: [] } }) }, []],
    ['nor where it does not know its file', { issues: page({ file: '' }) }, []],
    ['nor where the file is not this run’s', { issues: page({ file: 'elsewhere/4.yml' }) }, []],
    [
      'nor where its file is bad',
      { issues: page(), world: { badFiles: [{ file: recorded.file, phase: undefined, taskIds: [] }] } },
      [],
    ],
    [
      'nor where a bad file has the phase',
      { issues: page(), world: { badFiles: [{ file: 'x.yml', phase: '4', taskIds: [] }] } },
      [],
    ],
    [
      'also where some other file is bad',
      { issues: page(), world: { badFiles: [{ file: 'x.yml', phase: '5', taskIds: [] }] } },
      [1],
    ],
    [
      'also where it is one of several globs’',
      { issues: page(), world: { settings: { phaseFiles: ['elsewhere/*.yml', '.github/phases/4.yml'] } } },
      [1],
    ],
  ])('%s', (_, given, found) => {
    expect(orphans(given)).toEqual(found)
  })
})

test('a number that several pages name is the task’s whose file comes first', () => {
  const five = phaseOf([taskOf('b')], { id: '5' })
  const pages = [
    progressSeen(1, { tasks: new Map([['b', 2]]) }, { phase: '6' }),
    progressSeen(3, { tasks: new Map([['a', 2]]) }, { phase: '4' }),
  ]
  const { registry } = survey({ phases: [five, phase], issues: [...pages, taskA], asked: [ownList] })
  expect(registry.idOf(2)).toBe('a')
  expect(registry.numberOf(taskOf('b'), new Set())).toBe(2)
})

test('an id that stands in another file, even a bad one, is still that task’s: another that was called so gets its own issue', () => {
  const renamed = [phaseOf([taskOf('z', { formerly: 'a' })])]
  const issues = [progressSeen(1, recorded), taskA]
  const asked = [ownList]
  expect(survey({ phases: renamed, issues, asked }).phases[0]!.issues.get('z')).toMatchObject({ issue: { number: 2 } })
  const others = [...renamed, phaseOf([taskOf('a')], { id: '5' })]
  const found = survey({ phases: others, issues: [...issues, progressSeen(7, {}, { phase: '5' })], asked })
  expect(found.phases.map((phase) => [...phase.issues.values()].map(({ kind }) => kind))).toEqual([['none'], ['known']])
  const world = { badFiles: [{ file: '5.yml', phase: '5', taskIds: ['a'] }] }
  expect(survey({ phases: renamed, issues, asked, world }).phases[0]!.issues.get('z')?.kind).toBe('none')
})
