import type { UndeliveredCode } from '../core/troubleshooting/codes.ts'
import type { Reason } from '../core/troubleshooting/message.ts'
import type { TellSlack } from '../github/apply.ts'
import { type SlackAccess, slackTarget } from './access.ts'

const withoutChannel: Reason<UndeliveredCode> = {
  code: 'slack-channel-missing',
  reason: 'a token needs the channel: name it in the phase file as slack.channel',
}

/** Sends to Slack. What does so is loaded only where something is sent. */
export function slackTeller(
  access: SlackAccess,
  how: { readonly fetch: typeof globalThis.fetch; readonly paced: boolean },
): TellSlack {
  return async (message, channel) => {
    const target = slackTarget(access, channel)
    if (target === undefined) return withoutChannel
    const { deliver } = await import('./deliver.ts')
    const delivery = await deliver(message, target, how)
    return delivery.outcome === 'sent' ? undefined : delivery
  }
}
