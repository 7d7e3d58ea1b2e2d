import { type Issue, sameName } from '../core/issue.ts'
import { recordLine } from '../core/managed-part.ts'
import { writeTask } from '../core/managed-task.ts'
import { type Observation, withoutLists } from '../core/observation.ts'
import { type Operation, operationKey } from '../core/operation.ts'
import { writeProgress } from '../core/progress-page.ts'
import { withRefusals } from '../core/task-record.ts'
import type { Client } from './client.ts'
import { lacksDependencies, listMilestones, toComment, withIssues } from './observe.ts'
import { send, sendList } from './request.ts'
import { toIssue, toMilestone } from './shapes.ts'
import { Trouble } from './trouble.ts'

/** What is known while operations are done: each one's answer is added, so that the next one, and the next decision, see it. */
export interface Site {
  readonly client: Client
  observation: Observation
  /** Issue numbers of tasks, those opened just now included. */
  readonly numbers: Map<string, number>
  /** Numbers of progress issues by phase. */
  readonly progress: Map<string, number>
}

/** GitHub is not as it was seen to be: what was decided on the strength of that has to be decided again. */
export class Surprise extends Error {}

/** An operation that cannot be done because an earlier one of the same round was not. */
export class Unready extends Error {}

/**
 * Does one operation. Throws `Trouble` where GitHub did not do it or did not say, `Unready` where something that it
 * needs is not there. What GitHub leaves out silently is noted, not thrown.
 */
export async function apply(operation: Operation, site: Site): Promise<void> {
  switch (operation.do) {
    case 'create-label':
      return createLabel(operation, site)
    case 'create-milestone':
      return createMilestone(operation, site)
    case 'change-milestone':
      return changeMilestone(operation, site)
    case 'open-progress':
      return openProgress(operation, site)
    case 'open-task':
      return openTask(operation, site)
    case 'add-sub-issue':
      return addSubIssue(operation, site)
    case 'link':
      return link(operation, site)
    case 'unlink':
      return unlink(operation, site)
    case 'add-labels':
      return addLabels(numberOfTask(operation.task, site), operation.labels, site)
    case 'label-progress':
      return addLabels(numberOfProgress(operation.phase, site), operation.labels, site)
    case 'remove-label':
      return removeLabel(operation, site)
    case 'retitle-task':
      await patchIssue(numberOfTask(operation.task, site), { title: operation.title }, site)
      if (operation.byHand)
        site.observation = { ...site.observation, retitled: new Set([...site.observation.retitled, operation.task]) }
      return
    case 'retitle-progress':
      return patchIssue(numberOfProgress(operation.phase, site), { title: operation.title }, site)
    case 'set-milestone':
      return setMilestone(operation, site)
    case 'assign':
      return assign(operation, site)
    case 'unassign':
      return unassign(operation, site)
    case 'write-task':
      return rewriteTask(operation, site)
    case 'close-duplicate':
      return closeDuplicate(operation, site)
    case 'write-progress':
      return rewriteProgress(operation, site)
    case 'reopen-progress':
      return patchIssue(numberOfProgress(operation.phase, site), { state: 'open' }, site)
    case 'close-progress':
      return patchIssue(numberOfProgress(operation.phase, site), { state: 'closed', state_reason: 'completed' }, site)
  }
}

async function setMilestone({ task, milestone }: Do<'set-milestone'>, site: Site): Promise<void> {
  const number = milestoneNumber(milestone, site)
  if (number === undefined) throw new Unready(`there is no milestone "${milestone}" yet`)
  await patchIssue(numberOfTask(task, site), { milestone: number }, site)
}

type Do<Verb extends Operation['do']> = Extract<Operation, { do: Verb }>

async function createLabel({ label, phase }: Do<'create-label'>, site: Site): Promise<void> {
  if (site.observation.labels.has(label.name.toLowerCase())) return
  try {
    await send(
      site.client,
      (octokit, place) => octokit.rest.issues.createLabel({ ...place, ...label }),
      () => undefined,
    )
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    // GitHub hides from a token without write access that there are labels to make.
    if (error.kind === 'absent') throw new Trouble('forbidden', error.message, error.status, 'issues: write')
    if (error.status !== 422) throw error
    // It is there already, by whosever hand, and serves as it is; so may others, which one look tells.
    noteLabels(await listLabels(site.client), site)
    requireNewPhase(label.name, phase, site)
  }
  noteLabels([label.name], site)
}

/** A phase whose label is there was launched before, it may be: lists that show nothing of it are read a second time. */
function requireNewPhase(label: string, phase: string, site: Site): void {
  const { observation, progress } = site
  if (label !== `phase:${phase}` || progress.has(phase) || observation.readAgain.has(phase)) return
  site.observation = withoutLists(observation, phase)
  throw new Surprise(`the label ${label} was there although no issue of phase ${phase} was listed`)
}

function listLabels(client: Client): Promise<string[]> {
  return sendList(
    client,
    (octokit, place) => octokit.rest.issues.listLabelsForRepo(place),
    (raw) => (raw as { name: string }).name,
  )
}

