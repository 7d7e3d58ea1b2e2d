import { describe, expect, test } from 'vitest'
import { type Filtered, filterIn, passes, queryOf } from '../../../src/local/pages/issue-filter.ts'
import { home, openPages } from './bed.ts'

const issue: Filtered = {
  number: 12,
  title: 'p4-1-1: User Guide',
  state: 'open',
  labels: ['stream:documentation', 'status:ready', 'Docs'],
  assignees: ['octocat'],
}

const found = (query: string) => passes(issue, filterIn(new URLSearchParams(query)))

describe('an issue is found', () => {
  test.each([
    '',
    'state=all',
    'state=nonsense',
    'label=docs',
    'label=docs&label=status:ready',
    'stream=documentation',
    'stream=Documentation',
    'assignee=Octocat',
    'words=guide',
    'words=user+p4',
    'words=%2312',
    'label=&stream=&assignee=&words=',
  ])('by %j', (query) => {
    expect(found(query)).toBe(true)
  })

  test.each([
    'state=closed',
    'label=docs&label=other',
    'stream=testing',
    'assignee=none',
    'assignee=reader',
    'words=guide+admin',
  ])('not by %j', (query) => {
    expect(found(query)).toBe(false)
  })

  test('by "none" where nobody is assigned', () => {
    expect(passes({ ...issue, assignees: [] }, filterIn(new URLSearchParams('assignee=none')))).toBe(true)
  })
})

test('the address of a filter gives the same filter again, and leaves out what is usual', () => {
  const filter = filterIn(new URLSearchParams('state=closed&label=a+b&label=c%26d&stream=x&assignee=y&words=z+w'))
  expect(filterIn(new URLSearchParams(queryOf(filter)))).toEqual(filter)
  expect(queryOf(filterIn(new URLSearchParams()))).toBe('')
  expect(queryOf(filter, { labels: [], stream: undefined, assignee: undefined, words: '' })).toBe('?state=closed')
})

test('the list shows what passes, the newest first, and counts both states', async () => {
  const pages = await openPages()
  await pages.post(`${home}/issues/1/labels`, { label: ['stream:docs'] })
  await pages.post(`${home}/issues/2/labels`, { label: ['stream:docs'] })
  await pages.post(`${home}/issues/2/comments`, { act: 'completed' })
  const titles = async (query: string) =>
    [...(await pages.open(`${home}/issues${query}`)).querySelectorAll('.issues .title')].map(
      ({ textContent }) => textContent,
    )
  expect(await titles('')).toEqual(['Third', 'First'])
  expect(await titles('?state=all')).toEqual(['Third', 'Second', 'First'])
  expect(await titles('?stream=docs')).toEqual(['First'])
  expect(await titles('?state=closed&label=stream:docs')).toEqual(['Second'])
  const page = await pages.open(`${home}/issues?stream=docs`)
  expect(
    [...page.querySelectorAll('.states a[aria-current], .states a')].map(({ textContent }) => textContent),
  ).toEqual(['Open 1', 'Closed 1', 'New issue'])
  expect(page.querySelector<HTMLOptionElement>('select[name=stream] option[selected]')?.value).toBe('docs')
  expect((await pages.open(`${home}/issues?words=nothing`)).querySelector('.blank')?.textContent).toContain(
    'Nothing here fits.',
  )
})

test('pull requests have a list of their own', async () => {
  const pages = await openPages()
  pages.playground.tracker.store.addPullRequest({ title: 'A change' })
  expect((await pages.open(`${home}/issues`)).body.textContent).not.toContain('A change')
  expect((await pages.open(`${home}/pulls`)).querySelector('.issues .title')?.getAttribute('href')).toBe(
    `${home}/pull/4`,
  )
  expect((await pages.get(`${home}/issues/4`)).headers.get('location')).toBe(`${home}/pull/4`)
})
