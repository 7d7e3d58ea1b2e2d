import { splitCode, zeroWidthSpace } from './inert.ts'

/** A line of Markdown, as far as its HTML is concerned. */
export interface TextLine {
  readonly text: string
  /** Whether it certainly shows here, and is no code by its indentation. */
  readonly isSure: boolean
  /** Column where the contents of the innermost list item begin; 0 outside of lists. */
  readonly depth: number
}

/** Lines without an empty one between. */
export interface BlockOfText {
  readonly lines: readonly TextLine[]
  /** Whether one of them may begin a block of raw HTML, in which Markdown means nothing. */
  readonly isHtml: boolean
}

interface Tag {
  readonly at: number
  readonly end: number
  readonly kind: 'opening' | 'closing' | 'whole' | 'unclear'
  /** In lower case. */
  readonly name: string
  readonly line: TextLine
  readonly block: BlockOfText
}

export const mayBeginTag = /<[a-z/!?]/i

/** More of them than anybody writes by hand. */
const mostTags = 1000

/**
 * The lines of each block, in which every tag without its counterpart is mere text: a zero-width space behind its `<` takes
 * the power from it, and shows neither in text nor in code.
 */
export function containTags(blocks: readonly BlockOfText[]): string[][] {
  const count = blocks.reduce((sum, { lines }) => sum + lines.reduce((own, { text }) => own + countTags(text), 0), 0)
  if (count > mostTags) return blocks.map(({ lines }) => lines.map(({ text }) => deaden(text)))
  const tags = blocks.map((block) => tagsOf(block))
  const kept = keptTags(tags.flat())
  return blocks.map(({ lines }, at) =>
    lines.map(({ text }, row) =>
      tags[at]![row]!.filter((tag) => !kept.has(tag)).reduceRight(
        (line, { at: from, end }) => line.slice(0, from) + deaden(line.slice(from, end)) + line.slice(end),
        text,
      ),
    ),
  )
}

function countTags(text: string): number {
  return text.match(/<[a-z/!?]/gi)?.length ?? 0
}

/** Once a comment or an attribute is mere text, so is what seemed to be a tag in it. */
function deaden(text: string): string {
  return text.replace(/^<(?!\u200B)|<(?=[a-z/!?])/gi, `<${zeroWidthSpace}`)
}

/** Of lines that may be code a tag is kept only if it ends there as well: whichever they are, nothing stays open. */
function keptTags(lines: readonly (readonly Tag[])[]): ReadonlySet<Tag> {
  const all = lines.flat()
  const unsure = lines.filter((own) => own[0]?.line.isSure === false)
  return new Set([...pairsOf(all.filter(({ line }) => line.isSure)), ...unsure.flatMap(pairsOf)])
}

const attribute = /\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?/.source
const autolink = /<[a-z][a-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+>/.source
const comment = /<!--(?!-?>)(?:(?!--!?>).)*-->/.source
const anyTag = new RegExp(
  `(?<link>${autolink})|(?<comment>${comment})|<(?<opening>[a-z][a-z0-9-]*)(?:${attribute})*\\s*/?>|</(?<closing>[a-z][a-z0-9-]*)\\s*>|<(?=[a-z/!?])`,
  'gi',
)

/** The tags of each line, apart from those in code. Where backticks do not pair on each line, or may mean nothing, none is clear. */
function tagsOf(block: BlockOfText): readonly (readonly Tag[])[] {
  if (!block.lines.some(({ text }) => mayBeginTag.test(text))) return block.lines.map(() => [])
  const { pieces, isPaired } = splitCode(block.lines.map(({ text }) => text))
  return block.lines.map((line, row) => {
    let before = 0
    return pieces[row]!.flatMap((piece, at) => {
      const start = before
      before += piece.length
      const isCode = at % 2 === 1
      if (isCode && isPaired && !block.isHtml) return []
      return [...piece.matchAll(anyTag)].map((found) => tagOf(found, start, line, block, isPaired && !isCode))
    })
  })
}

const always = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
/** What they hold is no HTML, or they are the page's own. GitHub shows or drops them, whatever is in them. */
const never = new Set(
  'script style textarea title xmp iframe noembed noframes plaintext noscript template select svg math html head body frameset frame'.split(
    ' ',
  ),
)

function tagOf(found: RegExpExecArray, start: number, line: TextLine, block: BlockOfText, isClear: boolean): Tag {
  const { link, comment: whole, opening, closing } = found.groups!
  const name = (opening ?? closing ?? '').toLowerCase()
  const at = start + found.index
  const kind = () => {
    if (!isClear || never.has(name) || isEscaped(line.text, at)) return 'unclear'
    if (whole !== undefined || (link !== undefined && !block.isHtml) || always.has(name)) return 'whole'
    return opening !== undefined ? 'opening' : closing !== undefined ? 'closing' : 'unclear'
  }
  return { at, end: at + found[0].length, kind: kind(), name, line, block }
}

/** Markdown takes a backslash before a `<` for its escape, raw HTML does not. */
function isEscaped(text: string, at: number): boolean {
  return text[at - 1] === '\\'
}

/** Elements that end with the one around them, if that is one of these. */
const endedBy: ReadonlyMap<string, RegExp> = new Map([
  ...['td', 'th', 'tr', 'thead', 'tbody', 'tfoot'].map((name) => [name, /^table$/] as const),
  ...['dt', 'dd'].map((name) => [name, /^dl$/] as const),
  ['li', /^[uo]l$/],
  ['p', /^(?:blockquote|details|div)$/],
])

/** Tags that are whole by themselves, and those of elements that begin and end. */
function pairsOf(tags: readonly Tag[]): readonly Tag[] {
  const kept: Tag[] = []
  const open: Tag[] = []
  for (const tag of tags) {
    if (tag.kind === 'whole') kept.push(tag)
    if (tag.kind === 'opening') open.push(tag)
    if (tag.kind !== 'closing') continue
    const at = open.findLastIndex((other) => isClosedBy(other, tag))
    if (at === -1) continue
    const [begin, ...inside] = open.splice(at)
    kept.push(begin!, ...inside.filter(({ name }) => endedBy.get(name)?.test(tag.name)), tag)
  }
  return kept
}

/** What begins in the item of a list ends with it. After `<pre>` Markdown means nothing, also after an empty line. */
function isClosedBy(opening: Tag, closing: Tag): boolean {
  if (opening.name !== closing.name || opening.line.depth !== closing.line.depth) return false
  return opening.name !== 'pre' || opening.block === closing.block
}
