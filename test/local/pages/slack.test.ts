import { expect, test } from 'vitest'
import { readMrkdwn, type SlackPiece } from '../../../src/local/pages/slack-markup.ts'
import { home, openPages } from './bed.ts'

test.each<[string, SlackPiece[]]>([
  ['plain &lt;b&gt; &amp;amp;', [{ kind: 'text', text: 'plain <b> &amp;' }]],
  [
    '*bold* _soft_',
    [
      { kind: 'bold', text: 'bold' },
      { kind: 'text', text: ' ' },
      { kind: 'soft', text: 'soft' },
    ],
  ],
  [
    '~gone~`code`',
    [
      { kind: 'gone', text: 'gone' },
      { kind: 'code', text: 'code' },
    ],
  ],
  ['2*3*4 a_b_c', [{ kind: 'text', text: '2*3*4 a_b_c' }]],
  ['<https://example.org?a=1&amp;b=2|here>', [{ kind: 'link', text: 'here', href: 'https://example.org?a=1&b=2' }]],
  ['<https://example.org>', [{ kind: 'link', text: 'https://example.org', href: 'https://example.org' }]],
  ['<javascript:alert(1)|here>', [{ kind: 'mention', text: 'here' }]],
  [
    '<@U012AB3CD> <!here>',
    [
      { kind: 'mention', text: '@U012AB3CD' },
      { kind: 'text', text: ' ' },
      { kind: 'mention', text: '@here' },
    ],
  ],
])('%j is read as Slack reads it', (text, pieces) => {
  expect(readMrkdwn(text)).toEqual(pieces)
})

test('messages are shown with their blocks, the newest first', async () => {
  const pages = await openPages()
  const { slack } = pages.playground
  for (const text of ['First', 'Second'])
    await fetch(slack.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, blocks: [{ type: 'header', text: { type: 'plain_text', text } }] }),
    })
  const page = await pages.open(`${home}/slack`)
  expect([...page.querySelectorAll('.slack h2')].map(({ textContent }) => textContent)).toEqual(['Second', 'First'])
  expect(page.querySelector('.byline')?.textContent).toContain('#aibot-chat')
  expect(page.querySelector('nav a[aria-current]')?.textContent).toBe('Slack 2')
})
