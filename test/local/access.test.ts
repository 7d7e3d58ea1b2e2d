import { Octokit } from '@octokit/rest'
import { describe, expect, test } from 'vitest'
import { createIssues, demo, openBed, refusal } from './bed.ts'

describe('tokens', () => {
  test('without a token, and with an unknown one, 401 in two wordings', async () => {
    const { tracker, as } = await openBed()
    const bare = await fetch(`${tracker.url}/repos/octo/demo`)
    expect([bare.status, ((await bare.json()) as { message: string }).message]).toEqual([
      401,
      'Requires authentication',
    ])
    expect(await refusal(as('stolen').rest.repos.get(demo))).toMatchObject({ status: 401, message: 'Bad credentials' })
  })

  test('GET /user is refused for installation tokens; GraphQL viewer { login } answers them', async () => {
    const { ours, octocat } = await openBed()
    expect(await refusal(ours.rest.users.getAuthenticated())).toMatchObject({
      status: 403,
      message: 'Resource not accessible by integration',
    })
    expect((await octocat.rest.users.getAuthenticated()).data.login).toBe('octocat')
    expect(await ours.graphql('query { viewer { login } }')).toEqual({ viewer: { login: 'github-actions[bot]' } })
    expect(await octocat.graphql('{ viewer { name: login __typename } }')).toEqual({
      viewer: { name: 'octocat', __typename: 'User' },
    })
  })

  test('GraphQL: what is not there is an error, not an invention', async () => {
    const { ours } = await openBed()
    await expect(ours.graphql('{ viewer { company } }')).rejects.toThrow("Field 'company' doesn't exist on type 'User'")
    await expect(ours.graphql('{ viewer {')).rejects.toThrow('Unexpected end')
  })

  test('a token that may not write: 403, and a header names the permission', async () => {
    const { tracker, as } = await openBed()
    tracker.addToken('weak', { login: 'github-actions[bot]', kind: 'installation', permissions: { issues: 'read' } })
    const refused = await refusal(as('weak').rest.issues.create({ ...demo, title: 'One' }))
    expect(refused).toMatchObject({ status: 403, message: 'Resource not accessible by integration' })
    expect(refused.headers['x-accepted-github-permissions']).toBe('issues=write')
    expect((await as('weak').rest.issues.listForRepo(demo)).status).toBe(200)
  })

  test('a token without contents: read gets 403 in a private repository, and reads a public one', async () => {
    const { tracker, as } = await openBed()
    tracker.addToken('issues-only', {
      login: 'github-actions[bot]',
      kind: 'installation',
      permissions: { issues: 'write' },
    })
    tracker.putFile('a.txt', 'text')
    const read = () => as('issues-only').rest.repos.getContent({ ...demo, path: 'a.txt' })
    expect((await refusal(read())).headers['x-accepted-github-permissions']).toBe('contents=read')
    tracker.store.state.repository.private = false
    expect((await read()).status).toBe(200)
  })

  test('no access at all: a private repository is not there', async () => {
    const { tracker, as } = await openBed()
    tracker.addUser('stranger', { permission: 'none' })
    tracker.addToken('stranger-token', { login: 'stranger', kind: 'user' })
    expect(await refusal(as('stranger-token').rest.repos.get(demo))).toMatchObject({
      status: 404,
      message: 'Not Found',
    })
    expect((await refusal(as('octocat-token').rest.repos.get({ owner: 'octo', repo: 'other' }))).status).toBe(404)
  })

  test('an Enterprise Server has its API in a folder', async () => {
    const { tracker } = await openBed()
    const enterprise = new Octokit({ auth: 'local-token', baseUrl: `${tracker.url}/api/v3` })
    await createIssues(enterprise, 3)
    expect(await enterprise.paginate(enterprise.rest.issues.listForRepo, { ...demo, per_page: 2 })).toHaveLength(3)
    expect(await enterprise.graphql('{ viewer { login } }')).toEqual({ viewer: { login: 'github-actions[bot]' } })
  })

  test('a renamed repository redirects what is read and what is written', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    tracker.store.renameRepository('octo/renamed')
    expect((await ours.rest.issues.create({ ...demo, title: 'Two' })).data.number).toBe(2)
    expect((await ours.rest.issues.get({ ...demo, issue_number: 1 })).data.repository_url).toBe(
      `${tracker.url}/repos/octo/renamed`,
    )
  })
})

