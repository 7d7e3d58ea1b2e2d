import { expect, test } from 'vitest'
import { troubleshootingPage } from '../../src/actions/troubleshooting-page.ts'

const page = 'https://github.com/tools/phase-coordinator/blob'

test.each([
  ['a tag', { GITHUB_ACTION_REPOSITORY: 'tools/phase-coordinator', GITHUB_ACTION_REF: 'v1' }, `${page}/v1/`],
  ['a branch', { GITHUB_ACTION_REPOSITORY: 'tools/phase-coordinator', GITHUB_ACTION_REF: 'a/b#c' }, `${page}/a/b%23c/`],
  [
    'a branch that could end a link',
    { GITHUB_ACTION_REPOSITORY: 'tools/phase-coordinator', GITHUB_ACTION_REF: 'a)(b' },
    `${page}/a%29%28b/`,
  ],
  ['no version', { GITHUB_ACTION_REPOSITORY: 'tools/phase-coordinator' }, `${page}/HEAD/`],
  [
    'an Enterprise Server',
    { GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1', GITHUB_SERVER_URL: 'https://github.example' },
    'https://github.example/a/b/blob/v1/',
  ],
])('the page of an action of %s is that of its own version', (_, env, folder) => {
  expect(troubleshootingPage(env)).toBe(`${folder}docs/troubleshooting.md`)
})

test.each([
  ['of the workflow’s own repository', { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' }],
  ['outside of a workflow', {}],
  ['whose name is none', { GITHUB_ACTION_REPOSITORY: 'a/b)](https://elsewhere.example', GITHUB_ACTION_REF: 'v1' }],
])('of an action %s no page is known', (_, env) => {
  expect(troubleshootingPage(env)).toBeUndefined()
})
