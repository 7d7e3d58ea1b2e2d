import { describe, expect, test } from 'vitest'
import { renderRecord } from '../../../src/core/records/managed-part.ts'
import { emptyMirrorRecord } from '../../../src/core/records/mirror-record.ts'
import {
  emptyProgressRecord,
  type ProgressRecord,
  parseProgressRecord,
  progressRecordData,
} from '../../../src/core/records/progress-record.ts'
import { nothingTold } from '../../../src/core/records/told.ts'
import { fullRecord, usualId } from '../full-record.ts'

const played = {
  p50: '2026-03-03',
  p85: '2026-03-05',
  gain: { hours: 8.5, date: '2026-03-01', task: 'p4-1-1', priorityCostHours: -0.5 },
}

const full: ProgressRecord = {
  file: '.github/phases/4.yml',
  tasks: new Map([
    ['p4-1-1', 2],
    ['__proto__', 3],
    ['constructor', 4],
    ['2', 5],
    ['1', 6],
  ]),
  adopted: ['p4-1-1'],
  picks: new Map([['p4-1-1', '2026-02-22T12:00:00.000Z']]),
  unlinked: ['a'],
  unparented: ['b'],
  refusedLinks: ['a>b'],
  left: ['c'],
  lookAgain: new Map([['p4-1-1', [7, 8]]]),
  unknownSince: new Map([['p4-1-1', '2026-02-22T12:00:00.000Z']]),
  retitled: ['d'],
  labels: ['phase:4', '--> x'],
  milestone: { number: 1, title: 'v1.0.0' },
  dependencies: false,
  complete: { at: '2026-03-01T00:00:00.000Z', dropped: ['e'] },
  paused: { by: 'octocat', at: '2026-02-22T12:00:00.000Z' },
  resumed: '2026-02-21T12:00:00.000Z',
  read: new Map([['7', { count: 3, at: '2026-02-22T12:00:00.000Z', id: 4_000_000_017 }]]),
  swept: '2026-02-22',
  answers: new Map([['7', '2026-02-22']]),
  commands: ['17.0'],
  claimed: new Map([['p4-1-1', 3]]),
  starts: ['12@mlz5k2f4'],
  failures: ['12@mlz5k2f5', 'text'],
  outlook: { on: '2026-02-22', finish: '2026-03-02', p85: '2026-03-05', steady: 'a', dates: 'b', whole: 'c', played },
  told: {
    base: {
      date: '2026-02-22',
      states: new Map([
        ['1', 'done'],
        ['2', 'blocked'],
        ['__proto__', 'review'],
        ['moved', 'dropped'],
      ]),
      decisions: ['0a1b2c3d'],
      dates: { start: '2026-02-22', target: undefined, timezone: 'America/New_York' },
      verdict: 'at risk',
      changed: '2026-02-22T15:00:00.000Z',
    },
    launched: true,
    completions: 2,
    completed: true,
    picks: { at: '2026-02-22T12:00:00.000Z', tasks: ['p4-1-1'] },
    letters: [
      {
        key: 'digest 2026-02-22',
        at: '2026-02-22T14:00:00.000Z',
        notice: {
          title: 'Phase 4 --> x',
          lead: [['7 of 12 done']],
          sections: [
            { title: 'Done', lines: [[{ task: 'p4-1-1' }, ' Guide', { run: 5 }, { issue: 7, repository: 'o/r' }]] },
          ],
          progressIssue: 1,
        },
        comment: ['octocat'],
        slack: true,
      },
    ],
    lock: 9,
  },
  mirror: {
    jobs: '0123abcd',
    backlog: '4567cdef',
    tasks: new Map([
      ['p4-1-1', '89ab0123'],
      ['b', ''],
    ]),
    ended: ['c'],
    refused: { sum: 'cdef4567', on: '2026-02-22', why: 'protected' },
  },
  claims: new Map([
    [
      'p4-1-1',
      {
        number: 1,
        attempt: 1,
        model: 'haiku',
        worker: 'agent',
        since: '2026-02-22T12:00:00.000Z',
        by: undefined,
        command: undefined,
        workflow: '',
        logins: ['hubot'],
        lock: undefined,
        started: undefined,
        run: undefined,
        heartbeat: undefined,
        percent: undefined,
        plan: '',
        giveUp: undefined,
        cancelled: undefined,
        release: undefined,
        end: undefined,
      },
    ],
  ]),
}

