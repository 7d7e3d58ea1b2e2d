/**
 * What raw HTML has opened and not yet closed. Markdown ends such a block at an empty line and goes on with paragraphs; a
 * browser still shows those inside of it, or, in a comment, not at all.
 */
export interface OpenHtml {
  readonly isComment: boolean
  /** How many of each element of quotes and code are open. */
  readonly elements: ReadonlyMap<string, number>
}

export const noHtml: OpenHtml = { isComment: false, elements: new Map() }

export function conceals({ isComment, elements }: OpenHtml): boolean {
  return isComment || elements.size > 0
}

/** The same after another piece of raw HTML. */
export function afterHtml(before: OpenHtml, html: string): OpenHtml {
  let { isComment } = before
  const elements = new Map(before.elements)
  for (const [token, slash, tag] of html.matchAll(/<!---?>|<!--|-->|<(\/?)(blockquote|code|pre)(?=[\s/>])/gi)) {
    if (token === '-->') isComment = false
    else if (isComment || /^<!---?>$/.test(token)) continue
    else if (token === '<!--') isComment = true
    else count(elements, tag!.toLowerCase(), slash === '/' ? -1 : 1)
  }
  return { isComment, elements }
}

function count(elements: Map<string, number>, tag: string, change: number): void {
  const now = (elements.get(tag) ?? 0) + change
  if (now > 0) elements.set(tag, now)
  else elements.delete(tag)
}
