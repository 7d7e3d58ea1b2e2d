import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Standing } from '../../../src/core/pages/progress-sections.ts'
import { recordText } from '../../../src/core/records/managed-part.ts'
import type { TaskState } from '../../../src/core/records/task-record.ts'
import { baselineOf, changesSince } from '../../../src/core/telling/changes.ts'
import type { Notice } from '../../../src/core/telling/notice.ts'
import { completionNotice, digestNotice, launchNotice, picksNotice } from '../../../src/core/telling/notices.ts'
import { plainPhrase } from '../../../src/core/text/phrase.ts'
import { models } from '../worker-scene.ts'
import { anyText } from './any-notice.ts'
import { type Standpoint, standingOf } from './standing.ts'

const date = '2026-02-24'

/** The notice as a person would read it, its sections as `title: line | line`. */
function read({ title, lead, sections }: Notice): readonly string[] {
  const plain = (phrase: Notice['lead'][number]) => plainPhrase(phrase, () => undefined)
  return [
    title,
    ...lead.map(plain),
    ...sections.map((section) => `${section.title}: ${section.lines.map(plain).join(' | ')}`),
  ]
}

function digestOf(before: Standpoint, now: Standpoint): Notice {
  const standing = standingOf(now)
  return digestNotice(standing, changesSince(baselineOf(standingOf(before), date, undefined), standing), date)
}

test('a digest says what became of which task, and who should do what about it', () => {
  const before = new Map<string, TaskState>(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'].map((id) => [id, 'ready']),
  )
  const states = new Map<string, TaskState>([
    ['a', 'done'],
    ['b', 'dropped'],
    ['c', 'review'],
    ['d', 'running'],
    ['e', 'assigned'],
    ['f', 'assigned'],
    ['g', 'stalled'],
    ['h', 'failed'],
    ['i', 'held'],
    ['j', 'blocked'],
    ['k', 'ready'],
    ['m', 'ready'],
  ])
  const notice = digestOf(
    { states: before, phase: { targetDate: '2026-03-08' } },
    {
      states,
      phase: { targetDate: '2026-03-15', slots: 4 },
      tasks: (id) => (id === 'e' ? { model: 'sonnet' } : {}),
      issues: (id) => (id === 'b' ? { closedBy: 'mona' } : id === 'f' ? { assignees: ['octocat', 'hubot'] } : {}),
      obstacles: (id) => (id === 'j' ? [{ by: 'task', id: 'c', number: 4, dropped: false, declared: true }] : []),
      decisions: [['Look at ', { task: 'h' }, '.']],
      waits: new Map([
        ['k', { for: 'slot' }],
        ['m', { for: 'stream', stream: 'doc', cap: 1 }],
      ]),
    },
  )
  expect(read(notice)).toEqual([
    'Phase 4, 24 February 2026: Release readiness',
    '1 of 11 done, 1 dropped · 4 of 4 slots in use · target 15 March 2026',
    'Decisions needed: Look at h.',
    'Done: a Task a',
    'Dropped: b Task b, closed by mona',
    'In review: c Task c: is in review',
    'Started: d Task d: is with a worker | e Task e: say /spawn to start sonnet | f Task f: with octocat, hubot',
    'Stalled: g Task g: is with a worker, without a sign of life',
    'Failed: h Task h: failed at attempt 1, the last one',
    'Held: i Task i: is held by somebody',
    'Newly blocked: j Task j: waits for c',
    'New in the plan: m Task m',
    'No longer in the plan: l',
    'The plan has changed: Target date: 8 March 2026 → 15 March 2026',
    'Next up: k Task k | m Task m: its stream doc may have 1 at work',
  ])
})

test('the launch says the goal, how much there is, and who should start what', () => {
  const standing = standingOf({
    states: new Map([
      ['a', 'assigned'],
      ['b', 'assigned'],
      ['c', 'ready'],
    ]),
    phase: { goal: 'v1.0.0\n  release-ready', targetDate: '2026-03-08', models },
    tasks: (id) => (id === 'a' ? { model: 'sonnet', title: 'User Guide' } : {}),
    waits: new Map([['c', { for: 'slot' }]]),
  })
  expect(read(launchNotice(standing))).toEqual([
    'Phase 4 has started: Release readiness',
    'Goal: v1.0.0 release-ready',
    '3 tasks, 2 slots. 0 of 3 done · 2 of 2 slots in use · target 8 March 2026',
    'Workers wanted: a User Guide: say /spawn to start sonnet | b Task b: free to take',
    'Next up: c Task c',
  ])
  expect(read(picksNotice(standing, standing.phase.tasks.slice(0, 1)))).toEqual([
    'Phase 4: 1 task to start',
    'Workers wanted: a User Guide: say /spawn to start sonnet',
  ])
})

