// What the demo prints.

import type { Phase } from '../../src/core/phase.ts'
import { counted } from '../../src/core/text/counted.ts'
import { longDate } from '../../src/core/time/calendar.ts'
import { expectedText } from '../../src/core/time/date-verdict.ts'
import type { PostedMessage } from '../../src/local/slack-workspace.ts'
import type { Issue } from './repository.ts'
import { type Stage, type Turn, taskOf } from './story.ts'

const titleWidth = 28
const margin = ' '.repeat(18)
const wordWidth = 'started'.length

export function introduction({ id, title, goal, tasks, slots, startDate, targetDate, timezone }: Phase): string {
  return [
    `Phase ${id}: ${title}${goal === undefined ? '' : ` (${goal})`}`,
    `${tasks.length} tasks, ${slots} slots, ${startDate} to ${targetDate}; times are those of ${timezone}.`,
    'A tracker on this machine stands in for GitHub. dist/ runs on it as a process, once for each event, on a clock that',
    'jumps to the next one. A script stands in for Claude: it takes as long as the effort says, tells how far it is, opens',
    'a pull request, and fails once. What is simple it finishes by itself; all else octocat reviews twice a day.',
  ].join('\n')
}

/** `opened`: how many issues there are after the run, where that is news. */
export function turnText(turn: Turn, last: Turn | undefined, plan: Phase, opened: number | undefined): string {
  const { number, at, cause, requests, writes, complete, pulls } = turn
  const sent = `${counted(requests, 'request')}, ${writes === 0 ? 'none of them a write' : counted(writes, 'write')}`
  const has = (state: string) => withState(state, turn)
  const list = (ids: readonly string[]) => (ids.length === 0 ? [] : [named(ids, plan)])
  const pull = (id: string) => (pulls.has(id) ? ` with #${pulls.get(id)}` : '')
  return [
    `${clock(at, plan)}  Run ${number}, ${cause === undefined ? 'by schedule' : `because ${cause}`} (${sent})`,
    ...lines('opened', opened === undefined ? [] : [`${opened - 1} task issues and the progress issue`]),
    ...lines('done', list(has('done'))),
    ...lines(
      'review',
      has('review').map((id) => `${named([id], plan)}${pull(id)}`),
    ),
    ...lines(
      'failed',
      has('waiting').map((id) => `${named([id], plan)}; it is tried again after 15 minutes`),
    ),
    ...lines('freed', list(freed(turn))),
    ...lines('back', list(givenBack(turn))),
    ...lines('picked', picks(turn, plan)),
    ...lines(
      'started',
      turn.started.map(({ inputs: { claim, model } }) => `${claim} with ${model}`),
    ),
    ...lines('heard', heard(turn)),
    ...lines('closed', complete ? ['the progress issue: the phase is complete'] : []),
    ...lines('date', turn.forecastDate === last?.forecastDate ? [] : expected(turn, plan)),
    ...lines('told', told(turn)),
  ].join('\n')
}

/** One thing a line, with the word before the first. */
function lines(word: string, things: readonly string[]): string[] {
  return things.map((thing, at) => `${margin}${(at === 0 ? word : '').padEnd(wordWidth)}  ${thing}`)
}

/** Tasks that came into a state by this run, or by what led to it. */
function withState(state: string, { before, after }: Turn): string[] {
  return [...after].flatMap(([id, now]) => (now.state === state && before.get(id)?.state !== state ? [id] : []))
}

function freed({ before, after }: Turn): string[] {
  return [...after].flatMap(([id, { state }]) =>
    before.get(id)?.state === 'blocked' && state !== 'blocked' ? [id] : [],
  )
}

/** Picks that had not been started, and whose slot another task needed. */
function givenBack({ before, after }: Turn): string[] {
  return [...after].flatMap(([id, { state }]) =>
    before.get(id)?.state === 'assigned' && state === 'ready' ? [id] : [],
  )
}

function heard({ before, after }: Turn): string[] {
  const news = [...after].flatMap(([id, { percent }]) =>
    percent === undefined || percent === before.get(id)?.percent ? [] : [`${id} ${percent} %`],
  )
  return news.length === 0 ? [] : [news.join(', ')]
}

