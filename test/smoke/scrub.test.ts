import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createScrub } from '../../scripts/smoke/scrub.ts'
import { openScratch, smoke } from './bed.ts'

const patience = 600_000
const secrets = {
  token: 'the-token-itself',
  owner: 'acme',
  repo: 'secret-plans',
  login: 'jane-doe',
  apiUrl: 'https://git.acme.example/api/v3',
  pagesUrl: 'https://git.acme.example',
}

test.each([
  ['a token', 'Bearer the-token-itself', 'Bearer TOKEN'],
  ['another token', `gh${'p_'}0123456789abcdefABCDEF`, 'TOKEN'],
  ['a token in an address', 'https://raw.example/x?token=AAAB&x=1', 'https://raw.example/x?token=TOKEN&x=1'],
  ['an address', 'Signed-off-by: Jane <jane@acme.example>', 'Signed-off-by: Jane <somebody@example.com>'],
  ['a login', 'Hello @Jane-Doe, not jane-doe-2', 'Hello @person-2, not jane-doe-2'],
  [
    'a repository',
    'https://git.acme.example/acme/secret-plans/issues/1',
    'https://github.com/person-1/scratch/issues/1',
  ],

  ['its name in another address', 'git://git.acme.example/x', 'git://github.com/x'],
  ['a picture', 'https://avatars.githubusercontent.com/u/583231?v=4', 'https://avatars.githubusercontent.com/u/1?v=4'],
])('%s is taken out of text', (_, text, expected) => {
  expect(createScrub(secrets)(text)).toBe(expected)
})

test('the same account has the same stand-in everywhere, and what it told GitHub alone is blank', () => {
  const account = {
    login: 'mallory',
    id: 77,
    name: 'Mallory M.',
    blog: 'https://m.example',
    plan: { space: 9 },
    company: null,
  }
  expect(createScrub(secrets)([account, 'by mallory'])).toEqual([
    { login: 'person-3', id: 1003, name: 'removed', blog: 'https://example.com', plan: { space: 0 }, company: null },
    'by person-3',
  ])
})

test('a commit tells neither name nor signature', () => {
  const commit = {
    author: { name: 'Jane Doe', email: 'jane@acme.example', date: '2026-01-01T00:00:00Z' },
    verification: { verified: true, signature: '-----BEGIN', payload: 'author Jane Doe' },
  }
  expect(JSON.stringify(createScrub(secrets)(commit))).not.toMatch(/Jane|BEGIN/)
})

test('a text of 65,536 letters is searched at once', () => {
  const long = 'x'.repeat(65_536)
  expect(createScrub(secrets)(long)).toBe(long)
}, 5_000)

test(
  'neither the token nor an address that GitHub sends reaches a file',
  async () => {
    const planted = ['octocat-token', 'private.person@corp.example', 'temporary-clone-token', 'The Real Name']
    const tracker = await openScratch({}, async (request, proceed) => {
      const response = await proceed()
      const text = await response.clone().text()
      if (!text.startsWith('{') || request.path === '/graphql') return response
      const { user, ...body } = JSON.parse(text)
      const told = { email: planted[1], name: planted[3] }
      const echo = { temp_clone_token: planted[2], note: `sent with ${request.token} by ${planted[1]}`, author: told }
      const whole = user ? { ...body, user: { ...user, ...told } } : body
      return new Response(JSON.stringify({ ...whole, ...echo }), { status: response.status, headers: response.headers })
    })
    const { folder, text, errors } = await smoke(tracker, {
      arguments: ['--only', 'issue-life', 'who-am-i', 'comments', 'files'],
    })
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name))
    expect(names.sort()).toEqual([
      'answers/comments.json',
      'answers/files.json',
      'answers/issue-life.json',
      'answers/who-am-i.json',
      'report.md',
    ])
    const written = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
    for (const secret of planted) expect([text, errors, ...written].filter((each) => each.includes(secret))).toEqual([])
    expect(written.slice(0, -1).flatMap((each) => each.match(/.{0,60}(octocat|127\.0\.0\.1).{0,60}/g) ?? [])).toEqual(
      [],
    )
  },
  patience,
)
