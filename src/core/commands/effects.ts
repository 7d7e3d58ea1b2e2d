import { withCommands } from '../workers/follow-workers.ts'
import type { Command } from './command.ts'
import type { CommandContext, Effect, Pending } from './effect.ts'
import { answersTo } from './inbox.ts'
import { roleOf } from './roles.ts'
import { spawnEffect } from './spawn-effect.ts'
import { taskEffect } from './task-effects.ts'

/** What one command does, given who wrote it, where, and how its task stands. */
export function effectOf(pending: Pending, context: CommandContext): Effect {
  const { command, remark } = pending
  const role = roleOf(pending, context)
  if ('ask' in role) return { do: 'ask', questions: [role.ask] }
  const open = isOpenToAll(command)
  if (!role.may && !open) return doubtAbout(pending, context)
  if (!role.writes && open && wasAnsweredToday(pending, context)) return { do: 'dismiss' }
  if (remark.updatedAt !== remark.createdAt && command.name !== 'heartbeat') {
    return {
      do: 'refuse',
      code: 'comment-edited',
      reason: ['the comment was edited before it was read: say it in a new one'],
    }
  }
  if (command.name === 'mistake')
    return { do: 'refuse', code: 'command-unclear', reason: [`${command.why} Try ${command.suggestion}`] }
  if (command.name === 'phase') return phaseEffect(command, pending, context)
  if (command.name === 'spawn') return spawnEffect(command, pending, context)
  if (pending.task === undefined) {
    if (!role.writes) return { do: 'dismiss' }
    return {
      do: 'refuse',
      code: 'command-needs-task',
      reason: [`/${command.name} belongs on the issue of a task`],
    }
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

/** Without an answer of GitHub's nobody may write, and it is said why: to whoever really may not, once a day at most. */
function doubtAbout(pending: Pending, context: CommandContext): Effect {
  const { author } = pending.remark
  const isUnsure = context.world.observation.unsure.has(author!.toLowerCase())
  if (!isUnsure || wasAnsweredToday(pending, context)) return { do: 'dismiss' }
  return {
    do: 'refuse',
    code: 'rights-unknown',
    reason: ['GitHub did not say whether you may write here: say it again in a new comment'],
  }
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
    const paused = phase.record.paused ?? { by: remark.author!, at }
    return { do: 'change-phase', phase: phase.phase.id, record: { paused, commands } }
  }
  // A pause is a brake as well.
  if (brake(phase) === undefined) {
    return { do: 'refuse', code: 'phase-not-paused', reason: ['the phase is not paused: it goes on as it is'] }
  }
  return { do: 'change-phase', phase: phase.phase.id, record: { paused: undefined, resumed: at, commands } }
}
