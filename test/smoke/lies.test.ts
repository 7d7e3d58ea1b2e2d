// The trial against a tracker that lies in one place: the lie is found, and named by the probe that is about it.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { probes } from '../../scripts/smoke/probes.ts'
import { layered } from '../../src/local/faults.ts'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import { openScratch, smoke } from './bed.ts'

const patience = 600_000

type Fields = Record<string, unknown>
type Picks = (request: Intercepted, answer: { status: number; body: Fields }) => boolean

/** Answers otherwise, after the tracker has done what it was asked. */
function lie(
  picks: Picks,
  change: (answer: { status: number; body: Fields }) => { status?: number; body?: unknown },
): Intercept {
  return async (request, proceed) => {
    const response = await proceed()
    const text = await response.clone().text()
    const answer = { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Fields }
    if (!picks(request, answer)) return response
    const { status = answer.status, body = answer.body } = change(answer)
    const content = status === 204 ? null : JSON.stringify(body)
    return new Response(content, { status, headers: response.headers })
  }
}

const on = (method: string, place: RegExp) => (request: Intercepted) =>
  request.method === method && place.test(request.path)
const refused =
  (picks: (request: Intercepted) => boolean): Picks =>
  (request, { status }) =>
    picks(request) && status >= 400
const list = (body: unknown) => (Array.isArray(body) ? (body as Fields[]) : [])

