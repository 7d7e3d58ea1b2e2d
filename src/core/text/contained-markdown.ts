import { withoutMarkers } from '../records/managed-part.ts'
import { type BlockOfText, containTags, mayBeginTag, type TextLine } from './contained-tags.ts'
import { plainText, printable, quietMarkdown, zeroWidthSpace } from './inert.ts'

/** Markdown of a phase file, as it may stand within a text of ours: it notifies nobody, and what follows it is shown as without it. */
export function fileMarkdown(text: string): string {
  return withoutMarkers(quietMarkdown(containMarkdown(printable(text))))
}

/** The same for one line behind words of ours, where nothing but HTML can reach further. */
export function fileLine(text: string): string {
  const line = plainText(text)
  const block: BlockOfText = { lines: [{ text: line, isSure: true, depth: 0 }], isHtml: false }
  return withoutMarkers(quietMarkdown(mayBeginTag.test(line) ? containTags([block])[0]!.join('\n') : line))
}

const risky = /<[a-z/!?]|`{3}|~{3}/i

/**
 * What a fence, a comment or an element leaves open would take in all that follows. A fence at the beginning of a line is
 * closed at the end of the text; everything else of which it is not certain that it ends here loses its power to a zero-width
 * space. What stands in a list or a quote ends with it.
 */
function containMarkdown(text: string): string {
  if (!risky.test(text)) return text
  const blocks = blocksOf(text.replace(/\r\n?/g, '\n').split('\n'))
  const texts = containTags(blocks.filter((block) => 'isHtml' in block))
  return blocks.flatMap((block) => ('isHtml' in block ? texts.shift()! : block.kept)).join('\n')
}

/** Lines that pass as they are, or lines of text without an empty one between. */
type Block = BlockOfText | { readonly kept: readonly string[] }

/** Fences and comments that may turn out not to end: each costs a look at the rest of the text. */
const mostTries = 100

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let text: TextLine[] = []
  let isHtml = false
  /** Columns where the contents of the open list items begin. */
  let items: readonly number[] = []
  let tries = mostTries
  const endText = () => {
    // The definition of a link or a footnote shows nowhere, or elsewhere; a cell of a table is a world of its own.
    const isElsewhere = text.some(({ text: line }) => line.includes(']:') || delimiters.test(line))
    const lines = isElsewhere ? text.map((line) => ({ ...line, isSure: false })) : text
    if (text.length > 0) blocks.push({ lines, isHtml })
    text = []
    isHtml = false
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (isBlank(line)) {
      endText()
      blocks.push({ kept: [line] })
      continue
    }
    const place = placeOf(line, items, text.length > 0, isHtml)
    items = place.items
    const run = fence.exec(place.content)?.[0]
    const kept = isHtml || tries === 0 ? undefined : keptFrom(lines, at, place, run)
    if (kept !== undefined) {
      endText()
      blocks.push({ kept })
      at += kept.length - 1
      continue
    }
    if (run !== undefined || place.content.startsWith('<!--')) tries = Math.max(0, tries - 1)
    isHtml ||= beginsHtml.test(place.content)
    const dead = run === undefined ? line : `${line.slice(0, -place.content.length)}${zeroWidthSpace}${place.content}`
    text.push({ text: dead, isSure: place.isSure, depth: items.at(-1) ?? 0 })
  }
  endText()
  return blocks
}

const fence = /^(?:`{3,}(?=[^`]*$)|~{3,})/
const beginsHtml = /^[> ]*<(?![a-z][a-z0-9+.-]{1,31}:)[a-z/!?]/i

/** The line below the head of a table. */
const delimiters = /^(?=.*-)(?=.*[|:])[-:|>+*\d.) \t]+$/

function isBlank(line: string): boolean {
  return /^[ \t>]*$/.test(line)
}

interface Place {
  /** What follows indentation and markers of lists. */
  readonly content: string
  /** Column where it begins. */
  readonly column: number
  readonly items: readonly number[]
  /** Whether it is certainly no code by its indentation, and in no quote. */
  readonly isSure: boolean
}

const marker = /^(?:[-+*]|(\d{1,9})[.)]) {1,4}(?=\S)/
const rule = /^([-*_])(?:[ \t]*\1){2,}[ \t]*$/

function placeOf(line: string, open: readonly number[], isBehindText: boolean, isHtml: boolean): Place {
  const indentation = indentationOf(line)
  const items = open.filter((item) => item <= indentation)
  let column = indentation
  let content = line.trimStart()
  const isSure = indentation - (items.at(-1) ?? 0) <= 3
  if (!isSure || isHtml || rule.test(content)) return { content, column, items, isSure }
  const first = marker.exec(content)
  const canBegin = !isBehindText || open.length > 0 || first?.[1] === undefined || first[1] === '1'
  for (let found = canBegin ? first : null; found !== null; found = marker.exec(content)) {
    column += found[0].length
    content = content.slice(found[0].length)
    items.push(column)
  }
  return { content, column, items, isSure: !content.startsWith('>') && !/^[ \t]/.test(content) }
}

function indentationOf(line: string): number {
  let column = 0
  for (const character of line) {
    if (character === ' ') column += 1
    else if (character === '\t') column += 4 - (column % 4)
    else break
  }
  return column
}

/** The lines from here on that are surely a fence or a comment and its end. */
function keptFrom(
  lines: readonly string[],
  at: number,
  place: Place,
  run: string | undefined,
): readonly string[] | undefined {
  if (run !== undefined && place.isSure) {
    return place.column === 0 ? wholeFence(lines, at, run) : innerFence(lines, at, run, place.column)
  }
  return lines[at]!.startsWith('<!--') ? wholeComment(lines, at) : undefined
}

/** At the beginning of a line it stands in no list and no quote, whatever is before it: it goes on until it is closed. */
function wholeFence(lines: readonly string[], at: number, run: string): readonly string[] {
  const closing = new RegExp(`^ {0,3}${run[0]}{${run.length},}[ \\t]*$`)
  const rest = lines.slice(at)
  const end = rest.findIndex((line, place) => place > 0 && closing.test(line))
  return end === -1 ? [...rest, run] : rest.slice(0, end + 1)
}

/** It may belong to a list: so each of its lines has to be indented as much, and the last one just as much. */
function innerFence(lines: readonly string[], at: number, run: string, column: number): readonly string[] | undefined {
  const closing = new RegExp(`^[ \\t]*${run[0]}{${run.length},}[ \\t]*$`)
  for (let end = at + 1; end < lines.length; end++) {
    const line = lines[end]!
    if (/^[ \t]*$/.test(line)) continue
    const indentation = indentationOf(line)
    if (indentation < column) return undefined
    if (indentation === column && closing.test(line)) return lines.slice(at, end + 1)
  }
  return undefined
}

/** From the beginning of a line to the end of one. */
function wholeComment(lines: readonly string[], at: number): readonly string[] | undefined {
  const rest = lines.slice(at)
  const end = rest.findIndex((line) => line.includes('-->'))
  if (end === -1) return undefined
  const comment = rest.slice(0, end + 1)
  return /^<!--(?!-?>)(?:(?!--!?>)[\s\S])*-->[ \t]*$/.test(comment.join('\n')) ? comment : undefined
}
