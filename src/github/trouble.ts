import { RequestError } from '@octokit/request-error'

/**
 * What went wrong with a request, sorted by what may be done about it:
 * - `refused`: GitHub said no to this request; nothing happened, and asking again will not help;
 * - `absent`: what it was about is not there (404, 410), or not for us;
 * - `forbidden`: the token may not do this at all, or nobody may here;
 * - `limited`: a rate limit; nothing happened, a later run may ask again;
 * - `unknown`: no answer that tells whether it happened.
 */
export type TroubleKind = 'refused' | 'absent' | 'forbidden' | 'limited' | 'unknown'

export class Trouble extends Error {
  readonly kind: TroubleKind
  readonly status: number
  /** The permission that the token lacks, as a workflow file says it (`issues: write`); undefined where GitHub does not say. */
  readonly permission: string | undefined

  constructor(kind: TroubleKind, message: string, status: number, permission?: string) {
    super(message)
    this.name = 'Trouble'
    this.kind = kind
    this.status = status
    this.permission = permission
  }
}

/** Sorts an error of a request; errors of any other origin pass through. */
export function toTrouble(error: unknown): unknown {
  if (!(error instanceof RequestError)) return error
  const { status } = error
  const headers = error.response?.headers ?? {}
  const message = plainMessage(error)
  if (isLimit(status, message, headers)) return new Trouble('limited', message, status)
  if (error.response === undefined || status >= 500) return new Trouble('unknown', message, status)
  if (status === 401) return new Trouble('forbidden', 'GitHub does not accept the token', status)
  if (status === 403 && /issue is locked/i.test(message)) return new Trouble('refused', message, status)
  if (status === 403) return new Trouble('forbidden', message, status, permissionFrom(headers))
  if (status === 410 && /issues (are|has been) disabled/i.test(message))
    return new Trouble('forbidden', message, status)
  if (status === 404 || status === 410) return new Trouble('absent', message, status)
  return new Trouble('refused', message, status)
}

function isLimit(status: number, message: string, headers: Record<string, unknown>): boolean {
  if (status === 429) return true
  if (status !== 403) return false
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse/i.test(message)
  )
}

/**
 * GitHub's header is `issues=write`, or `issues=write; pull_requests=write` with alternatives, and names what it takes
 * together with commas. A workflow file writes hyphens.
 */
function permissionFrom(headers: Record<string, unknown>): string | undefined {
  const accepted = headers['x-accepted-github-permissions']
  if (typeof accepted !== 'string') return undefined
  return accepted.split(';')[0]!.replaceAll('=', ': ').replaceAll('_', '-').trim()
}

/** GitHub's words without the address of its documentation, on one line, shortened: they end in logs and on issues. */
function plainMessage(error: RequestError): string {
  const data = error.response?.data
  const text = typeof data === 'object' && data !== null && 'message' in data ? String(data.message) : error.message
  return text
    .replace(/ - https?:\/\/\S+$/, '')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
}
