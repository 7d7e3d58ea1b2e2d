import { expect } from 'vitest'
import { liveParts, renderMarkdown, visibleText } from '../core/rendered-markdown.ts'

/** What our own Markdown is made of. */
const ours =
  'p strong em ul ol li h1 h2 h3 h4 h5 table thead tbody tr th td code pre a del details summary sub input br blockquote hr !'.split(
    ' ',
  )

/**
 * A text of ours in which nothing of others' is live: no HTML but what we write, no link but to `pages`, no mention but of
 * `mentioned`, no reference but to an issue that there is (`known`), and no end of our part but ours.
 */
export function expectDead(
  text: string,
  { pages, mentioned = [], known }: { pages: RegExp; mentioned?: readonly string[]; known: number },
): void {
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|(?!\s)\p{Cc}/u)
  for (const marker of text.match(/<!--\s*phase-coordinator:.*/g) ?? []) expect(marker).toMatch(/^<!-- .* -->$/)
  const bare = text.replace(/^<!-- phase-coordinator:.* -->$/gm, '').replace(/```mermaid\n[^`]*\n```/g, '')
  const html = renderMarkdown(bare)
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, address]) => address!)
  expect(links.filter((address) => !pages.test(address))).toEqual([])
  expect(html).not.toMatch(/<(?!a |input |\/)[a-z0-9]+ (?!align)/)
  // GitHub looks for nothing within links and code.
  const seen = visibleText(html.replace(/<code>[^<]*<\/code>|<a [^>]*>.*?<\/a>/g, ''), ours)
  const live = liveParts(seen).filter((part) => {
    if (mentioned.includes(part)) return false
    const reference = /^#(\d+)$/.exec(part)
    return reference === null || Number(reference[1]) > known
  })
  expect(live).toEqual([])
}
