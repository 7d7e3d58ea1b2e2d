import { afterEach, describe, expect, test } from 'vitest'
import { type Slack, type SlackOptions, startSlack } from '../../src/local/slack.ts'
import { blockErrors } from '../../src/local/slack-blocks.ts'

const open: Slack[] = []

afterEach(async () => {
  for (const slack of open.splice(0)) await slack.close()
})

async function start(options: SlackOptions = {}): Promise<Slack> {
  const slack = await startSlack({ now: () => new Date('2026-02-22T12:00:00Z'), ...options })
  open.push(slack)
  return slack
}

async function hook(url: string, body: unknown): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, { method: 'POST', body: text })
  return `${response.status} ${await response.text()}`
}

async function call(slack: Slack, body: Record<string, unknown>, token: string | undefined = slack.token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return response.json()
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })

describe('the webhook', () => {
  test('takes a text or blocks, and keeps what was said', async () => {
    const slack = await start()
    expect(await hook(slack.webhookUrl, { text: 'hello' })).toBe('200 ok')
    expect(await hook(slack.webhookUrl, { blocks: [section('hello')] })).toBe('200 ok')
    expect(slack.messages).toEqual([
      { channel: 'aibot-chat', via: 'webhook', text: 'hello', blocks: [], ts: '1771761600.000001' },
      { channel: 'aibot-chat', via: 'webhook', text: '', blocks: [section('hello')], ts: '1771761600.000002' },
    ])
  })

  test.each([
    ['not JSON', 'hello', '400 invalid_payload'],
    ['a list', [], '400 invalid_payload'],
    ['nothing to say', { text: ' ' }, '400 no_text'],
    ['blocks that are wrong', { blocks: [section('')] }, '400 invalid_blocks'],
    ['blocks that are none', { blocks: {} }, '400 invalid_blocks_format'],
    ['a text that is far too long', { text: 'x'.repeat(40_001) }, '400 msg_too_long'],
    [
      'blocks that are too long together',
      { blocks: Array(5).fill(section('x'.repeat(2999))) },
      '400 msg_blocks_too_long',
    ],
  ])('refuses %s', async (_, body, answer) => {
    const slack = await start()
    expect(await hook(slack.webhookUrl, body)).toBe(answer)
    expect(slack.messages).toEqual([])
  })

  test('is known by its whole address, until it is taken back', async () => {
    const slack = await start()
    expect(await hook(`${slack.webhookUrl}x`, { text: 'x' })).toBe('403 invalid_token')
    expect(await hook(`${slack.url}/services/T1/B1/x`, { text: 'x' })).toBe('404 no_service')
    slack.revoke()
    expect(await hook(slack.webhookUrl, { text: 'x' })).toBe('404 no_service')
  })

  test('ends with its channel', async () => {
    const slack = await start()
    slack.archive()
    expect(await hook(slack.webhookUrl, { text: 'x' })).toBe('410 channel_is_archived')
    expect(await hook((await start({ channels: [] })).webhookUrl, { text: 'x' })).toBe('404 channel_not_found')
  })
})

describe('chat.postMessage', () => {
  const channel = '#aibot-chat'

  test('takes JSON and forms', async () => {
    const slack = await start()
    expect(await call(slack, { channel, text: 'hello' })).toMatchObject({
      ok: true,
      channel: 'C0000000001',
      ts: '1771761600.000001',
    })
    const form = new URLSearchParams({ token: slack.token, channel, blocks: JSON.stringify([section('form')]) })
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body: form })
    expect(await response.json()).toMatchObject({ ok: true })
    expect(slack.messages.map(({ via, text, blocks }) => [via, text, blocks])).toEqual([
      ['token', 'hello', []],
      ['token', '', [section('form')]],
    ])
  })

  test.each<[string, SlackOptions, Record<string, unknown>, string | undefined, object]>([
    ['no token', {}, { channel, text: 'x' }, '', { error: 'not_authed' }],
    ['a wrong token', {}, { channel, text: 'x' }, 'xoxb-wrong', { error: 'invalid_auth' }],
    [
      'a token without the scope',
      { scopes: ['users:read'] },
      { channel, text: 'x' },
      undefined,
      { error: 'missing_scope', needed: 'chat:write' },
    ],
    ['no such channel', {}, { channel: '#other', text: 'x' }, undefined, { error: 'channel_not_found' }],
    [
      'a channel without the app',
      { channels: [{ id: 'C1', name: 'aibot-chat', member: false }] },
      { channel, text: 'x' },
      undefined,
      { error: 'not_in_channel' },
    ],
    ['no text', {}, { channel }, undefined, { error: 'no_text' }],
    ['too much text', {}, { channel, text: 'x'.repeat(40_001) }, undefined, { error: 'msg_too_long' }],
    [
      'wrong blocks',
      {},
      { channel, blocks: [section('x'.repeat(3001))] },
      undefined,
      {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    ],
  ])('refuses %s', async (_, options, body, token, answer) => {
    const slack = await start(options)
    expect(await call(slack, body, token)).toMatchObject({ ok: false, ...answer })
    expect(slack.messages).toEqual([])
  })

  test('refuses an archived channel, and a token that was taken back', async () => {
    const slack = await start()
    slack.archive(channel)
    expect(await call(slack, { channel, text: 'x' })).toMatchObject({ error: 'is_archived' })
    slack.revoke()
    expect(await call(slack, { channel, text: 'x' })).toMatchObject({ error: 'token_revoked' })
  })

  test('is the only method', async () => {
    const slack = await start()
    const response = await fetch(`${slack.apiUrl}chat.delete`, { method: 'POST' })
    expect(await response.json()).toEqual({ ok: false, error: 'unknown_method' })
  })
})

