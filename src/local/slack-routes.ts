import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { blockCharacters, blockErrors } from './slack-blocks.ts'
import type { SlackWorkspace } from './slack-workspace.ts'

const longestText = 40_000
/** Of all blocks together; Slack does not document it. https://github.com/slackapi/bolt-js/issues/2509 */
const longestBlocks = 13_000

/** What a message says, or Slack's word for what is wrong with it. */
type Content =
  | { readonly text: string; readonly blocks: readonly unknown[] }
  | { readonly error: string; readonly details: readonly string[] }

/** Slack's incoming webhooks and `chat.postMessage`, as one function from request to response. */
export function slackRoutes(workspace: SlackWorkspace): Hono {
  const routes = new Hono()
  routes.post('/services/*', async (call) => answerWebhook(workspace, call.req.path, await call.req.text(), call))
  routes.post('/api/chat.postMessage', async (call) => call.json(await postMessage(workspace, call)))
  routes.all('/api/*', (call) => call.json({ ok: false, error: 'unknown_method' }))
  return routes
}

function answerWebhook(workspace: SlackWorkspace, path: string, body: string, call: Context): Response {
  const say = (status: ContentfulStatusCode, word: string) => call.text(word, status)
  const [team, app, secret] = path.split('/').slice(2)
  const [ownTeam, ownApp, ownSecret] = workspace.webhookPath.split('/').slice(2)
  if (workspace.isRevoked || team !== ownTeam || app !== ownApp) return say(404, 'no_service')
  if (secret !== ownSecret) return say(403, 'invalid_token')
  const channel = workspace.webhookChannel
  if (channel === undefined) return say(404, 'channel_not_found')
  if (workspace.isArchived(channel)) return say(410, 'channel_is_archived')
  const payload = parseObject(body)
  if (payload === undefined) return say(400, 'invalid_payload')
  const content = readContent(payload)
  if ('error' in content) return say(400, content.error)
  workspace.post(channel, 'webhook', content.text, content.blocks)
  return say(200, 'ok')
}

async function postMessage(workspace: SlackWorkspace, call: Context): Promise<object> {
  const payload = await readPayload(call)
  if (payload === undefined) return { ok: false, error: 'invalid_json' }
  const bearer = call.req.header('authorization')?.replace(/^Bearer /, '')
  const refusal = refuseToken(workspace, bearer ?? payload.token)
  if (refusal !== undefined) return { ok: false, ...refusal }
  const channel = typeof payload.channel === 'string' ? workspace.channel(payload.channel) : undefined
  if (channel === undefined) return { ok: false, error: 'channel_not_found' }
  if (workspace.isArchived(channel)) return { ok: false, error: 'is_archived' }
  if (!channel.member) return { ok: false, error: 'not_in_channel' }
  const content = readContent(payload)
  if ('error' in content) return failure(content)
  const { text, blocks, ts } = workspace.post(channel, 'token', content.text, content.blocks)
  return { ok: true, channel: channel.id, ts, message: { type: 'message', text, blocks, ts } }
}

function refuseToken(workspace: SlackWorkspace, token: unknown): { error: string } | undefined {
  if (typeof token !== 'string' || token === '') return { error: 'not_authed' }
  if (token !== workspace.token) return { error: 'invalid_auth' }
  if (workspace.isRevoked) return { error: 'token_revoked' }
  if (workspace.scopes.includes('chat:write')) return undefined
  return { error: 'missing_scope', ...{ needed: 'chat:write', provided: workspace.scopes.join(',') } }
}

function failure({ error, details }: Extract<Content, { error: string }>): object {
  if (details.length === 0) return { ok: false, error }
  return {
    ok: false,
    error,
    errors: details,
    response_metadata: { messages: details.map((each) => `[ERROR] ${each}`) },
  }
}

async function readPayload(call: Context): Promise<Readonly<Record<string, unknown>> | undefined> {
  const body = await call.req.text()
  if (/json/.test(call.req.header('content-type') ?? '')) return parseObject(body)
  return Object.fromEntries(new URLSearchParams(body))
}

function readContent({ text = '', blocks }: Readonly<Record<string, unknown>>): Content {
  if (typeof text !== 'string') return refused('invalid_payload')
  // A form carries blocks as a text.
  const list = typeof blocks === 'string' ? parse(blocks) : (blocks ?? [])
  if (!Array.isArray(list)) return refused('invalid_blocks_format')
  if (text.trim() === '' && list.length === 0) return refused('no_text')
  if (text.length > longestText) return refused('msg_too_long')
  const details = list.length === 0 ? [] : blockErrors(list)
  if (details.length > 0) return refused('invalid_blocks', details)
  return blockCharacters(list) > longestBlocks ? refused('msg_blocks_too_long') : { text, blocks: list }
}

function refused(error: string, details: readonly string[] = []): Content {
  return { error, details }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parse(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
