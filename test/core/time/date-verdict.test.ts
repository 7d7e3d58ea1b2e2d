import { expect, test } from 'vitest'
import { type DateVerdict, dateVerdict, days, expectedText } from '../../../src/core/time/date-verdict.ts'

const target = '2026-03-08'

test.each<
  [finish: string | undefined, p85: string | undefined, target: string | undefined, verdict: DateVerdict, text: string]
>([
  ['2026-03-06', '2026-03-07', target, 'early', 'expected 6 March 2026, 2 days early'],
  ['2026-03-07', '2026-03-08', target, 'early', 'expected 7 March 2026, a day early'],
  ['2026-03-08', '2026-03-08', target, 'on time', 'expected 8 March 2026, on the target date'],
  ['2026-03-06', '2026-03-09', target, 'at risk', 'expected 6 March 2026, 2 days early · at risk by a day'],
  ['2026-03-08', '2026-03-10', target, 'at risk', 'expected 8 March 2026, on the target date · at risk by 2 days'],
  ['2026-03-09', '2026-03-12', target, 'late', 'expected 9 March 2026, a day late'],
  ['2026-04-08', '2026-05-01', target, 'late', 'expected 8 April 2026, 31 days late'],
  ['2027-01-01', '2027-01-03', '2026-12-31', 'late', 'expected 1 January 2027, a day late'],
  ['2026-03-06', '2026-03-09', undefined, 'open', 'expected 6 March 2026'],
  ['2026-03-06', undefined, target, 'early', 'expected 6 March 2026, 2 days early'],
  [undefined, undefined, target, 'open', ''],
  [undefined, undefined, undefined, 'open', ''],
])('expected on %s, likely by %s, wanted on %s: %s', (finish, p85, wanted, verdict, text) => {
  expect(dateVerdict({ finish, p85 }, wanted)).toBe(verdict)
  expect(expectedText({ finish, p85 }, wanted)).toBe(text)
})

test.each([
  [1, 'a day'],
  [-1, 'a day'],
  [0, '0 days'],
  [-3, '3 days'],
])('%i is said as %s', (count, text) => {
  expect(days(count)).toBe(text)
})
