import { describe, expect, test } from 'vitest'
import { createIssues, demo, openBed } from './bed.ts'

const numbers = ({ data }: { data: { number: number }[] }) => data.map(({ number }) => number)

describe('listing issues', () => {
  test('open ones alone unless state=all', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 3)
    await ours.rest.issues.update({ ...demo, issue_number: 2, state: 'closed' })
    expect(numbers(await ours.rest.issues.listForRepo(demo))).toEqual([3, 1])
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, state: 'closed' }))).toEqual([2])
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, state: 'all', direction: 'asc' }))).toEqual([1, 2, 3])
  })

  test('pull requests are in lists, and pull_request is set', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    tracker.store.addPullRequest({ title: 'A change', closes: [1] })
    const { data } = await ours.rest.issues.listForRepo(demo)
    expect(data.map((row) => [row.number, row.pull_request !== undefined])).toEqual([
      [2, true],
      [1, false],
    ])
    expect((await ours.rest.pulls.list(demo)).data.map((pull) => pull.number)).toEqual([2])
    expect((await ours.rest.pulls.get({ ...demo, pull_number: 2 })).data.head.ref).toBe('change')
  })

  test('labels filter by all of the names, without regard to case', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'Both', labels: ['Phase:4', 'docs'] })
    await ours.rest.issues.create({ ...demo, title: 'One', labels: ['phase:4'] })
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, labels: 'PHASE:4' }))).toEqual([2, 1])
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, labels: 'phase:4,DOCS' }))).toEqual([1])
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, labels: 'nowhere' }))).toEqual([])
  })

  test('creator, assignee and milestone filter', async () => {
    const { ours, octocat } = await openBed()
    await ours.rest.issues.createMilestone({ ...demo, title: 'v1' })
    await ours.rest.issues.create({ ...demo, title: 'Ours', milestone: 1 })
    await octocat.rest.issues.create({ ...demo, title: 'Theirs', assignees: ['octocat'] })
    const list = async (filter: object) => numbers(await ours.rest.issues.listForRepo({ ...demo, ...filter }))
    expect(await list({ creator: 'GitHub-Actions[bot]' })).toEqual([1])
    expect(await list({ creator: 'octocat' })).toEqual([2])
    expect(await list({ assignee: 'octocat' })).toEqual([2])
    expect(await list({ assignee: 'none' })).toEqual([1])
    expect(await list({ assignee: '*' })).toEqual([2])
    expect(await list({ milestone: '1' })).toEqual([1])
    expect(await list({ milestone: '*' })).toEqual([1])
    expect(await list({ milestone: 'none' })).toEqual([2])
  })

  test('since and sort go by the time of the last change', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 2)
    tracker.setNow(() => new Date('2026-02-22T13:00:00Z'))
    await ours.rest.issues.update({ ...demo, issue_number: 1, title: 'Changed' })
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, since: '2026-02-22T12:30:00Z' }))).toEqual([1])
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, sort: 'updated' }))).toEqual([1, 2])
    expect(numbers(await ours.rest.issues.listForRepo({ ...demo, sort: 'updated', direction: 'asc' }))).toEqual([2, 1])
  })
})

describe('pages', () => {
  test('Link names the pages around, by the id of the repository', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 5)
    const link = async (page: number) => {
      const { headers } = await ours.rest.issues.listForRepo({ ...demo, per_page: 2, page })
      return headers.link
        ?.split(', ')
        .map((part) => part.replace(`${tracker.url}/repositories/724000001/issues?per_page=2&page=`, ''))
    }
    expect(await link(1)).toEqual(['<2>; rel="next"', '<3>; rel="last"'])
    expect(await link(2)).toEqual(['<1>; rel="prev"', '<3>; rel="next"', '<3>; rel="last"', '<1>; rel="first"'])
    expect(await link(3)).toEqual(['<2>; rel="prev"', '<1>; rel="first"'])
  })

  test('octokit walks all pages, and records name the repository', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 5)
    const all = await ours.paginate(ours.rest.issues.listForRepo, { ...demo, per_page: 2 })
    expect(all.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1])
    expect(tracker.requests.slice(-2).map(({ path }) => path)).toEqual([
      '/repos/octo/demo/issues?per_page=2&page=2',
      '/repos/octo/demo/issues?per_page=2&page=3',
    ])
  })

  test('a hundred rows at most, thirty unless told', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 101)
    expect((await ours.rest.issues.listForRepo(demo)).data).toHaveLength(30)
    const most = await ours.rest.issues.listForRepo({ ...demo, per_page: 500 })
    expect(most.data).toHaveLength(100)
    expect(most.headers.link).toContain('page=2')
  })
})
