import { html } from 'hono/html'
import type { IssueRow } from '../state.ts'
import type { Store } from '../store.ts'
import { filterIn, type IssueFilter, passes, queryOf } from './issue-filter.ts'
import { issueHref, stateSign } from './issue-state.ts'
import { avatar, labelTag } from './label-view.ts'
import { type Frame, type Html, home, page } from './layout.ts'
import { timeTag } from './time.ts'

const most = 200

export function issueListPage(frame: Frame, store: Store, kind: 'issues' | 'pulls', query: URLSearchParams): Html {
  const filter = filterIn(query)
  const rows = store.issues.filter(
    (row) => row.elsewhere === null && !row.deleted && (row.pullRequest !== null) === (kind === 'pulls'),
  )
  const found = (change: Partial<IssueFilter>) =>
    rows.filter((row) => passes({ ...row, labels: store.labelsOf(row) }, { ...filter, ...change })).toReversed()
  const shown = found({})
  const at = `${home(frame)}/${kind}`
  const title = kind === 'issues' ? 'Issues' : 'Pull requests'
  const counts = { open: found({ state: 'open' }).length, closed: found({ state: 'closed' }).length }
  return page(frame, kind, title, [
    html`<h1 data-part="title" class="unseen">${title}</h1>`,
    filterForm(at, store, kind, filter),
    html`<div data-part="states" class="states">
${(['open', 'closed'] as const).map((state) => {
  const current = filter.state === state ? html` aria-current="true"` : ''
  const words = state === 'open' ? 'Open' : 'Closed'
  return html`<a href="${at}${queryOf(filter, { state })}"${current}>${words} <span class="count">${counts[state]}</span></a>`
})}${kind === 'issues' ? html`<a class="new" href="${at}/new">New issue</a>` : ''}</div>`,
    shown.length === 0
      ? html`<p data-part="none" class="blank">Nothing here fits. <a href="${at}">Show all that are open</a></p>`
      : html`<ul class="issues" data-list="issues">
${shown.slice(0, most).map((row) => issueItem(store, row, at))}
</ul>`,
    shown.length > most
      ? html`<p data-part="more">${shown.length - most} more are not shown. Filter for them.</p>`
      : html``,
  ])
}

function filterForm(at: string, store: Store, kind: 'issues' | 'pulls', filter: IssueFilter): Html {
  const names = store.labels.map(({ name }) => name).toSorted()
  const streams = names.filter((name) => name.startsWith('stream:')).map((name) => name.slice('stream:'.length))
  const people = [...new Set(store.issues.flatMap(({ assignees }) => assignees))].toSorted()
  const [label = ''] = filter.labels
  return html`<form class="filter" method="get" action="${at}" role="search" aria-label="Filter" data-part="filter">
<label>Words <input type="search" name="words" value="${filter.words}" /></label>
${choice('Label', 'label', label, names)}
${kind === 'issues' ? choice('Stream', 'stream', filter.stream ?? '', streams) : ''}
${choice('Assignee', 'assignee', filter.assignee ?? '', ['none', ...people])}
<label>State <select name="state">${['open', 'closed', 'all'].map((state) => option(state, filter.state))}</select></label>
${filter.labels.slice(1).map((more) => html`<input type="hidden" name="label" value="${more}" />`)}
<button>Filter</button> <a href="${at}">Clear</a>
</form>`
}

function choice(words: string, name: string, chosen: string, all: readonly string[]): Html {
  return html`<label>${words} <select name="${name}"><option value="">any</option>${all.map((each) => option(each, chosen))}</select></label>`
}

function option(value: string, chosen: string): Html {
  const isChosen = value.toLowerCase() === chosen.toLowerCase()
  return isChosen
    ? html`<option value="${value}" selected>${value}</option>`
    : html`<option value="${value}">${value}</option>`
}

function issueItem(store: Store, row: IssueRow, at: string): Html {
  const labels = row.labels
    .map((id) => store.labels.find((label) => label.id === id))
    .filter((label) => label !== undefined)
  const comments = store.commentsOf(row).length
  const blockers = store.blockersOf(row).filter(({ state }) => state === 'open').length
  const subs = subProgress(store, row)
  return html`<li data-part="issue-${row.id}">
${stateSign(row)}
<div class="about"><a class="title" href="${issueHref(store, row)}">${row.title}</a>
<span class="labels">${labels.map((label) => labelTag(label, `${at}${queryOf(filterIn(new URLSearchParams()), { labels: [label.name] })}`))}</span>
<p class="small">#${row.number} opened ${timeTag(row.createdAt)} by ${row.user ?? 'ghost'}${row.closedAt === null ? '' : html`, closed ${timeTag(row.closedAt)}`}</p></div>
<div class="facts">
${blockers > 0 ? html`<span title="Open issues that block it">blocked by ${blockers}</span>` : ''}
${subs.total > 0 ? html`<span title="Sub-issues">${subs.closed} of ${subs.total}</span>` : ''}
${comments > 0 ? html`<span title="Comments">${comments} ${comments === 1 ? 'comment' : 'comments'}</span>` : ''}
${row.assignees.map((login) => html`<span title="Assigned to ${login}">${avatar(login)}<span class="unseen">Assigned to ${login}</span></span>`)}
</div></li>`
}

export function subProgress(store: Store, row: IssueRow): { readonly total: number; readonly closed: number } {
  const subs = row.subIssues.map((id) => store.issueById(id)).filter((sub) => sub !== undefined)
  return { total: subs.length, closed: subs.filter(({ state }) => state === 'closed').length }
}
