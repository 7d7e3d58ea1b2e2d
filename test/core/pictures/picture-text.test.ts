import { describe, expect, test } from 'vitest'
import { pictureLines, pictureText } from '../../../src/core/pictures/picture-text.ts'

test.each([
  ['User Guide, v1.0 (draft)', 'User Guide, v1.0 (draft)'],
  ['p4-1-1 of snake_case', 'p4-1-1 of snake_case'],
  ['a "b" {d}', 'a #34;b#34; #123;d#125;'],
  ['`a` *b* _c_ ~d~', 'ˋaˋ ∗b∗ ˍcˍ ∼d∼'],
  ['<b> &lt;', '#60;\u200Bb#62; #38;\u200Blt#59;'],
  ['[a](b)', '#91;a#93;\u200B(b)'],
  ['- x', '\u200B#45; x'],
  ['1. x', '\u200B1#46; x'],
  ['1) x', '\u200B1) x'],
  ['12. x', '\u200B12#46; x'],
  ['#quot;', '\u200B#35;\u200Bquot#59;'],
  ['50 %', '50 #37;'],
  ['$$x$$', '#36;\u200B#36;\u200Bx#36;\u200B#36;\u200B'],
  ['fa:fa-car', 'fa#58;\u200Bfa-car'],
  ['direction TB', '#100;irection TB'],
  ['www.example.org', 'www\u200B.example.org'],
  ['\uFB02°°60¶ß', 'fl°°60¶\u200Bß'],
  ['', '…'],
])('%j is written as %j', (text, written) => {
  expect(pictureText(text, 80)).toBe(written)
})

describe('a text that is too long', () => {
  test.each([
    ['abcdefghij', 10, 'abcdefghij'],
    ['abcdefghijk', 10, 'abcdefghi…'],
    ['abcdefgh ijk', 10, 'abcdefgh…'],
    ['日本語日本語', 10, '日本語日…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 5, '👩‍👩‍👧‍👦👩‍👩‍👧‍👦…'],
  ])('%j in %d columns becomes %j: whole letters, wide ones counted twice', (text, columns, shortened) => {
    expect(pictureText(text, columns)).toBe(shortened)
  })

  test('is broken into lines between words', () => {
    expect(pictureLines('Release readiness', 12, 2)).toBe('Release<br>readiness')
    expect(pictureLines('One two three four five six seven', 12, 2)).toBe('One two<br>three four…')
    expect(pictureLines('One two three', 7, 2)).toBe('One two<br>three')
    expect(pictureLines('a b', 12, 2)).toBe('a b')
    expect(pictureLines('Incomprehensibilities', 12, 2)).toBe('Incomprehen…')
  })

  test('marks piled on one letter do not make it longer without end', () => {
    expect(pictureText(`${'a\u0301'.repeat(5)}${'\u0301'.repeat(5000)}`, 40).length).toBeLessThan(400)
  })
})
