import { type Absence, isAnswered, isTrusted, type Observation, type Question } from '../observation.ts'
import type { Phase, Task } from '../phase.ts'
import { ownerAtStart, ownersInside, splitBody } from '../records/managed-part.ts'
import { type Issue, sameName } from './issue.ts'
import type { ProgressIssue } from './progress-issues.ts'

/** Where a task lives on GitHub. */
export type TaskIssue =
  | {
      readonly kind: 'known'
      readonly issue: Issue
      readonly adopted: boolean
      readonly how: 'recorded' | 'found' | 'adopted'
    }
  /** It was recorded, or is to be adopted, under a number that is no issue here any more. */
  | { readonly kind: 'lost'; readonly number: number; readonly absence: Absence }
  /** It never had an issue. */
  | { readonly kind: 'none' }
  /** Whether it has one cannot be said in this run. */
  | { readonly kind: 'unknown' }

export interface TaskIssues {
  readonly issues: ReadonlyMap<string, TaskIssue>
  readonly duplicates: readonly Duplicate[]
  readonly questions: readonly Question[]
}

/** An open issue of ours for a task that has another one. */
export interface Duplicate {
  readonly of: string
  readonly issue: Issue
  /** Number of the issue that survives. */
  readonly survivor: number
  /** People have worked on it, so that it is theirs to close. */
  readonly touched: boolean
}

/** Which number each task id stands for, over the records of all phases. */
export class Registry {
  readonly #numbers = new Map<string, number>()
  readonly #ids = new Map<number, string>()
  readonly #adopted = new Set<string>()

