import { apiVersion, type Call } from './exchange.ts'
import { showLabel } from './labels.ts'
import { showMilestone } from './milestones.ts'
import { countReactions } from './reactions.ts'
import type { Records } from './records.ts'
import { nodeId, type Shape } from './shape.ts'
import type { DependencySummary, IssueRow } from './state.ts'
import { association, showApp, showLogin, showLogins } from './users.ts'

export const issueUrl = (records: Records, row: IssueRow) =>
  `${records.url}/repos/${row.elsewhere ?? records.repository}/issues/${row.number}`

export const issuePage = (records: Records, row: IssueRow) =>
  `${records.url}/${row.elsewhere ?? records.repository}/${row.pullRequest ? 'pull' : 'issues'}/${row.number}`

/** The links as they are now; what an issue shows may be older, as the behaviour says. */
export function countDependencies(records: Records, row: IssueRow): DependencySummary {
  const blockers = records.blockersOf(row)
  const dependents = records.dependentsOf(row)
  const open = (rows: IssueRow[]) => rows.filter(({ state }) => state === 'open').length
  return {
    blocked_by: open(blockers),
    blocking: open(dependents),
    total_blocked_by: blockers.length,
    total_blocking: dependents.length,
  }
}

function countSubIssues(records: Records, row: IssueRow): Shape<'sub-issues-summary'> {
  const rows = row.subIssues.map((id) => records.issueById(id)).filter((sub) => sub !== undefined)
  const completed = rows.filter(({ state }) => state === 'closed').length
  const percent = rows.length === 0 ? 0 : Math.floor((completed * 100) / rows.length)
  return { total: rows.length, completed, percent_completed: percent }
}

function showPullRequest(records: Records, row: IssueRow): NonNullable<Shape<'issue'>['pull_request']> {
  const html = issuePage(records, row)
  return {
    url: `${records.repositoryUrl}/pulls/${row.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: row.pullRequest?.mergedAt ?? null,
  }
}

/** Fields that only some issues and servers show. */
function showParticular(records: Records, row: IssueRow): Partial<Shape<'issue'>> {
  const { behaviour } = records
  if (row.pullRequest) return { draft: row.pullRequest.draft, pull_request: showPullRequest(records, row) }
  const parent = records.parentOf(row)
  const summary = behaviour.dependencySummary === 'stale' ? row.summary : countDependencies(records, row)
  return {
    state_reason: row.stateReason,
    ...(behaviour.subIssues && { sub_issues_summary: countSubIssues(records, row) }),
    ...(behaviour.subIssues && parent && { parent_issue_url: issueUrl(records, parent) }),
    ...(behaviour.dependencies && { issue_dependencies_summary: summary }),
  }
}

export function showIssue(call: Call, records: Records, row: IssueRow): Shape<'issue'> {
  const shown = renderIssue(records, row)
  if (apiVersion(call) < '2026-03-10') return shown
  const { assignee: _, ...rest } = shown
  return rest as Shape<'issue'>
}

export function labelsOf(records: Records, row: IssueRow): Shape<'label'>[] {
  const labels = row.labels.map((id) => records.labels.find((label) => label.id === id))
  return labels.filter((label) => label !== undefined).map((label) => showLabel(records, label))
}

export function milestoneOf(records: Records, row: IssueRow): Shape<'nullable-milestone'> {
  const milestone = records.milestones.find(({ id }) => id === row.milestone)
  return milestone ? showMilestone(records, milestone) : null
}

/** An issue as the version of 2022 shows it. */
export function renderIssue(records: Records, row: IssueRow): Shape<'issue'> {
  const url = issueUrl(records, row)
  const assignees = showLogins(records, row.assignees)
  return {
    url,
    repository_url: `${records.url}/repos/${row.elsewhere ?? records.repository}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePage(records, row),
    id: row.id,
    node_id: nodeId(row.pullRequest ? 'PR' : 'I', row.id),
    number: row.number,
    title: row.title,
    user: showLogin(records, row.user),
    labels: labelsOf(records, row),
    state: row.state,
    locked: row.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: milestoneOf(records, row),
    comments: records.commentsOf(row).length,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    closed_by: showLogin(records, row.closedBy),
    author_association: association(records, row.user),
    active_lock_reason: row.lockReason,
    body: row.body,
    reactions: countReactions(records, 'issue', row.id, `${url}/reactions`),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: row.viaApp ? showApp(records, row.user) : null,
    ...showParticular(records, row),
  }
}
