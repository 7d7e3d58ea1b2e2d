import { describe, expect, test } from 'vitest'
import type { Claim } from '../../../src/core/records/claim.ts'
import { behindFrom, emptyTaskRecord, mostRemembered, type TaskRecord } from '../../../src/core/records/task-record.ts'
import { followWorkers, withCommands } from '../../../src/core/workers/follow-workers.ts'
import { aDay, aMinute, anHour } from '../worker-scene.ts'
import {
  agent,
  ago,
  aSecond,
  atWork,
  ended,
  follow,
  type Given,
  launched,
  now,
  person,
  phaseWith,
  shown,
  today,
  untouched,
  viewOf,
} from './followed-task.ts'

const aQuarter = 15 * aMinute
const tomorrow = ago(-aDay)
const completed = (conclusion: string) => shown({ status: 'completed', conclusion, updatedAt: today })

describe('a worker is followed', () => {
  test.each(['waiting', 'finished'] as const)('not in a phase that is %s', (stage) => {
    const given: Given = { claim: {}, observation: completed('success'), stage }
    expect([follow(given).claim, follow(given).questions]).toEqual([atWork, []])
    expect(follow({ ...given, observation: {} }).questions).toEqual([])
  })

  test.each<[what: string, NonNullable<Given['view']>]>([
    ['that has ended', { outcome: 'done' }],
    ['without an issue', { issue: undefined }],
  ])('not of a task %s', (_, view) => {
    const { claim, work, questions } = follow({ claim: {}, view })
    expect([claim, work.kind, questions]).toEqual([atWork, 'idle', []])
  })

  test('and GitHub is asked once for the pull requests of all agents, by number, that are not known', () => {
    const views = [100, 4, 30, 17].map((at) => viewOf({ task: { id: `t${at}` }, issue: { number: at }, claim: agent }))
    const observation = { ...untouched, pulls: new Map([[17, []]]) }
    expect(followWorkers([phaseWith(views, {})], observation, now).questions).toEqual([
      { ask: 'pulls', numbers: [4, 30, 100] },
    ])
  })
})

describe('what the record of a task has lost', () => {
  const second: Claim = { ...atWork, number: 2, run: 501 }
  const claimed = (claim: Claim): Given => ({ observation: { claimed: new Map([['a', claim]]) } })
  const onPage = (claim: Claim): Given => ({ page: { claims: new Map([['a', claim]]) } })
  const counted = (count: number): Given => ({ page: { claimed: new Map([['a', count]]) } })
  const none: Given = { record: 'none' }
  const one: Given = { claim: { run: 500 } }

  test.each<[what: string, given: Given, expected: Partial<TaskRecord> | undefined]>([
    ['is nothing where nothing was known', none, undefined],
    ['is nothing where it was opened again', { ...none, view: { reopened: true } }, undefined],
    ['is the claim of this run', { ...none, ...claimed(second) }, { claim: second, claims: 2 }],
    ['is the newer claim of this run', { ...one, ...claimed(second) }, { claim: second, claims: 2 }],
    ['is not the claim that it has', { ...one, ...claimed({ ...atWork, run: 7 }) }, { claim: atWork, claims: 1 }],
    ['is the claim of the page', { ...none, ...onPage(second) }, { claim: second, claims: 2 }],
    ['is not the claim of the page where it has one', { ...one, ...onPage(second) }, { claim: atWork, claims: 1 }],
    ['is how many claims there were', { ...none, ...counted(3) }, { claims: 3 }],
    ['is that there were more', { ...one, ...counted(3) }, { claim: atWork, claims: 3 }],
    ['is not that there were fewer', { record: { claims: 3 }, ...counted(2) }, { claims: 3 }],
    ['is not that there were as many', { record: { claims: 3 }, ...counted(3) }, { claims: 3 }],
  ])('%s', (_, given, expected) => {
    expect(follow(given).record).toEqual(expected && { ...emptyTaskRecord, ...expected })
  })

  test('is added to what it has', () => {
    const kept = { hold: { by: 'octocat', reason: '' }, labels: ['mine'] }
    expect(follow({ record: kept, ...claimed(second) }).record).toMatchObject({ ...kept, claims: 2 })
    expect(follow({ record: kept, ...counted(3) }).record).toMatchObject({ ...kept, claims: 3 })
  })
})

