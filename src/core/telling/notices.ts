import { longDate } from '../calendar.ts'
import { closingSummary } from '../closing-summary.ts'
import type { Notice } from '../notice.ts'
import { listPhrases, type Phrase } from '../phrase.ts'
import { explainWait, type Standing, verdict } from '../progress-sections.ts'
import type { TaskView } from '../task-view.ts'
import { describeWork, explainObstacles } from '../work-phrases.ts'
import type { Change, Changes } from './changes.ts'
import type { PlannedDates } from './told.ts'

/** Lines of a section, and of all, at most: a notice is read on a phone, and kept in a hidden record until it is told. */
const mostLines = 8
const mostLinesInAll = 30
const longestTitle = 80

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
    title: `Phase ${phase.phase.id}, ${longDate(date)}: ${shorten(phase.phase.title)}`,
    progressIssue: addressOf(standing),
    lead: [verdict(standing)],
    sections: fitting([decisionSection(standing), ...changeSections(standing, changes), ...comingSection(standing)]),
  }
}

/** That the phase has begun, and who is asked to start what. */
export function launchNotice(standing: Standing): Notice {
  const { phase } = standing
  const { id, title, goal, slots } = phase.phase
  return {
    title: `Phase ${id} has started: ${shorten(title)}`,
    lead: [
      ...(goal === undefined ? [] : [[`Goal: ${shorten(goal)}`]]),
      [`${counted(phase.tasks.length, 'task')}, ${counted(slots, 'slot')}. `, ...verdict(standing)],
    ],
    progressIssue: addressOf(standing),
    sections: fitting([
      { title: 'Workers wanted', lines: limited(holdersOf(standing).map((view) => requestFor(view))) },
      decisionSection(standing),
      ...comingSection(standing),
    ]),
  }
}

/** What the phase took against its plan, what was dropped, and what was done since the last digest. */
export function completionNotice(standing: Standing, changes: Changes | undefined): Notice {
  const { phase } = standing
  const summary = closingSummary(phase, standing.record)
  const dropped = { title: 'Dropped', lines: limited(summary.dropped) }
  const done = changes === undefined ? [] : changeSections(standing, changes).filter(({ title }) => title === 'Done')
  return {
    title: `Phase ${phase.phase.id} is complete: ${shorten(phase.phase.title)}`,
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
    sections: [{ title: 'Workers wanted', lines: limited(waiting.map((view) => requestFor(view))) }],
  }
}

function addressOf({ phase }: Standing): number | undefined {
  return phase.progress?.issue.number
}

function decisionSection({ decisions }: Standing): Notice['sections'][number] {
  return { title: 'Decisions needed', lines: limited(decisions) }
}

function changeSections(standing: Standing, { tasks, dates }: Changes): Notice['sections'] {
  const views = new Map(standing.phase.tasks.map((view) => [view.task.id, view]))
  const sections = headings.map(([title, kinds]) => {
    const lines = [...tasks].filter(([, change]) => kinds.includes(change))
    return { title, lines: limited(lines.map(([id, change]) => changeLine(id, change, views.get(id), standing))) }
  })
  const moved = dates === undefined ? [] : dateLines(dates, standing)
  return [...sections, { title: 'The plan has changed', lines: moved }]
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
function comingSection({ phase, slots }: Standing): Notice['sections'] {
  const views = new Map(phase.tasks.map((view) => [view.task.id, view]))
  const waiting = slots.ranks.filter(({ id }) => views.has(id) && slots.waits.has(id)).slice(0, 3)
  const lines = waiting.map(({ id }): Phrase => {
    const wait = slots.waits.get(id)!
    const why: Phrase = wait.for === 'slot' ? [] : [': ', ...explainWait(wait)]
    return [{ task: id }, ` ${shorten(views.get(id)!.task.title)}`, ...why]
  })
  return [{ title: 'Next up', lines }]
}

function holdersOf({ phase, slots }: Standing): readonly TaskView[] {
  return phase.tasks.filter(({ task, outcome }) => outcome === undefined && slots.holders.has(task.id))
}

/** Sections that have something to say, the first ones whole, while there is room. */
function fitting(sections: Notice['sections']): Notice['sections'] {
  let room = mostLinesInAll
  return sections.flatMap(({ title, lines }) => {
    const shown = lines.slice(0, room)
    room -= shown.length
    return shown.length === 0 ? [] : [{ title, lines: shown }]
  })
}

function limited(lines: readonly Phrase[]): readonly Phrase[] {
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines), [`… and ${lines.length - mostLines} more`]]
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
