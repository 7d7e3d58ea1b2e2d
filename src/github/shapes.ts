import type { components } from '@octokit/openapi-types'
import type { Blocker, Issue, Milestone } from '../core/issues/issue.ts'
import { accountLogin } from './account.ts'

type Described = components['schemas']
/** What a list or a single read gives; every field that decisions rest on is checked, because answers break. */
export type RawIssue = Described['issue']

/** Throws where an answer is not what GitHub's description says: it counts as no answer. */
export class Misshapen extends Error {}

export function toIssue(raw: unknown): Issue {
  const issue = object<RawIssue>(raw, 'issue')
  if (typeof issue.number !== 'number' || typeof issue.id !== 'number' || typeof issue.title !== 'string') {
    throw new Misshapen('an issue without number, id or title')
  }
  const { sub_issues_summary: subs, issue_dependencies_summary: links } = issue
  return {
    number: issue.number,
    id: issue.id,
    title: issue.title,
    body: issue.body ?? '',
    open: issue.state === 'open',
    stateReason: issue.state_reason ?? undefined,
    labels: (issue.labels ?? []).flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    assignees: (issue.assignees ?? []).flatMap((user) => accountLogin(user) ?? []),
    author: accountLogin(issue.user),
    milestone: issue.milestone == null ? undefined : toMilestone(issue.milestone),
    comments: issue.comments ?? 0,
    locked: issue.locked === true,
    pullRequest: issue.pull_request != null,
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    closedAt: issue.closed_at ?? undefined,
    closedBy: accountLogin(issue.closed_by),
    blockerCount: typeof links?.total_blocked_by === 'number' ? links.total_blocked_by : undefined,
    subIssues: typeof subs?.total === 'number' ? { total: subs.total, completed: subs.completed } : undefined,
  }
}

export function toMilestone(raw: unknown): Milestone {
  const milestone = object<Described['milestone']>(raw, 'milestone')
  if (typeof milestone.number !== 'number' || typeof milestone.title !== 'string') {
    throw new Misshapen('a milestone without number or title')
  }
  return {
    number: milestone.number,
    title: milestone.title,
    open: milestone.state !== 'closed',
    dueDate: milestone.due_on?.slice(0, 10),
    creator: accountLogin(milestone.creator),
    count: (milestone.open_issues ?? 0) + (milestone.closed_issues ?? 0),
    openCount: milestone.open_issues ?? 0,
  }
}

/** `here` is the repository's address as GitHub names it in its issues; others carry theirs. */
export function toBlocker(raw: unknown, here: string): Blocker {
  const issue = object<RawIssue>(raw, 'blocker')
  if (typeof issue.number !== 'number' || typeof issue.id !== 'number')
    throw new Misshapen('a blocker without number or id')
  const repository = issue.repository_url?.split('/repos/')[1]?.toLowerCase()
  return {
    id: issue.id,
    number: issue.number,
    repository: repository === undefined || repository === here.toLowerCase() ? undefined : repository,
    open: issue.state === 'open',
    stateReason: issue.state_reason ?? undefined,
  }
}

export function toList<T>(raw: unknown, read: (item: unknown) => T): T[] {
  if (!Array.isArray(raw)) throw new Misshapen('a list was expected')
  return raw.map(read)
}

function object<T>(raw: unknown, what: string): T {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new Misshapen(`${what} was expected`)
  return raw as T
}
