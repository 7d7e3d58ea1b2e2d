import type { Blocking } from '../blocking.ts'
import { type Claim, isOver } from '../claim.ts'
import { sameAccount } from '../issue.ts'
import { isAnswered, type Question } from '../observation.ts'
import type { Phrase } from '../phrase.ts'
import type { ProgressRecord } from '../progress-record.ts'
import { nextClaim, startProblem } from '../starts.ts'
import { planChecksum } from '../task-part.ts'
import { emptyTaskRecord, type TaskRecord } from '../task-record.ts'
import type { PhaseView, TaskView } from '../task-view.ts'
import { isAtWork } from '../work.ts'
import { describeWork } from '../work-phrases.ts'
import { behindFrom, isWorker, withCommands } from '../workers.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'
import { answersTo, hasSlot, type Letter, type OpenCommand, spawnTargets } from './inbox.ts'

/** What a command comes to. */
export type Effect =
  /** Something has to be known first. */
  | { readonly do: 'ask'; readonly questions: readonly Question[] }
  /** It was begun, and goes on when GitHub has done its part. */
  | { readonly do: 'wait' }
  /** Without a reason: shown by a reaction alone. */
  | { readonly do: 'refuse'; readonly reason: Phrase | undefined }
  /** The records of tasks change. */
  | { readonly do: 'change'; readonly task: string; readonly record: TaskRecord }
  | { readonly do: 'change-phase'; readonly phase: string; readonly record: Partial<ProgressRecord> }
  /** The worker of a task is to be started; `claim` is what it would run under. */
  | { readonly do: 'start'; readonly task: string; readonly claim: Claim }
  | { readonly do: 'answer'; readonly what: 'why' | 'status' | 'help' | 'report' }

export interface CommandContext {
  readonly world: World
  readonly blocking: ReadonlyMap<string, Blocking>
  /** Why no worker may be started in a phase just now; undefined where one may. */
  readonly brake: (phase: PhaseView) => Phrase | undefined
}

/** One command of a letter. */
export type Pending = Letter & OpenCommand

/** Commands that only people with write may use. Those of `assigneesToo` are open to the task's assignees as well. */
const assigneesToo: ReadonlySet<Command['name']> = new Set(['release', 'heartbeat'])

/** What one command does, given who wrote it, where, and how its task stands. */
export function effectOf(pending: Pending, context: CommandContext): Effect {
  const { command, remark } = pending
  const role = roleOf(pending, context)
  if ('ask' in role) return { do: 'ask', questions: [role.ask] }
  const open = isOpenToAll(command)
  if (!role.may && !open) return { do: 'refuse', reason: undefined }
  if (!role.writes && open && wasAnsweredToday(pending, context)) return { do: 'refuse', reason: undefined }
  if (remark.updatedAt !== remark.createdAt && command.name !== 'heartbeat') {
    return { do: 'refuse', reason: ['the comment was edited before it was read: say it in a new one'] }
  }
  if (command.name === 'mistake') return { do: 'refuse', reason: [`${command.why} Try ${command.suggestion}`] }
  if (command.name === 'phase') return phaseEffect(command, pending, context)
  if (command.name === 'spawn') return spawnEffect(command, pending, context)
  if (pending.task === undefined) {
    return { do: 'refuse', reason: [`/${command.name} belongs on the issue of a task`] }
  }
  const changed = taskEffect(command, pending, pending.task, context)
  if (changed.do !== 'record') return changed
  const commands = withCommands(changed.record.commands, changed.settled === false ? [] : [pending.key])
  return { do: 'change', task: pending.task.task.id, record: { ...changed.record, commands } }
}

function isOpenToAll(command: Command): boolean {
  if (command.name === 'why') return true
  return command.name === 'phase' && (command.verb === 'help' || command.verb === 'status')
}