describe('silent drops', () => {
  test('labels, assignees and milestone are dropped without an error when the token has no push access', async () => {
    const { ours, reader } = await openBed()
    await ours.rest.issues.createLabel({ ...demo, name: 'docs' })
    await ours.rest.issues.createMilestone({ ...demo, title: 'v1' })
    const { data } = await reader.rest.issues.create({
      ...demo,
      title: 'One',
      labels: ['docs'],
      assignees: ['octocat'],
      milestone: 1,
    })
    expect(data).toMatchObject({ labels: [], assignees: [], milestone: null })
    const { data: edited } = await reader.rest.issues.update({
      ...demo,
      issue_number: 1,
      body: 'More',
      labels: ['docs'],
    })
    expect(edited).toMatchObject({ labels: [], body: 'More' })
  })

  test('at the assignees endpoint a login that cannot be assigned is dropped, and so is everyone beyond ten', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    const crowd = Array.from({ length: 11 }, (_, n) => `dev${n}`)
    for (const login of crowd) tracker.addUser(login, { permission: 'write' })
    const add = async (assignees: string[]) => {
      const { data } = await ours.rest.issues.addAssignees({ ...demo, issue_number: 1, assignees })
      return data.assignees?.map(({ login }) => login)
    }
    expect(await add(['nobody', 'OCTOCAT'])).toEqual(['octocat'])
    expect(await add(crowd)).toHaveLength(10)
    const { data } = await ours.rest.issues.removeAssignees({ ...demo, issue_number: 1, assignees: ['Octocat'] })
    expect(data.assignees?.map(({ login }) => login)).not.toContain('octocat')
  })

  test('in a whole issue it is an error', async () => {
    const { ours } = await openBed()
    expect(await refusal(ours.rest.issues.create({ ...demo, title: 'One', assignees: ['nobody'] }))).toMatchObject({
      status: 422,
      errors: [{ field: 'assignees', code: 'invalid' }],
    })
  })

  test.each(['refused', 'dropped'] as const)(
    'an agent needs a user token; from an installation it is %s [open]',
    async (agentAssignment) => {
      const { ours, octocat } = await openBed({ behaviour: { agentAssignment } })
      await createIssues(ours, 1)
      const assign = { ...demo, issue_number: 1, assignees: ['copilot-swe-agent[bot]'] }
      if (agentAssignment === 'refused') expect((await refusal(ours.rest.issues.addAssignees(assign))).status).toBe(403)
      else expect((await ours.rest.issues.addAssignees(assign)).data.assignees).toEqual([])
      expect((await octocat.rest.issues.addAssignees(assign)).data.assignees).toHaveLength(1)
    },
  )

  test('whether a login can be assigned can be asked: 204 or 404', async () => {
    const { ours } = await openBed()
    expect((await ours.rest.issues.checkUserCanBeAssigned({ ...demo, assignee: 'octocat' })).status).toBe(204)
    expect((await refusal(ours.rest.issues.checkUserCanBeAssigned({ ...demo, assignee: 'nobody' }))).status).toBe(404)
  })
})

