import { expect, onTestFinished, test } from 'vitest'
import { servePages } from '../../../src/local/pages/server.ts'
import { play, say } from '../playground-bed.ts'
import { livingIn, parse } from './bed.ts'

test('every page of a launched phase is there, and so is everything that pages link to', async () => {
  const playground = await play()
  const pages = await servePages(playground, { port: 0 })
  onTestFinished(() => pages.close())
  await say(playground, 3, '/spawn')
  await playground.forwardToNext()
  await playground.forwardToNext()
  playground.tracker.store.addPullRequest({ title: 'A change', closes: [3] })
  const seen = new Map<string, string>()
  const queue = ['/']
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue
    const response = await fetch(pages.url + path)
    expect(response.status, path).toBe(200)
    const text = await response.text()
    seen.set(path, text)
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    const page = parse(text)
    expect(livingIn(page), path).toEqual([])
    expect(page.querySelectorAll('h1').length, path).toBeGreaterThan(0)
    queue.push(...linksOf(page, pages.url + path))
  }
  const paths = [...seen.keys()]
  for (const kind of [
    /\/issues\/\d+$/,
    /\/pull\/\d+$/,
    /\/actions\/runs\/10\d\d$/,
    /\/actions\/runs\/3\d{9}$/,
    /\/blob\/main\//,
    /\/edit\/main\//,
    /\/commit\/[0-9a-f]+$/,
    /\/slack$/,
    /\/clock$/,
  ])
    expect(paths.filter((path) => kind.test(path)).length, String(kind)).toBeGreaterThan(0)
  const progress = parse(seen.get('/octo/demo/issues/1') ?? '')
  expect(progress.querySelectorAll('code.language-mermaid')).toHaveLength(2)
  expect(progress.querySelector('[data-part=sub-issues] p')?.textContent).toContain('0 of 12')
  expect([...progress.querySelectorAll('.markdown a.reference')].map(({ textContent }) => textContent)).toContain('#3')
  const task = parse(seen.get('/octo/demo/issues/3') ?? '').querySelector('.timeline')?.textContent ?? ''
  expect(task).toContain('/heartbeat 40%')
  expect(task.replaceAll(/\s+/g, ' ')).toMatch(/removed ?status:assigned/)
})

/** Filters make endless addresses: they are left out. */
function linksOf(page: Document, address: string): string[] {
  const links = [...page.querySelectorAll('a[href]')].map((link) => new URL(link.getAttribute('href')!, address))
  const own = links.filter(({ origin, search }) => origin === new URL(address).origin && search === '')
  return own.map(({ pathname }) => pathname)
}

test('an open page hears of changes', async () => {
  const playground = await play()
  const pages = await servePages(playground, { port: 0 })
  onTestFinished(() => pages.close())
  const response = await fetch(`${pages.url}/updates`)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe('retry: 1000\n\n')
  await say(playground, 3, 'Hello')
  expect((await reader.read()).value).toContain('event: changed')
  await reader.cancel()
})

test('a port that is taken is an error that says so', async () => {
  const playground = await play()
  const pages = await servePages(playground, { port: 0 })
  onTestFinished(() => pages.close())
  await expect(servePages(playground, { port: Number(new URL(pages.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
