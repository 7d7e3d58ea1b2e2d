import { plainText } from '../core/text/inert.ts'
import { columnsOf, lettersOf } from '../core/text/text-width.ts'

/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text of others as XML shows it: one line, in an element or an attribute. */
export function svgText(text: string): string {
  return plainText(text.toWellFormed())
    .replace(unwritable, '')
    .replace(/[&<>"']/g, (character) => entities[character]!)
}

const narrow = /^[iljtfrI.,:;'|!()[\]]$/
const broad = /^[mwMW@%—…]$/

/** About how many pixels a text takes in letters of so many pixels; rather too many than too few, because fonts differ. */
export function textWidth(text: string, size: number): number {
  let ems = 0
  for (const letter of lettersOf(text)) ems += emsOf(letter)
  return ems * size
}

function emsOf(letter: string): number {
  const columns = columnsOf(letter)
  if (columns !== 1) return columns * 0.55
  if (narrow.test(letter)) return 0.36
  if (broad.test(letter)) return 1
  return /^\p{Lu}$/u.test(letter) ? 0.74 : 0.6
}

/** The text in lines of so many pixels, so many at most: what does not fit ends in an ellipsis. */
export function textLines(text: string, mostPixels: number, size: number, mostLines: number): readonly string[] {
  const lines: string[] = []
  for (const word of plainText(text.toWellFormed())
    .split(' ')
    .flatMap((each) => pieces(each, mostPixels, size))) {
    const line = lines.at(-1)
    const longer = `${line} ${word}`
    if (line !== undefined && textWidth(longer, size) <= mostPixels) lines.splice(-1, 1, longer)
    else if (lines.length < mostLines) lines.push(word)
    else return [...lines.slice(0, -1), shortened(line ?? '', mostPixels, size)]
  }
  return lines
}

/** A word that is wider than a line is broken wherever the line ends. */
function pieces(word: string, mostPixels: number, size: number): readonly string[] {
  if (textWidth(word, size) <= mostPixels) return [word]
  const parts = ['']
  for (const letter of lettersOf(word)) {
    const longer = parts.at(-1)! + letter
    if (textWidth(longer, size) <= mostPixels) parts.splice(-1, 1, longer)
    else parts.push(letter)
  }
  return parts.filter((part) => part !== '')
}

function shortened(line: string, mostPixels: number, size: number): string {
  const letters = [...lettersOf(line)]
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > mostPixels) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
