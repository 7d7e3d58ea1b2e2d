import { html } from 'hono/html'
import { isAssignable } from '../collaborators.ts'
import type { IssueRow } from '../state.ts'
import type { Store } from '../store.ts'
import { issueLink } from './issue-state.ts'
import { avatar, labelTag } from './label-view.ts'
import { type Frame, type Html, hidden, home } from './layout.ts'
import { hasAtLeast } from './rights.ts'

/** What stands beside an issue; who may change it gets the forms for it. */
export function sidebar(frame: Frame, store: Store, row: IssueRow): Html {
  const mayTriage = hasAtLeast(store, frame.login, 'triage')
  const form = (name: string, words: string, fields: Html): Html =>
    mayTriage
      ? html`<details id="change-${name}"><summary>${words}</summary>
<form method="post" action="${home(frame)}/issues/${row.number}/${name}" data-live>${hidden(frame)}${fields}<button class="small">Save</button></form></details>`
      : html``
  const milestone = store.milestones.find(({ id }) => id === row.milestone)
  const parent = store.parentOf(row)
  const links = row.pullRequest === null
  return html`<aside class="side" data-list="side" aria-label="Facts">
<section data-part="side-assignees"><h2>Assignees</h2>
${row.assignees.length === 0 ? html`<p class="blank">No one</p>` : row.assignees.map((login) => html`<p class="person">${avatar(login)}${login}</p>`)}
${form('assignees', 'Change assignees', assigneeBoxes(store, row))}</section>
<section data-part="side-labels"><h2>Labels</h2>
<p class="labels">${row.labels.length === 0 ? html`<span class="blank">None</span>` : shownLabels(frame, store, row)}</p>
${form('labels', 'Change labels', labelBoxes(store, row))}</section>
<section data-part="side-milestone"><h2>Milestone</h2><p>${milestone?.title ?? html`<span class="blank">None</span>`}</p></section>
${links ? html`<section data-part="side-parent"><h2>Parent</h2><p>${parent ? issueLink(store, parent) : html`<span class="blank">None</span>`}</p></section>` : ''}
${
  links
    ? html`<section data-part="side-blockers"><h2>Blocked by</h2>
${linkList(frame, store, row, store.blockersOf(row), mayTriage)}
${form('blocked-by', 'Add a blocker', html`<label>Number of the issue <input name="number" inputmode="numeric" pattern="#?[0-9]+" required /></label>`)}</section>
<section data-part="side-blocking"><h2>Blocking</h2>${linkList(frame, store, row, store.dependentsOf(row), false)}</section>`
    : ''
}
${hasAtLeast(store, frame.login, 'write') ? lockForm(frame, row) : ''}
</aside>`
}

function shownLabels(frame: Frame, store: Store, row: IssueRow): Html[] {
  const labels = row.labels
    .map((id) => store.labels.find((label) => label.id === id))
    .filter((label) => label !== undefined)
  return labels.map((label) =>
    labelTag(label, `${home(frame)}/issues?state=all&label=${encodeURIComponent(label.name)}`),
  )
}

function assigneeBoxes(store: Store, row: IssueRow): Html {
  const people = store.users.filter(isAssignable).map(({ login }) => login)
  return html`<fieldset><legend class="unseen">Assignees</legend>${people.map((login) => box('assignee', login, row.assignees.includes(login)))}</fieldset>`
}

function labelBoxes(store: Store, row: IssueRow): Html {
  const labels = store.labels.toSorted((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1))
  return html`<fieldset class="tall" tabindex="0"><legend class="unseen">Labels</legend>${labels.map(({ id, name }) => box('label', name, row.labels.includes(id)))}</fieldset>
<label>New label <input name="label" maxlength="50" /></label>`
}

function box(name: string, value: string, isChecked: boolean): Html {
  const checked = isChecked ? html` checked` : ''
  return html`<label class="choice"><input type="checkbox" name="${name}" value="${value}"${checked} /> ${value}</label>`
}

function linkList(frame: Frame, store: Store, row: IssueRow, others: readonly IssueRow[], mayRemove: boolean): Html {
  if (others.length === 0) return html`<p class="blank">None</p>`
  const action = `${home(frame)}/issues/${row.number}/blocked-by/remove`
  return html`<ul class="links">${others.map((other) => {
    const remove = html`<form method="post" action="${action}" data-live>${hidden(frame)}<button class="small" name="id" value="${other.id}">Remove<span class="unseen"> the block by #${other.number}</span></button></form>`
    return html`<li>${issueLink(store, other)}${mayRemove ? remove : ''}</li>`
  })}</ul>`
}

function lockForm(frame: Frame, row: IssueRow): Html {
  return html`<section data-part="side-lock"><h2>Conversation</h2>
<form method="post" action="${home(frame)}/issues/${row.number}/lock" data-live>${hidden(frame)}
<button class="small" name="lock" value="${row.locked ? 'off' : 'on'}">${row.locked ? 'Unlock' : 'Lock'}</button></form></section>`
}
