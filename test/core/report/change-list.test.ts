import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/core/operation.ts'
import { changeList, countChanges } from '../../../src/core/report/change-list.ts'
import { plainPhrase } from '../../../src/core/text/phrase.ts'

const phase = '4'
const label = (name: string) => ({ name, color: 'ffffff', description: '' })
/** Parts that no test here looks at. */
const unread = undefined as never
const openTask = (task: string, over: object = {}): Operation => ({
  do: 'open-task',
  phase,
  task,
  title: `${task}: T`,
  labels: ['phase-task', 'phase:4'],
  assignees: [],
  milestone: undefined,
  part: unread,
  ...over,
})
const writeTask = (task: string): Operation => ({
  do: 'write-task',
  phase,
  task,
  part: { record: { state: 'ready' } } as never,
  reopened: false,
  back: false,
})

/** Each change as `<sign> <about>: <sign> <text>`. */
function shown(operations: readonly Operation[]): string[] {
  return changeList(operations, undefined).flatMap(({ parts }) =>
    parts.flatMap(({ sign, part, changes }) => {
      const about = typeof part === 'string' ? part : part.task
      return changes.map((change) => `${sign} ${about}: ${change.sign} ${plainPhrase(change.what, () => undefined)}`)
    }),
  )
}

describe('a list of changes', () => {
  test('tells operations by what they are about, in the order in which they are done', () => {
    const operations: Operation[] = [
      { do: 'create-label', phase, label: label('phase-task') },
      { do: 'create-label', phase, label: label('phase:4') },
      { do: 'create-milestone', phase, title: 'M', dueDate: '2026-03-08', description: '' },
      openTask('a', { assignees: ['octocat'], milestone: 'M' }),
      { do: 'add-sub-issue', phase, task: 'a', replace: false },
      openTask('b'),
      { do: 'add-sub-issue', phase, task: 'b', replace: false },
      { do: 'link', phase, task: 'b', blocker: 'a' },
      { do: 'link', phase, task: 'b', blocker: 'elsewhere' },
      writeTask('b'),
    ]
    expect(shown(operations)).toEqual([
      '~ phase: + 2 labels: phase-task and phase:4',
      '~ phase: + milestone "M", due on 2026-03-08',
      '+ a: + labels phase-task and phase:4',
      '+ a: + assigned to octocat',
      '+ a: + milestone "M"',
      '~ progress: + 2 sub-issues: a and b',
      '+ b: + labels phase-task and phase:4',
      '+ b: + blocked by a and elsewhere',
    ])
  })

  test.each<[Operation, string]>([
    [{ do: 'unlink', phase, task: 'a', blocker: { id: 9, number: 12 } }, '~ a: - blocked by #12'],
    [{ do: 'add-labels', phase, task: 'a', labels: ['x'] }, '~ a: + label x'],
    [{ do: 'remove-label', phase, task: 'a', label: 'x' }, '~ a: - label x'],
    [{ do: 'retitle-task', phase, task: 'a', title: 'a: New', byHand: false }, '~ a: ~ title "" → "a: New"'],
    [{ do: 'set-milestone', phase, task: 'a', milestone: 'M' }, '~ a: + put a into the milestone "M"'],
    [{ do: 'assign', phase, task: 'a', logins: ['x', 'y'] }, '~ a: + assigned to x and y'],
    [{ do: 'unassign', phase, task: 'a', logins: ['x'] }, '~ a: - assigned to x'],
    [writeTask('a'), '~ a: ~ what stands on it'],
    [{ do: 'close-duplicate', phase, task: 'a', number: 7, survivor: 3 }, '~ a: - close #7 as a duplicate of #3'],
    [
      { do: 'close-duplicate', phase, task: undefined, number: 7, survivor: 3 },
      '~ phase: - close #7 as a duplicate of #3',
    ],
    [{ do: 'cancel-run', phase, task: 'a', run: 5 }, '~ a: - cancel the run 5 of a'],
    [
      { do: 'react', phase, task: undefined, comment: 5, content: 'eyes' },
      '~ progress: + react with eyes to comment 5',
    ],
    [{ do: 'retitle-progress', phase, title: 'P' }, '~ progress: ~ set the title of the progress issue to "P"'],
    [{ do: 'write-progress', phase, page: unread }, '~ progress: ~ what stands on it'],
    [{ do: 'close-progress', phase }, '- progress: - close the progress issue of phase 4, which is complete'],
    [{ do: 'change-milestone', phase, number: 1, changes: { title: 'N' } }, '~ phase: ~ rename the milestone to "N"'],
  ])('%o', (operation, wanted) => {
    expect(shown([operation])).toEqual([wanted])
  })

  test('keeps phases apart', () => {
    const other: Operation = { ...openTask('z'), phase: '5' }
    expect(changeList([openTask('a'), other, openTask('b')], undefined).map(({ phase: id }) => id)).toEqual(['4', '5'])
  })
})

test('what a plan has to do is counted by kind, and in writes', () => {
  const operations: Operation[] = [
    openTask('a'),
    { do: 'close-progress', phase },
    { do: 'link', phase, task: 'a', blocker: 'b' },
    { do: 'unlink', phase, task: 'b', blocker: { id: 9, number: 12 } },
    { do: 'claim', phase, task: 'c', claim: 'c#1', earlier: undefined, part: unread },
    { do: 'commit-files', phase, branch: 'main', edits: [], notes: [] },
  ]
  expect(countChanges(operations, changeList(operations, undefined))).toEqual({
    open: 1,
    change: 2,
    close: 1,
    link: 1,
    unlink: 1,
    start: 1,
    writes: 9,
  })
})
