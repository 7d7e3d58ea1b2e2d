import { cutText } from '../text/cut-text.ts'
import { inlineText } from '../text/inert.ts'
import { type Naming, type Phrase, renderPhrase } from '../text/phrase.ts'
import { moreLines, shareLines } from '../text/share-lines.ts'

/** Something that people are told, before it is written for the place where they read it. */
export interface Notice {
  /** Plain text: "Phase 4 has started: Release readiness". */
  readonly title: string
  /** Sentences below the title. */
  readonly lead: readonly Phrase[]
  /** One without lines is left out. */
  readonly sections: readonly NoticeSection[]
  /** Number of the progress issue. A link leads there where the notice is read elsewhere. */
  readonly progressIssue?: number | undefined
}

export interface NoticeSection {
  readonly title: string
  readonly lines: readonly Phrase[]
}

/** Characters. A comment holds 65,536 bytes, and UTF-8 takes at most three for what counts as one here. */
const room = 20_000
const longestTitle = 250

/** The notice as a comment on the progress issue. It always fits: "… and 12 more" stands for what does not. */
export function noticeMarkdown(notice: Notice, naming: Naming): string {
  const sections = notice.sections.filter(({ lines }) => lines.length > 0)
  const lead = notice.lead.map((phrase) => renderPhrase(phrase, naming))
  const titles = sections.map(({ title }) => `##### ${oneLine(title)}`)
  const lists = sections.map(({ lines }) => lines.map((line) => `- ${renderPhrase(line, naming)}`))
  const lengths = [lead, titles, ...lists].map((lines) => lines.map(({ length }) => length + 1))
  const [leads = 0, shown = 0, ...items] = shareLines(lengths, room)
  const blocks = [
    `#### ${oneLine(notice.title)}`,
    joinLines(lead, leads),
    ...titles.slice(0, shown).flatMap((title, at) => [title, joinLines(lists[at]!, items[at]!)]),
    moreLines(titles.length - shown),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function joinLines(lines: readonly string[], shown: number): string {
  const more = moreLines(lines.length - shown)
  return [lines.slice(0, shown).join('\n'), more].filter((part) => part !== '').join('\n\n')
}

function oneLine(title: string): string {
  return inlineText(title.length > longestTitle ? `${cutText(title, longestTitle)}…` : title)
}
