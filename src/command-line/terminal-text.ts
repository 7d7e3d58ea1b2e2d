import { plainText } from '../core/text/inert.ts'
import { type Phrase, plainPhrase } from '../core/text/phrase.ts'
import type { Paint } from './paint.ts'
import { wrappedLines } from './wrapped-lines.ts'

/** Columns of a terminal that nothing is known of. */
export const usualWidth = 80

export type NumberOf = (task: string) => number | undefined

/** A phrase as text that no terminal takes for a command. */
export function terminalText(phrase: Phrase, numberOf: NumberOf): string {
  return plainText(plainPhrase(phrase, numberOf))
}

/** A task as people know it: its id, the number of its issue if it has one, its title. */
export function taskHead(
  { id, title }: { readonly id: string; readonly title: string },
  number: number | undefined,
): string {
  return `${id}${number === undefined ? '' : ` (#${number})`}  ${plainText(title)}`
}

/** What stands under a title: each entry in lines of its own, the first of them less far in; nothing without entries. */
export function listUnder(title: string, entries: readonly (readonly string[])[], paint: Paint): string[] {
  if (entries.length === 0) return []
  const lines = entries.flatMap(([head = '', ...about]) => [
    ...wrappedLines(head, usualWidth, '  ', '      '),
    ...about.flatMap((text) => wrappedLines(text, usualWidth, '    ')),
  ])
  return ['', paint('strong', title), ...lines]
}
