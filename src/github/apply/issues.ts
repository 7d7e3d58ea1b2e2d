import { type Issue, sameName } from '../../core/issues/issue.ts'
import { writeTask } from '../../core/pages/managed-task.ts'
import { writeProgress } from '../../core/pages/progress-page.ts'
import { withIssues } from '../observe.ts'
import { send } from '../request.ts'
import { toIssue } from '../shapes.ts'
import { Trouble } from '../trouble.ts'
import { milestoneNumber } from './milestones.ts'
import { type Do, numberOfProgress, patchIssue, readFresh, type Site } from './site.ts'

export async function openProgress(operation: Do<'open-progress'>, site: Site): Promise<void> {
  const body = writeProgress(operation.page, undefined, (task) => site.numbers.get(task))
  const issue = await openIssue(
    { title: operation.title, body, labels: operation.labels, assignees: [], milestone: operation.milestone },
    site,
  )
  site.progress.set(operation.phase, issue.number)
}

export async function openTask(operation: Do<'open-task'>, site: Site): Promise<void> {
  const { title, labels, assignees, milestone, part, task } = operation
  const progress = numberOfProgress(operation.phase, site)
  const open = (logins: readonly string[]) => {
    const record = { ...part.record, assigned: logins }
    const body = writeTask({ ...part, record }, undefined, progress, (id) => site.numbers.get(id))
    return openIssue({ title, body, labels, assignees: logins, milestone }, site)
  }
  const issue = await open(assignees).catch((error: unknown) => {
    // One login that GitHub does not take spoils the whole request; the others are assigned once the issue is there.
    if (assignees.length > 0 && error instanceof Trouble && error.kind === 'refused') return open([])
    throw error
  })
  site.numbers.set(task, issue.number)
  const blockers = new Map(site.observation.blockers).set(issue.number, [])
  site.observation = { ...site.observation, blockers }
}

async function openIssue(
  wanted: {
    title: string
    body: string
    labels: readonly string[]
    assignees: readonly string[]
    milestone: string | undefined
  },
  site: Site,
): Promise<Issue> {
  const milestone = wanted.milestone === undefined ? undefined : milestoneNumber(wanted.milestone, site)
  const issue = await send(
    site.client,
    (octokit, place) =>
      octokit.rest.issues.create({
        ...place,
        title: wanted.title,
        body: wanted.body,
        labels: [...wanted.labels],
        ...(wanted.assignees.length === 0 ? {} : { assignees: [...wanted.assignees] }),
        ...(milestone === undefined ? {} : { milestone }),
      }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
  requireOwnLogin(issue, site)
  requireLabels(wanted.labels, issue)
  return issue
}

/** Identity rests on the login; were it another one, the next run would not know its own issues. */
function requireOwnLogin(issue: Issue, { observation }: Site): void {
  if (issue.author !== undefined && observation.trusted.has(issue.author.toLowerCase())) return
  throw new Trouble(
    'forbidden',
    `#${issue.number} was opened as ${issue.author ?? 'nobody'}, but the token says it is ${observation.me}`,
    200,
  )
}

/** GitHub drops labels without a word where the token may open issues but not label them. */
function requireLabels(wanted: readonly string[], issue: Issue): void {
  const missing = wanted.filter((name) => !issue.labels.some((live) => sameName(live, name)))
  if (missing.length === wanted.length && wanted.length > 0) {
    throw new Trouble(
      'forbidden',
      `GitHub took #${issue.number} but dropped its labels: the token may not label issues`,
      200,
      'issues: write',
    )
  }
}

/**
 * Only while nobody has touched it since it was looked at. A run beside this one may take the other issue for the
 * duplicate: whoever finds both closed opens its own again, so that one always survives.
 */
export async function closeDuplicate({ number, survivor }: Do<'close-duplicate'>, site: Site): Promise<void> {
  const seen = site.observation.issues.get(number)
  const fresh = await readFresh(number, site)
  if (!fresh.open || fresh.comments > 0 || fresh.body !== seen?.body) return
  await patchIssue(number, { state: 'closed', state_reason: 'duplicate' }, site)
  const other = await readFresh(survivor, site)
  if (!other.open && other.stateReason === 'duplicate') await patchIssue(number, { state: 'open' }, site)
}
