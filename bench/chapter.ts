import { markdownTable } from '../scripts/markdown-table.ts'

/** One part of the report: what was measured, how, and what came of it. */
export interface Chapter {
  readonly title: string
  /** Paragraphs before the tables. */
  readonly about: readonly string[]
  readonly tables: readonly Table[]
  /** Rows of the table that the README shows. */
  readonly summary: readonly Finding[]
}

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** A sentence under it. */
  readonly note?: string
}

export interface Finding {
  readonly what: string
  readonly measured: string
  /** What it is to be held against: a budget, or what the best-known alternative does. */
  readonly against: string
}

export function chapterText({ title, about, tables }: Chapter): string {
  const blocks = tables.flatMap(({ head, rows, note }) => [markdownTable(head, rows), ...(note ? [note] : [])])
  return [`## ${title}`, ...about, ...blocks].join('\n\n')
}

export function summaryTable(chapters: readonly Chapter[]): string {
  const rows = chapters.flatMap(({ summary }) =>
    summary.map(({ what, measured, against }) => [what, measured, against]),
  )
  return markdownTable(['', 'measured', 'budget, or what else there is'], rows)
}

export const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 1)} ×`
export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
export const megabytes = (kilobytes: number) => `${Math.round(kilobytes / 1024)} MB`
