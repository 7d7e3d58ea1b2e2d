import type { Phase, Task } from '../../src/core/phase.ts'
import { ownerAtStart } from '../../src/core/records/managed-part.ts'
import { type ProgressRecord, parseProgressRecord } from '../../src/core/records/progress-record.ts'
import type { IssueRow } from '../../src/local/state.ts'
import type { Tracker } from '../../src/local/tracker.ts'
import { type Plan, phasesOf } from '../core/random-plans.ts'
import { coordinator, emptyGitHub, type GitHub, type StoredIssue } from '../core/simulated-github.ts'
import type { Board } from '../run/board.ts'

export const bot = 'github-actions[bot]'

/** The phase files that say what the plan says: JSON is YAML. */
export function filesOf(plan: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(phasesOf(plan).map((phase) => [phase.file, JSON.stringify(fileOf(phase), undefined, 1)]))
}

function fileOf({ id, title, slots, onDropped, startDate, milestone, after, streams, tasks }: Phase): object {
  return {
    phase: id,
    title,
    slots,
    on_dropped: onDropped,
    start_date: startDate,
    milestone: milestone ?? false,
    after,
    streams: Object.fromEntries([...streams.values()].map((stream) => [stream.id, { slots: stream.slots }])),
    tasks: tasks.map(taskIn),
  }
}

function taskIn(task: Task): object {
  const { id, title, stream, priority, effortHours, dependsOn, assignees, acceptanceCriteria, paths } = task
  return {
    id,
    title,
    stream,
    priority,
    effort: `${effortHours}h`,
    ...(task.final ? {} : { depends_on: dependsOn }),
    assignees,
    acceptance_criteria: acceptanceCriteria,
    paths,
    issue: task.issue,
    formerly: task.formerly,
    final: task.final,
  }
}

/** The issues as the promises of the decisions look at them, so that the same sentences hold over the wire. */
export function viewOf(board: Board): GitHub {
  const github = emptyGitHub()
  for (const row of issueRows(board)) github.issues.set(row.number, issueFrom(row, board))
  return github
}

export function issueRows(board: Board): IssueRow[] {
  return board.issues.filter((row) => row.elsewhere === null && !row.deleted && row.pullRequest === null)
}

function issueFrom(row: IssueRow, board: Board): StoredIssue {
  return {
    number: row.number,
    author: row.user === bot ? coordinator : (row.user ?? 'ghost'),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    closedAt: row.closedAt ?? undefined,
    comments: [],
    title: row.title,
    body: row.body ?? '',
    open: row.state === 'open',
    stateReason: row.stateReason ?? undefined,
    labels: board.labelsOf(row),
    assignees: row.assignees,
    milestone: row.milestone ?? undefined,
    locked: row.locked,
    blockedBy: board.blockersOf(row).map(({ number }) => number),
    parent: board.parentOf(row)?.number,
  }
}

/** What the progress issues that count say, by phase; duplicates are left out. */
export function recordsOn(board: Board): ReadonlyMap<string, ProgressRecord> {
  const records = new Map<string, ProgressRecord>()
  for (const row of progressRows(board)) {
    const owner = ownerAtStart(row.body ?? '')!
    const record = parseProgressRecord(row.body ?? '')
    if (record !== undefined && !records.has(owner.id)) records.set(owner.id, record)
  }
  return records
}

export function progressRows(board: Board): IssueRow[] {
  return issueRows(board).filter(
    (row) => row.user === bot && row.stateReason !== 'duplicate' && ownerAtStart(row.body ?? '')?.kind === 'phase',
  )
}

/** Issues that stand for tasks, adopted ones included: what people find when they look for work. */
export function taskRows(board: Board): IssueRow[] {
  return issueRows(board).filter((row) => board.labelsOf(row).some((label) => label.toLowerCase() === 'phase-task'))
}

/** Numbers of the open issues that are shown to hold a slot, by phase. */
export function shownAtWork(board: Board, phase: string): readonly number[] {
  return taskRows(board)
    .filter((row) => {
      const labels = board.labelsOf(row)
      return row.state === 'open' && labels.includes('status:assigned') && labels.includes(`phase:${phase}`)
    })
    .map(({ number }) => number)
}

/** Clock and requests move together: no two requests arrive in the same second, as they never do from one paced run. */
export class Clock {
  milliseconds = Date.parse('2026-02-22T12:00:00Z')

  readonly now = () => new Date(this.milliseconds)

  text(): string {
    return new Date(this.milliseconds).toISOString()
  }

  readonly tick: NonNullable<Parameters<Tracker['setIntercept']>[0]> = (_, proceed) => {
    this.milliseconds += 1000
    return proceed()
  }
}
