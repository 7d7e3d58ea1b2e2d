import { styleText } from 'node:util'

/** What a piece of text is, for those who see colours; nothing is told by its colour alone. */
export type Look = 'added' | 'changed' | 'removed' | 'strong' | 'faint' | 'wrong'

export type Paint = (look: Look, text: string) => string

const formats = {
  added: 'green',
  changed: 'yellow',
  removed: 'red',
  strong: 'bold',
  faint: 'dim',
  wrong: 'red',
} as const satisfies Record<Look, Parameters<typeof styleText>[0]>

/** Where nobody sees colours. */
export const unpainted: Paint = (_, text) => text

/** Colours for a stream that shows them: a terminal, unless NO_COLOR says otherwise, or anything where FORCE_COLOR asks for it. */
export function painterFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  if (!showsColours(stream, environment)) return unpainted
  return (look, text) => styleText(formats[look], text, { validateStream: false })
}

function showsColours(
  { isTTY }: { readonly isTTY?: boolean },
  { FORCE_COLOR, NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTTY === true && !NO_COLOR && TERM !== 'dumb'
}
