import type { Tracker } from '../tracker.ts'

/** Asks the tracker as whoever has the token; what changes there tells its event, as on GitHub. Throws where it refuses. */
export async function ask(
  tracker: Tracker,
  { token, method, path, body }: { token: string; method: string; path: string; body?: unknown },
): Promise<unknown> {
  const response = await fetch(`${tracker.url}/repos/${tracker.repository}${path}`, {
    method,
    headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
