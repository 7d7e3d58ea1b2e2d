import { verdict } from '../core/pages/progress-sections.ts'
import { type QueueEntry, type QueueStanding, queueOf, usedSlots } from '../core/report/queue.ts'
import { plainText } from '../core/text/inert.ts'
import { formatEffort } from '../core/time/calendar.ts'
import type { Paint } from './paint.ts'
import type { Rehearsal } from './rehearsal.ts'
import { restingPhases } from './resting-phases.ts'
import { listUnder, type NumberOf, taskHead, terminalText, usualWidth } from './terminal-text.ts'
import { wrappedLines } from './wrapped-lines.ts'

const titles: Readonly<Record<QueueStanding, string>> = {
  'at work': 'At work',
  picked: 'Picked now',
  queued: 'Then, in this order',
  blocked: 'Blocked',
  'set aside': 'Set aside',
}

/** The queue in lines of at most 80 columns, where words allow it. */
export function queueAsText(rehearsal: Rehearsal, paint: Paint): string {
  const { outcome } = rehearsal.report
  const numberOf: NumberOf = (task) => outcome?.numbers.get(task)
  const queue = queueOf(rehearsal.report)
  const heads = (outcome?.phases ?? []).flatMap(({ view, standing }) => [
    ...wrappedLines(`Phase ${view.phase.id}: ${plainText(view.phase.title)}`, usualWidth).map((line) =>
      paint('strong', line),
    ),
    ...wrappedLines(terminalText(verdict(standing), numberOf), usualWidth, '  '),
  ])
  const resting = restingPhases(rehearsal).map(({ phase, why }) => [plainText(`Phase ${phase.id} ${why}`)])
  const lists = Object.entries(titles).flatMap(([standing, title]) =>
    listUnder(title, entriesOf(queue, standing as QueueStanding, numberOf), paint),
  )
  return [...heads, ...lists, ...listUnder('Phases that are not open', resting, paint)].join('\n')
}

/** Picks and what comes next are counted on, because they stand in one line. */
function entriesOf(
  queue: readonly QueueEntry[],
  wanted: QueueStanding,
  numberOf: NumberOf,
): readonly (readonly string[])[] {
  const places = placesIn(queue)
  return queue
    .filter(({ standing }) => standing === wanted)
    .map(({ view, why }) => {
      const place = places.get(view.task.id)
      const head = `${taskHead(view.task, view.number)} (${formatEffort(view.task.effortHours)})`
      return [place === undefined ? head : `${place}. ${head}`, terminalText(why, numberOf)]
    })
}

/** The places of those that may start, from 1, by task id: whoever is picked goes before those that were skipped. */
function placesIn(queue: readonly QueueEntry[]): ReadonlyMap<string, number> {
  const of = (wanted: QueueStanding) => queue.filter(({ standing }) => standing === wanted)
  return new Map([...of('picked'), ...of('queued')].map(({ view }, at) => [view.task.id, at + 1]))
}

/** The queue as one object for programs. */
export function queueAsJson(rehearsal: Rehearsal): object {
  const { outcome } = rehearsal.report
  const queue = queueOf(rehearsal.report)
  const places = placesIn(queue)
  const numberOf: NumberOf = (task) => outcome?.numbers.get(task)
  return {
    repository: rehearsal.repository ?? null,
    phases: (outcome?.phases ?? []).map((phase) => ({
      phase: phase.view.phase.id,
      slots: phase.view.phase.slots,
      used: usedSlots(phase),
    })),
    tasks: queue.map(({ view, standing, why }) => ({
      place: places.get(view.task.id) ?? null,
      task: view.task.id,
      issue: view.number ?? null,
      phase: view.phase.id,
      title: view.task.title,
      standing,
      why: terminalText(why, numberOf),
    })),
    resting: restingPhases(rehearsal).map(({ phase, why }) => ({ phase: phase.id, why })),
  }
}
