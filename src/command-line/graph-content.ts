import { forecastLaunch, type LaunchForecast } from '../core/forecast/launch.ts'
import { forecastOutcome } from '../core/forecast/outcome-forecast.ts'
import { type Drawn, drawnIn, streamTitles } from '../core/pages/shown-forecast.ts'
import type { Phase } from '../core/phase.ts'
import type { GanttPlan } from '../core/pictures/gantt.ts'
import type { PictureBar, PictureTask } from '../core/pictures/picture.ts'
import { afterWorkingHours } from '../core/time/work-calendar.ts'
import type { Rehearsal } from './rehearsal.ts'

/** What the pictures of the phase files show. */
export interface GraphContent extends GanttPlan {
  readonly title: string
  readonly tasks: readonly PictureTask[]
  /** Ids of the tasks of the critical chains, in their order, one list for each phase. */
  readonly critical: readonly (readonly string[])[]
}

interface PhaseContent extends Drawn {
  readonly phase: Phase
  readonly critical: readonly string[]
}

/** One phase by its streams; of several, each is what a stream is otherwise. */
export function graphContent(rehearsal: Rehearsal): GraphContent {
  const all = phaseContents(rehearsal)
  const [first] = all
  if (first !== undefined && all.length === 1) {
    const { phase, critical, ...drawn } = first
    const { timezone, targetDate } = phase
    return { ...drawn, title: titleOf(phase), timezone, targetDate, critical: [critical] }
  }
  return {
    title: all.map(({ phase }) => titleOf(phase)).join(' · '),
    tasks: all.flatMap(({ tasks, phase }) => tasks.map((task) => ({ ...task, stream: phase.id, final: false }))),
    bars: all.flatMap(({ bars, phase }) => bars.map((bar) => ({ ...bar, stream: phase.id }))),
    streams: new Map(all.map(({ phase }) => [phase.id, titleOf(phase)])),
    timezone: first?.phase.timezone ?? 'UTC',
    // Of several dates none is that of the picture.
    targetDate: undefined,
    critical: all.map(({ critical }) => critical),
  }
}

function titleOf({ id, title }: Phase): string {
  return `Phase ${id}: ${title}`
}

function phaseContents({ phases, report: { outcome }, now }: Rehearsal): readonly PhaseContent[] {
  const open = new Map((outcome?.phases ?? []).map((each) => [each.view.phase.id, each]))
  const forecasts = outcome === undefined ? new Map() : forecastOutcome(outcome, now, undefined)
  const launches = open.size === phases.length ? [] : forecastLaunch(phases, now)
  return phases.map((phase): PhaseContent => {
    const own = open.get(phase.id)
    const told = forecasts.get(phase.id)
    if (own !== undefined)
      return { ...drawnIn(own.view, told, { ...own.standing, now }), phase, critical: told?.forecast.critical ?? [] }
    if (outcome?.closed.has(phase.id)) return { ...drawnFromFile(phase, 'done'), phase, critical: [] }
    return launchContent(phase, launches.find((launch) => launch.phase === phase)!, now)
  })
}

/** A phase that is not open yet, as its file says it will be. */
function launchContent(phase: Phase, { forecast }: LaunchForecast, now: number): PhaseContent {
  const drawn = drawnFromFile(phase, undefined)
  const byId = new Map(drawn.tasks.map((task) => [task.id, task]))
  const critical = new Set(forecast.critical)
  const bars = forecast.schedule.flatMap(({ task, startHours, finishHours }): PictureBar[] => {
    const shown = byId.get(task)
    const [start, end] = [startHours, finishHours].map((hours) => afterWorkingHours(now, hours, phase)) as [
      number,
      number,
    ]
    return shown === undefined ? [] : [{ ...shown, start, end, critical: critical.has(task) }]
  })
  return { ...drawn, bars, phase, critical: forecast.critical }
}

function drawnFromFile(phase: Phase, state: PictureTask['state']): Drawn {
  const tasks = phase.tasks.map(({ id, title, stream, final, dependsOn }): PictureTask => {
    const others = phase.tasks.map((other) => other.id).filter((other) => other !== id)
    return { id, title, stream, final, state, waitsFor: final ? others : dependsOn }
  })
  return { tasks, bars: [], streams: streamTitles(phase) }
}
