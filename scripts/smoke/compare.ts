// Holds what GitHub answered against what the local tracker answers to the same probe. The tracker gives a part of each
// answer: what it has, GitHub must have too, in the same kind; what the action reads must be the same.

import { compareValues, Pairs, type Tell } from './compare-values.ts'
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
  compareHeaders(remote, local, tell, context.notes)
  compareWords(remote, local, tell, context.notes)
  if (remote.must !== undefined) requireValue(remote, tell)
  if (remote.answer.status < 400) compareValues(remote.answer.body, local.answer.body, '', { ...context, remote, tell })
}

function requireValue({ answer, must }: Step, tell: Tell): void {
  const { value } = answer.body as { value: unknown }
  if (JSON.stringify(value) !== JSON.stringify(must)) tell('what must be', value, must)
}

const statusOf = ({ answer }: Step) => {
  const message = messageOf(answer.body)
  return message === '' ? answer.status : `${answer.status} ${message}`
}

function messageOf(body: unknown): string {
  return JSON.stringify((body as { message?: unknown } | null | undefined)?.message ?? '').slice(1, -1)
}

function compareHeaders({ answer: remote }: Step, { answer: local }: Step, tell: Tell, notes: Set<string>): void {
  const relations = (link: string | undefined) =>
    [...(link ?? '').matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel).sort()
  const [one, other] = [relations(remote.headers.link), relations(local.headers.link)]
  // Whoever reads page by page needs to know of the next one; the others are a comfort.
  if (one.includes('next') !== other.includes('next')) tell('header link', one, other)
  else if (one.join() !== other.join()) notes.add(`header link: GitHub names ${one}, the tracker ${other}`)
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

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
