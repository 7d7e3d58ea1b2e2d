import { html } from 'hono/html'
import type { PostedMessage } from '../slack-workspace.ts'
import { type Frame, type Html, page } from './layout.ts'
import { mrkdwn } from './slack-markup.ts'
import { timeTag } from './time.ts'

export function slackPage(frame: Frame, messages: readonly PostedMessage[]): Html {
  return page(frame, 'slack', 'Slack', [
    html`<h1 data-part="title">Messages in Slack</h1>`,
    messages.length === 0
      ? html`<p class="blank" data-part="none">No message was sent yet.</p>`
      : html`<ol class="timeline" data-list="messages" data-news="messages">${messages.toReversed().map(messageItem)}</ol>`,
  ])
}

function messageItem({ channel, via, text, blocks, ts }: PostedMessage): Html {
  const at = new Date(Number(ts.split('.')[0]) * 1000).toISOString()
  const shown = blocks.map(blockView)
  return html`<li class="comment" data-part="message-${ts}"><div class="byline"><b>#${channel}</b> ${timeTag(at)} <span class="badge">${via}</span></div>
<div class="text slack">${shown.length > 0 ? shown : html`<p>${mrkdwn(text)}</p>`}</div></li>`
}

/** Of the kinds that the tracker takes; of each what there is of text. */
function blockView(block: unknown): Html {
  const { type, text, fields, elements } = block as Block
  if (type === 'divider') return html`<hr />`
  if (type === 'header') return html`<h2>${text?.text ?? ''}</h2>`
  const parts = [...(text ? [text] : []), ...(fields ?? []), ...(elements ?? [])].filter(
    (part) => part.text !== undefined,
  )
  return html`${parts.map((part) => html`<p class="${type === 'context' ? 'small' : ''}">${part.type === 'mrkdwn' ? mrkdwn(part.text ?? '') : part.text}</p>`)}`
}

interface BlockText {
  readonly type?: string
  readonly text?: string
}

interface Block {
  readonly type?: string
  readonly text?: BlockText
  readonly fields?: readonly BlockText[]
  readonly elements?: readonly BlockText[]
}
