import { type Blocker, outcomeOf } from '../issues/issue.ts'
import type { Observation, Question } from '../observation.ts'
import { isAnswered, isTrusted } from '../observation.ts'
import { ownerAtStart } from '../records/managed-part.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'

/** One thing that a task waits for. */
export type Obstacle =
  /** Another task that is not done, and how it stands. */
  | {
      readonly by: 'task'
      readonly id: string
      readonly number: number | undefined
      readonly dropped: boolean
      readonly declared: boolean
    }
  /** An issue that somebody linked by hand. */
  | {
      readonly by: 'issue'
      readonly number: number
      readonly repository: string | undefined
      readonly dropped: boolean
    }
  /** The final task waits for all others. */
  | { readonly by: 'others'; readonly count: number }
  /** GitHub did not say what blocks it, or says that more does than it shows. */
  | { readonly by: 'unknown' }

/** What a task waits for, and how its links on GitHub differ from those that the file declares. */
export interface Blocking {
  readonly obstacles: readonly Obstacle[]
  /** Ids of the blockers that the file declares; for the final task, those that it is linked to. */
  readonly declared: readonly string[]
  /** Ids of declared blockers that are to be linked now. */
  readonly link: readonly string[]
  /** Of those, the ones that somebody had removed. */
  readonly restore: readonly string[]
  /** Declared blockers whose link was removed by hand for the second time. */
  readonly contested: readonly string[]
  /** Ours, but no longer declared. */
  readonly unlink: readonly Blocker[]
  /** Numbers of links of ours that are no longer declared, and of which GitHub did not say whether they still exist. */
  readonly unsure: readonly number[]
  /** Ids of other tasks that it waits for by a link made by hand. */
  readonly byHand: readonly string[]
  readonly questions: readonly Question[]
}

/** GitHub's limit of dependencies on one issue. */
const mostLinks = 50

/** Everything that stands between each unfinished task and its start, by task id. */
export function viewBlocking(
  phases: readonly PhaseView[],
  byId: ReadonlyMap<string, TaskView>,
  observation: Observation,
): ReadonlyMap<string, Blocking> {
  const taskOf = new Map<number, TaskView>()
  for (const view of byId.values()) {
    if (view.number !== undefined) taskOf.set(view.number, view)
  }
  const blocking = new Map<string, Blocking>()
  for (const phase of phases) {
    const sinks = finalBlockers(phase)
    for (const view of phase.tasks) {
      const declared = view.task.final ? sinks : view.task.dependsOn
      blocking.set(view.task.id, blockingOf(view, declared, phase, { byId, taskOf, observation }))
    }
  }
  return blocking
}

interface Context {
  readonly byId: ReadonlyMap<string, TaskView>
  readonly taskOf: ReadonlyMap<number, TaskView>
  readonly observation: Observation
}

/** The tasks that nothing else waits for: what the final task is linked to, as many as fit. */
function finalBlockers({ phase }: PhaseView): readonly string[] {
  const waitedFor = new Set(phase.tasks.filter(({ final }) => !final).flatMap(({ dependsOn }) => dependsOn))
  const sinks = phase.tasks.filter(({ id, final }) => !final && !waitedFor.has(id))
  return sinks.slice(0, mostLinks).map(({ id }) => id)
}

function blockingOf(view: TaskView, declared: readonly string[], phase: PhaseView, context: Context): Blocking {
  const { byId, observation } = context
  const numbers = new Map(declared.flatMap((id) => pair(byId.get(id)?.number, id)))
  const live = liveLinks(view, phase, numbers, observation)
  const merged = (live.list ?? []).filter((blocker) => isMergedDuplicate(blocker, observation))
  const ours = new Set([...(view.record?.links ?? []), ...merged.map(({ number }) => number)])
  const hand = (live.list ?? []).filter(
    ({ number, repository }) => repository !== undefined || !(numbers.has(number) || ours.has(number)),
  )
  const there = new Set(
    (live.list ?? []).flatMap(({ number, repository }) => (repository === undefined ? [number] : [])),
  )
  const missing =
    live.list === undefined ? [] : [...numbers].flatMap(([number, id]) => (there.has(number) ? [] : [{ number, id }]))
  const settled = phase.record.tasks.has(view.task.id) && !phase.record.unlinked.includes(view.task.id)
  const refused = missing.filter(({ id }) => phase.record.refusedLinks.includes(`${view.task.id}>${id}`))
  const wanted = missing.filter((entry) => !refused.includes(entry) && !observation.absent.has(entry.number))
  const removed = settled ? wanted.filter(({ number }) => ours.has(number)) : []
  const contested = removed.filter(({ number }) => view.record?.restored.includes(number))
  const link = wanted.filter((entry) => !contested.includes(entry)).map(({ id }) => id)
  const isOpening = view.where.kind === 'none' && phase.survey.stage === 'open' && observation.dependencies
  return {
    obstacles: [
      ...(view.task.final ? othersOf(phase) : declared.flatMap((id) => taskObstacle(id, view, byId, true, live.list))),
      ...hand.flatMap((blocker) => handObstacle(blocker, view, context)),
      ...(live.hidden ? [{ by: 'unknown' } as const] : []),
    ],
    declared,
    link,
    restore: removed.filter((entry) => !contested.includes(entry)).map(({ id }) => id),
    contested: contested.map(({ id }) => id),
    unlink: (live.list ?? []).filter(
      ({ number, repository }) => repository === undefined && ours.has(number) && !numbers.has(number),
    ),
    unsure: live.hidden ? [...ours].filter((number) => !numbers.has(number) && !there.has(number)) : [],
    byHand: hand.flatMap(({ number, repository }) => {
      const other = repository === undefined ? context.taskOf.get(number) : undefined
      return other === undefined ? [] : [other.task.id]
    }),
    questions: [...live.questions, ...idsToRead(isOpening ? declared : link, byId, observation)],
  }
}