const readBack = (record: ProgressRecord) => parseProgressRecord(renderRecord(progressRecordData(record)))

describe('a progress record', () => {
  test('is read back as it was written', () => {
    const { tasks, ...rest } = readBack(full)!
    const { tasks: _, ...others } = full
    expect(rest).toEqual(others)
    expect(Object.entries(Object.fromEntries(tasks)).sort()).toEqual(
      Object.entries(Object.fromEntries(full.tasks)).sort(),
    )
    expect(tasks.size).toBe(5)
  })

  test('that says nothing is as short as can be', () => {
    expect(progressRecordData({ ...emptyProgressRecord, file: 'x.yml' })).toEqual({ file: 'x.yml', tasks: {} })
    expect(readBack(emptyProgressRecord)).toEqual(emptyProgressRecord)
  })

  test('that an older version wrote, with a name beside everything, is read', () => {
    const data = {
      file: '.github/phases/4.yml',
      tasks: { '2': 5, 'p4-1-1': 2, gone: 'x', 'p4-1-2': 3 },
      picks: { 'p4-1-1': '2026-02-22T12:00:00.000Z' },
      unknownSince: { 'p4-1-2': '2026-02-22T12:00:00.000Z' },
      claimed: { 'p4-1-1': 3 },
      unlinked: ['p4-1-2'],
      left: ['2'],
      complete: { at: '2026-03-01T00:00:00.000Z', dropped: ['p4-1-1'] },
      read: { '7': [3, 1_771_761_600, 4_000_000_017] },
      told: { base: { date: '2026-02-22', states: 'dr-b', dates: {} } },
      mirror: { jobs: '0123abcd', tasks: { 'p4-1-1': '89ab0123' }, ended: ['p4-1-2'] },
    }
    const record = parseProgressRecord(renderRecord(data))!
    expect(record).toEqual({
      ...emptyProgressRecord,
      file: '.github/phases/4.yml',
      tasks: new Map([
        ['2', 5],
        ['p4-1-1', 2],
        ['p4-1-2', 3],
      ]),
      picks: new Map([['p4-1-1', '2026-02-22T12:00:00.000Z']]),
      unknownSince: new Map([['p4-1-2', '2026-02-22T12:00:00.000Z']]),
      claimed: new Map([['p4-1-1', 3]]),
      unlinked: ['p4-1-2'],
      left: ['2'],
      complete: { at: '2026-03-01T00:00:00.000Z', dropped: ['p4-1-1'] },
      read: new Map([['7', { count: 3, at: '2026-02-22T12:00:00.000Z', id: 4_000_000_017 }]]),
      told: {
        ...nothingTold,
        base: {
          date: '2026-02-22',
          states: new Map([
            ['2', 'done'],
            ['p4-1-1', 'ready'],
            ['p4-1-2', 'blocked'],
          ]),
          decisions: [],
          dates: { start: undefined, target: undefined, timezone: 'UTC' },
          verdict: undefined,
          changed: undefined,
        },
      },
      mirror: {
        ...emptyMirrorRecord,
        jobs: '0123abcd',
        tasks: new Map([['p4-1-1', '89ab0123']]),
        ended: ['p4-1-2'],
      },
    })
    expect(readBack(record), 'and written anew').toEqual(record)
  })

  test('at its largest is read back as it was written', () => {
    const largest = fullRecord(Array.from({ length: 300 }, (_, at) => usualId(at)))
    expect(readBack(largest)).toEqual(largest)
  })

  test('that somebody changed is read as far as it makes sense', () => {
    const data = {
      file: 7,
      tasks: { a: 1, b: '2', c: -1, d: null },
      picks: { a: 5, b: 'some day' },
      adopted: 'a',
      lookAgain: { a: [1, 'x'], b: 3 },
      milestone: { number: 'x', title: 'v1' },
      dependencies: 'no',
      complete: { at: 5 },
    }
    expect(parseProgressRecord(renderRecord(data))).toEqual({
      ...emptyProgressRecord,
      tasks: new Map([['a', 1]]),
      picks: new Map([['b', 'some day']]),
      lookAgain: new Map([
        ['a', [1]],
        ['b', []],
      ]),
    })
  })

  test.each<[name: string, data: unknown]>([
    ['no tasks', { file: 'x' }],
    ['tasks that are a list', { tasks: [] }],
    ['no object', 'x'],
  ])('with %s counts as none', (_, data) => {
    expect(parseProgressRecord(renderRecord(data))).toBeUndefined()
  })
})
