import { writeState } from './disk.ts'
import type { Happening } from './events.ts'
import { commitFiles, headOf } from './git.ts'
import { Records } from './records.ts'
import type { IssueRow, PullRequestRow, Role, RunRow, UserRow } from './state.ts'

/** A view of the issues that lists show for a while instead of the true one. */
export interface ListLag {
  /** Numbers not yet in any list. */
  hidden: Set<number>
  /** Rows that lists still show as they were. */
  stale: Map<number, IssueRow>
  /** How many more list requests see this. */
  requests: number
}

/** The state, its place on disk, and what no HTTP request of the action could do to it. */
export class Store extends Records {
  directory: string | undefined
  lag: ListLag | undefined
  readonly listeners: ((happening: Happening) => void)[] = []

  /** Called after each change, when it is on disk. */
  onSave: (() => void) | undefined

  save(): void {
    if (this.directory !== undefined) writeState(this.directory, this.state)
    this.onSave?.()
  }

  tell(happening: Happening): void {
    for (const listener of this.listeners) listener(happening)
  }

  setUser(
    login: string,
    as: { permission?: Role; type?: 'User' | 'Bot'; roleName?: string; agent?: boolean },
  ): UserRow {
    let row = this.user(login)
    if (!row) {
      const type = login.endsWith('[bot]') ? 'Bot' : 'User'
      row = { id: this.nextId(), login, type, role: 'none', roleName: null, agent: false, gone: false }
      this.state.users.push(row)
    }
    if (as.permission !== undefined) row.role = as.permission
    if (as.type !== undefined) row.type = as.type
    if (as.roleName !== undefined) row.roleName = as.roleName
    if (as.agent !== undefined) row.agent = as.agent
    this.save()
    return row
  }

  /** The account is deleted: what it wrote stays, its name does not. */
  removeUser(login: string): void {
    this.setUser(login, { permission: 'none' }).gone = true
    this.save()
  }

  /** An issue row with everything but its title at rest. Number and id are new. */
  addIssueRow(fields: Partial<IssueRow> & { title: string }): IssueRow {
    const now = this.timestamp()
    const row: IssueRow = {
      id: this.nextId(),
      number: fields.number ?? this.state.nextNumber++,
      elsewhere: null,
      unreadable: false,
      body: null,
      user: null,
      viaApp: false,
      labels: [],
      assignees: [],
      milestone: null,
      state: 'open',
      stateReason: null,
      duplicateOf: null,
      locked: false,
      lockReason: null,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedBy: null,
      subIssues: [],
      deleted: false,
      movedTo: null,
      pullRequest: null,
      summary: { blocked_by: 0, blocking: 0, total_blocked_by: 0, total_blocking: 0 },
      ...fields,
    }
    this.state.issues.push(row)
    return row
  }

  /** An issue of another repository, to be linked from here. */
  addIssueElsewhere(at: {
    repository: string
    number: number
    title?: string
    state?: 'open' | 'closed'
    unreadable?: boolean
  }): IssueRow {
    const row = this.addIssueRow({
      number: at.number,
      title: at.title ?? `Issue ${at.number} of ${at.repository}`,
      elsewhere: at.repository,
      state: at.state ?? 'open',
      closedAt: at.state === 'closed' ? this.timestamp() : null,
      unreadable: at.unreadable ?? false,
    })
    this.save()
    return row
  }

  addPullRequest(
    fields: { title: string; user?: string; body?: string; state?: 'open' | 'closed' } & Partial<PullRequestRow>,
  ): IssueRow {
    const {
      head = 'change',
      base = this.state.repository.defaultBranch,
      draft = false,
      mergedAt = null,
      closes = [],
    } = fields
    const row = this.addIssueRow({
      title: fields.title,
      body: fields.body ?? null,
      user: fields.user ?? 'octocat',
      state: fields.state ?? 'open',
      closedAt: fields.state === 'closed' ? this.timestamp() : null,
      pullRequest: { head, base, draft, mergedAt, closes },
    })
    this.save()
    return row
  }

  deleteIssue(number: number): void {
    const row = this.issue(number)
    row.deleted = true
    this.state.dependencies = this.state.dependencies.filter(
      (link) => link.blocked !== row.id && link.blocker !== row.id,
    )
    this.parentOf(row)?.subIssues.splice(this.parentOf(row)?.subIssues.indexOf(row.id) ?? 0, 1)
    this.save()
  }

  /** The issue moves to `owner/name`, under a new number there; here its number redirects. */
  transferIssue(number: number, repository: string, newNumber: number): void {
    const row = this.issue(number)
    const { id: _, number: __, ...rest } = structuredClone(row)
    this.addIssueRow({ ...rest, number: newNumber, elsewhere: repository })
    this.deleteIssue(number)
    row.movedTo = `${repository}#${newNumber}`
    this.save()
  }

  /** An issue that became a discussion: its number answers 404 from then on. */
  convertIssue(number: number): void {
    const row = this.issue(number)
    this.deleteIssue(number)
    this.state.issues.splice(this.state.issues.indexOf(row), 1)
    this.save()
  }

  putFile(path: string, text: string, options: { branch?: string; login?: string; message?: string } = {}): void {
    this.putFiles(new Map([[path, text]]), { message: `Change ${path}`, ...options })
  }

  /** One commit, and one push. */
  putFiles(
    texts: ReadonlyMap<string, string>,
    options: { branch?: string; login?: string; message?: string } = {},
  ): void {
    const ref = `heads/${options.branch ?? this.state.repository.defaultBranch}`
    const before = headOf(this, ref)
    const after = commitFiles(
      this,
      ref,
      new Map([...texts].map(([path, text]) => [path, Buffer.from(text)])),
      options.message ?? 'Change files',
      options.login ?? 'octocat',
    )
    this.save()
    this.tell({
      event: 'push',
      ref: `refs/${ref}`,
      before: before ?? '0'.repeat(40),
      after,
      sender: options.login ?? 'octocat',
    })
  }

  removeFile(path: string, options: { branch?: string } = {}): void {
    const ref = `heads/${options.branch ?? this.state.repository.defaultBranch}`
    commitFiles(this, ref, new Map([[path, null]]), `Delete ${path}`, 'octocat')
    this.save()
  }

  renameDefaultBranch(name: string): void {
    const { repository, git } = this.state
    const head = git.refs[`heads/${repository.defaultBranch}`]
    delete git.refs[`heads/${repository.defaultBranch}`]
    if (head !== undefined) git.refs[`heads/${name}`] = head
    repository.defaultBranch = name
    this.save()
  }

  renameRepository(name: string): void {
    const { repository } = this.state
    repository.formerNames.push(this.repository)
    const [owner = repository.owner, short = name] = name.includes('/') ? name.split('/') : [repository.owner, name]
    repository.owner = owner
    repository.name = short
    this.save()
  }

  /** A run goes on: a bed plays its worker. */
  setRun(id: number, to: Partial<Pick<RunRow, 'status' | 'conclusion' | 'title' | 'unlisted'>>): void {
    const run = this.state.runs.find((row) => row.id === id)
    if (!run) throw new Error(`There is no run ${id}.`)
    const ended = to.status === 'completed' && run.status !== 'completed'
    Object.assign(run, to, { updatedAt: this.timestamp() })
    this.save()
    if (ended) this.tell({ event: 'workflow_run', action: 'completed', run, sender: run.actor })
  }
}