function expected({ forecastDate }: Turn, { targetDate }: Phase): string[] {
  const text = expectedText({ finish: forecastDate || undefined, p85: undefined }, targetDate)
  return text === '' ? [] : [text]
}

function told({ slack, letters }: Turn): string[] {
  const comments = letters.map(({ key, to }) => {
    const [kind, date = ''] = key.split(' ')
    return `${to.join(', ')}: ${kind === 'digest' ? `digest of ${longDate(date)}` : 'closing summary'}`
  })
  return [...slack.map((title) => `Slack: ${title}`), ...comments]
}

/** Everything that Slack was told, as Markdown. */
export function slackText(messages: readonly PostedMessage[], plan: Phase): string {
  const texts = messages.map(({ ts, channel, blocks }) => {
    const said = blocks.map((block) => textsIn(block).join('\n\n')).join('\n\n')
    return `## ${clock(new Date(Number(ts) * 1000), plan)} in #${channel}\n\n${said}\n`
  })
  return `# What Slack was told\n\n${texts.join('\n')}`
}

/** All texts of a block of Slack's, in order. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  )
}

function picks({ run: { summary }, picked }: Turn, plan: Phase): string[] {
  const rows = rowsUnder('Picked', summary)
  return picked.map((id) => {
    const why = rows.find(([task]) => task?.includes(`(${id})`))?.at(-1) ?? ''
    return `${id}  ${shorten(taskOf(plan, id).title).padEnd(titleWidth)}  ${withoutLinks(why)}`
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

/** All tasks in file order, with the times at which they were first picked, last started and done. */
export function taskTable(turns: readonly Turn[], plan: Phase): string {
  const rows = plan.tasks.map(({ id, title, stream }) => {
    const time = (turn: Turn | undefined) => (turn === undefined ? '' : clock(turn.at, plan))
    const picked = turns.find((turn) => turn.picked.includes(id))
    const started = turns.findLast((turn) => turn.started.some(({ inputs }) => inputs.task === id))
    const done = turns.find((turn) => withState('done', turn).includes(id))
    const streamTitle = stream === undefined ? '' : (plan.streams.get(stream)?.title ?? stream)
    return [id, shorten(title), streamTitle, time(picked), time(started), time(done)]
  })
  return aligned([['task', 'title', 'stream', 'picked', 'started', 'done'], ...rows])
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

export function closingText(
  turns: readonly Turn[],
  { tracker: { store }, slack: { messages }, plan: { files } }: Stage,
  progress: Issue,
  seconds: number,
  folder: string,
): string {
  const sum = (count: (turn: Turn) => number) => turns.reduce((total, turn) => total + count(turn), 0)
  const requests = sum((turn) => turn.requests)
  const writes = sum((turn) => turn.writes)
  const failed = store.runs.filter(({ conclusion }) => conclusion === 'failure').length
  return [
    `Progress issue #${progress.number}, ${progress.state}: ${verdictOf(progress)}`,
    `${counted(turns.length, 'run')}, ${counted(requests, 'request')}, ${counted(writes, 'write')}, in ${seconds.toFixed(0)} seconds.`,
    `${counted(store.runs.length, 'worker')} started, ${failed} of them failed, no task had two at once; each /spawn ended with 🚀.`,
    `${counted(messages.length, 'message')} to Slack, and ${counted(turns.flatMap(({ letters }) => letters).length, 'comment')} that mention octocat.`,
    '',
    ...aligned([
      [`${folder}/issues/${progress.number}.md`, 'the progress issue as it stands now; the other issues lie beside it'],
      [`${folder}/progress/`, 'the same at the launch, halfway and at the end'],
      [`${folder}/slack.md`, 'what Slack was told'],
      [`${folder}/files/${files!.backlog}`, `the files that mirror the phase, as they were committed; also`],
      [`${folder}/files/${files!.jobs}`, ''],
      [`${folder}/files/${files!.progress}/`, ''],
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
