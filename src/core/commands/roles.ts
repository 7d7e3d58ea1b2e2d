import { sameAccount } from '../issues/issue.ts'
import { isAnswered, type Question } from '../observation.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { isWorker } from '../workers/hand-in.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'
import type { CommandContext, Pending } from './effect.ts'

/** Commands that only people with write may use. Those of `assigneesToo` are open to the task's assignees as well. */
const assigneesToo: ReadonlySet<Command['name']> = new Set(['release', 'heartbeat'])

/** Whether the author may give the command; an error of the permission endpoint counts as no. */
export function roleOf(
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
  // Other workflows speak with the same login, and some repeat there what anybody has said.
  if (remark.bot && sameAccount(login, observation.me)) return { may: false, writes: false }
  const question: Question = { ask: 'writer', login }
  if (!isAnswered(observation, question)) return { ask: question }
  const writes = observation.writers.get(login.toLowerCase()) === true
  return { may: writes, writes }
}

/** A job of somebody's own workflow comments as we do: it counts where the task's model is started by nobody here. */
export function isWorkerOf(view: TaskView, login: string, { observation }: World): boolean {
  if (isWorker(login, view, view.record?.claim, observation)) return true
  const model = view.phase.models.get(view.task.model ?? '')
  const byOthers = model !== undefined && model.workflow === undefined && model.assign.length === 0
  return byOthers && sameAccount(login, observation.me)
}
