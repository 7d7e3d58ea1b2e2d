import { spanOf } from '../forecast/phase-plan.ts'
import { isAnswered, type Question } from '../observation.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { counted } from '../text/counted.ts'
import type { Phrase } from '../text/phrase.ts'
import { daysBetween, formatEffort, localDate, longDate } from '../time/calendar.ts'
import { workingHours } from '../time/work-calendar.ts'
import type { World } from '../world.ts'

/** What is said of a phase once it is complete. */
export interface ClosingSummary {
  readonly sentences: readonly Phrase[]
  /** What was dropped, and who decided that. */
  readonly dropped: readonly Phrase[]
}

/** Who dropped a task GitHub tells of a single issue alone. */
export function unknownClosers(view: PhaseView, record: ProgressRecord, { observation }: World): readonly Question[] {
  if (record.complete === undefined || !view.progress?.issue.open) return []
  return view.tasks
    .flatMap(({ outcome, issue }): Question[] =>
      outcome === 'dropped' && issue !== undefined && issue.closedBy === undefined
        ? [{ ask: 'issue', number: issue.number }]
        : [],
    )
    .slice(0, mostAsked)
    .filter((question) => !isAnswered(observation, question))
}

const mostAsked = 20

export function closingSummary(view: PhaseView, record: ProgressRecord): ClosingSummary {
  const { phase, tasks } = view
  const done = tasks.filter(({ outcome }) => outcome === 'done')
  const starts = tasks.reduce((sum, own) => sum + (own.record?.claims ?? 0), 0)
  const failures = tasks.reduce((sum, own) => sum + (own.record?.failures.length ?? 0), 0)
  const workers = starts === 0 ? '' : ` ${counted(starts, 'worker')} started, ${counted(failures, 'attempt')} failed.`
  return {
    sentences: [
      [`${done.length} of ${tasks.length} done. ${spanText(view, record)}`],
      [`${effortText(done)}${workers}`],
    ],
    dropped: tasks
      .filter(({ outcome }) => outcome === 'dropped')
      .map(({ task, issue }): Phrase => {
        const by = issue?.closedBy === undefined ? '' : ` by ${issue.closedBy}`
        const at = issue?.closedAt === undefined ? '' : ` on ${dateOf(issue.closedAt, phase.timezone)}`
        return [{ task: task.id }, ` ${task.title}: closed${by}${at}`]
      }),
  }
}

/** What was planned for the tasks that were done, and, of those whose work was seen to begin, what they took of it. */
function effortText(done: readonly TaskView[]): string {
  const planned = (views: readonly TaskView[]) => views.reduce((sum, { task }) => sum + task.effortHours, 0)
  const whole = `Planned effort of what was done: ${formatEffort(planned(done))}`
  const seen = done.filter((view) => spanOf(view) !== undefined)
  const took = seen.reduce((sum, view) => {
    const { start, end } = spanOf(view)!
    return sum + workingHours(start, end, view.phase)
  }, 0)
  if (took < shortest) return `${whole}.`
  if (seen.length === done.length) return `${whole}; it took ${formatEffort(tenths(took))}.`
  const part = seen.length === 1 ? 'one of them took' : `${seen.length} of them took`
  return `${whole}; ${part} ${formatEffort(tenths(took))} where ${formatEffort(planned(seen))} were planned.`
}

/** Working hours below which nothing was worked on, but closed. */
const shortest = 0.1

function tenths(hours: number): number {
  return Math.round(hours / 0.8) * 0.8
}

/** From when to when, in how many days, and how that compares with the target. */
function spanText({ phase, tasks, progress }: PhaseView, record: ProgressRecord): string {
  const end = localDate(Date.parse(record.complete!.at), phase.timezone)
  const picks = tasks.flatMap(({ record: own }) => own?.picked ?? [])
  const opened = [...picks, ...(picks.length === 0 && progress !== undefined ? [progress.issue.createdAt] : [])].sort()
  const begin = opened[0] === undefined ? end : localDate(Date.parse(opened[0]), phase.timezone)
  const days = counted(daysBetween(begin, end) + 1, 'day')
  const span = `It took ${days}, from ${longDate(begin)} to ${longDate(end)}`
  return phase.targetDate === undefined ? `${span}.` : `${span}: ${againstTarget(end, phase.targetDate)}.`
}

function againstTarget(end: string, target: string): string {
  const early = daysBetween(end, target)
  if (early === 0) return 'on its target date'
  const days = counted(Math.abs(early), 'day')
  return `${days} ${early > 0 ? 'before' : 'after'} its target date, ${longDate(target)}`
}

function dateOf(instant: string, timezone: string): string {
  return longDate(localDate(Date.parse(instant), timezone))
}
