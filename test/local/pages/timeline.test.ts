import { expect, test } from 'vitest'
import { ask } from '../../../src/local/playground/api.ts'
import { emptyState } from '../../../src/local/state.ts'
import { home, openPages, type Pages } from './bed.ts'

const entries = async (pages: Pages, number = 1) => {
  const page = await pages.open(`${home}/issues/${number}`)
  return [...page.querySelectorAll('.timeline > li')].map((item) => item.textContent.replaceAll(/\s+/g, ' ').trim())
}

const byBot = (pages: Pages, method: string, path: string, body: unknown) =>
  ask(pages.playground.tracker, { token: 'local-token', method, path, body })

test('comments and events stand in the order in which they happened, with who did it', async () => {
  const pages = await openPages()
  await pages.post(`${home}/issues/1/comments`, { body: 'Done now', act: 'completed' })
  expect(await entries(pages)).toEqual([
    expect.stringMatching(/octocat commented .* Done now/),
    expect.stringMatching(/octocat closed this as completed 23 Feb 2026, 09:00/),
  ])
})

test('what a run does is put down to the account that it has', async () => {
  const pages = await openPages()
  await byBot(pages, 'POST', '/issues/1/labels', { labels: ['status:ready'] })
  await byBot(pages, 'POST', '/issues/1/sub_issues', { sub_issue_id: pages.issues[1]!.id })
  pages.changed()
  expect(await entries(pages)).toEqual([expect.stringContaining('github-actions[bot] added status:ready')])
  expect(await entries(pages, 2)).toEqual([expect.stringContaining('github-actions[bot] made this a sub-issue of')])
})

test('an issue begins with what it was opened with, and none is told twice', async () => {
  const pages = await openPages()
  await byBot(pages, 'POST', '/issues', { title: 'Fourth', labels: ['a', 'b'], assignees: ['octocat'] })
  pages.changed()
  pages.changed()
  const told = await entries(pages, 4)
  expect(told).toEqual([expect.stringMatching(/added ?a ?b/), expect.stringContaining('assigned octocat')])
})

test('a state that is loaded is not told as something that somebody did', async () => {
  const pages = await openPages()
  const { store } = pages.playground.tracker
  const loaded = structuredClone({ ...emptyState('octo/demo', 'main', store.timestamp()), ...store.state })
  loaded.issues[0]!.title = 'Loaded'
  Object.assign(store.state, loaded)
  pages.changed()
  expect(await entries(pages)).toEqual([])
  await pages.post(`${home}/issues/1/title`, { title: 'Changed' })
  expect(await entries(pages)).toEqual([expect.stringContaining('changed the title Loaded Changed')])
})

test('reactions are shown with who gave them', async () => {
  const pages = await openPages()
  await pages.post(`${home}/issues/1/comments`, { body: '/spawn' })
  const id = pages.playground.tracker.store.comments[0]!.id
  await byBot(pages, 'POST', `/issues/comments/${id}/reactions`, { content: 'rocket' })
  const page = await pages.open(`${home}/issues/1`)
  expect(page.querySelector('.reaction')?.getAttribute('aria-label')).toBe('rocket by github-actions[bot]')
})
