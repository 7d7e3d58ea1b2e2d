import { Composer, type CST, type Node } from 'yaml'
import type { Slip } from './syntax.ts'

/** Far fewer are reported. */
const mostSlips = 100

/**
 * Nodes of the one document in the tokens, or what is wrong with them as YAML.
 *
 * `yaml` knows no limit of errors and makes an object with a stack trace of each, which takes seconds where a file
 * holds nothing else. So its composer is handed a smaller `onError`, which is not part of its public interface (without
 * it the result is the same, only late), and tokens that are errors already do not reach it.
 */
export function composeNodes(
  tokens: readonly CST.Token[],
  text: string,
): { readonly contents: Node | null; readonly slips: readonly Slip[] } {
  const slips: Slip[] = tokens
    .filter((token) => token.type === 'error')
    .slice(0, mostSlips / 2)
    .map(({ offset, message }) => ({ offset, code: 'UNEXPECTED_TOKEN', message }))
  const onError = (source: ErrorSource, code: Slip['code'], message: string, isWarning?: boolean) => {
    if (isWarning) return
    // The composer takes what is thrown for an error of its own, and comes back with it.
    if (slips.length >= mostSlips) throw new TooManySlips()
    slips.push({ offset: offsetOf(source), code, message })
  }
  try {
    // Repeated keys are looked for elsewhere: here that would take quadratic time.
    const composer = new Composer({ uniqueKeys: false, keepSourceTokens: true, resolveKnownTags: false })
    Object.assign(composer, { onError })
    const sound = tokens.filter((token) => token.type !== 'error')
    const document = [...composer.compose(sound, true, text.length)][0]
    for (const { pos, code, message } of document?.errors ?? []) slips.push({ offset: pos[0], code, message })
    return { contents: document?.contents ?? null, slips }
  } catch (error) {
    if (error instanceof TooManySlips) return { contents: null, slips }
    throw error
  }
}

class TooManySlips extends Error {}

type ErrorSource = number | readonly number[] | { readonly offset: number }

function offsetOf(source: ErrorSource): number {
  if (typeof source === 'number') return source
  return 'offset' in source ? source.offset : (source[0] ?? 0)
}
