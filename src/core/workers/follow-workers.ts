import { sameAccount } from '../issues/issue.ts'
import { signByCommit } from '../mirror/files/commit-signs.ts'
import {
  type Absence,
  isAnswered,
  type Observation,
  type PullRequest,
  type Question,
  type WorkerRun,
} from '../observation.ts'
import type { Phase } from '../phase.ts'
import { type Claim, type ClaimEnd, claimName, ended, isFailure, isOver } from '../records/claim.ts'
import { behindFrom, emptyTaskRecord, mostRemembered, type TaskRecord } from '../records/task-record.ts'
import type { LeftTask, PhaseView, TaskView } from '../tasks/task-view.ts'
import type { Work } from '../tasks/work.ts'
import { aMinute } from '../time/calendar.ts'
import { type FollowContext as Context, isWorker, openPulls, withReview } from './hand-in.ts'

/** A dispatch that GitHub answered and that leads to no run for this long is lost. */
const appearsWithin = 15 * aMinute
const cancelSettles = 15 * aMinute
/** Characters of an error message that a record keeps. */
const longestReason = 200

interface Followed {
  readonly record: TaskRecord | undefined
  readonly work: Work
}

/**
 * What has become of the workers since the records were written: each task with its record brought up to date, and how
 * far its work is. Questions come first; with some open the answer is not to be used.
 */
export function followWorkers(
  phases: readonly PhaseView[],
  observation: Observation,
  now: number,
): { readonly phases: readonly PhaseView[]; readonly questions: readonly Question[] } {
  const questions: Question[] = []
  const wanted = new Set<number>()
  const followed = phases.map((phase): PhaseView => {
    if (phase.survey.stage !== 'open') return phase
    const context: Context = { phase, observation, now, questions, wanted }
    const tasks = phase.tasks.map((view) => ({ ...view, ...follow(view, context) }))
    return { ...phase, tasks, left: phase.left.map((entry) => followLeft(entry, context)) }
  })
  const unread = [...wanted].filter((number) => !observation.pulls.has(number))
  if (unread.length > 0) questions.push({ ask: 'pulls', numbers: unread.sort((a, b) => a - b) })
  return { phases: followed, questions }
}

/** A task that left the plan is over when its worker's run has ended, or when its issue is closed. */
function followLeft(left: LeftTask, context: Context): LeftTask {
  const run = context.phase.record.claims.get(left.id)?.run
  if (!left.atWork || run === undefined) return left
  const found = lookAtRun(run, context)
  const isOverNow = isGone(found) || (typeof found === 'object' && found.status === 'completed')
  return isOverNow ? { ...left, atWork: false } : left
}

function follow(view: TaskView, context: Context): Followed {
  if (view.issue === undefined || view.outcome !== undefined) return view
  let record = wholeRecord(view, context)
  if (record?.claim !== undefined)
    record = withClaim(record, record.claim, followClaim(record.claim, record, view, context), view, context)
  if (view.reopened && isOver(record?.claim)) record = afresh(record)
  const pulls = openPulls(view, record, context)
  record = withReview(view, record, pulls, context)
  return { record, work: { ...workOf(view, record, pulls, context), pulls } }
}

/**
 * The record as it would be had nobody damaged it, or written an older one over it, while a worker is at the task: a
 * second worker must never be started.
 */
function wholeRecord({ task, record }: TaskView, { phase, observation }: Context): TaskRecord | undefined {
  const own = observation.claimed.get(task.id)
  if (own !== undefined && (record?.claims ?? 0) < own.number) return withLost(record, own)
  const known = phase.record.claims.get(task.id)
  if (record === undefined && known !== undefined) return withLost(record, known)
  const count = phase.record.claimed.get(task.id) ?? 0
  return (record?.claims ?? 0) < count ? { ...emptyTaskRecord, ...record, claims: count } : record
}

function withLost(record: TaskRecord | undefined, claim: Claim): TaskRecord {
  return { ...emptyTaskRecord, ...record, claim, claims: claim.number }
}

/**
 * What is left of the past when a task that had ended comes back: the number of its claims, what limits starts, and the
 * last claim as one that was given back, because its lock still stands on the issue.
 */
