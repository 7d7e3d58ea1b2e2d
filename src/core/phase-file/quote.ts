const mostCharacters = 60

// Controls, invisible and direction-changing characters, line separators, lone surrogates, tag characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * Text of a file as an error message may show it: on one line, at most 60 characters, between backticks. It cannot close
 * those backticks, begin a line (`::error`), hold a command that the runner finds inside a line (`##[`), or change the
 * order of what is around it.
 */
export function quote(text: string): string {
  const shown: string[] = []
  let length = 0
  for (const character of text) {
    const piece = printable(character, shown.at(-1))
    length += piece.length
    if (length > mostCharacters) return `\`${withinLimit(shown)}…\``
    shown.push(piece)
  }
  return `\`${shown.join('')}\``
}

function printable(character: string, before: string | undefined): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  if (character === '`') return "'"
  if (unprintable.test(character)) return `\\u{${character.codePointAt(0)?.toString(16)}}`
  return character === '#' && before?.endsWith('#') ? ' #' : character
}

/** Leaves room for the ellipsis. */
function withinLimit(shown: readonly string[]): string {
  let text = shown.join('')
  for (let last = shown.length - 1; text.length > mostCharacters - 1; last--) text = shown.slice(0, last).join('')
  return text
}
