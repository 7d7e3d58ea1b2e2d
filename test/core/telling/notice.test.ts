import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noticeMarkdown } from '../../../src/core/telling/notice.ts'
import { type Naming, onGitHub } from '../../../src/core/text/phrase.ts'
import { liveParts, renderMarkdown, visibleText } from '../rendered-markdown.ts'
import { anyNotice, anyText } from './any-notice.ts'

const naming: Naming = { numberOf: (task) => (task === 'p4-1-1' ? 12 : undefined), reference: onGitHub }

test('a comment has a small heading, the lead, and a list for each section that has lines', () => {
  const text = noticeMarkdown(
    {
      title: 'Phase 4 has started: Release *readiness*',
      lead: [['2 of 12 done.'], ['Expected on 6 March.']],
      sections: [
        {
          title: 'Start these workers',
          lines: [
            [{ task: 'p4-1-1' }, ' User Guide'],
            [{ task: 'p4-1-2' }, ' is new'],
          ],
        },
        { title: 'Blocked', lines: [] },
      ],
      progressIssue: 11,
    },
    naming,
  )
  expect(text).toBe(
    [
      '#### Phase 4 has started: Release \\*readiness\\*',
      '2 of 12 done.\nExpected on 6 March.',
      '##### Start these workers',
      '- #12 (p4-1-1) User Guide\n- p4-1-2 is new',
    ].join('\n\n'),
  )
})

test('a list that is too long for a comment says how much it leaves out', () => {
  const lines = Array.from({ length: 1000 }, () => ['x'.repeat(200)])
  const text = noticeMarkdown({ title: 'T', lead: [], sections: [{ title: 'Done', lines }] }, naming)
  const shown = text.match(/^- /gm)!.length
  expect(text).toContain(`\n\n… and ${1000 - shown} more`)
})

test('any notice fits into a comment', () => {
  fc.assert(
    fc.property(anyNotice, (notice) => {
      expect(Buffer.byteLength(noticeMarkdown(notice, naming))).toBeLessThanOrEqual(65_000)
    }),
    { numRuns: 50 },
  )
})

test('whatever a title or a line says, it mentions nobody and is no markup', () => {
  fc.assert(
    fc.property(anyText, (title) => {
      const text = noticeMarkdown({ title, lead: [[title]], sections: [{ title, lines: [[title]] }] }, naming)
      const seen = visibleText(renderMarkdown(text), ['h4', 'h5', 'p', 'ul', 'li'])
      expect(liveParts(seen)).toEqual([])
    }),
  )
})
