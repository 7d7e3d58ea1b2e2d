import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Command, Mistake } from './command.ts'
import { afterHtml, conceals, noHtml, type OpenHtml } from './open-html.ts'
import { beginning, readCommand } from './read-command.ts'
import { rootBlocks } from './root-blocks.ts'

/** A line that is a command if it stands in plain text. */
interface Line {
  /** Offset of its slash. */
  readonly at: number
  readonly said: string
  readonly command: Command
}

const mostCommands = 20

/** Most signs of links, code, HTML and emphasis in the paragraphs with commands: the parser may take the square of their number. */
const mostSigns = 3000

/**
 * The commands of a comment, in order, at most 20. Each begins a line of a paragraph that stands in no list and no quote, and
 * is not inside code, HTML, a link or emphasis. Where that would take long to tell, a mistake stands for the commands.
 */
export function findCommands(markdown: string): readonly Command[] {
  // The parser leaves this character out at the beginning of what it is given, and counts offsets without it.
  const text = markdown.replace(/^\uFEFF/, '').replaceAll('\uFEFF', '\u200B')
  const lines = commandLines(text)
  const found: Command[] = []
  let html = noHtml
  let signs = 0
  let next = 0
  if (lines.length === 0) return found
  for (const { kind, from, to } of rootBlocks(text)) {
    const start = next
    while (lines[next] !== undefined && lines[next]!.at < to) next++
    const inside = lines.slice(start, next).filter(({ at }) => at >= from)
    const source = text.slice(from, to)
    if (kind === 'html') html = afterHtml(html, source)
    if (kind === 'html' || inside.length === 0) continue
    signs += source.match(/[!&*<[\\\]_`]/g)?.length ?? 0
    if (kind === 'text' && signs <= mostSigns) {
      const plain = plainLines(source, from, inside, html)
      html = plain.html
      found.push(...plain.lines.map(({ command }) => command))
    } else if (!conceals(html)) found.push(unclear(inside[0]!))
    if (found.length >= mostCommands || next === lines.length) break
  }
  return found.slice(0, mostCommands)
}

function commandLines(text: string): Line[] {
  const lines: Line[] = []
  for (const match of text.matchAll(/(?<=^|[\r\n])( {0,3})(\/[A-Za-z][^\r\n]*)/g)) {
    const [, indentation, line] = match
    // A backslash at the end stands for the line break.
    const said = line!.replace(/\\$/, '')
    const command = readCommand(said)
    if (command !== undefined) lines.push({ at: match.index + indentation!.length, said, command })
  }
  return lines
}

/** Those lines of a paragraph that are plain text, and what its HTML leaves open. */
function plainLines(source: string, from: number, lines: readonly Line[], before: OpenHtml) {
  const [paragraph] = fromMarkdown(source).children
  const nodes = paragraph !== undefined && 'children' in paragraph ? paragraph.children : []
  const plain: Line[] = []
  let html = before
  for (const node of nodes) {
    const [start, end] = [from + node.position!.start.offset!, from + node.position!.end.offset!]
    if (node.type === 'html') html = afterHtml(html, node.value)
    if (node.type !== 'text' || conceals(html)) continue
    plain.push(...lines.filter(({ at }) => at >= start && at < end))
  }
  return { lines: plain, html }
}

function unclear(line: Line): Mistake {
  const said = beginning(line.said)
  return {
    name: 'mistake',
    said,
    suggestion: said,
    why: 'What stands around the line is too long or too intricate to be sure that the line is no part of it. Say it in a comment of its own, or after an empty line.',
  }
}
