import type { Issue, Milestone } from '../core/issues/issue.ts'
import { type Absence, type Observation, type Question, questionKey } from '../core/observation.ts'
import { ownersInside } from '../core/records/managed-part.ts'
import { readCommits, readMirrored } from '../files/look-at-files.ts'
import { accountLogin, type RawAccount } from './account.ts'
import type { Client } from './client.ts'
import { readClosings } from './closings.ts'
import { readPulls } from './pulls.ts'
import { readReactions, readRemarks } from './remarks.ts'
import { send, sendList } from './request.ts'
import { toBlocker, toIssue, toList, toMilestone } from './shapes.ts'
import { Trouble } from './trouble.ts'
import { findClaimRun, readRun } from './worker-runs.ts'
import { readBranch, readWorkflow } from './worker-workflows.ts'

/** Asks GitHub each question and adds the answers to what is known. Throws `Trouble` where a list cannot be read. */
export async function observe(
  observation: Observation,
  questions: readonly Question[],
  client: Client,
): Promise<Observation> {
  let known = observation
  for (const question of questions) {
    const answer = await ask(known, question, client)
    known = { ...answer, answered: new Set([...answer.answered, questionKey(question)]) }
  }
  return known
}

async function ask(known: Observation, question: Question, client: Client): Promise<Observation> {
  switch (question.ask) {
    case 'progress-issues':
      return withIssues(known, await listIssues(client, { labels: 'phase-progress' }))
    case 'phase-issues':
      return withIssues(known, await listIssues(client, { labels: `phase:${question.phase}` }))
    case 'issues-by':
      return withIssues(known, await listIssues(client, { creator: question.login }))
    case 'milestone-issues':
      return withIssues(known, await listIssues(client, { milestone: String(question.milestone) }))
    case 'newest-issues':
      return lookAround(known, client)
    case 'milestones':
      return { ...known, milestones: await listMilestones(client) }
    case 'milestone':
      return withMilestone(known, await getMilestone(client, question.number))
    case 'issue':
      return readIssue(known, question.number, client)
    case 'blockers':
      return readBlockers(known, question.number, client)
    case 'sub-issues':
      return readSubIssues(known, question.number, client)
    case 'managed-comment':
      return readManagedComment(known, question.number, client)
    case 'writer':
      return readPermission(known, question.login, client)
    case 'remarks':
      return readRemarks(known, question.number, question.since, client)
    case 'reactions':
      return readReactions(known, question.comment, client)
    case 'run':
      return readRun(known, question.id, client)
    case 'claim-run':
      return findClaimRun(known, question.claim, question.workflow, client)
    case 'workflow':
      return readWorkflow(known, question.file, client)
    case 'branch':
      return readBranch(known, client)
    case 'pulls':
      return readPulls(known, question.numbers, client)
    case 'closings':
      return readClosings(known, question.numbers, client)
    case 'file':
      return readMirrored(known, question.path, question.branch, client)
    case 'commits':
      return readCommits(known, question.path, question.branch, client)
  }
}

function listIssues(
  client: Client,
  filter: { labels?: string; creator?: string; milestone?: string },
): Promise<Issue[]> {
  return sendList(
    client,
    (octokit, place) =>
      octokit.rest.issues.listForRepo({ ...place, ...filter, state: 'all', sort: 'created', direction: 'asc' }),
    toIssue,
  )
}

/** Lists lag: of two views of one issue the later one counts. */
export function withIssues(known: Observation, issues: readonly Issue[]): Observation {
  const merged = new Map(known.issues)
  for (const issue of issues) {
    const before = merged.get(issue.number)
    if (before === undefined || before.updatedAt <= issue.updatedAt) merged.set(issue.number, issue)
  }
  return { ...known, issues: merged }
}

function withMilestone(known: Observation, milestone: Milestone): Observation {
  const others = (known.milestones ?? []).filter(({ number }) => number !== milestone.number)
  return { ...known, milestones: [...others, milestone] }
}

export function listMilestones(client: Client): Promise<Milestone[]> {
  return sendList(
    client,
    (octokit, place) => octokit.rest.issues.listMilestones({ ...place, state: 'all' }),
    toMilestone,
  )
}

function getMilestone(client: Client, number: number): Promise<Milestone> {
  return send(
    client,
    (octokit, place) => octokit.rest.issues.getMilestone({ ...place, milestone_number: number }),
    toMilestone,
  )
}

const mostProbes = 40

/**
 * The newest hundred issues whatever their labels, and then number by number what was made after them: a list may
 * not show yet what was made seconds ago, the issue's own address does. Where that goes on and on, the list is no list.
 */
async function lookAround(known: Observation, client: Client): Promise<Observation> {
  const newest = await send(
    client,
    (octokit, place) =>
      octokit.rest.issues.listForRepo({ ...place, state: 'all', sort: 'created', direction: 'desc', per_page: 100 }),
    (data) => toList(data, toIssue),
  )
  if (newest.length === 0) await requireNoIssues(client)
  let seen = withIssues(known, newest)
  const highest = Math.max(0, ...seen.issues.keys())
  for (let number = highest + 1; number <= highest + mostProbes; number++) {
    const read = await getIssue(client, number)
    if (read === 'never') return seen
    if (typeof read === 'object') seen = withIssues(seen, [read])
  }
  throw new Trouble('unknown', `its lists do not show #${highest + 1} and the ${mostProbes - 1} numbers after it`, 200)
}

