import { type SlackFault, type SlackRequest, serveSlack } from './slack-server.ts'
import { type PostedMessage, type SlackChannel, SlackWorkspace } from './slack-workspace.ts'

export interface SlackOptions {
  /** 0, the default: any that is free. */
  port?: number
  /** The first is the webhook's. */
  channels?: readonly SlackChannel[]
  /** What the token may do. */
  scopes?: readonly string[]
  now?: () => Date
  /** Taken over from an earlier workspace. */
  messages?: readonly PostedMessage[]
}

/** A workspace of Slack: an incoming webhook, a token, and what was said with them. */
export interface Slack {
  readonly url: string
  readonly webhookUrl: string
  /** Base of the Web API. */
  readonly apiUrl: string
  readonly token: string
  /** What Slack took, in order. */
  readonly messages: readonly PostedMessage[]
  /** Every request, also those that were refused or spoilt. */
  readonly requests: readonly SlackRequest[]
  /** Takes webhook and token back, as removing the app does. */
  revoke(): void
  /** Has said these messages, and no others. */
  setMessages(messages: readonly PostedMessage[]): void
  /** Archives a channel; without a name the webhook's. */
  archive(name?: string): void
  /** What happens to the next `times` requests; undefined ends it. */
  setFault(fault: SlackFault | undefined, times?: number): void
  close(): Promise<void>
}

/** Starts a stand-in for Slack on loopback. It refuses what Slack refuses; nothing leaves the machine. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const workspace = new SlackWorkspace(options)
  workspace.messages.push(...(options.messages ?? []))
  const server = await serveSlack(workspace, options.port ?? 0)
  return {
    url: server.url,
    webhookUrl: `${server.url}${workspace.webhookPath}`,
    apiUrl: `${server.url}/api/`,
    token: workspace.token,
    messages: workspace.messages,
    requests: server.requests,
    revoke() {
      workspace.isRevoked = true
    },
    setMessages: (messages) => void workspace.messages.splice(0, workspace.messages.length, ...messages),
    archive: (name) => workspace.archive(name),
    setFault: (fault, times = 1) => server.setFault(fault, times),
    close: () => server.close(),
  }
}
