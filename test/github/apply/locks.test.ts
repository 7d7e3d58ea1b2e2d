import { expect, test } from 'vitest'
import { takeLock } from '../../../src/github/apply/locks.ts'
import { siteAt } from './site-at.ts'

const now = Date.parse('2026-02-22T12:00:00Z')
const aMinute = 60_000

/** Takes the lock where each request in turn is answered so, and says what was asked for. */
async function take(
  answers: readonly Response[],
  earlier?: number,
): Promise<{ lock: number | undefined; sent: string[] }> {
  const sent: string[] = []
  const fetch = async (address: string | URL | Request, init?: RequestInit) => {
    const answer = answers[sent.length]!
    sent.push(`${init?.method} ${new URL(String(address)).pathname.replace('/repos/octo/demo/issues/2/', '')}`)
    return answer
  }
  return { lock: await takeLock(2, earlier, siteAt(now, fetch)), sent }
}

/** A reaction that GitHub made just now (201), or had already (200), so many minutes old. */
function reaction(id: number, status: 200 | 201, age = 0): Response {
  const made = { id, created_at: new Date(now - age * aMinute).toISOString() }
  const headers = { 'content-type': 'application/json', date: new Date(now).toUTCString() }
  return new Response(JSON.stringify(made), { status, headers })
}

const deleted = () => new Response(null, { status: 204 })
const gone = () =>
  new Response('{"message":"Not Found"}', { status: 404, headers: { 'content-type': 'application/json' } })
const [post, remove] = ['POST reactions', (id: number) => `DELETE reactions/${id}`]

test.each([
  ['made by this run', [reaction(7, 201)], undefined, 7, [post]],
  ['young, and so another run’s', [reaction(7, 200, 9)], undefined, undefined, [post]],
  ['old, and made anew', [reaction(7, 200, 11), deleted(), reaction(8, 201)], undefined, 8, [post, remove(7), post]],
  [
    'old, and made anew by another',
    [reaction(7, 200, 11), deleted(), reaction(8, 200)],
    undefined,
    undefined,
    [post, remove(7), post],
  ],
  ['old, and taken away by another', [reaction(7, 200, 11), gone()], undefined, undefined, [post, remove(7)]],
  ['that of the claim before', [deleted(), reaction(8, 201)], 7, 8, [remove(7), post]],
] as const)('a lock that is %s', async (_, answers, earlier, lock, sent) => {
  expect(await take(answers, earlier)).toEqual({ lock, sent })
})
