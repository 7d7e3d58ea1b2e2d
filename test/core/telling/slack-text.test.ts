import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slackLine, slackNaming, slackPlainText, slackText } from '../../../src/core/telling/slack-text.ts'
import { anyText } from './any-notice.ts'

const naming = slackNaming('https://github.com', 'octo/demo', (task) => (task === 'p4-1-1' ? 12 : undefined))

/** Zero-width spaces are written as dots here, to be seen. */
const seen = (text: string) => text.replaceAll('\u200B', '·')

describe('text for Slack', () => {
  test.each([
    ['plain words, 12 (a-b)', 'plain words, 12 (a-b)'],
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<!channel> <@U012AB3CD>', '&lt;!channel&gt; &lt;@·U012AB3CD&gt;'],
    ['@here, @octocat', '@·here, @·octocat'],
    ['#general and #12', '#·general and #12'],
    [':smile: at 12:30', ':·smile: at 12:·30'],
    ['Waits for: nothing', 'Waits for: nothing'],
    ['https://example.org and www.example.org', 'https:·//example.org and www·.example.org'],
    ['*bold* _soft_ ~gone~ `code`', '∗bold∗ ˍsoftˍ ∼gone∼ ˋcodeˋ'],
    ['snake_case, 3*4 and a~b', 'snake_case, 3*4 and a~b'],
    ['two\nlines', 'two lines'],
  ])('%j becomes %j', (text, expected) => {
    expect(seen(slackText(text))).toBe(expected)
  })
})

describe('a phrase for Slack', () => {
  test('names tasks, issues and runs by links', () => {
    const phrase = [{ task: 'p4-1-1' }, ' waits for ', { issue: 7, repository: 'octo/other' }, ' and ', { run: 5 }]
    expect(slackLine(phrase, naming, 500)).toBe(
      '<https://github.com/octo/demo/issues/12|#12> (p4-1-1) waits for <https://github.com/octo/other/issues/7|octo/other#7> and <https://github.com/octo/demo/actions/runs/5|run 5>',
    )
  })

  test('names a task that has no issue by its id', () => {
    expect(slackLine([{ task: '_x_' }, ' is new'], naming, 500)).toBe('ˍxˍ is new')
  })

  test('names a run where there is no page of it', () => {
    const { numberOf, reference } = naming
    expect(slackLine([{ run: 5 }, ' ends'], { numberOf, reference }, 500)).toBe('run 5 ends')
  })

  test('names a commit by what people read of it', () => {
    expect(slackLine([{ commit: '0123456789abcdef' }, ' ended it'], naming, 500)).toBe('0123456 ended it')
  })

  test('keeps the spaces between its pieces, and none around it', () => {
    expect(slackLine(['a b', 'c ', 'd', ' ', 'e '], naming, 500)).toBe('a bc d e')
  })

  test('holds no link together that its own text would take apart', () => {
    expect(slackLine([{ issue: 7, repository: 'a|b&c' }], naming, 500)).toBe(
      '<https://github.com/a%7Cb&amp;c/issues/7|a¦b&amp;c#7>',
    )
  })

  test('is no quotation', () => {
    expect(slackLine(['> not a quotation'], naming, 500)).toBe('› not a quotation')
    expect(slackLine(['>> a > b'], naming, 500)).toBe('›› a &gt; b')
  })

  test('is cut in its text, and says so', () => {
    expect(slackLine(['abcdefghij'], naming, 10)).toBe('abcdefghij')
    expect(slackLine(['abcdefghijk'], naming, 10)).toBe('abcdefghi…')
    expect(slackLine(['abcdefgh&ij'], naming, 10)).toBe('abcdefgh…')
    expect(slackLine(['abcdefgh😀jk'], naming, 10)).toBe('abcdefgh…')
    expect(slackLine(['abcdefgh ijk'], naming, 10)).toBe('abcdefgh…')
    expect(slackLine([' abcdefghijk'], naming, 10)).toBe('abcdefghi…')
    expect(slackLine([{ task: 'b' }, ' cdefghijkl'], naming, 8)).toBe('b cdefg…')
    expect(slackLine(['abcdefghij', 'k'], naming, 10)).toBe('abcdefghi…')
  })

  test('is cut before a link that does not fit', () => {
    expect(slackLine(['Next: ', { task: 'p4-1-1' }], naming, 30)).toBe('Next: …')
  })
})

test('a header shows text as written, without anything that Slack could take for markup', () => {
  expect(seen(slackPlainText('R&D: <!here> :x: &lt;', 150))).toBe('R&D: <·!here> :·x: &·lt;')
  expect(slackPlainText('x'.repeat(150), 150)).toBe('x'.repeat(150))
  expect(slackPlainText('x'.repeat(151), 150)).toBe(`${'x'.repeat(149)}…`)
})

test('of any text nothing is left that formats, mentions or links', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = slackText(text)
      expect(shown).not.toMatch(/[<>`\n]|&(?!(?:amp|lt|gt);)/)
      expect(shown).not.toMatch(/(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])/)
      expect(shown).not.toMatch(/:[^\s:\u200B]+:|:\/\/|@\w|#[a-z]/i)
    }),
  )
})
