import { afterEach, describe, expect, test, vi } from 'vitest'
import { BadInput, type Inputs, readInputs } from '../../src/actions/inputs.ts'

const webhookUrl = 'https://hooks.slack.com/services/T00000000/B00000000/notARealSecret000000000'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** What the inputs become, and what was written to the runner meanwhile, line by line. */
function read(given: Readonly<Record<string, string>>): { inputs: Inputs | BadInput; said: readonly string[] } {
  const said: string[] = []
  for (const [name, value] of Object.entries(given)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text).trimEnd()) > 0)
  try {
    return { inputs: readInputs(), said }
  } catch (error) {
    if (error instanceof BadInput) return { inputs: error, said }
    throw error
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
}

function accessOf(given: Readonly<Record<string, string>>): unknown {
  const { inputs } = read(given)
  return inputs instanceof BadInput ? inputs : inputs.slack
}

const apiUrl = 'https://slack.com/api/'

test.each([
  ['nothing', {}, undefined],
  ['spaces', { 'slack-webhook-url': '  ', 'slack-token': ' ' }, undefined],
  ['a webhook', { 'slack-webhook-url': ` ${webhookUrl}\n` }, { webhookUrl, token: undefined, apiUrl }],
  ['a token', { 'slack-token': 'xoxb-1' }, { webhookUrl: undefined, token: 'xoxb-1', apiUrl }],
  [
    'GovSlack',
    { 'slack-token': 'xoxb-1', 'slack-api-url': 'https://slack-gov.com/api' },
    { webhookUrl: undefined, token: 'xoxb-1', apiUrl: 'https://slack-gov.com/api/' },
  ],
])('%s becomes the way into Slack', (_, given, access) => {
  expect(accessOf(given)).toEqual(access)
})

describe('a message may be sent', () => {
  test.each([
    ['to a webhook of Slack', webhookUrl, ''],
    ['to GovSlack', webhookUrl.replace('slack.com', 'slack-gov.com'), ''],
    ['to this machine', 'http://127.0.0.1:8080/services/T/B/x', ''],
    ['to this machine by name', 'http://localhost/services/T/B/x', ''],
    ['to this machine by IPv6', 'https://[::1]:80/services/T/B/x', ''],
    ['to a host that is named', 'https://chat.example.com/hooks/x', 'other.example.com, Chat.example.com'],
    [
      'to a host and port that are named',
      'https://chat.example.com:8065/hooks/x',
      'a.example.com\nchat.example.com:8065\n',
    ],
  ])('%s', (_, url, hosts) => {
    expect(accessOf({ 'slack-webhook-url': url, 'slack-hosts': hosts })).toMatchObject({ webhookUrl: url })
  })

  test.each([
    ['without encryption', webhookUrl.replace('https', 'http')],
    ['to another host', webhookUrl.replace('slack.com', 'slack.com.example.org')],
    ['to a host below it', webhookUrl.replace('hooks', 'evil.hooks')],
    ['to another port', webhookUrl.replace('slack.com', 'slack.com:8443')],
    ['to a host that hides behind a name', webhookUrl.replace('https://', 'https://hooks.slack.com@example.org/')],
    ['with a name and password', webhookUrl.replace('https://', 'https://me:pass@')],
    ['by another protocol', webhookUrl.replace('https', 'ftp')],
    ['to an address in two lines', webhookUrl.replace('/T0', '\n/T0')],
    ['to a path', '/services/T00000000/B00000000/notARealSecret000000000'],
    ['to a machine that only sounds like this one', 'http://127.0.0.1.example.org/services/notARealSecret'],
  ])('not %s, and the address is not repeated', (_, url) => {
    const error = accessOf({ 'slack-webhook-url': url })
    expect(error).toBeInstanceOf(BadInput)
    expect((error as BadInput).message).toContain('slack-webhook-url')
    expect((error as BadInput).stack).not.toMatch(/services|notARealSecret|example\.org|me:pass/)
  })

  test.each([
    ['an API elsewhere', { 'slack-api-url': 'https://example.org/api/' }],
    ['an API with a query', { 'slack-api-url': 'https://slack.com/api/?x=secret' }],
    ['a token in two lines', { 'slack-token': 'xoxb-1\nsecret' }],
    ['an address as a host', { 'slack-hosts': 'https://hooks.slack.com/services/secret' }],
  ])('not with %s, which is not repeated', (_, given) => {
    const error = accessOf(given)
    expect(error).toBeInstanceOf(BadInput)
    expect((error as BadInput).stack).not.toMatch(/secret|example\.org/)
  })
})

describe('a secret', () => {
  const masks = (said: readonly string[]) => said.filter((line) => line.startsWith('::add-mask::'))

  test('is hidden before anything is said of any input', () => {
    const { inputs, said } = read({ 'slack-webhook-url': webhookUrl, 'slack-token': 'xoxb-1', 'dry-run': 'perhaps' })
    expect(inputs).toBeInstanceOf(BadInput)
    expect(said).toEqual(masks(said))
    expect(said).toEqual(expect.arrayContaining([`::add-mask::${webhookUrl}`, '::add-mask::xoxb-1']))
  })

  test.each(['token', 'agent-token', 'slack-token', 'slack-webhook-url'])('in the input %s is hidden first', (name) => {
    expect(read({ [name]: 'a-secret' }).said[0]).toBe('::add-mask::a-secret')
  })

  test('is hidden with and without the spaces around it, and line by line', () => {
    const { said } = read({ 'slack-token': '  xoxb-first \r\nxoxb-second\n\n' })
    expect(masks(said)).toEqual([
      '::add-mask::  xoxb-first %0D%0Axoxb-second%0A%0A'.trimEnd(),
      '::add-mask::xoxb-first %0D%0Axoxb-second',
      '::add-mask::  xoxb-first',
      '::add-mask::xoxb-second',
      '::add-mask::xoxb-first',
    ])
  })

  test('at the end of an address is hidden by itself too', () => {
    expect(read({ 'slack-webhook-url': webhookUrl }).said).toContain('::add-mask::notARealSecret000000000')
  })

  test('that is empty hides nothing', () => {
    expect(read({ 'slack-webhook-url': '', 'slack-token': ' \n ' }).said).toEqual([])
  })
})
