import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReply } from '../../../src/core/commands/reply-text.ts'
import type { Letter } from '../../../src/core/records/told.ts'
import { leftToTell, letterBody, readLetterKey } from '../../../src/core/telling/letter-text.ts'
import { anyNotice } from './any-notice.ts'

const at = '2026-02-24T09:15:00.000Z'

function letterOf(key: string, given: Partial<Letter> = {}): Letter {
  const notice = { title: 'Phase 4', lead: [['1 of 2 done.']], sections: [], progressIssue: 1 }
  return { key, at, notice, comment: ['octocat'], slack: true, ...given }
}

const bodyOf = (letter: Letter, slackHasIt = false) => letterBody(letter, slackHasIt, () => undefined)

test('a comment says in a hidden line what it tells and whether Slack had it, then mentions people, then tells it', () => {
  expect(bodyOf(letterOf('digest 2026-02-24', { comment: ['octocat', 'mona'] })).split('\n')).toEqual([
    '<!-- phase-coordinator:tell digest 2026-02-24 -->',
    '@octocat @mona',
    '#### Phase 4',
    '',
    '1 of 2 done.',
  ])
  expect(
    bodyOf(letterOf('closing 1', { comment: [] }), true)
      .split('\n')
      .slice(0, 2),
  ).toEqual(['<!-- phase-coordinator:tell closing 1 in-slack -->', '#### Phase 4'])
})

test.each(['picks launch', 'picks 2026-02-24T09:15:00.000Z', 'digest 2026-02-24', 'closing 12'])(
  'the key %s is read back out of its comment, which is none that answers a command',
  (key) => {
    expect(readLetterKey(bodyOf(letterOf(key)))).toBe(key)
    expect(readLetterKey(bodyOf(letterOf(key), true))).toBe(`${key} in-slack`)
    expect(readReply(bodyOf(letterOf(key)))).toEqual({ answers: key, refusal: false })
  },
)

test.each([
  '',
  'digest',
  ' <!-- phase-coordinator:tell digest 2026-02-24 -->',
  '> quoted\n<!-- phase-coordinator:tell closing 1 -->',
])('%j tells no letter', (body) => {
  expect(readLetterKey(body)).toBeUndefined()
})

test('a comment that is there leaves what Slack has not heard, and that of another letter leaves everything', () => {
  const letter = letterOf('closing 1')
  expect(leftToTell(letter, ['', '17.0', 'closing 11', 'closing 2 in-slack'])).toBeUndefined()
  expect(leftToTell(letter, ['closing 1'])).toMatchObject({ comment: undefined, slack: true })
  expect(leftToTell(letter, ['closing 1 in-slack'])).toMatchObject({ comment: undefined, slack: false })
  expect(leftToTell({ ...letter, slack: false }, ['closing 1'])).toMatchObject({ comment: undefined, slack: false })
})

test('whatever a notice says, its comment mentions the people of the letter alone and fits', () => {
  fc.assert(
    fc.property(anyNotice, (notice) => {
      const body = bodyOf(letterOf('digest 2026-02-24', { notice }))
      expect(body.match(/(?<![\w`])@\w/g)).toEqual(['@o'])
      expect(body.length).toBeLessThan(60_000)
      expect(readLetterKey(body)).toBe('digest 2026-02-24')
    }),
    { seed: 1, numRuns: 60 },
  )
})
