import { plainText, zeroWidthSpace } from '../text/inert.ts'
import { columnsOf, lettersOf } from '../text/text-width.ts'

/**
 * Text of others for a Mermaid label, at most so many columns wide (a column is a Latin letter; Chinese, Japanese, Korean
 * and emoji take two). Every character that could be syntax to Mermaid, to HTML or to the fence around it is written as an
 * entity, `#34;`, which Mermaid shows as the character. What Mermaid 11 makes of the text once it has undone those (Markdown,
 * links, icons, formulas, entities again) is taken apart by zero-width spaces, or stands in a letter that looks the same.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function pictureText(text: string, mostColumns: number): string {
  // An empty label is no label to Mermaid.
  return encode(shorten(plainText(text.toWellFormed()), mostColumns)) || '…'
}

/** The same in lines of about so many columns, where Mermaid itself would not break them. */
export function pictureLines(text: string, mostColumns: number, mostLines: number): string {
  const lines: string[] = []
  for (const word of shorten(plainText(text.toWellFormed()), mostColumns * mostLines).split(' ')) {
    const line = lines.at(-1)
    const longer = `${line} ${word}`
    if (line !== undefined && (widthOf(longer) <= mostColumns || lines.length === mostLines))
      lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines.map((line) => encode(shorten(line, mostColumns)) || '…').join('<br>')
}

/** What Markdown cannot be kept from by anything between: code, emphasis, strikethrough; and Mermaid's sign of an entity. */
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['`', '\u02CB'],
  ['*', '\u2217'],
  ['~', '\u223C'],
  ['\uFB02', 'fl'],
])

/** ASCII punctuation that is syntax to nobody, or only at the ends of words. */
const harmless = /[,()'!]|(?<=[A-Za-z0-9])[-._](?=[A-Za-z0-9])/y
const livePunctuation = new Set('<&\\#$:@]')

function encode(text: string): string {
  const encoded = text.replace(/[!-/:-@[-`{-~\uFB02]/g, (character, at: number) => {
    harmless.lastIndex = at
    if (harmless.test(text)) return character
    const same = character === '_' ? '\u02CD' : lookAlikes.get(character)
    return same ?? `#${character.charCodeAt(0)};${livePunctuation.has(character) ? zeroWidthSpace : ''}`
  })
  return (
    encoded
      // Nor is a line the item of a list, a heading or a rule.
      .replace(/^(?:#(?:4[35]|6[12]|35);|\d+(?=#46;|[.)]))/, `${zeroWidthSpace}$&`)
      .replaceAll('\u00B6\u00DF', `\u00B6${zeroWidthSpace}\u00DF`)
      .replace(/www(?=\.)/gi, `$&${zeroWidthSpace}`)
      // A line with `direction TB` in it sets the direction, also in quotes: the lexer looks for it before it looks for labels.
      .replace(/direction(?=\s)/g, '#100;irection')
  )
}

function shorten(text: string, mostColumns: number): string {
  if (text.length * 2 <= mostColumns || widthOf(text) <= mostColumns) return text
  let width = 1
  let kept = ''
  for (const letter of lettersOf(text)) {
    width += boundedColumnsOf(letter)
    if (width > mostColumns) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}

function widthOf(text: string): number {
  let width = 0
  for (const letter of lettersOf(text)) width += boundedColumnsOf(letter)
  return width
}

/** A pile of combining marks counts for more, so that what is shown is bounded in characters too. */
function boundedColumnsOf(letter: string): number {
  return Math.max(columnsOf(letter), Math.ceil(letter.length / 8))
}
