import type { Exchange } from './delivery.ts'

/** Errors of a connection that never was: the message cannot have arrived. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_.*|.*CERT.*|UNABLE_TO_.*)$/

/**
 * A fetch that keeps what was answered, for the libraries keep only part of it. A redirect is not followed but handed
 * on, and an answer that breaks off is an error.
 */
export function watchedFetch(fetch: typeof globalThis.fetch, exchange: Exchange): typeof globalThis.fetch {
  return async (input, init) => {
    exchange.wasSent = true
    try {
      const response = await fetch(input, { ...init, redirect: 'manual' })
      const { status, headers } = response
      const body = await response.text()
      const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10)
      exchange.answer = { status, body, retryAfter: Number.isNaN(seconds) ? undefined : Math.max(0, seconds) }
      return new Response([204, 205, 304].includes(status) ? null : body, { status, headers })
    } catch (error) {
      exchange.wasSent = !neverSent.test(codeOf(error))
      throw error
    }
  }
}

/** Fetch hides the reason one level down. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } }
  return String(cause?.code ?? code ?? '')
}
