import { fromMarkdown } from 'mdast-util-from-markdown'

/** Source of a block that stands in no list and in no quote, as offsets from the beginning of the comment. */
export interface Block {
  /**
   * `text`: a paragraph, or a heading that is underlined. `html`: raw HTML. `unread`: a list or a quote that is longer than
   * is worth parsing; it may also hold what follows such a list or quote without an empty line.
   */
  readonly kind: 'text' | 'html' | 'unread'
  readonly from: number
  readonly to: number
}

type Node = ReturnType<typeof fromMarkdown>['children'][number]

/** Characters that are parsed at a time: some things take the parser the square of their length. */
const oneTime = 2048

/** What is inside a paragraph, which this file does not ask for, and which alone can cost seconds. */
const inline = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
]
const options = { extensions: [{ disable: { null: inline } }] }

/**
 * The blocks of a comment in which a command, or HTML around one, can stand, in order; others are left out.
 *
 * A Markdown block is settled as soon as another one follows it. So the comment is parsed piece by piece, each of which begins
 * with the last block of the piece before. A block that alone is longer than a piece is parsed in longer ones,
 * apart from a list or a quote, whose end can be seen without a parser.
 */
export function* rootBlocks(markdown: string): Generator<Block> {
  let from = 0
  let size = oneTime
  while (from < markdown.length) {
    const to = afterLine(markdown, from + size)
    const piece = markdown.slice(from, to)
    const nodes = fromMarkdown(shallow(piece), options).children
    const open = to < markdown.length ? takeOpen(nodes) : []
    const last = open.at(-1)
    yield* nodes.flatMap((node) => blockOf(node, piece, from))
    const isAlone = last !== undefined && nodes.length === 0
    size = isAlone ? 2 * (to - from) : oneTime
    if (!isAlone) from = last === undefined ? to : from + startOfLine(piece, open[0]!)
    else if (last.type === 'list' || last.type === 'blockquote') {
      const end = endOfContainer(markdown, from)
      yield { kind: 'unread', from, to: end }
      from = end
      size = oneTime
    }
  }
}

/** Takes off the last block and the definitions before it: a line right after a definition can be the beginning of less than after nothing. */
function takeOpen(nodes: Node[]): Node[] {
  const settled = nodes.slice(0, -1).findLastIndex(({ type }) => type !== 'definition') + 1
  return nodes.splice(settled)
}

function blockOf(node: Node, piece: string, from: number): Block[] {
  const place = { from: from + node.position!.start.offset!, to: from + node.position!.end.offset! }
  if (node.type === 'html') return [{ kind: 'html', ...place }]
  const isText = node.type === 'paragraph' || (node.type === 'heading' && piece[node.position!.start.offset!] !== '#')
  return isText ? [{ kind: 'text', ...place }] : []
}

/** The parser leaves indentation out, but it counts when a block is parsed again. */
function startOfLine(piece: string, { position }: Node): number {
  const before = position!.start.offset! - 1
  return Math.max(piece.lastIndexOf('\n', before), piece.lastIndexOf('\r', before)) + 1
}

/** Where the line after the one at an offset begins. */
function afterLine(markdown: string, offset: number): number {
  const end = /\r\n|\r|\n/g
  end.lastIndex = offset
  return end.test(markdown) ? end.lastIndex : markdown.length
}

const bullet = /[-+*](?=[ \t\r\n]|$)|\d{1,9}[.)]/.source
const mark = `(?:[ \\t]*(?:>|${bullet}))`
// Nothing but dashes or stars is a line across the page.
const deepMarks = new RegExp(`((?:^|[\\r\\n])(?=[^\\r\\n]*[^-*\\s])${mark}{50})(${mark}+)`, 'g')

/** Takes the marks of lists and quotes inside of each other, from the 51st of a line on, for mere letters. */
function shallow(piece: string): string {
  return piece.replace(deepMarks, (_, kept: string, deep: string) => `${kept}${'x'.repeat(deep.length)}`)
}

const emptyLine = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r(?!\n))/.source

/** An empty line, and then one without indentation or marker, ends every list and quote, whatever is open inside of it. */
function endOfContainer(markdown: string, from: number): number {
  const end = new RegExp(`${emptyLine}(?=\\S)(?!>|${bullet})`, 'g')
  end.lastIndex = from
  return end.test(markdown) ? end.lastIndex : markdown.length
}
