import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { svgText, textLines, textWidth } from '../../src/command-line/svg-text.ts'
import { hostileTexts } from '../core/hostile-texts.ts'

const { DOMParser } = new JSDOM('').window

/** What an XML parser reads of the text, in an element and in an attribute. */
function read(text: string): { inside: string | null; attribute: string | null } {
  const xml = `<t a="${svgText(text)}">${svgText(text)}</t>`
  const { documentElement } = new DOMParser().parseFromString(xml, 'application/xml')
  return { inside: documentElement.textContent, attribute: documentElement.getAttribute('a') }
}

const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...'<>&"\'\u0000\uD800\uFFFE]! -x\n')).map((parts) => parts.join('')),
)

describe('text in a picture', () => {
  test('is read as it was written', () => {
    const text = `a <b> & "c" 'd' ]]> <!-- e --> &amp;`
    expect(read(text)).toEqual({ inside: text, attribute: text })
  })

  test('is well-formed and the same in an element and in an attribute, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { inside, attribute } = read(text)
        expect(inside).toBe(attribute)
        expect(svgText(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
      }),
    )
  })
})

describe('lines of a title', () => {
  test.each([
    ['few words', 'User Guide', ['User Guide']],
    ['more words than a line takes', 'User Guide Documentation and more', ['User Guide', 'Documentation', 'and more']],
    [
      'more words than all lines take',
      'one two three four five six seven eight nine',
      ['one two three', 'four five six', 'seven eight…'],
    ],
    ['a word wider than a line', 'x'.repeat(30), ['x'.repeat(12), 'x'.repeat(12), 'x'.repeat(6)]],
    ['letters that are wide', '日本語の長いタイトル', ['日本語の長い', 'タイトル']],
    ['nothing', '', ['']],
  ])('of %s', (_, text, lines) => {
    expect(textLines(text, 100, 13, 3)).toEqual(lines)
  })

  test('are no wider and no more than they may be', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 60, max: 300 }), fc.integer({ min: 1, max: 5 }), (text, pixels, most) => {
        const lines = textLines(text, pixels, 13, most)
        expect(lines.length).toBeLessThanOrEqual(most)
        for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(pixels)
      }),
    )
  })
})