describe('write access', () => {
  const roles = [
    ['admin', 'admin', 'admin'],
    ['maintain', 'write', 'maintain'],
    ['write', 'write', 'write'],
    ['triage', 'read', 'triage'],
    ['read', 'read', 'read'],
    ['none', 'none', 'none'],
  ] as const

  test.each(roles)('the permission endpoint answers for %s: %s, role %s', async (permission, expected, role) => {
    const { ours, tracker } = await openBed()
    tracker.addUser('dev', { permission })
    const { data } = await ours.rest.repos.getCollaboratorPermissionLevel({ ...demo, username: 'Dev' })
    expect(data).toMatchObject({ permission: expected, role_name: role, user: { login: 'dev' } })
  })

  test('a custom role shows its own name', async () => {
    const { ours, tracker } = await openBed()
    tracker.addUser('dev', { permission: 'write', roleName: 'release-captain' })
    const { data } = await ours.rest.repos.getCollaboratorPermissionLevel({ ...demo, username: 'dev' })
    expect(data).toMatchObject({ permission: 'write', role_name: 'release-captain' })
  })

  test('404 for an unknown login and for a bot', async () => {
    const { ours } = await openBed()
    const ask = (username: string) => refusal(ours.rest.repos.getCollaboratorPermissionLevel({ ...demo, username }))
    expect(await ask('nobody')).toMatchObject({ status: 404 })
    expect(await ask('github-actions[bot]')).toMatchObject({
      status: 404,
      message: 'github-actions[bot] is not a user',
    })
  })

  test('[open] a bot may be answered with permission none', async () => {
    const { ours } = await openBed({ behaviour: { botPermission: 'none' } })
    const { data } = await ours.rest.repos.getCollaboratorPermissionLevel({ ...demo, username: 'github-actions[bot]' })
    expect(data.permission).toBe('none')
  })

  test('author_association shows private members as CONTRIBUTOR and says nothing about write', async () => {
    const { octocat, reader } = await openBed()
    const writer = await octocat.rest.issues.create({ ...demo, title: 'One' })
    const other = await reader.rest.issues.create({ ...demo, title: 'Two' })
    expect([writer.data.author_association, other.data.author_association]).toEqual(['CONTRIBUTOR', 'NONE'])
  })

  test('triage users can set labels, readers cannot', async () => {
    const { ours, reader, tracker, as } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'One', labels: ['docs'] })
    tracker.addUser('sorter', { permission: 'triage' })
    tracker.addToken('sorter-token', { login: 'sorter', kind: 'user' })
    expect(
      (await as('sorter-token').rest.issues.setLabels({ ...demo, issue_number: 1, labels: ['docs'] })).status,
    ).toBe(200)
    expect((await refusal(reader.rest.issues.addLabels({ ...demo, issue_number: 1, labels: ['docs'] }))).status).toBe(
      403,
    )
    expect((await refusal(reader.rest.issues.update({ ...demo, issue_number: 1, title: 'Mine' }))).status).toBe(403)
  })
})

describe('limits', () => {
  test('every answer tells what is left of 1,000 requests an hour, 5,000 for a user', async () => {
    const { ours, octocat } = await openBed()
    await ours.rest.repos.get(demo)
    const { headers } = await ours.rest.repos.get(demo)
    expect(headers).toMatchObject({
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '998',
      'x-ratelimit-used': '2',
    })
    expect(headers['x-ratelimit-reset']).toBe(String(Date.parse('2026-02-22T13:00:00Z') / 1000))
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers.date).toBe('Sun, 22 Feb 2026 12:00:00 GMT')
    expect((await octocat.rest.repos.get(demo)).headers['x-ratelimit-limit']).toBe('5000')
  })

  test('when nothing is left, 403 until the hour is over', async () => {
    const { ours, tracker } = await openBed({ behaviour: { primaryLimit: { installation: 2, user: 5000 } } })
    await createIssues(ours, 2)
    const refused = await refusal(ours.rest.repos.get(demo))
    expect(refused).toMatchObject({ status: 403, headers: { 'x-ratelimit-remaining': '0' } })
    expect(refused.message).toContain('API rate limit exceeded')
    tracker.setNow(() => new Date('2026-02-22T13:00:00Z'))
    expect((await ours.rest.repos.get(demo)).status).toBe(200)
  })

  test('900 points a minute, where a read costs 1 and a write 5', async () => {
    const { ours, octocat } = await openBed({ behaviour: { secondaryLimit: true } })
    await octocat.rest.issues.createLabel({ ...demo, name: 'docs' })
    for (let n = 0; n < 179; n += 1) await octocat.rest.issues.updateLabel({ ...demo, name: 'docs', color: 'ffffff' })
    expect(await refusal(ours.rest.repos.get(demo))).toMatchObject({ status: 403, headers: { 'retry-after': '60' } })
  })

  test('content creation: about 80 a minute, then a secondary refusal', async () => {
    const { ours, tracker } = await openBed({ behaviour: { secondaryLimit: true } })
    await createIssues(ours, 80)
    const refused = await refusal(ours.rest.issues.create({ ...demo, title: 'One more' }))
    expect(refused).toMatchObject({ status: 403, headers: { 'retry-after': '60' } })
    expect(refused.message).toContain('secondary rate limit')
    expect((await ours.rest.repos.get(demo)).status).toBe(200)
    tracker.setNow(() => new Date('2026-02-22T12:01:00Z'))
    await createIssues(ours, 1)
  })
})
