import { describe, expect, test } from 'vitest'
import { type Observation, questionKey } from '../../../src/core/observation.ts'
import type { Phase, Task } from '../../../src/core/phase.ts'
import type { Obstacle } from '../../../src/core/picks/blocking.ts'
import { type LeftHolder, planSlots, type Return, type Wait } from '../../../src/core/picks/slots.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import { emptyTaskRecord, type TaskRecord } from '../../../src/core/records/task-record.ts'
import type { PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import { idle, type Work } from '../../../src/core/tasks/work.ts'
import { phaseOf, streamOf, taskOf, unblocked } from '../plan.ts'
import { launch } from '../scene.ts'

interface Change extends Omit<Partial<TaskView>, 'record' | 'known' | 'issue' | 'work'> {
  readonly work?: Work['kind']
  readonly record?: Partial<TaskRecord>
  /** The record as it stands on GitHub, where it differs. */
  readonly known?: Partial<TaskRecord>
  readonly issue?: Partial<NonNullable<TaskView['issue']>> | 'none'
}

interface Given {
  readonly phase?: Partial<Phase>
  readonly more?: readonly Phase[]
  readonly page?: Partial<ProgressRecord>
  readonly views?: Readonly<Record<string, Change>>
  readonly blocked?: string
  readonly picks?: string
  readonly starting?: string
  readonly left?: readonly LeftHolder[]
  readonly maxActive?: number
  readonly world?: Partial<Observation>
}

interface Told {
  /** In pick order. */
  readonly holders: string
  readonly picked?: string
  readonly returned?: Readonly<Record<string, Return>>
  readonly waits?: Readonly<Record<string, Wait>>
}

const now = Date.parse('2026-02-22T12:00:00Z')
const tomorrow = '2026-02-23T12:00:00.000Z'
const slot: Wait = { for: 'slot' }
const named = taskOf('a', { assignees: ['octocat'] })
const words = (text = '') => text.split(' ').filter((word) => word !== '')

function plan(tasks: readonly Task[], given: Given = {}) {
  const scene = launch([phaseOf(tasks, { slots: 1, ...given.phase }), ...(given.more ?? [])])
  const { outcome, observation } = scene.latest
  const phases = outcome!.phases.map(
    ({ view }): PhaseView => ({
      ...view,
      record: { ...view.record, ...given.page },
      tasks: view.tasks.map((task) => changed(task, given.views?.[task.task.id])),
    }),
  )
  const blocking = new Map(
    phases.flatMap(({ tasks: views }) =>
      views.map(({ task }) => {
        const obstacles: Obstacle[] = words(given.blocked).includes(task.id) ? [{ by: 'unknown' }] : []
        return [task.id, { ...unblocked, obstacles }] as const
      }),
    ),
  )
  const picks = new Map(words(given.picks).map((id) => [id, '2026-02-22T09:00:00.000Z']))
  return planSlots(phases, blocking, given.left ?? [], picks, words(given.starting), {
    observation: { ...observation, ...given.world },
    now,
    settings: { maxActive: given.maxActive },
  })
}

function changed(view: TaskView, { record, known, issue, work, ...rest }: Change = {}): TaskView {
  const ours = { ...emptyTaskRecord, ...record }
  return {
    ...view,
    ...rest,
    issue: issue === 'none' ? undefined : { ...view.issue!, ...issue },
    work: { ...idle, kind: work ?? 'idle' },
    record: ours,
    known: known === undefined ? ours : { ...emptyTaskRecord, ...known },
  }
}

function expectTold(found: ReturnType<typeof plan>, { holders, picked = '', returned = {}, waits = {} }: Told) {
  expect({
    holders: [...found.holders].join(' '),
    picked: [...found.picked].join(' '),
    returned: Object.fromEntries(found.returned),
    waits: Object.fromEntries(found.waits),
  }).toEqual({ holders, picked, returned, waits })
}

const two = [taskOf('a'), taskOf('b')]
const oneSlot: Told = { holders: 'a', picked: 'a', waits: { b: slot } }
const lost = { kind: 'lost' } as TaskView['where']
const keeps: Told = { holders: 'a', waits: { b: slot } }
const gives = (why: Return): Told => ({ holders: 'b', picked: 'b', returned: { a: why } })

describe('a pick that was never started', () => {
  test.each<[what: string, given: Omit<Given, 'picks'>, told: Told]>([
    ['keeps its slot', {}, keeps],
    ['gives it back once it is blocked', { blocked: 'a' }, gives('blocked')],
    ['once its issue is locked', { views: { a: { issue: { locked: true } } } }, gives('locked')],
    [
      'which is told before that it is held and blocked',
      { blocked: 'a', views: { a: { issue: { locked: true }, work: 'held' } } },
      gives('locked'),
    ],
    ['once its issue is lost', { views: { a: { issue: 'none', where: lost } } }, gives('locked')],
    ['not where the issue could not be read', { views: { a: { issue: 'none', where: { kind: 'unknown' } } } }, keeps],
    ['once it is held, blocked or not', { blocked: 'a', views: { a: { work: 'held' } } }, gives('held')],
    [
      'once it is released, which is told before that it is blocked',
      { blocked: 'a', views: { a: { record: { behindUntil: tomorrow }, known: {} } } },
      gives('released'),
    ],
    [
      'also where it stood behind already, and was put there again in this run',
      { views: { a: { record: { behindUntil: tomorrow } } }, world: { back: new Set(['a']) } },
      { ...gives('released'), waits: { a: slot } },
    ],
    [
      'not because of a release of yesterday, while there is room',
      { phase: { slots: 2 }, views: { a: { record: { behindUntil: tomorrow } } } },
      { holders: 'b a', picked: 'b' },
    ],
    ['nor because another task was released', { world: { back: new Set(['a']) } }, keeps],
    [
      'once the person whom we assigned was taken off',
      { views: { a: { task: named, record: { assigned: ['octocat'] } } } },
      { ...gives('unassigned'), waits: { a: slot } },
    ],
    [
      'not where the file names somebody else now, or nobody',
      { views: { a: { record: { assigned: ['octocat'] } } } },
      keeps,
    ],
    [
      'in whatever case the file names them',
      { views: { a: { task: taskOf('a', { assignees: ['Octocat'] }), record: { assigned: ['octocat'] } } } },
      { ...gives('unassigned'), waits: { a: slot } },
    ],
    [
      'which is told only where nothing blocks it',
      { blocked: 'a', views: { a: { task: named, record: { assigned: ['octocat'] } } } },
      gives('blocked'),
    ],
    [
      'not while the person is there, in whatever case',
      { views: { a: { task: named, record: { assigned: ['octocat'] }, issue: { assignees: ['Octocat'] } } } },
      keeps,
    ],
    [
      'nor where somebody else took over',
      { views: { a: { task: named, record: { assigned: ['octocat'] }, issue: { assignees: ['mona'] } } } },
      keeps,
    ],
    [
      'goes to a more urgent task',
      { views: { b: { record: { next: true } } } },
      { holders: 'b', picked: 'b', returned: { a: 'crowded-out' }, waits: { a: slot } },
    ],
    [
      'stays where it is while the phase is paused',
      { page: { paused: { by: 'mona', at: '' } } },
      { holders: 'a', waits: { b: { for: 'pause', by: 'mona' } } },
    ],
    [
      'counts for nothing once its next attempt waits',
      { views: { a: { work: 'waiting' } } },
      { holders: 'b', picked: 'b' },
    ],
  ])('%s', (_, given, told) => {
    expectTold(plan(two, { picks: 'a', ...given }), told)
  })
})

describe('work', () => {
  test.each<[what: string, given: Given, told: Told]>([
    ...(['starting', 'running', 'stalled', 'ending'] as const).map((work): [string, Given, Told] => [
      `that is ${work} keeps its slot, whatever blocks it`,
      { blocked: 'a', picks: 'a', views: { a: { work } } },
      keeps,
    ]),
    ...(['waiting', 'failed', 'held', 'review'] as const).map((work): [string, Given, Told] => [
      `that is ${work} has none, and gets none`,
      { phase: { slots: 2 }, views: { a: { work } } },
      { holders: 'b', picked: 'b' },
    ]),
    [
      'in review holds its slot where the phase says so',
      { phase: { review: { holdsSlot: true, decideAfter: 1 } }, views: { a: { work: 'review' } } },
      keeps,
    ],
    ...(['running', 'review'] as const).map((work): [string, Given, Told] => [
      `that is ${work} on a locked issue gives it away`,
      {
        phase: { review: { holdsSlot: true, decideAfter: 1 } },
        views: { a: { work, issue: { locked: true } } },
      },
      { holders: 'b', picked: 'b' },
    ]),
    ['that is done counts no more', { views: { a: { outcome: 'done' } } }, { holders: 'b', picked: 'b' }],
    [
      'of tasks that left the file counts for their phase',
      { left: [{ id: 'x', phase: '4' }] },
      { holders: '', waits: { a: slot, b: slot } },
    ],
    ['not for others', { left: [{ id: 'x', phase: '5' }] }, oneSlot],
    [
      'but for max-active, which is told after the slot',
      { phase: { slots: 2 }, left: [{ id: 'x', phase: '5' }], maxActive: 2 },
      { holders: 'a', picked: 'a', waits: { b: { for: 'max-active', limit: 2 } } },
    ],
    ['waits for a slot rather than for max-active', { maxActive: 1 }, oneSlot],
  ])('%s', (_, given, told) => {
    expectTold(plan(two, given), told)
  })
})

describe('a worker that is to be started', () => {
  test.each<[what: string, given: Given, told: Told]>([
    [
      'takes the slot of a pick that was never started',
      { picks: 'a', starting: 'b' },
      { holders: 'b', picked: 'b', returned: { a: 'crowded-out' }, waits: { a: slot } },
    ],
    ['takes none from what is at work', { views: { a: { work: 'running' } }, starting: 'b' }, keeps],
    ['keeps its own', { picks: 'a', starting: 'a' }, keeps],
    ['waits where it is blocked', { picks: 'a', starting: 'b', blocked: 'b' }, { holders: 'a' }],
    ['or locked', { picks: 'a', starting: 'b', views: { b: { issue: { locked: true } } } }, { holders: 'a' }],
    ...(['lost', 'unknown'] as const).map((kind): [string, Given, Told] => [
      `or where its issue is ${kind}`,
      { picks: 'a', starting: 'b', views: { b: { where: { kind } as TaskView['where'] } } },
      { holders: 'a' },
    ]),
    ['and a task that no file has gets nothing', { starting: 'x' }, oneSlot],
    [
      'waits while the phase is paused, and gives back its slot',
      { picks: 'a', starting: 'a', page: { paused: { by: 'mona', at: '' } } },
      {
        holders: '',
        returned: { a: 'crowded-out' },
        waits: { a: { for: 'pause', by: 'mona' }, b: { for: 'pause', by: 'mona' } },
      },
    ],
    [
      'waits before the first day, which a pause is told before',
      { starting: 'a', phase: { startDate: '2026-02-23' } },
      { holders: '', waits: { a: { for: 'start', date: '2026-02-23' }, b: { for: 'start', date: '2026-02-23' } } },
    ],
    [
      'is not late on the first day, where that has begun',
      { phase: { startDate: '2026-02-23', timezone: 'Pacific/Auckland' } },
      oneSlot,
    ],
    [
      'also after the work on it waited',
      { starting: 'b', views: { b: { work: 'waiting' } } },
      { holders: 'b', picked: 'b', waits: { a: slot } },
    ],
  ])('%s', (_, given, told) => {
    expectTold(plan(two, given), told)
  })
})

describe('what went wrong in this run', () => {
  const troubled = new Set(['a'])

  test.each<[what: string, given: Given, told: Told]>([
    [
      'keeps its place from others where its slot could not be given back',
      { picks: 'a', blocked: 'a', world: { troubled } },
      { holders: '', returned: { a: 'blocked' }, waits: { b: slot } },
    ],
    [
      'keeps the slot that it may have got',
      { world: { troubled, given: new Set(['a']) }, views: { b: { record: { next: true } } } },
      { holders: 'a', picked: 'a', waits: { b: slot } },
    ],
    [
      'and is not started beside it',
      { picks: 'a', blocked: 'a', starting: 'a', world: { troubled } },
      { holders: '', returned: { a: 'blocked' }, waits: { b: slot } },
    ],
    [
      'has no claim to a slot that it never had',
      { world: { troubled }, views: { b: { record: { next: true } } } },
      { holders: 'b', picked: 'b', waits: { a: slot } },
    ],
    [
      'and counts once while it is at work',
      { picks: 'a', phase: { slots: 2 }, views: { a: { work: 'running' } }, world: { troubled } },
      { holders: 'a b', picked: 'b' },
    ],
  ])('%s', (_, given, told) => {
    expectTold(plan(two, given), told)
  })
})

describe('a task that is back in the queue', () => {
  const nextRun: Wait = { for: 'next-run' }

  test.each<[what: string, given: Given, told: Told]>([
    [
      'waits for the next run',
      { phase: { slots: 2 }, views: { a: { record: { behindUntil: tomorrow }, known: {} } } },
      { holders: 'b', picked: 'b', waits: { a: nextRun } },
    ],
    [
      'or for a slot, where there is none',
      { views: { a: { record: { behindUntil: tomorrow }, known: {} } } },
      { holders: 'b', picked: 'b', waits: { a: slot } },
    ],
    [
      'is picked like others the run after, though behind them',
      { views: { a: { record: { behindUntil: tomorrow } } } },
      { holders: 'b', picked: 'b', waits: { a: slot } },
    ],
    [
      'and before them from that instant on',
      { views: { a: { record: { behindUntil: new Date(now).toISOString() } } } },
      oneSlot,
    ],
    [
      'reopened, it lets others of its urgency pass',
      { views: { a: { reopened: true } } },
      { holders: 'b', picked: 'b', waits: { a: slot } },
    ],
    [
      'but not less urgent ones',
      { views: { a: { reopened: true, record: { next: true } } } },
      { holders: '', waits: { a: nextRun, b: slot } },
    ],
    [
      'unassigned, it stands behind',
      { picks: 'a', views: { a: { task: named, record: { assigned: ['octocat'] } } }, phase: { slots: 2 } },
      { holders: 'b a', picked: 'b a', returned: { a: 'unassigned' } },
    ],
  ])('%s', (_, given, told) => {
    expectTold(plan(two, given), told)
  })
})

describe('limits', () => {
  const docs = { streams: new Map([['docs', streamOf('docs', 1)]]) }
  const inDocs = (id: string, given: Partial<Task> = {}) => taskOf(id, { stream: 'docs', ...given })

  test('of a stream are told before the lack of a slot, and do not count tasks of no stream', () => {
    const tasks = [taskOf('a'), inDocs('b'), inDocs('c')]
    expectTold(plan(tasks, { phase: { slots: 2, ...docs } }), {
      holders: 'a b',
      picked: 'a b',
      waits: { c: { for: 'stream', stream: 'docs', cap: 1 } },
    })
  })

  test('of a stream are those of its phase', () => {
    const more = [phaseOf([inDocs('c')], { id: '5', ...docs })]
    expectTold(plan([inDocs('a'), inDocs('b')], { phase: { slots: 2, ...docs }, more }), {
      holders: 'a c',
      picked: 'a c',
      waits: { b: { for: 'stream', stream: 'docs', cap: 1 } },
    })
  })

  test('of a stream count what left the file for none', () => {
    expectTold(plan([inDocs('a')], { phase: { slots: 2, ...docs }, left: [{ id: 'x', phase: '4' }] }), {
      holders: 'a',
      picked: 'a',
    })
  })

  const paths: Wait = { for: 'paths', task: 'a', own: 'docs/b.md', theirs: 'docs/**' }
  const overlapping = [taskOf('a', { paths: ['docs/**'] }), taskOf('b', { paths: ['src', 'docs/b.md'] }), taskOf('c')]

  test.each<[what: string, given: Given, told: Told]>([
    [
      'hold for the files of work that is handed in',
      { views: { a: { work: 'review' } } },
      { holders: 'c', picked: 'c', waits: { b: paths } },
    ],
    [
      'of work that goes on',
      { views: { a: { work: 'running' } } },
      { holders: 'a c', picked: 'c', waits: { b: paths } },
    ],
    [
      'and of what may have a slot',
      { picks: 'a', blocked: 'a', world: { troubled: new Set(['a']) } },
      { holders: 'c', picked: 'c', returned: { a: 'blocked' }, waits: { b: paths } },
    ],
    ['not for those of work that waits', { views: { a: { work: 'waiting' } } }, { holders: 'b c', picked: 'b c' }],
    [
      'and are told after the lack of a slot',
      { phase: { slots: 1 } },
      { holders: 'a', picked: 'a', waits: { b: slot, c: slot } },
    ],
  ])('%s', (_, given, told) => {
    expectTold(plan(overlapping, { phase: { slots: 2 }, ...given }), told)
  })
})

describe('before a pick is written', () => {
  test.each<[what: string, given: Given, asked: readonly number[]]>([
    ['its blockers are read', { phase: { slots: 2 } }, [2, 3]],
    ['once', { phase: { slots: 2 }, world: { answered: new Set([questionKey({ ask: 'blockers', number: 2 })]) } }, [3]],
    ['not for what had its slot before', { picks: 'a', phase: { slots: 2 } }, [3]],
    ['nor where there are none on this GitHub', { world: { dependencies: false } }, []],
    ['nor while it has no issue', { views: { a: { number: undefined } } }, []],
  ])('%s', (_, given, asked) => {
    const clean = { answered: new Set<string>(), ...given.world }
    expect(plan(two, { ...given, world: clean }).questions).toEqual(
      asked.map((number) => ({ ask: 'blockers', number })),
    )
  })
})

test('tasks of a phase that is not open stand in no queue', () => {
  const later = [phaseOf([taskOf('c')], { id: '5', after: ['4'] })]
  expect(plan(two, { more: later, phase: { slots: 5 } }).ranks.map(({ id }) => id)).toEqual(['a', 'b'])
})
