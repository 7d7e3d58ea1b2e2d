import http from 'node:http'

/** The login of the token, or why it could not be told. */
export type Viewer = { readonly login: string } | { readonly status: number; readonly problem: string }

/** What was asked: settled once the question has left, or never will, and its answer. Neither rejects. */
export interface Asked {
  readonly sent: Promise<void>
  readonly viewer: Promise<Viewer>
}

/**
 * Asks whose token this is. It uses nothing but Node, because it is sent before the rest of the program is loaded.
 * GraphQL answers workflow tokens, Apps' tokens and users' tokens alike.
 */
export function whoAmI(graphqlUrl: string, token: string): Asked {
  const body = JSON.stringify({ query: 'query { viewer { login } }' })
  const headers = {
    authorization: `bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'phase-coordinator',
  }
  const sent = Promise.withResolvers<void>()
  const viewer = Promise.withResolvers<Viewer>()
  const fail = (problem: string, status = 0) => viewer.resolve({ status, problem })
  try {
    const request = requestFor(graphqlUrl)(graphqlUrl, { method: 'POST', headers, timeout: 30_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', (error) => fail(error.message))
      answer.on('end', () => viewer.resolve(readViewer(answer.statusCode ?? 0, Buffer.concat(chunks).toString())))
    })
    request.on('finish', sent.resolve)
    request.on('close', sent.resolve)
    request.on('timeout', () => request.destroy(new Error('no answer within 30 seconds')))
    request.on('error', (error) => fail(error.message))
    request.end(body)
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
    sent.resolve()
  }
  return { sent: sent.promise, viewer: viewer.promise }
}

/** TLS takes longer to load than all the rest of this file: where the address does without, so does this. */
function requestFor(url: string): typeof http.request {
  return url.startsWith('http:') ? http.request : process.getBuiltinModule('node:https').request
}

/** `https://api.github.com/graphql`, and on Enterprise Server `…/api/graphql` beside `…/api/v3`. */
export function graphqlUrlOf(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? `${apiUrl.slice(0, -'/v3'.length)}/graphql` : `${apiUrl}/graphql`
}

function readViewer(status: number, text: string): Viewer {
  try {
    const answer = JSON.parse(text) as { data?: { viewer?: { login?: unknown } }; message?: unknown }
    const login = answer.data?.viewer?.login
    if (status === 200 && typeof login === 'string' && login !== '') return { login }
    return { status, problem: typeof answer.message === 'string' ? answer.message : 'GitHub did not name the login' }
  } catch {
    return { status, problem: 'the answer is not JSON' }
  }
}
