import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inlineText, logText, plainText, quietMarkdown } from '../../../src/core/text/inert.ts'
import { runnerCommands } from '../../run/runner-commands.ts'
import { anyHostileText, hostileTexts, shown } from '../hostile-texts.ts'
import { liveParts, renderMarkdown, visibleText, withoutZeroWidth } from '../rendered-markdown.ts'

const anyTag =
  'p pre b em strong blockquote ul ol li br hr h1 h2 h3 h4 h5 h6 del a table thead tbody tr th td input'.split(' ')

describe('text for a line of Markdown', () => {
  test.each(hostileTexts)('%j shows as written, and nothing in it is live', (text) => {
    const seen = visibleText(renderMarkdown(inlineText(text)), ['p'])
    expect(withoutZeroWidth(seen)).toBe(shown(text))
    expect(liveParts(seen)).toEqual([])
    expect(inlineText(text)).not.toMatch(/(?<!\\)\$/)
  })

  test('so it does in a sentence, in a heading and in a list, whatever it is', () => {
    const seeded = { seed: 4, numRuns: 400 }
    fc.assert(
      fc.property(anyHostileText, (text) => {
        const inert = inlineText(text)
        const places: readonly [markdown: string, allowed: readonly string[], around: (inner: string) => string][] = [
          [`before ${inert} after`, ['p'], (inner) => `before ${inner} after`],
          [`- ${inert} x`, ['ul', 'li'], (inner) => `${inner} x`],
          [`# ${inert}`, ['h1'], (inner) => inner],
          [`**${inert}.** x`, ['p', 'strong'], (inner) => `${inner}. x`],
        ]
        for (const [markdown, allowed, around] of places) {
          if (shown(text) === '') continue
          const seen = visibleText(renderMarkdown(markdown), allowed)
          expect(withoutZeroWidth(seen).trim()).toBe(withoutZeroWidth(around(shown(text))))
          expect(liveParts(seen)).toEqual([])
        }
      }),
      seeded,
    )
  })

  test('a table keeps its columns', () => {
    fc.assert(
      fc.property(anyHostileText, anyHostileText, (a, b) => {
        const html = renderMarkdown(`| x | y |\n| --- | --- |\n| ${inlineText(a)} | ${inlineText(b)} |`)
        const cells = [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell]) =>
          withoutZeroWidth(visibleText(cell!, [])),
        )
        expect(cells).toEqual([withoutZeroWidth(shown(a)), withoutZeroWidth(shown(b))])
      }),
      { seed: 4, numRuns: 400 },
    )
  })
})

