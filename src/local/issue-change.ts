import { type Caller, mayTriage } from './access.ts'
import { assignable, isAssignable } from './collaborators.ts'
import { type Call, input } from './exchange.ts'
import type { Input } from './input.ts'
import { labelIds } from './labels.ts'
import { invalid, malformed } from './refusal.ts'
import type { IssueRow, StateReason } from './state.ts'
import type { Store } from './store.ts'

const bodyLimit = 65_536
const reasons: readonly StateReason[] = ['completed', 'not_planned', 'duplicate', 'reopened']

export function checkBody(store: Store, resource: string, body: string | null): void {
  const size = store.behaviour.bodyLimit === 'bytes' ? Buffer.byteLength(body ?? '') : (body?.length ?? 0)
  if (size <= bodyLimit) return
  throw invalid({
    resource,
    code: 'custom',
    field: 'body',
    message: `body is too long (maximum is ${bodyLimit} characters)`,
  })
}

function titleIn(body: Input): string {
  const title = body.text('title').trim()
  if (title === '') throw invalid({ resource: 'Issue', code: 'missing_field', field: 'title' })
  if (title.length > 256) {
    throw invalid({
      resource: 'Issue',
      code: 'custom',
      field: 'title',
      message: 'title is too long (maximum is 256 characters)',
    })
  }
  return title
}

function milestoneIn(store: Store, body: Input): number | null {
  const number = body.integerOr('milestone', null)
  if (number === null) return null
  const row = store.milestone(number)
  if (!row) throw invalid({ resource: 'Issue', code: 'invalid', field: 'milestone', value: number })
  return row.id
}

/** In a whole issue, unlike at the assignees endpoint, a login that cannot be assigned is an error. */
function assigneesIn(store: Store, call: Call, logins: readonly string[]): string[] {
  const unknown = logins.find((login) => {
    const user = store.user(login)
    return !user || !isAssignable(user)
  })
  if (unknown !== undefined) throw invalid({ resource: 'Issue', code: 'invalid', field: 'assignees', value: unknown })
  return assignable(store, call, logins).slice(0, 10)
}

/** Labels, assignees and milestone of a request: left out without a word where the caller has no push access. */
function triageIn(store: Store, call: Call, body: Input): Partial<IssueRow> {
  const caller: Caller = call.get('caller')
  if (!mayTriage(caller)) return {}
  const labels = body.names('labels', 'name')
  const single = body.textOr('assignee', undefined)
  const assignees = body.names('assignees', 'login') ?? (single === undefined ? undefined : [single])
  return {
    ...(body.has('milestone') && { milestone: milestoneIn(store, body) }),
    ...(assignees && { assignees: assigneesIn(store, call, assignees) }),
    ...(labels && { labels: labelIds(store, caller, labels) }),
  }
}

export function createIssue(store: Store, call: Call): IssueRow {
  const body = input(call)
  const caller = call.get('caller')
  const title = titleIn(body)
  const text = body.textOr('body', null)
  checkBody(store, 'Issue', text)
  const row = store.addIssueRow({
    ...triageIn(store, call, body),
    title,
    body: text,
    user: caller.login,
    viaApp: caller.kind === 'installation',
  })
  store.tell({ event: 'issues', action: 'opened', issue: row, sender: caller.login })
  return row
}

export function editIssue(store: Store, call: Call, row: IssueRow): void {
  const body = input(call)
  const title = body.textOr('title', undefined) === undefined ? row.title : titleIn(body)
  const text = body.has('body') ? body.textOr('body', null) : row.body
  checkBody(store, 'Issue', text)
  const state = body.oneOf('state', ['open', 'closed'])
  const reason = body.oneOf('state_reason', reasons)
  const duplicate = duplicateIn(store, body, row)
  const edited = title !== row.title || text !== row.body
  Object.assign(row, triageIn(store, call, body), { title, body: text })
  const { login } = call.get('caller')
  if (edited) store.tell({ event: 'issues', action: 'edited', issue: row, sender: login })
  if (state === 'closed') close(store, row, reason ?? 'completed', duplicate, login)
  if (state === 'open') reopen(store, row, login)
}

function duplicateIn(store: Store, body: Input, row: IssueRow): number | null {
  const id = body.integerOr('duplicate_issue_id', null)
  if (id === null) return null
  if (id === row.id || !store.issueById(id))
    throw malformed(`For 'properties/duplicate_issue_id', ${id} is not an issue.`)
  return id
}

/** The reason is ignored unless the state changes. */
function close(store: Store, row: IssueRow, reason: StateReason, duplicateOf: number | null, login: string): void {
  if (row.state === 'closed') {
    if (store.behaviour.reasonOfClosed === 'changed') row.stateReason = reason
    return
  }
  Object.assign(row, {
    state: 'closed',
    stateReason: reason,
    duplicateOf,
    closedAt: store.timestamp(),
    closedBy: login,
  })
  store.tell({ event: 'issues', action: 'closed', issue: row, sender: login })
}

function reopen(store: Store, row: IssueRow, login: string): void {
  if (row.state === 'open') return
  Object.assign(row, { state: 'open', stateReason: 'reopened', duplicateOf: null, closedAt: null, closedBy: null })
  store.tell({ event: 'issues', action: 'reopened', issue: row, sender: login })
}
