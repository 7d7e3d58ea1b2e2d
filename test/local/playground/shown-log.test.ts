import { expect, test } from 'vitest'
import { shownLog } from '../../../src/local/playground/shown-log.ts'

test.each([
  ['a mask', '::add-mask::secret\nPicked: a.\n', 'Picked: a.\n'],
  ['a warning', '::warning::No room: 2 of 3%25\nmore\n', 'Warning: No room: 2 of 3%\nmore\n'],
  ['an error of a file', '::error title=Phase file,file=a.yml,line=3,col=9::a.yml:3:9: no', 'Error: a.yml:3:9: no'],
  ['lines in one annotation', '::notice::one%0Atwo%250A', 'Notice: one\ntwo%0A'],
  ['what is no command', 'a ::warning:: b\n ::error', 'a ::warning:: b\n ::error'],
])('%s is shown as the runner shows it', (_, log, shown) => {
  expect(shownLog(log)).toBe(shown)
})
