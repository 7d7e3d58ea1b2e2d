import { expect, describe as group, test } from 'vitest'
import type { FileEdit } from '../../src/core/mirror/files/file-edit.ts'
import { attemptKey, describe, type Operation, operationKey, stageOf, undoes } from '../../src/core/operation.ts'
import type { ManagedTask } from '../../src/core/pages/managed-task.ts'
import type { ProgressPage } from '../../src/core/pages/progress-page.ts'
import { emptyProgressRecord } from '../../src/core/records/progress-record.ts'

const part = { record: { state: 'ready' } } as ManagedTask
const page = { record: emptyProgressRecord } as ProgressPage
const edit: FileEdit = { file: 'jobs', path: 'a.md', phase: '4', part: '', states: {} }
const own = { phase: '4', task: 'a' }

const described: readonly [operation: Operation, would: string][] = [
  [
    { do: 'create-label', phase: '4', label: { name: 'phase:4', color: '000000', description: '' } },
    'create the label phase:4',
  ],
  [
    { do: 'create-milestone', phase: '4', title: 'v1', dueDate: '2026-03-08', description: '' },
    'create the milestone "v1", due on 2026-03-08',
  ],
  [
    { do: 'create-milestone', phase: '4', title: 'v1', dueDate: undefined, description: '' },
    'create the milestone "v1"',
  ],
  [{ do: 'change-milestone', phase: '4', number: 1, changes: { title: 'v2' } }, 'rename the milestone to "v2"'],
  [
    { do: 'change-milestone', phase: '4', number: 1, changes: { dueDate: '2026-03-09', open: true } },
    "set the milestone's due date to 2026-03-09 and open the milestone again",
  ],
  [
    { do: 'change-milestone', phase: '4', number: 1, changes: { dueDate: undefined } },
    'take the due date off the milestone',
  ],
  [{ do: 'change-milestone', phase: '4', number: 1, changes: { open: false } }, 'close the milestone'],
  [
    { do: 'open-progress', phase: '4', title: 'x', labels: [], page, milestone: undefined },
    'open the progress issue of phase 4',
  ],
  [
    { do: 'open-task', ...own, title: 'a: A', labels: ['x', 'y'], assignees: ['octocat'], milestone: undefined, part },
    'open an issue "a: A" with the labels x, y, assigned to octocat',
  ],
  [
    { do: 'open-task', ...own, title: 'a: A', labels: ['x'], assignees: [], milestone: undefined, part },
    'open an issue "a: A" with the labels x',
  ],
  [{ do: 'add-sub-issue', ...own, replace: false }, 'make a a sub-issue of the progress issue'],
  [{ do: 'link', ...own, blocker: 'b' }, 'mark a as blocked by b'],
  [{ do: 'unlink', ...own, blocker: { id: 9, number: 2 } }, 'unmark a as blocked by #2'],
  [{ do: 'add-labels', ...own, labels: ['x', 'y'] }, 'label a with x, y'],
  [{ do: 'remove-label', ...own, label: 'x' }, 'take the label x off a'],
  [{ do: 'retitle-task', ...own, title: 'a: A', byHand: true }, 'set the title of a to "a: A"'],
  [{ do: 'set-milestone', ...own, milestone: 'v1' }, 'put a into the milestone "v1"'],
  [{ do: 'assign', ...own, logins: ['octocat', 'hubot'] }, 'assign octocat, hubot to a'],
  [{ do: 'unassign', ...own, logins: ['octocat'] }, 'take octocat off a'],
  [{ do: 'write-task', ...own, part, reopened: false, back: false }, 'update what stands on a: ready'],
  [{ do: 'close-duplicate', ...own, number: 5, survivor: 3 }, 'close #5 as a duplicate of #3'],
  [{ do: 'commit-files', phase: '4', branch: 'main', edits: [edit, edit], notes: [] }, 'commit a.md to main'],
  [{ do: 'label-progress', phase: '4', labels: ['x'] }, 'label the progress issue of phase 4 with x'],
  [{ do: 'retitle-progress', phase: '4', title: 'x' }, 'set the title of the progress issue to "x"'],
  [{ do: 'reopen-progress', phase: '4' }, 'open the progress issue of phase 4 again'],
  [{ do: 'write-progress', phase: '4', page }, 'update the progress issue of phase 4'],
  [{ do: 'close-progress', phase: '4' }, 'close the progress issue of phase 4, which is complete'],
]

test.each(described.map(([operation, would]) => [operation.do, would, operation] as const))(
  '%s would %s',
  (_, would, operation) => {
    expect(describe(operation)).toBe(would)
  },
)

