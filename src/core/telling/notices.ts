import { closingSummary } from '../pages/closing-summary.ts'
import { explainWait, type Standing, verdict } from '../pages/progress-sections.ts'
import { describeWork, explainObstacles } from '../pages/work-phrases.ts'
import { recordText } from '../records/managed-part.ts'
import type { PlannedDates } from '../records/told.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { counted } from '../text/counted.ts'
import { listPhrases, type Phrase } from '../text/phrase.ts'
import { moreLines, shareLines } from '../text/share-lines.ts'
import { longDate } from '../time/calendar.ts'
import { type DateVerdict, dateVerdict, expectedText } from '../time/date-verdict.ts'
import type { Change, Changes } from './changes.ts'
import type { Notice } from './notice.ts'

/** Lines of a section, and of all, at most: a notice is read on a phone. */
const mostLines = 8
const mostLinesInAll = 30
/** Characters. A notice is kept in a hidden record until it is told, and what it takes there is what counts. */
const longest = { title: 80, heading: 160, line: 320, lines: 2600 }

/** Headings, in the order in which a manager wants to read them. */
const headings: readonly (readonly [title: string, changes: readonly Change[]])[] = [
  ['Done', ['done']],
  ['Dropped', ['dropped']],
  ['In review', ['review']],
  ['Started', ['running', 'assigned']],
  ['Stalled', ['stalled']],
  ['Failed', ['waiting', 'failed']],
  ['Held', ['held']],
  ['Newly blocked', ['blocked']],
  ['Back in the queue', ['reopened', 'queued']],
  ['New in the plan', ['added']],
  ['No longer in the plan', ['gone']],
]

/** What has changed since the last digest, what waits for a decision, and what comes next. */
export function digestNotice(standing: Standing, changes: Changes, date: string): Notice {
  const { phase } = standing
  return {
    title: shorten(`Phase ${phase.phase.id}, ${longDate(date)}: ${phase.phase.title}`, longest.heading),
    progressIssue: addressOf(standing),
    lead: [verdict(standing)],
    sections: fitting([decisionSection(standing), ...changeSections(standing, changes), comingSection(standing)]),
  }
}

/** That the phase has begun, and who is asked to start what. */
export function launchNotice(standing: Standing): Notice {
  const { phase } = standing
  const { id, title, goal, slots } = phase.phase
  return {
    title: shorten(`Phase ${id} has started: ${title}`, longest.heading),
    lead: [
      ...(goal === undefined ? [] : [[shorten(`Goal: ${goal}`, longest.heading)]]),
      [`${counted(phase.tasks.length, 'task')}, ${counted(slots, 'slot')}. `, ...verdict(standing)],
    ],
    progressIssue: addressOf(standing),
    sections: fitting([
      section('Workers wanted', holdersOf(standing), requestFor),
      decisionSection(standing),
      comingSection(standing),
    ]),
  }
}

/** What the phase took against its plan, what was dropped, and what was done since the last digest. */
export function completionNotice(standing: Standing, changes: Changes | undefined): Notice {
  const { phase } = standing
  const summary = closingSummary(phase, standing.record)
  const dropped = section('Dropped', summary.dropped, (line) => line)
  const done = changes === undefined ? [] : changeSections(standing, changes).filter(({ title }) => title === 'Done')
  return {
    title: shorten(`Phase ${phase.phase.id} is complete: ${phase.phase.title}`, longest.heading),
    progressIssue: addressOf(standing),
    lead: summary.sentences,
    sections: fitting([dropped, ...done]),
  }
}

/** Picks that wait for somebody. */
export function picksNotice(standing: Standing, waiting: readonly TaskView[]): Notice {
  const { id } = standing.phase.phase
  return {
    title: `Phase ${id}: ${counted(waiting.length, 'task')} to start`,
    progressIssue: addressOf(standing),
    lead: [],
    sections: fitting([section('Workers wanted', waiting, requestFor)]),
  }
}

function addressOf({ phase }: Standing): number | undefined {
  return phase.progress?.issue.number
}

function decisionSection({ decisions }: Standing): Draft {
  return section(
    'Decisions needed',
    decisions.map(({ message }) => message),
    (line) => line,
  )
}

function changeSections(standing: Standing, { tasks, dates, verdict }: Changes): readonly Draft[] {
  const views = new Map(standing.phase.tasks.map((view) => [view.task.id, view]))
  const sections = headings.map(([title, kinds]) => {
    const changed = [...tasks].filter(([, change]) => kinds.includes(change))
    return section(title, changed, ([id, change]) => changeLine(id, change, views.get(id), standing))
  })
  const moved = dates === undefined ? [] : dateLines(dates, standing)
  const turned = verdict === undefined ? [] : [turnedLine(verdict, standing)]
  return [
    section('The date', turned, (line) => line),
    ...sections,
    section('The plan has changed', moved, (line) => line),
  ]
}

/** `Was early, is late: expected 10 March 2026, 2 days late`. */
function turnedLine(before: DateVerdict, { phase: { phase }, record }: Standing): Phrase {
  const was = before === 'open' ? 'without a target date' : before
  const expected = record.outlook === undefined ? '' : `: ${expectedText(record.outlook, phase.targetDate)}`
  const now = record.outlook === undefined ? 'open' : dateVerdict(record.outlook, phase.targetDate)
  return [`Was ${was}, is ${now === 'open' ? 'without a target date' : now}${expected}`]
}

