import type { PhaseFileCode } from '../troubleshooting/codes.ts'
import type { Message } from '../troubleshooting/message.ts'

/** What is wrong in a phase file and what to do, in one sentence or two. */
export type Said = Message<PhaseFileCode>

/**
 * Something wrong in one file, before it is put in words. `say` is called only for those that are reported, because
 * looking for what was meant takes longer than finding that something is wrong.
 */
export interface Finding {
  /** Where in the text, from 0. */
  readonly offset: number
  readonly say: () => Said
}

/** Where each line of a text begins, from 0. */
export type LineStarts = readonly number[]

export function lineStarts(text: string): LineStarts {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Line and column, both from 1, of an offset; columns count UTF-16 units, as editors do. */
export function positionAt(starts: LineStarts, offset: number): { readonly line: number; readonly column: number } {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low]! + 1 }
}
