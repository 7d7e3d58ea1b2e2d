import { mermaidFence } from '../pictures/picture.ts'
import { checksum } from '../records/checksum.ts'
import { joinBody, type Owner, recordLine, renderRecord, splitBody } from '../records/managed-part.ts'
import {
  type ProgressRecord,
  parseProgressRecord,
  progressRecordData,
  type ShownOutlook,
} from '../records/progress-record.ts'
import { shorterRecords } from '../records/shorter-record.ts'
import type { Told } from '../records/told.ts'
import { fileLine } from '../text/contained-markdown.ts'
import { inlineText } from '../text/inert.ts'
import { type Naming, onGitHub, type Phrase, renderPhrase } from '../text/phrase.ts'
import type { MessageCode } from '../troubleshooting/codes.ts'

/** What a progress issue says, before issue numbers are filled in. */
export interface ProgressPage {
  readonly phase: string
  readonly goal: string | undefined
  readonly phaseFile: string
  readonly verdict: Phrase
  readonly notes: readonly Phrase[]
  readonly sections: readonly Section[]
  readonly pictures: readonly Picture[]
  /** Its record; numbers of issues that are opened in this run are added when it is written. */
  readonly record: ProgressRecord
  /** Ids of all tasks whose numbers belong into the record. */
  readonly tasks: readonly string[]
}

/** A Mermaid source under a heading. */
export interface Picture {
  readonly title: string
  readonly source: string
}

export interface Section {
  readonly title: string
  /** Column heads; undefined for a list of sentences, one cell a row. */
  readonly columns: readonly string[] | undefined
  readonly rows: readonly (readonly Phrase[])[]
  /** Of the rows, where they say that something is wrong: shown where the place names codes. */
  readonly codes?: readonly MessageCode[]
  /** Said where it has no rows; undefined leaves the section out. */
  readonly empty: string | undefined
}

/** GitHub takes 65,536 characters and, it is said, as many bytes. */
const most = { characters: 60_000, bytes: 65_000 }
/** What is given up for room stays out of the way of GitHub's own limit, and of nothing else. */
const atMost = { characters: 65_000, bytes: 65_000 }

/** How many rows a section may show, tried in this order until the whole fits; the pictures give way to the last rows. */
const rowLimits = [Number.POSITIVE_INFINITY, 500, 250, 120, 60, 30, 15, 8, 4, 2, 0]
const details = [
  ...rowLimits.filter((limit) => limit >= 15).map((limit) => ({ limit, pictures: true })),
  ...rowLimits.filter((limit) => limit <= 60).map((limit) => ({ limit, pictures: false })),
]
/** With fewer rows than this a page helps nobody: before, the record is made shorter. */
const leastRows = 8
const usefulDetails = details.filter(({ limit }) => limit >= leastRows)
const sparseDetails = details.filter(({ limit }) => limit <= leastRows)

/**
 * The whole body with our part brought up to date; people's text around it stays. It always fits, unless people's text
 * leaves no room for what the record cannot do without.
 */
export function writeProgress(page: ProgressPage, existing: string | undefined, numberOf: Naming['numberOf']): string {
  const owner: Owner = { kind: 'phase', id: page.phase }
  const split = splitBody(existing ?? '', owner)
  const naming: Naming = { numberOf, reference: onGitHub }
  const rows = page.sections.map((section) => renderRows(section, naming))
  const record = withNumbers(page, numberOf)
  const shown = ({ limit, pictures }: (typeof details)[number]) =>
    `${renderPage(pictures ? page : { ...page, pictures: [] }, naming, limit, rows)}\n\n${howToUse(page)}`
  const whole = (visible: string, kept: ProgressRecord) => joinBody(split, owner, signedPart(visible, kept))
  for (const detail of usefulDetails) {
    const visible = shown(detail)
    // What is too long by itself is not worth its record.
    if (!fits(visible, most)) continue
    const body = whole(visible, record)
    if (fits(body, most)) return body
  }
  for (const shorter of shorterRecords(record)) {
    for (const detail of sparseDetails) {
      const body = whole(shown(detail), shorter)
      if (fits(body, most)) return body
    }
  }
  let body = ''
  for (const shorter of shorterRecords(record)) {
    body = whole(renderPhrase(page.verdict, naming), shorter)
    if (fits(body, atMost)) break
  }
  return body
}

function signedPart(visible: string, record: ProgressRecord): string {
  const { outlook } = record
  const signed = outlook === undefined ? record : { ...record, outlook: { ...outlook, whole: checksum(visible) } }
  return `${visible}\n\n${renderRecord(progressRecordData(signed))}`
}

/** Whether the body says, outside of its hidden record, just what was written there with that record. */
export function isAsWritten(body: string, { phase }: Pick<ProgressPage, 'phase'>, outlook: ShownOutlook): boolean {
  const { part } = splitBody(body, { kind: 'phase', id: phase })
  const line = recordLine(part ?? '')
  if (part === undefined || line === undefined || !part.endsWith(`\n\n${line}`)) return false
  return checksum(part.slice(0, -line.length - 2)) === outlook.whole
}

