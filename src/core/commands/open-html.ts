/**
 * What raw HTML has opened and not yet closed. Markdown ends such a block at an empty line and goes on with paragraphs; a
 * browser still shows those inside of it, or, in a comment, not at all.
 */
export interface OpenHtml {
  readonly isComment: boolean
  /** Elements of quotes and code. */
  readonly elements: number
}

export const noHtml: OpenHtml = { isComment: false, elements: 0 }

export function conceals({ isComment, elements }: OpenHtml): boolean {
  return isComment || elements > 0
}

/** The same after another piece of raw HTML. */
export function afterHtml({ isComment, elements }: OpenHtml, html: string): OpenHtml {
  let inComment = isComment
  let depth = elements
  for (const [token, slash] of html.matchAll(/<!---?>|<!--|-->|<(\/?)(?:blockquote|code|pre)(?=[\s/>])/gi)) {
    if (token === '-->') inComment = false
    else if (inComment || /^<!---?>$/.test(token)) continue
    else if (token === '<!--') inComment = true
    else depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
  }
  return { isComment: inComment, elements: depth }
}
