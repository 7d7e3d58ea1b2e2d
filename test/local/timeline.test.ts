import { expect, test } from 'vitest'
import type { TimelineEvent } from '../../src/local/state.ts'
import { eventsBetween, type Look } from '../../src/local/timeline.ts'

const begun: Look = {
  ...{ title: 'A', labels: [], assignees: [], milestone: undefined, blockers: [], dependents: [], parent: undefined },
  ...{ locked: false, closed: undefined, merged: false },
}
const done: Partial<Look> = { closed: { stateReason: 'completed' } }

test.each<[string, Partial<Look>, Partial<Look>, TimelineEvent[]]>([
  ['nothing', {}, {}, []],
  ['a title', {}, { title: 'B' }, [{ kind: 'renamed', from: 'A', to: 'B' }]],
  [
    'labels that come and go',
    { labels: ['a', 'b'] },
    { labels: ['b', 'c', 'd'] },
    [
      { kind: 'labeled', labels: ['c', 'd'] },
      { kind: 'unlabeled', labels: ['a'] },
    ],
  ],
  ['assignees', { assignees: ['x'] }, { assignees: ['x', 'y'] }, [{ kind: 'assigned', logins: ['y'] }]],
  ['an assignee who goes', { assignees: ['x'] }, {}, [{ kind: 'unassigned', logins: ['x'] }]],
  ['a milestone', {}, { milestone: 'v1' }, [{ kind: 'milestoned', milestone: 'v1' }]],
  [
    'another milestone',
    { milestone: 'v1' },
    { milestone: 'v2' },
    [
      { kind: 'demilestoned', milestone: 'v1' },
      { kind: 'milestoned', milestone: 'v2' },
    ],
  ],
  ['a blocker', {}, { blockers: [7] }, [{ kind: 'blocked-by', issue: 7 }]],
  ['a blocker that goes', { blockers: [7] }, {}, [{ kind: 'unblocked-by', issue: 7 }]],
  ['a dependent', {}, { dependents: [7] }, [{ kind: 'blocking', issue: 7 }]],
  ['a dependent that goes', { dependents: [7] }, {}, [{ kind: 'not-blocking', issue: 7 }]],
  [
    'another parent',
    { parent: 1 },
    { parent: 2 },
    [
      { kind: 'no-parent', issue: 1 },
      { kind: 'parent', issue: 2 },
    ],
  ],
  ['a lock', {}, { locked: true }, [{ kind: 'locked' }]],
  ['a lock that goes', { locked: true }, {}, [{ kind: 'unlocked' }]],
  ['a closing', {}, done, [{ kind: 'closed', reason: 'completed' }]],
  ['a reopening', done, {}, [{ kind: 'reopened' }]],
  ['a merge, which is not told as a closing too', {}, { ...done, merged: true }, [{ kind: 'merged' }]],
])('%s', (_, before, after, events) => {
  expect(eventsBetween({ ...begun, ...before }, { ...begun, ...after })).toEqual(events)
})
