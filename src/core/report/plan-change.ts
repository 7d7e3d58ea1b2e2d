import type { Outcome, PhaseOutcome } from '../decide.ts'
import type { PhaseForecast } from '../forecast/phase-forecast.ts'
import { planChecksum } from '../tasks/plan-checksum.ts'
import { counted } from '../text/counted.ts'
import type { Phrase } from '../text/phrase.ts'
import { longDate } from '../time/calendar.ts'
import { againstTarget } from '../time/date-verdict.ts'

/** How everything would stand, and when it would end. */
export interface Plan {
  readonly outcome: Outcome | undefined
  readonly forecasts: ReadonlyMap<string, PhaseForecast>
}

/** What a change of the phase files does to plans and dates, a sentence for each phase that it changes. */
export function planChanges(before: Plan, after: Plan): readonly Phrase[] {
  const known = new Map((before.outcome?.phases ?? []).map((phase) => [phase.view.phase.id, phase]))
  const now = after.outcome?.phases ?? []
  const gone = [...known.keys()].filter((id) => !now.some(({ view }) => view.phase.id === id))
  return [
    ...now.flatMap((phase) => {
      const { id } = phase.view.phase
      const parts = phaseChange(known.get(id), phase, before.forecasts.get(id), after.forecasts.get(id))
      return parts.length === 0 ? [] : [sentence(id, parts)]
    }),
    ...gone.map((id): Phrase => [`Phase ${id}: its file is gone.`]),
  ]
}

function sentence(id: string, parts: readonly Phrase[]): Phrase {
  return [`Phase ${id}: `, ...parts.flatMap((part, at): Phrase => (at === 0 ? part : ['; ', ...part])), '.']
}

function phaseChange(
  before: PhaseOutcome | undefined,
  after: PhaseOutcome,
  old: PhaseForecast | undefined,
  told: PhaseForecast | undefined,
): Phrase[] {
  const { targetDate } = after.view.phase
  if (before === undefined)
    return [[`new, with ${counted(after.view.tasks.length, 'task')}`], ...expectation(told, targetDate)]
  const counts = countChanges(before, after)
  const date = dateChange(old, told, before.view.phase.targetDate, targetDate)
  const critical = newlyCritical(old, told)
  return [...(counts === '' ? [] : [[counts]]), ...date, ...(critical === undefined ? [] : [critical])]
}

/** `+2 tasks, −1 task, 3 tasks changed`. */
function countChanges(before: PhaseOutcome, after: PhaseOutcome): string {
  const sums = new Map(before.view.tasks.map(({ task }) => [task.id, sumOf(task)]))
  const ids = new Set(after.view.tasks.map(({ task }) => task.id))
  const former = new Set(after.view.tasks.flatMap(({ task }) => task.formerly ?? []))
  const added = after.view.tasks.filter(({ task }) => !sums.has(task.id) && !sums.has(task.formerly ?? '')).length
  const removed = [...sums.keys()].filter((id) => !ids.has(id) && !former.has(id)).length
  const changed = after.view.tasks.filter(({ task }) => sums.has(task.id) && sums.get(task.id) !== sumOf(task)).length
  const parts = [
    added === 0 ? '' : `+${counted(added, 'task')}`,
    removed === 0 ? '' : `−${counted(removed, 'task')}`,
    changed === 0 ? '' : `${counted(changed, 'task')} changed`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function sumOf(task: PhaseOutcome['view']['tasks'][number]['task']): string {
  const { priority, dependsOn, stream, model, assignees, labels, final } = task
  return `${planChecksum(task)} ${JSON.stringify([priority, dependsOn, stream, model, assignees, labels, final])}`
}

function expectation(told: PhaseForecast | undefined, target: string | undefined): Phrase[] {
  if (told === undefined) return []
  const { date } = told.forecast.finish
  return [[`expected ${longDate(date)}${against(date, target)}`]]
}

function against(date: string, target: string | undefined): string {
  return target === undefined ? '' : `, ${againstTarget(date, target)}`
}

/** `expected 6 March 2026 → 9 March 2026, a day late`. */
function dateChange(
  old: PhaseForecast | undefined,
  told: PhaseForecast | undefined,
  oldTarget: string | undefined,
  target: string | undefined,
): Phrase[] {
  const moved: Phrase[] = oldTarget === target ? [] : [[`target ${dateText(oldTarget)} → ${dateText(target)}`]]
  if (old === undefined || told === undefined) return [...moved, ...(old === told ? [] : expectation(told, target))]
  const [from, to] = [old.forecast.finish.date, told.forecast.finish.date]
  if (from !== to) return [...moved, [`expected ${longDate(from)} → ${longDate(to)}${against(to, target)}`]]
  return moved.length === 0 ? [] : [...moved, ...expectation(told, target)]
}

function dateText(date: string | undefined): string {
  return date === undefined ? 'none' : longDate(date)
}

const mostNamed = 3

function newlyCritical(old: PhaseForecast | undefined, told: PhaseForecast | undefined): Phrase | undefined {
  const before = new Set(old?.forecast.critical)
  const fresh = (told?.forecast.critical ?? []).filter((id) => !before.has(id))
  if (old === undefined || fresh.length === 0) return undefined
  const named = fresh.slice(0, mostNamed)
  const more = fresh.length > mostNamed ? ` and ${fresh.length - mostNamed} more` : ''
  const list = named.flatMap((id, at): Phrase => (at === 0 ? [{ task: id }] : [', ', { task: id }]))
  return [...list, more, fresh.length === 1 ? ' is now critical' : ' are now critical']
}
