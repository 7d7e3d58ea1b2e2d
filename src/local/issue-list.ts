import type { Call } from './exchange.ts'
import { same } from './records.ts'
import { invalid } from './refusal.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

type Filter = (row: IssueRow) => boolean

/** The issues and pull requests that a list request asks for, in its order, all pages. */
export function listIssues(store: Store, call: Call): IssueRow[] {
  const asked = (name: string) => call.req.query(name) || undefined
  const filters = [
    byState(asked('state') ?? 'open'),
    byLabels(store, asked('labels')),
    byPerson(asked('creator'), (row) => (row.user === null ? [] : [row.user])),
    byAssignee(asked('assignee')),
    byMilestone(store, asked('milestone')),
    since(asked('since')),
  ]
  const rows = seen(store).filter(
    (row) => !row.deleted && row.elsewhere === null && filters.every((filter) => filter(row)),
  )
  return sorted(store, rows, asked('sort') ?? 'created', asked('direction') ?? 'desc')
}

/** Lists lag behind writes: for a while they may miss new issues and show others as they were. */
function seen(store: Store): IssueRow[] {
  const { lag } = store
  if (!lag || lag.requests <= 0) return store.issues
  lag.requests -= 1
  return store.issues.filter((row) => !lag.hidden.has(row.number)).map((row) => lag.stale.get(row.number) ?? row)
}

function byState(state: string): Filter {
  if (!['open', 'closed', 'all'].includes(state))
    throw invalid({ resource: 'Issue', code: 'invalid', field: 'state', value: state })
  return (row) => state === 'all' || row.state === state
}

/** All of the labels; a name that no label has matches nothing. */
function byLabels(store: Store, names: string | undefined): Filter {
  if (names === undefined) return () => true
  const ids = names.split(',').map((name) => store.label(name.trim())?.id)
  return (row) => ids.every((id) => id !== undefined && row.labels.includes(id))
}

function byPerson(login: string | undefined, of: (row: IssueRow) => string[]): Filter {
  return login === undefined ? () => true : (row) => of(row).some((other) => same(other, login))
}

function byAssignee(login: string | undefined): Filter {
  if (login === 'none') return (row) => row.assignees.length === 0
  if (login === '*') return (row) => row.assignees.length > 0
  return byPerson(login, (row) => row.assignees)
}

function byMilestone(store: Store, asked: string | undefined): Filter {
  if (asked === undefined) return () => true
  if (asked === 'none') return (row) => row.milestone === null
  if (asked === '*') return (row) => row.milestone !== null
  const id = store.milestone(Number(asked))?.id
  if (id === undefined) throw invalid({ resource: 'Issue', code: 'invalid', field: 'milestone', value: asked })
  return (row) => row.milestone === id
}

function since(time: string | undefined): Filter {
  if (time === undefined) return () => true
  const from = Date.parse(time)
  return (row) => Date.parse(row.updatedAt) >= from
}

function sorted(store: Store, rows: readonly IssueRow[], sort: string, direction: string): IssueRow[] {
  const keys: Record<string, (row: IssueRow) => number> = {
    created: (row) => Date.parse(row.createdAt),
    updated: (row) => Date.parse(row.updatedAt),
    comments: (row) => store.commentsOf(row).length,
  }
  const key = keys[sort]
  if (!key) throw invalid({ resource: 'Issue', code: 'invalid', field: 'sort', value: sort })
  const sign = direction === 'asc' ? 1 : -1
  return rows.toSorted((one, other) => sign * (key(one) - key(other) || one.number - other.number))
}
