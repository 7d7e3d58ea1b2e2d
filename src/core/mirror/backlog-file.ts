import type { Standing } from '../pages/progress-sections.ts'
import { stateOf } from '../picks/task-states.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { fileLine } from '../text/contained-markdown.ts'
import { inlineText } from '../text/inert.ts'
import { formatEffort, longDate } from '../time/calendar.ts'
import { day, reference } from './jobs-file.ts'

/** Our part of the backlog file: every task of the phase, by stream. */
export function backlogPart(standing: Standing): string {
  const { phase, record } = standing
  const { id, title, goal, startDate, targetDate, streams } = phase.phase
  const complete = record.complete
  const dates = [
    ...(startDate === undefined ? [] : [`from ${longDate(startDate)}`]),
    ...(targetDate === undefined ? [] : [`target ${longDate(targetDate)}`]),
    ...(complete === undefined ? [] : [`completed on ${day(complete.at, standing)}`]),
  ]
  const groups = [...streams.values()].map((stream) => [stream.title, stream.id] as const)
  const loose = groups.length === 0 ? 'Tasks' : 'Other tasks'
  return [
    `## Phase ${inlineText(id)}${complete === undefined ? '' : ' complete'}: ${inlineText(title)}`,
    goal === undefined ? '' : `Goal: ${fileLine(goal)}`,
    dates.join(' · ').replace(/^./, (first) => first.toUpperCase()),
    ...groups.map(([heading, stream]) => group(heading, stream, standing)),
    group(loose, undefined, standing),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
}

function group(heading: string, stream: string | undefined, standing: Standing): string {
  const views = standing.phase.tasks.filter(({ task }) => task.stream === stream)
  if (views.length === 0) return ''
  const done = views.filter(({ outcome }) => outcome === 'done').length
  const lines = views.map((view) => taskLine(view, standing))
  return `### ${inlineText(heading)}: ${done} of ${views.length} done\n\n${lines.join('\n')}`
}

function taskLine(view: TaskView, { blocking, slots }: Standing): string {
  const { task, outcome } = view
  const name = `${reference(view)} ${inlineText(task.title)}`
  const worker = task.model ?? task.assignees.join(', ')
  const state = stateOf(view, blocking.get(task.id)!, slots)
  const after = task.final ? 'every other task' : task.dependsOn.map(inlineText).join(', ')
  const facts = [
    `priority ${task.priority}`,
    formatEffort(task.effortHours),
    ...(worker === '' ? [] : [inlineText(worker)]),
    ...(after === '' ? [] : [`after ${after}`]),
    ...(state === undefined ? [] : [state]),
  ]
  const shown = outcome === 'dropped' ? `~~${name}~~` : name
  return `- [${outcome === undefined ? ' ' : 'x'}] ${shown} · ${facts.join(' · ')}`
}
