import { expect, test } from 'vitest'
import { chapterText, summaryTable } from '../../bench/chapter.ts'
import { compared, pairsOf } from '../../bench/timing.ts'
import { markdownTable } from '../../scripts/markdown-table.ts'

test('a ratio is the median of the pairs’ own, so that a slow hour slows both of a pair and changes nothing', () => {
  const pairs = [
    [10, 20],
    [100, 200],
    [10, 21],
    [10, 19],
    [10, 500],
  ] as const
  expect(compared(pairs)).toMatchObject({ ratio: 2, low: 2, high: 2.1, floor: 10, subject: 21 })
})

test('what takes no time of the processor gives pairs all the same', () => {
  expect(
    pairsOf(
      () => {},
      () => {},
      { rounds: 3, floorRepeats: 2 },
    ),
  ).toHaveLength(3)
})

test('a table aligns numbers to the right, and leaves no bar in a cell', () => {
  expect(
    markdownTable(
      ['of', 'takes'],
      [
        ['a | b', '1,000 ms'],
        ['c', '2.5 ms'],
      ],
    ),
  ).toBe(
    ['| of     |    takes |', '| ------ | -------: |', '| a \\| b | 1,000 ms |', '| c      |   2.5 ms |'].join('\n'),
  )
})

test('a chapter shows its tables with their notes, and gives the summary its rows', () => {
  const chapter = {
    title: 'Start',
    about: ['How.'],
    tables: [{ head: ['a'], rows: [['b']], note: 'Why.' }],
    summary: [{ what: 'start', measured: '1 ms', against: '2 ms' }],
  }
  expect(chapterText(chapter)).toBe('## Start\n\nHow.\n\n| a   |\n| --- |\n| b   |\n\nWhy.')
  expect(summaryTable([chapter]).split('\n').at(-1)).toBe('| start |     1 ms |                          2 ms |')
})
