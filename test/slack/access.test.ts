import { expect, test } from 'vitest'
import { slackTarget } from '../../src/slack/access.ts'

const apiUrl = 'https://slack.com/api/'
const [webhookUrl, token] = ['https://hooks.slack.com/services/T/B/x', 'xoxb-1']

test.each([
  [
    'a token and a channel',
    { webhookUrl: undefined, token, apiUrl },
    '#c',
    { kind: 'token', token, channel: '#c', apiUrl },
  ],
  ['a token without a channel', { webhookUrl: undefined, token, apiUrl }, undefined, undefined],
  ['a webhook', { webhookUrl, token: undefined, apiUrl }, '#c', { kind: 'webhook', url: webhookUrl }],
  ['both and a channel', { webhookUrl, token, apiUrl }, '#c', { kind: 'token', token, channel: '#c', apiUrl }],
  ['both without a channel', { webhookUrl, token, apiUrl }, undefined, { kind: 'webhook', url: webhookUrl }],
])('with %s a message goes where it can', (_, access, channel, target) => {
  expect(slackTarget(access, channel)).toEqual(target)
})
