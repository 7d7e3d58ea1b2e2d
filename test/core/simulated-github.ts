import { type Blocker, type Issue, type Milestone, sameName } from '../../src/core/issues/issue.ts'
import type {
  Absence,
  FileCommit,
  PullRequest,
  Reaction,
  WorkerRun,
  WorkerWorkflow,
} from '../../src/core/observation.ts'

/** All that GitHub knows, as plain data: `structuredClone` makes a second world of it. */
export interface GitHub {
  /** Milliseconds since 1970; every change moves it by a second. */
  clock: number
  nextNumber: number
  readonly issues: Map<number, StoredIssue>
  /** Numbers that are no issues here any more. */
  readonly gone: Map<number, Absence>
  readonly milestones: StoredMilestone[]
  /** Names of the labels that the repository defines. */
  readonly labels: string[]
  /** Logins that may be assigned. */
  readonly assignable: string[]
  /** Logins that may write. */
  readonly writers: string[]
  /** False for a GitHub that has no issue dependencies. */
  readonly dependencies: boolean
  /** How many more issues block an issue than the token may see, by number. */
  readonly hiddenBlockers: Map<number, number>
  /** Numbers that no list shows, although the issue's own address does. */
  readonly unlisted: Set<number>
  /** Runs of worker workflows, oldest first. */
  readonly runs: WorkerRun[]
  /** Ids of those that were deleted. */
  readonly goneRuns: Set<number>
  /** The coordinator's reactions, by the comment's id. */
  readonly reactions: Map<number, readonly Reaction[]>
  /** Comments that carry a reaction of somebody else's. */
  readonly marked: Set<number>
  /** Comments that no list shows yet, although GitHub counts them. */
  readonly unlistedComments: Set<number>
  /** The coordinator's reaction on a task's issue, by the issue's number: its id, which is when it was made. */
  readonly locks: Map<number, number>
  /** Worker workflows that are not as they should be, by file name. */
  readonly workflows: Map<string, WorkerWorkflow>
  /** Open pull requests. */
  readonly pulls: StoredPull[]
  /** Slack's messages, by the phase and the key of the letter. */
  readonly slack: string[]
  /** What comes of a dispatch: `bare` tells no run id, `silent` and `nothing` no answer at all, `never` and `nothing` make no run. */
  dispatch: 'details' | 'bare' | 'never' | 'silent' | 'nothing' | 'refused'
  /** Whether a cancelled run ends at once, or goes on until the test ends it. */
  cancels: 'at-once' | 'later'
  /** Texts of the files of the default branch, by path. */
  readonly files: Map<string, string>
  /** The newest commit of a person's to each, by path. */
  readonly fileCommits: Map<string, FileCommit>
  /** Numbers in the order in which lists show them; the rest follows as it was made. */
  listedFirst: readonly number[]
}

export interface StoredIssue {
  readonly number: number
  readonly author: string
  readonly createdAt: string
  readonly comments: StoredComment[]
  title: string
  body: string
  open: boolean
  stateReason: string | undefined
  labels: string[]
  assignees: string[]
  /** Number of its milestone. */
  milestone: number | undefined
  locked: boolean
  updatedAt: string
  closedAt: string | undefined
  /** Numbers of its blockers. */
  blockedBy: number[]
  /** Number of its parent. */
  parent: number | undefined
}

export interface StoredComment {
  readonly id: number
  /** Undefined for a deleted account. */
  readonly author: string | undefined
  body: string
  readonly createdAt: string
  updatedAt: string
}

export interface StoredPull extends PullRequest {
  /** Number of the issue that it will close. */
  readonly closes: number
}

export interface StoredMilestone {
  readonly number: number
  readonly creator: string
  title: string
  dueDate: string | undefined
  open: boolean
}

export const coordinator = 'coordinator[bot]'
const longestBody = 65_536
const longestTitle = 256
const mostLinks = 50
const mostSubIssues = 100

/** GitHub said no; nothing happened. */
export class Refusal extends Error {}

