/**
 * A `fetch` for what only looks: a request that could change anything fails before it is sent. GraphQL is asked by POST, and
 * changes something by mutations alone.
 */
export function questionsOnly(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const method = init?.method ?? 'GET'
    const body = typeof init?.body === 'string' ? init.body : undefined
    const isQuery =
      method === 'POST' && pathname.endsWith('/graphql') && body !== undefined && !/\bmutation\b/.test(body)
    if (method === 'GET' || method === 'HEAD' || isQuery) return fetch(input, init)
    throw new Error(`A command that only looks was about to send ${method} ${pathname}.`)
  }
}
