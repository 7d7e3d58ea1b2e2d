import { type Issue, sameName } from '../../core/issues/issue.ts'
import { withIssues } from '../observe.ts'
import { send } from '../request.ts'
import { toIssue } from '../shapes.ts'
import { type Do, numberOfTask, type Site } from './site.ts'

function noteUnassignable(wanted: readonly string[], issue: Issue, site: Site): void {
  const dropped = wanted.filter((login) => !issue.assignees.some((live) => sameName(live, login)))
  if (dropped.length === 0) return
  const unassignable = new Set([...site.observation.unassignable, ...dropped.map((login) => login.toLowerCase())])
  site.observation = { ...site.observation, unassignable }
}

export async function assign({ task, logins }: Do<'assign'>, site: Site): Promise<void> {
  const number = numberOfTask(task, site)
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.addAssignees({ ...place, issue_number: number, assignees: [...logins] }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
  noteUnassignable(logins, issue, site)
}

export async function unassign({ task, logins }: Do<'unassign'>, site: Site): Promise<void> {
  const number = numberOfTask(task, site)
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.removeAssignees({ ...place, issue_number: number, assignees: [...logins] }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
}
