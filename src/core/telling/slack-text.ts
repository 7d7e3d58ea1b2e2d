import { plainText, zeroWidthSpace } from '../text/inert.ts'
import { type Naming, onGitHub, type Phrase, type Reference, shortSha } from '../text/phrase.ts'

// Slack's mrkdwn. Only &, < and > can be escaped in it; formatting has no escape at all:
// https://docs.slack.dev/messaging/formatting-message-text

/** What looks like a character that formats, and does not. */
const lookalikes: Readonly<Record<string, string>> = { '*': '\u2217', _: '\u02CD', '~': '\u223C', '`': '\u02CB' }

/** Inside of a word these format nothing: `snake_case` stays as it is, to be copied. */
const formatting = /`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])/g

/** One line of plain text for Slack: it shows as written, and nothing in it is live, whatever stands beside it. */
export function slackText(text: string): string {
  return inert(plainText(text.toWellFormed()))
}

function inert(line: string): string {
  return line
    .replace(formatting, (character) => lookalikes[character]!)
    .replace(/[:@](?!\s)|#(?![\s\d])|\bwww(?=\.)/gi, `$&${zeroWidthSpace}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** The same for a `plain_text` object. Whether Slack decodes entities there is not said: none is written, and none is left. */
export function slackPlainText(text: string, most: number): string {
  const render = (part: string) =>
    plainText(part.toWellFormed()).replace(/[:<](?!\s)|&(?=#?\w+;)/g, `$&${zeroWidthSpace}`)
  const whole = render(text)
  return whole.length <= most ? whole : cut(text, most, render)
}

/** The phrase as one line of at most `most` characters. One that was cut ends with "…", never inside of a link or an entity. */
export function slackLine(phrase: Phrase, naming: Naming, most: number): string {
  const pieces = phrase.map((piece) => renderPiece(piece, naming))
  const whole = pieces.join('').trim()
  if (whole.length <= most) return unquoted(whole)
  let line = ''
  for (const [at, piece] of phrase.entries()) {
    const rendered = at === 0 ? pieces[at]!.trimStart() : pieces[at]!
    const left = most - line.length
    if (rendered.length < left) line += rendered
    else
      return unquoted(
        `${line}${typeof piece === 'string' ? cut(piece, left, line === '' ? slackText : withEnds) : '…'}`,
      )
  }
  return unquoted(line)
}

/** Names issues and runs by links to the repository (`owner/name`) on that server, such as `https://github.com`. */
export function slackNaming(server: string, repository: string, numberOf: Naming['numberOf']): Naming {
  const reference: Reference = (issue, elsewhere) =>
    link(`${server}/${elsewhere ?? repository}/issues/${issue}`, onGitHub(issue, elsewhere))
  return { numberOf, reference, runAddress: (run) => `${server}/${repository}/actions/runs/${run}` }
}

function renderPiece(piece: Phrase[number], naming: Naming): string {
  if (typeof piece === 'string') return withEnds(piece)
  if ('run' in piece) {
    const address = naming.runAddress?.(piece.run)
    return address === undefined ? `run ${piece.run}` : link(address, `run ${piece.run}`)
  }
  if ('commit' in piece) return slackText(shortSha(piece.commit))
  if ('issue' in piece) return naming.reference(piece.issue, piece.repository)
  const number = naming.numberOf(piece.task)
  return number === undefined ? slackText(piece.task) : `${naming.reference(number)} (${slackText(piece.task)})`
}

function link(address: string, label: string): string {
  const url = address
    .toWellFormed()
    .replace(/[\s<>|]/g, encodeURIComponent)
    .replaceAll('&', '&amp;')
  return `<${url}|${slackText(label).replaceAll('|', '\u00A6')}>`
}

/** Pieces of one sentence keep the space that parts them. */
function withEnds(text: string): string {
  const lead = /^\s/.test(text) ? ' ' : ''
  const tail = /\s$/.test(text) && text.trim() !== '' ? ' ' : ''
  return inert(`${lead}${plainText(text.toWellFormed())}${tail}`)
}

/** As much of the text as fits into `most` characters once it is rendered, with a "…" behind it. */
function cut(text: string, most: number, render: (part: string) => string): string {
  const points = [...text.slice(0, 2 * most)].slice(0, most)
  for (;;) {
    const part = render(points.join('')).trimEnd()
    const excess = part.length + 1 - most
    if (excess <= 0) return `${part}…`
    // No character becomes more than five.
    points.splice(-Math.ceil(excess / 5))
  }
}

/** Slack takes a line that begins with the escaped sign for a quotation. */
function unquoted(line: string): string {
  return line.replace(/^(?:&gt;)+/, (signs) => '\u203A'.repeat(signs.length / 4))
}
