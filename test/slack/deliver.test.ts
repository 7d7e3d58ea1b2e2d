import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { type Slack, type SlackOptions, startSlack } from '../../src/local/slack.ts'
import type { SlackFault } from '../../src/local/slack-server.ts'
import type { SlackTarget } from '../../src/slack/access.ts'
import { deliver } from '../../src/slack/deliver.ts'

const message = {
  text: 'Phase 4 has started',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Start these workers*', verbatim: true } }],
} as const

const open: Slack[] = []

afterEach(async () => {
  for (const slack of open.splice(0)) await slack.close()
})

async function start(options: SlackOptions = {}): Promise<Slack> {
  const slack = await startSlack(options)
  open.push(slack)
  return slack
}

const kinds = ['webhook', 'token'] as const

function targetOf(slack: Slack, kind: SlackTarget['kind'], channel = '#aibot-chat'): SlackTarget {
  if (kind === 'webhook') return { kind, url: slack.webhookUrl }
  return { kind, token: slack.token, channel, apiUrl: slack.apiUrl }
}

/** What came of it; whatever it is, it tells neither the address nor the token. */
async function send(slack: Slack, target: SlackTarget, patience = 10_000) {
  const delivery = await deliver(message, target, { fetch: globalThis.fetch, paced: false, patience })
  for (const secret of [slack.token, slack.webhookUrl, new URL(slack.webhookUrl).pathname, slack.url])
    expect(inspect(delivery, { depth: null, showHidden: true })).not.toContain(secret)
  return delivery
}

const answer = (status: number, body: string, headers: Record<string, string> = {}): SlackFault => ({
  kind: 'answer',
  status,
  body,
  headers,
})

describe.each(kinds)('by %s', (kind) => {
  test('a message arrives once, with its text and its blocks, and opens no previews', async () => {
    const slack = await start()
    expect(await send(slack, targetOf(slack, kind))).toEqual({ outcome: 'sent' })
    expect(slack.messages).toMatchObject([{ channel: 'aibot-chat', via: kind, ...message }])
    expect(slack.requests).toHaveLength(1)
    expect(slack.requests[0]!.body).toContain('unfurl_links')
  })

  test.each<[string, SlackFault, number]>([
    ['was lost after Slack took it', { kind: 'lost', when: 'after' }, 1],
    ['was lost before Slack took it', { kind: 'lost', when: 'before' }, 0],
    ['got half an answer', { kind: 'half' }, 1],
    ['was answered by somebody else', answer(200, '<html>Sign in</html>'), 0],
    ['was answered by nothing', answer(200, ''), 0],
    ['met a failure of Slack', answer(503, 'rollback_error'), 0],
    ['met a failure of Slack in its own words', answer(500, '{"ok":false,"error":"fatal_error"}'), 0],
  ])('of a message that %s nothing is known, and it is not sent again', async (_, fault, taken) => {
    const slack = await start()
    slack.setFault(fault)
    expect(await send(slack, targetOf(slack, kind))).toMatchObject({ outcome: 'unknown' })
    expect(slack.requests).toHaveLength(1)
    expect(slack.messages).toHaveLength(taken)
  })

  test('a message that is never answered is given up, and may have arrived', async () => {
    const slack = await start()
    slack.setFault({ kind: 'silent' })
    expect(await send(slack, targetOf(slack, kind), 50)).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('Slack did not answer'),
    })
  })

  test('no redirect is followed', async () => {
    const [slack, other] = [await start(), await start()]
    slack.setFault(
      answer(307, '', { location: kind === 'webhook' ? other.webhookUrl : `${other.apiUrl}chat.postMessage` }),
    )
    expect(await send(slack, targetOf(slack, kind))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('is not followed'),
    })
    expect(other.requests).toEqual([])
  })

  test('where there is no connection, nothing was sent', async () => {
    const slack = await start()
    await slack.close()
    expect(await send(slack, targetOf(slack, kind))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('Slack could not be reached, so nothing was sent'),
    })
  })

  test('a message that comes too soon is sent once more after the pause that Slack asks for', async () => {
    const slack = await start()
    slack.setFault(answer(429, 'rate_limited', { 'retry-after': '30' }))
    expect(await send(slack, targetOf(slack, kind))).toEqual({ outcome: 'sent' })
    expect(slack.requests).toHaveLength(2)
    expect(slack.messages).toHaveLength(1)
  })

  test.each([
    ['twice too soon', '1', 2, 1],
    ['too soon by more than half a minute', '31', 1, 31],
    ['too soon, without a word for how long', 'later', 1, undefined],
  ])('a message that comes %s is left to the next run', async (_, header, requests, retryAfter) => {
    const slack = await start()
    slack.setFault(answer(429, 'rate_limited', { 'retry-after': header }), 9)
    const delivery = await send(slack, targetOf(slack, kind))
    expect(delivery).toMatchObject({ outcome: 'refused', code: 'slack-too-often', retryAfter })
    expect(slack.requests).toHaveLength(requests)
  })

  test('a refusal in words that nobody knows is told without them', async () => {
    const slack = await start()
    const words =
      kind === 'webhook'
        ? answer(400, slack.webhookUrl)
        : answer(200, JSON.stringify({ ok: false, error: slack.token }))
    slack.setFault(words)
    expect(await send(slack, targetOf(slack, kind))).toMatchObject({ outcome: 'refused' })
  })
})