/** The repository counts its open issues itself: a witness against a list that says there are none. */
async function requireNoIssues(client: Client): Promise<void> {
  const count = await send(
    client,
    (octokit, place) => octokit.rest.repos.get(place),
    (data) => (data as { open_issues_count?: number }).open_issues_count ?? 0,
  )
  if (count > 0) throw new Trouble('unknown', `it counts ${count} open issues but lists none`, 200)
}

async function readIssue(known: Observation, number: number, client: Client): Promise<Observation> {
  const read = await getIssue(client, number)
  if (typeof read === 'object') return withIssues(known, [read])
  return { ...known, absent: new Map(known.absent).set(number, read === 'never' ? 'deleted' : read) }
}

/** `never`: as far as GitHub tells, nothing ever had this number; what it says of a deleted issue is 410. */
async function getIssue(client: Client, number: number): Promise<Issue | Absence | 'never'> {
  try {
    return await send(
      client,
      async (octokit, place) => {
        const answer = await octokit.rest.issues.get({
          ...place,
          issue_number: number,
          request: { redirect: 'manual' },
        })
        if ((answer.status as number) >= 300) throw new Trouble('absent', 'moved', answer.status)
        return answer
      },
      toIssue,
    )
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    if (error.status >= 300 && error.status < 400) return 'moved'
    if (error.kind === 'absent') return error.status === 404 ? 'never' : 'deleted'
    if (error.kind === 'unknown' || error.kind === 'refused') return 'unreadable'
    throw error
  }
}

async function readBlockers(known: Observation, number: number, client: Client): Promise<Observation> {
  const here = `${client.owner}/${client.repo}`
  try {
    const list = await sendList(
      client,
      (octokit, place) => octokit.rest.issues.listDependenciesBlockedBy({ ...place, issue_number: number }),
      (raw) => toBlocker(raw, here),
    )
    return { ...known, blockers: new Map(known.blockers).set(number, list) }
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind === 'limited' || error.kind === 'forbidden') throw error
    if (error.kind === 'absent' && lacksDependencies(known, number)) return { ...known, dependencies: false }
    return { ...known, blockers: new Map(known.blockers).set(number, undefined) }
  }
}

/** An issue that GitHub shows without a count of its blockers comes from a GitHub that has no dependencies. */
export function lacksDependencies(known: Observation, number: number): boolean {
  const issue = known.issues.get(number)
  return issue !== undefined && issue.blockerCount === undefined
}

async function readSubIssues(known: Observation, number: number, client: Client): Promise<Observation> {
  const list = await sendList(
    client,
    (octokit, place) => octokit.rest.issues.listSubIssues({ ...place, issue_number: number }),
    toIssue,
  ).catch((error: unknown) => {
    // An issue shown without a count of its sub-issues comes from a GitHub that has none.
    const issue = known.issues.get(number)
    const without = issue !== undefined && issue.subIssues === undefined
    if (without && error instanceof Trouble && error.kind === 'absent') return []
    throw error
  })
  const numbers = list.map((issue) => issue.number)
  return { ...withIssues(known, list), subIssues: new Map(known.subIssues).set(number, numbers) }
}

async function readManagedComment(known: Observation, number: number, client: Client): Promise<Observation> {
  const isOurs = (comment: { body: string; author: string | undefined }) =>
    comment.author !== undefined &&
    known.trusted.has(comment.author.toLowerCase()) &&
    ownersInside(comment.body).some(({ kind }) => kind === 'task')
  const comments = await sendList(
    client,
    (octokit, place) => octokit.rest.issues.listComments({ ...place, issue_number: number }),
    toComment,
    (page) => page.some(isOurs),
  )
  const ours = comments.find(isOurs)
  return {
    ...known,
    comments: new Map(known.comments).set(number, ours === undefined ? 'none' : { id: ours.id, body: ours.body }),
  }
}

export function toComment(raw: unknown): { id: number; body: string; author: string | undefined } {
  const comment = raw as { id: number; body?: string; user?: RawAccount | null }
  return { id: comment.id, body: comment.body ?? '', author: accountLogin(comment.user) }
}

async function readPermission(known: Observation, login: string, client: Client): Promise<Observation> {
  let writes = false
  let isUnsure = false
  try {
    writes = await send(
      client,
      (octokit, place) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...place, username: login }),
      (data) => ['admin', 'maintain', 'write'].includes((data as { permission?: string }).permission ?? ''),
    )
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind === 'limited') throw error
    isUnsure = error.kind === 'unknown'
  }
  const name = login.toLowerCase()
  const unsure = isUnsure ? new Set([...known.unsure, name]) : known.unsure
  return { ...known, unsure, writers: new Map(known.writers).set(name, writes) }
}
