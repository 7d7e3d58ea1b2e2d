import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startTracker } from '../../src/local/tracker.ts'
import { createIssues, demo, openBed } from './bed.ts'

const directory = mkdtempSync(join(tmpdir(), 'tracker-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('the tracker', () => {
  test('survives a restart, with ids, files and tokens', async () => {
    const home = join(directory, 'restart')
    const first = await openBed({ directory: home })
    await first.ours.rest.issues.create({ ...demo, title: 'One', labels: ['docs'] })
    first.tracker.putFile('a.txt', 'text')
    first.tracker.addToken('mine', { login: 'octocat', kind: 'user' })
    await first.tracker.close()
    const second = await openBed({ directory: home })
    const { data } = await second.as('mine').rest.issues.get({ ...demo, issue_number: 1 })
    expect(data).toMatchObject({ title: 'One', url: `${second.tracker.url}/repos/octo/demo/issues/1` })
    expect((await second.ours.rest.repos.getContent({ ...demo, path: 'a.txt' })).status).toBe(200)
    expect((await createIssues(second.ours, 1))[0]?.number).toBe(2)
    expect(readdirSync(home)).toEqual(['state.json'])
  })

  test('records every request with what was asked and answered', async () => {
    const { ours, tracker } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'One' })
    await ours.rest.issues.listForRepo({ ...demo, state: 'all' })
    expect(
      tracker.requests.map(({ index, method, path, status, login }) => [index, method, path, status, login]),
    ).toEqual([
      [0, 'POST', '/repos/octo/demo/issues', 201, 'github-actions[bot]'],
      [1, 'GET', '/repos/octo/demo/issues?state=all', 200, 'github-actions[bot]'],
    ])
    expect(tracker.requests[0]).toMatchObject({
      body: { title: 'One' },
      answer: { number: 1 },
      at: '2026-02-22T12:00:00Z',
    })
  })

  test('listens on loopback only, under any repository name', async () => {
    const tracker = await startTracker({ repository: 'acme/rocket', defaultBranch: 'trunk' })
    expect(tracker.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const answer = await fetch(`${tracker.url}/repos/ACME/Rocket`, { headers: { authorization: 'Bearer local-token' } })
    expect(await answer.json()).toMatchObject({ full_name: 'acme/rocket', default_branch: 'trunk' })
    await tracker.close()
  })

  test('an intercept sees a request before anything is done with it, and may hold two in any order', async () => {
    const { ours, octocat, tracker } = await openBed()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    tracker.setIntercept(async (request, proceed) => {
      if (request.token === 'local-token') await held
      return proceed()
    })
    const late = ours.rest.issues.create({ ...demo, title: 'Late' })
    expect((await octocat.rest.issues.create({ ...demo, title: 'Early' })).data.number).toBe(1)
    release()
    expect((await late).data.number).toBe(2)
  })
})
