import { describe, expect, test } from 'vitest'
import { refusalBefore } from '../../../src/local/pages/guard.ts'
import { home, host, openPages, parse } from './bed.ts'

const own = { host, 'sec-fetch-site': 'same-origin' }
const from = (headers: Record<string, string>, method = 'GET') =>
  refusalBefore({ method, header: (name) => headers[name] }, [host])

describe('before a request is read', () => {
  test.each([
    ['a page of our own asks', own, 'GET'],
    ['somebody types the address', { host, 'sec-fetch-site': 'none' }, 'GET'],
    ['a program that is no browser asks', { host }, 'GET'],
    [
      'somebody follows a link of another site',
      { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      'GET',
    ],
    ['a form of our own is sent', { ...own, origin: `http://${host}` }, 'POST'],
  ])('it may go on where %s', (_, headers, method) => {
    expect(from(headers as Record<string, string>, method)).toBeUndefined()
  })

  test.each([
    ['the name is that of another server, as after rebinding', { host: 'evil.example:4400' }, 'GET'],
    ['there is no name', {}, 'GET'],
    ['the port is another', { host: '127.0.0.1:4401' }, 'GET'],
    [
      'another site fetches',
      { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      'GET',
    ],
    [
      'another site frames it',
      { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      'GET',
    ],
    [
      'another port of this machine fetches',
      { host, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
      'GET',
    ],
    ['another site sends a form', { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 'POST'],
    ['a form comes from nowhere', { host, origin: 'null' }, 'POST'],
    ['a form comes from another port', { host, origin: 'http://127.0.0.1:8080' }, 'POST'],
    ['a browser hides the origin', { host, 'sec-fetch-site': 'same-site' }, 'POST'],
  ])('it is refused where %s', (_, headers, method) => {
    expect(from(headers as Record<string, string>, method)).toBeTypeOf('string')
  })
})

test('a name that is not ours is refused with 403, and nothing of a page is shown', async () => {
  const pages = await openPages()
  const response = await pages.get(`${home}/issues`, { host: 'rebound.example' })
  expect(response.status).toBe(403)
  expect(await response.text()).toBe(`This server answers to ${host} only.\n`)
})

test.each(['', 'x'.repeat(32), 'ä'.repeat(16)])('a form with the token %j is refused', async (token) => {
  const pages = await openPages()
  const response = await pages.send(`${home}/issues/1/comments`, new URLSearchParams({ token, body: 'Forged' }))
  expect(response.status).toBe(403)
  expect(parse(await response.text()).querySelector('.problem')?.textContent).toContain('Load its page again')
  expect(pages.playground.tracker.store.comments).toEqual([])
})

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
])('a form of %s is refused, even with the token', async (_, headers) => {
  const pages = await openPages()
  const response = await pages.post(`${home}/issues/1/comments`, { body: 'Forged' }, { headers })
  expect(response.status).toBe(403)
  expect(pages.playground.tracker.store.comments).toEqual([])
})

test('no page may be framed, run other scripts, or load from elsewhere', async () => {
  const pages = await openPages()
  for (const path of [`${home}/issues`, `${home}/none`, '/assets/pages.css', '/updates', '/state.json']) {
    const { headers, body } = await pages.get(path)
    await body?.cancel()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("img-src 'self' data:")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
})

test('what is not there is a page that says so', async () => {
  const pages = await openPages()
  const paths = [
    `${home}/none`,
    `${home}/issues/99`,
    `${home}/issues/x`,
    `${home}/pull/99`,
    `${home}/actions/runs/5`,
    `${home}/blob/main/none.md`,
  ]
  for (const path of [
    ...paths,
    `${home}/tree/none`,
    `${home}/commit/abc`,
    '/other/repo/issues',
    `${home}/blob/%E0%A4%A`,
    '/none',
    '/assets/mermaid.js',
  ]) {
    const response = await pages.get(path)
    expect(response.status, path).toBe(404)
    expect(parse(await response.text()).querySelector('h1')?.textContent).toBe('Not found')
  }
})

test('what cannot be sent to an address is refused as such', async () => {
  const pages = await openPages()
  expect((await pages.post(`${home}/issues/1`, {})).status).toBe(409)
  expect((await pages.post(`${home}/slack`, {})).status).toBe(405)
  expect((await pages.send(`${home}/issues/1`, undefined, 'PUT')).status).toBe(405)
  expect((await pages.send(`${home}/issues/1`, undefined, 'DELETE')).status).toBe(405)
})

test('a body that is no form, and one that is too large, get a page that says so', async () => {
  const pages = await openPages()
  const path = `${home}/issues/1/comments`
  const json = await pages.send(path, '{"body": "x"}', 'POST', { 'content-type': 'application/json' })
  expect(json.status).toBe(400)
  const broken = await pages.send(path, 'x', 'POST', { 'content-type': 'multipart/form-data' })
  expect(broken.status).toBe(400)
  const large = await pages.send(path, new URLSearchParams({ body: 'x'.repeat(6 * 1024 * 1024) }))
  expect(large.status).toBe(413)
  expect(await large.text()).toContain('5 MB at most')
})
