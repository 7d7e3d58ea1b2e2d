let graphemes: Intl.Segmenter | undefined

/** What a reader takes for one letter each. A segmenter takes milliseconds to make, and Latin text needs none. */
export function* lettersOf(text: string): Iterable<string> {
  if (/^[ -~]*$/.test(text)) {
    yield* text
    return
  }
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const { segment } of graphemes.segment(text)) yield segment
}

const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u
const unseen = /^[\p{M}\p{Default_Ignorable_Code_Point}]+$/u

/** Columns of one letter: two for Chinese, Japanese, Korean and emoji, none for what is not seen, one for all else. */
export function columnsOf(letter: string): number {
  if (letter.length === 1 && letter >= ' ' && letter <= '~') return 1
  if (unseen.test(letter)) return 0
  return wide.test(letter) ? 2 : 1
}

/** Columns of a text that stands in one line. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of lettersOf(text)) width += columnsOf(letter)
  return width
}
