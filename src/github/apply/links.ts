import type { Issue } from '../../core/issues/issue.ts'
import type { Observation } from '../../core/observation.ts'
import { lacksDependencies } from '../observe.ts'
import { send } from '../request.ts'
import { Trouble } from '../trouble.ts'
import { type Do, issueOfTask, noteRefusal, numberOfProgress, refuse, type Site, Unready } from './site.ts'

export async function addSubIssue(operation: Do<'add-sub-issue'>, site: Site): Promise<void> {
  const parent = numberOfProgress(operation.phase, site)
  const child = issueOfTask(operation.task, site)
  try {
    await send(
      site.client,
      (octokit, place) =>
        octokit.rest.issues.addSubIssue({
          ...place,
          issue_number: parent,
          sub_issue_id: child.id,
          ...(operation.replace ? { replace_parent: true } : {}),
        }),
      () => undefined,
    )
  } catch (error) {
    // It has a parent already, this one or one that people chose; or this GitHub knows no parents.
    const without = child.subIssues === undefined && error instanceof Trouble && error.kind === 'absent'
    if (without) noteRefusal(error, operation, site)
    else if (!refuse(error, operation, site)) throw error
    return
  }
  const { observation } = site
  const numbers = [...(observation.subIssues.get(parent) ?? []), child.number]
  const issues = new Map(observation.issues)
  const issue = issues.get(parent)
  if (issue?.subIssues !== undefined)
    issues.set(parent, { ...issue, subIssues: { ...issue.subIssues, total: issue.subIssues.total + 1 } })
  site.observation = { ...observation, issues, subIssues: new Map(observation.subIssues).set(parent, numbers) }
}

export async function link(operation: Do<'link'>, site: Site): Promise<void> {
  if (!site.observation.dependencies) return
  const issue = issueOfTask(operation.task, site)
  const blockerNumber = site.numbers.get(operation.blocker)
  const blocker = blockerNumber === undefined ? undefined : site.observation.issues.get(blockerNumber)
  if (blocker === undefined) throw new Unready(`${operation.blocker} has no issue yet`)
  try {
    await send(
      site.client,
      (octokit, place) =>
        octokit.rest.issues.addBlockedByDependency({ ...place, issue_number: issue.number, issue_id: blocker.id }),
      () => undefined,
    )
  } catch (error) {
    const taken = error instanceof Trouble && error.status === 422 && /already been taken/i.test(error.message)
    if (!taken) {
      if (error instanceof Trouble && error.kind === 'absent' && lacksDependencies(site.observation, issue.number)) {
        site.observation = { ...site.observation, dependencies: false }
        return
      }
      if (!refuse(error, operation, site)) throw error
      return
    }
  }
  const list = site.observation.blockers.get(issue.number) ?? []
  const entry = {
    id: blocker.id,
    number: blocker.number,
    repository: undefined,
    open: blocker.open,
    stateReason: blocker.stateReason,
  }
  setBlockers(issue, [...list, entry], site)
}

export async function unlink(operation: Do<'unlink'>, site: Site): Promise<void> {
  const issue = issueOfTask(operation.task, site)
  await send(
    site.client,
    (octokit, place) =>
      octokit.rest.issues.removeDependencyBlockedBy({
        ...place,
        issue_number: issue.number,
        issue_id: operation.blocker.id,
      }),
    () => undefined,
  )
  const list = site.observation.blockers.get(issue.number) ?? []
  setBlockers(
    issue,
    list.filter(({ id }) => id !== operation.blocker.id),
    site,
  )
}

function setBlockers(
  issue: Issue,
  list: Observation['blockers'] extends ReadonlyMap<number, infer List> ? NonNullable<List> : never,
  site: Site,
): void {
  const { observation } = site
  const issues = new Map(observation.issues)
  if (issue.blockerCount !== undefined) issues.set(issue.number, { ...issue, blockerCount: list.length })
  site.observation = { ...observation, issues, blockers: new Map(observation.blockers).set(issue.number, list) }
}
