// The progress issue of 1,000 tasks: its text against a join of its lines.

import { forecastOutcome } from '../src/core/forecast/outcome-forecast.ts'
import { pageForReading } from '../src/core/pages/page-operations.ts'
import { renderPage, writeProgress } from '../src/core/pages/progress-page.ts'
import { onGitHub } from '../src/core/text/phrase.ts'
import { type Chapter, milliseconds, times } from './chapter.ts'
import { worldOf } from './deciding.ts'
import { compared, pairsOf, spread } from './timing.ts'

/** GitHub's limit, in characters and, it is said, bytes. */
const mostBytes = 65_536

export function rendering(): Chapter {
  const { world, outcome } = worldOf(1)
  const page = pageForReading(outcome.phases[0]!, forecastOutcome(outcome, world.now, undefined).get('1'), world.now)
  const naming = { numberOf: (id: string) => outcome.numbers.get(id), reference: onGitHub }
  const whole = () => renderPage(page, naming, Number.POSITIVE_INFINITY)
  const fitted = () => writeProgress(page, undefined, naming.numberOf)
  const cells = page.sections.flatMap(({ rows }) => rows.map((row) => row.flat().map(String)))
  const join = () => cells.map((row) => `| ${row.join(' | ')} |`).join('\n')
  const rows = [
    { name: 'all rows', bytes: bytesOf(whole()), ...compared(pairsOf(join, whole, { floorRepeats: 10 })) },
    {
      name: 'as it is written, cut to fit',
      bytes: bytesOf(fitted()),
      ...compared(pairsOf(join, fitted, { floorRepeats: 10 })),
    },
  ]
  return {
    title: 'Rendering',
    about: [
      `The progress issue of 1,000 open tasks: ${cells.length.toLocaleString('en-US')} rows with their forecast. Against joining the cells of those rows as they are, which takes ${milliseconds(rows[0]!.floor)} and makes nothing in them inert.`,
    ],
    tables: [
      {
        head: ['', 'bytes', 'takes', 'of a join', 'middle half'],
        rows: rows.map((row) => [
          row.name,
          row.bytes.toLocaleString('en-US'),
          milliseconds(row.subject),
          times(row.ratio),
          spread(row),
        ]),
        note: 'What is written holds the record of all tasks too, and is tried with ever fewer rows until it fits.',
      },
    ],
    summary: [
      {
        what: 'Progress issue of 1,000 tasks',
        measured: `${milliseconds(rows[1]!.subject)}, ${rows[1]!.bytes.toLocaleString('en-US')} bytes`,
        against: `${mostBytes.toLocaleString('en-US')} bytes`,
      },
    ],
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