test('the end says what it took, what was dropped by whom, and what was done since the last digest', () => {
  const standing = standingOf({
    states: new Map([
      ['a', 'done'],
      ['b', 'done'],
      ['c', 'dropped'],
    ]),
    phase: { targetDate: '2026-03-08' },
    issues: () => ({ open: false, closedAt: '2026-03-06T10:00:00Z', closedBy: 'mona' }),
    record: { complete: { at: '2026-03-06T10:15:00Z', dropped: ['c'] } },
  })
  const before = standingOf({
    states: new Map([
      ['a', 'done'],
      ['b', 'running'],
      ['c', 'ready'],
    ]),
  })
  const notice = completionNotice(standing, changesSince(baselineOf(before, date, undefined), standing))
  expect(read(notice).slice(0, 1)).toEqual(['Phase 4 is complete: Release readiness'])
  expect(read(notice).slice(-2)).toEqual(['Dropped: c Task c: closed by mona on 6 March 2026', 'Done: b Task b'])
  expect(read(completionNotice(standing, undefined)).some((line) => line.startsWith('Done'))).toBe(false)
})

/** Every notice of a phase, of which all tasks have moved from one state to another. */
function everyNotice(given: Omit<Standpoint, 'states'>, count: number, idOf: (at: number) => string): Notice[] {
  const kinds: readonly TaskState[] = [
    ...(['done', 'dropped', 'review', 'running', 'assigned', 'stalled', 'failed', 'held', 'blocked'] as const),
  ]
  const ids = Array.from({ length: count }, (_, at) => idOf(at))
  const present = standingOf({ ...given, states: new Map(ids.map((id, at) => [id, kinds[at % kinds.length]!])) })
  const past = standingOf({ ...given, states: new Map(ids.map((id) => [`x${id}`.slice(0, 32), 'ready'])) })
  const half = standingOf({ ...given, states: new Map(ids.map((id) => [id, 'ready'])) })
  const over = standingOf({ ...given, states: new Map(ids.map((id, at) => [id, at % 2 === 0 ? 'done' : 'dropped'])) })
  const complete = { at: '2026-03-06T10:15:00Z', dropped: [] }
  const ended: Standing = { ...over, record: { ...over.record, complete } }
  return [
    digestNotice(present, changesSince(baselineOf(past, date, undefined), present), date),
    digestNotice(present, changesSince(baselineOf(half, date, undefined), present), date),
    launchNotice(present),
    picksNotice(present, present.phase.tasks),
    completionNotice(ended, changesSince(baselineOf(half, date, undefined), over)),
  ]
}

/** Characters of a hidden record that a notice may take. */
const mostInRecord = 4200

test('a thousand tasks with the longest ids and titles make no notice longer than a record has room for', () => {
  const worst = [
    '<'.repeat(256),
    '-'.repeat(256),
    '\u0001'.repeat(256),
    '😀'.repeat(128),
    '"\\'.repeat(128),
    'word '.repeat(51),
  ]
  const longest = worst.flatMap((title) => {
    const text = title.slice(0, 256)
    const many = Array.from({ length: 50 }, (_, at) => `b${at}`.padEnd(32, '-'))
    return everyNotice(
      {
        phase: { title: text, goal: text.repeat(10), slots: 1000, targetDate: '2026-03-08' },
        tasks: () => ({ title: text, model: 'm'.repeat(32) }),
        issues: () => ({ closedBy: text, closedAt: '2026-03-06T10:00:00Z', assignees: [text] }),
        obstacles: () => many.map((id) => ({ by: 'task', id, number: undefined, dropped: false, declared: true })),
        decisions: Array.from({ length: 1000 }, () => many.map((id) => ({ task: id }))),
      },
      1000,
      (at) => `t${at}`.padEnd(32, '-'),
    ).map((notice) => recordText(notice).length)
  })
  console.log(`the longest notice takes ${Math.max(...longest)} characters of a hidden record`)
  expect(Math.max(...longest)).toBeLessThan(mostInRecord)
})

test('whatever people write, a notice keeps its length, shows each section, and says what it leaves out', () => {
  fc.assert(
    fc.property(anyText, anyText, fc.integer({ min: 1, max: 120 }), (title, other, count) => {
      const given: Omit<Standpoint, 'states'> = {
        phase: { title: other, goal: other },
        tasks: () => ({ title }),
        issues: () => ({ closedBy: other, assignees: [other] }),
        decisions: [[other]],
      }
      for (const notice of everyNotice(given, count, (at) => `t${at}`)) {
        expect(recordText(notice).length).toBeLessThan(mostInRecord)
        for (const section of notice.sections) {
          expect(section.lines.length, section.title).toBeGreaterThan(0)
          expect(section.lines.length, section.title).toBeLessThanOrEqual(9)
        }
      }
    }),
    { seed: 1, numRuns: 40 },
  )
})

test('of many tasks the first eight are named, and how many more there are', () => {
  const before = new Map(Array.from({ length: 60 }, (_, at) => [`t${at}`, 'ready'] as const))
  const now = new Map([...before.keys()].map((id) => [id, 'done'] as const))
  const done = digestOf({ states: before }, { states: now }).sections.find(({ title }) => title === 'Done')!
  expect(done.lines).toHaveLength(9)
  expect(done.lines[0]).toEqual([{ task: 't0' }, ' Task t0'])
  expect(done.lines[8]).toEqual(['… and 52 more'])
})
