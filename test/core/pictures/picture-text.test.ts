import { describe, expect, test } from 'vitest'
import { pictureLines, pictureText } from '../../../src/core/pictures/picture-text.ts'

test.each([
  ['User Guide, v1.0 (draft)', 'User Guide, v1.0 (draft)'],
  ['p4-1-1', 'p4-1-1'],
  ['a "b" <c> `d`', 'a #34;b#34; #60;c#62; #96;d#96;'],
  ['- x', '#45; x'],
  ['1. x', '1#46; x'],
  ['#quot;', '#35;quot#59;'],
  ['50 %', '50 #37;'],
  ['direction TB', '#100;irection TB'],
  ['www.example.org', '#119;ww.example.org'],
  ['\uFB02°°60¶ß', '#64258;°°60#182;ß'],
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
    expect(pictureLines('Incomprehensibilities', 12, 2)).toBe('Incomprehen…')
  })

  test('marks piled on one letter do not make it longer without end', () => {
    expect(pictureText(`${'a\u0301'.repeat(5)}${'\u0301'.repeat(5000)}`, 40).length).toBeLessThan(400)
  })
})
