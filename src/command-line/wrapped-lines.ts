import { widthOf } from '../core/text/text-width.ts'

/** A text in lines of so many columns, broken at spaces: the first begins with `first`, the others with `rest`. */
export function wrappedLines(text: string, mostColumns: number, first = '', rest = first): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`
    if (!isEmpty && widthOf(longer) > mostColumns) {
      lines.push(line)
      line = rest + word
    } else line = longer
    isEmpty = false
  }
  return [...lines, line]
}