describe('a webhook', () => {
  test.each([
    ['no_service', 404, 'make a new webhook'],
    ['invalid_token', 403, 'copy it once more'],
    ['action_prohibited', 403, 'ask an administrator'],
    ['channel_is_archived', 410, 'archived'],
    ['channel_not_found', 404, 'made anew'],
    ['invalid_blocks', 400, 'please report it'],
    ['invalid_payload', 400, 'please report it'],
    ['no_text', 400, 'please report it'],
    ['user_not_found', 400, 'check slack.channel'],
    ['something_new', 400, 'status 400'],
  ])('that answers %s says what to do, and is asked once', async (word, status, advice) => {
    const slack = await start()
    slack.setFault(answer(status, word), 9)
    expect(await send(slack, targetOf(slack, 'webhook'))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining(advice),
    })
    expect(slack.requests).toHaveLength(1)
  })

  test('that was taken back is told as such', async () => {
    const slack = await start()
    slack.revoke()
    expect(await send(slack, targetOf(slack, 'webhook'))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('taken back'),
    })
  })
})

describe('a token', () => {
  test.each([
    ['not_in_channel', '/invite'],
    ['is_archived', 'archived'],
    ['channel_not_found', 'slack.channel'],
    ['invalid_auth', 'bot token'],
    ['account_inactive', 'bot token'],
    ['token_revoked', 'bot token'],
    ['missing_scope', 'chat:write'],
    ['invalid_blocks', 'please report it'],
    ['msg_too_long', 'please report it'],
    ['ekm_access_denied', 'ask an administrator'],
    ['unknown_method', 'slack-api-url'],
    ['something_new', 'not known'],
  ])('that is answered %s says what to do, and is asked once', async (error, advice) => {
    const slack = await start()
    slack.setFault(answer(200, JSON.stringify({ ok: false, error })), 9)
    expect(await send(slack, targetOf(slack, 'token'))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining(advice),
    })
    expect(slack.requests).toHaveLength(1)
  })

  test('reaches the channel that is named, by its name or its id', async () => {
    const channels = [
      { id: 'C1', name: 'general', member: true },
      { id: 'C2', name: 'aibot-chat', member: true },
    ]
    const slack = await start({ channels })
    for (const channel of ['#aibot-chat', 'aibot-chat', 'C1']) await send(slack, targetOf(slack, 'token', channel))
    expect(slack.messages.map(({ channel }) => channel)).toEqual(['aibot-chat', 'aibot-chat', 'general'])
  })

  test('that no header can hold is shown nowhere', async () => {
    const slack = await start()
    const target = { ...targetOf(slack, 'token'), token: 'xoxb-\nsecret' }
    const delivery = await deliver(message, target, { fetch: globalThis.fetch, paced: false })
    expect(inspect(delivery)).not.toContain('secret')
    expect(slack.messages).toEqual([])
  })
})

test('what the libraries would say goes to no console', async () => {
  const slack = await start()
  slack.setFault(
    answer(
      200,
      '{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":["[ERROR] x"],"warnings":["w"]}}',
    ),
  )
  const said: unknown[] = []
  const { log, info, warn, error, debug } = console
  const keep = (...words: unknown[]) => void said.push(words)
  Object.assign(console, { log: keep, info: keep, warn: keep, error: keep, debug: keep })
  await send(slack, targetOf(slack, 'token')).finally(() => Object.assign(console, { log, info, warn, error, debug }))
  expect(said).toEqual([])
})
