import type { Command } from './commands/command.ts'
import type { Blocker, Issue, Milestone } from './issues/issue.ts'
import type { Claim } from './records/claim.ts'
import type { Closing } from './records/closing.ts'
import type { MirrorRecord } from './records/mirror-record.ts'
import type { Told } from './records/told.ts'
import type { UndeliveredCode, WorkerCode } from './troubleshooting/codes.ts'
import type { Reason } from './troubleshooting/message.ts'

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
  /** Lower-case logins of which GitHub did not say whether they may write. */
  readonly unsure: ReadonlySet<string>
  /** False once GitHub has shown that it has no issue dependencies. */
  readonly dependencies: boolean
  /** Keys of the questions that were answered. */
  readonly answered: ReadonlySet<string>
  /** This run has written something on issues. Duplicates that appear from then on come of a race: the next run merges them. */
  readonly wrote: boolean
  /** How many creations of this run got no answer that tells whether they happened. */
  readonly uncertain: number
  /** Tasks that this run saw open again after they had ended: not picked in this run. */
  readonly reopened: ReadonlySet<string>
  /** Tasks that this run has sent behind the others: not picked in it again. */
  readonly back: ReadonlySet<string>
  /** Tasks whose titles this run set back. */
  readonly retitled: ReadonlySet<string>
  /** Tasks on whose issues something went wrong in this run: the next run goes on with them. */
  readonly troubled: ReadonlySet<string>
  /** What GitHub refused to do to a task in this run, as a sentence's end. */
  readonly stuck: ReadonlyMap<string, string>
  /** Tasks that may show a slot although GitHub gave no clear answer when they were given it. */
  readonly given: ReadonlySet<string>
  /** Lower-case logins that GitHub would not assign. */
  readonly unassignable: ReadonlySet<string>
  /** Phases of which something was there already although no list showed their progress issue: all lists were read again. */
  readonly readAgain: ReadonlySet<string>
  /** Lower-case names of the labels that this run defined, or found defined. */
  readonly labels: ReadonlySet<string>
  /** What GitHub refused for good in this run, by operation key, with its words. */
  readonly refused: ReadonlyMap<string, string>
  /** Comments on task issues and progress issues, oldest first, as far as they were read. */
  readonly remarks: ReadonlyMap<number, readonly Remark[]>
  /** Our own reactions, by the comment's id. */
  readonly reactions: ReadonlyMap<number, readonly Reaction[]>
  /** Comments on which something went wrong in this run: the next run goes on with them. */
  readonly putOff: ReadonlySet<number>
  /** How many answers this run has written, and how many comments it has dismissed with a 👎. */
  readonly replies: number
  readonly dismissed: number
  /** Dispatched runs by id; the reason where one could not be read. */
  readonly runs: ReadonlyMap<number, WorkerRun | Absence>
  /** The run that bears a claim, by claim; `none` where the lists show none, `unreadable` where they could not be read. */
  readonly claimRuns: ReadonlyMap<string, WorkerRun | 'none' | 'unreadable'>
  /** Worker workflows by file name, as they stand on the default branch. */
  readonly workflows: ReadonlyMap<string, WorkerWorkflow>
  /** Name of the default branch; undefined until it was asked for. */
  readonly branch: string | undefined
  /** Open pull requests that will close an issue, by the issue's number. */
  readonly pulls: ReadonlyMap<number, readonly PullRequest[]>
  /** How issues were closed that tasks picked now waited for, by number. */
  readonly closings: ReadonlyMap<number, Closing>
  /** Claims that this run has taken, by task id. */
  readonly claimed: ReadonlyMap<string, Claim>
  /** Tasks that another run is starting a worker for just now. */
  readonly taken: ReadonlySet<string>
  /** What came of the starts of this run, by claim. */
  readonly starts: ReadonlyMap<string, Start>
  /** Runs that this run has asked GitHub to cancel. */
  readonly cancelled: ReadonlySet<number>
  /** What people were told of a phase once this run had delivered its letters, by phase id, until its record says so. */
  readonly delivered: ReadonlyMap<string, Told>
  /** Phases whose letters are left to other runs: one is delivering them just now, or something went wrong in this one. */
  readonly delivering: ReadonlySet<string>
  /** Why letters could not be delivered in this run, by `letterKey`. */
  readonly undelivered: ReadonlyMap<string, Reason<UndeliveredCode>>
  /** Texts of mirrored files, by `fileKey`; those that are not there, or cannot be read, are missing. */
  readonly files: ReadonlyMap<string, string>
  /** The newest commit of somebody else's to a mirrored file, by `fileKey`. */
  readonly commits: ReadonlyMap<string, FileCommit>
  /** What is to be remembered of the files of the phases that this run has tried to bring up to date, by phase. */
  readonly mirrored: ReadonlyMap<string, MirrorRecord>
  /** Mirrored files that this run has left alone, by path, and why. */
  readonly leftAlone: ReadonlyMap<string, string>
  /** The token may not read pull requests, so that nothing is known of them. */
  readonly pullsHidden: boolean
  /** Whether the run has a token of a user's for agents that need one. */
  readonly agentToken: boolean
}