describe('a task that comes back after it had ended', () => {
  const past = { hold: { by: 'octocat', reason: '' }, next: true, reviewSince: ago(anHour), starts: [ago(anHour)] }
  const back = (given: Partial<Given>) => follow({ ...given, view: { reopened: true } })

  test('begins anew: its last claim was given back, and what limits starts stays', () => {
    const { record, work } = back({ claim: { end: ended('failed', ago(anHour)) }, record: past })
    const claim = { ...atWork, end: ended('released', ago(anHour)) }
    const fresh = { hold: undefined, next: false, reviewSince: undefined, starts: past.starts }
    expect(record).toEqual({ ...emptyTaskRecord, ...fresh, claim, claims: 1 })
    expect(work.kind).toBe('idle')
  })

  test('and never had a worker has no claim', () => {
    expect(back({ record: past }).record).toMatchObject({ claim: undefined, next: false })
  })

  test('keeps everything while its worker is still at it', () => {
    const { record, work } = back({ claim: {}, record: past })
    expect([record, work.kind]).toEqual([{ ...emptyTaskRecord, ...past, claim: atWork, claims: 1 }, 'running'])
  })
})

describe('the record of a task whose worker', () => {
  const failure = ago(anHour)
  const many = Array.from({ length: mostRemembered }, (_, at) => ago(aDay - at * aMinute))
  const keys = Array.from({ length: mostRemembered }, (_, at) => `${at}.0`)
  const assigned = { ...agent, logins: ['Copilot', 'mona'] }
  const unstarted = { started: undefined, run: undefined }
  const given = { claim: { command: '7.0', giveUp: 'release', release: '8.0' } } as const
  type Change = Partial<Omit<TaskRecord, 'claim' | 'claims'>>

  test.each<[what: string, given: Given, changed: Change]>([
    ['is at work says nothing new', { claim: {} }, {}],
    [
      'failed has one failure more',
      { claim: {}, record: { failures: [failure] }, observation: completed('failure') },
      { failures: [failure, today] },
    ],
    [
      'failed forgets the oldest of many',
      { claim: {}, record: { failures: many }, observation: completed('failure') },
      { failures: [...many.slice(1), today] },
    ],
    ['failed before has no failure more', { claim: { end: ended('failed', failure) } }, {}],
    ['was released before is not put behind once more', { claim: { end: ended('released', failure) } }, {}],
    ['ended well has none', { claim: {}, observation: completed('success') }, { reviewSince: today }],
    [
      'was given back stands behind for a day',
      { claim: { giveUp: 'release' }, observation: completed('cancelled') },
      { behindUntil: tomorrow },
    ],
    ['was stopped to hold it does not', { claim: { giveUp: 'hold' }, observation: completed('cancelled') }, {}],
    [
      'was given back by command may be assigned again',
      { claim: { ...agent, giveUp: 'release' }, issue: { assignees: ['Copilot'] } },
      { behindUntil: tomorrow },
    ],
    [
      'was taken off by hand is not assigned again',
      { claim: agent, record: { assigned: ['Copilot'] } },
      { behindUntil: tomorrow, unassigned: true },
    ],
    [
      'is not to be assigned again stays so',
      { claim: { giveUp: 'release' }, record: { unassigned: true }, observation: completed('cancelled') },
      { behindUntil: tomorrow },
    ],
    [
      'was started says so by the command',
      { claim: { command: '7.0' }, record: { commands: ['6.0'] } },
      { commands: ['6.0', '7.0'] },
    ],
    ['is to be started does not', { claim: { ...unstarted, command: '7.0' } }, {}],
    ['is being stopped has that command not yet', given, { commands: ['7.0'] }],
    [
      'was stopped has it',
      { ...given, observation: completed('cancelled') },
      { commands: ['7.0', '8.0'], behindUntil: tomorrow },
    ],
    [
      'was stopped by nobody has no command',
      { claim: { giveUp: 'silence' }, observation: completed('cancelled') },
      { failures: [today] },
    ],
    [
      'was assigned has those logins that GitHub kept',
      {
        claim: { ...assigned, ...unstarted },
        issue: { assignees: ['hubot', 'Mona'] },
        record: { assigned: ['octocat'] },
      },
      { assigned: ['octocat', 'mona'] },
    ],
    [
      'was assigned has each login once',
      { claim: { ...assigned, ...unstarted }, issue: { assignees: ['mona'] }, record: { assigned: ['mona'] } },
      { assigned: ['mona'] },
    ],
    ['was assigned long since has no others', { claim: person, issue: { assignees: ['mona'] } }, {}],
    [
      'is to be assigned by this run has none yet',
      {
        claim: { ...assigned, ...unstarted },
        issue: { assignees: ['mona'] },
        observation: { claimed: new Map([['a', { ...atWork, ...assigned }]]) },
      },
      {},
    ],
  ])('%s', (_, scene, changed) => {
    const before = viewOf(scene).record!
    const { record } = follow(scene)
    expect(record).toEqual({ ...before, ...changed, claim: record?.claim })
  })

  test('knows the newest commands, each once', () => {
    expect(withCommands(['6.0', '7.0'], ['7.0', '8.0'])).toEqual(['6.0', '7.0', '8.0'])
    expect(withCommands(keys, ['x.0'])).toEqual([...keys.slice(1), 'x.0'])
  })

  test('was given back now stands behind until the same time tomorrow', () => {
    expect(behindFrom(now)).toBe('2026-02-23T18:00:00.000Z')
  })
})