export function emptyGitHub(given: Partial<GitHub> = {}): GitHub {
  return {
    clock: Date.parse('2026-02-22T12:00:00Z'),
    nextNumber: 1,
    issues: new Map(),
    gone: new Map(),
    milestones: [],
    labels: [],
    assignable: ['octocat', 'hubot', 'mona'],
    writers: ['octocat', 'hubot', 'mona'],
    dependencies: true,
    hiddenBlockers: new Map(),
    unlisted: new Set(),
    runs: [],
    goneRuns: new Set(),
    reactions: new Map(),
    marked: new Set(),
    unlistedComments: new Set(),
    locks: new Map(),
    slack: [],
    workflows: new Map(),
    pulls: [],
    dispatch: 'details',
    cancels: 'at-once',
    files: new Map(),
    fileCommits: new Map(),
    listedFirst: [],
    ...given,
  }
}

/** Opens an issue by somebody; what GitHub would refuse throws. */
export function openIssue(
  github: GitHub,
  author: string,
  given: { title: string; body: string } & Partial<Pick<StoredIssue, 'labels' | 'assignees' | 'milestone'>>,
): StoredIssue {
  checkText(given)
  const strangers = (given.assignees ?? []).filter((login) => !isAmong(github.assignable, login))
  if (strangers.length > 0) throw new Refusal(`assignees: ${strangers.join(', ')}`)
  const number = github.nextNumber++
  const now = tick(github)
  const issue: StoredIssue = {
    number,
    author,
    createdAt: now,
    updatedAt: now,
    comments: [],
    title: given.title,
    body: given.body,
    open: true,
    stateReason: undefined,
    labels: [...(given.labels ?? [])],
    assignees: [...(given.assignees ?? [])],
    milestone: given.milestone,
    locked: false,
    closedAt: undefined,
    blockedBy: [],
    parent: undefined,
  }
  for (const label of issue.labels) if (!isAmong(github.labels, label)) github.labels.push(label)
  github.issues.set(number, issue)
  return issue
}

export function changeIssue(
  github: GitHub,
  number: number,
  changes: Partial<Pick<StoredIssue, 'title' | 'body' | 'labels' | 'assignees' | 'milestone' | 'locked'>>,
): StoredIssue {
  checkText(changes)
  return Object.assign(storedIssue(github, number), changes, { updatedAt: tick(github) })
}

export function closeIssue(github: GitHub, number: number, reason: string): StoredIssue {
  const issue = storedIssue(github, number)
  const now = tick(github)
  return Object.assign(issue, { open: false, stateReason: reason, closedAt: now, updatedAt: now })
}

export function reopenIssue(github: GitHub, number: number): StoredIssue {
  const changes = { open: true, stateReason: 'reopened', closedAt: undefined, updatedAt: tick(github) }
  return Object.assign(storedIssue(github, number), changes)
}

export function addLabels(github: GitHub, number: number, names: readonly string[]): StoredIssue {
  const issue = storedIssue(github, number)
  const fresh = names.filter((name) => !isAmong(issue.labels, name))
  for (const label of fresh) if (!isAmong(github.labels, label)) github.labels.push(label)
  return changeIssue(github, number, { labels: [...issue.labels, ...fresh] })
}

/** Links; what GitHub would refuse throws. The issue's own time does not move. */
export function addBlocker(github: GitHub, number: number, blocker: number): void {
  const issue = storedIssue(github, number)
  if (issue.blockedBy.includes(blocker)) throw new Refusal('Target issue has already been taken')
  if (number === blocker) throw new Refusal('Target issue cannot be the same as the source issue')
  const dependents = [...github.issues.values()].filter(({ blockedBy }) => blockedBy.includes(blocker))
  if (issue.blockedBy.length >= mostLinks || dependents.length >= mostLinks) throw new Refusal('too many links')
  issue.blockedBy.push(blocker)
}

export function removeBlocker(github: GitHub, number: number, blocker: number): void {
  const issue = storedIssue(github, number)
  issue.blockedBy = issue.blockedBy.filter((other) => other !== blocker)
}

export function subIssuesOf(github: GitHub, parent: number): readonly StoredIssue[] {
  return [...github.issues.values()].filter((issue) => issue.parent === parent)
}

export function addSubIssue(github: GitHub, parent: number, number: number, replace: boolean): void {
  const issue = storedIssue(github, number)
  if (issue.parent === parent || (issue.parent !== undefined && !replace)) throw new Refusal('only one parent')
  if (subIssuesOf(github, parent).length >= mostSubIssues) throw new Refusal('too many sub-issues')
  issue.parent = parent
}

