import type { Issue, Milestone } from '../../src/core/issues/issue.ts'
import { emptyObservation, type Observation, type Question, questionKey } from '../../src/core/observation.ts'
import type { Phase } from '../../src/core/phase.ts'
import { marker, renderRecord } from '../../src/core/records/managed-part.ts'
import { emptyProgressRecord, type ProgressRecord, progressRecordData } from '../../src/core/records/progress-record.ts'
import type { World } from '../../src/core/world.ts'
import { coordinator } from './simulated-github.ts'

const morning = '2026-02-22T09:00:00Z'

/** An open issue of the coordinator's, with what the test cares about. */
export function issueSeen(number: number, given: Partial<Issue> = {}): Issue {
  return {
    number,
    id: 9_000_000 - number,
    title: `Issue ${number}`,
    body: '',
    open: true,
    stateReason: undefined,
    labels: [],
    assignees: [],
    author: coordinator,
    milestone: undefined,
    comments: 0,
    locked: false,
    pullRequest: false,
    createdAt: morning,
    updatedAt: morning,
    closedAt: undefined,
    closedBy: undefined,
    blockerCount: 0,
    subIssues: { total: 0, completed: 0 },
    ...given,
  }
}

/** The body of an issue for a task, as far as its first line and what is in our part go. */
export function bodyOfTask(id: string, inside = ''): string {
  return `${marker({ kind: 'task', id })}\n${inside}\n<!-- phase-coordinator:end -->`
}

/** A progress issue that remembers something. */
export function progressSeen(
  number: number,
  record: Partial<ProgressRecord>,
  { phase = '4', ...given }: Partial<Issue> & { phase?: string } = {},
): Issue {
  const data = renderRecord(progressRecordData({ ...emptyProgressRecord, ...record }))
  const body = `${marker({ kind: 'phase', id: phase })}\n${data}\n<!-- phase-coordinator:end -->`
  return issueSeen(number, { body, labels: ['phase-progress'], ...given })
}

export function milestoneSeen(number: number, given: Partial<Milestone> = {}): Milestone {
  const counts = { count: 0, openCount: 0 }
  return { number, title: 'Phase 4', open: true, dueDate: undefined, creator: coordinator, ...counts, ...given }
}

/** What a run knows that has seen these issues, and asked these questions. */
export function observationOf(
  issues: readonly Issue[],
  asked: readonly Question[] = [],
  given: Partial<Observation> = {},
): Observation {
  const start = emptyObservation({ me: coordinator, trusted: [], repository: 'octo/product' })
  const byNumber = new Map(issues.map((issue) => [issue.number, issue]))
  return { ...start, issues: byNumber, answered: new Set(asked.map(questionKey)), ...given }
}

/** The world of such a run. */
export function worldSeen(
  phases: readonly Phase[],
  observation: Observation,
  { settings, ...given }: Partial<Omit<World, 'settings'>> & { settings?: Partial<World['settings']> } = {},
): World {
  const usual = { maxActive: undefined, confirm: false, lookAt: [], phaseFiles: ['.github/phases/*.yml'] }
  return {
    phases,
    badFiles: [],
    observation,
    now: Date.parse('2026-02-22T12:00:00Z'),
    settings: { ...usual, ...settings },
    ...given,
  }
}
