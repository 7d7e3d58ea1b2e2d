import type { TellSlack } from '../github/apply.ts'
import { type SlackAccess, slackTarget } from './access.ts'

/** Sends to Slack. What does so is loaded only where something is sent. */
export function slackTeller(
  access: SlackAccess,
  how: { readonly fetch: typeof globalThis.fetch; readonly paced: boolean },
): TellSlack {
  return async (message, channel) => {
    const target = slackTarget(access, channel)
    if (target === undefined) return 'a token needs the channel that the phase file names as slack.channel'
    const { deliver } = await import('./deliver.ts')
    const delivery = await deliver(message, target, how)
    return delivery.outcome === 'sent' ? undefined : delivery.reason
  }
}
