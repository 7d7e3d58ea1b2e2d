import { outlook } from '../forecast/outlook.ts'
import type { PhaseForecast } from '../forecast/phase-forecast.ts'
import { beganAt, spanOf } from '../forecast/phase-plan.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { statesOf } from '../picks/task-states.ts'
import { flowchart } from '../pictures/flowchart.ts'
import { gantt } from '../pictures/gantt.ts'
import type { PictureBar, PictureTask, StreamTitles } from '../pictures/picture.ts'
import { checksum } from '../records/checksum.ts'
import type { Gain, PlayedDates } from '../records/played-dates.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { listPhrases, type Phrase } from '../text/phrase.ts'
import { aMinute, daysBetween, formatEffort, localDate, longDate } from '../time/calendar.ts'
import { type DateVerdict, dateVerdict, days, type ExpectedFinish } from '../time/date-verdict.ts'
import { dateAfterWorkingHours } from '../time/work-calendar.ts'

/** What a progress issue shows of a forecast. Dates are local dates of the phase's zone. */
export interface ShownForecast {
  readonly verdict: DateVerdict
  readonly finish: string | undefined
  readonly p85: string | undefined
  /** What puts the date at risk, and what it leaves out, each a sentence. */
  readonly risks: readonly Phrase[]
  /** The rest of what is to be said, each a sentence. */
  readonly lines: readonly Phrase[]
  /** When each task is expected to begin, and to end. */
  readonly starts: ReadonlyMap<string, string>
  readonly ends: ReadonlyMap<string, string>
  /** Checksum of all dates shown: with the same, nothing that a reader looks for is new. */
  readonly dates: string
  readonly played: PlayedDates
}

/**
 * Unless it is given what was `played` before, the costly half of a forecast is played here: this is asked for only where
 * something will be shown.
 */
export function showForecast(
  { phase }: PhaseView,
  told: PhaseForecast,
  now: number,
  played: PlayedDates = playDates(told, phase, now),
): ShownForecast {
  const { finish } = told.forecast
  const { p50, p85 } = played
  const local = (instant: number) => localDate(instant, phase.timezone)
  // Of work that ends at midnight, the day that was worked on.
  const starts = new Map([...told.spans].map(([id, { start }]) => [id, local(start)]))
  const ends = new Map([...told.spans].map(([id, { end }]) => [id, local(end - aMinute)]))
  const isOpen = told.forecast.schedule.length > 0
  const expected = isOpen ? { finish: finish.date, p85 } : { finish: undefined, p85: undefined }
  return {
    ...expected,
    verdict: dateVerdict(expected, phase.targetDate),
    risks: risksOf(told, expected, phase.targetDate),
    lines: linesOf(told, played, phase),
    starts,
    ends,
    dates: checksum(
      JSON.stringify(isOpen ? [finish.date, p50, p85, told.forecast.bound.date, [...starts], [...ends]] : []),
    ),
    played,
  }
}

function risksOf(told: PhaseForecast, expected: ExpectedFinish, target: string | undefined): readonly Phrase[] {
  const { neverStart, assumedFree } = told.forecast
  const verdict = dateVerdict(expected, target)
  const cause = causeOf(told)
  const chain: Phrase = cause === undefined ? [''] : [': ', { task: cause }, ' is on the critical chain']
  return [
    ...(verdict === 'late'
      ? [[`Late by ${days(daysBetween(target!, expected.finish!))}`, ...chain, '.'] as Phrase]
      : []),
    ...(verdict === 'at risk'
      ? [[`At risk by ${days(daysBetween(target!, expected.p85!))}`, ...chain, ', and estimates err.'] as Phrase]
      : []),
    ...(neverStart.length === 0
      ? []
      : [[...tasks(neverStart), ' cannot start as things stand, and no date here counts them.'] as Phrase]),
    ...(assumedFree.length === 0 ? [] : [['The dates count ', ...tasks(assumedFree), ' as set free today.'] as Phrase]),
  ]
}

/** The longest task of the critical chain, of several the first: what there is most to gain from. */
function causeOf({ forecast: { critical, schedule } }: PhaseForecast): string | undefined {
  // To the tenth of an hour: equal efforts that were scaled differ in their last digits.
  const length = new Map(
    schedule.map(({ task, startHours, finishHours }) => [task, Math.round(10 * (finishHours - startHours))]),
  )
  return [...critical].sort((one, other) => (length.get(other) ?? 0) - (length.get(one) ?? 0))[0]
}

function linesOf(told: PhaseForecast, { p50, p85, gain }: PlayedDates, phase: PhaseView['phase']): readonly Phrase[] {
  const { finish, bound, critical, schedule } = told.forecast
  if (schedule.length === 0) return [['All that is left waits for review, or cannot start.']]
  return [
    [
      `Expected on ${longDate(finish.date)}: as likely later as earlier than ${longDate(p50)}, and by ${longDate(p85)} in 85 of 100 cases.`,
    ],
    ...slackLine(finish.date, phase.targetDate),
    ['Critical chain: ', ...chainOf(critical), '.'],
    [`No order of the tasks could end before ${longDate(bound.date)}.`],
    ...(gain === undefined ? [] : [gainLine(finish.date, gain)]),
  ]
}

