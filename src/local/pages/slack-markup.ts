import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** A run of text in Slack's mrkdwn. */
export type SlackPiece =
  | { readonly kind: 'text' | 'bold' | 'soft' | 'gone' | 'code' | 'mention'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const pattern =
  /<([^<>|]+)(?:\|([^<>]*))?>|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])|`([^`\n]+)`/g

/** https://docs.slack.dev/messaging/formatting-message-text. What stands in angle brackets is a link or a mention; the rest is text with three entities. */
export function readMrkdwn(text: string): readonly SlackPiece[] {
  const pieces: SlackPiece[] = []
  let end = 0
  const plain = (upTo: number) => {
    if (upTo > end) pieces.push({ kind: 'text', text: decode(text.slice(end, upTo)) })
  }
  for (const found of text.matchAll(pattern)) {
    plain(found.index)
    pieces.push(pieceOf(found))
    end = found.index + found[0].length
  }
  plain(text.length)
  return pieces
}

function pieceOf([, target, words, bold, soft, gone, code]: RegExpMatchArray): SlackPiece {
  if (bold !== undefined) return { kind: 'bold', text: decode(bold) }
  if (soft !== undefined) return { kind: 'soft', text: decode(soft) }
  if (gone !== undefined) return { kind: 'gone', text: decode(gone) }
  if (code !== undefined) return { kind: 'code', text: decode(code) }
  const address = decode(target ?? '')
  if (/^https?:\/\//.test(address)) return { kind: 'link', text: decode(words ?? address), href: address }
  return { kind: 'mention', text: decode(words ?? address.replace(/^[@#!]/, '@')) }
}

const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

export function mrkdwn(text: string): Html {
  return html`${readMrkdwn(text).map(shown)}`
}

function shown(piece: SlackPiece): Html {
  switch (piece.kind) {
    case 'text':
      return html`${piece.text}`
    case 'bold':
      return html`<b>${piece.text}</b>`
    case 'soft':
      return html`<em>${piece.text}</em>`
    case 'gone':
      return html`<del>${piece.text}</del>`
    case 'code':
      return html`<code>${piece.text}</code>`
    case 'mention':
      return html`<b class="mention">${piece.text}</b>`
    case 'link':
      return html`<a href="${piece.href}" rel="nofollow noopener noreferrer">${piece.text}</a>`
  }
}
