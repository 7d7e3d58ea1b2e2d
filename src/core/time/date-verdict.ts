import { daysBetween, longDate } from './calendar.ts'

/** When a phase is expected to end, as calendar dates; none where all that is left is up to people. */
export interface ExpectedFinish {
  readonly finish: string | undefined
  /** In 85 of 100 cases not later. */
  readonly p85: string | undefined
}

/** How a phase stands with its target date; `open` where it has none. */
export const dateVerdicts = ['early', 'on time', 'at risk', 'late', 'open'] as const
export type DateVerdict = (typeof dateVerdicts)[number]

export function dateVerdict({ finish, p85 }: ExpectedFinish, target: string | undefined): DateVerdict {
  if (target === undefined || finish === undefined) return 'open'
  if (finish > target) return 'late'
  if (p85 !== undefined && p85 > target) return 'at risk'
  return finish < target ? 'early' : 'on time'
}

/** `expected 6 March 2026, 2 days early`, and by how much it is at risk; empty where no date is expected. */
export function expectedText(expected: ExpectedFinish, target: string | undefined): string {
  if (expected.finish === undefined) return ''
  const text = `expected ${longDate(expected.finish)}`
  const verdict = dateVerdict(expected, target)
  if (target === undefined) return text
  const risk = verdict === 'at risk' ? ` · at risk by ${days(daysBetween(target, expected.p85!))}` : ''
  return `${text}, ${againstTarget(expected.finish, target)}${risk}`
}

/** `on the target date`, `2 days early`, `a day late`. */
export function againstTarget(finish: string, target: string): string {
  const apart = daysBetween(finish, target)
  return apart === 0 ? 'on the target date' : `${days(apart)} ${apart > 0 ? 'early' : 'late'}`
}

/** `a day`, `2 days`, whichever way. */
export function days(count: number): string {
  const size = Math.abs(count)
  return size === 1 ? 'a day' : `${size} days`
}
