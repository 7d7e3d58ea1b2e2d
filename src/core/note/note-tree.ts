import MarkdownIt, { type Token } from 'markdown-it'
import { plainText } from '../text/inert.ts'

/** A heading with what stands below it, an item of a list, a paragraph, or a table, of which only the place is kept. */
export interface NoteNode {
  readonly kind: 'section' | 'item' | 'paragraph' | 'table'
  /** Each on one line, without Markdown. Of an item only what stands before its first hard break; empty for a table. */
  readonly lines: readonly NoteLine[]
  /** Whether the whole text is bold. */
  readonly isBold: boolean
  /** Of a checkbox at the beginning of an item. */
  readonly tick: 'open' | 'done' | undefined
  /** First line in the note, from 1. */
  readonly line: number
  /** Last line, from 1. */
  readonly end: number
  readonly children: readonly NoteNode[]
}

export interface NoteLine {
  readonly text: string
  /** In the note, from 1. */
  readonly line: number
}

/** A longer line is cut: it holds no pattern, and searching it would cost the square of its length. */
const mostCharacters = 1000

// Of a line only what is written in it is asked for, so no links are looked up, and nothing is made of addresses.
const blocks = new MarkdownIt('commonmark')
blocks.core.ruler.enableOnly(['normalize', 'block'])
blocks.block.ruler.enable(['table'])
blocks.block.ruler.disable(['reference'])
const inline = new MarkdownIt('commonmark').enable(['strikethrough'])

interface OpenNode {
  readonly kind: NoteNode['kind']
  readonly level: number
  readonly line: number
  end: number
  lines: readonly NoteLine[]
  isBold: boolean
  tick: NoteNode['tick']
  readonly children: OpenNode[]
}

/** The note as a tree, headings above what follows them. Code, quotes and HTML are left out. */
export function noteTree(markdown: string): readonly NoteNode[] {
  const root = openNode('section', 0, [0, 0])
  const open = [root]
  const tokens = blocks.parse(markdown, {})
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.type === 'blockquote_open' || token.type === 'table_open') {
      if (token.type === 'table_open') add(open, openNode('table', 0, token.map!))
      at = endOf(tokens, at)
    } else if (token.type === 'heading_open') {
      openSection(open, token)
    } else if (token.type === 'list_item_open') {
      open.push(add(open, openNode('item', 0, token.map!)))
    } else if (token.type === 'list_item_close') {
      open.pop()
    } else if (token.type === 'inline') {
      setText(open, tokens[at - 1]!, token)
    }
  }
  return root.children
}

function openNode(kind: NoteNode['kind'], level: number, [from, to]: readonly [number, number]): OpenNode {
  return { kind, level, line: from + 1, end: to, lines: [], isBold: false, tick: undefined, children: [] }
}

function add(open: readonly OpenNode[], node: OpenNode): OpenNode {
  open.at(-1)!.children.push(node)
  return node
}

/** A heading inside a list is none of the note's. */
function openSection(open: OpenNode[], token: Token): void {
  if (open.at(-1)!.kind === 'item') return
  const level = Number(token.tag.slice(1))
  while (open.length > 1 && open.at(-1)!.level >= level) open.pop()
  open.push(add(open, openNode('section', level, token.map!)))
}

/** The place of the token that closes what one opens. */
function endOf(tokens: readonly Token[], opening: number): number {
  let depth = 0
  for (let at = opening; at < tokens.length; at++) {
    depth += tokens[at]!.nesting
    if (depth === 0) return at
  }
  return tokens.length
}

function setText(open: readonly OpenNode[], opening: Token, token: Token): void {
  const parent = open.at(-1)!
  const isHeading = opening.type === 'heading_open' && parent.kind === 'section'
  const isItem = parent.kind === 'item' && parent.lines.length === 0 && parent.children.length === 0
  const node = isHeading || isItem ? parent : add(open, openNode('paragraph', 0, token.map!))
  const tick = isItem ? /^\[([ xX])\][ \t\n]+/.exec(token.content) : null
  node.tick = tick === null ? undefined : tick[1] === ' ' ? 'open' : 'done'
  const content = token.content.slice(tick?.[0].length ?? 0)
  const { lines, isBold } = readLines(content, token.map![0] + 1)
  node.isBold = isBold
  node.lines = node.kind === 'paragraph' ? lines : joined(lines)
}

/** An item and a heading are one line, however they are wrapped, up to a hard break. */
function joined(lines: readonly BrokenLine[]): readonly NoteLine[] {
  const hard = lines.findIndex(({ isHard }) => isHard)
  const own = hard === -1 ? lines : lines.slice(0, hard + 1)
  const text = own.map((line) => line.text).join(' ')
  return [{ text: plainText(text).slice(0, mostCharacters), line: own[0]!.line }]
}

interface BrokenLine extends NoteLine {
  /** Whether the break behind it is one that is shown. */
  readonly isHard: boolean
}

/** Characters that make Markdown of a text, line breaks among them. */
const marks = /[\\`*_[\]<>&!~\n]/

function readLines(content: string, line: number): { lines: readonly BrokenLine[]; isBold: boolean } {
  const text = content.length > mostCharacters && !content.includes('\n') ? content.slice(0, mostCharacters) : content
  if (!marks.test(text)) return { lines: [{ text: plainText(text), line, isHard: false }], isBold: false }
  if (text.length > mostCharacters) return { lines: rawLines(text, line), isBold: false }
  const children = inline.parseInline(text, {})[0]!.children ?? []
  return { lines: brokenLines(children, line), isBold: isAllBold(children) }
}

/** A paragraph too long to be worth parsing: its lines as they are, apart from stars and backticks. */
function rawLines(content: string, line: number): readonly BrokenLine[] {
  return content.split('\n').map((text, at) => ({
    text: plainText(text.slice(0, mostCharacters).replace(/[*`]/g, '')),
    line: line + at,
    isHard: false,
  }))
}

function brokenLines(children: readonly Token[], line: number): readonly BrokenLine[] {
  const lines: BrokenLine[] = []
  let text = ''
  for (const child of children) {
    if (child.type === 'softbreak' || child.type === 'hardbreak') {
      lines.push({ text: plainText(text), line: line + lines.length, isHard: child.type === 'hardbreak' })
      text = ''
    } else if (child.type !== 'html_inline') text += child.content
  }
  return [...lines, { text: plainText(text), line: line + lines.length, isHard: false }]
}

function isAllBold(children: readonly Token[]): boolean {
  const shown = children.filter(({ type, content }) => type !== 'text' || content.trim() !== '')
  const isOne = shown.filter(({ type, level }) => type === 'strong_open' && level === 0).length === 1
  return isOne && shown[0]!.type === 'strong_open' && /^:?$/.test(behindBold(shown))
}

function behindBold(shown: readonly Token[]): string {
  const end = shown.findIndex(({ type, level }) => type === 'strong_close' && level === 0)
  return shown
    .slice(end + 1)
    .map(({ content }) => content.trim())
    .join('')
}
