import type { UndeliveredCode } from '../core/troubleshooting/codes.ts'
import type { Reason } from '../core/troubleshooting/message.ts'

/**
 * What Slack says when it does not take a message, and what to do about it. Incoming webhooks and the Web API name the
 * same things differently: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
const table: readonly (readonly [code: UndeliveredCode, reason: string, ...words: readonly string[]])[] = [
  [
    'slack-webhook-gone',
    'the webhook was taken back, or its app was removed: make a new webhook in Slack and put its address into the secret behind slack-webhook-url',
    'no_service',
    'no_service_id',
    'no_active_hooks',
    'no_team',
    'team_disabled',
  ],
  [
    'slack-webhook-incomplete',
    'the address of the webhook is not complete: copy it once more from the page of the Slack app into the secret behind slack-webhook-url',
    'invalid_token',
  ],
  [
    'slack-channel-archived',
    'the channel is archived: unarchive it, or choose another one (a webhook has its channel fixed and must be made anew)',
    'channel_is_archived',
    'is_archived',
  ],
  [
    'slack-channel-unknown',
    'there is no such channel, or the app does not see it: check slack.channel in the phase file and invite the app there; a webhook whose channel is gone must be made anew',
    'channel_not_found',
    'user_not_found',
  ],
  [
    'slack-not-in-channel',
    'the app is not in the channel: write /invite and the name of the app there',
    'not_in_channel',
  ],
  [
    'slack-token-invalid',
    'the token is not valid, or no longer: install the Slack app once more and put its bot token into the secret behind slack-token',
    'not_authed',
    'invalid_auth',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'not_allowed_token_type',
    'org_login_required',
  ],
  [
    'slack-scope-missing',
    'the token may not post: give the Slack app the scope chat:write, and install it once more',
    'missing_scope',
    'no_permission',
  ],
  [
    'slack-not-allowed',
    'the rules of the workspace do not let the app post there: ask an administrator of Slack, or choose another channel',
    'action_prohibited',
    'restricted_action',
    'restricted_action_read_only_channel',
    'posting_to_general_channel_denied',
    'access_denied',
    'accesslimited',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'team_access_not_granted',
  ],
  [
    'slack-form-refused',
    'Slack does not take the message in the form that it has, which is a mistake of Phase Coordinator: please report it',
    'invalid_payload',
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_arguments',
    'invalid_json',
    'invalid_form_data',
    'json_not_object',
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'too_many_attachments',
  ],
  [
    'slack-no-api',
    'there is no Web API of Slack at that address: check the input slack-api-url, such as https://slack.com/api/',
    'unknown_method',
  ],
  [
    'slack-redirected',
    'the address leads on to another one, which is not followed: check slack-webhook-url and slack-api-url',
    'redirect',
  ],
  [
    'slack-too-often',
    'too many messages were sent in a short time; the next run tries again',
    'rate_limited',
    'ratelimited',
    'message_limit_exceeded',
  ],
  ['slack-unreachable', 'Slack could not be reached, so nothing was sent; the next run tries again', 'unreachable'],
]

const reasons: ReadonlyMap<string, Reason<UndeliveredCode>> = new Map(
  table.flatMap(([code, reason, ...words]) => words.map((word) => [word, { code, reason }] as const)),
)

/** Why Slack did not take a message, by its own word; undefined for a word that is not known. */
export function reasonFor(word: string): Reason<UndeliveredCode> | undefined {
  return reasons.get(word)
}
