import { sameAccount } from '../issues/issue.ts'
import { describeWork } from '../pages/work-phrases.ts'
import { type Claim, isOver } from '../records/claim.ts'
import { behindFrom, emptyTaskRecord, type TaskRecord } from '../records/task-record.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { isAtWork } from '../tasks/work.ts'
import type { Phrase } from '../text/phrase.ts'
import { begunClaim } from '../workers/starts.ts'
import type { Command } from './command.ts'
import type { CommandContext, Effect, Pending } from './effect.ts'
import { hasSlot } from './inbox.ts'
import { isWorkerOf } from './roles.ts'

/** A task's changed record; `settled: false` where the command is done only once GitHub has done its part. */
type Changed = { readonly do: 'record'; readonly record: TaskRecord; readonly settled?: boolean } | Effect

export function taskEffect(
  command: Exclude<Command, { name: 'mistake' | 'phase' | 'spawn' }>,
  pending: Pending,
  view: TaskView,
  context: CommandContext,
): Changed {
  const record = view.record ?? emptyTaskRecord
  const me: Phrase[number] = { task: view.task.id }
  if (command.name === 'why') return { do: 'answer', what: 'why' }
  if (view.outcome !== undefined)
    return { do: 'refuse', code: 'task-ended', reason: [me, ` is ${view.outcome}: reopen it first`] }
  switch (command.name) {
    case 'hold': {
      const hold = record.hold ?? { by: pending.remark.author!, reason: command.reason }
      if (!command.now || !isAtWork(view.work)) return { do: 'record', record: { ...record, hold } }
      return giveUp({ ...record, hold }, 'hold', pending.key)
    }
    case 'unhold':
      if (record.hold === undefined)
        return { do: 'refuse', code: 'task-not-held', reason: [me, ' is not held; /why tells how it stands'] }
      return { do: 'record', record: { ...record, hold: undefined } }
    case 'next':
      if (view.work.kind !== 'idle')
        return {
          do: 'refuse',
          code: 'task-not-queued',
          reason: [me, ' is not in the queue: it ', ...describeWork(view)],
        }
      if (hasSlot(view, pending.phase))
        return {
          do: 'refuse',
          code: 'slot-taken-already',
          reason: [me, ' has a slot already; /why tells how it stands'],
        }
      return { do: 'record', record: { ...record, next: true, behindUntil: undefined } }
    case 'release':
      return release(record, pending, view, context)
    case 'heartbeat':
      return heartbeat(command, record, pending, view, context)
  }
}

function giveUp(record: TaskRecord, why: 'release' | 'hold', key: string): Changed {
  // What is at work has a claim that is not over.
  const claim = record.claim!
  if (claim.giveUp !== undefined) return { do: 'record', record }
  return { do: 'record', record: { ...record, claim: { ...claim, giveUp: why, release: key } }, settled: false }
}

function release(
  record: TaskRecord,
  { key, phase, remark }: Pending,
  view: TaskView,
  { world }: CommandContext,
): Changed {
  const me: Phrase[number] = { task: view.task.id }
  // Whoever gives back what they were assigned is not assigned again; others do not speak for the assignee.
  const unassigned = record.unassigned || isAssigned(view, remark.author!)
  const back = { ...record, unassigned, behindUntil: behindFrom(world.now) }
  switch (view.work.kind) {
    case 'ending':
      return record.claim!.release === key ? { do: 'wait' } : { do: 'record', record }
    case 'running':
    case 'stalled':
      return giveUp({ ...record, unassigned }, 'release', key)
    case 'starting':
      return {
        do: 'refuse',
        code: 'being-started',
        reason: ['the worker of ', me, ' is being started just now; say it again when it runs'],
      }
    case 'review':
    case 'waiting':
    case 'failed':
      return { do: 'record', record: { ...back, reviewSince: undefined, claim: released(record.claim, world.now) } }
    case 'held':
      return { do: 'refuse', code: 'task-held', reason: [me, ' is held, and has no slot; /unhold lets it go on'] }
    default:
      if (!hasSlot(view, phase))
        return { do: 'refuse', code: 'no-slot', reason: [me, ' has no slot; /why tells how it stands'] }
      return { do: 'record', record: back }
  }
}

function isAssigned({ issue }: TaskView, login: string): boolean {
  return issue!.assignees.some((other) => sameAccount(other, login))
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
    return { do: 'refuse', code: 'no-slot', reason: [me, ' has no slot, so nothing of it is under way'] }
  }
  const isAgent = isWorkerOf(view, login, world) && !isAssigned(view, login)
  const begun = begunClaim(view, { login, isAgent, heartbeat: remark.updatedAt, percent }, world.now)
  return { do: 'record', record: { ...record, claim: begun, claims: begun.number } }
}
