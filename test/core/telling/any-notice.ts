import fc from 'fast-check'
import type { Notice } from '../../../src/core/telling/notice.ts'
import type { Phrase } from '../../../src/core/text/phrase.ts'
import { hostileTexts } from '../hostile-texts.ts'

/** Text that people write, or would write to be heard where they should not be. */
const hostile = [
  'plain words',
  '<!channel> <!here> <!everyone>',
  '<@U012AB3CD> <!subteam^S012AB3CD> <#C012AB3CD>',
  '@here @channel @octocat @octo/team',
  '<https://example.org|click> https://example.org www.example.org mailto:a@example.org',
  '&lt;!channel&gt; &amp;lt; &#60;!here> &',
  ':smile: :+1: :a:b: 12:30 x:',
  '*bold* _soft_ ~gone~ `code` ```block```',
  'snake_case 3*4 a~b __init__',
  '> quote',
  '>>> long quote',
  '- item\n1. item\n# heading',
  'tab\tand\u00a0space \u202eturned',
  '\u200B',
  '',
  ' ',
  '日本語 @日本 العربية 😀👨‍👩‍👧',
  '\uD83D',
  'x'.repeat(5000),
  '&'.repeat(700),
  '😀'.repeat(400),
]

export const anyText = fc.oneof(
  fc.constantFrom(...hostile, ...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.constantFrom(...hostile.slice(0, 14), ...'<>&!@#|:*_~`^ a1\n'), { maxLength: 12 })
    .map((parts) => parts.join('')),
)

const anyPhrase: fc.Arbitrary<Phrase> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: anyText },
    { weight: 1, arbitrary: fc.record({ task: fc.oneof(fc.constantFrom('p4-1-1', 'unknown_task'), anyText) }) },
    { weight: 1, arbitrary: fc.record({ issue: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ issue: fc.nat(), repository: fc.constantFrom('octo/product', 'o|<x>/y&z') }) },
    { weight: 1, arbitrary: fc.record({ run: fc.nat() }) },
  ),
  { maxLength: 6 },
)

const anyLines = fc.oneof(
  fc.array(anyPhrase, { maxLength: 8 }),
  fc.tuple(anyPhrase, fc.nat(200)).map(([phrase, count]) => Array.from({ length: count }, () => phrase)),
)

const anySections = fc.oneof(
  fc.array(fc.record({ title: anyText, lines: anyLines }), { maxLength: 8 }),
  fc
    .tuple(anyText, anyLines, fc.nat(120))
    .map(([title, lines, count]) => Array.from({ length: count }, () => ({ title, lines }))),
)

export const anyNotice: fc.Arbitrary<Notice> = fc.record({
  title: anyText,
  lead: anyLines,
  sections: anySections,
  progressIssue: fc.option(fc.nat(), { nil: undefined }),
})
