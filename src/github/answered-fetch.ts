type Fetch = typeof globalThis.fetch

/** Milliseconds after which a request counts as unanswered. */
const patience = 60_000

/**
 * A fetch that tells an answer from half of one. Octokit takes a body that breaks off, or a page of HTML, for success
 * with a text as its data; here both are errors of the connection, so that reads are repeated and a write's outcome
 * counts as unknown.
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
    if (response.ok && !mayBeEmpty && !isJson(body)) throw new TypeError('the answer is not JSON')
    const empty = response.status === 204 || response.status === 304
    const answer = new Response(empty ? null : body, { status: response.status, headers: response.headers })
    Object.defineProperty(answer, 'url', { value: response.url })
    return answer
  }
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}