function afresh(record: TaskRecord | undefined): TaskRecord | undefined {
  if (record === undefined) return undefined
  const claim: Claim | undefined = record.claim?.end && {
    ...record.claim,
    end: { ...record.claim.end, how: 'released' },
  }
  return { ...record, claim, hold: undefined, next: false, reviewSince: undefined }
}

function withClaim(record: TaskRecord, before: Claim, claim: Claim, { issue }: TaskView, { now }: Context): TaskRecord {
  const wasOver = isOver(before)
  const failed = !wasOver && isFailure(claim)
  const givenBack = !wasOver && claim.end?.how === 'released' && claim.giveUp !== 'hold'
  // Nobody asked for it: whoever was assigned was taken off by hand, and is not set again.
  const takenOff = givenBack && claim.giveUp === undefined
  const begun = claim.started !== undefined && before.started === undefined
  const done = [claim.started && claim.command, claim.end && claim.release].filter((key) => key !== undefined)
  const kept = begun ? claim.logins.filter((login) => issue!.assignees.some((other) => sameAccount(other, login))) : []
  return {
    ...record,
    claim,
    failures: failed ? [...record.failures, claim.end!.at].slice(-mostRemembered) : record.failures,
    behindUntil: givenBack ? behindFrom(now) : record.behindUntil,
    unassigned: record.unassigned || takenOff,
    assigned: [...new Set([...record.assigned, ...kept])],
    commands: withCommands(record.commands, done),
  }
}

/** The commands whose effect a record holds, the oldest forgotten: those are finished long since. */
export function withCommands(known: readonly string[], keys: readonly string[]): readonly string[] {
  return [...new Set([...known, ...keys])].slice(-mostRemembered)
}

function followClaim(claim: Claim, record: TaskRecord, view: TaskView, context: Context): Claim {
  if (isOver(claim)) return isFailure(claim) ? followRerun(claim, view, context) : claim
  const begun = claim.started === undefined ? followStart(claim, view, context) : claim
  if (begun.started === undefined) return begun
  const alive = withHeartbeat(begun, view, context)
  if (alive.worker === 'run') return followRun(withCancellation(alive, context), view, context)
  const handed = followHands(alive, record, view, context)
  if (handed.end !== undefined) return handed
  if (handed.giveUp !== undefined)
    return ended(handed, handed.giveUp === 'silence' ? 'silent' : 'released', context.now)
  return handed.worker === 'person' ? handed : followAgent(handed, view, context)
}

/** Somebody may have run a failed run once more: another one is not started beside it. */
function followRerun(claim: Claim, { phase }: TaskView, context: Context): Claim {
  const { now } = context
  const isDue = now >= Date.parse(claim.end!.at) + phase.retry.backoff && claim.attempt < phase.retry.maxAttempts
  if (claim.run === undefined || !isDue) return claim
  const run = lookAtRun(claim.run, context, true)
  if (typeof run !== 'object') return claim
  if (run.status !== 'completed') return { ...claim, end: undefined }
  return howItEnded(claim, howRunEnded(run)) === 'green' ? ended(claim, 'green', now) : claim
}

/** What this run has asked GitHub is remembered, so that the next one need not ask again. */
export function withCancellation(claim: Claim, { observation, now }: Pick<Context, 'observation' | 'now'>): Claim {
  if (claim.run === undefined || !observation.cancelled.has(claim.run)) return claim
  return { ...claim, cancelled: new Date(now).toISOString() }
}

/** Whoever is assigned in the place of the one we assigned is the worker now; with nobody there the slot is given back. */
function followHands(claim: Claim, record: TaskRecord, { issue }: TaskView, { now }: Context): Claim {
  const among = (logins: readonly string[], login: string) => logins.some((other) => sameAccount(other, login))
  if (record.assigned.length > 0 && issue!.assignees.length === 0) return ended(claim, 'released', now)
  const ours = claim.logins.filter((login) => among(record.assigned, login))
  if (ours.length === 0 || ours.some((login) => among(issue!.assignees, login))) return claim
  return { ...claim, worker: 'person', logins: issue!.assignees }
}

