import { type Standing, stateText, who } from '../pages/progress-sections.ts'
import { describeWork } from '../pages/work-phrases.ts'
import { stateOf } from '../picks/task-states.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { fileLine } from '../text/contained-markdown.ts'
import { inlineText } from '../text/inert.ts'
import { type Naming, onGitHub, renderPhrase } from '../text/phrase.ts'
import { formatEffort, localDate, longDate } from '../time/calendar.ts'

/** How many of the tasks that come next are named at least. */
const fewestNext = 3

/** Our part of the jobs file: whether the phase is active, the current work, and what comes next. */
export function jobsPart(standing: Standing): string {
  const { phase, record } = standing
  const blocks =
    record.complete === undefined
      ? [current(standing), next(standing), setAside(standing)]
      : [`Completed on ${day(record.complete.at, standing)}.`]
  const goal = phase.phase.goal === undefined ? '' : `Goal: ${fileLine(phase.phase.goal)}`
  return [
    `## Phase ${inlineText(phase.phase.id)} ${condition(standing)}: ${inlineText(phase.phase.title)}`,
    goal,
    counts(standing),
    ...blocks,
  ]
    .filter((block) => block !== '')
    .join('\n\n')
}

/** `p4-1-1 (#2)` */
export function reference({ task, number }: TaskView): string {
  return number === undefined ? inlineText(task.id) : `${inlineText(task.id)} (#${number})`
}

export function day(instant: string, { phase }: Standing): string {
  return longDate(localDate(Date.parse(instant), phase.phase.timezone))
}

function condition({ phase, slots, record }: Standing): string {
  if (record.complete !== undefined) return 'complete'
  if (record.paused !== undefined) return 'paused'
  const waits = phase.tasks.some(({ task }) => slots.waits.get(task.id)?.for === 'start')
  return waits && !phase.tasks.some(({ task }) => slots.holders.has(task.id)) ? 'waiting to start' : 'active'
}

function counts(standing: Standing): string {
  const { phase, slots, record, decisions } = standing
  const { startDate, targetDate } = phase.phase
  const count = (outcome: 'done' | 'dropped') => phase.tasks.filter((view) => view.outcome === outcome).length
  const dropped = count('dropped')
  const holders = phase.tasks.filter(({ task }) => slots.holders.has(task.id)).length
  const progress = phase.progress?.issue.number
  const facts = [
    `${count('done')} of ${phase.tasks.length - dropped} tasks done${dropped === 0 ? '' : `, ${dropped} dropped`}`,
    ...(record.complete === undefined ? [`${holders} of ${phase.phase.slots} slots in use`] : []),
    ...(condition(standing) === 'waiting to start' && startDate !== undefined
      ? [`starts on ${longDate(startDate)}`]
      : []),
    ...(targetDate === undefined ? [] : [`target ${longDate(targetDate)}`]),
    ...(progress === undefined ? [] : [`progress in #${progress}`]),
  ]
  const needed = decisions.length
  const decide = needed === 0 ? '' : `\n\n**${needed === 1 ? 'A decision is' : `${needed} decisions are`} needed.**`
  return `${facts.join(' · ')}${decide}`
}

function current(standing: Standing): string {
  const { phase, slots, record } = standing
  const isCurrent = ({ task, work, outcome }: TaskView) =>
    slots.holders.has(task.id) || (outcome === undefined && work.kind === 'review')
  const views = phase.tasks.filter(isCurrent)
  if (views.length === 0) return '### Current work\n\nNothing.'
  const rows = views.map((view) => {
    const since = record.picks.get(view.task.id) ?? view.record?.reviewSince
    const state = [stateText(view), ...view.work.pulls.map(({ number }) => `#${number}`)].join(', ')
    return [reference(view), inlineText(view.task.title), inlineText(who(view)), since && day(since, standing), state]
  })
  const table = [['Task', 'Title', 'Who', 'Since', 'State'], ['---', '---', '---', '---', '---'], ...rows]
  return `### Current work\n\n${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`
}

function next({ phase, blocking, slots }: Standing): string {
  const byId = new Map(phase.tasks.map((view) => [view.task.id, view]))
  const ready = slots.ranks.flatMap(({ id }) => {
    const view = byId.get(id)
    return view !== undefined && stateOf(view, blocking.get(id)!, slots) === 'ready' ? [view] : []
  })
  if (ready.length === 0) return ''
  const shown = ready.slice(0, Math.max(fewestNext, phase.phase.slots))
  const lines = shown.map(
    (view, at) =>
      `${at + 1}. ${reference(view)}: ${inlineText(view.task.title)}, priority ${view.task.priority}, ${formatEffort(view.task.effortHours)}`,
  )
  const more = ready.length - shown.length
  return `### Next batch\n\n${lines.join('\n')}${more === 0 ? '' : `\n\n… and ${more} more that may start`}`
}

function setAside({ phase }: Standing): string {
  const numbers = new Map(phase.tasks.map(({ task, number }) => [task.id, number]))
  const naming: Naming = { numberOf: (id) => numbers.get(id), reference: onGitHub }
  const kinds: ReadonlySet<TaskView['work']['kind']> = new Set(['waiting', 'failed', 'held'])
  const views = phase.tasks.filter(({ outcome, work }) => outcome === undefined && kinds.has(work.kind))
  if (views.length === 0) return ''
  const lines = views.map((view) => `- ${reference(view)} ${renderPhrase(describeWork(view), naming)}`)
  return `### Set aside\n\n${lines.join('\n')}`
}
