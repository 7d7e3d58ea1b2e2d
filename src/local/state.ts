/** What the tracker remembers: plain JSON, so that it can be kept on disk, copied and compared. Times are GitHub's form, without milliseconds. */

export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin'
export type Level = 'read' | 'write'
export type ReactionContent = '+1' | '-1' | 'laugh' | 'confused' | 'heart' | 'hooray' | 'rocket' | 'eyes'
export type StateReason = 'completed' | 'reopened' | 'not_planned' | 'duplicate'

export interface RepositoryRow {
  id: number
  owner: string
  name: string
  defaultBranch: string
  private: boolean
  hasIssues: boolean
  archived: boolean
  fork: boolean
  createdAt: string
  /** Former `owner/name`: answered with a redirect. */
  formerNames: string[]
  protectedBranches: string[]
}

export interface UserRow {
  id: number
  login: string
  type: 'User' | 'Bot'
  role: Role
  /** A custom role's name, shown beside the permission that it stands for. */
  roleName: string | null
  /** An agent that only a user's token may assign. */
  agent: boolean
  /** A deleted account: shown as null wherever it wrote. */
  gone: boolean
}

export interface TokenRow {
  token: string
  login: string
  kind: 'user' | 'installation'
  permissions: Record<string, Level>
}

export interface PullRequestRow {
  head: string
  base: string
  draft: boolean
  mergedAt: string | null
  /** Numbers of the issues that it will close. */
  closes: number[]
}

export interface IssueRow {
  id: number
  number: number
  /** `owner/name` of an issue that lives elsewhere and is only linked from here. */
  elsewhere: string | null
  /** An issue elsewhere that no token here may read. */
  unreadable: boolean
  title: string
  body: string | null
  user: string | null
  viaApp: boolean
  labels: number[]
  assignees: string[]
  milestone: number | null
  state: 'open' | 'closed'
  stateReason: StateReason | null
  duplicateOf: number | null
  locked: boolean
  lockReason: string | null
  createdAt: string
  updatedAt: string
  closedAt: string | null
  closedBy: string | null
  /** Ids, in the order of the parent's list. */
  subIssues: number[]
  deleted: boolean
  movedTo: string | null
  pullRequest: PullRequestRow | null
  /** The dependency summary as it stood when this issue was last edited, for the stale behaviour. */
  summary: DependencySummary
}

export interface DependencySummary {
  blocked_by: number
  blocking: number
  total_blocked_by: number
  total_blocking: number
}

export interface CommentRow {
  id: number
  issue: number
  user: string | null
  viaApp: boolean
  body: string
  createdAt: string
  updatedAt: string
}

export interface ReactionRow {
  id: number
  on: 'issue' | 'comment'
  /** Id of the issue or comment. */
  target: number
  user: string
  content: ReactionContent
  createdAt: string
}

export interface LabelRow {
  id: number
  name: string
  color: string
  description: string | null
}

export interface MilestoneRow {
  id: number
  number: number
  title: string
  description: string | null
  state: 'open' | 'closed'
  creator: string | null
  dueOn: string | null
  createdAt: string
  updatedAt: string
  closedAt: string | null
}

export interface DependencyRow {
  blocked: number
  blocker: number
}

export interface CommitRow {
  tree: string
  parents: string[]
  message: string
  login: string
  date: string
}

export interface GitState {
  /** Blob SHA → content in base64. */
  blobs: Record<string, string>
  /** Tree SHA → path inside it → blob SHA, over all depths. */
  trees: Record<string, Record<string, string>>
  commits: Record<string, CommitRow>
  /** `heads/main` → commit SHA. */
  refs: Record<string, string>
}

export interface WorkflowRow {
  id: number
  path: string
  disabled: boolean
  runNumber: number
}

export interface RunRow {
  id: number
  workflow: number
  number: number
  branch: string
  sha: string
  event: string
  title: string
  actor: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' | null
  /** Never shown by the API; kept so that a bed can play the worker. */
  inputs: Record<string, string>
  /** Made, but not yet in any list. */
  unlisted: boolean
  createdAt: string
  updatedAt: string
}

/** Issues are named by id. */
export type TimelineEvent =
  | { kind: 'labeled' | 'unlabeled'; labels: string[] }
  | { kind: 'assigned' | 'unassigned'; logins: string[] }
  | { kind: 'renamed'; from: string; to: string }
  | { kind: 'milestoned' | 'demilestoned'; milestone: string }
  | { kind: 'blocked-by' | 'unblocked-by' | 'blocking' | 'not-blocking' | 'parent' | 'no-parent'; issue: number }
  | { kind: 'closed'; reason: StateReason | null }
  | { kind: 'reopened' | 'locked' | 'unlocked' | 'merged' }

export interface TimelineRow {
  issue: number
  actor: string
  at: string
  event: TimelineEvent
}

export interface State {
  version: 1
  nextId: number
  nextNumber: number
  nextMilestone: number
  repository: RepositoryRow
  users: UserRow[]
  tokens: TokenRow[]
  issues: IssueRow[]
  comments: CommentRow[]
  reactions: ReactionRow[]
  labels: LabelRow[]
  milestones: MilestoneRow[]
  dependencies: DependencyRow[]
  git: GitState
  workflows: WorkflowRow[]
  runs: RunRow[]
  /** What happened to issues, as their pages tell it; only kept where somebody looks at pages. */
  timeline: TimelineRow[]
}

/** A fresh repository. Ids start beyond 2^31, as GitHub's have for years, so that a 32-bit reading or a number used as an id shows at once. */
export function emptyState(repository: string, defaultBranch: string, createdAt: string): State {
  const [owner = '', name = ''] = repository.split('/')
  return {
    version: 1,
    nextId: 3_000_000_019,
    nextNumber: 1,
    nextMilestone: 1,
    repository: {
      id: 724_000_001,
      owner,
      name,
      defaultBranch,
      private: true,
      hasIssues: true,
      archived: false,
      fork: false,
      createdAt,
      formerNames: [],
      protectedBranches: [],
    },
    users: [],
    tokens: [],
    issues: [],
    comments: [],
    reactions: [],
    labels: [],
    milestones: [],
    dependencies: [],
    git: { blobs: {}, trees: {}, commits: {}, refs: {} },
    workflows: [],
    runs: [],
    timeline: [],
  }
}
