// `npm run bench`: measures everything, prints it, and writes it to bench/REPORT.md, README.md, docs/forecast.md and docs/scale.md.
// With names of chapters only those are measured and printed, and nothing is written.

import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { markdownTable } from '../scripts/markdown-table.ts'
import { fill } from '../scripts/readme.ts'
import { type Chapter, chapterText, summaryTable } from './chapter.ts'
import { deciding } from './deciding.ts'
import { rendering } from './rendering.ts'
import { requests } from './requests.ts'
import { scale } from './scale.ts'
import { schedules } from './schedules-chapter.ts'
import { start } from './start.ts'

const root = path.dirname(import.meta.dirname)
const { values, positionals } = parseArgs({ allowPositionals: true, options: { peers: { type: 'string' } } })

const chapters: Readonly<Record<string, () => Chapter | Promise<Chapter>>> = {
  start: () => start(root, values.peers),
  requests: () => requests(root),
  deciding,
  quality: schedules,
  rendering,
  scale,
}

function machine(): string {
  const [cpu] = os.cpus()
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`
  const load = os.loadavg()[0]!.toFixed(1)
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  return `Phase Coordinator ${version} on Node ${process.versions.node} (V8 ${process.versions.v8}), ${os.type()} ${os.release()} ${os.arch()}; ${os.cpus().length} × ${cpu?.model.trim()}, ${memory}. Load when it began: ${load}.`
}

function report(about: string, measured: ReadonlyMap<string, Chapter>): string {
  return [
    '# What was measured',
    `Written by \`npm run bench\`, which repeats all of it. ${about}`,
    'Milliseconds are of this machine on that day, whatever else it did. Ratios are to a floor that was measured in turns with the subject: they are what to compare.',
    summaryTable([...measured.values()]),
    ...[...measured.values()].map(chapterText),
  ].join('\n\n')
}

/** Puts tables where documents show them. */
function show(file: string, parts: ReadonlyMap<string, string>): void {
  const place = path.join(root, file)
  writeFileSync(place, fill(readFileSync(place, 'utf8'), parts))
}

function tablesOf({ tables }: Chapter): string[] {
  return tables.map(({ head, rows, note }) => [markdownTable(head, rows), ...(note ? [note] : [])].join('\n\n'))
}

const wanted = positionals.length === 0 ? Object.keys(chapters) : positionals
const unknown = wanted.filter((name) => chapters[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no chapter ${unknown.join(', ')}: name some of ${Object.keys(chapters).join(', ')}.`)
  process.exit(1)
}
const about = machine()
const measured = new Map<string, Chapter>()
for (const name of wanted) {
  const chapter = await chapters[name]!()
  measured.set(name, chapter)
  console.log(`${chapterText(chapter)}\n`)
}
if (positionals.length === 0) {
  writeFileSync(path.join(root, 'bench/REPORT.md'), `${report(about, measured)}\n`)
  const [orders] = tablesOf(measured.get('quality')!)
  show('README.md', new Map([['measured', summaryTable([...measured.values()])]]))
  show('docs/forecast.md', new Map([['orders', orders!]]))
  const [phases, slots, minutes] = tablesOf(measured.get('scale')!)
  show(
    'docs/scale.md',
    new Map([
      ['phases', phases!],
      ['slots', slots!],
      ['minutes', minutes!],
    ]),
  )
  console.log('Written: bench/REPORT.md, and the tables of README.md, docs/forecast.md and docs/scale.md.')
}
