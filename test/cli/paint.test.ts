import { expect, test } from 'vitest'
import { painterFor } from '../../src/command-line/paint.ts'

test.each([
  ['a terminal', true, {}, true],
  ['a pipe', undefined, {}, false],
  ['a terminal of somebody who wants none', true, { NO_COLOR: '1' }, false],
  ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['a terminal that shows none', true, { TERM: 'dumb' }, false],
  ['a pipe where they are asked for', undefined, { FORCE_COLOR: '1' }, true],
  ['a pipe where they are asked for without a number', undefined, { FORCE_COLOR: '' }, true],
  ['a terminal where they are refused', true, { FORCE_COLOR: '0' }, false],
] as const)('on %s', (_, isTTY, environment, isColoured) => {
  const paint = painterFor(isTTY === undefined ? {} : { isTTY }, environment)
  expect(paint('added', '+')).toBe(isColoured ? '\u001b[32m+\u001b[39m' : '+')
})
