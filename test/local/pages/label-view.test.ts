import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inkOn } from '../../../src/local/pages/label-view.ts'
import { contrast } from '../../render/drawn.ts'

const channels = (color: string) => [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

test('the name of a label can be read on every colour', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => number.toString(16).padStart(6, '0'))
  fc.assert(
    fc.property(hex, (color) => {
      expect(contrast(channels(color), channels(inkOn(color).slice(1)))).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test.each([
  ['ffffff', '#000000'],
  ['fbca04', '#000000'],
  ['0052cc', '#ffffff'],
  ['000000', '#ffffff'],
])('on %s the ink is %s', (color, ink) => {
  expect(inkOn(color)).toBe(ink)
})