/** A claim of which it is not recorded that its worker was started. */
function followStart(claim: Claim, view: TaskView, context: Context): Claim {
  const { observation, now } = context
  const name = claimName(view.task.id, claim)
  const start = observation.starts.get(name)
  if (start?.as === 'started') return { ...claim, started: start.at, run: start.run }
  if (start?.as === 'refused')
    return { ...claim, end: { at: start.at, how: 'refused', why: start.why.slice(0, longestReason) } }
  // Of its own claim a run knows that it has started nothing yet.
  if (start === undefined && observation.claimed.get(view.task.id)?.number === claim.number) return claim
  if (claim.worker !== 'run') {
    const isAssigned = claim.logins.some((login) => view.issue!.assignees.some((other) => sameAccount(other, login)))
    return isAssigned ? { ...claim, started: claim.since } : claim
  }
  const run = findRun(claim, view, context)
  return run === undefined ? claim : { ...claim, started: notAfter(now, run.createdAt), run: run.id }
}

/** The run that bears the claim in its name; undefined where none is known. */
function findRun(claim: Claim, view: TaskView, { observation, questions }: Context): WorkerRun | undefined {
  const name = claimName(view.task.id, claim)
  const look = observation.starts.get(name)?.as === 'unknown' ? 1 : 0
  const question: Question = { ask: 'claim-run', claim: name, workflow: claim.workflow, look }
  if (!isAnswered(observation, question)) questions.push(question)
  const found = observation.claimRuns.get(name)
  return typeof found === 'object' ? found : undefined
}

/** How a run is, read once in a run of ours, and once more where something may have changed it since. */
export function lookAtRun(
  id: number,
  { observation, questions }: Pick<Context, 'observation' | 'questions'>,
  afterItsEnd = false,
): WorkerRun | Absence | undefined {
  const look = afterItsEnd ? 2 : Number(observation.cancelled.has(id))
  const question: Question = { ask: 'run', id, look }
  if (!isAnswered(observation, question)) questions.push(question)
  return observation.runs.get(id)
}

/** A run of which nobody learns any more how it ends. */
export function isGone(run: WorkerRun | Absence | undefined): boolean {
  return run === 'deleted' || run === 'moved'
}

function followRun(claim: Claim, view: TaskView, context: Context): Claim {
  const { observation, now } = context
  if (claim.run === undefined) {
    const found = findRun(claim, view, context)
    if (found !== undefined) return judgeRun({ ...claim, run: found.id }, found, view, now)
    const isUnseen = observation.claimRuns.get(claimName(view.task.id, claim)) === 'none'
    const isLost = isUnseen && now - Date.parse(claim.started!) >= appearsWithin
    return isLost ? ended(claim, howItEnded(claim, 'lost'), now) : claim
  }
  const run = lookAtRun(claim.run, context)
  if (isGone(run)) return ended(claim, howItEnded(claim, 'lost'), now)
  return typeof run === 'object' ? judgeRun(claim, run, view, now) : claim
}

/** A run in progress is its own sign of life; one that waits for a runner shows none. */
function judgeRun(claim: Claim, run: WorkerRun, { phase }: TaskView, now: number): Claim {
  if (run.status === 'completed')
    return ended(claim, howItEnded(claim, howRunEnded(run)), Math.min(now, Date.parse(run.updatedAt)))
  const isSilent = run.status === 'queued' && silence(claim, [], now) >= phase.heartbeat.releaseAfter
  return isSilent ? { ...claim, giveUp: claim.giveUp ?? 'silence' } : claim
}

function howRunEnded({ conclusion }: WorkerRun): ClaimEnd {
  return conclusion === 'success' || conclusion === 'neutral' ? 'green' : 'failed'
}

/** What was given up ended for that reason, whatever became of its worker. */
function howItEnded({ giveUp }: Claim, otherwise: ClaimEnd): ClaimEnd {
  if (giveUp === 'silence') return 'silent'
  return giveUp === undefined ? otherwise : 'released'
}

/** An agent says by comments and pull requests that it is alive. */
function followAgent(claim: Claim, view: TaskView, { phase, observation, now, wanted, questions }: Context): Claim {
  const { number } = view.issue!
  wanted.add(number)
  const pulls = observation.pulls.get(number) ?? []
  const { stallAfter, releaseAfter } = view.phase.heartbeat
  const isRead = observation.remarks.has(number)
  const question: Question = { ask: 'remarks', number, since: phase.record.read.get(String(number))?.at }
  if (silence(claim, pulls, now) >= stallAfter && !isRead && !isAnswered(observation, question))
    questions.push(question)
  // Comments that could not be read may hold a sign of life.
  return silence(claim, pulls, now) < releaseAfter || !isRead ? claim : ended(claim, 'silent', now)
}

