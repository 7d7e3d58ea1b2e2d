import type { Blocking } from '../picks/blocking.ts'
import { type Claim, claimName } from '../records/claim.ts'
import { emptyTaskRecord } from '../records/task-record.ts'
import { planChecksum } from '../tasks/plan-checksum.ts'
import type { TaskView } from '../tasks/task-view.ts'
import type { Phrase } from '../text/phrase.ts'
import { nextClaim, startProblem, unknownModel } from '../workers/starts.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'
import type { CommandContext, Effect, Pending, Refusal } from './effect.ts'
import { spawnTargets } from './inbox.ts'

export function spawnEffect(
  command: Extract<Command, { name: 'spawn' }>,
  pending: Pending,
  context: CommandContext,
): Effect {
  const { key, phase, task } = pending
  if (task !== undefined) {
    const own = command.tasks.every((id) => id.toLowerCase() === task.task.id.toLowerCase())
    if (!own)
      return {
        do: 'refuse',
        code: 'spawn-elsewhere',
        reason: ['to start other tasks say so on the progress issue'],
      }
  }
  const { tasks, unknown } = task === undefined ? spawnTargets(key, command, phase) : { tasks: [task], unknown: [] }
  const refusals = unknown.map((id): Refusal => ({ code: 'unknown-task', reason: [`${id} is no task of this phase`] }))
  if (tasks.length === 0 && unknown.length === 0)
    return {
      do: 'refuse',
      code: 'no-pick-waits',
      reason: ['no pick waits for its worker: look under "Working now" for what is at work'],
    }
  for (const target of tasks) {
    const effect = spawnOne(command.model, target, pending, context)
    if (effect === 'done') continue
    if (effect.do !== 'refuse') return effect
    refusals.push(effect)
  }
  const first = refusals[0]
  if (first === undefined) return { do: 'wait' }
  const distinct = [...new Map(refusals.map(({ reason }) => [JSON.stringify(reason), reason])).values()]
  return {
    do: 'refuse',
    code: first.code,
    reason: distinct.flatMap((reason, at) => (at === 0 ? reason : ['; ', ...reason])),
  }
}

function spawnOne(
  asked: string | undefined,
  view: TaskView,
  { key, remark, phase }: Pending,
  { world, blocking, brake }: CommandContext,
): Exclude<Effect, { do: 'dismiss' }> | 'done' {
  const { task, record, work, outcome } = view
  const me: Phrase[number] = { task: task.id }
  if (record?.commands.includes(key)) return 'done'
  const { claim } = record ?? emptyTaskRecord
  if (claim?.command === key) {
    // A closed issue is not followed any further: nothing more will come of the claim.
    if (claim.end === undefined && outcome !== undefined) {
      return {
        do: 'refuse',
        code: 'ended-before-start',
        reason: [me, ` is ${outcome}: it ended before its worker was known to be started`],
      }
    }
    if (claim.end === undefined) return { do: 'wait' }
    return {
      do: 'refuse',
      code: 'start-refused',
      reason: ['GitHub did not take the start of ', me, `: ${refusalOf(claim, view, world)}`],
    }
  }
  const obstacle = whyNotStarted(view, blocking.get(task.id)!)
  if (obstacle !== undefined) return { do: 'refuse', ...obstacle }
  const name = asked ?? task.model
  const model = [...phase.phase.models.keys()].find((other) => other.toLowerCase() === name?.toLowerCase())
  if (name === undefined) {
    return {
      do: 'refuse',
      code: 'task-without-model',
      reason: [me, ' has no model: its assignees do it. Name one with /spawn model=…'],
    }
  }
  if (model === undefined) return { do: 'refuse', ...unknownModel(name) }
  const stopped = brake(phase)
  if (stopped !== undefined) return { do: 'refuse', ...stopped }
  if (world.observation.taken.has(task.id)) return { do: 'wait' }
  const found = startProblem(phase.phase.models.get(model)!, world.observation)
  if ('ask' in found) return { do: 'ask', questions: found.ask }
  if (found.problem !== undefined) return { do: 'refuse', ...found.problem }
  const attempt = work.kind === 'waiting' ? (claim?.attempt ?? 0) + 1 : 1
  const start = { attempt, by: remark.author!, command: key }
  return {
    do: 'start',
    task: task.id,
    claim: nextClaim(view, phase.phase.models.get(model)!, start, planChecksum(task), world.now),
  }
}

/** The words of GitHub: whole in the run that heard them, their beginning in the record. */
function refusalOf(claim: Claim, { task }: TaskView, { observation }: World): string {
  const start = observation.starts.get(claimName(task.id, claim))
  return start?.as === 'refused' ? start.why : (claim.end?.why ?? 'its log tells why')
}

const lost = 'has lost its issue; the progress issue says what is to be decided'
const unopened = 'has no issue yet; a later run opens it'

/** Why a task's worker cannot be started, whatever the slots. */
function whyNotStarted(
  { task, outcome, work, record, issue, number, where }: TaskView,
  blocking: Blocking,
): Refusal | undefined {
  const me: Phrase[number] = { task: task.id }
  if (outcome !== undefined)
    return { code: 'task-ended', reason: [me, ` ${outcome === 'done' ? 'is done' : 'was dropped'}: reopen it first`] }
  if (issue === undefined)
    return { code: 'issue-missing', reason: [`${task.id} ${where.kind === 'lost' ? lost : unopened}`] }
  if (issue.locked) return { code: 'issue-locked', reason: [{ issue: number! }, ' is locked: unlock it first'] }
  switch (work.kind) {
    case 'running':
    case 'stalled':
    case 'starting':
    case 'ending':
      return { code: 'already-at-work', reason: ['a worker is at ', me, ' already; /release gives it back first'] }
    case 'review':
      return {
        code: 'in-review',
        reason: [me, ' is handed in and waits for review; /release sends it back into the queue'],
      }
    case 'held':
      return { code: 'task-held', reason: [me, ` is held by ${record!.hold!.by}; /unhold lets it go on`] }
    default: {
      const reason = obstacles(me, blocking)
      return reason && { code: 'task-blocked', reason }
    }
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
