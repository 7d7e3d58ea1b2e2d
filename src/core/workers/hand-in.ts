import { meansAccount, sameAccount } from '../issues/issue.ts'
import { isAnswered, type Observation, type PullRequest, type Question } from '../observation.ts'
import { type Claim, ended, isFailure, isOver } from '../records/claim.ts'
import { givenBackAt, mostRemembered, type TaskRecord } from '../records/task-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { localDate } from '../time/calendar.ts'

/** What following the workers of a phase rests on, and gathers. */
export interface FollowContext {
  readonly phase: PhaseView
  readonly observation: Observation
  readonly now: number
  readonly questions: Question[]
  /** Issues whose pull requests have to be known. */
  readonly wanted: Set<number>
}

/**
 * Open pull requests that will close the issue, by people who may write here or by its own workers: others can say so
 * of any issue. GitHub is asked while one is expected, and where the issue was touched since the last page was written.
 */
export function openPulls(
  view: TaskView,
  record: TaskRecord | undefined,
  context: FollowContext,
): readonly PullRequest[] {
  const { observation, phase, wanted, questions } = context
  const number = view.issue!.number
  const claim = record?.claim
  const isExpected = record?.reviewSince !== undefined || (claim?.end !== undefined && mayHandIn(view, claim, context))
  const isHeld = phase.record.picks.has(view.task.id)
  if (isExpected || (isHeld && mayBeNew(view, context))) wanted.add(number)
  return (observation.pulls.get(number) ?? []).filter(({ author, number: pull }) => {
    if (record?.pulls.includes(pull)) return true
    if (author === undefined) return false
    if (isWorker(author, view, claim, observation)) return true
    const question: Question = { ask: 'writer', login: author }
    if (!isAnswered(observation, question)) questions.push(question)
    return observation.writers.get(author.toLowerCase()) === true
  })
}

/**
 * Somebody has touched the issue since the page was last written, or that was another day: GitHub need not touch it.
 * What has a slot has it from a page.
 */
function mayBeNew({ issue }: TaskView, { observation, phase, now }: FollowContext): boolean {
  const isAnotherDay = phase.record.swept !== localDate(now, phase.phase.timezone)
  const isTouched = issue!.updatedAt > phase.progress!.issue.updatedAt
  return !observation.wrote && (isTouched || isAnotherDay)
}

/**
 * A worker that ended well may have handed in, and so may one that failed after it opened its pull request: another
 * one is not started beside that. Looked at when it ended, and before the next one starts.
 */
function mayHandIn({ record, phase }: TaskView, claim: Claim, { now }: FollowContext): boolean {
  if (claim.end!.how === 'green') return true
  if (!isFailure(claim)) return false
  if (record?.claim?.end === undefined) return true
  return claim.attempt < phase.retry.maxAttempts && now >= Date.parse(claim.end!.at) + phase.retry.backoff
}

/** Whether a login is known to do the task: assigned, named for its model, or, for a dispatched run, our own. */
export function isWorker(
  login: string,
  { task, phase, issue }: TaskView,
  claim: Claim | undefined,
  { me }: Pick<Observation, 'me'>,
): boolean {
  const model = phase.models.get(claim?.model ?? task.model ?? '')
  const named = [...(model?.assign ?? []), ...(model?.logins ?? [])]
  if (named.some((name) => meansAccount(name, login))) return true
  const logins = [...(claim?.logins ?? []), ...(issue?.assignees ?? [])]
  const isJob = claim === undefined ? false : claim.worker !== 'person'
  return logins.some((other) => sameAccount(other, login)) || (isJob && sameAccount(login, me))
}

/** A worker that ended well has handed in, and so has whoever opened a pull request that is ready to be looked at. */
export function withReview(
  view: TaskView,
  record: TaskRecord | undefined,
  pulls: readonly PullRequest[],
  { phase, now }: FollowContext,
): TaskRecord | undefined {
  if (record === undefined) return record
  if (record.reviewSince !== undefined) return withPulls(record, pulls)
  const { claim } = record
  if (claim?.end?.how === 'green') return withPulls({ ...record, reviewSince: claim.end.at }, pulls)
  const isReady = pulls.some(({ draft }) => !draft)
  const atWork = isOver(claim) ? undefined : claim
  if (!isReady || atWork?.worker === 'run') return record
  const failed = claim !== undefined && isFailure(claim)
  if (atWork === undefined && !failed && !isStillPicked(view, record, phase)) return record
  const reviewSince = new Date(now).toISOString()
  const handedIn = atWork === undefined ? claim : ended(atWork, 'green', now)
  return withPulls({ ...record, reviewSince, claim: handedIn }, pulls)
}

/** Whether it was picked, and not given back since: until this run has written its page, that still names the pick. */
function isStillPicked({ task }: TaskView, { behindUntil, claim }: TaskRecord, { record }: PhaseView): boolean {
  const picked = record.picks.get(task.id)
  if (picked === undefined) return false
  const since = Date.parse(picked)
  if (claim?.end?.how === 'released' && since <= Date.parse(claim.end.at)) return false
  return behindUntil === undefined || since > givenBackAt(behindUntil)
}

/** Pull requests that were found to count once need not be asked about again. */
function withPulls(record: TaskRecord, pulls: readonly PullRequest[]): TaskRecord {
  const numbers = [...record.pulls, ...pulls.map(({ number }) => number)]
  return { ...record, pulls: [...new Set(numbers)].slice(-mostRemembered) }
}
