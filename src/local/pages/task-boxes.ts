import type { Element, Nodes } from 'hast'
import type { ListItem, Nodes as MarkdownNodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** A box of a task list: where in the text the character between its brackets is. */
interface Box {
  readonly item: ListItem
  readonly at: number
}

/** The boxes of a text in the order in which they stand. */
export function findBoxes(text: string, markdown: MarkdownNodes): Box[] {
  return itemsIn(markdown).flatMap((item) => {
    const start = item.position?.start.offset ?? 0
    const found = /\[[ \txX\r\n]\]/.exec(text.slice(start))
    return found === null ? [] : [{ item, at: start + found.index + 1 }]
  })
}

function itemsIn(node: MarkdownNodes): ListItem[] {
  const own = node.type === 'listItem' && typeof node.checked === 'boolean' ? [node] : []
  return 'children' in node ? [...own, ...node.children.flatMap(itemsIn)] : own
}

/** The text with its box of that index ticked or not; undefined where it has no such box. */
export function tickBox(text: string, index: number, isTicked: boolean): string | undefined {
  const markdown = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const box = findBoxes(text, markdown)[index]
  return box && `${text.slice(0, box.at)}${isTicked ? 'x' : ' '}${text.slice(box.at + 1)}`
}

/** Numbers the boxes so that they are known again among tags that a text may hold; nobody can guess the mark. */
export function markBoxes(boxes: readonly Box[], mark: string): void {
  for (const [index, { item }] of boxes.entries()) {
    item.data = { ...item.data, hProperties: { dataBox: `${mark} ${index}` } }
  }
}

/** Makes buttons of marked boxes, for the form with that id. Others stay pictures of boxes. */
export function showBoxes(node: Nodes, mark: string, form: string | undefined): void {
  if (!('children' in node)) return
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const [given, index = ''] = String(child.properties.dataBox ?? '').split(' ')
    delete child.properties.dataBox
    if (child.tagName === 'li' && given === mark) showBox(child, index, form)
    showBoxes(child, mark, form)
  }
}

function showBox(item: Element, index: string, form: string | undefined): void {
  const box = boxIn(item)
  if (box === undefined) return
  const isTicked = box.properties.checked === true
  const name = wordsOf(item).trim().slice(0, 100)
  if (form === undefined) {
    Object.assign(box.properties, { ariaLabel: name || 'Task' })
    return
  }
  Object.assign(box, {
    tagName: 'button',
    properties: {
      ...{ type: 'submit', form, name: 'box', value: `${index}:${isTicked ? 'off' : 'on'}`, className: ['tick'] },
      ...{ id: `${form}-${index}`, role: 'checkbox', ariaChecked: String(isTicked), ariaLabel: name || 'Task' },
    },
  })
}

/** GFM puts it first in the item, or first in the item's first paragraph. */
function boxIn(item: Element): Element | undefined {
  const first = item.children.find((child) => child.type === 'element')
  if (first?.tagName === 'input') return first
  if (first?.tagName !== 'p') return undefined
  return first.children.find((child) => child.type === 'element' && child.tagName === 'input') as Element | undefined
}

function wordsOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(wordsOf).join('') : ''
}
