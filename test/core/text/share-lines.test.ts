import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moreLines, shareLines } from '../../../src/core/text/share-lines.ts'

test.each([
  ['everything, where there is room', [[10, 10], [10]], 30, [2, 1]],
  ['the first line of each list before the second of any', [[10, 10, 10], [10]], 20, [1, 1]],
  [
    'nothing of a list whose first line is too long, and the rest of the others',
    [
      [50, 1],
      [10, 10],
    ],
    20,
    [0, 2],
  ],
  ['nothing without room', [[1], [1]], 0, [0, 0]],
  ['nothing of an empty list', [[], [5]], 5, [0, 1]],
])('%s', (_, lengths, room, shown) => {
  expect(shareLines(lengths, room)).toEqual(shown)
})

test('one list takes no more than is allowed to each', () => {
  expect(shareLines([[10, 10, 10], [10]], 100, 20)).toEqual([2, 1])
})

test('what is shown fits, and no list that was shortened could show its next line', () => {
  const lists = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), { maxLength: 8 })
  fc.assert(
    fc.property(lists, fc.integer({ min: 0, max: 400 }), (lengths, room) => {
      const shown = shareLines(lengths, room)
      const taken = lengths.flatMap((list, at) => list.slice(0, shown[at])).reduce((sum, length) => sum + length, 0)
      expect(taken).toBeLessThanOrEqual(room)
      for (const [at, list] of lengths.entries()) {
        const next = list[shown[at]!]
        if (next !== undefined) expect(taken + next).toBeGreaterThan(room)
      }
    }),
  )
})

test('what is left out is counted', () => {
  expect(moreLines(0)).toBe('')
  expect(moreLines(12)).toBe('… and 12 more')
})
