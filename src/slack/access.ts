/** The ways into Slack that the action's inputs open. At least one of the two is there. */
export interface SlackAccess {
  readonly webhookUrl: string | undefined
  readonly token: string | undefined
  /** Base of the Web API, with a slash at its end. */
  readonly apiUrl: string
}

/** Where one message goes. A webhook has its channel fixed. */
export type SlackTarget =
  | { readonly kind: 'webhook'; readonly url: string }
  | { readonly kind: 'token'; readonly token: string; readonly channel: string; readonly apiUrl: string }

/** The way to the channel that a phase names, if it names one; undefined where a token is all there is and it has no channel. */
export function slackTarget(
  { webhookUrl, token, apiUrl }: SlackAccess,
  channel: string | undefined,
): SlackTarget | undefined {
  if (token !== undefined && channel !== undefined) return { kind: 'token', token, channel, apiUrl }
  return webhookUrl === undefined ? undefined : { kind: 'webhook', url: webhookUrl }
}