/** Runs that race link to each other's issues; those that were then closed as duplicates block nothing. */
function isMergedDuplicate({ number, repository }: Blocker, observation: Observation): boolean {
  const issue = repository === undefined ? observation.issues.get(number) : undefined
  if (issue === undefined || issue.open || issue.stateReason !== 'duplicate') return false
  return isTrusted(observation, issue) && ownerAtStart(issue.body)?.kind === 'task'
}

/** A link names its blocker by database id, which only the issue itself tells; those of finished phases were not read. */
function idsToRead(link: readonly string[], byId: ReadonlyMap<string, TaskView>, observation: Observation): Question[] {
  return link.flatMap((id): Question[] => {
    const number = byId.get(id)?.number
    if (number === undefined || observation.issues.has(number) || observation.absent.has(number)) return []
    return [{ ask: 'issue', number }]
  })
}

function pair(number: number | undefined, id: string): [number, string][] {
  return number === undefined ? [] : [[number, id]]
}

interface LiveLinks {
  /** The live list; undefined where the hidden record and GitHub's count agree that it holds just ours, so that nobody asked. */
  readonly list: readonly Blocker[] | undefined
  /** GitHub refused to say, or counts more than it shows. */
  readonly hidden: boolean
  readonly questions: readonly Question[]
}

/** GitHub's count of blockers saves requests: it is asked for the list only where that count differs from what we set. */
function liveLinks(
  view: TaskView,
  phase: PhaseView,
  declared: ReadonlyMap<number, string>,
  observation: Observation,
): LiveLinks {
  const { issue } = view
  if (issue === undefined || !issue.open || !observation.dependencies)
    return { list: undefined, hidden: false, questions: [] }
  const { number, blockerCount } = issue
  if (observation.blockers.has(number)) {
    const list = observation.blockers.get(number)
    if (list === undefined) return { list, hidden: true, questions: [] }
    if (blockerCount === undefined || blockerCount <= list.length) return { list, hidden: false, questions: [] }
    // The count is seen stale at times; the issue read by itself tells whether it still holds.
    const again: Question = { ask: 'issue', number }
    const asked = isAnswered(observation, again)
    return { list, hidden: asked, questions: asked ? [] : [again] }
  }
  const settled = phase.record.tasks.has(view.task.id) && !phase.record.unlinked.includes(view.task.id)
  const links = view.record?.links ?? []
  const asDeclared = links.length === declared.size && links.every((link) => declared.has(link))
  if (settled && view.record !== undefined && asDeclared && blockerCount === links.length) {
    return { list: undefined, hidden: false, questions: [] }
  }
  return { list: undefined, hidden: false, questions: [{ ask: 'blockers', number }] }
}

function othersOf(phase: PhaseView): Obstacle[] {
  const count = phase.tasks.filter(({ task, outcome }) => !task.final && outcome === undefined).length
  return count === 0 ? [] : [{ by: 'others', count }]
}

function taskObstacle(
  id: string,
  waiting: TaskView,
  byId: ReadonlyMap<string, TaskView>,
  declared: boolean,
  live: readonly Blocker[] | undefined,
): Obstacle[] {
  const blocker = byId.get(id)
  // What a finished phase remembers of its tasks gives way to what GitHub shows.
  const isOpen = live?.some(({ number, repository, open }) => !repository && open && number === blocker?.number)
  const outcome = isOpen ? undefined : blocker?.outcome
  if (outcome === 'done') return []
  const dropped = outcome === 'dropped'
  if (dropped && waiting.phase.onDropped === 'release') return []
  return [{ by: 'task', id, number: blocker?.number, dropped, declared }]
}

function handObstacle(blocker: Blocker, waiting: TaskView, { byId, taskOf }: Context): Obstacle[] {
  const other = blocker.repository === undefined ? taskOf.get(blocker.number) : undefined
  if (other !== undefined) return taskObstacle(other.task.id, waiting, byId, false, [blocker])
  const outcome = outcomeOf(blocker)
  const dropped = outcome === 'dropped'
  if (outcome === 'done' || (dropped && waiting.phase.onDropped === 'release')) return []
  return [{ by: 'issue', number: blocker.number, repository: blocker.repository, dropped }]
}