const blockedBy = /\/dependencies\/blocked_by$/
const lies: Readonly<Record<string, readonly [intercept: Intercept, probe: string, said: string]>> = {
  'a repeated link is made again': [
    lie(refused(on('POST', blockedBy)), () => ({ status: 201, body: {} })),
    'dependencies',
    '**dependencies**, link again: status is `201`, with the tracker `422 Target issue has already been taken`. It matters: a link that is there already counts as set.',
  ],
  'of two equal links both are made': [
    lie(refused(on('POST', blockedBy)), () => ({ status: 201, body: {} })),
    'dependency-race',
    '**dependency-race**, link (2): status is `201`, with the tracker `422',
  ],
  'a link that is not there cannot be removed': [
    absentLinks(),
    'dependencies',
    '**dependencies**, unlink again: status is `404 Not Found`, with the tracker `200`.',
  ],
  'a reaction is always made': [
    lie(on('POST', /\/reactions$/), () => ({ status: 201 })),
    'reactions',
    '**reactions**, react again: status is `201`, with the tracker `200`. It matters: whoever gets 201 has the claim',
  ],
  'both of two racing runs were first': [
    lie(on('POST', /\/reactions$/), () => ({ status: 201 })),
    'reaction-race',
    '**reaction-race**, how many were first: value is `2`, with the tracker `1`',
  ],
  'a closed issue has no reason': [
    lie(on('GET', /\/issues\/\d+$/), ({ body }) => ({ body: { ...body, state_reason: null } })),
    'issue-life',
    '**issue-life**, read, closed as completed: state_reason is `null`, with the tracker `string`',
  ],
  'ids are text': [
    lie(on('POST', /\/issues$/), ({ body }) => ({ body: { ...body, id: String(body.id) } })),
    'issue-life',
    '**issue-life**, make issue a: id is `string`, with the tracker `number`',
  ],
  'a branch can be made twice': [
    lie(refused(on('POST', /\/git\/refs$/)), () => ({ status: 201, body: {} })),
    'refs',
    '**refs**, make the branch again: status is `201`, with the tracker `422 Reference already exists`. It matters: two runs',
  ],
  'a branch moves aside': [
    lie(refused(on('PATCH', /\/git\/refs\//)), () => ({ status: 200, body: {} })),
    'refs',
    '**refs**, move aside: status is `200`, with the tracker `422 Update is not a fast forward`',
  ],
  'a file is written over any SHA': [
    lie(refused(on('PUT', /\/contents\//)), () => ({ status: 200, body: {} })),
    'files',
    '**files**, write with another SHA: status is `200`, with the tracker `409',
  ],
  'closed blockers are not listed': [
    lie(on('GET', blockedBy), ({ body }) => ({ body: list(body).filter(({ state }) => state === 'open') })),
    'closed-blockers',
    '**closed-blockers**, blockers: the list is `0 entries`, with the tracker `1 entries`',
  ],
  'no page names a next one': [
    withoutLink(),
    'issue-list',
    '**issue-list**, page 1: header link is `[]`, with the tracker `["last","next"]`',
  ],
  'a milestone is due on another day': [
    lie(on('GET', /\/milestones\/\d+$/), ({ body }) => ({ body: { ...body, due_on: '2030-03-07T08:00:00Z' } })),
    'milestones',
    '**milestones**, read: due_on is `2030-03-07T08:00:00Z`, with the tracker `2030-03-08T08:00:00Z`',
  ],
  'a comment has no time of change': [
    lie(on('GET', /\/comments\/\d+$/), ({ body }) => ({ body: { ...body, updated_at: undefined } })),
    'comments',
    '**comments**, read one: updated_at is `not there`, with the tracker `string`',
  ],
  'pull requests are no issues': [
    lie(on('GET', /\/issues$/), ({ body }) => ({
      body: list(body).filter((issue) => issue.pull_request === undefined),
    })),
    'pull-requests',
    '**pull-requests**, list of issues: the list is `0 entries`, with the tracker `1 entries`',
  ],
  'an unknown login is assigned': [
    lie(on('POST', /\/assignees$/), ({ body }) => ({
      body: { ...body, assignees: [...list(body.assignees), { login: 'nobody' }] },
    })),
    'assignees',
    '**assignees**, assign an unknown login: assignees is `2 entries`, with the tracker `1 entries`',
  ],
  'sub-issues are said to be added, and are not': [
    async (request, proceed) => (on('POST', /\/sub_issues$/)(request) ? Response.json({}, { status: 201 }) : proceed()),
    'phase',
    '**phase**, after the launch: sub-issues: the list is `0 entries`, with the tracker `6 entries`',
  ],
}

/** Removing a link that is gone already answers 404. */
function absentLinks(): Intercept {
  const gone = new Set<string>()
  return async (request, proceed) => {
    if (!on('DELETE', /\/blocked_by\/\d+$/)(request)) return proceed()
    if (gone.has(request.path))
      return Response.json({ message: 'Not Found', documentation_url: '', status: '404' }, { status: 404 })
    gone.add(request.path)
    return proceed()
  }
}

function withoutLink(): Intercept {
  return async (request, proceed) => {
    const response = await proceed()
    if (on('GET', /\/issues$/)(request)) response.headers.delete('link')
    return response
  }
}

/** Probes that none of these lies is about. */
const innocent = ['label-race', 'folder-query']

const namesIn = (report: string) => [
  ...new Set([...report.matchAll(/^- \*\*([\w-]+)\*\*, /gm)].map(([, name]) => name)),
]

async function findings(
  lied: Intercept,
  only: readonly string[],
): Promise<{ code: number | null; report: string; errors: string }> {
  const tracker = await openScratch({}, lied)
  const { code, folder, errors } = await smoke(tracker, { arguments: ['--only', ...only] })
  return { code, errors, report: await readFile(path.join(folder, 'report.md'), 'utf8') }
}

describe('a lie is found by its probe', () => {
  test.each(Object.entries(lies))(
    '%s',
    async (_, [lied, probe, said]) => {
      const { code, report, errors } = await findings(lied, [probe, ...innocent])
      expect({ code, errors, names: namesIn(report) }, report).toEqual({ code: 1, errors: '', names: [probe] })
      expect(report).toContain(said)
    },
    patience,
  )

  test(
    'of many probes only those tell of three lies that are about them',
    async () => {
      const three = layered(
        lies['a repeated link is made again']![0],
        lies['a reaction is always made']![0],
        lies['a milestone is due on another day']![0],
      )
      const all = probes.map(({ name }) => name).filter((name) => name !== 'phase' && name !== 'workflow-runs')
      const { report } = await findings(three, all)
      const expected = ['dependencies', 'dependency-race', 'reactions', 'reaction-race', 'milestones']
      // A pull request as a blocker is refused in the same place.
      expect(namesIn(report).sort(), report).toEqual([...expected, 'pull-requests'].sort())
    },
    patience,
  )
})

test(
  'an open question that is answered in the other way is no difference',
  async () => {
    const behaviour = {
      cycles: 'refused',
      reasonOfClosed: 'changed',
      deletedIssues: '404',
      botPermission: 'none',
    } as const
    const tracker = await openScratch({ behaviour })
    const only = ['cycles', 'reason-of-closed', 'deleted-issue', 'permission']
    const { code, folder } = await smoke(tracker, { arguments: ['--only', ...only] })
    const report = await readFile(path.join(folder, 'report.md'), 'utf8')
    expect(code, report).toBe(0)
    expect(report).toContain(
      'Is a "blocked by" link refused that closes a cycle? **refused**: GitHub keeps people from closing',
    )
    expect(report).toContain('What does the number of a deleted issue answer? **404**: deleted looks like never made')
  },
  patience,
)

test(
  'an answer to an open question that nothing is prepared for is a difference',
  async () => {
    const other = lie(on('GET', /\/permission$/), ({ body }) => ({
      status: 200,
      body: { ...body, permission: 'perhaps' },
    }))
    const { code, report } = await findings(other, ['permission'])
    expect(code).toBe(1)
    expect(report).toContain('**perhaps**, for which nothing is prepared')
  },
  patience,
)
