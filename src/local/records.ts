import type { Behaviour } from './behaviour.ts'
import { notFound } from './refusal.ts'
import type { IssueRow, LabelRow, MilestoneRow, State, UserRow } from './state.ts'

/** The state with the questions that handlers put to it. Logins and label names compare without regard to case, as on GitHub. */
export class Records {
  readonly state: State
  readonly behaviour: Behaviour
  /** Base of every URL in answers. */
  url = ''
  /** Where pages are, if elsewhere. */
  pagesUrl: string | undefined
  clock: () => Date

  constructor(state: State, behaviour: Behaviour, clock: () => Date) {
    this.state = state
    this.behaviour = behaviour
    this.clock = clock
  }

  get repository(): string {
    return `${this.state.repository.owner}/${this.state.repository.name}`
  }

  get repositoryUrl(): string {
    return `${this.url}/repos/${this.repository}`
  }

  get repositoryPage(): string {
    return `${this.pagesUrl ?? this.url}/${this.repository}`
  }

  get issues(): IssueRow[] {
    return this.state.issues
  }

  get comments() {
    return this.state.comments
  }

  get labels() {
    return this.state.labels
  }

  get milestones() {
    return this.state.milestones
  }

  get reactions() {
    return this.state.reactions
  }

  get dependencies() {
    return this.state.dependencies
  }

  get runs() {
    return this.state.runs
  }

  get users() {
    return this.state.users
  }

  /** Now, as GitHub writes times: whole seconds. */
  timestamp(): string {
    return `${this.clock().toISOString().slice(0, 19)}Z`
  }

  nextId(): number {
    this.state.nextId += 7
    return this.state.nextId
  }

  user(login: string): UserRow | undefined {
    return this.state.users.find((row) => same(row.login, login))
  }

  label(name: string): LabelRow | undefined {
    return this.state.labels.find((row) => same(row.name, name))
  }

  milestone(number: number): MilestoneRow | undefined {
    return this.state.milestones.find((row) => row.number === number)
  }

  issueById(id: number): IssueRow | undefined {
    return this.state.issues.find((row) => row.id === id && !row.deleted)
  }

  /** The row of this repository with that number, whatever became of it. */
  findIssue(number: number): IssueRow | undefined {
    return this.state.issues.find((row) => row.number === number && row.elsewhere === null)
  }

  /** As `findIssue`, for tests that know it is there. */
  issue(number: number): IssueRow {
    const row = this.findIssue(number)
    if (!row) throw notFound()
    return row
  }

  labelsOf(issue: IssueRow): string[] {
    return issue.labels.map((id) => this.state.labels.find((label) => label.id === id)?.name ?? '')
  }

  commentsOf(issue: IssueRow) {
    return this.state.comments.filter((comment) => comment.issue === issue.id)
  }

  /** Blockers of an issue in the order in which they were added. */
  blockersOf(issue: IssueRow): IssueRow[] {
    return this.linked(issue, 'blocked', 'blocker')
  }

  /** Issues that wait for this one. */
  dependentsOf(issue: IssueRow): IssueRow[] {
    return this.linked(issue, 'blocker', 'blocked')
  }

  parentOf(issue: IssueRow): IssueRow | undefined {
    return this.state.issues.find((row) => row.subIssues.includes(issue.id))
  }

  private linked(issue: IssueRow, from: 'blocked' | 'blocker', to: 'blocked' | 'blocker'): IssueRow[] {
    return this.state.dependencies
      .filter((row) => row[from] === issue.id)
      .map((row) => this.issueById(row[to]))
      .filter((row) => row !== undefined)
  }
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