function noteLabels(names: readonly string[], site: Site): void {
  const labels = new Set([...site.observation.labels, ...names.map((name) => name.toLowerCase())])
  site.observation = { ...site.observation, labels }
}

async function createMilestone(operation: Do<'create-milestone'>, site: Site): Promise<void> {
  const { title, dueDate, description } = operation
  const due = dueDate === undefined ? {} : { due_on: noon(dueDate) }
  try {
    const milestone = await send(
      site.client,
      (octokit, place) => octokit.rest.issues.createMilestone({ ...place, title, description, ...due }),
      toMilestone,
    )
    site.observation = { ...site.observation, milestones: [...(site.observation.milestones ?? []), milestone] }
  } catch (error) {
    if (!(error instanceof Trouble) || error.status !== 422) throw error
    const milestones = await listMilestones(site.client)
    if (!milestones.some((milestone) => milestone.title === title)) {
      const why = `${error.message}; if there is one already, GitHub's list of milestones does not show it`
      throw new Trouble(error.kind, why, error.status)
    }
    site.observation = { ...site.observation, milestones }
    throw new Surprise(`the milestone "${title}" was made by another run just now`)
  }
}

async function changeMilestone({ number, changes }: Do<'change-milestone'>, site: Site): Promise<void> {
  const milestone = await send(
    site.client,
    (octokit, place) =>
      octokit.rest.issues.updateMilestone({
        ...place,
        milestone_number: number,
        ...(changes.title === undefined ? {} : { title: changes.title }),
        ...('dueDate' in changes
          ? { due_on: (changes.dueDate === undefined ? null : noon(changes.dueDate)) as string }
          : {}),
        ...(changes.open === undefined ? {} : { state: changes.open ? 'open' : 'closed' }),
      }),
    toMilestone,
  )
  const { observation } = site
  const issues = new Map(
    [...observation.issues].map(([key, issue]) => [
      key,
      issue.milestone?.number === number ? { ...issue, milestone } : issue,
    ]),
  )
  const others = (observation.milestones ?? []).filter((other) => other.number !== number)
  site.observation = { ...observation, issues, milestones: [...others, milestone] }
}

/** GitHub keeps midnight in its own zone: noon is the same date there. */
function noon(date: string): string {
  return `${date}T12:00:00Z`
}

async function openProgress(operation: Do<'open-progress'>, site: Site): Promise<void> {
  const body = writeProgress(operation.page, undefined, (task) => site.numbers.get(task))
  const issue = await openIssue(
    { title: operation.title, body, labels: operation.labels, assignees: [], milestone: operation.milestone },
    site,
  )
  site.progress.set(operation.phase, issue.number)
}