/** Whether the author may give the command; an error of the permission endpoint counts as no. */
function roleOf(
  { command, remark, task }: Pending,
  { world }: CommandContext,
): { may: boolean; writes: boolean } | { ask: Question } {
  const { observation } = world
  const login = remark.author!
  if (task !== undefined && assigneesToo.has(command.name)) {
    const isAssignee = task.issue!.assignees.some((other) => sameAccount(other, login))
    const isItsWorker = command.name === 'heartbeat' && isWorkerOf(task, login, world)
    if (isAssignee || isItsWorker) return { may: true, writes: false }
  }
  const question: Question = { ask: 'writer', login }
  if (!isAnswered(observation, question)) return { ask: question }
  const writes = observation.writers.get(login.toLowerCase()) === true
  return { may: writes, writes }
}

/** A job of somebody's own workflow comments as we do: it counts where the task's model is started by nobody here. */
function isWorkerOf(view: TaskView, login: string, { observation }: World): boolean {
  if (isWorker(login, view, view.record?.claim, observation)) return true
  const model = view.phase.models.get(view.task.model ?? '')
  const byOthers = model !== undefined && model.workflow === undefined && model.assign.length === 0
  return byOthers && sameAccount(login, observation.me)
}

function wasAnsweredToday({ phase, issue }: Pending, { world }: CommandContext): boolean {
  return answersTo(phase, world).has(String(issue))
}

function phaseEffect(
  { verb }: Extract<Command, { name: 'phase' }>,
  { key, remark, phase }: Pending,
  { world, brake }: CommandContext,
): Effect {
  if (verb === 'help' || verb === 'status' || verb === 'report') return { do: 'answer', what: verb }
  const commands = withCommands(phase.record.commands, [key])
  const at = new Date(world.now).toISOString()
  if (verb === 'pause') {
    const paused = phase.record.paused ?? { by: remark.author!, at, reason: '' }
    return { do: 'change-phase', phase: phase.phase.id, record: { paused, commands } }
  }
  if (phase.record.paused === undefined && brake(phase) === undefined) {
    return { do: 'refuse', reason: ['the phase is not paused'] }
  }
  return { do: 'change-phase', phase: phase.phase.id, record: { paused: undefined, resumed: at, commands } }
}

function spawnEffect(command: Extract<Command, { name: 'spawn' }>, pending: Pending, context: CommandContext): Effect {
  const { key, phase, task } = pending
  if (task !== undefined && command.tasks.length > 0) {
    const own = command.tasks.every((id) => id.toLowerCase() === task.task.id.toLowerCase())
    if (!own) return { do: 'refuse', reason: ['to start other tasks say so on the progress issue'] }
  }
  const { tasks, unknown } = task === undefined ? spawnTargets(key, command, phase) : { tasks: [task], unknown: [] }
  const reasons: Phrase[] = unknown.map((id) => [`${id} is no task of this phase`])
  if (tasks.length === 0 && unknown.length === 0) return { do: 'refuse', reason: ['no pick waits for its worker'] }
  for (const target of tasks) {
    const effect = spawnOne(command.model, target, pending, context)
    if (effect === 'done') continue
    if (effect.do !== 'refuse') return effect
    if (effect.reason !== undefined) reasons.push(effect.reason)
  }
  if (reasons.length === 0) return { do: 'wait' }
  return { do: 'refuse', reason: reasons.flatMap((reason, at) => (at === 0 ? reason : ['; ', ...reason])) }
}

