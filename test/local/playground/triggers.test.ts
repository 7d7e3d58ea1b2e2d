import { expect, test } from 'vitest'
import type { Delivery } from '../../../src/local/events.ts'
import { causeOf, nextScheduled, startsCoordinator } from '../../../src/local/playground/triggers.ts'

const coordinator = '.github/workflows/coordinator.yml'
const sender = { login: 'octocat' }
const place = {
  defaultBranch: 'main',
  coordinator,
  changedBetween: (_: string, after: string) => (after === 'phase' ? ['.github/phases/4.yml', 'a.md'] : ['a.md']),
}
const comment = (action: string, body: string, issue: object = {}) =>
  [{ name: 'issue_comment', payload: { action, comment: { body }, issue } }] as const
const issue = (action: string) => [{ name: 'issues', payload: { action } }] as const
const push = (ref: string, after: string) => [{ name: 'push', payload: { ref, before: '0', after } }] as const
const ended = (path: string, action = 'completed') =>
  [{ name: 'workflow_run', payload: { action, workflow: { path } } }] as const

test.each<readonly [string, boolean, readonly [Pick<Delivery, 'name' | 'payload'>]]>([
  ['the schedule', true, [{ name: 'schedule', payload: {} }]],
  ['a closed issue', true, issue('closed')],
  ['an assigned issue', true, issue('assigned')],
  ['a new label', false, issue('labeled')],
  ['a new title', false, issue('edited')],
  ['a new issue', false, issue('opened')],
  ['a command', true, comment('created', 'Yes.\n  /spawn')],
  ['a word with a slash in it', false, comment('created', 'yes/no')],
  ['a command in code', false, comment('created', '    /spawn')],
  ['an edited heartbeat', true, comment('edited', '/heartbeat 80%')],
  ['another edit', false, comment('edited', '/spawn')],
  ['a command on a pull request', false, comment('created', '/spawn', { pull_request: {} })],
  ['a push with a phase file', true, push('refs/heads/main', 'phase')],
  ['a push with other files', false, push('refs/heads/main', 'other')],
  ['a push to another branch', false, push('refs/heads/work', 'phase')],
  ['a run by hand', true, [{ name: 'workflow_dispatch', payload: { workflow: coordinator } }]],
  ['the start of a worker', false, [{ name: 'workflow_dispatch', payload: { workflow: 'worker.yml' } }]],
  ['the end of a worker', true, ended('worker.yml')],
  ['a worker that is asked for', false, ended('worker.yml', 'requested')],
  ['its own end', false, ended(coordinator)],
])('%s starts the coordinator: %s', (_, starts, [delivery]) => {
  expect(startsCoordinator({ ...delivery, startsWorkflows: true }, place)).toBe(starts)
})

test('what a workflow’s token does starts nothing', () => {
  expect(startsCoordinator({ ...issue('closed')[0], startsWorkflows: false }, place)).toBe(false)
})

test.each([
  ['2026-02-23T03:15:00Z', '2026-02-23T03:23:00Z'],
  ['2026-02-23T03:23:00Z', '2026-02-23T04:23:00Z'],
  ['2026-02-23T23:59:59.999Z', '2026-02-24T00:23:00Z'],
])('after %s the schedule comes at %s', (after, next) => {
  expect(nextScheduled(Date.parse(after))).toBe(Date.parse(next))
})

test.each<readonly [Pick<Delivery, 'name' | 'payload'>, string]>([
  [{ name: 'schedule', payload: {} }, 'by schedule'],
  [
    { name: 'issues', payload: { action: 'closed', issue: { number: 3, state_reason: 'not_planned' }, sender } },
    'octocat closed #3 as not planned',
  ],
  [{ name: 'issues', payload: { action: 'reopened', issue: { number: 3 }, sender } }, 'octocat reopened #3'],
  [{ name: 'issue_comment', payload: { issue: { number: 3 }, sender } }, 'octocat commented on #3'],
  [{ name: 'workflow_run', payload: { workflow_run: { display_title: 'a#1' } } }, 'a worker ended: a#1'],
])('a cause is told in words: %j', (delivery, words) => {
  expect(causeOf({ ...delivery, startsWorkflows: true })).toBe(words)
})