  /** The phases' own records come first, in file order, so that a task moved between files is found under its old one. */
  constructor(records: Iterable<ProgressIssue>) {
    for (const { record } of records) {
      for (const id of record.adopted) this.#adopted.add(id)
      for (const [id, number] of record.tasks) {
        if (!this.#numbers.has(id)) this.#numbers.set(id, number)
        if (!this.#ids.has(number)) this.#ids.set(number, id)
      }
    }
  }

  /** The recorded number of a task, also under the id that it used to have while no other task bears it. */
  numberOf(task: Task, currentIds: ReadonlySet<string>): number | undefined {
    const own = this.#numbers.get(task.id)
    if (own !== undefined || task.formerly === undefined || currentIds.has(task.formerly)) return own
    return this.#numbers.get(task.formerly)
  }

  idOf(number: number): string | undefined {
    return this.#ids.get(number)
  }

  wasAdopted(id: string): boolean {
    return this.#adopted.has(id)
  }
}

/**
 * Finds the issue of each task of a phase, as docs/design.md, "Identity", says: by the recorded number, which is read
 * by itself where no list showed it; by adoption; or, for a creation whose answer was lost, by our marker on the first
 * line of an issue of a trusted login.
 */
export function findTaskIssues(
  phase: Phase,
  registry: Registry,
  currentIds: ReadonlySet<string>,
  observation: Observation,
): TaskIssues {
  const marked = markedIssues(observation, registry)
  const issues = new Map<string, TaskIssue>()
  const duplicates: Duplicate[] = []
  const unseen: number[] = []
  for (const task of phase.tasks) {
    const candidates = [task.id, ...(task.formerly === undefined ? [] : [task.formerly])]
      .filter((id) => id === task.id || !currentIds.has(id))
      .flatMap((id) => marked.get(id) ?? [])
      .sort((a, b) => a.number - b.number)
    const recorded = registry.numberOf(task, currentIds)
    const found = locate(task, recorded, candidates, registry, observation)
    if (typeof found === 'number') unseen.push(found)
    issues.set(task.id, typeof found === 'number' ? { kind: 'unknown' } : found)
    if (typeof found === 'object' && found.kind === 'known') {
      for (const issue of candidates) {
        if (issue.open && issue.number !== found.issue.number) {
          duplicates.push({ of: task.id, issue, survivor: found.issue.number, touched: isTouched(issue, task) })
        }
      }
    }
  }
  return { issues, duplicates, questions: askForUnseen(unseen, observation) }
}

/** The task's issue, or the number that has to be read before it can be told. */
function locate(
  task: Task,
  recorded: number | undefined,
  candidates: readonly Issue[],
  registry: Registry,
  observation: Observation,
): TaskIssue | number {
  const known = (issue: Issue, how: 'recorded' | 'found' | 'adopted'): TaskIssue => ({
    kind: 'known',
    issue,
    adopted: isAdopted(task, issue, registry, observation),
    how,
  })
  const number = recorded ?? freeToAdopt(task, registry)
  if (number === undefined) return candidates[0] === undefined ? { kind: 'none' } : known(candidates[0], 'found')
  const read = readNumber(number, observation)
  if (read === undefined) return number
  if (typeof read === 'object') {
    // Runs that raced may have closed the recorded one for a duplicate of one that lives.
    const living = isClosedDuplicate(read) ? candidates.find(({ open }) => open) : undefined
    if (living !== undefined) return known(living, 'found')
    return known(read, recorded === undefined ? 'adopted' : 'recorded')
  }
  if (read === 'unreadable') return { kind: 'unknown' }
  const other = freeToAdopt(task, registry)
  if (other === undefined || other === number) return { kind: 'lost', number, absence: read }
  // The recorded issue is gone and the file names another one: that is the person's decision.
  const instead = readNumber(other, observation)
  if (instead === undefined) return other
  if (typeof instead === 'object') return known(instead, 'adopted')
  return instead === 'unreadable' ? { kind: 'unknown' } : { kind: 'lost', number: other, absence: instead }
}

function isTouched(issue: Issue, task: Task): boolean {
  const owner = ownerAtStart(issue.body)!
  const { before, part, after } = splitBody(issue.body, owner)
  const ticked = /^- \[[xX]\] /m.test(part ?? '')
  const around = `${before}${after}`.trim() !== ''
  const assignees = issue.assignees.filter((login) => !task.assignees.some((own) => sameName(own, login)))
  return issue.comments > 0 || issue.locked || ticked || around || assignees.length > 0
}

function isClosedDuplicate({ open, stateReason }: Issue): boolean {
  return !open && stateReason === 'duplicate'
}

function readNumber(number: number, observation: Observation): Issue | Absence | undefined {
  const issue = observation.issues.get(number)
  if (issue === undefined) return observation.absent.get(number)
  return issue.pullRequest ? 'pull-request' : issue
}

/** Whether title and body are somebody else's, so that our managed part stands in a comment. */
function isAdopted(task: Task, issue: Issue, registry: Registry, observation: Observation): boolean {
  const trusted = isTrusted(observation, issue)
  if (trusted && task.issue !== issue.number && !registry.wasAdopted(task.id)) return false
  const marked = ownersInside(issue.body).some(
    ({ kind, id }) => kind === 'task' && (id === task.id || id === task.formerly),
  )
  return !(marked && trusted)
}

function freeToAdopt(task: Task, registry: Registry): number | undefined {
  if (task.issue === undefined) return undefined
  const holder = registry.idOf(task.issue)
  return holder === undefined || holder === task.id ? task.issue : undefined
}

/** Issues of trusted logins that begin with a task's marker and are recorded for no other task, by the marker's id. */
function markedIssues(observation: Observation, registry: Registry): ReadonlyMap<string, readonly Issue[]> {
  const marked = new Map<string, Issue[]>()
  for (const issue of observation.issues.values()) {
    if (issue.pullRequest || !isTrusted(observation, issue)) continue
    const owner = ownerAtStart(issue.body)
    if (owner?.kind !== 'task' || isClosedDuplicate(issue)) continue
    const holder = registry.idOf(issue.number)
    if (holder !== undefined && holder !== owner.id) continue
    marked.set(owner.id, [...(marked.get(owner.id) ?? []), issue])
  }
  return marked
}

/** Many numbers that no list showed look like a list that came back short: our own issues are listed before each is read. */
function askForUnseen(unseen: readonly number[], observation: Observation): readonly Question[] {
  if (unseen.length > fewEnoughToReadSingly) {
    const lists = [...observation.trusted].map((login): Question => ({ ask: 'issues-by', login }))
    const open = lists.filter((question) => !isAnswered(observation, question))
    if (open.length > 0) return open
  }
  return unseen.slice(0, mostReadSingly).map((number) => ({ ask: 'issue', number }))
}

const fewEnoughToReadSingly = 5

/** The rest stays unknown in this run, which opens nothing for it and touches nothing of it. */
const mostReadSingly = 100
