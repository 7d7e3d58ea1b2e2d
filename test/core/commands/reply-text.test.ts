import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readReply, replyBody } from '../../../src/core/commands/reply-text.ts'

const nowhere = () => undefined

test('an answer is a hidden line that names the command, and one paragraph a sentence', () => {
  const body = replyBody(
    {
      answers: '17.0',
      refusal: 'no-slot',
      lines: [
        ['octocat, no: ', { task: 'a' }],
        ['Ask ', { issue: 5 }],
      ],
    },
    (task) => (task === 'a' ? 2 : undefined),
  )
  expect(body).toBe('<!-- phase-coordinator:reply 17.0 refusal -->\noctocat, no: #2 (a)\n\nAsk #5')
  expect(readReply(body)).toEqual({ answers: '17.0', refusal: true })
})

test('whatever it says, an answer is read back as the answer to its command', () => {
  const line = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<!--', '-->', '\n', '/spawn', '@octocat')),
  )
  fc.assert(
    fc.property(fc.nat(2 ** 40), fc.nat(99), fc.boolean(), fc.array(line), (comment, place, refusal, lines) => {
      const code = refusal ? 'no-slot' : undefined
      const body = replyBody({ answers: `${comment}.${place}`, refusal: code, lines }, nowhere)
      expect(readReply(body)).toEqual({ answers: `${comment}.${place}`, refusal })
      expect(readReply(body.replaceAll('\n', '\r\n'))).toEqual({ answers: `${comment}.${place}`, refusal })
    }),
    { seed: 4, numRuns: 200 },
  )
})

test('what a person wrote is inert in it', () => {
  const said = 'octocat, @everyone <img src=x> [x](http://x) #7 `rm` was not done\n/spawn'
  const body = replyBody({ answers: '1.0', refusal: 'no-slot', lines: [[said]] }, nowhere)
  expect(body).not.toContain('@everyone')
  expect(body).not.toContain('<img')
  expect(body.split('\n')).toHaveLength(2)
})

describe('a text of ours', () => {
  test.each([
    '<!-- phase-coordinator:task a -->\n',
    '<!-- phase-coordinator:reply x refusal -->',
    '<!-- phase-coordinator:reply 1.0 maybe -->',
  ])('%j answers nothing', (body) => {
    expect(readReply(body)).toEqual({ answers: '', refusal: false })
  })

  test.each([
    '',
    '/heartbeat',
    'x <!-- phase-coordinator:reply 1.0 refusal -->',
    '\n<!-- phase-coordinator:reply 1.0 answer -->',
  ])('%j is none', (body) => {
    expect(readReply(body)).toBeUndefined()
  })
})
