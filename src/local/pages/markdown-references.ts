import type { Element, ElementContent, Nodes } from 'hast'

/** An issue or pull request that a text may refer to. */
export interface Referred {
  readonly number: number
  readonly title: string
  readonly href: string
  /** Class and word of its state: `open`, `done`, `dropped`, `merged`. */
  readonly state: string
}

export interface References {
  /** `owner/name` of this repository. */
  readonly repository: string
  /** Addresses under which pages of this repository are known, without a slash at the end. */
  readonly bases: readonly string[]
  /** Where they are here. */
  readonly home: string
  readonly issue: (number: number) => Referred | undefined
  readonly isUser: (login: string) => boolean
}

/** Mentions become bold and references become links, where there is somebody or something; never in code or in links. */
export function linkReferences(node: Nodes, references: References): void {
  if (!('children' in node)) return
  node.children = node.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return linkText(child.value, references)
    if (child.type !== 'element') return []
    if (child.tagName === 'a') linkAddress(child, references)
    else if (child.tagName !== 'code' && child.tagName !== 'pre') linkReferences(child, references)
    return [child]
  })
}

const pattern =
  /(?<![\w/`@#&])(?:@([a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?)|((?:[\w.-]+\/[\w.-]+)?)#(\d{1,9}))(?![\w-])/gi

function linkText(text: string, references: References): ElementContent[] {
  const parts: ElementContent[] = []
  let end = 0
  for (const found of text.matchAll(pattern)) {
    const [whole, login, repository, number] = found
    const live =
      login === undefined ? referenceOf(whole, repository, Number(number), references) : mentionOf(login, references)
    if (live === undefined) continue
    if (found.index > end) parts.push({ type: 'text', value: text.slice(end, found.index) })
    parts.push(live)
    end = found.index + whole.length
  }
  return end === 0 && parts.length === 0 ? [{ type: 'text', value: text }] : [...parts, ...rest(text.slice(end))]
}

const rest = (value: string): ElementContent[] => (value === '' ? [] : [{ type: 'text', value }])

function mentionOf(login: string, { isUser }: References): Element | undefined {
  if (!isUser(login)) return undefined
  const children: ElementContent[] = [{ type: 'text', value: `@${login}` }]
  return { type: 'element', tagName: 'b', properties: { className: ['mention'] }, children }
}

function referenceOf(words: string, repository: string | undefined, number: number, references: References) {
  if (repository && repository.toLowerCase() !== references.repository.toLowerCase()) return undefined
  const issue = references.issue(number)
  if (issue === undefined) return undefined
  const link: Element = { type: 'element', tagName: 'a', properties: {}, children: [{ type: 'text', value: words }] }
  dress(link, issue)
  return link
}

function dress(link: Element, { href, title, state }: Referred): void {
  Object.assign(link.properties, { href, title: `${title} (${state})`, className: ['reference', `is-${state}`] })
}

/** A link to a page of this repository leads to the page here, whichever address it was written with. */
function linkAddress(link: Element, { bases, home, issue }: References): void {
  const href = String(link.properties.href ?? '')
  const base = bases.find((each) => href === each || href.startsWith(`${each}/`))
  if (base === undefined) return
  const tail = href.slice(base.length)
  link.properties.href = home + tail
  const number = /^\/(?:issues|pull)\/(\d+)$/.exec(tail)?.[1]
  const found = number === undefined ? undefined : issue(Number(number))
  if (found === undefined) return
  const [only] = link.children
  const isBare =
    link.children.length === 1 && only?.type === 'text' && (only.value === href || /^#\d+$/.test(only.value))
  if (!isBare) return
  dress(link, found)
  link.children = [{ type: 'text', value: `#${found.number}` }]
}
