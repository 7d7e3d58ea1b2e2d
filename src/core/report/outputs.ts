import type { PhaseOutcome } from '../decide.ts'
import type { PhaseForecast } from '../forecast/phase-forecast.ts'
import { leftAtWork } from '../pages/progress-sections.ts'
import { stateOf } from '../picks/task-states.ts'
import { localDate } from '../time/calendar.ts'
import type { RunReport } from './run-report.ts'

/** The action's outputs, each as the text that a workflow reads. */
export type Outputs = Readonly<Record<string, string>>

/**
 * What a run tells the rest of its workflow. With several phases open, arrays join them, and the single values are
 * those of the first in file order.
 */
export function outputsOf(
  report: RunReport,
  about: {
    readonly dryRun: boolean
    readonly writes: number
    readonly requests: number
    readonly forecasts: ReadonlyMap<string, PhaseForecast>
  },
): Outputs {
  const { outcome } = report
  const phases = outcome?.phases ?? []
  const views = phases.flatMap(({ view, standing }) => view.tasks.map((task) => ({ task, standing })))
  const inState = (wanted: string) =>
    views.flatMap(({ task, standing }) => {
      const state = stateOf(task, standing.blocking.get(task.task.id)!, standing.slots)
      return state === wanted ? [task.task.id] : []
    })
  const ready = new Set(inState('ready'))
  const holders = [...(outcome?.slots.holders ?? []), ...phases.flatMap(({ view }) => leftAtWork(view))]
  const progress = phases[0]?.view.progress?.issue.number ?? [...(outcome?.closed.values() ?? [])].at(-1)
  return {
    picked: JSON.stringify(report.picked),
    active: JSON.stringify(holders),
    ready: JSON.stringify((outcome?.slots.ranks ?? []).flatMap(({ id }) => (ready.has(id) ? [id] : []))),
    blocked: JSON.stringify(inState('blocked')),
    done: JSON.stringify(inState('done')),
    spawned: JSON.stringify(report.spawned),
    matrix: JSON.stringify({ include: about.dryRun ? [] : matrix(report) }),
    'progress-issue': progress === undefined ? '' : String(progress),
    percent: String(percent(report)),
    'forecast-date': forecastDate(phases[0], about.forecasts),
    'phase-complete': String(report.completed.length > 0),
    writes: String(about.writes),
    requests: String(about.requests),
  }
}

/** When the first open phase is expected to end; of one that this run completed, when it ended. */
function forecastDate(first: PhaseOutcome | undefined, forecasts: ReadonlyMap<string, PhaseForecast>): string {
  if (first === undefined) return ''
  const { phase } = first.view
  const { complete } = first.standing.record
  if (complete !== undefined) return localDate(Date.parse(complete.at), phase.timezone)
  return forecasts.get(phase.id)?.forecast.finish.date ?? ''
}

/** For jobs that do the picks themselves: none that was started here, and in a dry run none at all. */
function matrix({
  outcome,
  picked,
  spawned,
}: RunReport): { task: string; issue: number; title: string; model: string }[] {
  const views = (outcome?.phases ?? []).flatMap(({ view }) => view.tasks)
  return picked.flatMap((id) => {
    const view = views.find(({ task }) => task.id === id)
    if (view?.number === undefined || spawned.includes(id)) return []
    return [{ task: id, issue: view.number, title: view.task.title, model: view.task.model ?? '' }]
  })
}

/** Of the effort of the first open phase, what is done; dropped tasks left out. */
function percent({ outcome }: RunReport): number {
  if (outcome !== undefined && outcome.phases.length === 0 && outcome.closed.size > 0) return 100
  const tasks = (outcome?.phases[0]?.view.tasks ?? []).filter(({ outcome: ended }) => ended !== 'dropped')
  const effort = (views: typeof tasks) => views.reduce((sum, { task }) => sum + task.effortHours, 0)
  const whole = effort(tasks)
  return whole === 0 ? 0 : Math.floor((100 * effort(tasks.filter(({ outcome: ended }) => ended === 'done'))) / whole)
}