function slackLine(finish: string, target: string | undefined): Phrase[] {
  if (target === undefined) return []
  const apart = daysBetween(finish, target)
  const slack = apart === 0 ? 'no slack' : apart > 0 ? `${days(apart)} of slack` : `${days(apart)} too late`
  return [[`The target date is ${longDate(target)}: ${slack}.`]]
}

/** What costs some hundred times as much as the forecast by the rule. */
function playDates({ plan, forecast: { finish } }: PhaseForecast, phase: PhaseView['phase'], now: number): PlayedDates {
  const { likely, best, priorityCostHours } = outlook(plan, phase, now)
  const dates = { p50: likely.p50.date, p85: likely.p85.date }
  const hours = finish.hours - best.finishHours
  if (hours < leastGain || best.movedUp === undefined) return { ...dates, gain: undefined }
  const date = dateAfterWorkingHours(now, best.finishHours, phase)
  return { ...dates, gain: { hours, date, task: best.movedUp, priorityCostHours } }
}

function gainLine(finish: string, { hours, date, task, priorityCostHours }: Gain): Phrase {
  const earlier = date < finish ? `${days(daysBetween(date, finish))}` : formatEffort(hours)
  const cost = priorityCostHours >= leastGain ? `; strict priorities cost ${formatEffort(priorityCostHours)}` : ''
  return [`It could end ${earlier} earlier if `, { task }, ` went first${cost}.`]
}

/** Working hours below which an earlier end is not worth a word. */
const leastGain = 1

const mostInChain = 12

function chainOf(ids: readonly string[]): Phrase {
  const shown = ids
    .slice(0, mostInChain)
    .flatMap((id, at): Phrase => (at === 0 ? [{ task: id }] : [' → ', { task: id }]))
  return ids.length > mostInChain ? [...shown, ` → … and ${ids.length - mostInChain} more`] : shown
}

function tasks(ids: readonly string[]): Phrase {
  const shown = ids.slice(0, mostInChain).map((id): Phrase => [{ task: id }])
  return listPhrases(ids.length > mostInChain ? [...shown, [`${ids.length - mostInChain} more`]] : shown)
}

/** Characters that each picture may take of an issue's body. */
const mostOfGraph = 11_000
const mostOfSchedule = 9_000

export interface Pictures {
  /** Mermaid sources; undefined where even the coarsest does not fit. */
  readonly graph: string | undefined
  readonly schedule: string | undefined
}

interface PictureContext {
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
  /** Milliseconds since 1970. */
  readonly now: number
}

export function picturesOf(view: PhaseView, told: PhaseForecast | undefined, context: PictureContext): Pictures {
  const { phase } = view
  const { tasks, bars, streams } = drawnIn(view, told, context)
  const { timezone, targetDate } = phase
  return {
    graph: flowchart({ tasks, streams }, mostOfGraph),
    schedule: bars.length === 0 ? undefined : gantt({ bars, streams, timezone, targetDate }, mostOfSchedule),
  }
}

/** What the pictures of a phase are made of. */
export interface Drawn {
  readonly tasks: readonly PictureTask[]
  readonly bars: readonly PictureBar[]
  /** In the order in which the tasks of the file name them. */
  readonly streams: StreamTitles
}

export function drawnIn(view: PhaseView, told: PhaseForecast | undefined, context: PictureContext): Drawn {
  const { phase } = view
  const critical = new Set(told?.forecast.critical)
  const states = statesOf({ phase: view, ...context })
  const tasks = view.tasks.map(({ task }): PictureTask => {
    const { declared, byHand } = context.blocking.get(task.id)!
    const { id, title, stream, final } = task
    return { id, title, stream, final, state: states.get(id), waitsFor: [...declared, ...byHand] }
  })
  const bars = view.tasks.flatMap((own): PictureBar[] => {
    const span = barOf(own, told, context.now)
    const { id, title, stream } = own.task
    return span === undefined ? [] : [{ id, title, stream, state: states.get(id), ...span, critical: critical.has(id) }]
  })
  return { tasks, bars, streams: streamTitles(phase) }
}

/** Titles of the streams that tasks have, in the order in which the tasks name them. */
export function streamTitles({ tasks: all, streams }: PhaseView['phase']): StreamTitles {
  return new Map(
    all.flatMap(({ stream }) =>
      stream === undefined ? [] : [[stream, streams.get(stream)?.title ?? stream] as const],
    ),
  )
}

/** From when to when a task is drawn: as it was, as far as it was, and as it is expected from there. */
function barOf(
  view: TaskView,
  told: PhaseForecast | undefined,
  now: number,
): { readonly start: number; readonly end: number } | undefined {
  const { outcome, record, work, task } = view
  if (outcome !== undefined) return spanOf(view)
  const began = beganAt(view)
  if (work.kind === 'review') {
    const start = Date.parse(record?.claim?.started ?? record?.picked ?? record?.reviewSince ?? '')
    return Number.isNaN(start) ? undefined : { start, end: Math.max(start + aMinute, now) }
  }
  const expected = told?.spans.get(task.id)
  return expected && { start: Math.min(began ?? expected.start, expected.start), end: expected.end }
}
