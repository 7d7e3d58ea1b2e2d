// What the demo prints.

import type { Phase } from '../../src/core/phase.ts'
import type { Issue } from './repository.ts'
import { type Turn, taskOf } from './story.ts'

const titleWidth = 28
const margin = ' '.repeat(18)

export function introduction({ id, title, goal, tasks, slots, startDate, targetDate, timezone }: Phase): string {
  return [
    `Phase ${id}: ${title}${goal === undefined ? '' : ` (${goal})`}`,
    `${tasks.length} tasks, ${slots} slots, ${startDate} to ${targetDate}; times are those of ${timezone}.`,
    'A tracker on this machine stands in for GitHub. dist/ runs on it as a process, once for each event, on a clock',
    'that jumps to the next one. A person closes the tasks at work, each when its effort has passed.',
  ].join('\n')
}

/** `opened`: how many issues there are after the run, where that is news. */
export function turnText(turn: Turn, plan: Phase, opened: number | undefined): string {
  const { number, at, requests, writes } = turn
  return [
    `${clock(at, plan)}  Run ${number}, ${cause(turn)}`,
    ...(opened === undefined ? [] : [`${margin}opened  ${opened - 1} task issues and the progress issue`]),
    ...pickLines(turn, plan),
    ...(turn.freed.length === 0 ? [] : [`${margin}freed   ${named(turn.freed, plan)}`]),
    ...(turn.complete ? [`${margin}closed  the progress issue: the phase is complete`] : []),
    `${margin}sent    ${counted(requests, 'request')}, ${writes === 0 ? 'none of them a write' : counted(writes, 'write')}`,
  ].join('\n')
}

function cause({ closed }: Turn): string {
  if (closed === undefined) return 'by schedule'
  return `because ${closed.task.id} ${shorten(closed.task.title)} was closed (#${closed.issue})`
}

function pickLines({ run: { summary }, picked, active, complete }: Turn, plan: Phase): string[] {
  const rows = rowsUnder('Picked', summary)
  if (picked.length === 0) {
    const rest = active.length === 0 ? '' : `, while ${named(active, plan)} is still at work`
    return complete || active.length === 0 ? [] : [`${margin}picked  nothing${rest}`]
  }
  return picked.map((id, at) => {
    const why = rows.find(([task]) => task?.includes(`(${id})`))?.at(-1) ?? ''
    const title = shorten(taskOf(plan, id).title).padEnd(titleWidth)
    return `${margin}${at === 0 ? 'picked' : '      '}  ${id}  ${title}  ${withoutLinks(why)}`
  })
}

/** Cells of the table under a heading of the job summary. */
function rowsUnder(heading: string, markdown: string): string[][] {
  const section = markdown.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) => line.slice(2, -2).split(' | '))
}

function withoutLinks(markdown: string): string {
  return markdown.replace(/\[(#\d+)\]\([^)]*\)/g, '$1')
}

function named(ids: readonly string[], plan: Phase): string {
  return ids.map((id) => `${id} ${shorten(taskOf(plan, id).title)}`).join(', ')
}

/** All tasks in file order, with the times at which they were picked and closed. */
export function taskTable(turns: readonly Turn[], plan: Phase): string {
  const rows = plan.tasks.map(({ id, title, stream }) => {
    const picked = turns.find((turn) => turn.picked.includes(id))
    const closed = turns.find((turn) => turn.closed?.task.id === id)
    const streamTitle = stream === undefined ? '' : (plan.streams.get(stream)?.title ?? stream)
    return [id, shorten(title), streamTitle, picked ? clock(picked.at, plan) : '', closed ? clock(closed.at, plan) : '']
  })
  return aligned([['task', 'title', 'stream', 'picked', 'closed'], ...rows])
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function closingText(turns: readonly Turn[], progress: Issue, seconds: number, folder: string): string {
  const sum = (count: (turn: Turn) => number) => turns.reduce((total, turn) => total + count(turn), 0)
  const requests = sum((turn) => turn.requests)
  const writes = sum((turn) => turn.writes)
  return [
    `Progress issue #${progress.number}, ${progress.state}: ${verdictOf(progress)}`,
    `${counted(turns.length, 'run')}, ${counted(requests, 'request')}, ${counted(writes, 'write')}, in ${seconds.toFixed(0)} seconds.`,
    '',
    ...aligned([
      [`${folder}/issues/${progress.number}.md`, 'the progress issue as it stands now; the other issues lie beside it'],
      [`${folder}/runs/`, 'log, event, outputs and job summary of each run'],
      [`${folder}/state.json`, "the tracker's whole state"],
    ]).split('\n'),
  ].join('\n')
}

/** The first bold line is the verdict. */
function verdictOf({ body }: Issue): string {
  return /^\*\*(.+)\*\*$/m.exec(body ?? '')?.[1] ?? 'it has no verdict'
}

/** `Sun 22 Feb 22:15` */
function clock(at: Date, { timezone }: Phase): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return (
    ['weekday', 'day', 'month'].map((type) => parts.get(type as 'day')).join(' ') +
    ` ${parts.get('hour')}:${parts.get('minute')}`
  )
}

function shorten(title: string): string {
  return title.length <= titleWidth ? title : `${title.slice(0, titleWidth - 1)}…`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
