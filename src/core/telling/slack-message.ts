import type { Naming, Phrase } from '../text/phrase.ts'
import { moreLines, shareLines } from '../text/share-lines.ts'
import type { Notice } from './notice.ts'
import { slackLine, slackPlainText } from './slack-text.ts'

/** A message for Slack. `text` is what notifications show, the blocks what stands in the channel. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

export type SlackBlock =
  | {
      readonly type: 'header'
      readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
    }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'context'; readonly elements: readonly [Mrkdwn] }

/** `verbatim` keeps Slack from making links and mentions of plain words. */
interface Mrkdwn {
  readonly type: 'mrkdwn'
  readonly text: string
  readonly verbatim: true
}

/**
 * Slack takes 50 blocks, 150 characters in a header and 3,000 in a section. All in all it takes some 13,000, but a
 * phone shows a fraction of that: about 4,000 characters are kept to, links counted, which leaves them readable.
 */
const most = { header: 150, text: 350, lead: 900, mentions: 20, blocks: 50, section: 2900, title: 80, line: 280 }
const room = 3600

/**
 * The notice as a message that Slack takes and a phone shows well, whatever is in it: what is too long gives way to
 * "… and 12 more". `mention` are ids of Slack members and user groups, who are told of it.
 */
export function slackMessage(notice: Notice, naming: Naming, mention: readonly string[]): SlackMessage {
  const title = isBlank(notice.title) ? 'Phase Coordinator' : notice.title
  const lead = notice.lead.map((phrase) => slackLine(phrase, naming, most.line)).filter((line) => line !== '')
  const mentions = mention.flatMap(renderMention).slice(0, most.mentions).join(' ')
  const above = [mentions, ...fitLines(lead, most.lead)].filter((line) => line !== '').join('\n')
  const below =
    notice.progressIssue === undefined
      ? ''
      : slackLine(['All of it: ', { issue: notice.progressIssue }], naming, most.line)
  const header = slackPlainText(title, most.header)
  const left = room - header.length - above.length - below.length
  return {
    text: fitLines([slackLine([title], naming, most.line), ...lead], most.text).join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: header, emoji: false } },
      ...(above === '' ? [] : [section(above)]),
      ...renderSections(notice.sections, naming, left).map(section),
      ...(below === '' ? [] : [{ type: 'context', elements: [mrkdwn(below)] } as const]),
    ],
  }
}

/** Room that each section keeps for saying how much it leaves out. */
const tail = 25
/** The header, the lead, what is left out and the link take a block each. */
const mostSections = most.blocks - 4

function renderSections(sections: Notice['sections'], naming: Naming, left: number): readonly string[] {
  const told = sections
    .map(({ title, lines }) => ({ title: renderTitle(title, naming), lines: renderLines(lines, naming) }))
    .filter(({ lines }) => lines.length > 0)
  const [count = 0] = shareLines([told.slice(0, mostSections).map(({ title }) => title.length + tail)], left - tail)
  const shown = told.slice(0, count)
  const fixed = shown.reduce((sum, { title }) => sum + title.length + tail, 0)
  const counts = shareLines(
    shown.map(({ lines }) => lines.map(({ length }) => length + 1)),
    left - tail - fixed,
    most.section,
  )
  const texts = shown.map(({ title, lines }, at) =>
    [title, ...lines.slice(0, counts[at]), moreLines(lines.length - counts[at]!)]
      .filter((line) => line !== '')
      .join('\n'),
  )
  const hidden = told.length - count
  return hidden === 0 ? texts : [...texts, `… and ${hidden} more ${hidden === 1 ? 'section' : 'sections'}`]
}

function renderTitle(title: string, naming: Naming): string {
  return isBlank(title) ? '' : `*${slackLine([title], naming, most.title)}*`
}

function renderLines(lines: readonly Phrase[], naming: Naming): readonly string[] {
  return lines.map((line) => slackLine(line, naming, most.line)).flatMap((line) => (line === '' ? [] : [`• ${line}`]))
}

/** As many lines as fit, and how many more there are. */
function fitLines(lines: readonly string[], room: number): readonly string[] {
  const [shown = 0] = shareLines([lines.map(({ length }) => length + 1)], room)
  return shown === lines.length ? lines : [...lines.slice(0, shown), moreLines(lines.length - shown)]
}

/** Ids of members begin with U or W, those of user groups with S; what is none is left out, for it would be live text. */
function renderMention(id: string): readonly string[] {
  if (!/^[UWS][A-Z0-9]{2,20}$/.test(id)) return []
  return [id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`]
}

function section(text: string): SlackBlock {
  return { type: 'section', text: mrkdwn(text) }
}

function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true }
}

/** Slack refuses a text that shows nothing. */
function isBlank(text: string): boolean {
  return !/[^\s\p{C}\u200B-\u200D\u2060\u3164\uFEFF]/u.test(text)
}