describe('how far the work on a task is', () => {
  const hold = { by: 'octocat', reason: '' }
  const failed = (before: number, given: Partial<Claim> = {}): Given => ({
    claim: { end: ended('failed', ago(before)), ...given },
  })
  const elsewhere = { ...agent, model: 'elsewhere' }
  const due = (before: number) => now - before + aQuarter

  test.each<[what: string, given: Given, kind: string, until?: number]>([
    ['with a lost record', { record: 'none' }, 'idle'],
    ['without a claim', {}, 'idle'],
    ['without a claim, held', { record: { hold } }, 'held'],
    ['without a claim, handed in', { record: { reviewSince: today } }, 'review'],
    ['handed in and held', { record: { hold, reviewSince: today } }, 'held'],
    ['claimed', { claim: { started: undefined, run: undefined } }, 'starting'],
    ['claimed, and given up', { claim: { started: undefined, run: undefined, giveUp: 'hold' } }, 'ending'],
    ['started', { claim: {} }, 'running'],
    ['started, and to be held then', { claim: {}, record: { hold } }, 'running'],
    ['given up', { claim: { giveUp: 'release' } }, 'ending'],
    ['released', { claim: { end: ended('released', ago(anHour)) } }, 'idle'],
    ['failed just now', failed(0), 'waiting', due(0)],
    ['failed, and held', { ...failed(0), record: { hold } }, 'held'],
    ['failed, and due', failed(anHour), 'waiting', due(anHour)],
    ['failed at the last attempt', failed(anHour, { attempt: 2 }), 'failed'],
    ['failed, of those who may be assigned', failed(anHour, agent), 'waiting', due(anHour)],
    ['failed, of those whom others start, before that is due', failed(aQuarter - 1, elsewhere), 'waiting', now + 1],
    ['failed, of those whom others start', failed(aQuarter, elsewhere), 'idle'],
    ['failed, of a model that is gone', failed(aQuarter, { model: 'opus' }), 'idle'],
  ])('%s: %s', (_, given, kind, until = 0) => {
    const phase = { phase: { models: launched.phase.models } }
    expect(follow({ ...phase, ...given }).work).toEqual({ kind, until })
  })

  test.each<[what: string, given: Given, kind: string]>([
    ['that no list shows yet', { claim: { started: ago(5 * anHour), run: undefined } }, 'running'],
    ['of which nothing is known', { claim: { started: ago(5 * anHour) } }, 'running'],
    ['that could not be read', { claim: { started: ago(5 * anHour) }, observation: shown('unreadable') }, 'running'],
    ['an agent', { claim: { ...agent, started: ago(4 * anHour - aSecond) } }, 'running'],
    ['a silent agent', { claim: { ...agent, started: ago(4 * anHour) } }, 'stalled'],
    ['an agent that gave a sign', { claim: { ...agent, started: ago(5 * anHour), heartbeat: ago(anHour) } }, 'running'],
    ['a person', { claim: { ...person, started: ago(30 * aDay) } }, 'running'],
  ])('with a worker %s: %s', (_, given, kind) => {
    expect(follow(given).work.kind).toBe(kind)
  })
})
