import { describe, expect, test } from 'vitest'
import { createIssues, demo, openBed, refusal } from './bed.ts'

describe('issues', () => {
  test('an id is beyond 2^31 and is not the number', async () => {
    const { ours } = await openBed()
    const { data } = await ours.rest.issues.create({ ...demo, title: 'One' })
    expect(data.id).toBeGreaterThan(2 ** 31)
    expect(data.number).toBe(1)
  })

  test('a created issue can be read by its number at once', async () => {
    const { ours } = await openBed()
    const { data: made } = await ours.rest.issues.create({
      ...demo,
      title: 'One',
      body: 'Text',
      labels: ['docs'],
      assignees: ['octocat'],
    })
    const { data: read } = await ours.rest.issues.get({ ...demo, issue_number: made.number })
    expect(read).toEqual(made)
    expect(read).toMatchObject({
      title: 'One',
      body: 'Text',
      state: 'open',
      state_reason: null,
      closed_at: null,
      comments: 0,
    })
    expect(read.user?.login).toBe('github-actions[bot]')
    expect(read.assignees?.map(({ login }) => login)).toEqual(['octocat'])
  })

  test('two identical POSTs make two issues: there is no idempotency key', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'Same' })
    await ours.rest.issues.create({ ...demo, title: 'Same' })
    expect((await ours.rest.issues.listForRepo(demo)).data).toHaveLength(2)
  })

  test.each([
    ['completed', undefined],
    ['completed', 'completed'],
    ['not_planned', 'not_planned'],
    ['duplicate', 'duplicate'],
  ] as const)('closed: state_reason is %s when %s was sent', async (expected, sent) => {
    const { ours } = await openBed()
    const [issue] = await createIssues(ours, 1)
    const { data } = await ours.rest.issues.update({
      ...demo,
      issue_number: issue!.number,
      state: 'closed',
      ...(sent && { state_reason: sent }),
    })
    expect(data).toMatchObject({ state: 'closed', state_reason: expected, closed_at: '2026-02-22T12:00:00Z' })
    expect(data.closed_by?.login).toBe('github-actions[bot]')
  })

  test('reopened: state_reason says so and closed_at is empty again', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 1)
    await ours.rest.issues.update({ ...demo, issue_number: 1, state: 'closed', state_reason: 'not_planned' })
    const { data } = await ours.rest.issues.update({ ...demo, issue_number: 1, state: 'open' })
    expect(data).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null, closed_by: null })
  })

  test.each([
    ['kept', 'completed'],
    ['changed', 'not_planned'],
  ] as const)('[open] the reason of an issue that is closed already is %s', async (reasonOfClosed, expected) => {
    const { ours } = await openBed({ behaviour: { reasonOfClosed } })
    await createIssues(ours, 1)
    await ours.rest.issues.update({ ...demo, issue_number: 1, state: 'closed' })
    const { data } = await ours.rest.issues.update({
      ...demo,
      issue_number: 1,
      state: 'closed',
      state_reason: 'not_planned',
    })
    expect(data.state_reason).toBe(expected)
  })

  test('PATCH with labels or assignees replaces the whole set', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'One', labels: ['a', 'b'], assignees: ['octocat'] })
    const { data } = await ours.rest.issues.update({ ...demo, issue_number: 1, labels: ['c'], assignees: ['reader'] })
    expect(data.labels.map((label) => (typeof label === 'string' ? label : label.name))).toEqual(['c'])
    expect(data.assignees?.map(({ login }) => login)).toEqual(['reader'])
  })

  test('body and title limits', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 't'.repeat(256), body: 'é'.repeat(65_536) })
    const body = await refusal(ours.rest.issues.create({ ...demo, title: 'One', body: 'x'.repeat(65_537) }))
    expect(body).toMatchObject({
      status: 422,
      errors: [{ field: 'body', message: 'body is too long (maximum is 65536 characters)' }],
    })
    const title = await refusal(ours.rest.issues.create({ ...demo, title: 't'.repeat(257) }))
    expect(title).toMatchObject({ status: 422, errors: [{ field: 'title' }] })
  })

  test('[open] the body limit may count bytes', async () => {
    const { ours } = await openBed({ behaviour: { bodyLimit: 'bytes' } })
    expect((await refusal(ours.rest.issues.create({ ...demo, title: 'One', body: 'é'.repeat(40_000) }))).status).toBe(
      422,
    )
  })

  test('410 for a deleted issue', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    tracker.store.deleteIssue(1)
    expect(await refusal(ours.rest.issues.get({ ...demo, issue_number: 1 }))).toMatchObject({
      status: 410,
      message: 'This issue was deleted',
    })
    expect((await ours.rest.issues.listForRepo({ ...demo, state: 'all' })).data).toEqual([])
    expect((await ours.rest.issues.create({ ...demo, title: 'Next' })).data.number).toBe(2)
  })

  test('301 for a transferred issue, with the place that it went to', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    tracker.store.transferIssue(1, 'octo/other', 7)
    const bare = await fetch(`${tracker.url}/repos/octo/demo/issues/1`, {
      redirect: 'manual',
      headers: { authorization: 'token local-token' },
    })
    expect(bare.status).toBe(301)
    expect(bare.headers.get('location')).toBe(`${tracker.url}/repos/octo/other/issues/7`)
    const followed = await ours.rest.issues.get({ ...demo, issue_number: 1 })
    expect(followed.data).toMatchObject({ number: 7, repository_url: `${tracker.url}/repos/octo/other` })
  })

  test('404 for an issue that became a discussion', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    tracker.store.convertIssue(1)
    expect((await refusal(ours.rest.issues.get({ ...demo, issue_number: 1 }))).status).toBe(404)
  })

  test('user is null for a deleted account', async () => {
    const { ours, octocat, tracker } = await openBed()
    await createIssues(octocat, 1)
    tracker.store.removeUser('octocat')
    const { data } = await ours.rest.issues.get({ ...demo, issue_number: 1 })
    expect(data.user).toBeNull()
  })

  test('state_reason is null on old closings', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    await ours.rest.issues.update({ ...demo, issue_number: 1, state: 'closed' })
    tracker.store.issue(1).stateReason = null
    expect((await ours.rest.issues.get({ ...demo, issue_number: 1 })).data).toMatchObject({
      state: 'closed',
      state_reason: null,
    })
  })

  test('a hundred labels on an issue at most', async () => {
    const { ours } = await openBed()
    const labels = Array.from({ length: 101 }, (_, n) => `label-${n}`)
    expect(
      (await ours.rest.issues.create({ ...demo, title: 'One', labels: labels.slice(1) })).data.labels,
    ).toHaveLength(100)
    expect((await refusal(ours.rest.issues.update({ ...demo, issue_number: 1, labels }))).status).toBe(422)
  })

  test('an issue closed as a duplicate may name the other', async () => {
    const { ours, tracker } = await openBed()
    const [one] = await createIssues(ours, 2)
    await ours.request('PATCH /repos/octo/demo/issues/2', {
      state: 'closed',
      state_reason: 'duplicate',
      duplicate_issue_id: one!.id,
    })
    expect(tracker.store.issue(2)).toMatchObject({ state: 'closed', stateReason: 'duplicate', duplicateOf: one!.id })
  })

  test('issues disabled: 410', async () => {
    const { ours, tracker } = await openBed()
    tracker.store.state.repository.hasIssues = false
    expect(await refusal(ours.rest.issues.listForRepo(demo))).toMatchObject({
      status: 410,
      message: 'Issues are disabled for this repo',
    })
    expect(await refusal(ours.rest.issues.create({ ...demo, title: 'One' }))).toMatchObject({ status: 410 })
    expect((await ours.rest.repos.get(demo)).data.has_issues).toBe(false)
  })

  test('archived: reads go on, writes are refused', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    tracker.store.state.repository.archived = true
    expect((await ours.rest.issues.get({ ...demo, issue_number: 1 })).status).toBe(200)
    expect(await refusal(ours.rest.issues.update({ ...demo, issue_number: 1, title: 'x' }))).toMatchObject({
      status: 403,
      message: 'Repository was archived so is read-only.',
    })
  })

  test('API version 2026-03-10 drops singular assignee', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 1)
    const usual = await ours.rest.issues.get({ ...demo, issue_number: 1 })
    const later = await ours.rest.issues.get({
      ...demo,
      issue_number: 1,
      headers: { 'x-github-api-version': '2026-03-10' },
    })
    expect(usual.data).toHaveProperty('assignee', null)
    expect(later.data).not.toHaveProperty('assignee')
    expect(later.headers).toHaveProperty('x-github-api-version-selected', '2026-03-10')
  })

  test('JSON that cannot be parsed is 400, a missing title 422', async () => {
    const { ours, tracker } = await openBed()
    const bad = await fetch(`${tracker.url}/repos/octo/demo/issues`, {
      method: 'POST',
      headers: { authorization: 'bearer local-token' },
      body: '{"title":',
    })
    expect(bad.status).toBe(400)
    expect(await bad.json()).toMatchObject({ message: 'Problems parsing JSON' })
    expect((await refusal(ours.request('POST /repos/octo/demo/issues'))).status).toBe(422)
  })

  test('lock: refused to comment, unless unlocked', async () => {
    const { ours, octocat, reader } = await openBed()
    await createIssues(ours, 1)
    await octocat.rest.issues.lock({ ...demo, issue_number: 1, lock_reason: 'resolved' })
    expect((await ours.rest.issues.get({ ...demo, issue_number: 1 })).data).toMatchObject({
      locked: true,
      active_lock_reason: 'resolved',
    })
    const comment = { ...demo, issue_number: 1, body: 'Hello' }
    expect(await refusal(ours.rest.issues.createComment(comment))).toMatchObject({
      status: 403,
      message: 'Unable to create comment because issue is locked.',
    })
    expect((await refusal(reader.rest.issues.createComment(comment))).status).toBe(403)
    expect((await octocat.rest.issues.createComment(comment)).status).toBe(201)
    await octocat.rest.issues.unlock({ ...demo, issue_number: 1 })
    expect((await ours.rest.issues.createComment(comment)).status).toBe(201)
  })
})
