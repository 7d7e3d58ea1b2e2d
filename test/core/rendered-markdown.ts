import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** Markdown as GitHub renders it, apart from its own references: HTML with what is live in it. */
export function renderMarkdown(text: string): string {
  return micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
}

/** What a reader sees of rendered Markdown: text without tags. Throws where there is a tag that is not allowed. */
export function visibleText(html: string, allowed: readonly string[]): string {
  const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)|<!/gi)].map(([whole, name]) => name ?? whole)
  const strange = tags.find((tag) => !allowed.includes(tag.toLowerCase()))
  if (strange !== undefined) throw new Error(`<${strange}> in ${html}`)
  return decode(html.replace(/<[^>]*>/g, ''))
}

/**
 * What GitHub makes live in text that it has decoded: mentions, references, commits, addresses and emoji. Where it is not
 * known whether a letter before counts as the edge of a word, it does.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function liveParts(text: string): readonly string[] {
  const patterns = [
    /(?<![a-z\d])@[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:\/[\w-]+)?/gi,
    /[\w.+-]+@(?:[0-9a-f]{7,40}\b|[\w-]+\.[\w.-]+)/gi,
    /(?:[\w-]+(?:\/[\w.-]+)?)?#\d+/g,
    /(?<![a-z\d])GH-\d+/gi,
    /(?<![a-z\d])[0-9a-f]{7,40}(?![a-z\d])/gi,
    /(?:https?|ftp):\/\/[^\s<]/gi,
    /(?:mailto|xmpp):[^\s@]+@\w/gi,
    /www\.[^\s<]/gi,
    /:[\w+-]+:/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found))
}

/** Zero-width spaces take the power from text; a reader does not see them. */
export function withoutZeroWidth(text: string): string {
  return text.replaceAll('\u200B', '')
}

function decode(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return html
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot);/g, (_, name) => named[name]!)
}
