/** What a line of a note says of a task, besides its title. Values are as they are written. */
export interface Detail {
  readonly key: 'model' | 'priority' | 'effort' | 'complexity' | 'stream' | 'assignee' | 'after' | 'issue' | 'status'
  readonly value: string
}

export interface TaskHead {
  readonly id: string | undefined
  /** Undefined where the line holds the id alone. */
  readonly title: string | undefined
}

const word = /^[A-Za-z][A-Za-z0-9-]*/

/** Letters and digits with hyphens between, at the end a number: `p4-1-1`, `DOC-3`. */
export function isTaskId(text: string): boolean {
  return text.length <= 32 && /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/.test(text) && /-\d+[a-z]?$/.test(text)
}

/** Whether two ids are one: people do not agree on capitals. */
export function idKey(id: string): string {
  return id.toLowerCase()
}

/**
 * The id that a line begins with, and the title behind it: `p4-1-1: Title`, `p4-1-1 — Title`, `[p4-1-1] Title`, or the id
 * with its title in parentheses. Where `isSure` (a heading, a checkbox), a blank is enough behind an id of two numbers.
 */
export function taskHead(line: string, isSure: boolean): TaskHead | undefined {
  const bracketed = /^\[([A-Za-z][A-Za-z0-9-]*)\]:? ?/.exec(line)
  const id = bracketed?.[1] ?? word.exec(line)?.[0]
  if (id === undefined || !isTaskId(id)) return undefined
  const rest = line.slice(bracketed?.[0].length ?? id.length)
  const title = bracketed === null ? titleBehind(rest, isSure && /\d.*-\d/.test(id)) : rest
  return title === undefined ? undefined : { id, title: title.trim() || undefined }
}

function titleBehind(rest: string, isBlankEnough: boolean): string | undefined {
  if (rest.trim() === '') return ''
  const separated = /^(?::| ?[—–]| - ) ?(.*)$/.exec(rest)
  if (separated !== null) return separated[1]!
  const inParentheses = /^ \(([^()]+)\)$/.exec(rest)
  if (inParentheses !== null) return inParentheses[1]!
  return isBlankEnough && /^ [^(\s]/.test(rest) ? rest : undefined
}

const keys: Readonly<Record<string, Detail['key']>> = {
  model: 'model',
  priority: 'priority',
  effort: 'effort',
  estimate: 'effort',
  complexity: 'complexity',
  stream: 'stream',
  assignee: 'assignee',
  assignees: 'assignee',
  'depends on': 'after',
  'blocked by': 'after',
  after: 'after',
  status: 'status',
}

/** A line such as `Effort: 1 day`. */
export function detailOf(line: string): Detail | undefined {
  const [, name, value] = /^([A-Za-z]+(?: [a-z]+)?): ?(\S.*)$/.exec(line) ?? []
  const key = Object.hasOwn(keys, name?.toLowerCase() ?? '') ? keys[name!.toLowerCase()] : undefined
  return key === undefined ? undefined : { key, value: value! }
}

/**
 * A title, and the details behind it: `Admin Guide (after: User Guide) (2 days) (#12)`. Without parentheses only ids and
 * issues that it depends on are such, for a title may speak of anything.
 */
export function splitTitle(text: string): { readonly title: string; readonly details: readonly Detail[] } {
  const details: Detail[] = []
  let title = text
  for (let found = lastDetail(title); found !== undefined && details.length < mostDetails; found = lastDetail(title)) {
    details.unshift(found.detail)
    title = found.before
  }
  return { title, details }
}

/** More than there are kinds of them; each costs a look at the whole line. */
const mostDetails = 10

interface LastDetail {
  readonly before: string
  readonly detail: Detail
}

const named = /(?:#\d{1,9}|[A-Za-z][A-Za-z0-9-]*-\d+[a-z]?)/.source
const links = new RegExp(`^ (?:depends on|blocked by|after) (${named}(?:(?:,| and|, and) ${named})*)$`, 'i')

function lastDetail(title: string): LastDetail | undefined {
  if (title.endsWith(')')) {
    const start = title.lastIndexOf('(')
    const detail = start > 0 ? inParentheses(title.slice(start + 1, -1).trim()) : undefined
    return detail === undefined ? undefined : { before: title.slice(0, start).trim(), detail }
  }
  const issue = /\S #(\d{1,9})$/.exec(title)
  const verb = Math.max(
    ...[' depends on ', ' blocked by ', ' after '].map((each) => title.toLowerCase().lastIndexOf(each)),
  )
  const after = verb > 0 ? links.exec(title.slice(verb)) : null
  if (after !== null) return { before: trimDash(title.slice(0, verb)), detail: { key: 'after', value: after[1]! } }
  if (issue === null) return undefined
  return { before: title.slice(0, issue.index + 1), detail: { key: 'issue', value: issue[1]! } }
}

function trimDash(text: string): string {
  return text.replace(/[ ,–—-]{1,3}$/, '')
}

function inParentheses(text: string): Detail | undefined {
  const issue = /^#(\d{1,9})$/.exec(text)
  if (issue !== null) return { key: 'issue', value: issue[1]! }
  if (effortOf(text) !== undefined) return { key: 'effort', value: text }
  if (/^@[A-Za-z0-9]/.test(text)) return { key: 'assignee', value: text }
  const loose = /^(after|depends on|blocked by|priority) (\S.*)$/i.exec(text)
  return detailOf(text) ?? (loose === null ? undefined : detailOf(`${loose[1]}: ${loose[2]}`))
}

const units: Readonly<Record<string, string>> = { h: 'h', hour: 'h', d: 'd', day: 'd', w: 'w', week: 'w' }

/** `1 day`, `4 hours`, `2 weeks` and `0.5d` as a phase file writes them; undefined for anything else. */
export function effortOf(text: string): string | undefined {
  const [, amount, unit] = /^(\d{1,4}(?:\.\d{1,2})?) ?([a-z]+)$/i.exec(text) ?? []
  const name = unit?.toLowerCase().replace(/(?<=...)s$/, '') ?? ''
  return Object.hasOwn(units, name) && Number(amount) > 0 ? `${amount}${units[name]}` : undefined
}

/** `1`, `P1`, `1 (immediate)`, from 1 to 99. */
export function priorityOf(text: string): number | undefined {
  const number = Number(/^P?(\d{1,2})(?![\d.])/i.exec(text)?.[1] ?? 0)
  return number > 0 ? number : undefined
}

/** `@octocat, @hubot`; undefined where one of them is no login. */
export function loginsOf(text: string): readonly string[] | undefined {
  const names = text.split(/ ?(?:,|\band\b| ) ?/).filter((name) => name !== '')
  const logins = names.flatMap((name) => /^@([A-Za-z0-9][A-Za-z0-9-]{0,38})$/.exec(name)?.[1] ?? [])
  return logins.length === names.length && logins.length > 0 ? [...new Set(logins)].slice(0, 10) : undefined
}