group('the key of an operation', () => {
  test('tells any two of them apart', () => {
    const distinct = described.filter(([, would]) => !would.endsWith('"v1"') && !would.endsWith('labels x'))
    expect(new Set(distinct.map(([operation]) => operationKey(operation))).size).toBe(distinct.length)
  })

  test.each<[name: string, one: Operation, other: Operation]>([
    ['a link to another blocker', { do: 'link', ...own, blocker: 'b' }, { do: 'link', ...own, blocker: 'c' }],
    ['another label', { do: 'add-labels', ...own, labels: ['x'] }, { do: 'add-labels', ...own, labels: ['y'] }],
    [
      'a page that says more in a map',
      { do: 'write-progress', phase: '4', page },
      {
        do: 'write-progress',
        phase: '4',
        page: { ...page, record: { ...emptyProgressRecord, picks: new Map([['a', 'x']]) } },
      },
    ],
    ['another phase', { do: 'close-progress', phase: '4' }, { do: 'close-progress', phase: '5' }],
  ])('differs for %s', (_, one, other) => {
    expect(operationKey(one)).not.toBe(operationKey(other))
  })

  const [one, two] = [new Map([['a', 2]]), new Map([['a', 2], ['b', 3]])] // biome-ignore format: side by side

  test('of a text is another one once more issues can be named in it', () => {
    const writing: Operation = { do: 'write-progress', phase: '4', page }
    expect(attemptKey(writing, two)).not.toBe(attemptKey(writing, one))
    const text: Operation = { do: 'write-task', ...own, part, reopened: false, back: false }
    expect(attemptKey(text, two)).not.toBe(attemptKey(text, one))
    const link: Operation = { do: 'link', ...own, blocker: 'b' }
    expect(attemptKey(link, two)).toBe(attemptKey(link, one))
  })

  test('of what is done to an issue is another one where the task has another issue now', () => {
    const other = new Map([['a', 9]])
    const labels = ['docs']
    for (const operation of [
      { do: 'add-sub-issue', ...own, replace: false },
      { do: 'link', ...own, blocker: 'b' },
      { do: 'unlink', ...own, blocker: { id: 'b', number: 3 } },
      { do: 'add-labels', ...own, labels },
      { do: 'remove-label', ...own, label: 'docs' },
      { do: 'retitle-task', ...own, title: 'A', byHand: false },
      { do: 'set-milestone', ...own, milestone: 'v1' },
      { do: 'assign', ...own, logins: ['mona'] },
      { do: 'unassign', ...own, logins: ['mona'] },
      { do: 'write-task', ...own, part, reopened: false, back: false },
    ] as unknown as readonly Operation[]) {
      expect(attemptKey(operation, other), operation.do).not.toBe(attemptKey(operation, one))
    }
  })

  test('of a claim, a start or an answer is the same whatever issue the task has', () => {
    const other = new Map([['a', 9]])
    for (const [operation] of described.filter(([{ do: verb }]) =>
      /^(open|claim|start|cancel|react|reply)/.test(verb),
    )) {
      expect(attemptKey(operation, other), operation.do).toBe(attemptKey(operation, one))
    }
  })

  test('is the same for one task to open, whatever its text has become', () => {
    const open: Operation = {
      do: 'open-task',
      ...own,
      title: 'a: A',
      labels: [],
      assignees: [],
      milestone: undefined,
      part,
    }
    expect(operationKey({ ...open, title: 'a: B' })).toBe(operationKey(open))
  })
})

test('files are committed once the work is done', () => {
  const telling = described.filter(([operation]) => stageOf(operation) === 'telling').map(([, would]) => would)
  expect(telling).toEqual(['commit a.md to main'])
})

test('only what says how a phase stands comes after everything else', () => {
  const closing = described.filter(([operation]) => stageOf(operation) === 'closing').map(([, would]) => would)
  expect(closing).toEqual([
    'close the milestone',
    'update the progress issue of phase 4',
    'close the progress issue of phase 4, which is complete',
  ])
})

group('what a later command of one run may need again', () => {
  const add: Operation = { do: 'add-labels', ...own, labels: ['status:held'] }
  const remove: Operation = { do: 'remove-label', ...own, label: 'status:held' }
  const assign: Operation = { do: 'assign', ...own, logins: ['mona'] }
  const unassign: Operation = { do: 'unassign', ...own, logins: ['mona'] }

  test.each<[name: string, operation: Operation, other: Operation, expected: boolean]>([
    ['a label that is taken off', remove, add, true],
    ['a label that is put on', { ...add, labels: ['docs', 'status:held'] }, remove, true],
    ['people who are taken off', unassign, assign, true],
    ['people who are assigned', assign, unassign, true],
    ['the same once more', add, add, false],
    ['a label of another task', { ...remove, task: 'b' }, add, false],
    ['another label', { ...remove, label: 'status:ready' }, add, false],
  ])('%s: %#', (_, operation, other, expected) => {
    expect(undoes(operation, attemptKey(other, new Map([['a', 2]])))).toBe(expected)
  })

  test('a text is undone by any other text of its task, and of no other task', () => {
    expect(undoes({ do: 'write-task', ...own } as Operation, 'write-task a {}')).toBe(true)
    expect(undoes({ do: 'write-task', ...own } as Operation, 'write-task ab {}')).toBe(false)
  })
})