function spawnOne(
  asked: string | undefined,
  view: TaskView,
  { key, remark, phase }: Pending,
  { world, blocking, brake }: CommandContext,
): Effect | 'done' {
  const { task, record, work, outcome } = view
  const me: Phrase[number] = { task: task.id }
  if (record?.commands.includes(key)) return 'done'
  const { claim } = record ?? emptyTaskRecord
  if (claim?.command === key) {
    // A closed issue is not followed any further: nothing more will come of the claim.
    if (claim.end === undefined && outcome !== undefined) {
      return { do: 'refuse', reason: [me, ` is ${outcome}: it ended before its worker was known to be started`] }
    }
    if (claim.end === undefined) return { do: 'wait' }
    return { do: 'refuse', reason: ['GitHub did not take the start of ', me, `: ${refusalOf(view, world)}`] }
  }
  const obstacle = whyNotStarted(view, blocking.get(task.id)!)
  if (obstacle !== undefined) return { do: 'refuse', reason: obstacle }
  const name = asked ?? task.model
  const model = [...phase.phase.models.keys()].find((other) => other.toLowerCase() === name?.toLowerCase())
  if (name === undefined) {
    return { do: 'refuse', reason: [me, ' has no model: its assignees do it. Name one with /spawn model=…'] }
  }
  if (model === undefined) return { do: 'refuse', reason: [`the phase file has no model ${name}`] }
  const stopped = brake(phase)
  if (stopped !== undefined) return { do: 'refuse', reason: stopped }
  if (world.observation.taken.has(task.id)) return { do: 'wait' }
  const problem = startProblem(phase.phase.models.get(model)!, world.observation)
  if ('ask' in problem) return { do: 'ask', questions: problem.ask }
  if (problem.reason !== undefined) return { do: 'refuse', reason: problem.reason }
  const attempt = work.kind === 'waiting' ? (claim?.attempt ?? 0) + 1 : 1
  const start = { attempt, by: remark.author!, command: key }
  return {
    do: 'start',
    task: task.id,
    claim: nextClaim(view, phase.phase.models.get(model)!, start, planChecksum(task), world.now),
  }
}

function refusalOf({ task, record }: TaskView, { observation }: World): string {
  const start = observation.starts.get(`${task.id}#${record?.claim?.number ?? 0}`)
  return start?.as === 'refused' ? start.why : 'its log tells why'
}

/** Why a task's worker cannot be started, whatever the slots. */
function whyNotStarted(
  { task, outcome, work, record, issue, number, where }: TaskView,
  blocking: Blocking,
): Phrase | undefined {
  const me: Phrase[number] = { task: task.id }
  if (outcome !== undefined)
    return [me, outcome === 'done' ? ' is done: reopen it first' : ' was dropped: reopen it first']
  if (issue === undefined || where.kind !== 'known') return [`${task.id} has no issue yet`]
  if (issue.locked) return [{ issue: number! }, ' is locked']
  switch (work.kind) {
    case 'running':
    case 'stalled':
    case 'starting':
    case 'ending':
      return ['a worker is at ', me, ' already; /release gives it back first']
    case 'review':
      return [me, ' is handed in and waits for review; /release sends it back into the queue']
    case 'held':
      return [me, ` is held by ${record!.hold!.by}; /unhold lets it go on`]
    default:
      return obstacles(me, blocking)
  }
}

function obstacles(me: Phrase[number], { obstacles: all }: Blocking): Phrase | undefined {
  const first = all[0]
  if (first === undefined) return undefined
  const more = all.length > 1 ? [`, and so do ${all.length - 1} more`] : []
  switch (first.by) {
    case 'task':
      if (first.dropped) return [{ task: first.id }, ' was dropped, and ', me, ' depends on it', ...more]
      return [{ task: first.id }, ' is open; ', me, ' starts after it', ...more]
    case 'issue':
      return [{ issue: first.number, repository: first.repository }, ' is open; ', me, ' starts after it', ...more]
    case 'others':
      return [me, ' starts when every other task is done']
    case 'unknown':
      return [me, ' waits for something that cannot be read here']
  }
}

/** A task's changed record; `settled: false` where the command is done only once GitHub has done its part. */
type Changed = { readonly do: 'record'; readonly record: TaskRecord; readonly settled?: boolean } | Effect

