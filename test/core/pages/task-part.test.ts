import { expect, test } from 'vitest'
import { titleOf } from '../../../src/core/pages/task-part.ts'
import { taskOf } from '../plan.ts'

test.each([
  ['User Guide', 'a: User Guide'],
  ['two\nlines\tand a tab', 'a: two lines and a tab'],
  ['turned \u202E around\u2066', 'a: turned around'],
  ['x'.repeat(300), `a: ${'x'.repeat(252)}…`],
  ['x'.repeat(253), `a: ${'x'.repeat(253)}`],
])('the issue of a task with the title %j is titled by its id, on one line that GitHub takes', (title, expected) => {
  expect(titleOf({ ...taskOf('a'), title })).toBe(expected)
})
