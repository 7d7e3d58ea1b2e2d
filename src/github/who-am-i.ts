import http from 'node:http'
import https from 'node:https'

/** The login of the token, or why it could not be told. */
export type Viewer = { readonly login: string } | { readonly status: number; readonly problem: string }

/**
 * Asks whose token this is. It uses nothing but Node, because it is sent before the rest of the program is loaded.
 * GraphQL answers workflow tokens, Apps' tokens and users' tokens alike. Never rejects.
 */
export function whoAmI(graphqlUrl: string, token: string): Promise<Viewer> {
  const body = JSON.stringify({ query: 'query { viewer { login } }' })
  const headers = {
    authorization: `bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'phase-coordinator',
  }
  return new Promise((resolve) => {
    const fail = (problem: string, status = 0) => resolve({ status, problem })
    try {
      const { request } = graphqlUrl.startsWith('http:') ? http : https
      const sent = request(graphqlUrl, { method: 'POST', headers, timeout: 30_000 }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', (error) => fail(error.message))
        answer.on('end', () => resolve(readViewer(answer.statusCode ?? 0, Buffer.concat(chunks).toString())))
      })
      sent.on('timeout', () => sent.destroy(new Error('no answer within 30 seconds')))
      sent.on('error', (error) => fail(error.message))
      sent.end(body)
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  })
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
