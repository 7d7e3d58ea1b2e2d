import { expect, test } from 'vitest'
import { parseClock, parseEffort } from '../../../src/core/phase-file/duration.ts'

test.each([
  ['4h', 4],
  ['0.5d', 4],
  ['3d', 24],
  ['1w', 40],
  ['0.35d', 2.8],
  ['0.01h', 0.01],
  ['0h', undefined],
  ['0.00w', undefined],
  ['30m', undefined],
  ['4', undefined],
  ['h', undefined],
  ['-1h', undefined],
  ['1 h', undefined],
  ['1h\n', undefined],
  ['10000h', undefined],
  ['1e3h', undefined],
])('an effort of %j is %j working hours', (text, hours) => {
  expect(parseEffort(text)).toBe(hours)
})

test.each([
  ['15m', 900_000],
  ['0.5m', 30_000],
  ['4h', 14_400_000],
  ['2d', 172_800_000],
  ['1w', 604_800_000],
  ['0m', undefined],
  ['15', undefined],
  ['15s', undefined],
])('a clock time of %j is %j milliseconds', (text, milliseconds) => {
  expect(parseClock(text)).toBe(milliseconds)
})
