import { describe, expect, test } from 'vitest'
import { spawnTargets } from '../../../src/core/commands/inbox.ts'
import type { Question, Remark } from '../../../src/core/observation.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { openIn, phaseIn } from './said.ts'
import { all, cursor, type Given, hold, inbox, number, scene, words } from './seen-inbox.ts'

describe('letters', () => {
  const open = (remarks: readonly Remark[], given: Given = {}) =>
    openIn(inbox({ count: remarks.length, remarks, answered: [all], ...given }))

  test('come in the order in which they were written, those of one second as they are numbered', () => {
    const early = '2026-02-22T12:00:00.000Z'
    expect(open([hold(101), hold(103), hold(102, { createdAt: early })])).toEqual(['102.0', '101.0', '103.0'])
    expect(open([hold(103), hold(101), hold(102)])).toEqual(['101.0', '102.0', '103.0'])
  })

  test.each<[string, readonly Remark[], Given]>([
    ['of nobody', [hold(101, { author: undefined })], {}],
    ['without a command', [words(101)], {}],
    ['with our rocket', [hold(101, { marked: true })], { observation: { reactions: new Map([[101, ['rocket']]]) } }],
    ['with our thumb', [hold(101)], { observation: { reactions: new Map([[101, ['eyes', '-1']]]) } }],
    ['that were read', [hold(100)], { known: cursor(1, 100), answered: [] }],
    [
      'that were read, and were edited since',
      [hold(100, { updatedAt: '2026-02-22T16:00:00.000Z' })],
      { known: cursor(1, 101) },
    ],
    ['that are a day older than what was read', [hold(100)], { known: cursor(1, 101, '2026-02-23T12:30:00.000Z') }],
  ])('%s are none', (_, remarks, given) => {
    expect(open(remarks, given)).toEqual([])
  })

  test.each<[string, readonly Remark[], Given]>([
    ['that only began', [hold(101, { marked: true })], { observation: { reactions: new Map([[101, ['eyes']]]) } }],
    ['that others have marked', [hold(101, { marked: true })], {}],
    ['that were listed late, within a day', [hold(101)], { known: cursor(1, 102, '2026-02-23T12:29:59.000Z') }],
  ])('%s are open', (_, remarks, given) => {
    expect(open(remarks, given)).toEqual(['101.0'])
  })

  test('with a mark are asked about once, as it may be ours', () => {
    const question: Question = { ask: 'reactions', comment: 101 }
    const marked = { count: 1, remarks: [hold(101, { marked: true })] }
    expect(inbox({ ...marked, answered: [all] }).questions).toEqual([question])
    expect(inbox({ ...marked, answered: [all, question] }).questions).toEqual([])
    expect(inbox({ count: 1, remarks: [hold(101)], answered: [all] }).questions).toEqual([])
  })

  test('have the commands that are neither done nor answered', () => {
    const three = hold(101, { commands: [1, 2, 3].map(() => ({ name: 'unhold' })) })
    const answer = words(102, { author: 'coordinator[bot]', ours: { answers: '101.1', refusal: true } })
    const record = { ...phaseIn(scene).tasks[0]!.record!, commands: ['101.0'] }
    const { letters } = inbox({ count: 2, remarks: [three, answer], answered: [all], view: { record } })
    expect(letters).toMatchObject([{ issue: number, refused: true, open: [{ key: '101.2' }] }])
    expect(open([three, answer], { view: { record: undefined } })).toEqual(['101.0', '101.2'])
    expect(open([three], { record: { commands: ['101.2'] } })).toEqual(['101.0', '101.1'])
  })

  test('on an adopted issue begin behind our own comment there', () => {
    const [view] = phaseIn(scene).tasks
    if (view!.where.kind !== 'known') throw new Error('It has an issue.')
    const adopted = { view: { where: { ...view!.where, adopted: true } } }
    const ours = (comment: { id: number; body: string } | 'none') => ({ comments: new Map([[number, comment]]) })
    const both = [hold(100), hold(102)]
    expect(open(both, { ...adopted, observation: ours({ id: 101, body: '' }) })).toEqual(['102.0'])
    expect(open(both, { ...adopted, observation: ours('none') })).toEqual([])
    expect(open(both, adopted)).toEqual([])
    expect(open(both, { ...adopted, known: cursor(1, 100), observation: ours({ id: 101, body: '' }) })).toEqual([
      '102.0',
    ])
    expect(
      open([hold(100), hold(103)], { ...adopted, known: cursor(2, 102), observation: ours({ id: 99, body: '' }) }),
    ).toEqual(['100.0', '103.0'])
    expect(open(both)).toEqual(['100.0', '102.0'])
    const read = { known: cursor(2, 102), answered: [], observation: ours({ id: 99, body: '' }) }
    expect(open([hold(100), hold(103)], { ...adopted, ...read })).toEqual(['103.0'])
  })
})

describe('/spawn on the progress issue is about', () => {
  const phase = phaseIn(scene)
  const targets = (tasks: readonly string[], among: readonly TaskView[] = phase.tasks) => {
    const found = spawnTargets('7.0', { name: 'spawn', tasks, model: undefined }, { ...phase, tasks: among })
    return [found.tasks.map(({ task }) => task.id).join(' '), found.unknown.join(' ')]
  }
  const a = (given: Partial<TaskView>) => [{ ...phase.tasks[0]!, ...given }]
  const { record } = phase.tasks[0]!

  test('the tasks that it names, in their order, whatever the case', () => {
    expect(targets(['B', 'x', 'a', 'y'])).toEqual(['b a', 'x y'])
  })

  test.each<[string, readonly TaskView[], string]>([
    ['all picks that a worker does', phase.tasks, 'a b'],
    ['none that has no slot', a({ record: { ...record!, state: 'ready' } }), ''],
    ['one whose record was wiped out', a({ record: undefined }), 'a'],
    ['none that has ended', a({ outcome: 'done' }), ''],
    ['none that is at work', a({ work: { kind: 'starting', until: 0, pulls: [] } }), ''],
    ['one that it has started', a({ outcome: 'done', record: { ...record!, commands: ['7.0'] } }), 'a'],
  ])('%s', (_, among, expected) => {
    expect(targets([], among)).toEqual([expected, ''])
  })
})
