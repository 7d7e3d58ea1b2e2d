// The values of two answers. The tracker gives a part of what GitHub does: what it has, GitHub must have too, in the same kind.

import type { Step } from './recording.ts'

export type Tell = (where: string, remote: unknown, local: unknown) => void

/** Numbers and ids differ, but the same one must stand for the same thing all through a probe. */
export class Pairs {
  readonly #known = new Map<string, unknown>()

  isOne(kind: string, remote: unknown, local: unknown): boolean {
    const [there, back] = [`${kind} > ${remote}`, `${kind} < ${local}`]
    if (!this.#known.has(there) && !this.#known.has(back)) {
      this.#known.set(there, local)
      this.#known.set(back, remote)
    }
    return this.#known.get(there) === local && this.#known.get(back) === remote
  }
}

interface Values {
  readonly notes: Set<string>
  readonly pairs: Pairs
  readonly remote: Step
  readonly tell: Tell
}

export function compareValues(remote: unknown, local: unknown, at: string, context: Values): void {
  if (local === undefined) return
  const [one, other] = [kindOf(remote), kindOf(local)]
  if (one !== other) {
    const eitherNull = one === 'null' || other === 'null'
    if (eitherNull && !isRead(at) && !/^value\b/.test(at))
      context.notes.add(`${at}: GitHub gives ${one}, the tracker ${other}`)
    else context.tell(at || 'the answer', one, other)
  } else if (other === 'list') compareLists(remote as unknown[], local as unknown[], at, context)
  else if (other === 'object') compareObjects(remote as Table, local as Table, at, context)
  else if (!context.remote.shapeOnly) compareScalars(remote, local, at, context)
}

type Table = Readonly<Record<string, unknown>>

function compareObjects(remote: Table, local: Table, at: string, context: Values): void {
  const place = (key: string) => (at === '' ? key : `${at}/${key}`)
  for (const [key, value] of Object.entries(local)) {
    if (Object.hasOwn(remote, key)) compareValues(remote[key], value, place(key), context)
    else if (value !== undefined) context.tell(place(key), 'not there', kindOf(value))
  }
  const more = Object.keys(remote).filter((key) => !Object.hasOwn(local, key))
  for (const key of more) context.notes.add(`GitHub also sends ${place(key)}`)
}

/** Lists in which GitHub keeps no order that anybody could rely on. */
const sets = /(^|\/)(labels|assignees)$/

function compareLists(remote: readonly unknown[], local: readonly unknown[], at: string, context: Values): void {
  const isShape = context.remote.shapeOnly === true
  if (remote.length !== local.length && !isShape) {
    context.tell(at || 'the list', `${remote.length} entries`, `${local.length} entries`)
    return
  }
  const isSet = context.remote.anyOrder === true || sets.test(at)
  const order = (list: readonly unknown[]) => (isSet ? list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) : list)
  const [ones, others] = [order(remote), order(local)]
  const most = isShape ? Math.min(1, ones.length, others.length) : others.length
  for (let index = 0; index < most; index++)
    compareValues(ones[index], others[index], `${at === '' ? '' : `${at}/`}*`, context)
}

function keyOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  const { title, name, login, ref, path } = item as Table
  return String(title ?? name ?? login ?? ref ?? path ?? '')
}

function compareScalars(remote: unknown, local: unknown, at: string, context: Values): void {
  const { pairs, tell } = context
  const key = at.split('/').at(-1) ?? ''
  if (paired.has(key)) {
    if (!pairs.isOne(kindOfNumber(at, context.remote), remote, local))
      tell(at, `${remote}, which stood for something else`, local)
  } else if (key === 'due_on') {
    if (String(remote).slice(0, 10) !== String(local).slice(0, 10)) tell(at, remote, local)
  } else if (isCompared(at) && withoutReferences(remote) !== withoutReferences(local)) tell(at, remote, local)
}

/** Milestones are numbered by themselves. */
function kindOfNumber(at: string, { request }: Step): string {
  const isMilestone = at.endsWith('milestone/number') || /\/milestones\b/.test(request?.path ?? '')
  return isMilestone ? 'milestone' : (at.split('/').at(-1) ?? '')
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
const dates = new RegExp(`\\b\\d{1,2} (?:${months})(?: \\d{4})?\\b|\\b\\d{4}-\\d\\d-\\d\\d\\b`, 'g')

/** Text without what differs on the two sides: hidden records, numbers of issues and runs, day and minute. */
function withoutReferences(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/#\d+/g, '#')
    .replace(/\b(runs?[ /])\d+/g, '$1')
    .replace(/("issue":)\d+/g, '$1')
    .replace(/\b\d\d:\d\d\b/g, '')
    .replace(dates, '')
}

const paired = new Set(['id', 'number', 'sha', 'workflow_run_id', 'databaseId'])

/** What the action reads, in the places where it stands: ends of paths. */
const read = [
  ...['title', 'body', 'state', 'state_reason', 'locked', 'comments', 'user/login', 'closed_by/login', 'closed_at'],
  ...['labels/*/name', 'assignees/*/login', 'milestone', 'pull_request', 'due_on', 'creator/login'],
  ...[
    'open_issues',
    'closed_issues',
    'issue_dependencies_summary/total_blocked_by',
    'issue_dependencies_summary/blocked_by',
  ],
  ...['sub_issues_summary/total', 'sub_issues_summary/completed', 'content', 'created_at', 'updated_at'],
  ...['status', 'conclusion', 'display_title', 'event', 'permission', 'role_name', 'encoding', 'ref', 'type', 'path'],
  ...['default_branch', 'has_issues', 'archived', 'draft', 'merged', 'name', 'color', 'description', 'viewer/login'],
  ...['tree', 'object', 'parents', 'entries', 'text', 'isTruncated', 'nodes', 'isDraft', 'closer', 'author/login'],
]

const isRead = (at: string) => read.some((end) => at === end || at.endsWith(`/${end}`))

/** Where a name or description is nobody's choice but GitHub's, it is not compared. */
const notOurs =
  /(^|\/)(head|base|repository|head_repository|performed_via_github_app|verification|owner)\/|_at$|^(name|description|email|plan)$|labels\/\*\/(color|description)$/

/** What a probe concludes is compared whole. */
const isCompared = (at: string) => at === 'value' || at.startsWith('value/') || (isRead(at) && !notOurs.test(at))

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'list'
  return typeof value
}
