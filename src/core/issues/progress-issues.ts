import { isAnswered, isTrusted, type Observation, type Question } from '../observation.ts'
import type { Phase } from '../phase.ts'
import { type Owner, ownerAtStart, ownersInside, splitBody } from '../records/managed-part.ts'
import { emptyProgressRecord, type ProgressRecord, parseProgressRecord } from '../records/progress-record.ts'
import { parseTaskRecord } from '../records/task-record.ts'
import type { Issue } from './issue.ts'
import { sameName } from './issue.ts'

/** A progress issue, and what it remembers. */
export interface ProgressIssue {
  readonly phase: string
  readonly issue: Issue
  readonly record: ProgressRecord
  /** Its record was missing or damaged, and this one was rebuilt from its sub-issues. */
  readonly rebuilt: boolean
  /** Other issues of ours for the same phase: what a race or a lost answer left. */
  readonly duplicates: readonly Issue[]
}

export type ProgressSearch =
  | { readonly found: ProgressIssue }
  | { readonly questions: readonly Question[] }
  | { readonly missing: true }
  /** Somebody else who may write here opened what looks like ours. */
  | { readonly foreign: string }

/** Every progress issue of ours that was seen, by phase id; of several for one phase, the lowest number. */
export function knownProgressIssues(observation: Observation): ReadonlyMap<string, ProgressIssue> {
  const byPhase = new Map<string, Issue[]>()
  for (const issue of observation.issues.values()) {
    if (issue.pullRequest || !isTrusted(observation, issue)) continue
    const owner = progressOwner(issue)
    if (owner !== undefined) byPhase.set(owner.id, [...(byPhase.get(owner.id) ?? []), issue])
  }
  const known = new Map<string, ProgressIssue>()
  for (const [phase, issues] of byPhase) known.set(phase, chooseProgressIssue(phase, issues, observation))
  return known
}

/** Looks for a phase's progress issue, further with each round, before anybody may conclude that there is none. */
export function searchProgressIssue(
  phase: Phase,
  known: ReadonlyMap<string, ProgressIssue>,
  observation: Observation,
): ProgressSearch {
  const found = known.get(phase.id)
  if (found !== undefined) return withRecord(found, observation)
  const milestone = observation.milestones?.find(({ title }) => title === phase.milestone)
  const near: Question[] = [phase.milestone === undefined ? { ask: 'newest-issues', look: 0 } : { ask: 'milestones' }]
  if (milestone !== undefined && milestone.count > 0) {
    near.push({ ask: 'milestone-issues', milestone: milestone.number })
  }
  const wide = [...observation.trusted].map((login): Question => ({ ask: 'issues-by', login }))
  const open = [...near, ...wide].filter((question) => !isAnswered(observation, question))
  if (open.length > 0) return { questions: open }
  return suspectForeign(phase, observation, milestone?.creator) ?? { missing: true }
}

/** The phase that an issue of a trusted login stands for: by its first line, or by a line inside with our labels. */
function progressOwner(issue: Issue): Owner | undefined {
  const first = ownerAtStart(issue.body)
  if (first !== undefined) return first.kind === 'phase' ? first : undefined
  const inside = ownersInside(issue.body).find(({ kind }) => kind === 'phase')
  const labelled = issue.labels.some((label) => sameName(label, 'phase-progress'))
  return inside !== undefined && labelled ? inside : undefined
}

function chooseProgressIssue(phase: string, issues: readonly Issue[], observation: Observation): ProgressIssue {
  const order = [...issues].sort((a, b) => Number(!startsWithUs(a)) - Number(!startsWithUs(b)) || a.number - b.number)
  const live = order.filter((issue) => issue.open || issue.stateReason !== 'duplicate')
  const issue = live[0] ?? order[0]!
  const record = parseProgressRecord(splitBody(issue.body, { kind: 'phase', id: phase }).part)
  return {
    phase,
    issue,
    record: record ?? rebuildRecord(issue, observation),
    rebuilt: record === undefined,
    duplicates: order.filter((other) => other !== issue && other.open),
  }
}

function startsWithUs(issue: Issue): boolean {
  return ownerAtStart(issue.body)?.kind === 'phase'
}

