import type { Element, ElementContent, Nodes, Root } from 'hast'
import { raw } from 'hast-util-raw'
import { defaultSchema, type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { Nodes as MarkdownNodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'
import { makeAlerts } from './markdown-alerts.ts'
import { linkReferences, type References } from './markdown-references.ts'
import { findBoxes, markBoxes, showBoxes } from './task-boxes.ts'

export interface MarkdownOptions {
  /** Sets the ids in this text apart from those in other texts of the page. */
  readonly scope: string
  /** In a comment a line ends where it ends; in a file only a paragraph does. */
  readonly breaks: boolean
  readonly references: References
  /** Id of the form that takes the ticks; without one, boxes cannot be ticked. */
  readonly form: string | undefined
}

/** Markdown with HTML in it, as HTML of which GitHub too lets nothing act. */
export function renderMarkdown(text: string, options: MarkdownOptions): string {
  const markdown = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  if (options.breaks) breakLines(markdown)
  const mark = crypto.randomUUID()
  markBoxes(findBoxes(text, markdown), mark)
  const prefix = `text-${options.scope}-`
  const live = toHast(markdown, { allowDangerousHtml: true, clobberPrefix: '' })
  const clean = sanitize(raw(live), schemaWith(prefix)) as Root
  showBoxes(clean, mark, options.form)
  makeAlerts(clean)
  linkReferences(clean, options.references)
  tidy(clean, prefix)
  return toHtml(clean)
}

/** GitHub's own list, without what would fetch something, and with our mark of boxes. */
function schemaWith(clobberPrefix: string): Schema {
  const { attributes, tagNames } = defaultSchema
  return {
    ...defaultSchema,
    clobberPrefix,
    tagNames: tagNames?.filter((name) => name !== 'source' && name !== 'picture') ?? [],
    attributes: {
      ...attributes,
      '*': (attributes?.['*'] ?? []).filter((name) => !unwanted.has(String(name))),
      li: [...(attributes?.li ?? []), 'dataBox'],
    },
  }
}

/** They would move the keyboard's focus about, or stand for a form that is not there. */
const unwanted = new Set(['tabIndex', 'accessKey', 'action', 'method', 'encType', 'open'])

function breakLines(node: MarkdownNodes): void {
  if (!('children' in node)) return
  for (const child of node.children) breakLines(child)
  const children: MarkdownNodes[] = node.children.flatMap((child): MarkdownNodes[] => {
    if (child.type !== 'text' || !child.value.includes('\n')) return [child]
    return child.value
      .split('\n')
      .flatMap((value, at) => [...(at === 0 ? [] : [{ type: 'break' } as const]), { type: 'text', value }])
  })
  Object.assign(node, { children })
}

/** Pictures become words, since nothing is fetched; what is wide can be scrolled to by keyboard; anchors lead to where they are. */
function tidy(node: Nodes, prefix: string): void {
  if (!('children' in node)) return
  node.children = node.children.map((child) => {
    if (child.type !== 'element') return child
    tidy(child, prefix)
    if (child.tagName === 'img') return pictureAsWords(child)
    if (child.tagName === 'table') return scrolling(child)
    if (child.tagName === 'a') tidyLink(child, prefix)
    return child
  }) as ElementContent[]
}

function tidyLink(link: Element, prefix: string): void {
  const href = String(link.properties.href ?? '')
  if (href.startsWith('#')) link.properties.href = `#${prefix}${href.slice(1)}`
  else if (/^(?:[a-z]+:|\/\/)/i.test(href)) link.properties.rel = ['nofollow', 'noopener', 'noreferrer']
}

function pictureAsWords({ properties }: Element): Element {
  const words = `Picture: ${String(properties.alt || properties.src || 'without a name')}`
  const title = 'Pictures are not loaded: nothing here asks another machine for anything.'
  return { type: 'element', tagName: 'span', properties: { className: ['picture'], title }, children: [textOf(words)] }
}

const textOf = (value: string) => ({ type: 'text', value }) as const

function scrolling(table: Element): Element {
  const properties = { className: ['scroll'], tabIndex: 0, role: 'group', ariaLabel: 'Table' }
  return { type: 'element', tagName: 'div', properties, children: [table] }
}
