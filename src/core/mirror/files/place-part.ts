import { markedPart, type Owner, ownerAtStart, splitBody } from '../../records/managed-part.ts'
import { lineEndOf } from './front-matter.ts'

/** A managed part with its two marker lines, and the line ends of the file that it goes into. */
export function managedLines(owner: Owner, part: string, end: string): string {
  return markedPart(owner, part).replaceAll('\n', end)
}

/**
 * The text with the part of an owner brought up to date. A part that was not there goes below the first heading, or, where
 * there is none, to the end; a text that was not there gets the heading.
 */
export function placePart(existing: string | undefined, owner: Owner, part: string, heading: string): string {
  if (existing === undefined || existing.trim() === '') return `# ${heading}\n\n${managedLines(owner, part, '\n')}\n`
  const split = splitBody(existing, owner)
  const end = lineEndOf(existing.slice(split.part === undefined ? 0 : split.before.length))
  const managed = managedLines(owner, part, end)
  if (split.part !== undefined) return `${split.before}${managed}${split.after}`
  const at = afterFirstHeading(existing) ?? existing.length
  const [above, below] = [existing.slice(0, at), existing.slice(at)]
  const gap = above.endsWith('\n') ? end : end + end
  return `${above}${gap}${managed}${end}${below === '' || /^\r?\n/.test(below) ? '' : end}${below}`
}

/** Where the line of the first heading ends: of people's text, and not in code, in a comment, or in somebody's managed part. */
function afterFirstHeading(text: string): number | undefined {
  let at = 0
  let until: RegExp | undefined
  let before = ''
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    at += line.length
    const plain = line.replace(/^\uFEFF/, '').trimEnd()
    if (until !== undefined) {
      if (until.test(plain)) until = undefined
      continue
    }
    until = opens(plain, at === line.length)
    if (until !== undefined) continue
    if (/^ {0,3}#{1,6}(?:\s|$)/.test(plain)) return at
    if (/^ {0,3}(?:=+|-+)$/.test(plain) && /^ {0,3}[^\s#>*+-]/.test(before)) return at
    before = plain
  }
  return undefined
}

/** What ends a stretch of text that begins with this line and holds no heading; undefined where it begins none. */
function opens(line: string, isFirst: boolean): RegExp | undefined {
  if (isFirst && line === '---') return /^---$/
  if (ownerAtStart(line) !== undefined) return /^<!-- phase-coordinator:end -->$/
  if (/^ {0,3}<!--/.test(line) && !line.includes('-->')) return /-->/
  const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1]
  return fence === undefined ? undefined : new RegExp(`^ {0,3}${fence[0]}{${fence.length},}$`)
}
