import { LogLevel, WebClient } from '@slack/web-api'
import { IncomingWebhook } from '@slack/webhook'
import type { SlackMessage } from '../core/telling/slack-message.ts'
import type { SlackTarget } from './access.ts'
import { type Delivery, type Exchange, judge } from './delivery.ts'
import { watchedFetch } from './watched-fetch.ts'

export interface DeliveryOptions {
  readonly fetch: typeof globalThis.fetch
  /** False takes the pause before a repeat away: for tests and rehearsals. */
  readonly paced: boolean
  /** Milliseconds after which a message counts as unanswered. */
  readonly patience?: number
}

/** Seconds. A longer wait is left to the next run. */
const longestWait = 30

/**
 * Sends one message. It is sent again only after Slack refused it for being too soon, once; after anything else it may
 * have arrived. Never throws, and neither the webhook's address nor the token is in what it gives back: its reasons
 * come from Slack's words and statuses that are known, never from the libraries' messages, which may hold either.
 */
export async function deliver(
  message: SlackMessage,
  target: SlackTarget,
  { fetch, paced, patience = 10_000 }: DeliveryOptions,
): Promise<Delivery> {
  const attempt = async () => {
    const exchange: Exchange = { answer: undefined, wasSent: false }
    await post(message, target, watchedFetch(fetch, exchange), patience).catch(() => undefined)
    return judge(exchange, target.kind)
  }
  const first = await attempt()
  if (first.outcome !== 'refused' || first.retryAfter === undefined || first.retryAfter > longestWait) return first
  if (paced) await new Promise((resolve) => setTimeout(resolve, first.retryAfter! * 1000))
  return attempt()
}

async function post(
  { text, blocks }: SlackMessage,
  target: SlackTarget,
  fetch: typeof globalThis.fetch,
  timeout: number,
): Promise<void> {
  const content = { text, blocks: [...blocks], unfurl_links: false, unfurl_media: false }
  if (target.kind === 'webhook') {
    await new IncomingWebhook(target.url, { fetch, timeout }).send(content)
    return
  }
  const client = new WebClient(target.token, {
    slackApiUrl: target.apiUrl,
    fetch,
    timeout,
    logger: silent,
    // The library would repeat what was not answered, for half an hour.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  })
  await client.chat.postMessage({ ...content, channel: target.channel })
}

/** The library writes what Slack says to the console. */
const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}