/** The same as sentences without their full stops: `done #3 (p4-1-1) Guide and #4 (p4-1-2) Admin`. */
export function changesInWords(standing: Standing, changes: Changes): readonly Phrase[] {
  return changeSections(standing, changes)
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }): Phrase => [`${title.toLowerCase()} `, ...listPhrases(lines)])
}

function changeLine(id: string, change: Change, view: TaskView | undefined, { blocking }: Standing): Phrase {
  if (view === undefined) return [{ task: id }]
  const named: Phrase = [{ task: id }, ` ${shorten(view.task.title)}`]
  switch (change) {
    case 'assigned':
      return requestFor(view)
    case 'blocked':
      return [...named, ': waits for ', ...explainObstacles(blocking.get(id)!.obstacles)]
    case 'running':
    case 'stalled':
    case 'review':
    case 'waiting':
    case 'failed':
    case 'held':
      return [...named, ': ', ...describeWork(view)]
    case 'dropped':
      return [...named, view.issue?.closedBy === undefined ? '' : `, closed by ${view.issue.closedBy}`]
    default:
      return named
  }
}

/** What somebody should do about a pick. */
function requestFor(view: TaskView): Phrase {
  const { task, issue } = view
  const named: Phrase = [{ task: task.id }, ` ${shorten(task.title)}: `]
  if (view.work.kind !== 'idle') return [...named, ...describeWork(view)]
  if (task.model !== undefined && !view.record?.unassigned) return [...named, `say /spawn to start ${task.model}`]
  const people = issue?.assignees ?? task.assignees
  return [...named, people.length === 0 ? 'free to take' : `with ${people.join(', ')}`]
}

function dateLines(before: PlannedDates, { phase: { phase } }: Standing): Phrase[] {
  const date = (value: string | undefined) => (value === undefined ? 'none' : longDate(value))
  const rows: [string, string, string][] = [
    ['Target date', date(before.target), date(phase.targetDate)],
    ['Start date', date(before.start), date(phase.startDate)],
    ['Time zone', before.timezone, phase.timezone],
  ]
  return rows.filter(([, old, now]) => old !== now).map(([what, old, now]) => [`${what}: ${old} → ${now}`])
}

/** The first tasks of the queue. */
function comingSection({ phase, slots }: Standing): Draft {
  const views = new Map(phase.tasks.map((view) => [view.task.id, view]))
  const waiting = slots.ranks.filter(({ id }) => views.has(id) && slots.waits.has(id)).slice(0, 3)
  return section('Next up', waiting, ({ id }) => {
    const wait = slots.waits.get(id)!
    const why: Phrase = wait.for === 'slot' ? [] : [': ', ...explainWait(wait)]
    return [{ task: id }, ` ${shorten(views.get(id)!.task.title)}`, ...why]
  })
}

function holdersOf({ phase, slots }: Standing): readonly TaskView[] {
  return phase.tasks.filter(({ task, outcome }) => outcome === undefined && slots.holders.has(task.id))
}

/** What a section would say, of which only the first lines are written down, and how many more there are. */
interface Draft {
  readonly title: string
  readonly lines: readonly Phrase[]
  readonly count: number
}

function section<T>(title: string, items: readonly T[], line: (item: T) => Phrase): Draft {
  return { title, lines: items.slice(0, mostLines).map((item) => trimmed(line(item))), count: items.length }
}

/** Sections that have something to say, with as many of their lines as there is room for, and how many more there are. */
function fitting(drafts: readonly Draft[]): Notice['sections'] {
  const counts = shareLines(
    drafts.map(({ lines }) => lines.map(() => 1)),
    mostLinesInAll,
  )
  const lengths = drafts.map(({ lines }, at) => lines.slice(0, counts[at]).map((line) => recordText(line).length))
  return shareLines(lengths, longest.lines).flatMap((shown, at) => {
    const { title, lines, count } = drafts[at]!
    const more = moreLines(count - shown)
    return shown === 0 ? [] : [{ title, lines: [...lines.slice(0, shown), ...(more === '' ? [] : [[more]])] }]
  })
}

/** Some tasks wait for fifty others, and some titles are nothing but signs that the record has to escape. */
function trimmed(phrase: Phrase): Phrase {
  let room = longest.line
  for (const [at, piece] of phrase.entries()) {
    const length = recordText(piece).length + 1
    if (length <= room) {
      room -= length
      continue
    }
    return [...phrase.slice(0, at), typeof piece === 'string' ? shorten(piece, room) : ' …']
  }
  return phrase
}

function shorten(text: string, most = longest.title): string {
  const line = text.replace(/\s+/g, ' ')
  const points = [...line.slice(0, most)]
  for (;;) {
    const kept = points.join('')
    // The quotation marks around it are the record's.
    const excess = recordText(kept).length - 2 - most
    if (excess <= 0) return kept === line ? line : `${kept.trimEnd()}…`
    // No character becomes more than twelve.
    points.splice(-Math.ceil(excess / 12))
  }
}
