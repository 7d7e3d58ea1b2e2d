// Holds what GitHub answered against what the local tracker answers to the same probe. The tracker gives a part of each
// answer: what it has, GitHub must have too, in the same kind; what the action reads must be the same.

import type { Recording, Step } from './recording.ts'

export interface Difference {
  readonly probe: string
  readonly step: string
  /** Where in the answer: `status`, `header link`, `labels/*\/name`. */
  readonly where: string
  readonly remote: string
  readonly local: string
  /** What it would mean for the action; undefined where nobody said. */
  readonly matters: string | undefined
}

export interface Comparing {
  readonly differences: readonly Difference[]
  /** Worth knowing, but nothing that the action reads. */
  readonly notes: readonly string[]
}

export function compare(remote: Recording, local: Recording): Comparing {
  const differences: Difference[] = []
  const notes = new Set<string>()
  const pairs = new Pairs()
  const steps = new Map(local.steps.map((step) => [step.step, step]))
  for (const step of remote.steps) {
    const other = steps.get(step.step)
    steps.delete(step.step)
    if (other !== undefined) compareStep(step, other, { probe: remote.probe, differences, notes, pairs })
    else if (!step.shapeOnly) differences.push(missing(remote.probe, step, 'made', 'not made'))
    else notes.add(`only GitHub: ${step.step}`)
  }
  for (const step of steps.values()) {
    if (!step.shapeOnly) differences.push(missing(remote.probe, step, 'not made', 'made'))
    else notes.add(`only the tracker: ${step.step}`)
  }
  if (remote.brokeOff !== undefined || local.brokeOff !== undefined) {
    const [one, other] = [remote.brokeOff ?? 'went through', local.brokeOff ?? 'went through']
    const last = remote.steps.at(-1)?.step ?? 'the first step'
    differences.push({
      probe: remote.probe,
      step: `after ${last}`,
      where: 'the probe',
      remote: one,
      local: other,
      matters: undefined,
    })
  }
  return { differences, notes: [...notes] }
}

function missing(probe: string, { step, matters }: Step, remote: string, local: string): Difference {
  return { probe, step, where: 'the step', remote, local, matters }
}

interface Context {
  readonly probe: string
  readonly differences: Difference[]
  readonly notes: Set<string>
  readonly pairs: Pairs
}

/** Numbers and ids differ, but the same one must stand for the same thing all through a probe. */
class Pairs {
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

function compareStep(remote: Step, local: Step, context: Context): void {
  const tell = (where: string, one: unknown, other: unknown) => {
    const { step, matters } = remote
    context.differences.push({ probe: context.probe, step, where, remote: show(one), local: show(other), matters })
  }
  if (remote.answer.status !== local.answer.status) {
    // With another status all else is another too.
    tell('status', statusOf(remote), statusOf(local))
    return
  }
  compareHeaders(remote, local, tell)
  compareWords(remote, local, tell, context.notes)
  if (remote.must !== undefined) requireValue(remote, tell)
  if (remote.answer.status < 400) compareValues(remote.answer.body, local.answer.body, '', { ...context, remote, tell })
}

function requireValue({ answer, must }: Step, tell: Tell): void {
  const { value } = answer.body as { value: unknown }
  if (JSON.stringify(value) !== JSON.stringify(must)) tell('what must be', value, must)
}

type Tell = (where: string, remote: unknown, local: unknown) => void

const statusOf = ({ answer }: Step) => {
  const message = messageOf(answer.body)
  return message === '' ? answer.status : `${answer.status} ${message}`
}

function messageOf(body: unknown): string {
  return JSON.stringify((body as { message?: unknown } | null | undefined)?.message ?? '').slice(1, -1)
}

function compareHeaders({ answer: remote }: Step, { answer: local }: Step, tell: Tell): void {
  const relations = (link: string | undefined) =>
    [...(link ?? '').matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel).sort()
  const [one, other] = [relations(remote.headers.link), relations(local.headers.link)]
  if (one.join() !== other.join()) tell('header link', one, other)
  const present = (headers: object, name: string) => (Object.hasOwn(headers, name) ? 'sent' : 'not sent')
  for (const name of ['location', 'retry-after', 'date', 'x-ratelimit-remaining', 'x-ratelimit-reset']) {
    // GitHub names the place of what was made; the action takes the number from the answer.
    if (name === 'location' && remote.status < 300) continue
    const [here, there] = [present(remote.headers, name), present(local.headers, name)]
    if (here !== there) tell(`header ${name}`, here, there)
  }
}

function compareWords(remote: Step, local: Step, tell: Tell, notes: Set<string>): void {
  const [one, other] = [JSON.stringify(remote.answer.body ?? ''), JSON.stringify(local.answer.body ?? '')]
  if (remote.words !== undefined) {
    const says = (text: string) => new RegExp(remote.words!, 'i').test(text)
    if (says(one) !== says(other))
      tell(`the words "${remote.words}"`, messageOf(remote.answer.body), messageOf(local.answer.body))
  } else if (remote.answer.status >= 400 && messageOf(remote.answer.body) !== messageOf(local.answer.body))
    notes.add(
      `${remote.step}: GitHub says "${messageOf(remote.answer.body)}", the tracker "${messageOf(local.answer.body)}"`,
    )
}

interface Values extends Context {
  readonly remote: Step
  readonly tell: Tell
}

function compareValues(remote: unknown, local: unknown, at: string, context: Values): void {
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

/** Text without what differs on the two sides: hidden records, numbers of issues and runs, the minute. */
function withoutReferences(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/#\d+/g, '#')
    .replace(/\b(runs?[ /])\d+/g, '$1')
    .replace(/("issue":)\d+/g, '$1')
    .replace(/\b\d\d:\d\d\b/g, '')
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
  /(^|\/)(head|base|repository|head_repository|performed_via_github_app|verification|owner)\/|_at$|^(name|description|email|plan)$/

/** What a probe concludes is compared whole. */
const isCompared = (at: string) => at === 'value' || at.startsWith('value/') || (isRead(at) && !notOurs.test(at))

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'list'
  return typeof value
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
