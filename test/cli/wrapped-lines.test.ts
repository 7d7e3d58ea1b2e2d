import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrappedLines } from '../../src/command-line/wrapped-lines.ts'
import { widthOf } from '../../src/core/text/text-width.ts'

test('words fill lines, of which the first has a beginning of its own', () => {
  expect(wrappedLines('one two three four', 11, '+ ', '  ')).toEqual(['+ one two', '  three', '  four'])
  expect(wrappedLines('日本 日本 日本', 10)).toEqual(['日本 日本', '日本'])
})

test('a word that is too long stands alone, and nothing stays nothing', () => {
  expect(wrappedLines('a longerthanthat b', 8)).toEqual(['a', 'longerthanthat', 'b'])
  expect(wrappedLines('', 8, '  ')).toEqual(['  '])
})

test('no word is lost, and no line is too long that has two', () => {
  const words = fc.array(fc.stringMatching(/^[a-z日é]{1,12}$/), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(words, fc.integer({ min: 10, max: 80 }), (all, columns) => {
      const lines = wrappedLines(all.join(' '), columns, '- ', '  ')
      expect(lines.map((line) => line.slice(2)).join(' ')).toBe(all.join(' '))
      for (const line of lines) if (line.slice(2).includes(' ')) expect(widthOf(line)).toBeLessThanOrEqual(columns)
    }),
  )
})
