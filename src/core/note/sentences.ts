import { isTaskId } from './task-line.ts'

/** How a note names a task: by its id, by an issue, or by its title. */
export interface Reference {
  readonly id: string | undefined
  readonly issue: number | undefined
  /** What stands behind an id in parentheses, or instead of one. */
  readonly title: string | undefined
}

export interface Dependency {
  readonly task: Reference
  readonly on: readonly Reference[]
}

/** `X (Title) depends on Y (Title) and Z`, also `is blocked by`. */
export function dependencyOf(line: string): Dependency | undefined {
  const verb = / (?:depends on|is blocked by) /i.exec(line)
  if (verb === null) return undefined
  const task = referenceOf(line.slice(0, verb.index))
  const on = referencesIn(line.slice(verb.index + verb[0].length))
  return task === undefined || on.length === 0 ? undefined : { task, on }
}

/** `X (Title) is the final task`. */
export function finalOf(line: string): Reference | undefined {
  const words = / is the (?:final|last) task\.?$/i.exec(line)
  return words === null ? undefined : referenceOf(line.slice(0, words.index))
}

/** Tasks with commas or `and` between. */
export function referencesIn(text: string): readonly Reference[] {
  const pieces = outsideParentheses(text.replace(/\.$/, ''), /, ?and |,| and /y)
  return pieces.flatMap((piece) => referenceOf(piece) ?? [])
}

function referenceOf(text: string): Reference | undefined {
  const issue = /^ ?#(\d{1,9}) ?$/.exec(text)
  if (issue !== null) return { id: undefined, issue: Number(issue[1]), title: undefined }
  const trimmed = text.trim()
  const [, id, title] = /^([A-Za-z][A-Za-z0-9-]*)(?: \(([^()]+)\))?$/.exec(trimmed) ?? []
  if (id !== undefined && isTaskId(id)) return { id, issue: undefined, title: title?.trim() || undefined }
  return trimmed === '' ? undefined : { id: undefined, issue: undefined, title: trimmed }
}

export interface StreamLine {
  readonly name: string
  readonly count: number
  /** As listed behind it; empty where no list is there. */
  readonly names: readonly string[]
}

const mostInName = 80

/** `Documentation: 3 tasks (User Guide, Admin Guide)`, `Documentation (3 tasks): User Guide, Admin Guide`, or without names. */
export function streamLineOf(line: string): StreamLine | undefined {
  const found =
    /^([^:()]+): ?(\d{1,4}) tasks?(?: ?\((.*)\))?$/i.exec(line) ??
    /^([^:()]+?) ?\((\d{1,4}) tasks?\)(?:: ?(.*))?$/i.exec(line)
  if (found === null) return undefined
  const name = found[1]!.trim()
  if (name === '' || name.length > mostInName) return undefined
  const names = outsideParentheses(found[3] ?? '', /, ?and |,/y)
  return { name, count: Number(found[2]), names: names.map((each) => each.trim()).filter((each) => each !== '') }
}

/** The pieces of a text between separators that stand in no parentheses. */
function outsideParentheses(text: string, separator: RegExp): readonly string[] {
  const pieces: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')') depth = Math.max(0, depth - 1)
    if (depth > 0) continue
    separator.lastIndex = at
    if (!separator.test(text)) continue
    pieces.push(text.slice(from, at))
    from = separator.lastIndex
    at = from - 1
  }
  return [...pieces, text.slice(from)]
}

/** Ids in a line, each with the title that stands behind it in parentheses, or behind the file that is called by it. */
export function mentionsIn(line: string): readonly { readonly id: string; readonly title: string | undefined }[] {
  if (!/-\d/.test(line)) return []
  const file = /^\S*\/([A-Za-z][A-Za-z0-9-]*)\.md [—–-] (\S.*)$/.exec(line)
  if (file !== null && isTaskId(file[1]!)) return [{ id: file[1]!, title: file[2]! }]
  return [...line.matchAll(/(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]{0,31})(?![A-Za-z0-9-])(?: \(([^()]+)\))?/g)].flatMap(
    ([, id, title]) => (isTaskId(id!) ? [{ id: id!, title: title?.trim() || undefined }] : []),
  )
}