/**
 * The newest sign of life in a comment by the worker itself, which may edit one comment over and over, or in a commit to
 * its progress file, which takes write access.
 */
function withHeartbeat(claim: Claim, view: TaskView, context: Context): Claim {
  const { observation, questions } = context
  let latest = claim
  for (const { author, updatedAt, commands, ours } of observation.remarks.get(view.issue!.number) ?? []) {
    const beat = commands.find(({ name }) => name === 'heartbeat')
    if (beat?.name !== 'heartbeat' || author === undefined || ours !== undefined) continue
    const isNews = Date.parse(updatedAt) > Date.parse(latest.heartbeat ?? latest.since)
    if (isNews && isWorker(author, view, claim, observation)) {
      latest = { ...latest, heartbeat: updatedAt, percent: beat.percent ?? latest.percent }
    }
  }
  const { sign, questions: open } = signByCommit(view, context.phase, context)
  questions.push(...open)
  if (sign === undefined || Date.parse(sign.at) <= Date.parse(latest.heartbeat ?? latest.since)) return latest
  return { ...latest, heartbeat: sign.at, percent: sign.percent ?? latest.percent }
}

/** Milliseconds without a sign of life, by the run's clock. */
function silence(claim: Claim, pulls: readonly PullRequest[], now: number): number {
  const signs = [claim.started, claim.heartbeat, ...pulls.map(({ updatedAt }) => updatedAt)]
  return now - Math.max(...signs.map((at) => (at === undefined ? 0 : Date.parse(at))))
}

function notAfter(now: number, instant: string): string {
  return new Date(Math.min(now, Date.parse(instant))).toISOString()
}

function workOf(
  view: TaskView,
  record: TaskRecord | undefined,
  pulls: readonly PullRequest[],
  context: Context,
): Omit<Work, 'pulls'> {
  const claim = record?.claim
  const { phase } = view
  const simple = (kind: Work['kind']) => ({ kind, until: 0 })
  if (claim !== undefined && claim.end === undefined) {
    if (claim.giveUp !== undefined) return simple('ending')
    if (claim.started === undefined) return simple('starting')
    return simple(isStalled(claim, view, pulls, context) ? 'stalled' : 'running')
  }
  if (record?.hold !== undefined) return simple('held')
  if (record?.reviewSince !== undefined) return simple('review')
  if (claim === undefined || !isFailure(claim)) return simple('idle')
  if (claim.attempt >= phase.retry.maxAttempts) return simple('failed')
  // What nobody here can start goes back into the queue instead.
  if (!startsHere(phase, claim) && context.now >= Date.parse(claim.end!.at) + phase.retry.backoff) return simple('idle')
  return { kind: 'waiting', until: Date.parse(claim.end!.at) + phase.retry.backoff }
}

/** Whether the claim's model is dispatched or assigned: the jobs of a matrix are started by others. */
function startsHere({ models }: Phase, { model }: Claim): boolean {
  const known = models.get(model ?? '')
  return known !== undefined && (known.workflow !== undefined || known.assign.length > 0)
}

function isStalled(
  claim: Claim,
  view: TaskView,
  pulls: readonly PullRequest[],
  { observation, now }: Context,
): boolean {
  if (claim.worker === 'person') return false
  if (claim.worker === 'run') {
    const run = claim.run === undefined ? undefined : observation.runs.get(claim.run)
    const found = run ?? observation.claimRuns.get(claimName(view.task.id, claim))
    if (typeof found !== 'object' || found.status !== 'queued') return false
  }
  return silence(claim, pulls, now) >= view.phase.heartbeat.stallAfter
}

/** GitHub takes its time to cancel a run; asked again is it only when that was long ago. */
export function isCancelled({ run, cancelled }: Claim, observation: Observation, now: number): boolean {
  if (run !== undefined && observation.cancelled.has(run)) return true
  return cancelled !== undefined && now - Date.parse(cancelled) < cancelSettles
}

/** The run that GitHub has to be asked now to cancel, because its claim was given up. */
export function runToCancel({ record }: TaskView, observation: Observation, now: number): number | undefined {
  const claim = record?.claim
  if (claim?.giveUp === undefined || isOver(claim) || isCancelled(claim, observation, now)) return undefined
  return claim.run
}
