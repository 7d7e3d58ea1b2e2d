import { html } from 'hono/html'
import type { IssueRow } from '../state.ts'
import type { Store } from '../store.ts'
import { subProgress } from './issue-list-page.ts'
import { issueLink, stateOf, statePill } from './issue-state.ts'
import { avatar } from './label-view.ts'
import { type Frame, type Html, hidden, home, page } from './layout.ts'
import { hasAtLeast, mayEdit } from './rights.ts'
import { sidebar } from './sidebar.ts'
import { timeTag } from './time.ts'
import { editableText, reactions, timelineItems } from './timeline-view.ts'

export function issuePage(frame: Frame, store: Store, row: IssueRow): Html {
  const at = `${home(frame)}/issues/${row.number}`
  const isEditable = mayEdit(store, frame.login, row.user) || hasAtLeast(store, frame.login, 'triage')
  const body = { key: 'body', action: at, body: row.body, name: 'Description' }
  return page(frame, row.pullRequest ? 'pulls' : 'issues', `${row.title} #${row.number}`, [
    heading(frame, store, row, at, isEditable),
    html`<div class="columns" data-list="columns">
<div class="talk" data-list="talk">
<article class="comment" data-part="body"><h2 class="unseen">Description</h2>
<div class="byline">${avatar(row.user ?? 'ghost')}<b>${row.user ?? 'ghost'}</b> opened this ${timeTag(row.createdAt)}</div>
${editableText(frame, store, body, isEditable)}${reactions(store, 'issue', row.id)}</article>
${row.subIssues.length > 0 ? subIssues(store, row) : ''}
${row.pullRequest ? merging(frame, store, row, at) : ''}
<ol class="timeline" data-list="timeline" data-news="entries" aria-label="Timeline">
${timelineItems(frame, store, row)}
</ol>
${commentForm(frame, store, row, at)}
</div>
${sidebar(frame, store, row)}
</div>`,
  ])
}

function heading(frame: Frame, store: Store, row: IssueRow, at: string, isEditable: boolean): Html {
  const comments = store.commentsOf(row).length
  const edit = html`<details class="edit" id="edit-title"><summary>Edit the title</summary>
<form method="post" action="${at}/title" data-live>${hidden(frame)}<label>Title <input name="title" value="${row.title}" maxlength="256" required /></label> <button>Save</button></form></details>`
  return html`<section class="heading" data-part="heading">
<h1>${row.title} <span class="number">#${row.number}</span></h1>
<p>${statePill(row)} ${row.locked ? html`<span class="badge">Locked</span>` : ''}
<b>${row.user ?? 'ghost'}</b> opened this ${timeTag(row.createdAt)} · ${comments} ${comments === 1 ? 'comment' : 'comments'}</p>
${isEditable ? edit : ''}</section>`
}

function subIssues(store: Store, row: IssueRow): Html {
  const subs = row.subIssues.map((id) => store.issueById(id)).filter((sub) => sub !== undefined)
  const { total, closed } = subProgress(store, row)
  return html`<section class="box" data-part="sub-issues"><h2>Sub-issues</h2>
<p><progress max="${total}" value="${closed}" aria-label="Closed sub-issues"></progress> ${closed} of ${total}</p>
<ul class="links">${subs.map((sub) => html`<li>${issueLink(store, sub)}</li>`)}</ul></section>`
}

function merging(frame: Frame, store: Store, row: IssueRow, at: string): Html {
  const { head, base, closes } = row.pullRequest!
  const closing = closes.map((number) => store.findIssue(number)).filter((issue) => issue !== undefined)
  const form = html`<form method="post" action="${at}/merge" data-live>${hidden(frame)}<button class="main">Merge the pull request</button></form>`
  return html`<section class="box" data-part="merging"><h2>${base} ← ${head}</h2>
${closing.length > 0 ? html`<p>Merging closes:</p><ul class="links">${closing.map((issue) => html`<li>${issueLink(store, issue)}</li>`)}</ul>` : ''}
${row.state === 'open' && hasAtLeast(store, frame.login, 'write') ? form : ''}</section>`
}

function commentForm(frame: Frame, store: Store, row: IssueRow, at: string): Html {
  if (row.locked && !hasAtLeast(store, frame.login, 'write'))
    return html`<p class="box" data-part="comment-form">This conversation is locked: only people who may write can comment.</p>`
  const mayClose = mayEdit(store, frame.login, row.user) || hasAtLeast(store, frame.login, 'triage')
  return html`<form class="box" method="post" action="${at}/comments" data-live data-part="comment-form">${hidden(frame)}
<label for="comment"><b>Add a comment</b> as ${frame.login}</label>
<textarea id="comment" name="body" rows="5" placeholder="Markdown, or a command such as /spawn"></textarea>
<div class="buttons">${mayClose ? stateButtons(row) : ''}<button class="main" name="act" value="comment">Comment</button></div></form>`
}

function stateButtons(row: IssueRow): Html {
  const state = stateOf(row)
  if (state === 'merged') return html``
  if (row.state === 'closed') return html`<button name="act" value="reopen">Reopen</button>`
  if (row.pullRequest) return html`<button name="act" value="close">Close without merging</button>`
  return html`<button name="act" value="completed">Close as completed</button><button name="act" value="not_planned">Close as not planned</button>`
}
