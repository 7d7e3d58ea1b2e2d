import { expect } from 'vitest'
import type { IssueRow } from '../../src/local/state.ts'
import type { Tracker } from '../../src/local/tracker.ts'

/** The tracker's own state: what there is, without asking for it. */
export type Board = Tracker['store']

/** An issue as a person sees it in the browser. */
export interface Seen {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly open: boolean
  readonly reason: string | null
  readonly author: string | null
  /** In alphabetical order. */
  readonly labels: readonly string[]
  /** What stands behind `status:` in its labels, joined by a comma if there are several. */
  readonly status: string
  readonly assignees: readonly string[]
  readonly milestone: string | undefined
  /** Numbers of what blocks it, lowest first. */
  readonly blockers: readonly number[]
  /** Number of the issue that it is a sub-issue of. */
  readonly parent: number | undefined
  readonly comments: readonly string[]
}

/** Every issue that exists here, pull requests aside, lowest number first. */
export function issuesOn(board: Board): Seen[] {
  return board.issues
    .filter((row) => row.elsewhere === null && !row.deleted && row.pullRequest === null)
    .sort((a, b) => a.number - b.number)
    .map((row) => see(board, row))
}

export function issueOn(board: Board, number: number): Seen {
  return see(board, board.issue(number))
}

/** The one issue whose title begins with the task's id; duplicates that were closed as such do not count. */
export function taskIn(board: Board, id: string): Seen {
  return single(board, `${id}: `)
}

/** The one progress issue of a phase. */
export function progressIn(board: Board, phase: string): Seen {
  return single(board, `Phase ${phase} progress: `)
}

/** What stands under a heading of a progress issue; empty where it has no such heading. */
export function sectionOf({ body }: Seen, title: string): string {
  const [, text = ''] = body.split(`### ${title}\n`)
  return (text.split(/\n### |\n<details>|\n<!-- /)[0] ?? '').trim()
}

function single(board: Board, start: string): Seen {
  const found = issuesOn(board).filter(({ title, reason }) => title.startsWith(start) && reason !== 'duplicate')
  expect(found, `issues whose title begins with "${start}"`).toHaveLength(1)
  return found[0]!
}

function see(board: Board, row: IssueRow): Seen {
  const labels = board.labelsOf(row).toSorted()
  const status = labels.filter((label) => label.startsWith('status:')).map((label) => label.slice('status:'.length))
  return {
    number: row.number,
    title: row.title,
    body: row.body ?? '',
    open: row.state === 'open',
    reason: row.stateReason,
    author: row.user,
    labels,
    status: status.join(','),
    assignees: row.assignees,
    milestone: board.milestones.find(({ id }) => id === row.milestone)?.title,
    blockers: board
      .blockersOf(row)
      .map(({ number }) => number)
      .sort((a, b) => a - b),
    parent: board.parentOf(row)?.number,
    comments: board.commentsOf(row).map(({ body }) => body),
  }
}
