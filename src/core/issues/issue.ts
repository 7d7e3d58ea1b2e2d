/** An issue as GitHub shows it, reduced to what decisions need. Times are ISO in UTC, as GitHub gives them. */
export interface Issue {
  readonly number: number
  /** Database id; the API wants it, not the number, where an issue is named in a request's body. */
  readonly id: number
  readonly title: string
  readonly body: string
  readonly open: boolean
  readonly stateReason: string | undefined
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  /** Undefined for a deleted account. */
  readonly author: string | undefined
  readonly milestone: Milestone | undefined
  readonly comments: number
  readonly locked: boolean
  readonly pullRequest: boolean
  readonly createdAt: string
  readonly updatedAt: string
  readonly closedAt: string | undefined
  /** Who closed it; undefined where GitHub does not say. */
  readonly closedBy: string | undefined
  /** How many issues block it, closed ones too; undefined where GitHub does not say. A hint: it was seen stale. */
  readonly blockerCount: number | undefined
  /** How many sub-issues it has, and how many of them are closed; undefined where GitHub does not say. */
  readonly subIssues: { readonly total: number; readonly completed: number } | undefined
}

export interface Milestone {
  readonly number: number
  readonly title: string
  readonly open: boolean
  /** Calendar date; undefined where none is set. */
  readonly dueDate: string | undefined
  readonly creator: string | undefined
  /** Issues and pull requests in it, open and closed. A witness against lists that come back short. */
  readonly count: number
  readonly openCount: number
}

/** One entry of GitHub's `blocked_by` list; it may be of another repository. */
export interface Blocker {
  readonly id: number
  readonly number: number
  /** `owner/name`, lower case; undefined where it is this repository. */
  readonly repository: string | undefined
  readonly open: boolean
  readonly stateReason: string | undefined
}

export type Outcome = 'done' | 'dropped'

/** How a closed issue counts. No reason at all is an old closing: done. Undefined while it is open. */
export function outcomeOf(issue: {
  readonly open: boolean
  readonly stateReason: string | undefined
}): Outcome | undefined {
  if (issue.open) return undefined
  return issue.stateReason === 'not_planned' || issue.stateReason === 'duplicate' ? 'dropped' : 'done'
}

/**
 * Whether two logins are one account. GitHub shows the agent that is assigned as `copilot-swe-agent[bot]` as `Copilot`.
 * Other than that `[bot]` makes a difference: anybody can call themselves what an app is called without it.
 */
export function sameAccount(a: string, b: string): boolean {
  return plainLogin(a) === plainLogin(b)
}

/** Whether a login is the account that a file names, where an app's may stand without its `[bot]`. */
export function meansAccount(named: string, login: string): boolean {
  return sameAccount(named, login) || sameAccount(`${named}[bot]`, login)
}

function plainLogin(login: string): string {
  const name = login.toLowerCase()
  return copilotNames.has(name) ? 'copilot' : name
}

/** All of them are GitHub's own. */
const copilotNames: ReadonlySet<string> = new Set([
  'copilot',
  'copilot[bot]',
  'copilot-swe-agent',
  'copilot-swe-agent[bot]',
])

/** Logins and label names are the same to GitHub whatever their case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