function taskEffect(
  command: Exclude<Command, { name: 'mistake' | 'phase' | 'spawn' }>,
  pending: Pending,
  view: TaskView,
  context: CommandContext,
): Changed {
  const record = view.record ?? emptyTaskRecord
  const me: Phrase[number] = { task: view.task.id }
  if (command.name === 'why') return { do: 'answer', what: 'why' }
  if (view.outcome !== undefined) return { do: 'refuse', reason: [me, ` is ${view.outcome}: reopen it first`] }
  switch (command.name) {
    case 'hold': {
      const hold = record.hold ?? { by: pending.remark.author!, reason: command.reason }
      if (!command.now || !isAtWork(view.work)) return { do: 'record', record: { ...record, hold } }
      return giveUp({ ...record, hold }, 'hold', pending.key)
    }
    case 'unhold':
      if (record.hold === undefined) return { do: 'refuse', reason: [me, ' is not held'] }
      return { do: 'record', record: { ...record, hold: undefined } }
    case 'next':
      if (view.work.kind !== 'idle')
        return { do: 'refuse', reason: [me, ' is not in the queue: it ', ...describeWork(view)] }
      if (hasSlot(view, pending.phase)) return { do: 'refuse', reason: [me, ' has a slot already'] }
      return { do: 'record', record: { ...record, next: true, behindUntil: undefined } }
    case 'release':
      return release(record, pending, view, context)
    case 'heartbeat':
      return heartbeat(command, record, pending, view, context)
  }
}

function giveUp(record: TaskRecord, why: 'release' | 'hold', key: string): Changed {
  const { claim } = record
  if (claim === undefined || isOver(claim)) return { do: 'record', record }
  if (claim.giveUp !== undefined)
    return { do: 'record', record: { ...record, commands: withCommands(record.commands, [key]) } }
  return { do: 'record', record: { ...record, claim: { ...claim, giveUp: why, release: key } }, settled: false }
}

function release(record: TaskRecord, { key, phase }: Pending, view: TaskView, { world }: CommandContext): Changed {
  const me: Phrase[number] = { task: view.task.id }
  const back = { ...record, behindUntil: behindFrom(world.now) }
  switch (view.work.kind) {
    case 'ending':
      return record.claim?.release === key ? { do: 'wait' } : giveUp(record, 'release', key)
    case 'running':
    case 'stalled':
      return giveUp(record, 'release', key)
    case 'starting':
      return { do: 'refuse', reason: ['the worker of ', me, ' is being started just now; say it again when it runs'] }
    case 'review':
    case 'waiting':
    case 'failed':
      return { do: 'record', record: { ...back, reviewSince: undefined, claim: released(record.claim, world.now) } }
    case 'held':
      return { do: 'refuse', reason: [me, ' is held, and has no slot; /unhold lets it go on'] }
    default:
      if (!hasSlot(view, phase)) return { do: 'refuse', reason: [me, ' has no slot'] }
      return { do: 'record', record: back }
  }
}

function released(claim: Claim | undefined, now: number): Claim | undefined {
  return claim && { ...claim, end: { at: new Date(now).toISOString(), how: 'released' } }
}

function heartbeat(
  { percent }: Extract<Command, { name: 'heartbeat' }>,
  record: TaskRecord,
  { remark, phase }: Pending,
  view: TaskView,
  { world }: CommandContext,
): Changed {
  const me: Phrase[number] = { task: view.task.id }
  const { claim } = record
  const login = remark.author!
  if (claim !== undefined && !isOver(claim)) {
    return {
      do: 'record',
      record: { ...record, claim: { ...claim, heartbeat: remark.updatedAt, percent: percent ?? claim.percent } },
    }
  }
  if (view.work.kind !== 'idle' || !hasSlot(view, phase)) {
    return { do: 'refuse', reason: [me, ' has no slot, so nothing of it is under way'] }
  }
  const model = view.phase.models.get(view.task.model ?? '')
  const isAgent = isWorkerOf(view, login, world) && !view.issue!.assignees.some((other) => sameAccount(other, login))
  const start = { attempt: 1, by: login, command: undefined }
  const at = new Date(world.now).toISOString()
  const begun: Claim = {
    ...nextClaim(view, model, start, planChecksum(view.task), world.now),
    worker: isAgent ? 'agent' : 'person',
    workflow: '',
    logins: [login],
    started: at,
    heartbeat: remark.updatedAt,
    percent,
  }
  return { do: 'record', record: { ...record, claim: begun, claims: begun.number } }
}
