import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Notice } from '../../../src/core/telling/notice.ts'
import { type SlackBlock, slackMessage } from '../../../src/core/telling/slack-message.ts'
import { slackNaming } from '../../../src/core/telling/slack-text.ts'
import { blockErrors } from '../../../src/local/slack-blocks.ts'
import { anyNotice } from './any-notice.ts'

const numbers = new Map([
  ['p4-1-1', 12],
  ['p4-4-1', 19],
])
const naming = slackNaming('https://github.com', 'octo/demo', (task) => numbers.get(task))

const launch: Notice = {
  title: 'Phase 4 has started: Release readiness',
  lead: [['12 tasks, 2 slots, to be done by 8 March.']],
  sections: [
    {
      title: 'Start these workers',
      lines: [
        [{ task: 'p4-1-1' }, ' User Guide'],
        [{ task: 'p4-4-1' }, ' CI'],
      ],
    },
  ],
  progressIssue: 11,
}

function textsOf(blocks: readonly SlackBlock[]): readonly string[] {
  return blocks.map((block) => (block.type === 'context' ? block.elements[0].text : block.text.text))
}

const link = (number: number) => `<https://github.com/octo/demo/issues/${number}|#${number}>`

describe('a message', () => {
  const { text, blocks } = slackMessage(launch, naming, ['U012AB3CD', 'S0PS'])

  test('has a header, a lead with who is told, its sections, and a link to the progress issue', () => {
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'context'])
    expect(textsOf(blocks)).toEqual([
      'Phase 4 has started: Release readiness',
      '<@U012AB3CD> <!subteam^S0PS>\n12 tasks, 2 slots, to be done by 8 March.',
      `*Start these workers*\n• ${link(12)} (p4-1-1) User Guide\n• ${link(19)} (p4-4-1) CI`,
      `All of it: ${link(11)}`,
    ])
  })

  test('has a text for notifications', () => {
    expect(text).toBe('Phase 4 has started: Release readiness\n12 tasks, 2 slots, to be done by 8 March.')
  })

  test('lets Slack make nothing of plain words', () => {
    const objects = blocks.map((block) => (block.type === 'context' ? block.elements[0] : block.text))
    for (const object of objects)
      expect(object).toMatchObject(object.type === 'mrkdwn' ? { verbatim: true } : { emoji: false })
  })
})

test('a section without lines is left out, and so is a lead without sentences', () => {
  const { blocks } = slackMessage({ title: 'T', lead: [], sections: [{ title: 'Done', lines: [] }] }, naming, [])
  expect(textsOf(blocks)).toEqual(['T'])
})

test('a notice without a title still has a header', () => {
  expect(textsOf(slackMessage({ title: ' \u200B', lead: [], sections: [] }, naming, []).blocks)).toEqual([
    'Phase Coordinator',
  ])
})

test('what is no id of a member or a group mentions nobody', () => {
  const ids = ['!channel', 'U1> <!here', 'u012ab3cd', '']
  expect(JSON.stringify(slackMessage(launch, naming, ids))).not.toMatch(/<[@!]/)
})

test('long lists give way to how many more there are, and each section keeps something', () => {
  const lines = Array.from({ length: 100 }, (_, at) => [`${at} ${'x'.repeat(60)}`])
  const sections = ['Finished', 'Started', 'Blocked'].map((title) => ({ title, lines }))
  const texts = textsOf(slackMessage({ ...launch, sections }, naming, []).blocks).slice(2, 5)
  for (const text of texts) {
    const shown = text.split('\n').filter((line) => line.startsWith('• ')).length
    expect(shown).toBeGreaterThan(10)
    expect(text).toMatch(new RegExp(`\\n… and ${100 - shown} more$`))
  }
})

test('sections for which there is no room are counted', () => {
  const sections = Array.from({ length: 200 }, (_, at) => ({ title: `Section ${at}`, lines: [['one']] }))
  const texts = textsOf(slackMessage({ ...launch, sections }, naming, []).blocks)
  const shown = texts.filter((text) => text.startsWith('*Section')).length
  expect(shown).toBe(46)
  expect(texts.at(-2)).toBe('… and 154 more sections')
})

describe('for any notice', () => {
  const anyMentions = fc.array(fc.constantFrom('U012AB3CD', 'W012AB3CD', 'S012AB3CD', '!channel'), { maxLength: 30 })
  const sent = fc.tuple(anyNotice, anyMentions).map(([notice, mention]) => slackMessage(notice, naming, mention))

  test('Slack takes the message', () => {
    fc.assert(
      fc.property(sent, ({ text, blocks }) => {
        expect(blockErrors(JSON.parse(JSON.stringify(blocks)))).toEqual([])
        expect(text.trim()).not.toBe('')
      }),
    )
  })

  test('it is short enough for a phone', () => {
    fc.assert(
      fc.property(sent, ({ text, blocks }) => {
        const texts = [text, ...textsOf(blocks)]
        expect(texts.reduce((sum, each) => sum + each.length, 0)).toBeLessThanOrEqual(4000)
      }),
    )
  })

  test('nothing in it is live but our own links and the mentions that are meant', () => {
    fc.assert(
      fc.property(sent, ({ text, blocks }) => {
        const [header, ...others] = textsOf(blocks)
        expect(header).not.toMatch(/<[!@#a-z]/i)
        for (const shown of [text, ...others]) {
          const rest = shown
            .replace(/<https:\/\/github\.com\/[^\s<>|]*\|[^<>|\n]*>/g, 'link')
            .replace(/^(?:(?:<@[UW]012AB3CD>|<!subteam\^S012AB3CD>) ?)+/, '')
          expect(rest).not.toMatch(/[<>]/)
          expect(rest).not.toMatch(/^&gt;/m)
          expect(rest).not.toMatch(/`|(?<![A-Za-z0-9])[_~]|[_~](?![A-Za-z0-9])|:[^\s:\u200B]+:/)
        }
      }),
    )
  })

  test('no text ends inside of an entity, a link or a character', () => {
    fc.assert(
      fc.property(sent, ({ text, blocks }) => {
        const [header, ...others] = textsOf(blocks)
        expect(header!.isWellFormed()).toBe(true)
        for (const line of [text, ...others].flatMap((shown) => shown.split('\n'))) {
          expect(line.isWellFormed()).toBe(true)
          expect(line.replace(/<[^<>]*>|&(?:amp|lt|gt);/g, '')).not.toMatch(/[<>&]/)
        }
      }),
    )
  })
})
