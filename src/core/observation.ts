import type { Blocker, Issue, Milestone } from './issue.ts'

/**
 * What is known of GitHub in this run. It grows: a decision that lacks something asks a question, the answer is added,
 * and the decision is taken again. What was never asked is unknown, which is not the same as absent.
 */
export interface Observation {
  /** The token's own login. */
  readonly me: string
  /** Lower-case logins whose issues may be ours: the token's own and those of `trusted-authors`. */
  readonly trusted: ReadonlySet<string>
  readonly repository: string
  /** Every issue seen, by number. */
  readonly issues: ReadonlyMap<number, Issue>
  /** Numbers that were read by themselves and are not issues of this repository, with the reason. */
  readonly absent: ReadonlyMap<number, Absence>
  /** Live `blocked_by` lists, by number; undefined where the read failed: unknown. */
  readonly blockers: ReadonlyMap<number, readonly Blocker[] | undefined>
  /** Numbers of the sub-issues, by the parent's number. */
  readonly subIssues: ReadonlyMap<number, readonly number[]>
  /** Undefined until they were listed. */
  readonly milestones: readonly Milestone[] | undefined
  /** Our comment on an adopted issue, by the issue's number; `none` where it has none. */
  readonly comments: ReadonlyMap<number, ManagedComment | 'none'>
  /** Whether a login may write here, by lower-case login. An error counts as no. */
  readonly writers: ReadonlyMap<string, boolean>
  /** False once GitHub has shown that it has no issue dependencies. */
  readonly dependencies: boolean
  /** Keys of the questions that were answered. */
  readonly answered: ReadonlySet<string>
  /** This run has written something. Duplicates that appear from then on come of a race: the next run merges them. */
  readonly wrote: boolean
  /** How many creations of this run got no answer that tells whether they happened. */
  readonly uncertain: number
  /** Tasks that this run saw open again after they had ended: not picked in this run. */
  readonly reopened: ReadonlySet<string>
  /** Tasks whose titles this run set back. */
  readonly retitled: ReadonlySet<string>
  /** Tasks on whose issues something went wrong in this run: the next run goes on with them. */
  readonly troubled: ReadonlySet<string>
  /** Lower-case logins that GitHub would not assign. */
  readonly unassignable: ReadonlySet<string>
  /** Phases of which something was there already although no list showed their progress issue: all lists were read again. */
  readonly readAgain: ReadonlySet<string>
  /** Lower-case names of the labels that this run defined, or found defined. */
  readonly labels: ReadonlySet<string>
  /** What GitHub refused for good in this run, by operation key, with its words. */
  readonly refused: ReadonlyMap<string, string>
}

/** `deleted`: 410 or 404. `moved`: it lives in another repository now. `pull-request`: not an issue. `unreadable`: an error. */
export type Absence = 'deleted' | 'moved' | 'pull-request' | 'unreadable'

export interface ManagedComment {
  readonly id: number
  readonly body: string
}

/** What a decision wants to know before it can be taken. */
export type Question =
  | { readonly ask: 'progress-issues' }
  | { readonly ask: 'phase-issues'; readonly phase: string }
  | { readonly ask: 'issues-by'; readonly login: string }
  /** The newest issues whatever their labels, and a step past the last: what a lagging list does not show yet. */
  | { readonly ask: 'newest-issues'; readonly look: number }
  | { readonly ask: 'milestones' }
  | { readonly ask: 'milestone'; readonly number: number }
  | { readonly ask: 'milestone-issues'; readonly milestone: number }
  | { readonly ask: 'issue'; readonly number: number }
  | { readonly ask: 'blockers'; readonly number: number }
  | { readonly ask: 'sub-issues'; readonly number: number }
  | { readonly ask: 'managed-comment'; readonly number: number }
  | { readonly ask: 'writer'; readonly login: string }

/** The name under which a question counts as answered. */
export function questionKey(question: Question): string {
  return JSON.stringify(question)
}

export function isAnswered(observation: Observation, question: Question): boolean {
  return observation.answered.has(questionKey(question))
}

/** Every list of issues has to be asked for once more: what was concluded from them is in doubt. */
export function withoutLists(observation: Observation, phase: string): Observation {
  const single: readonly Question['ask'][] = ['issue', 'blockers', 'managed-comment', 'writer']
  const kept = [...observation.answered].filter((key) => single.includes((JSON.parse(key) as Question).ask))
  return { ...observation, answered: new Set(kept), readAgain: new Set([...observation.readAgain, phase]) }
}

/** What is known before anything was asked. */
export function emptyObservation(start: {
  readonly me: string
  readonly trusted: readonly string[]
  readonly repository: string
}): Observation {
  return {
    me: start.me,
    trusted: new Set([start.me, ...start.trusted].map((login) => login.toLowerCase())),
    repository: start.repository,
    issues: new Map(),
    absent: new Map(),
    blockers: new Map(),
    subIssues: new Map(),
    milestones: undefined,
    comments: new Map(),
    writers: new Map(),
    dependencies: true,
    answered: new Set(),
    wrote: false,
    uncertain: 0,
    reopened: new Set(),
    retitled: new Set(),
    troubled: new Set(),
    unassignable: new Set(),
    readAgain: new Set(),
    labels: new Set(),
    refused: new Map(),
  }
}

/** Whether an issue was made by a login that this run trusts. */
export function isTrusted(observation: Observation, issue: Issue): boolean {
  return issue.author !== undefined && observation.trusted.has(issue.author.toLowerCase())
}
