import { longDate, minuteOf } from '../time/calendar.ts'
import { axisLines } from './gantt-axis.ts'
import {
  byStream,
  firstThatFits,
  mostStreamsShown,
  mostTasksShown,
  type PictureBar,
  type StreamTitles,
  wholeTitle,
} from './picture.ts'
import { pictureLines, pictureText } from './picture-text.ts'
import { lookOf } from './state-looks.ts'
import { streamSummaries } from './stream-summary.ts'

export interface GanttPlan {
  /** Tasks that are done, at work or expected; one of which nothing is known or expected has no bar. */
  readonly bars: readonly PictureBar[]
  readonly streams: StreamTitles
  readonly timezone: string
  /** A calendar date, `2026-03-08`. */
  readonly targetDate: string | undefined
}

/**
 * Wider margins and larger letters than Mermaid's own settings have, and colours on which the text in a bar can be read, be the
 * page light or dark. Mermaid gives the text of bars that are "active" one colour in the bar and beside it, which no page of
 * either kind suits; so what is at work is "crit", in blue, and that a task is critical is said in words.
 */
const settings = {
  gantt: { leftPadding: 110, rightPadding: 40, fontSize: 13, sectionFontSize: 13, barHeight: 22 },
  themeVariables: {
    taskTextColor: '#ffffff',
    taskBkgColor: '#57606a',
    taskBorderColor: '#8c959f',
    critBkgColor: '#0969da',
    critBorderColor: '#54aeff',
    doneTaskBkgColor: '#aceebb',
    doneTaskBorderColor: '#2da44e',
    todayLineColor: '#e16f24',
  },
  // On a dark page Mermaid 11 writes in light letters on these light bars.
  themeCSS: 'text.taskText[class*=doneText]{fill:#0f3d1c !important}',
}
const titleColumns = [32, 20, 0] as const

/** What is drawn for a bar: a line of text, and when it is. */
interface Line {
  readonly text: string
  readonly name: string
  readonly bar: Pick<PictureBar, 'state' | 'start' | 'end' | 'critical'>
}

/**
 * The schedule as Mermaid source, or that of the streams where the tasks are too many to read or do not fit. Undefined where
 * nothing fits, or where there are no bars. Characters are UTF-16 code units.
 */
export function gantt(plan: GanttPlan, mostCharacters: number): string | undefined {
  if (plan.bars.length === 0) return undefined
  const ofTasks = plan.bars.length > mostTasksShown ? [] : titleColumns.map((columns) => () => taskGantt(plan, columns))
  const ofStreams = mostStreamsShown.map((most) => () => streamGantt(plan, most))
  return firstThatFits([...ofTasks, ...ofStreams], mostCharacters)
}

/** The schedule of all tasks with whole titles; undefined where there are no bars. */
export function wholeGantt(plan: GanttPlan): string | undefined {
  return plan.bars.length === 0 ? undefined : taskGantt(plan, wholeTitle)
}

function taskGantt(plan: GanttPlan, columns: number): string {
  const names = new Map(plan.bars.map((bar, at) => [bar, `t${at + 1}`]))
  const lines = byStream(plan.bars, plan.streams).flatMap(({ stream, title, members }) => [
    // Where nothing has a stream, a heading would only say so.
    ...(stream === undefined && members.length === plan.bars.length ? [] : [`section ${sectionTitle(title)}`]),
    ...members
      .toSorted((a, b) => a.start - b.start || a.end - b.end)
      .map((bar) => {
        const text = `${pictureText(bar.id, 32)} ${pictureText(bar.title, columns)}`
        return barLine({ text: columns === 0 ? pictureText(bar.id, 32) : text, name: names.get(bar)!, bar }, plan)
      }),
  ])
  return ganttSource(plan, lines)
}

/** Each stream from the first start in it to the last end. */
function streamGantt(plan: GanttPlan, most: number): string {
  const summaries = streamSummaries(plan.bars, plan.streams, most)
  const lines = summaries.map(({ title, members, state }, at) => {
    const ended = members.filter((member) => member.state === 'done' || member.state === 'dropped').length
    const bar = {
      state,
      start: members.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
      end: members.reduce((last, { end }) => Math.max(last, end), Number.NEGATIVE_INFINITY),
      critical: false,
    }
    return barLine(
      { text: `${pictureText(title, 32)}, ${ended} of ${members.length} done`, name: `s${at + 1}`, bar },
      plan,
    )
  })
  return ganttSource(plan, lines)
}

function ganttSource(plan: GanttPlan, lines: readonly string[]): string {
  const { from, to } = spanOf(plan)
  return [
    `%%{init: ${JSON.stringify(settings)}}%%`,
    'gantt',
    'dateFormat YYYY-MM-DD HH:mm',
    ...axisLines(from, to),
    ...lines,
    ...targetLines(plan.targetDate),
  ].join('\n')
}

/** A heading is as wide as the margin before the bars. */
function sectionTitle(title: string): string {
  return pictureLines(title, 14, 2)
}

/** The sign comes first: a line that begins with `title`, `click` or a date would be something else. */
function barLine({ text, name, bar }: Line, plan: GanttPlan): string {
  const { from, to } = spanOf(plan)
  // What took a moment is still to be seen.
  const end = Math.max(bar.end, bar.start + (to - from) / 200)
  const dates = [bar.start, end].map((instant) => minuteOf(instant, plan.timezone))
  const critical = bar.critical && bar.state !== 'done' && bar.state !== 'dropped' ? ' (critical)' : ''
  return `${lookOf(bar.state).sign} ${text}${critical} :${[...tagsOf(bar), name, ...dates].join(', ')}`
}

function tagsOf({ state }: Line['bar']): readonly string[] {
  if (state === 'done' || state === 'dropped') return ['done']
  return state === 'running' || state === 'stalled' || state === 'review' ? ['crit'] : []
}

/** At noon, so that it stands in the middle of its day. */
function targetLines(date: string | undefined): readonly string[] {
  if (date === undefined) return []
  return ['section Target', `◈ Target date, ${longDate(date)} :milestone, target, ${date} 12:00, 0d`]
}

function spanOf({ bars, targetDate }: GanttPlan): { readonly from: number; readonly to: number } {
  const target = targetDate === undefined ? [] : [Date.parse(`${targetDate}T12:00Z`)]
  const from = bars.reduce((first, { start }) => Math.min(first, start), target[0] ?? Number.POSITIVE_INFINITY)
  const to = bars.reduce((last, { end }) => Math.max(last, end), target[0] ?? Number.NEGATIVE_INFINITY)
  return { from, to }
}
