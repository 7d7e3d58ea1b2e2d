import type { PhaseForecast } from '../forecast/phase-forecast.ts'
import { lookalikesNote } from '../issues/lookalikes.ts'
import type { Operation } from '../operation.ts'
import type { ShownOutlook } from '../records/progress-record.ts'
import type { Phrase } from '../text/phrase.ts'
import { localDate } from '../time/calendar.ts'
import { isAsWritten, type Picture, type ProgressPage, steadySum } from './progress-page.ts'
import { type Standing, sections, verdict } from './progress-sections.ts'
import { picturesOf, type ShownForecast, showForecast } from './shown-forecast.ts'

export interface PageContext {
  /** Milliseconds since 1970. */
  readonly now: number
  /** All comments were looked through in this run. */
  readonly swept: boolean
  readonly numberOf: (task: string) => number | undefined
  /** More is to be done first: the page that is written now is written again, and leaves its dates to that. */
  readonly isEarly: boolean
  /** Undefined where the phase is complete. */
  readonly forecast: () => PhaseForecast | undefined
  /** The standing with what people are told, given what the page says of dates. */
  readonly withOutlook: (outlook: ShownOutlook | undefined) => Standing
}

/**
 * The progress issue is rewritten where it would say something new. That dates move with the clock alone is new once a
 * local day at most; so a forecast is played only where something else is new, or a new day has come.
 */
export function pageOperations(standing: Standing, context: PageContext): readonly Operation[] {
  const { phase } = standing
  const { now, swept, numberOf } = context
  const known = phase.progress === undefined ? undefined : phase.record.outlook
  const page = progressPage(standing, undefined)
  const isSame =
    known !== undefined &&
    known.steady === steadySum(page, numberOf) &&
    isAsWritten(phase.progress!.issue.body, page, known)
  const isOtherDay = known?.on !== localDate(now, phase.phase.timezone)
  const hasSwept = swept && standing.record.swept !== phase.record.swept
  if (isSame && !isOtherDay && !hasSwept) return []
  if (context.isEarly) return isSame ? [] : [{ do: 'write-progress', phase: phase.phase.id, page }]
  const told = pageWithDates(standing, context)
  if (isSame && !hasSwept && told.record.outlook!.dates === known.dates) return []
  return [{ do: 'write-progress', phase: phase.phase.id, page: told }]
}

function pageWithDates({ phase, record }: Standing, context: PageContext): ProgressPage {
  const { now, numberOf, forecast, withOutlook } = context
  const told = forecast()
  const shown = told && showForecast(phase, told, now)
  const outlook = outlookOf({ phase, record }, shown, now)
  const standing = withOutlook(outlook)
  const steady = steadySum(progressPage(standing, undefined), numberOf)
  const signed = { ...standing, record: { ...standing.record, outlook: { ...outlook, steady } } }
  return progressPage(signed, shown, picturesIn(signed, told, now))
}

/**
 * The page with its forecast and its pictures, to be read beside the progress issue: in the job's summary. Where that
 * issue `isCurrent`, what was played for it is shown again.
 */
export function pageForReading(
  { standing, isCurrent }: { readonly standing: Standing; readonly isCurrent: boolean },
  told: PhaseForecast | undefined,
  now: number,
): ProgressPage {
  const played = isCurrent ? standing.phase.record.outlook?.played : undefined
  const shown = told && showForecast(standing.phase, told, now, played)
  const outlook = outlookOf(standing, shown, now)
  const own = { ...standing, record: { ...standing.record, outlook } }
  return progressPage(own, shown, picturesIn(own, told, now))
}

function outlookOf(
  { phase: { phase }, record }: Pick<Standing, 'phase' | 'record'>,
  shown: ShownForecast | undefined,
  now: number,
): ShownOutlook {
  const today = localDate(now, phase.timezone)
  const end = record.complete === undefined ? today : localDate(Date.parse(record.complete.at), phase.timezone)
  const sums = { steady: '', dates: shown?.dates ?? '', whole: '', played: shown?.played }
  const dates = shown === undefined ? { finish: end, p85: end } : { finish: shown.finish, p85: shown.p85 }
  return { on: today, ...dates, ...sums }
}

function picturesIn(standing: Standing, told: PhaseForecast | undefined, now: number): readonly Picture[] {
  const { graph, schedule } = picturesOf(standing.phase, told, { ...standing, now })
  return [
    ...(graph === undefined ? [] : [{ title: 'Dependencies', source: graph }]),
    ...(schedule === undefined ? [] : [{ title: 'Schedule', source: schedule }]),
  ]
}

export function progressPage(
  standing: Standing,
  shown: ShownForecast | undefined,
  pictures: readonly Picture[] = [],
): ProgressPage {
  const { phase, record } = standing
  return {
    phase: phase.phase.id,
    goal: phase.phase.goal,
    phaseFile: phase.phase.file,
    verdict: verdict(standing),
    notes: [...notes(standing), ...(shown?.risks ?? [])],
    sections: sections(standing, shown),
    pictures,
    record,
    tasks: phase.tasks.map(({ task }) => task.id),
  }
}

function notes({ record, phase: { survey } }: Standing): Phrase[] {
  const retitled = record.retitled.map((id): Phrase => [{ task: id }])
  return [
    ...(record.paused === undefined
      ? []
      : [
          [
            `Paused by ${record.paused.by} since ${record.paused.at.slice(0, 10)}: nothing is picked and no worker starts until somebody says /phase resume.`,
          ],
        ]),
    ...(record.dependencies
      ? []
      : [['This GitHub has no issue dependencies: what blocks a task stands in its text alone.']]),
    ...(retitled.length === 0
      ? []
      : [
          [
            'Titles come from the phase file; changed by hand, they are set back: ',
            ...retitled.flatMap((piece, at) => (at === 0 ? piece : [', ', ...piece])),
            '.',
          ],
        ]),
    ...(survey.lookalikes.length === 0 ? [] : [lookalikesNote(survey.lookalikes)]),
  ]
}