async function openTask(operation: Do<'open-task'>, site: Site): Promise<void> {
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

function noteUnassignable(wanted: readonly string[], issue: Issue, site: Site): void {
  const dropped = wanted.filter((login) => !issue.assignees.some((live) => sameName(live, login)))
  if (dropped.length === 0) return
  const unassignable = new Set([...site.observation.unassignable, ...dropped.map((login) => login.toLowerCase())])
  site.observation = { ...site.observation, unassignable }
}

async function addSubIssue(operation: Do<'add-sub-issue'>, site: Site): Promise<void> {
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

async function link(operation: Do<'link'>, site: Site): Promise<void> {
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

async function unlink(operation: Do<'unlink'>, site: Site): Promise<void> {
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

async function addLabels(number: number, labels: readonly string[], site: Site): Promise<void> {
  const live = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.addLabels({ ...place, issue_number: number, labels: [...labels] }),
    labelNames,
  )
  setLabels(number, live, site)
  const missing = labels.filter((name) => !live.some((other) => sameName(other, name)))
  if (missing.length > 0)
    throw new Trouble('refused', `GitHub did not keep the labels ${missing.join(', ')} on #${number}`, 200)
}

async function removeLabel({ task, label }: Do<'remove-label'>, site: Site): Promise<void> {
  const number = numberOfTask(task, site)
  try {
    const live = await send(
      site.client,
      (octokit, place) => octokit.rest.issues.removeLabel({ ...place, issue_number: number, name: label }),
      labelNames,
    )
    setLabels(number, live, site)
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind !== 'absent') throw error
    // Somebody was faster.
    const issue = issueOfTask(task, site)
    setLabels(
      number,
      issue.labels.filter((name) => !sameName(name, label)),
      site,
    )
  }
}

function labelNames(data: unknown): string[] {
  return Array.isArray(data) ? data.flatMap((label: { name?: string }) => label.name ?? []) : []
}

function setLabels(number: number, labels: readonly string[], site: Site): void {
  const issue = site.observation.issues.get(number)
  if (issue === undefined) return
  site.observation = { ...site.observation, issues: new Map(site.observation.issues).set(number, { ...issue, labels }) }
}

async function assign({ task, logins }: Do<'assign'>, site: Site): Promise<void> {
  const number = numberOfTask(task, site)
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.addAssignees({ ...place, issue_number: number, assignees: [...logins] }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
  noteUnassignable(logins, issue, site)
}

async function unassign({ task, logins }: Do<'unassign'>, site: Site): Promise<void> {
  const number = numberOfTask(task, site)
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.removeAssignees({ ...place, issue_number: number, assignees: [...logins] }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
}

/** The text is read again just before it is written, because people write beside us. */
async function rewriteTask(operation: Do<'write-task'>, site: Site): Promise<void> {
  const { part, task, phase } = operation
  const issue = issueOfTask(task, site)
  const record = withRefusals(part.record, site.observation.unassignable)
  const write = (existing: string | undefined) =>
    writeTask({ ...part, record }, existing, site.progress.get(phase), (id) => site.numbers.get(id))
  const comment = site.observation.comments.get(issue.number)
  if (comment === undefined) {
    const fresh = await readFresh(issue.number, site)
    const body = write(fresh.body)
    if (body !== fresh.body) await patchIssue(issue.number, { body }, site)
  } else if (comment === 'none') {
    const made = await send(
      site.client,
      (octokit, place) =>
        octokit.rest.issues.createComment({ ...place, issue_number: issue.number, body: write(undefined) }),
      toComment,
    )
    setComment(issue.number, made, site)
  } else {
    await rewriteComment(issue.number, comment.id, write, site)
  }
  if (operation.reopened) {
    site.observation = { ...site.observation, reopened: new Set([...site.observation.reopened, task]) }
  }
}

async function rewriteComment(
  issue: number,
  id: number,
  write: (existing: string) => string,
  site: Site,
): Promise<void> {
  const fresh = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.getComment({ ...place, comment_id: id }),
    toComment,
  )
  const body = write(fresh.body)
  const made = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.updateComment({ ...place, comment_id: id, body }),
    toComment,
  )
  setComment(issue, made, site)
}

function setComment(issue: number, comment: { id: number; body: string }, site: Site): void {
  const comments = new Map(site.observation.comments).set(issue, { id: comment.id, body: comment.body })
  site.observation = { ...site.observation, comments }
}

async function rewriteProgress({ page, phase }: Do<'write-progress'>, site: Site): Promise<void> {
  const number = numberOfProgress(phase, site)
  const seen = site.observation.issues.get(number)
  const fresh = await readFresh(number, site)
  if (seen !== undefined && recordLine(seen.body) !== recordLine(fresh.body)) {
    throw new Surprise(`another run wrote the progress issue of phase ${phase} just now`)
  }
  const body = writeProgress(page, fresh.body, (task) => site.numbers.get(task))
  if (body !== fresh.body) await patchIssue(number, { body }, site)
}

/**
 * Only while nobody has touched it since it was looked at. A run beside this one may take the other issue for the
 * duplicate: whoever finds both closed opens its own again, so that one always survives.
 */
async function closeDuplicate({ number, survivor }: Do<'close-duplicate'>, site: Site): Promise<void> {
  const seen = site.observation.issues.get(number)
  const fresh = await readFresh(number, site)
  if (!fresh.open || fresh.comments > 0 || fresh.body !== seen?.body) return
  await patchIssue(number, { state: 'closed', state_reason: 'duplicate' }, site)
  const other = await readFresh(survivor, site)
  if (!other.open && other.stateReason === 'duplicate') await patchIssue(number, { state: 'open' }, site)
}

async function readFresh(number: number, site: Site): Promise<Issue> {
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.get({ ...place, issue_number: number }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
  return issue
}

async function patchIssue(
  number: number,
  changes: {
    title?: string
    body?: string
    state?: 'open' | 'closed'
    state_reason?: 'completed' | 'duplicate'
    milestone?: number
  },
  site: Site,
): Promise<void> {
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.update({ ...place, issue_number: number, ...changes }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
}

/** Notes a refusal that asking again would not change; false where the error is of another kind. */
function refuse(error: unknown, operation: Operation, site: Site): boolean {
  if (!(error instanceof Trouble) || error.kind !== 'refused') return false
  noteRefusal(error, operation, site)
  return true
}

function noteRefusal({ message }: Trouble, operation: Operation, site: Site): void {
  const refused = new Map(site.observation.refused).set(operationKey(operation), message)
  site.observation = { ...site.observation, refused }
}

function milestoneNumber(title: string, { observation }: Site): number | undefined {
  const listed = observation.milestones?.find((milestone) => milestone.title === title)
  if (listed !== undefined) return listed.number
  for (const { milestone } of observation.issues.values()) if (milestone?.title === title) return milestone.number
  return undefined
}

function numberOfTask(task: string, site: Site): number {
  const number = site.numbers.get(task)
  if (number === undefined) throw new Unready(`${task} has no issue yet`)
  return number
}

function issueOfTask(task: string, site: Site): Issue {
  const issue = site.observation.issues.get(numberOfTask(task, site))
  if (issue === undefined) throw new Unready(`the issue of ${task} was not read`)
  return issue
}

function numberOfProgress(phase: string, site: Site): number {
  const number = site.progress.get(phase)
  if (number === undefined) throw new Unready(`phase ${phase} has no progress issue yet`)
  return number
}