/** A comment as far as it matters: who wrote it, and the commands in it. */
export interface Remark {
  readonly id: number
  /** Undefined for a deleted account. */
  readonly author: string | undefined
  readonly bot: boolean
  /** GitHub says that the author belongs here. It proves nothing about write, and tells whom to ask about before all others. */
  readonly member: boolean
  /** ISO, GitHub's time. */
  readonly createdAt: string
  readonly updatedAt: string
  readonly commands: readonly Command[]
  /** It carries a 🚀, 👎 or 👀, by whomever. */
  readonly marked: boolean
  /** Our own text: the key of the command that it answers, or of the letter that it tells, else `''`; undefined for comments of others. */
  readonly ours: { readonly answers: string; readonly refusal: boolean } | undefined
}

export type Reaction = 'eyes' | 'rocket' | '-1'

/** A run of a worker workflow. */
export interface WorkerRun {
  readonly id: number
  /** What the run is called, from the workflow's `run-name`. */
  readonly title: string
  /** `queued` stands for everything before it begins. */
  readonly status: 'queued' | 'running' | 'completed'
  /** GitHub's word; undefined while it is not completed. */
  readonly conclusion: string | undefined
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a workflow file says that matters for starting it, or why it cannot be told. */
export type WorkerWorkflow =
  | { readonly inputs: readonly string[]; readonly required: readonly string[]; readonly showsClaim: boolean }
  | { readonly problem: Reason<WorkerCode> }

export interface PullRequest {
  readonly number: number
  readonly draft: boolean
  readonly author: string | undefined
  readonly updatedAt: string
}

export interface FileCommit {
  /** When it was committed: ISO. */
  readonly at: string
  /** Of its author; undefined where GitHub knows no account. */
  readonly login: string | undefined
}

/** What came of starting a worker: GitHub took it, refused it, or did not say. */
export type Start =
  | { readonly as: 'started'; readonly at: string; readonly run: number | undefined }
  | { readonly as: 'refused'; readonly at: string; readonly why: string }
  | { readonly as: 'unknown' }

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
  /** Comments of an issue, those changed since an instant (ISO) alone where one is given. */
  | { readonly ask: 'remarks'; readonly number: number; readonly since: string | undefined }
  | { readonly ask: 'reactions'; readonly comment: number }
  /** `look` counts up where the same is asked for once more in a run, because it may have changed since. */
  | { readonly ask: 'run'; readonly id: number; readonly look: number }
  | { readonly ask: 'claim-run'; readonly claim: string; readonly workflow: string; readonly look: number }
  | { readonly ask: 'workflow'; readonly file: string }
  | { readonly ask: 'branch' }
  | { readonly ask: 'pulls'; readonly numbers: readonly number[] }
  | { readonly ask: 'closings'; readonly numbers: readonly number[] }
  /** A mirrored file as it stands, and its commits; without a branch on the default one. */
  | { readonly ask: 'file'; readonly path: string; readonly branch: string | undefined }
  | { readonly ask: 'commits'; readonly path: string; readonly branch: string | undefined }

/** The name under which a question counts as answered. */
export function questionKey(question: Question): string {
  return JSON.stringify(question)
}

export function isAnswered(observation: Observation, question: Question): boolean {
  return observation.answered.has(questionKey(question))
}

/** Every list of issues has to be asked for once more: what was concluded from them is in doubt. */
export function withoutLists(observation: Observation, phase: string): Observation {
  const single: readonly Question['ask'][] = ['issue', 'blockers', 'managed-comment', 'writer', 'remarks', 'reactions']
  const kept = [...observation.answered].filter((key) => single.includes((JSON.parse(key) as Question).ask))
  return { ...observation, answered: new Set(kept), readAgain: new Set([...observation.readAgain, phase]) }
}

/** What is known before anything was asked. */
export function emptyObservation(start: {
  readonly me: string
  readonly trusted: readonly string[]
  readonly repository: string
  readonly agentToken?: boolean
  readonly branch?: string | undefined
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
    unsure: new Set(),
    dependencies: true,
    answered: new Set(),
    wrote: false,
    uncertain: 0,
    reopened: new Set(),
    back: new Set(),
    retitled: new Set(),
    troubled: new Set(),
    stuck: new Map(),
    given: new Set(),
    unassignable: new Set(),
    readAgain: new Set(),
    labels: new Set(),
    refused: new Map(),
    remarks: new Map(),
    reactions: new Map(),
    putOff: new Set(),
    replies: 0,
    dismissed: 0,
    runs: new Map(),
    claimRuns: new Map(),
    workflows: new Map(),
    branch: start.branch,
    pulls: new Map(),
    closings: new Map(),
    claimed: new Map(),
    taken: new Set(),
    starts: new Map(),
    cancelled: new Set(),
    delivered: new Map(),
    delivering: new Set(),
    undelivered: new Map(),
    files: new Map(),
    commits: new Map(),
    mirrored: new Map(),
    leftAlone: new Map(),
    pullsHidden: false,
    agentToken: start.agentToken ?? false,
  }
}

/** Whether an issue was made by a login that this run trusts. */
export function isTrusted(observation: Observation, issue: Issue): boolean {
  return issue.author !== undefined && observation.trusted.has(issue.author.toLowerCase())
}
