import type { UndeliveredCode } from '../core/troubleshooting/codes.ts'
import type { Reason } from '../core/troubleshooting/message.ts'
import type { SlackTarget } from './access.ts'
import { reasonFor } from './refusals.ts'

/** What came of sending a message once. */
export interface Exchange {
  answer: Answer | undefined
  /** False where there was no connection that it could have gone over. */
  wasSent: boolean
}

interface Answer {
  readonly status: number
  readonly body: string
  /** Seconds. */
  readonly retryAfter: number | undefined
}

export type Delivery =
  | { readonly outcome: 'sent' }
  | (Reason<UndeliveredCode> & {
      readonly outcome: 'refused'
      /** Seconds until it may be tried again, where Slack says so. */
      readonly retryAfter?: number | undefined
    })
  /** It may have arrived, or not. */
  | (Reason<'slack-unanswered'> & { readonly outcome: 'unknown' })

const tooSoon: ReadonlySet<string> = new Set(['rate_limited', 'ratelimited', 'message_limit_exceeded'])
/** Slack's words for its own failure, after which the message may stand in the channel. */
const doubtful: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
])

/** What an exchange says about the message. */
export function judge({ answer, wasSent }: Exchange, kind: SlackTarget['kind']): Delivery {
  if (answer === undefined) return wasSent ? unknown('Slack did not answer') : refused('unreachable')
  const { status } = answer
  if (status === 429) return refused('rate_limited', answer.retryAfter)
  if (status >= 300 && status < 400) return refused('redirect')
  const word = kind === 'webhook' ? webhookWord(answer) : apiWord(answer)
  if (word === 'ok') return { outcome: 'sent' }
  if (word !== undefined && doubtful.has(word)) return unknown('Slack failed while it took the message')
  if (word !== undefined && reasonFor(word) !== undefined)
    return refused(word, tooSoon.has(word) ? answer.retryAfter : undefined)
  if (status >= 500) return unknown(`Slack failed with status ${status}`)
  if (status >= 400)
    return { outcome: 'refused', ...unnamed(`with status ${status} and without a reason that is known`) }
  if (word !== undefined) return refused(word)
  return unknown('the answer was not one of Slack')
}

/** A webhook answers with one word, and with `ok` alone where it took the message. */
function webhookWord({ status, body }: Answer): string | undefined {
  const word = /^[a-z_]{2,60}$/.exec(body.trim())?.[0]
  return status === 200 && word !== 'ok' ? undefined : word
}

function apiWord({ body }: Answer): string | undefined {
  const { ok, ts, error } = parse(body)
  if (ok === true && typeof ts === 'string') return 'ok'
  return ok === false && typeof error === 'string' ? error : undefined
}

function parse(body: string): { ok?: unknown; ts?: unknown; error?: unknown } {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function unknown(reason: string): Delivery {
  return { outcome: 'unknown', code: 'slack-unanswered', reason: `${reason}; the next run tries again` }
}

function unnamed(how: string): Reason<'slack-refused'> {
  return { code: 'slack-refused', reason: `Slack refused it ${how}: check the webhook or the token in Slack` }
}

function refused(word: string, retryAfter?: number): Delivery {
  return { outcome: 'refused', ...(reasonFor(word) ?? unnamed('for a reason that is not known')), retryAfter }
}
