import { describe, expect, test } from 'vitest'
import { readExample, stepOf } from './workflow-files.ts'
import { isMet } from './workflow-rules.ts'

interface Comment {
  readonly body: string
  readonly action?: string
  readonly pull_request?: object
}

describe.each(['coordinator.yml', 'worker-matrix.yml'])('the coordinator of %s', (example) => {
  const condition = readExample(example).jobs.coordinate!.if!

  const startsFor = ({ body, action = 'created', pull_request }: Comment) =>
    isMet(condition, {
      github: { event_name: 'issue_comment', event: { action, comment: { body }, issue: { number: 1, pull_request } } },
    })

  test.each([
    '/spawn',
    'Thanks!\n/spawn model=haiku',
    'Thanks!\r\n/spawn\r\n',
    'Thanks!\n\n\n/release no time',
    '   /why',
    'So:\n   /hold',
    'So:\r\n  /hold',
    '/SPAWN',
    '/spwan',
    '{0}\n/next',
    '"quoted" \\ {{\n/next',
  ])('starts for %j, because a line begins as a command does', (body) => {
    expect(startsFor({ body })).toBe(true)
  })

  test.each([
    '',
    'Done.',
    'See https://github.com/o/r/releases',
    'this and/or that',
    'the path /spawn here',
    '> /spawn',
    '    /spawn',
    '- /spawn',
    'a literal \\n/spawn',
  ])('does not start for %j, because no line does', (body) => {
    expect(startsFor({ body })).toBe(false)
  })

  test.each([
    ['/heartbeat 40%', true],
    ['So far:\n/heartbeat 40%', true],
    ['/HEARTBEAT', true],
    ['/spawn', false],
    ['no /heartbeat', false],
  ])('starts for a comment that was edited to %j: %s', (body, starts) => {
    expect(startsFor({ body, action: 'edited' })).toBe(starts)
  })

  test('does not start for a comment on a pull request', () => {
    expect(startsFor({ body: '/spawn', pull_request: { url: 'https://example.com' } })).toBe(false)
  })

  test.each([
    ['schedule', true],
    ['issues', true],
    ['push', true],
    ['workflow_run', true],
    ['workflow_dispatch', true],
    ['pull_request', false],
  ])('starts for the event %s: %s', (event_name, starts) => {
    expect(isMet(condition, { github: { event_name, event: {} } })).toBe(starts)
  })
})

test.each([
  ['Copilot', true],
  ['copilot-swe-agent[bot]', true],
  ['octocat', false],
  ['my-copilot', false],
])('a pull request of %s wakes the coordinator: %s', (login, wakes) => {
  const condition = readExample('wake-on-copilot.yml').jobs.wake!.if!
  expect(isMet(condition, { github: { event: { pull_request: { user: { login } } } } })).toBe(wakes)
})

const repository = { default_branch: 'main' }

test.each([
  ['a scheduled run', { event_name: 'schedule', ref_name: 'main', event: {} }, {}, true],
  ['an event', { event_name: 'issues', ref_name: 'main', event: { repository } }, {}, true],
  ['a run by hand', { event_name: 'workflow_dispatch', ref_name: 'main', event: { repository } }, {}, true],
  [
    'a dry run',
    { event_name: 'workflow_dispatch', ref_name: 'main', event: { repository } },
    { 'dry-run': true },
    false,
  ],
  ['another branch', { event_name: 'workflow_dispatch', ref_name: 'side', event: { repository } }, {}, false],
])('the matrix works after %s: %s', (_, github, inputs, works) => {
  const condition = stepOf('worker-matrix.yml', 'Choose the tasks of this workflow').if!
  expect(isMet(condition, { github, inputs })).toBe(works)
})

test.each([
  ['', false],
  ['{"include":[]}', false],
  ['{"include":[{"task":"a"}]}', true],
])('the matrix %j has jobs: %s', (matrix, has) => {
  const condition = readExample('worker-matrix.yml').jobs.work!.if!
  expect(isMet(condition, { needs: { coordinate: { outputs: { matrix } } } })).toBe(has)
})