/** Its links and its place in the tree go with it. */
export function removeIssue(github: GitHub, number: number, absence: Absence): void {
  github.issues.delete(number)
  github.gone.set(number, absence)
  for (const issue of github.issues.values()) {
    issue.blockedBy = issue.blockedBy.filter((other) => other !== number)
    if (issue.parent === number) issue.parent = undefined
  }
}

export function storedIssue(github: GitHub, number: number): StoredIssue {
  const issue = github.issues.get(number)
  if (issue === undefined) throw new Error(`There is no issue #${number} in the simulation.`)
  return issue
}

/** An issue as its own address shows it. */
export function showIssue(github: GitHub, stored: StoredIssue, counts: Counts = countMembers(github)): Issue {
  const children = counts.children.get(stored.number) ?? { all: 0, open: 0 }
  return {
    number: stored.number,
    id: databaseId(stored.number),
    title: stored.title,
    body: stored.body,
    open: stored.open,
    stateReason: stored.stateReason,
    labels: [...stored.labels],
    assignees: [...stored.assignees],
    author: stored.author,
    milestone: stored.milestone === undefined ? undefined : showMilestone(github, stored.milestone, counts),
    comments: stored.comments.length,
    locked: stored.locked,
    pullRequest: false,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    closedAt: stored.closedAt,
    closedBy: stored.closedAt === undefined ? undefined : 'octocat',
    blockerCount: github.dependencies ? countBlockers(github, stored) : undefined,
    subIssues: { total: children.all, completed: children.all - children.open },
  }
}

export function showMilestone(github: GitHub, number: number, counts: Counts = countMembers(github)): Milestone {
  const { title, open, dueDate, creator } = github.milestones.find((milestone) => milestone.number === number)!
  const members = counts.milestones.get(number) ?? { all: 0, open: 0 }
  return { number, title, open, dueDate, creator, count: members.all, openCount: members.open }
}

function countBlockers({ hiddenBlockers }: GitHub, { number, blockedBy }: StoredIssue): number {
  return blockedBy.length + (hiddenBlockers.get(number) ?? 0)
}

type Tally = Map<number, { all: number; open: number }>

/** How many issues are in each milestone and under each parent. */
interface Counts {
  readonly milestones: Tally
  readonly children: Tally
}

function countMembers(github: GitHub): Counts {
  const counts: Counts = { milestones: new Map(), children: new Map() }
  const count = (tally: Tally, key: number | undefined, open: boolean) => {
    if (key === undefined) return
    const before = tally.get(key) ?? { all: 0, open: 0 }
    tally.set(key, { all: before.all + 1, open: before.open + Number(open) })
  }
  for (const { milestone, parent, open } of github.issues.values()) {
    count(counts.milestones, milestone, open)
    count(counts.children, parent, open)
  }
  return counts
}

export function showBlockers(github: GitHub, number: number): Blocker[] {
  return storedIssue(github, number).blockedBy.map((blocker) => {
    const { open, stateReason } = storedIssue(github, blocker)
    return { id: databaseId(blocker), number: blocker, repository: undefined, open, stateReason }
  })
}

/** What a list shows of the issues that pass, in its order. */
export function listIssues(github: GitHub, passes: (issue: StoredIssue) => boolean): Issue[] {
  const numbers = new Set([...github.listedFirst, ...github.issues.keys()])
  const counts = countMembers(github)
  return [...numbers].flatMap((number) => {
    const issue = github.issues.get(number)
    return issue === undefined || github.unlisted.has(number) || !passes(issue)
      ? []
      : [showIssue(github, issue, counts)]
  })
}

/** Database ids differ from numbers, and order otherwise. */
function databaseId(number: number): number {
  return 9_000_000 - number
}

export function isAmong(names: readonly string[], name: string): boolean {
  return names.some((other) => sameName(other, name))
}

export function tick(github: GitHub): string {
  github.clock += 1000
  return new Date(github.clock).toISOString()
}

function checkText({ title, body }: { title?: string; body?: string }): void {
  if (title !== undefined && (title.length > longestTitle || title.trim() === '')) throw new Refusal('title')
  const tooLong =
    body !== undefined && (body.length > longestBody || new TextEncoder().encode(body).length > longestBody)
  if (tooLong) throw new Refusal('body is too long')
}
