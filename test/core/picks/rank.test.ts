import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Rankable, rankTasks } from '../../../src/core/picks/rank.ts'
import { naiveOrder } from '../naive-order.ts'

function rankable(id: string, given: Partial<Rankable> = {}): Rankable {
  return { id, waitsFor: [], priority: 3, effortHours: 8, final: false, next: false, behind: false, ...given }
}

const orderOf = (...tasks: readonly Rankable[]) => rankTasks(tasks).map(({ id }) => id)

describe('the pick order', () => {
  test.each<[name: string, tasks: readonly Rankable[], order: readonly string[]]>([
    ['file order where nothing else parts them', [rankable('b'), rankable('a')], ['b', 'a']],
    ['the more urgent first', [rankable('a'), rankable('b', { priority: 1 })], ['b', 'a']],
    [
      'urgency is lent to what has to be done before',
      [rankable('a', { priority: 2 }), rankable('b'), rankable('c', { priority: 1, waitsFor: ['b'] })],
      ['b', 'c', 'a'],
    ],
    [
      'urgency is lent over several steps',
      [
        rankable('a', { priority: 2 }),
        rankable('b'),
        rankable('c', { waitsFor: ['b'] }),
        rankable('d', { priority: 1, waitsFor: ['c'] }),
      ],
      ['b', 'c', 'd', 'a'],
    ],
    [
      'urgency beats the length of a chain',
      [rankable('long', { effortHours: 400 }), rankable('urgent', { priority: 1, effortHours: 1 })],
      ['urgent', 'long'],
    ],
    [
      'the longer chain of effort first',
      [rankable('a', { effortHours: 9 }), rankable('b'), rankable('c', { waitsFor: ['b'] })],
      ['b', 'a', 'c'],
    ],
    [
      'between equal levels, the larger successors',
      [
        rankable('a', { effortHours: 16 }),
        rankable('b', { effortHours: 8 }),
        rankable('c', { effortHours: 8, waitsFor: ['b'] }),
      ],
      ['b', 'a', 'c'],
    ],
    [
      'of successors that agree as far as they go, the more',
      [rankable('a'), rankable('b'), rankable('c', { waitsFor: ['a', 'b'] }), rankable('d', { waitsFor: ['b'] })],
      ['b', 'a', 'c', 'd'],
    ],
    [
      'what was asked for first, before the urgent',
      [rankable('a', { priority: 1 }), rankable('b', { next: true })],
      ['b', 'a'],
    ],
    [
      'what was given back, behind the less urgent',
      [rankable('a', { priority: 1, behind: true }), rankable('b')],
      ['b', 'a'],
    ],
    ['the final task last, however urgent', [rankable('z', { final: true, priority: 1 }), rankable('a')], ['a', 'z']],
    [
      'the final task lends its urgency to nobody',
      [rankable('a'), rankable('b', { priority: 2 }), rankable('z', { final: true, priority: 1, waitsFor: ['a'] })],
      ['b', 'a', 'z'],
    ],
    [
      'a dependency that is no longer open counts for nothing',
      [rankable('a', { waitsFor: ['gone'] }), rankable('b')],
      ['a', 'b'],
    ],
  ])('%s', (_, tasks, order) => {
    expect(orderOf(...tasks)).toEqual(order)
  })

  test('each rank names the task that its urgency comes from, over the nearest way', () => {
    const ranks = rankTasks([
      rankable('a'),
      rankable('b', { waitsFor: ['a'] }),
      rankable('c', { priority: 1, waitsFor: ['b'] }),
      rankable('d', { priority: 2 }),
    ])
    expect(ranks.map(({ id, priority, lentBy, level }) => ({ id, priority, lentBy, level }))).toEqual([
      { id: 'a', priority: 1, lentBy: 'c', level: 24 },
      { id: 'b', priority: 1, lentBy: 'c', level: 16 },
      { id: 'c', priority: 1, lentBy: undefined, level: 8 },
      { id: 'd', priority: 2, lentBy: undefined, level: 8 },
    ])
  })

  test('urgency is not lent by what is as urgent already, nor by the less urgent of two', () => {
    const ranks = rankTasks([
      rankable('a', { priority: 1 }),
      rankable('b', { priority: 1, waitsFor: ['a'] }),
      rankable('c', { priority: 3 }),
      rankable('d', { priority: 3, waitsFor: ['c'] }),
      rankable('e', { priority: 2, waitsFor: ['c'] }),
    ])
    expect(ranks.map(({ id, lentBy }) => [id, lentBy])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', 'e'],
      ['e', undefined],
      ['d', undefined],
    ])
  })

  test('urgency counts up only where priority, /next, being behind, or being final part two tasks', () => {
    const ranks = rankTasks([
      rankable('long', { priority: 1, effortHours: 40 }),
      rankable('short', { priority: 1 }),
      rankable('usual'),
      rankable('behind', { behind: true }),
      rankable('last', { final: true }),
    ])
    expect(ranks.map(({ id, urgency }) => [id, urgency])).toEqual([
      ['long', 0],
      ['short', 0],
      ['usual', 1],
      ['behind', 2],
      ['last', 3],
    ])
    const alike = rankTasks([rankable('last', { final: true }), rankable('usual'), rankable('next', { next: true })])
    expect(alike.map(({ id, urgency }) => [id, urgency])).toEqual([
      ['next', 0],
      ['usual', 1],
      ['last', 2],
    ])
  })

  test('tasks that wait for each other still all have a rank', () => {
    expect(orderOf(rankable('a', { waitsFor: ['b'] }), rankable('b', { waitsFor: ['a'] })).sort()).toEqual(['a', 'b'])
  })
})

const randomTasks = fc
  .array(
    fc.record({
      priority: fc.integer({ min: 1, max: 3 }),
      effortHours: fc.constantFrom(4, 8, 8, 16),
      after: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
      final: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
      next: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
      behind: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    }),
    { maxLength: 14 },
  )
  .map((drafts) =>
    drafts.map(({ after, ...given }, at) => {
      const waitsFor = after.flatMap((back) => (at - back >= 0 ? `t${at - back}` : []))
      return rankable(`t${at}`, { ...given, waitsFor })
    }),
  )

describe('against a naive implementation of the same sentences', () => {
  test('order, effective priority and level agree', () => {
    fc.assert(
      fc.property(randomTasks, (tasks) => {
        const ranks = rankTasks(tasks)
        expect(ranks.map(({ id, priority, level }) => ({ id, priority, level }))).toEqual(naiveOrder(tasks))
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  test('a blocker stands before what waits for it, unless that was asked for first or the blocker was given back', () => {
    fc.assert(
      fc.property(randomTasks, (drafts) => {
        const tasks = drafts.map((task) => ({ ...task, next: false, behind: false, final: false }))
        const at = new Map(rankTasks(tasks).map(({ id }, index) => [id, index]))
        for (const task of tasks) for (const id of task.waitsFor) expect(at.get(id)).toBeLessThan(at.get(task.id)!)
      }),
      { seed: 4, numRuns: 200 },
    )
  })

  test('the order in which dependencies are named changes nothing', () => {
    fc.assert(
      fc.property(randomTasks, (tasks) => {
        const turned = tasks.map((task) => ({ ...task, waitsFor: task.waitsFor.toReversed() }))
        expect(rankTasks(turned).map(({ id }) => id)).toEqual(rankTasks(tasks).map(({ id }) => id))
      }),
      { seed: 4, numRuns: 200 },
    )
  })
})