/** Tells whether two pages say the same, their forecasts apart, and remember the same; that a new day began is no news. */
export function steadySum(page: ProgressPage, numberOf: Naming['numberOf']): string {
  const record = progressRecordData({ ...withNumbers(page, numberOf), outlook: undefined, swept: undefined })
  const text = renderPage({ ...page, pictures: [] }, { numberOf, reference: onGitHub }, Number.POSITIVE_INFINITY)
  return checksum(`${text}\n${howToUse(page)}\n${JSON.stringify(record)}`)
}

/** The body with nothing changed but what people were told; undefined where it has no record of ours. */
export function withTold(body: string, phase: string, told: Told): string | undefined {
  const owner: Owner = { kind: 'phase', id: phase }
  const split = splitBody(body, owner)
  const record = parseProgressRecord(split.part)
  const line = recordLine(split.part ?? '')
  if (record === undefined || line === undefined) return undefined
  const withRecord = (kept: ProgressRecord) =>
    joinBody(
      split,
      owner,
      split.part!.replace(line, () => renderRecord(progressRecordData(kept))),
    )
  const next = { ...record, told }
  let text = withRecord(next)
  for (const shorter of shorterRecords(next)) {
    if (fits(text, atMost)) break
    text = withRecord(shorter)
  }
  return text
}

/** The page without its hidden part: for the job summary. */
export function renderPage(
  page: ProgressPage,
  naming: Naming,
  limit: number,
  rows: readonly (readonly string[])[] = [],
): string {
  const blocks = [
    `**${renderPhrase(page.verdict, naming)}**`,
    page.goal === undefined ? '' : `Goal: ${fileLine(page.goal)}`,
    page.notes.map((note) => `> ${renderPhrase(note, naming)}`).join('\n>\n'),
    ...page.sections.map((section, at) => renderSection(section, naming, limit, rows[at])),
    ...page.pictures.map(({ title, source }) => `### ${title}\n\n${mermaidFence(source)}`),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function withNumbers(page: ProgressPage, numberOf: Naming['numberOf']): ProgressRecord {
  const tasks = new Map(page.record.tasks)
  for (const id of page.tasks) {
    const number = numberOf(id)
    if (number !== undefined) tasks.set(id, number)
  }
  return { ...page.record, tasks }
}

/** A section as Markdown; empty where it has nothing to say. */
export function renderSection(
  section: Section,
  naming: Naming,
  limit: number,
  rows: readonly string[] = renderRows(section, naming),
): string {
  const heading = `### ${section.title}`
  if (rows.length === 0) return section.empty === undefined ? '' : `${heading}\n\n${section.empty}`
  const shown = rows.slice(0, limit)
  const hidden = rows.length - shown.length
  const more = hidden === 0 ? '' : `\n\n… and ${hidden} more`
  if (shown.length === 0) return `${heading}\n\n${rows.length} in all`
  const { columns } = section
  const head = columns === undefined ? [] : [tableLine(columns), tableLine(columns.map(() => '---'))]
  return `${heading}\n\n${[...head, ...shown].join('\n')}${more}`
}

function renderRows({ rows, columns, codes = [] }: Section, naming: Naming): readonly string[] {
  return rows.map((row, at) => {
    const code = codes[at]
    const shown = code === undefined ? undefined : naming.codeReference?.(code)
    const cells = [...row.map((phrase) => renderPhrase(phrase, naming)), ...(shown === undefined ? [] : [shown])]
    return columns === undefined ? `- ${cells.join(' ')}` : tableLine(cells)
  })
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function howToUse(page: ProgressPage): string {
  return [
    '<details><summary>How to use this</summary>',
    '',
    'Closing a task issue completes the task; closing it as not planned drops it. Reopening brings it back into the queue.',
    '',
    'In a comment on a task: `/spawn` starts its worker, `/release` gives its slot back, `/hold` and `/unhold` take it out of the queue and back, `/next` makes it the next pick, `/heartbeat 40%` says that work goes on, `/why` tells why it waits. Here: `/spawn` for all picks, `/phase pause`, `/phase resume`, `/phase status`, `/phase help`.',
    '',
    `Titles, dependencies, priorities and slots come from ${inlineText(page.phaseFile)}. Links that you add by hand block as well.`,
    'Write what you like above or below this part: it stays.',
    '',
    '</details>',
  ].join('\n')
}

function fits(text: string, limit: typeof most): boolean {
  // UTF-8 takes at most three bytes for what counts as one character here.
  if (text.length * 3 <= limit.bytes) return true
  return text.length <= limit.characters && new TextEncoder().encode(text).length <= limit.bytes
}
