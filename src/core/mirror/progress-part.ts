import type { Standing } from '../pages/progress-sections.ts'
import { headline } from '../pages/task-part.ts'
import type { TaskState } from '../records/task-record.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { fileLine } from '../text/contained-markdown.ts'
import { inlineText } from '../text/inert.ts'
import { onGitHub, renderPhrase } from '../text/phrase.ts'
import { formatEffort } from '../time/calendar.ts'

/** Our part of a task's progress file. */
export function progressPart(view: TaskView, state: TaskState, { phase }: Standing): string {
  const { task } = view
  const numbers = new Map(phase.tasks.map((other) => [other.task.id, other.number]))
  const naming = { numberOf: (id: string) => numbers.get(id), reference: onGitHub }
  const stream = task.stream === undefined ? undefined : phase.phase.streams.get(task.stream)
  const progress = phase.progress?.issue.number
  const facts: readonly (readonly [string, string])[] = [
    ['Phase', `${phase.phase.id}, ${phase.phase.title}`],
    ...(stream === undefined ? [] : [['Stream', stream.title] as const]),
    ...(task.model === undefined ? [] : [['Model', task.model] as const]),
    ...(task.assignees.length === 0 ? [] : [['Assignees', task.assignees.join(', ')] as const]),
    ['Priority', String(task.priority)],
    ['Effort', formatEffort(task.effortHours)],
    ...(task.dependsOn.length === 0 ? [] : [['After', task.dependsOn.join(', ')] as const]),
  ]
  const criteria = task.acceptanceCriteria.map((criterion) => `- ${fileLine(criterion)}`)
  return [
    `# ${inlineText(`${task.id}: ${task.title}`)}`,
    renderPhrase(headline(view, state), naming),
    [
      ...facts.map(([name, value]) => `- **${name}:** ${inlineText(value)}`),
      ...(progress === undefined ? [] : [`- **Progress of the phase:** #${progress}`]),
    ].join('\n'),
    criteria.length === 0 ? '' : `## Acceptance criteria\n\n${criteria.join('\n')}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n')
}
