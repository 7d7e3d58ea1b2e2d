import type { Standing } from '../pages/progress-sections.ts'
import type { Task } from '../phase.ts'
import { statesOf } from '../picks/task-states.ts'
import { checksum } from '../records/checksum.ts'
import type { TaskState } from '../records/task-record.ts'
import type { Baseline, PlannedDates } from '../records/told.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { type DateVerdict, dateVerdict } from '../time/date-verdict.ts'

/** What became of a task since the last digest. `added` and `gone`: to the file and from it. */
export type Change =
  | Exclude<TaskState, 'ready'>
  /** Open again after it had ended. */
  | 'reopened'
  /** It lost its slot, or may go on. */
  | 'queued'
  | 'added'
  | 'gone'

export interface Changes {
  /** Tasks in file order, by what became of them; those that left the file come last. */
  readonly tasks: ReadonlyMap<string, Change>
  /** A decision is needed that was not needed before. */
  readonly decisions: boolean
  readonly dates: PlannedDates | undefined
  /** How the phase stood with its target date, where that is another verdict now. */
  readonly verdict: DateVerdict | undefined
}

function decisionSums({ decisions }: Pick<Standing, 'decisions'>): readonly string[] {
  return [...new Set(decisions.map(({ message }) => checksum(JSON.stringify(message))))]
}

function plannedDates({ phase: { phase } }: Pick<Standing, 'phase'>): PlannedDates {
  return { start: phase.startDate, target: phase.targetDate, timezone: phase.timezone }
}

/** As the page shows it; undefined while it shows no dates. */
function verdictIn({ phase, record }: Pick<Standing, 'phase' | 'record'>): DateVerdict | undefined {
  return record.outlook?.finish !== undefined && record.complete === undefined
    ? dateVerdict(record.outlook, phase.phase.targetDate)
    : undefined
}

/** How the phase stands is what the next digest is compared with. What is unknown counts as it was. */
export function baselineOf(standing: Standing, date: string, before: Baseline | undefined): Baseline {
  const states = statesOf(standing)
  const known = standing.phase.tasks.flatMap(({ task }) => {
    const state = states.get(task.id) ?? (before && stateBefore(task, before))
    return state === undefined ? [] : [[task.id, state] as const]
  })
  return {
    date,
    states: new Map(known),
    decisions: decisionSums(standing),
    dates: plannedDates(standing),
    verdict: verdictIn(standing) ?? before?.verdict,
    changed: undefined,
  }
}

/** A phase that is being launched has told nothing yet: its picks are the first news. */
export function firstBaseline(standing: Standing, date: string): Baseline {
  const base = baselineOf(standing, date, undefined)
  const states = new Map([...base.states].map(([id, state]) => [id, state === 'blocked' ? state : ('ready' as const)]))
  return { ...base, states, decisions: [] }
}

/** Also of a task that had another id then. */
function stateBefore({ id, formerly }: Task, { states }: Baseline): TaskState | undefined {
  return states.get(id) ?? (formerly === undefined ? undefined : states.get(formerly))
}

export function changesSince(base: Baseline, standing: Standing): Changes {
  const states = statesOf(standing)
  const tasks = new Map<string, Change>()
  for (const { task } of standing.phase.tasks) {
    const change = changeOf(stateBefore(task, base), states.get(task.id))
    if (change !== undefined) tasks.set(task.id, change)
  }
  const planned = new Set(standing.phase.tasks.flatMap(({ task }) => [task.id, task.formerly]))
  for (const id of base.states.keys()) if (!planned.has(id)) tasks.set(id, 'gone')
  const known = new Set(base.decisions)
  const dates = plannedDates(standing)
  const moved = (Object.keys(dates) as (keyof PlannedDates)[]).some((key) => dates[key] !== base.dates[key])
  const now = verdictIn(standing)
  const hasTurned = now !== undefined && base.verdict !== undefined && now !== base.verdict
  return {
    tasks,
    decisions: decisionSums(standing).some((sum) => !known.has(sum)),
    dates: moved ? base.dates : undefined,
    verdict: hasTurned ? base.verdict : undefined,
  }
}

export function isEmpty({ tasks, decisions, dates, verdict }: Changes): boolean {
  return tasks.size === 0 && !decisions && dates === undefined && verdict === undefined
}

/** The baseline with the first verdict that is known since, which is no change. */
export function withVerdict(base: Baseline, standing: Standing): Baseline {
  return { ...base, verdict: base.verdict ?? verdictIn(standing) }
}

const ended: readonly TaskState[] = ['done', 'dropped']

function changeOf(before: TaskState | undefined, now: TaskState | undefined): Change | undefined {
  if (now === undefined || now === before) return undefined
  if (before === undefined) return ended.includes(now) ? (now as 'done' | 'dropped') : 'added'
  if (ended.includes(before) && !ended.includes(now)) return 'reopened'
  if (now !== 'ready') return now
  // That its way is free now says the task that freed it; it goes without saying until it is picked.
  return before === 'blocked' ? undefined : 'queued'
}

/** When a change came about (milliseconds), as far as GitHub tells; otherwise it is as old as its being seen. */
export function changedAt(changes: Changes, views: readonly TaskView[], now: number): number {
  const closings = views.flatMap(({ task, issue, outcome }) =>
    outcome !== undefined && changes.tasks.has(task.id) && issue?.closedAt !== undefined
      ? [Date.parse(issue.closedAt)]
      : [],
  )
  return Math.min(now, ...closings)
}
