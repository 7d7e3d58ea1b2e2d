import { formatEffort } from './calendar.ts'
import { checksum } from './checksum.ts'
import { plainText } from './inert.ts'
import { labelsFor } from './labels.ts'
import type { ManagedTask } from './managed-task.ts'
import type { Phase, Task } from './phase.ts'
import type { Phrase } from './phrase.ts'
import type { SlotPlan } from './slots.ts'
import type { TaskState } from './task-record.ts'
import { nextRecord } from './task-states.ts'
import { markedId, type TaskView } from './task-view.ts'

/** Characters that GitHub takes for a title. */
const longestTitle = 256

export function titleOf(task: Task): string {
  const title = plainText(`${task.id}: ${task.title}`)
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`
}

/** What stands on a task's issue while it is in a state. Nothing in it moves with the queue. */
export function describeTask(
  view: TaskView,
  state: TaskState,
  links: {
    readonly declared: readonly string[]
    readonly old: readonly number[]
    readonly restored: readonly number[]
  },
  slots: SlotPlan,
  world: { readonly now: number; readonly unassignable: ReadonlySet<string> },
): ManagedTask {
  const { task, phase, where } = view
  const adopted = where.kind === 'known' && where.adopted
  const record = nextRecord(
    view,
    state,
    adopted ? '' : checksum(titleOf(task)),
    labelsFor(task, phase, undefined),
    slots,
    world,
  )
  return {
    id: task.id,
    markedAs: view.text === undefined ? task.id : markedId(task, view.text),
    phase: phase.id,
    phaseFile: phase.file,
    headline: headline(view, state),
    blockedBy: task.final ? [['every other task of this phase']] : task.dependsOn.map((id): Phrase => [{ task: id }]),
    facts: facts(task, phase),
    description: task.description,
    acceptanceCriteria: task.acceptanceCriteria,
    record: {
      ...record,
      restored: [...new Set(links.restored)],
    },
    links: links.declared,
    oldLinks: links.old,
  }
}

function headline({ task, issue }: TaskView, state: TaskState): Phrase {
  switch (state) {
    case 'assigned':
      return [
        task.model === undefined
          ? 'It has a slot: work may begin.'
          : `It has a slot: ready to spawn its worker, ${task.model}.`,
      ]
    case 'ready':
      return ['It may start and waits for a slot.']
    case 'blocked':
      if (issue?.locked) return ['The issue is locked, so nothing happens here until it is unlocked.']
      return [
        task.final
          ? 'It starts when every other task of the phase is done or dropped.'
          : 'It waits for what is linked as blocking it.',
      ]
    case 'done':
      return ['It was closed as completed.']
    case 'dropped':
      return ['It was closed without being done.']
    default:
      return ['A person or a worker is at it.']
  }
}

function facts(task: Task, phase: Phase): [string, string][] {
  const stream = task.stream === undefined ? undefined : phase.streams.get(task.stream)
  return [
    ...(stream === undefined ? [] : [['Stream', stream.title] as [string, string]]),
    ['Priority', String(task.priority)],
    ['Effort', formatEffort(task.effortHours)],
    ...(task.model === undefined ? [] : [['Model', task.model] as [string, string]]),
    ...(task.paths.length === 0 ? [] : [['Paths', task.paths.join(', ')] as [string, string]]),
  ]
}
