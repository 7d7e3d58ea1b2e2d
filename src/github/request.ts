import { hideSecrets } from '../actions/secrets.ts'
import type { Client } from './client.ts'
import { Misshapen, toList } from './shapes.ts'
import { Trouble, toTrouble } from './trouble.ts'

/** Sends one request of this repository; every error that comes back is a `Trouble`. */
export async function send<T>(
  client: Client,
  request: (octokit: Client['octokit'], place: { owner: string; repo: string }) => Promise<{ data: unknown }>,
  read: (data: unknown) => T,
): Promise<T> {
  try {
    const { data } = await request(client.octokit, { owner: client.owner, repo: client.repo })
    return read(data)
  } catch (error) {
    if (error instanceof Misshapen)
      throw new Trouble('unknown', `GitHub's answer was not as expected: ${error.message}`, 200)
    throw withoutSecrets(toTrouble(error))
  }
}

/** What GitHub, or whatever is between, answers with is told on issues. */
function withoutSecrets(error: unknown): unknown {
  if (!(error instanceof Trouble)) return error
  return new Trouble(error.kind, hideSecrets(error.message), error.status, error.permission)
}

/** Reads a whole list, page by page, as far as `until` wants it. A page that fails fails the list: half of one is none. */
export async function sendList<T>(
  client: Client,
  request: (
    octokit: Client['octokit'],
    place: { owner: string; repo: string; per_page: number; page: number },
  ) => Promise<{ data: unknown; headers: { link?: string | undefined } }>,
  read: (item: unknown) => T,
  until: (page: readonly T[]) => boolean = () => false,
): Promise<T[]> {
  const all: T[] = []
  for (let page = 1; ; page++) {
    let more = false
    const items = await send(
      client,
      async (octokit, place) => {
        const answer = await request(octokit, { ...place, per_page: 100, page })
        more = /rel="next"/.test(answer.headers.link ?? '')
        return answer
      },
      (data) => toList(data, read),
    )
    all.push(...items)
    if (!more || until(items)) return all
  }
}
