import { printable } from './inert.ts'
import { columnsOf, lettersOf } from './text-width.ts'

/** A line of a file as a terminal may show it, and where in it a mark points. */
export interface Excerpt {
  /** Without anything that steers a terminal; what was cut off at either end is an ellipsis. */
  readonly text: string
  /** Columns before the mark. */
  readonly before: number
}

/** Characters (UTF-16) that are looked at on either side: what lies farther away is never shown. */
const mostLooked = 1000

/**
 * The part of a line around a column, in so many columns (20 or more). The column counts UTF-16 units from 1, as `Problem`
 * does; one past the end of the line points behind it. A tab takes four columns.
 */
export function excerpt(line: string, column: number, mostColumns: number): Excerpt {
  const { letters, at, isCutBefore, isCutAfter } = lettersAround(line, column - 1)
  const widths = letters.map(columnsOf)
  const whole = sum(widths) + Number(isCutBefore) + Number(isCutAfter) + 1
  const [first, end] = whole <= mostColumns ? [0, letters.length] : windowAround(widths, at, mostColumns - 3)
  const head = first > 0 || isCutBefore ? '…' : ''
  const tail = end < letters.length || isCutAfter ? '…' : ''
  return {
    text: head + letters.slice(first, end).join('') + tail,
    before: head.length + sum(widths.slice(first, at)),
  }
}

interface Letters {
  readonly letters: readonly string[]
  /** Which of them is pointed at; their number where it is the end of the line. */
  readonly at: number
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

function lettersAround(line: string, offset: number): Letters {
  const from = wholeCharacter(line, Math.max(0, offset - mostLooked))
  const to = wholeCharacter(line, Math.min(line.length, offset + mostLooked))
  const letters = [...lettersOf(shown(line.slice(from, to)).toWellFormed())]
  const before = shown(line.slice(from, offset)).length
  return { letters, at: letterAt(letters, before), isCutBefore: from > 0, isCutAfter: to < line.length }
}

/** Each character becomes the same whatever is around it, so that places can be found again. */
function shown(text: string): string {
  return printable(text)
    .replaceAll('\t', '    ')
    .replaceAll('\r', '')
    .replace(/[\n\u2028\u2029]/g, ' ')
}

function letterAt(letters: readonly string[], offset: number): number {
  let end = 0
  for (const [at, letter] of letters.entries()) {
    end += letter.length
    if (offset < end) return at
  }
  return letters.length
}

/** The offset, or the one behind it where that would part a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset
}

/** From which letter to which: a third of the columns behind the mark where the line goes on, the others before it. */
function windowAround(widths: readonly number[], at: number, columns: number): readonly [first: number, end: number] {
  let [first, end, used] = [at, at, 0]
  const grow = (limit: number, isLeft: boolean) => {
    for (;;) {
      const next = isLeft ? widths[first - 1] : widths[end]
      if (next === undefined || used + next > limit) return
      used += next
      if (isLeft) first -= 1
      else end += 1
    }
  }
  grow(Math.ceil(columns / 3), false)
  grow(columns, true)
  grow(columns, false)
  return [first, end]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
