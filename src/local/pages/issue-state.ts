import { html } from 'hono/html'
import type { Records } from '../records.ts'
import type { IssueRow } from '../state.ts'
import type { Html } from './layout.ts'

export type ShownState = 'open' | 'done' | 'dropped' | 'merged' | 'closed' | 'draft'

export function stateOf({ state, stateReason, pullRequest }: IssueRow): ShownState {
  if (pullRequest) {
    if (pullRequest.mergedAt !== null) return 'merged'
    if (state === 'closed') return 'closed'
    return pullRequest.draft ? 'draft' : 'open'
  }
  if (state === 'open') return 'open'
  return stateReason === 'not_planned' || stateReason === 'duplicate' ? 'dropped' : 'done'
}

const words: Readonly<Record<ShownState, string>> = {
  open: 'Open',
  done: 'Closed as completed',
  dropped: 'Closed as not planned',
  merged: 'Merged',
  closed: 'Closed',
  draft: 'Draft',
}

const signs: Readonly<Record<ShownState, string>> = {
  ...{ open: '◉', done: '✓', dropped: '⊘', merged: '⑂', closed: '✕', draft: '◌' },
}

export function statePill(row: IssueRow): Html {
  const state = stateOf(row)
  const said = row.stateReason === 'duplicate' && state === 'dropped' ? 'Closed as a duplicate' : words[state]
  return html`<span class="pill is-${state}"><span aria-hidden="true">${signs[state]} </span>${said}</span>`
}

export function stateSign(row: IssueRow): Html {
  const state = stateOf(row)
  return html`<span class="sign is-${state}" role="img" aria-label="${words[state]}" title="${words[state]}">${signs[state]}</span>`
}

/** The page of an issue here; of one elsewhere there is none. */
export function issueHref(records: Records, row: IssueRow): string | undefined {
  if (row.elsewhere !== null) return undefined
  return `/${records.repository}/${row.pullRequest ? 'pull' : 'issues'}/${row.number}`
}

export function issueLink(records: Records, row: IssueRow): Html {
  const href = issueHref(records, row)
  const name = `${row.elsewhere ?? ''}#${row.number}`
  const title = html`${stateSign(row)} <span class="linked">${row.title}</span> <span class="number">${name}</span>`
  return href === undefined ? html`<span>${title}</span>` : html`<a href="${href}">${title}</a>`
}
