import { RequestError } from '@octokit/request-error'
import { expect, test } from 'vitest'
import { explainForbidden } from '../../src/github/permissions.ts'
import { Trouble, toTrouble } from '../../src/github/trouble.ts'

/** What GitHub answers to a request that the token may not make. */
function refused(message: string, accepted?: string): Trouble {
  const headers = accepted === undefined ? {} : { 'x-accepted-github-permissions': accepted }
  const response = { headers, status: 403, url: '', data: { message }, retryCount: 0 }
  const request = { method: 'GET', url: '', headers: {} } as const
  const trouble = toTrouble(new RequestError(message, 403, { response, request }))
  if (trouble instanceof Trouble) return trouble
  throw trouble
}

const integration = 'Resource not accessible by integration'

test.each([
  ['a single one', refused(integration, 'issues=write'), true, 'Add "issues: write" to the permissions'],
  [
    'with the hyphen of workflow files',
    refused(integration, 'pull_requests=read'),
    true,
    'Add "pull-requests: read" to',
  ],
  [
    'the first of alternatives',
    refused(integration, 'issues=read; pull_requests=read'),
    false,
    'Add "issues: read" to',
  ],
  [
    'all that belong together',
    refused(integration, 'contents=write,workflows=write'),
    true,
    'Add "contents: write" and "workflows: write" to',
  ],
  ['what a run that writes needs next', refused(integration, 'actions=read'), true, 'Add "actions: write" to'],
  ['what a dry run needs', refused(integration, 'actions=read'), false, 'Add "actions: read" to'],
  ['where GitHub names none', refused(integration), true, 'Add "issues: write" to'],
  [
    'as settings call it',
    refused('Resource not accessible by personal access token', 'pull_requests=read'),
    true,
    'the repository permission "Pull requests: Read-only" instead',
  ],
  [
    "for an account's role",
    refused('Must have admin rights to Repository.'),
    true,
    "The token's account needs write access to this repository.",
  ],
])('a missing permission is named: %s', (_, trouble, writes, words) => {
  expect(explainForbidden(trouble, { writes }).message).toContain(words)
})
