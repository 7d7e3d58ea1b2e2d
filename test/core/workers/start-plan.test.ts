import { describe, expect, test } from 'vitest'
import type { Observation, Question } from '../../../src/core/observation.ts'
import type { Operation } from '../../../src/core/operation.ts'
import type { Phase } from '../../../src/core/phase.ts'
import type { Blocking } from '../../../src/core/picks/blocking.ts'
import type { SlotPlan } from '../../../src/core/picks/slots.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { TaskRecord } from '../../../src/core/records/task-record.ts'
import type { PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import { idle, type Work } from '../../../src/core/tasks/work.ts'
import { planStarts, restarts } from '../../../src/core/workers/starts.ts'
import { worldSeen } from '../seen-issues.ts'
import { aDay, aMinute, models } from '../worker-scene.ts'
import {
  ago,
  askBlockers,
  askWorkflow,
  at,
  type Change,
  keys,
  launched,
  now,
  ready,
  someClaim,
  viewOf,
} from './ready-starts.ts'

interface Given {
  readonly views?: Readonly<Record<string, Change>>
  readonly phase?: Partial<Phase>
  readonly page?: Partial<ProgressRecord>
  readonly stage?: PhaseView['survey']['stage']
  readonly seen?: Partial<Observation>
  readonly holders?: string
  readonly blocked?: string
  readonly asked?: Readonly<Record<string, Claim>>
}

function phaseWith({ views = {}, page, stage = 'open', ...given }: Given): PhaseView {
  const phase = { ...launched.phase, ...given.phase }
  return {
    ...launched,
    phase,
    survey: { ...launched.survey, stage },
    record: { ...launched.record, ...page },
    tasks: launched.tasks.map(({ task }) => viewOf(task.id, views[task.id], phase)),
  }
}

/** What is planned; in place of what the issue of a claim says stands the view of which it says it. */
function plan({ holders = 'a b c d', seen, asked = {}, ...given }: Given) {
  const phase = phaseWith(given)
  const blockingOf = (id: string) => ({ obstacles: given.blocked === id ? [{ by: 'unknown' }] : [] })
  return planStarts(phase, {
    world: worldSeen([phase.phase], { ...ready, ...seen }, { now }),
    slots: { holders: new Set(holders.split(' ')) } as unknown as SlotPlan,
    blocking: new Map(phase.tasks.map(({ task }) => [task.id, blockingOf(task.id) as unknown as Blocking])),
    asked: new Map(Object.entries(asked)),
    describe: (view) => view as never,
  })
}

const shortly = (operation: Operation) => `${operation.do} ${'claim' in operation ? operation.claim : ''}`

/** What is begun, as `claim a#1`, what is asked, and what stands in the way. */
function expectPlan(given: Given, told: { begun?: string; ask?: readonly Question[]; problems?: readonly unknown[] }) {
  const { operations, questions, problems } = plan(given)
  expect({ begun: operations.map(shortly).join(', '), ask: questions, problems: [...problems] }).toEqual({
    begun: '',
    ask: [],
    problems: [],
    ...told,
  })
}

const due: Work = { ...idle, kind: 'waiting', until: now }
const failed: Claim = { ...someClaim, number: 1, model: 'haiku', end: { how: 'failed', at: at('17:00:00') } }
const again: Change = { work: due, record: { claims: 1, claim: failed } }
const early: Change = { ...again, work: { ...due, until: now + 1 } }

describe('what is tried again now', () => {
  test.each<[what: string, given: Given, told: readonly string[]]>([
    ['nothing, where nothing waits', {}, []],
    ['what waited long enough, in the order of the file', { views: { b: again, a: again, c: early } }, ['a', 'b']],
    ['nothing in a phase that is finished', { views: { a: again }, stage: 'finished' }, []],
    ['nor in one that waits', { views: { a: again }, stage: 'waiting' }, []],
    ['nor while it is paused', { views: { a: again }, page: { paused: { by: 'mona', at: '' } } }, []],
  ])('%s', (_, given, told) => {
    expect(restarts(phaseWith(given), { now })).toEqual(told)
  })
})

describe('a worker that starts by itself', () => {
  const auto: Partial<Phase> = { spawn: 'auto' }
  const three = 'claim a#1, claim b#1, claim d#1'

  test.each<[what: string, given: Given, told: Parameters<typeof expectPlan>[1]]>([
    ['does so with every pick that a model does', { phase: auto }, { begun: three }],
    ['not where the phase does not say so', {}, {}],
    ['nor without a slot', { phase: auto, holders: 'b' }, { begun: 'claim b#1' }],
    [
      'also where its record is lost',
      { phase: auto, views: { a: { record: 'lost' }, d: { record: 'lost' } } },
      { begun: three },
    ],
    [
      'not where the task is done',
      { phase: auto, views: { a: { outcome: 'done' } } },
      { begun: 'claim b#1, claim d#1' },
    ],
    [
      'nor where it has no issue',
      { phase: auto, views: { a: { issue: undefined } } },
      { begun: 'claim b#1, claim d#1' },
    ],
    [
      'nor where whoever was assigned was taken off by hand',
      { phase: auto, views: { d: { record: { unassigned: true } } } },
      { begun: 'claim a#1, claim b#1' },
    ],
    ['again, once its failure is long enough ago', { views: { a: again } }, { begun: 'claim a#2' }],
    ['not before', { views: { a: early } }, {}],
    ['nor before, where picks start by themselves', { phase: auto, holders: 'a', views: { a: early } }, {}],
    [
      'nor beside one that a command asks for',
      { views: { a: again }, asked: { b: someClaim } },
      { begun: 'claim b#2' },
    ],
    [
      'nor while the phase is paused',
      { phase: auto, views: { b: again }, page: { paused: { by: 'mona', at: '' } } },
      {},
    ],
    [
      'as often as the limit allows',
      { phase: { ...auto, spawnLimit: { perDay: 2, failuresInARow: 3 } } },
      { begun: 'claim a#1, claim b#1' },
    ],
    [
      'once its blockers were read live',
      { phase: auto, seen: { answered: keys([askWorkflow, askBlockers(3), askBlockers(5)]) } },
      { begun: 'claim b#1, claim d#1', ask: [askBlockers(2)] },
    ],
    [
      'which is not asked on a GitHub without dependencies',
      { phase: auto, seen: { dependencies: false, answered: keys([askWorkflow]) } },
      { begun: three },
    ],
    [
      'once its workflow was read',
      { phase: auto, holders: 'a', seen: { answered: keys([askBlockers(2)]) } },
      { ask: [askWorkflow] },
    ],
    [
      'not where something keeps it, which is told',
      { phase: auto, holders: 'a d', seen: { agentToken: false } },
      {
        begun: 'claim a#1',
        problems: [
          [
            'd',
            {
              code: 'agent-token-missing',
              reason: [
                "copilot-swe-agent[bot] can only be assigned with a user's token: give the action one as agent-token",
              ],
            },
          ],
        ],
      },
    ],
  ])('%s', (_, given, told) => {
    expectPlan(given, told)
  })

  test('tries again what had failed, with the model that it had', () => {
    const claim = { ...failed, attempt: 3 }
    const [operation] = plan({ views: { a: { ...again, record: { claims: 4, claim } } } }).operations
    expect(operation).toMatchObject({
      earlier: claim.lock,
      part: { record: { claims: 5, claim: { number: 5, attempt: 4, model: 'haiku', worker: 'run', by: undefined } } },
    })
  })
})

describe('a claim that was taken, and whose start is not known', () => {
  const since = (milliseconds: number, given: Partial<Claim> = {}, record: Partial<TaskRecord> = {}): Change => ({
    work: { kind: 'starting' },
    record: { claims: 2, claim: { ...someClaim, since: ago(milliseconds), ...given }, ...record },
  })
  const tenMinutes = 10 * aMinute
  const runs = (run: 'none' | 'unreadable') => ({ claimRuns: new Map([['a#2', run]]) })
  const none = runs('none')
  const old = since(tenMinutes)
  const agent: Partial<Claim> = { worker: 'agent', model: 'copilot', workflow: '', logins: ['copilot-swe-agent[bot]'] }
  const gone: Partial<Phase> = { models: new Map([...models].filter(([name]) => name !== 'sonnet')) }

  test.each<[what: string, given: Given & { a: Change }, told: Parameters<typeof expectPlan>[1]]>([
    ['is taken over after ten minutes, under its own number', { a: old, seen: none }, { begun: 'claim a#2' }],
    ['not a moment before', { a: since(tenMinutes - 1), seen: none }, {}],
    ['nor where a clock was that much ahead', { a: since(1 - tenMinutes), seen: none }, {}],
    ['not while it is not known whether a run bears its name', { a: old }, {}],
    ['nor where that could not be read', { a: old, seen: runs('unreadable') }, {}],
    ['without looking for a run where it dispatches none', { a: since(tenMinutes, agent) }, { begun: 'claim a#2' }],
    ['not where it has ended', { a: since(tenMinutes, { end: failed.end }), seen: none }, {}],
    ['nor where the task is held', { a: since(tenMinutes, {}, { hold: { by: 'mona', reason: '' } }), seen: none }, {}],
    ['nor where it is blocked', { a: old, seen: none, blocked: 'a' }, {}],
    ['nor while the phase is paused', { a: old, seen: none, page: { paused: { by: 'mona', at: '' } } }, {}],
    ['nor once its slot is gone', { a: old, seen: none, holders: 'b' }, {}],
    [
      'after its blockers were read once more',
      { a: old, seen: { ...none, answered: keys([askWorkflow]) } },
      { ask: [askBlockers(2)] },
    ],
    [
      'not where its model left the file, which is told',
      { a: old, seen: none, phase: gone },
      { problems: [['a', { code: 'unknown-model', reason: ['the phase file has no model sonnet'] }]] },
    ],
    [
      'is started by the run that took it',
      { a: old, seen: { claimed: new Map([['a', someClaim]]) } },
      { begun: 'start-run a#2' },
    ],
    [
      'as an agent where it is one',
      { a: since(60, agent), seen: { claimed: new Map([['a', someClaim]]) } },
      { begun: 'start-agent a#2' },
    ],
    [
      'not where another of the task is',
      { a: since(60), seen: { claimed: new Map([['a', { ...someClaim, number: 1 }]]) } },
      {},
    ],
    [
      'not once more where GitHub has answered',
      { a: since(60), seen: { claimed: new Map([['a', someClaim]]), starts: new Map([['a#2', { as: 'unknown' }]]) } },
      {},
    ],
  ])('%s', (_, { a, ...given }, told) => {
    expectPlan({ ...given, views: { a } }, told)
  })
})

describe('what the record says of a claim', () => {
  const partWith = (record: Partial<TaskRecord>) => {
    const phase: Partial<Phase> = { spawn: 'auto', spawnLimit: { perDay: 1000, failuresInARow: 3 } }
    const [operation] = plan({ holders: 'a', views: { a: { record } }, phase }).operations
    return (operation as unknown as { part: TaskView }).part
  }

  test('is that the task is starting, and neither next, nor behind, nor in review', () => {
    const behind = { next: true, behindUntil: at('20:00:00'), reviewSince: at('12:00:00') }
    const { record, work } = partWith({ claims: 6, ...behind })
    expect(work).toEqual({ ...idle, kind: 'starting' })
    expect(record).toMatchObject({ claims: 7, next: false, starts: [at('18:00:00')] })
    expect([record!.behindUntil, record!.reviewSince]).toEqual([undefined, undefined])
  })

  test.each<[what: string, starts: readonly string[], kept: readonly string[]]>([
    ['those of the last day', [ago(3 * aDay), ago(aDay - 1), ago(60)], [ago(aDay - 1), ago(60)]],
    ['not one of exactly a day ago', [ago(aDay)], []],
    ['nor what somebody has damaged', ['yesterday', ago(60)], [ago(60)]],
  ])('holds the starts before it: %s', (_, starts, kept) => {
    expect(partWith({ starts }).record!.starts).toEqual([...kept, at('18:00:00')])
  })

  test('holds a hundred starts at most, the newest', () => {
    const starts = Array.from({ length: 120 }, (_, time) => ago(120 - time))
    expect(partWith({ starts }).record!.starts).toEqual([...starts.slice(-99), at('18:00:00')])
  })
})