describe('Markdown that is meant to be rendered', () => {
  test.each([
    ['Ask @octocat', 'Ask @\u200Boctocat'],
    ['(@octocat)', '(@\u200Boctocat)'],
    ['octocat@example.org', 'octocat@example.org'],
    ['`@octocat`', '`@octocat`'],
    ['```\n@octocat\n```\n@hubot', '```\n@octocat\n```\n@\u200Bhubot'],
    ['~~~\n@octocat\n~~~', '~~~\n@octocat\n~~~'],
    ['**bold** #12 https://example.org', '**bold** #12 https://example.org'],
    ['a\u202Eb\u0007c', 'abc'],
    ['@\u202Eoctocat', '@\u200Boctocat'],
    ['`a\n\n`@octocat`', '`a\n\n`@octocat`'],
    ['`a\n \n`@octocat`', '`a\n \n`@octocat`'],
    ['```js\n@octocat\n```', '```js\n@octocat\n```'],
    ['`a\n```\n@octocat\n```', '`a\n```\n@octocat\n```'],
  ])('%j', (text, quiet) => {
    expect(quietMarkdown(text)).toBe(quiet)
  })

  test.each([
    ['a fence that is not closed', '```\n@octocat'],
    ['a code span over a line', '`a\n@octocat`'],
    ['backticks that do not pair', '`@octocat'],
    ['backticks that pair over lines', 'a `\nb `@octocat` c'],
    ['a backtick behind a code span that pairs over lines', 'a `b` `\nc `@octocat` d'],
    ['a line that begins with a tilde', '~ a\n@octocat\n~'],
    ['a backtick in a tag', '<b title="`">@octocat`</b>'],
    ['a longer fence around a shorter', '````\n```\n````\n@octocat'],
    ['a shorter run of backticks inside a longer', '`` ` `` @octocat `x`'],
    ['a fence of the other kind inside', '```\n~~~\n```\n@octocat'],
    ['a fence with a backtick in its info', '``` a`b\n@octocat\n```'],
    ['a backslash before a backtick', '\\`@octocat`'],
    ['a fence in a quote', '> ```\n@octocat\n```'],
    ['an entity', '&#64;octocat'],
    ['an entity by name', '&commat;octocat'],
    ['an entity in hexadecimal', '&#x40;octocat'],
    ['a backslash before the sign', '\\@octocat'],
    ['a tag within', '@<b>octocat</b> <b>@octocat</b>'],
    ['an underscore before', '_@octocat_'],
  ])('%s never lets a mention through', (_, text) => {
    const html = renderMarkdown(quietMarkdown(text))
    const outsideOfCode = html.replace(/<code[^>]*>[\s\S]*?<\/code>|<!--[\s\S]*?(?:-->|$)/g, '')
    const seen = visibleText(outsideOfCode, ['p', 'pre', 'em', 'strong', 'blockquote', 'b'])
    expect(liveParts(seen).filter((part) => part.startsWith('@'))).toEqual([])
  })

  test('whatever it is, no mention is left outside of code', () => {
    const code = ['`', '``', '```', '````', '~~~', '~~~~', '    ', '\t', '\\', '\n', '\n\n']
    const blocks = [
      '> ',
      '- ',
      '1. ',
      '# ',
      '<b>',
      '<!-- ',
      '-->',
      '<pre>\n',
      '</pre>',
      '| ',
      '|\n| --- |\n',
      '[a](',
      ')',
    ]
    const pieces = [...code, ...blocks, '@octocat', '@octocat', ' ', 'x', '&#64;hubot', '&#x6f;']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 16 }), (parts) => {
        const html = renderMarkdown(quietMarkdown(parts.join('')))
        const outsideOfCode = html.replace(/<code[^>]*>[\s\S]*?<\/code>|<!--[\s\S]*?(?:-->|$)/g, '')
        const seen = visibleText(outsideOfCode, anyTag)
        expect(liveParts(seen).filter((part) => part.startsWith('@'))).toEqual([])
      }),
      { seed: 4, numRuns: 1000 },
    )
  })

  test.each([
    ['`@octocat` '],
    ['@octocat '],
    ['a'],
    ['`'],
    ['``'],
    ['```'],
    ['~~~ '],
    ['<'],
    ['&#64;'],
    ['```\n@octocat\n```\n'],
  ])('200 KB of %j are quiet in a moment, and say the same', (piece) => {
    const text = piece.repeat(200_000 / piece.length)
    const quiet = withoutZeroWidth(quietMarkdown(text))
    expect(quiet.replaceAll('&#64;', '@')).toBe(text.replaceAll('&#64;', '@'))
    expect(inlineText(text).length).toBeGreaterThan(100_000)
  })

  test('what is quiet stays as it is', () => {
    fc.assert(
      fc.property(anyHostileText, (text) => {
        const quiet = quietMarkdown(text)
        expect(quietMarkdown(quiet)).toBe(quiet)
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

describe('text for a title', () => {
  test.each([
    ['  a \n b\tc ', 'a b c'],
    ['a\u202Eb\u0000', 'ab'],
    ['@octocat *x*', '@octocat *x*'],
  ])('%j', (text, plain) => {
    expect(plainText(text)).toBe(plain)
  })
})

describe('text for a line of the log', () => {
  test.each([
    ['plain words', 'plain words'],
    ['a::error::b', 'a::error::b'],
    ['::error::boom', ':\u200B:error::boom'],
    [' \u00a0\n::error::boom', ':\u200B:error::boom'],
    ['open "##[error]boom"', 'open "#\u200B#[error]boom"'],
    ['###[group]x', '##\u200B#[group]x'],
    ['\u001B[31mred\r\n::stop-commands::x', '[31mred ::stop-commands::x'],
  ])('%j is no command to the runner', (text, line) => {
    expect(logText(text)).toBe(line)
    expect(runnerCommands(logText(text))).toEqual([])
  })
})
