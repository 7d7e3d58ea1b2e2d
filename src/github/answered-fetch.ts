type Fetch = typeof globalThis.fetch

/** Milliseconds after which a request counts as unanswered. */
const patience = 60_000

/**
 * A fetch that tells an answer from half of one. Octokit takes a body that breaks off, or a page of HTML, for success
 * with a text as its data; here both are errors of the connection, so that reads are repeated and a write's outcome
 * counts as unknown.
 *
 * The `body` of what it gives is no stream but the value read, which Octokit hands on as data where it is told not to
 * read by itself (`parseSuccessResponseBody`). Its own reading makes big integers of numbers beyond 2^53, which takes
 * some twenty times as long, for ids that GitHub does not have.
 */
export function answeredFetch(fetch: Fetch, onRequest: (method: string, url: string) => void): Fetch {
  return async (input, init) => {
    const method = init?.method ?? 'GET'
    onRequest(method, String(input))
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(patience) })
    // Only another name of the repository redirects a read: this run looks for everything in the wrong place.
    if (response.redirected && method === 'GET') throw new TypeError('the repository has another name now')
    const body = await response.text()
    const mayBeEmpty = response.status === 204 || (method === 'DELETE' && body === '')
    const value = response.ok && !mayBeEmpty ? readJson(body) : ''
    const empty = response.status === 204 || response.status === 304
    const answer = new Response(empty ? null : body, { status: response.status, headers: response.headers })
    return Object.defineProperties(answer, { url: { value: response.url }, body: { value } })
  }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new TypeError('the answer is not JSON')
  }
}
