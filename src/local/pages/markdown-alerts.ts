import type { Element, ElementContent, Nodes } from 'hast'

const titles: Readonly<Record<string, string>> = {
  NOTE: 'Note',
  TIP: 'Tip',
  IMPORTANT: 'Important',
  WARNING: 'Warning',
  CAUTION: 'Caution',
}

/** A quotation that begins with a line such as `[!NOTE]` is GitHub's alert. Only at the top, as there. */
export function makeAlerts(root: Nodes): void {
  if (!('children' in root)) return
  for (const child of root.children) if (child.type === 'element' && child.tagName === 'blockquote') makeAlert(child)
}

function makeAlert(quote: Element): void {
  const paragraph = quote.children.find((child) => child.type === 'element')
  const first = paragraph?.tagName === 'p' ? paragraph.children[0] : undefined
  if (paragraph === undefined || first?.type !== 'text') return
  const [whole, kind = ''] = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i.exec(first.value) ?? []
  const title = titles[kind.toUpperCase()]
  if (whole === undefined || title === undefined) return
  first.value = first.value.slice(whole.length)
  const next = paragraph.children[1]
  const isLine = first.value === '' && next?.type === 'element' && next.tagName === 'br'
  if (isLine) paragraph.children.splice(0, 2)
  const [line] = paragraph.children
  if (line?.type === 'text') line.value = line.value.replace(/^\n/, '')
  const heading: ElementContent = {
    type: 'element',
    tagName: 'p',
    properties: { className: ['alert-title'] },
    children: [{ type: 'text', value: title }],
  }
  Object.assign(quote, { tagName: 'div', properties: { className: ['alert', `alert-${kind.toLowerCase()}`] } })
  quote.children.unshift(heading)
}
