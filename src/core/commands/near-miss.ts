import { distance } from 'fastest-levenshtein'

/** Words one letter away from a command of ours that other bots, or people, begin a line with: silence is the answer to them. */
const ofOthers: ReadonlySet<string> = new Set(['text', 'who'])

/**
 * The first name that the word misses by one letter: one too many, one too few, another one, or two neighbours in each
 * other's place. Undefined where there is none, or where the word is known to belong to others. Case does not matter.
 */
export function nearMiss<Name extends string>(word: string, names: readonly Name[]): Name | undefined {
  const wanted = word.toLowerCase()
  if (ofOthers.has(wanted)) return undefined
  return names.find((name) => Math.abs(name.length - wanted.length) <= 1 && isNear(wanted, name))
}

function isNear(word: string, name: string): boolean {
  return distance(word, name) === 1 || isSwapped(word, name)
}

function isSwapped(word: string, name: string): boolean {
  const at = [...name].findIndex((letter, index) => word[index] !== letter)
  const swapped = `${name.slice(0, at)}${name[at + 1] ?? ''}${name[at] ?? ''}${name.slice(at + 2)}`
  return at >= 0 && word === swapped
}