describe('blocks', () => {
  const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
  const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
  const picture = { type: 'image', image_url: 'https://example.org/x.png', alt_text: 'x' }

  test('of every kind that a report is made of are taken, up to their limits', () => {
    const blocks = [
      { type: 'header', text: { ...plain(150), emoji: false }, block_id: 'a' },
      {
        type: 'section',
        text: { ...mrkdwn(3000), verbatim: true },
        fields: Array(10).fill(plain(2000)),
        block_id: 'b',
      },
      { type: 'context', elements: Array(9).fill(mrkdwn(1)).concat(picture) },
      picture,
    ]
    expect(blockErrors([...blocks, ...Array(46).fill({ type: 'divider' })])).toEqual([])
  })

  test.each([
    ['more than 50', Array(51).fill({ type: 'divider' }), 'no more than 50 items allowed [json-pointer:/blocks]'],
    ['one that is no object', ['x'], 'must be an object [json-pointer:/blocks/0]'],
    ['an unknown kind', [{ type: 'heading' }], 'unsupported type: heading [json-pointer:/blocks/0/type]'],
    [
      'a kind that only looks known',
      [{ type: 'constructor' }],
      'unsupported type: constructor [json-pointer:/blocks/0/type]',
    ],
    [
      'a header that is too long',
      [{ type: 'header', text: plain(151) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: mrkdwn(1) }],
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    ['a header without a text', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'a section that is too long',
      [section('x'.repeat(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['an empty section', [{ type: 'section' }], 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
    [
      'eleven fields',
      [{ type: 'section', fields: Array(11).fill(mrkdwn(1)) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field that is too long',
      [{ type: 'section', fields: [mrkdwn(2001)] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a context without elements',
      [{ type: 'context', elements: [] }],
      'no less than 1 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a context of eleven',
      [{ type: 'context', elements: Array(11).fill(mrkdwn(1)) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a key that no block has',
      [{ type: 'divider', text: 'x' }],
      'invalid additional property: text [json-pointer:/blocks/0]',
    ],
    [
      'verbatim on plain text',
      [{ type: 'header', text: { ...plain(1), verbatim: true } }],
      'invalid additional property: verbatim [json-pointer:/blocks/0/text]',
    ],
    [
      'one id twice',
      Array(2).fill({ type: 'divider', block_id: 'a' }),
      'block_id "a" is used more than once [json-pointer:/blocks]',
    ],
    [
      'a picture without an address',
      [{ ...picture, image_url: 'x' }],
      'must be a valid URL [json-pointer:/blocks/0/image_url]',
    ],
  ])('are refused: %s', (_, blocks, error) => {
    expect(blockErrors(blocks)).toEqual([error])
  })
})

describe('a fault', () => {
  test('happens as often as it is set, and the requests are all kept', async () => {
    const slack = await start()
    slack.setFault({ kind: 'answer', status: 429, body: 'rate_limited', headers: { 'retry-after': '3' } }, 2)
    for (const answer of ['429 rate_limited', '429 rate_limited', '200 ok'])
      expect(await hook(slack.webhookUrl, { text: 'x' })).toBe(answer)
    expect(slack.requests.map(({ method, body }) => [method, body])).toEqual(Array(3).fill(['POST', '{"text":"x"}']))
    expect(slack.messages).toHaveLength(1)
  })

  test.each([
    [{ kind: 'lost', when: 'before' }, 0],
    [{ kind: 'lost', when: 'after' }, 1],
    [{ kind: 'half' }, 1],
  ] as const)('%j leaves the sender without an answer', async (fault, taken) => {
    const slack = await start()
    slack.setFault(fault)
    await expect(hook(slack.webhookUrl, { text: 'x' })).rejects.toThrow()
    expect(slack.messages).toHaveLength(taken)
  })

  test('can be taken away', async () => {
    const slack = await start()
    slack.setFault({ kind: 'silent' }, 9)
    slack.setFault(undefined)
    expect(await hook(slack.webhookUrl, { text: 'x' })).toBe('200 ok')
  })
})
