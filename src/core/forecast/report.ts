import type { Phase } from '../phase.ts'
import { plainText } from '../text/inert.ts'
import { formatEffort, longDate } from '../time/calendar.ts'
import { dateAfterWorkingHours } from '../time/work-calendar.ts'
import type { Forecast } from './forecast.ts'
import type { LaunchForecast } from './launch.ts'
import { type Outlook, outlook } from './outlook.ts'
import type { ScheduledTask } from './plan.ts'

/**
 * A forecast for programs. Hours are working hours from `now`, 8 to a day; dates are local dates of the phase's zone;
 * `target_date` and `slack_days` are null where the file gives no target.
 */
export function forecastAsJson({ phase, plan, forecast }: LaunchForecast, now: number): object {
  const {
    best,
    likely: { p50, p85 },
  } = outlook(plan, phase, now)
  return {
    phase: phase.id,
    slots: phase.slots,
    expected_hours: forecast.finish.hours,
    schedule: forecast.schedule.map(asJson),
    best_hours: best.finishHours,
    best_schedule: best.schedule.map(asJson),
    bound_hours: forecast.bound.hours,
    expected_finish: forecast.finish.date,
    likely: { p50: p50.date, p85: p85.date },
    target_date: phase.targetDate ?? null,
    slack_days: forecast.slackDays ?? null,
    critical: forecast.critical,
  }
}

function asJson({ task, slot, startHours, finishHours }: ScheduledTask): object {
  return { task, slot, start_hours: startHours, finish_hours: finishHours }
}

/** A forecast for people: a few sentences, and a line for each task. */
export function forecastAsText({ phase, plan, forecast }: LaunchForecast, now: number): string {
  const told = outlook(plan, phase, now)
  const { p50, p85 } = told.likely
  const chance = `as likely later as earlier than ${longDate(p50.date)}, and by ${longDate(p85.date)} in 85 of 100 cases`
  return [
    `Phase ${phase.id}: ${plainText(phase.title)}`,
    `  Expected on ${longDate(forecast.finish.date)}${againstTarget(phase, forecast)}; ${chance}.`,
    `  No order of the tasks can end before ${longDate(forecast.bound.date)}. ${whatCouldBeGained(forecast, told)}`,
    `  Critical: ${forecast.critical.join(', ')}`,
    '',
    ...forecast.schedule.map((task) => `  ${scheduleLine(task, phase, now)}`),
  ].join('\n')
}

function againstTarget({ targetDate }: Phase, { slackDays }: Forecast): string {
  if (targetDate === undefined || slackDays === undefined) return ''
  if (slackDays === 0) return `, on the target date`
  const days = Math.abs(slackDays) === 1 ? 'a day' : `${Math.abs(slackDays)} days`
  return `, ${days} ${slackDays > 0 ? 'before' : 'after'} the target ${longDate(targetDate)}`
}

function whatCouldBeGained({ finish }: Forecast, { best, priorityCostHours }: Outlook): string {
  const gain = finish.hours - best.finishHours
  if (gain <= 0) return 'None that was tried ends earlier than the expected one.'
  const ofPriorities = priorityCostHours > 0 ? ` Priorities cost ${formatEffort(priorityCostHours)}.` : ''
  return `The best that was found saves ${formatEffort(gain)}, with ${best.movedUp} sooner.${ofPriorities}`
}

function scheduleLine({ task, slot, startHours, finishHours }: ScheduledTask, phase: Phase, now: number): string {
  const [begins, ends] = [startHours, finishHours].map((hours) => dateAfterWorkingHours(now, hours, phase))
  return `${begins} to ${ends}  slot ${slot}  ${task}`
}
