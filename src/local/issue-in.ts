import { type Call, numberIn } from './exchange.ts'
import { countDependencies } from './issue-view.ts'
import { gone, moved, notFound } from './refusal.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

/** The issue that the path names: 301 where it was transferred, 410 where it was deleted, 404 where there never was one. */
export function issueIn(store: Store, call: Call): IssueRow {
  const row = store.findIssue(numberIn(call, 'number'))
  if (!row) throw notFound()
  if (row.movedTo !== null) {
    const [repository, number] = row.movedTo.split('#')
    throw moved(`${store.url}/repos/${repository}/issues/${number}`)
  }
  if (row.deleted) throw store.behaviour.deletedIssues === '404' ? notFound() : gone('This issue was deleted')
  return row
}

/** The issue was edited: its time moves, and its summary catches up. */
export function touch(store: Store, row: IssueRow): void {
  row.updatedAt = store.timestamp()
  row.summary = countDependencies(store, row)
}
