import { expect, test } from 'vitest'
import { questionsOnly } from '../../src/command-line/questions-only.ts'

const api = 'https://api.github.com'

function ask(address: string, init: RequestInit): Promise<string> {
  const sent: string[] = []
  const fetch = questionsOnly(async () => {
    sent.push('sent')
    return new Response()
  })
  return fetch(address, init).then(
    () => sent.join(),
    () => (sent.length === 0 ? 'kept' : 'sent'),
  )
}

test.each([
  ['a list', '/repos/o/r/issues', {}],
  ['a head', '/repos/o/r', { method: 'HEAD' }],
  ['a query', '/graphql', { method: 'POST', body: '{"query":"query { viewer { login } }"}' }],
])('asks for %s', async (_, path, init) => {
  expect(await ask(api + path, init)).toBe('sent')
})

test('lets no request out that could change anything', async () => {
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE'])
    expect(await ask(`${api}/repos/o/r/issues`, { method, body: '{}' })).toBe('kept')
  expect(await ask(`${api}/graphql`, { method: 'POST', body: '{"query":"mutation { deleteIssue }"}' })).toBe('kept')
  expect(await ask(`${api}/graphql`, { method: 'POST', body: new Uint8Array(3) })).toBe('kept')
  expect(await ask(`${api}/graphql`, { method: 'DELETE' })).toBe('kept')
})
