import { labelsFor } from '../issues/labels.ts'
import type { Phase, Task } from '../phase.ts'
import { handoverPhrases } from '../picks/handover.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { nextRecord } from '../picks/task-states.ts'
import { checksum } from '../records/checksum.ts'
import type { TaskState } from '../records/task-record.ts'
import { planChecksum } from '../tasks/plan-checksum.ts'
import { markedId, type TaskView } from '../tasks/task-view.ts'
import { plainText } from '../text/inert.ts'
import type { Phrase } from '../text/phrase.ts'
import { formatEffort } from '../time/calendar.ts'
import type { ManagedTask } from './managed-task.ts'

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
    notes: notes(view, state),
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

export function headline({ task, issue, record, work }: TaskView, state: TaskState): Phrase {
  const claim = record?.claim
  switch (state) {
    case 'assigned':
      if (work.kind === 'starting') return [`Its worker, ${claim?.model ?? 'a person'}, is being started.`]
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
    case 'running':
      if (work.kind === 'ending') return ['Its worker is being stopped.']
      return claim?.worker === 'person'
        ? [`${claim.logins.join(', ')} is at it.`]
        : [`Its worker, ${claim?.model ?? 'an agent'}, is at it: attempt ${claim?.attempt ?? 1}.`]
    case 'stalled':
      return ['Its worker shows no sign of life.']
    case 'review':
      return ['Its work is handed in: look at it, then close this issue.']
    case 'waiting':
      return [`Attempt ${claim?.attempt ?? 1} failed; the next one starts by itself.`]
    case 'failed':
      return [`Attempt ${claim?.attempt ?? 1} failed, and there are no more: say /spawn to try again, or close it.`]
    case 'held':
      return [`Held by ${record?.hold?.by ?? 'somebody'}${quote(record?.hold?.reason)}; /unhold lets it go on.`]
  }
}

function quote(reason: string | undefined): string {
  return reason === undefined || reason === '' ? '' : ` (${reason})`
}

function notes({ task, record, work }: TaskView, state: TaskState): Phrase[] {
  const claim = record?.claim
  if (state === 'done' || state === 'dropped') return []
  const isQueued = state === 'ready' || state === 'blocked'
  const isAtIt = state === 'running' || state === 'stalled' || state === 'review'
  const changed = isAtIt && claim !== undefined && claim.plan !== '' && claim.plan !== planChecksum(task)
  const pulls = state === 'review' ? work.pulls : []
  return [
    ...(claim?.run !== undefined && state !== 'assigned' && state !== 'ready' && state !== 'blocked'
      ? [[isAtIt ? 'Its worker: ' : 'Its last worker: ', { run: claim.run }, '.']]
      : []),
    ...(changed ? [['The phase file has changed since its worker started.']] : []),
    ...pulls.map(
      ({ number, draft }): Phrase => [{ issue: number }, draft ? ' (a draft) will close it.' : ' will close it.'],
    ),
    ...(isQueued ? [] : handoverPhrases(record?.handover ?? [])),
  ]
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