function withRecord(found: ProgressIssue, observation: Observation): ProgressSearch {
  if (!found.rebuilt) return { found }
  const own: Question = { ask: 'sub-issues', number: found.issue.number }
  if (!isAnswered(observation, own)) return { questions: [own] }
  const places = commentedPlaces(found.issue, observation)
  const remarks = places.map((number): Question => ({ ask: 'remarks', number, since: undefined }))
  const marks = switches(places, observation).map(({ comment }): Question => ({ ask: 'reactions', comment }))
  const open = [...remarks, ...marks].filter((question) => !isAnswered(observation, question))
  return open.length > 0 ? { questions: open } : { found }
}

/** A progress issue and its sub-issues, as far as anybody has commented there. */
function commentedPlaces({ number }: Issue, observation: Observation): readonly number[] {
  const all = [number, ...(observation.subIssues.get(number) ?? [])]
  return all.filter((place) => (observation.issues.get(place)?.comments ?? 0) > 0)
}

interface Switch {
  readonly comment: number
  readonly verb: 'pause' | 'resume'
  readonly by: string
  readonly at: string
}

/** Every `/phase pause` and `/phase resume` that may have been carried out, oldest first. */
function switches(places: readonly number[], { remarks }: Observation): readonly Switch[] {
  const all = places.flatMap((place) => remarks.get(place) ?? []).filter(({ marked }) => marked)
  return all
    .toSorted((one, other) => one.id - other.id)
    .flatMap(({ id, author, createdAt, commands }) =>
      commands.flatMap((command): Switch[] => {
        if (command.name !== 'phase' || (command.verb !== 'pause' && command.verb !== 'resume')) return []
        return [{ comment: id, verb: command.verb, by: author ?? 'somebody', at: createdAt }]
      }),
    )
}

/** What the last of them that shows our 🚀 has left: a pause outlives the record that remembered it. */
function pauseSaid(progress: Issue, observation: Observation): ProgressRecord['paused'] {
  const done = switches(commentedPlaces(progress, observation), observation).filter(({ comment }) =>
    observation.reactions.get(comment)?.includes('rocket'),
  )
  const last = done.at(-1)
  return last?.verb === 'pause' ? { by: last.by, at: last.at } : undefined
}

/** While the record is broken, a trusted sub-issue with our marker anywhere in its body counts as recorded. */
function rebuildRecord(progress: Issue, observation: Observation): ProgressRecord {
  const tasks = new Map<string, number>()
  const picks = new Map<string, string>()
  for (const number of observation.subIssues.get(progress.number) ?? []) {
    const issue = observation.issues.get(number)
    if (issue === undefined || !isTrusted(observation, issue)) continue
    const owner = ownersInside(issue.body).find(({ kind }) => kind === 'task')
    if (owner === undefined || tasks.has(owner.id)) continue
    tasks.set(owner.id, number)
    const state = parseTaskRecord(splitBody(issue.body, owner).part)?.state
    if (issue.open && state === 'assigned') picks.set(owner.id, issue.updatedAt)
  }
  return { ...emptyProgressRecord, tasks, picks, paused: pauseSaid(progress, observation) }
}

function suspectForeign(
  phase: Phase,
  observation: Observation,
  milestoneCreator: string | undefined,
): ProgressSearch | undefined {
  const taskIds = new Set(phase.tasks.map(({ id }) => id))
  const marks = new Map<string, number>()
  for (const issue of observation.issues.values()) {
    if (isTrusted(observation, issue)) {
      if (ownsTask(issue, taskIds)) return undefined
    } else if (issue.author !== undefined && (ownsTask(issue, taskIds) || ownerAtStart(issue.body)?.id === phase.id)) {
      marks.set(issue.author, (marks.get(issue.author) ?? 0) + 1)
    }
  }
  const logins = [...marks].sort(([, one], [, other]) => other - one).map(([login]) => login)
  for (const login of logins) {
    if (milestoneCreator !== undefined && sameName(milestoneCreator, login)) return { foreign: login }
  }
  const questions = logins.slice(0, mostLoginsAsked).map((login): Question => ({ ask: 'writer', login }))
  const open = questions.filter((question) => !isAnswered(observation, question))
  if (open.length > 0) return { questions: open }
  const writer = logins.find((login) => observation.writers.get(login.toLowerCase()) === true)
  return writer === undefined ? undefined : { foreign: writer }
}

/** Strangers can open any number of issues; they shall not make a run ask about each of them. Whoever opened most comes first. */
const mostLoginsAsked = 20

function ownsTask(issue: Issue, taskIds: ReadonlySet<string>): boolean {
  const owner = ownerAtStart(issue.body)
  return owner?.kind === 'task' && taskIds.has(owner.id)
}
