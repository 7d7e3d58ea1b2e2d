import type { IssueRow, State, TimelineEvent } from './state.ts'
import type { Store } from './store.ts'

/** What a timeline tells changes of. Labels by name, other issues by id. */
export interface Look {
  readonly title: string
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly milestone: string | undefined
  readonly blockers: readonly number[]
  readonly dependents: readonly number[]
  readonly parent: number | undefined
  readonly locked: boolean
  readonly closed: Pick<IssueRow, 'stateReason'> | undefined
  readonly merged: boolean
}

/** An issue at the moment at which it was opened. */
const begun = (title: string): Look => ({
  ...{ title, labels: [], assignees: [], milestone: undefined, blockers: [], dependents: [], parent: undefined },
  ...{ locked: false, closed: undefined, merged: false },
})

/** What happened between two looks at an issue, in the order in which GitHub would most likely tell it. */
export function eventsBetween(before: Look, after: Look): TimelineEvent[] {
  const labels = compared(before.labels, after.labels)
  const logins = compared(before.assignees, after.assignees)
  const blockers = compared(before.blockers, after.blockers)
  const dependents = compared(before.dependents, after.dependents)
  const events: (TimelineEvent | undefined | false)[] = [
    before.title !== after.title && { kind: 'renamed', from: before.title, to: after.title },
    labels.added.length > 0 && { kind: 'labeled', labels: labels.added },
    labels.removed.length > 0 && { kind: 'unlabeled', labels: labels.removed },
    logins.added.length > 0 && { kind: 'assigned', logins: logins.added },
    logins.removed.length > 0 && { kind: 'unassigned', logins: logins.removed },
    ...milestoneEvents(before.milestone, after.milestone),
    ...parentEvents(before.parent, after.parent),
    ...blockers.added.map((issue) => ({ kind: 'blocked-by', issue }) as const),
    ...blockers.removed.map((issue) => ({ kind: 'unblocked-by', issue }) as const),
    ...dependents.added.map((issue) => ({ kind: 'blocking', issue }) as const),
    ...dependents.removed.map((issue) => ({ kind: 'not-blocking', issue }) as const),
    before.locked !== after.locked && { kind: after.locked ? 'locked' : 'unlocked' },
    !before.merged && after.merged && { kind: 'merged' },
    !before.closed && after.closed && !after.merged && { kind: 'closed', reason: after.closed.stateReason },
    before.closed && !after.closed && { kind: 'reopened' },
  ]
  return events.filter((event) => event !== undefined && event !== false)
}

function milestoneEvents(before: string | undefined, after: string | undefined): TimelineEvent[] {
  if (before === after) return []
  return [
    ...(before === undefined ? [] : [{ kind: 'demilestoned', milestone: before } as const]),
    ...(after === undefined ? [] : [{ kind: 'milestoned', milestone: after } as const]),
  ]
}

function parentEvents(before: number | undefined, after: number | undefined): TimelineEvent[] {
  if (before === after) return []
  return [
    ...(before === undefined ? [] : [{ kind: 'no-parent', issue: before } as const]),
    ...(after === undefined ? [] : [{ kind: 'parent', issue: after } as const]),
  ]
}

function compared<T>(before: readonly T[], after: readonly T[]): { readonly added: T[]; readonly removed: T[] } {
  return {
    added: after.filter((each) => !before.includes(each)),
    removed: before.filter((each) => !after.includes(each)),
  }
}

/** Each issue of this repository, by id. */
function lookAtAll(state: State): Map<number, Look> {
  const labels = new Map(state.labels.map(({ id, name }) => [id, name]))
  const milestones = new Map(state.milestones.map(({ id, title }) => [id, title]))
  const blockers = Map.groupBy(state.dependencies, ({ blocked }) => blocked)
  const dependents = Map.groupBy(state.dependencies, ({ blocker }) => blocker)
  const parents = new Map(state.issues.flatMap(({ id, subIssues }) => subIssues.map((sub) => [sub, id] as const)))
  const own = state.issues.filter(({ elsewhere, deleted }) => elsewhere === null && !deleted)
  return new Map(
    own.map((row) => [
      row.id,
      {
        title: row.title,
        labels: row.labels.map((id) => labels.get(id) ?? ''),
        assignees: row.assignees,
        milestone: row.milestone === null ? undefined : milestones.get(row.milestone),
        blockers: (blockers.get(row.id) ?? []).map(({ blocker }) => blocker),
        dependents: (dependents.get(row.id) ?? []).map(({ blocked }) => blocked),
        parent: parents.get(row.id),
        locked: row.locked,
        closed: row.state === 'closed' ? { stateReason: row.stateReason } : undefined,
        merged: row.pullRequest?.mergedAt != null,
      },
    ]),
  )
}

/**
 * Keeps the timeline of every issue from now on. What is told of as an event is put down to its sender; for the rest
 * the answer is to be called, with whoever did it. It answers whether there was anything.
 */
export function keepTimeline(store: Store): (actor: string) => boolean {
  let rows = store.state.issues
  let known = lookAtAll(store.state)
  const note = (actor: string): boolean => {
    const found = lookAtAll(store.state)
    // Another state was loaded: nobody did what differs.
    const isSame = rows === store.state.issues
    const events = isSame ? [...found].flatMap(([id, look]) => eventsOf(id, known.get(id), look)) : []
    rows = store.state.issues
    known = found
    const at = store.timestamp()
    store.state.timeline ??= []
    store.state.timeline.push(...events.map((each) => ({ ...each, actor, at })))
    return events.length > 0
  }
  store.listeners.unshift(({ sender }) => void note(sender))
  return note
}

function eventsOf(issue: number, before: Look | undefined, after: Look): { issue: number; event: TimelineEvent }[] {
  return eventsBetween(before ?? begun(after.title), after).map((event) => ({ issue, event }))
}
