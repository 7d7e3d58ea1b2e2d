import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt } from '../../../src/core/text/excerpt.ts'
import { columnsOf, lettersOf, widthOf } from '../../../src/core/text/text-width.ts'
import { hostileTexts } from '../hostile-texts.ts'

/** The letter of a shown line that begins after so many columns; empty at its end. */
function letterAfter(text: string, columns: number): string {
  let width = 0
  for (const letter of lettersOf(text)) {
    if (width >= columns && columnsOf(letter) > 0) return letter
    width += columnsOf(letter)
  }
  return ''
}

describe('an excerpt', () => {
  test.each([
    ['a plain line', 'tasks: [b]', 9, { text: 'tasks: [b]', before: 8 }],
    ['the end of a line', 'tasks:', 7, { text: 'tasks:', before: 6 }],
    ['an empty line', '', 1, { text: '', before: 0 }],
    ['tabs before it', '\t- x', 4, { text: '    - x', before: 6 }],
    ['wide characters before it', '日本: x', 5, { text: '日本: x', before: 6 }],
    ['the second half of an emoji', 'a👍b', 3, { text: 'a👍b', before: 1 }],
    ['a combining mark', 'xe\u0301y', 3, { text: 'xe\u0301y', before: 1 }],
    ['characters that steer a terminal', '\u001b[31ma: b', 7, { text: '[31ma: b', before: 5 }],
    ['half of a pair', '\uD800: b', 4, { text: '\uFFFD: b', before: 3 }],
    ['what moves the cursor', 'a\rb', 3, { text: 'ab', before: 1 }],
    ['separators of lines', 'a\u2028b', 3, { text: 'a b', before: 2 }],
  ])('of %s points at it', (_, line, column, wanted) => {
    expect(excerpt(line, column, 40)).toEqual(wanted)
  })

  test('cuts a long line around the mark, and says where', () => {
    const line = `${'a'.repeat(100)}X${'b'.repeat(100)}`
    expect(excerpt(line, 101, 30)).toEqual({ text: `…${'a'.repeat(18)}X${'b'.repeat(8)}…`, before: 19 })
    expect(excerpt(line, 1, 30)).toEqual({ text: `${'a'.repeat(27)}…`, before: 0 })
    expect(excerpt(line, 202, 30)).toEqual({ text: `…${'b'.repeat(27)}`, before: 28 })
  })

  test('of a line of a megabyte looks only at what is near', () => {
    const line = '日'.repeat(500_000)
    expect(excerpt(line, 250_001, 21)).toEqual({ text: `…${'日'.repeat(9)}…`, before: 13 })
  })

  const anyLine = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc
      .array(
        fc.constantFrom(
          '\t',
          '日',
          '👩‍👩‍👧‍👦',
          'e\u0301',
          '\u001b[2J',
          'ab',
          '\u202E',
          '\uFE0F',
          '\r',
          ...hostileTexts,
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  )

  test('never takes more columns than there are, and marks the character that is meant', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(400), fc.integer({ min: 20, max: 90 }), (line, at, columns) => {
        const column = Math.min(at, line.length) + 1
        const { text, before } = excerpt(line, column, columns)
        expect(widthOf(text)).toBeLessThanOrEqual(columns)
        expect(before).toBeLessThan(columns)
        const meant = String.fromCodePoint(line.codePointAt(column - 1) ?? 0x20)
        // What is seen by itself can be found again under the mark.
        if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(meant)) expect(letterAfter(text, before)).toContain(meant)
      }),
    )
  })

  test('holds nothing that steers a terminal', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(400), (line, at) => {
        expect(excerpt(line, Math.min(at, line.length) + 1, 60).text).not.toMatch(
          /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u,
        )
      }),
    )
  })
})
