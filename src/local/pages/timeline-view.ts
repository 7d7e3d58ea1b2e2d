import { html } from 'hono/html'
import type { CommentRow, IssueRow, ReactionContent, ReactionRow, TimelineEvent, TimelineRow } from '../state.ts'
import type { Store } from '../store.ts'
import { issueLink } from './issue-state.ts'
import { avatar, labelTag } from './label-view.ts'
import { type Frame, type Html, hidden, home } from './layout.ts'
import { mayEdit } from './rights.ts'
import { shownText, sumOf } from './text.ts'
import { timeTag } from './time.ts'

/** Comments and events of an issue, the oldest first; of one second the comments first, as GitHub closes with a comment. */
export function timelineItems(frame: Frame, store: Store, row: IssueRow): Html[] {
  const comments = store
    .commentsOf(row)
    .map((comment) => ({ at: comment.createdAt, rank: 0, shown: commentItem(frame, store, row, comment) }))
  const events = (store.state.timeline ?? [])
    .filter(({ issue }) => issue === row.id)
    .map((event, index) => ({ at: event.at, rank: 1, shown: eventItem(store, event, `event-${index}`) }))
  return [...comments, ...events]
    .sort((one, other) => compare(one.at, other.at) || one.rank - other.rank)
    .map(({ shown }) => shown)
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function commentItem(frame: Frame, store: Store, row: IssueRow, comment: CommentRow): Html {
  const isEditable = mayEdit(store, frame.login, comment.user)
  const edited = comment.updatedAt === comment.createdAt ? '' : html` · edited ${timeTag(comment.updatedAt)}`
  const text = {
    key: `comment-${comment.id}`,
    action: `${home(frame)}/comments/${comment.id}`,
    body: comment.body,
    name: `Comment of ${comment.user ?? 'ghost'}`,
  }
  return html`<li class="comment" id="issuecomment-${comment.id}" data-part="comment-${comment.id}">
<h2 class="unseen">Comment of ${comment.user ?? 'ghost'}</h2>
<div class="byline">${avatar(comment.user ?? 'ghost')}<b>${comment.user ?? 'ghost'}</b> commented
<a href="#issuecomment-${comment.id}">${timeTag(comment.createdAt)}</a>${edited}
${comment.user === row.user ? html`<span class="badge">Author</span>` : ''}</div>
${editableText(frame, store, text, isEditable)}
${reactions(store, 'comment', comment.id)}
</li>`
}

interface EditableText {
  /** Unique in the page. */
  readonly key: string
  readonly action: string
  readonly body: string | null
  readonly name: string
}

/** A text, with the form that takes its ticks and the one that changes it. */
export function editableText(
  frame: Frame,
  store: Store,
  { key, action, body, name }: EditableText,
  isEditable: boolean,
): Html {
  const tick = `tick-${key}`
  if (!isEditable) return html`<div class="text">${shownText(store, body, key, undefined)}</div>`
  return html`<div class="text">${shownText(store, body, key, tick)}</div>
<form id="${tick}" method="post" action="${action}/tick" data-live>${hidden(frame)}<input type="hidden" name="sum" value="${sumOf(body)}" /></form>
<details class="edit" id="edit-${key}"><summary>Edit<span class="unseen"> ${name}</span></summary>
<form method="post" action="${action}" data-live>${hidden(frame)}<input type="hidden" name="sum" value="${sumOf(body)}" />
<label for="text-of-${key}" class="unseen">${name}</label>
<textarea id="text-of-${key}" name="body" rows="10">
${body ?? ''}</textarea>
<button>Save</button></form></details>`
}

const signs: Readonly<Record<ReactionContent, string>> = {
  ...{ '+1': '👍', '-1': '👎', laugh: '😄', confused: '😕' },
  ...{ heart: '❤️', hooray: '🎉', rocket: '🚀', eyes: '👀' },
}

export function reactions(store: Store, on: ReactionRow['on'], target: number): Html {
  const rows = store.reactions.filter((row) => row.on === on && row.target === target)
  if (rows.length === 0) return html``
  const kinds = Map.groupBy(rows, ({ content }) => content)
  return html`<p class="reactions">${[...kinds].map(([content, given]) => {
    const who = given.map(({ user }) => user).join(', ')
    return html`<span class="reaction" role="img" aria-label="${content} by ${who}" title="${content} by ${who}">${signs[content]} ${given.length}</span>`
  })}</p>`
}

function eventItem(store: Store, { actor, at, event }: TimelineRow, key: string): Html {
  return html`<li class="event" data-part="${key}">${avatar(actor)}<span><b>${actor}</b> ${eventWords(store, event)} ${timeTag(at)}</span></li>`
}

const reasons: Readonly<Record<string, string>> = {
  completed: ' as completed',
  not_planned: ' as not planned',
  duplicate: ' as a duplicate',
}

function eventWords(store: Store, event: TimelineEvent): Html {
  switch (event.kind) {
    case 'labeled':
      return html`added ${event.labels.map((name) => namedLabel(store, name))}`
    case 'unlabeled':
      return html`removed ${event.labels.map((name) => namedLabel(store, name))}`
    case 'assigned':
      return html`assigned ${event.logins.join(', ')}`
    case 'unassigned':
      return html`unassigned ${event.logins.join(', ')}`
    case 'renamed':
      return html`changed the title <del>${event.from}</del> <ins>${event.to}</ins>`
    case 'milestoned':
      return html`added this to the milestone <b>${event.milestone}</b>`
    case 'demilestoned':
      return html`removed this from the milestone <b>${event.milestone}</b>`
    case 'closed':
      return html`closed this${reasons[event.reason ?? ''] ?? ''}`
    case 'reopened':
      return html`reopened this`
    case 'locked':
      return html`locked the conversation`
    case 'unlocked':
      return html`unlocked the conversation`
    case 'merged':
      return html`merged this`
    default:
      return html`${linkWords[event.kind]} ${linked(store, event.issue)}`
  }
}

const linkWords = {
  'blocked-by': 'marked this as blocked by',
  'unblocked-by': 'removed the block by',
  blocking: 'marked this as blocking',
  'not-blocking': 'no longer blocks with this',
  parent: 'made this a sub-issue of',
  'no-parent': 'removed this as a sub-issue of',
} as const

function linked(store: Store, id: number): Html {
  const row = store.issueById(id)
  return row === undefined ? html`an issue that is gone` : issueLink(store, row)
}

function namedLabel(store: Store, name: string): Html {
  const row = store.label(name)
  return labelTag(row ?? { name, color: 'ededed', description: null })
}
