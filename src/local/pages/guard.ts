import { randomBytes, timingSafeEqual } from 'node:crypto'

// Any page that is open in the same browser can send requests to this machine. What keeps it out: the name that the browser
// asked for, where the browser says that a request comes from, and a token that only our own pages know.

export interface Asked {
  readonly method: string
  readonly header: (name: string) => string | undefined
}

/** Why a request is refused before anything is read of it; undefined where it may go on. */
export function refusalBefore({ method, header }: Asked, hosts: readonly string[]): string | undefined {
  const host = header('host') ?? ''
  if (!hosts.includes(host)) return `This server answers to ${hosts.join(' and ')} only.`
  const site = header('sec-fetch-site')
  const isFromHere = site === undefined || site === 'same-origin' || site === 'none'
  if (method === 'GET' || method === 'HEAD') {
    const isLink = header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document'
    return isFromHere || isLink ? undefined : 'Another page may link here, and nothing more.'
  }
  const origin = header('origin')
  const isOwn = origin === undefined || origin === `http://${host}`
  return isFromHere && isOwn ? undefined : 'This was sent by a page of another server.'
}

export const newToken = (): string => randomBytes(24).toString('base64url')

export function isToken(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Styles may stand in the page, because the pictures that Mermaid draws bring theirs along; scripts may not. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
