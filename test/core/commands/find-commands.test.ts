import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mightCommand } from '../../../src/core/commands/command.ts'
import { findCommands } from '../../../src/core/commands/find-commands.ts'

/** A command as one word, so that a table can name it. */
function names(markdown: string): string[] {
  return findCommands(markdown).map(({ name }) => name)
}

describe('a command is found', () => {
  test.each([
    ['alone', '/next'],
    ['in upper case', '/NEXT'],
    ['after three spaces', '   /next'],
    ['after a byte order mark', '\uFEFF/next'],
    ['after empty lines', '\n\n\n/next\n'],
    ['with Windows line ends', 'Hello.\r\n\r\n/next\r\n\r\nThanks.'],
    ['with the line ends of old', 'Hello.\r/next\rThanks.'],
    ['in the middle of a paragraph', 'Hello.\n/next\nThanks.'],
    ['in a later line with three spaces', 'Hello.\n   /next'],
    ['after a line that breaks hard', 'Hello.  \n/next\\\nThanks.'],
    ['above a signature, which makes a heading of it', '/next\n--\nOcto Cat'],
    ['above a line across the page', '/next\n====='],
    ['after a heading', '# Title\n/next'],
    ['after a list and an empty line', '- item\n\n/next'],
    ['after a quote and an empty line', '> quoted\n\n/next'],
    ['after a fence', '```\ncode\n```\n/next'],
    ['after a fence of tildes', '~~~\n```\n~~~\n/next'],
    ['after indented code', '    code\n/next'],
    ['after a comment', '<!-- hidden -->\n/next'],
    ['after a comment in a line', 'text <!-- hidden -->\n/next'],
    ['after a comment of nothing', '<!-->\n\n/next'],
    ['after HTML and an empty line', '<div>\nhtml\n</div>\n\n/next'],
    ['after a quote in HTML', '<blockquote>\n\nquoted\n\n</blockquote>\n\n/next'],
    ['in what folds, as Markdown', '<details>\n<summary>More</summary>\n\n/next\n\n</details>'],
    ['after a definition', '[a]: https://example.org\n/next'],
    ['after a code span', 'see `code`\n/next'],
    ['after a backtick without a partner', 'it`s\n/next'],
    ['after a bracket without a partner', 'a [link\n/next'],
    ['after a star without a partner', '2 * 3\n/next'],
    ['after emphasis', '*soft*\n/next'],
    ['after an escape and a reference', '\\* &amp; &#42;\n/next'],
    ['after NUL', '\0\n/next'],
    ['after characters of two units', '😀\n/next'],
    ['with a comment behind it', '/next <!-- now -->'],
    ['with markup behind it', '/next *please*'],
  ])('%s', (_, markdown) => {
    expect(mightCommand(markdown)).toBe(true)
    expect(names(markdown)).toEqual(['next'])
  })
})

describe('no command is found', () => {
  test.each([
    ['in the middle of a line', 'please /next'],
    ['after four spaces', '    /next'],
    ['after four spaces in a paragraph', 'text\n    /next'],
    ['after a tab', '\t/next'],
    ['after a tab in a paragraph', 'text\n\t/next'],
    ['after another space', '\u00A0/next'],
    ['after a character that cannot be seen', 'text\n\u200B/next'],
    ['after a byte order mark inside', 'text\n\n\uFEFF/next'],
    ['after a separator that is no line end of Markdown', 'text\u2028/next'],
    ['in a fence', '```\n/next\n```'],
    ['in a fence with a language', '```text\n/next\n```'],
    ['in a fence of tildes', '~~~\n/next\n~~~'],
    ['in a fence that is never closed', '````\n```\n/next'],
    ['in a fence with Windows line ends', '```\r\n/next\r\n```\r\n'],
    ['in indented code', 'text\n\n    code\n    /next'],
    ['in a quote', '> /next'],
    ['in the lazy line of a quote', '> quoted\n/next'],
    ['in the lazy line of a quote in a quote', '> > quoted\n/next'],
    ['in an alert', '> [!NOTE]\n> /next'],
    ['in a list item', '- /next'],
    ['in the lazy line of a list item', '- item\n/next'],
    ['in the second paragraph of a list item', '- item\n\n  /next'],
    ['in a numbered item', '1. item\n   /next'],
    ['in a heading', '# /next'],
    ['in a code span', '`/next`'],
    ['in a code span that began before', 'see `code\n/next\nmore`'],
    ['in a code span of two backticks', '``a\n/next ` b``'],
    ['in a comment', '<!--\n/next\n-->'],
    ['in a comment over an empty line', '<!--\n\n/next\n\n-->'],
    ['in a comment that is never closed', '<!-- \n\n/next'],
    ['in a comment in a line', 'text <!--\n/next\n-->'],
    ['in a comment that HTML begins', '<div><!--\n\n/next\n\n--></div>'],
    ['in a comment inside a comment', '<!-- <!--\n/next\n-->'],
    ['in an attribute', 'text <a title="\n/next\n">link</a>'],
    ['in HTML', '<details>\n/next\n</details>'],
    ['in preformatted HTML', '<pre>\n\n/next\n\n</pre>'],
    ['in preformatted HTML inside other HTML', '<div><pre>\n\n/next\n\n</pre></div>'],
    ['in a quote in HTML', '<blockquote>\n\n/next\n\n</blockquote>'],
    ['in a quote in HTML, after the end of what was not begun', '<blockquote>\n</pre>\n\n/next'],
    ['in code in HTML', 'text <code>\n/next\n</code>'],
    ['in a script', '<script>\n\n/next\n\n</script>'],
    ['in the text of a link', '[text\n/next\n](https://example.org)'],
    ['in the text of an image', '![text\n/next\n](https://example.org)'],
    ['in the title of a link', '[text](https://example.org "\n/next\n")'],
    ['in emphasis that began before', '*soft\n/next\nsofter*'],
    ['in strong emphasis that began before', '**loud\n/next\nlouder**'],
    ['as the address of a definition', '[a]:\n/next'],
    ['as an escape', '\\/next'],
    ['as a reference', '&#47;next'],
    ['as a path', '/next/page'],
    ['as part of a word', '/nextcloud'],
    ['of others', '/lgtm\n/retest\n/assign @octocat'],
  ])('%s', (_, markdown) => {
    expect(findCommands(markdown)).toEqual([])
  })
})

test('several commands are found in their order, with mistakes among them', () => {
  const markdown = '/hold now it burns\n\n```\n/next\n```\n\n/lgtm\n/spwan\n> /why\n\n/spawn p4-1-1 model=haiku\n/phase'
  expect(findCommands(markdown)).toMatchObject([
    { name: 'hold', now: true, reason: 'it burns' },
    { name: 'mistake', said: '/spwan', suggestion: '/spawn' },
    { name: 'spawn', tasks: ['p4-1-1'], model: 'haiku' },
    { name: 'phase', verb: 'help' },
  ])
})

test('arguments are the rest of the source line, whatever Markdown makes of it', () => {
  expect(findCommands('/release <!-- so\r\n/next -->\r\n')).toEqual([{ name: 'release', reason: '<!-- so' }])
  expect(findCommands('/release `a  \n/next\nb`')).toEqual([{ name: 'release', reason: '`a' }])
})

test('a comment has at most twenty commands', () => {
  expect(findCommands('/why\n\n'.repeat(50))).toHaveLength(20)
  expect(findCommands('/why\n'.repeat(50))).toHaveLength(20)
})

const longLog = `\`\`\`\n${'[12:00] *_`<a href="x">` worked_on_it\n'.repeat(1000)}\`\`\`\n`

test.each([
  ['a long log in a fence', longLog],
  ['a long comment', `<!--\n${'text\n\n'.repeat(500)}-->\n`],
  ['a long paragraph', 'words and words\n'.repeat(300)],
  ['a long list and an empty line', `${'- item\n\n  text\n'.repeat(1000)}\n`],
  ['a long quote and an empty line', `${'> quoted\n'.repeat(1000)}\n`],
  ['many blocks', '# Title\n\ntext\n\n- item\n- item\n\n> quoted\n\n```\ncode\n```\n\n'.repeat(50)],
])('a command after %s is found', (_, before) => {
  expect(names(`${before}/next`)).toEqual(['next'])
  expect(names(`${before}/next`.replaceAll('\n', '\r\n'))).toEqual(['next'])
})

test.each([
  ['a long fence', `\`\`\`\n${'code\n\n'.repeat(1000)}/next\n`],
  ['a long list', `${'- item\n'.repeat(1000)}\n  /lgtm\n`],
  ['a long quote', `${'> /next\n'.repeat(1000)}\n`],
])('a command in %s is not', (_, markdown) => {
  expect(names(markdown)).toEqual([])
})

describe('where it would take long to tell, the answer is a mistake', () => {
  test.each([
    ['behind a list without an empty line', `${'- item\n'.repeat(1000)}/next\n/why`],
    ['behind a quote without an empty line', `${'> quoted\n'.repeat(1000)}/next`],
    ['in a paragraph of brackets', `${'['.repeat(5000)}\n/next\n/why`],
    ['in a paragraph of stars', `${'*a_'.repeat(5000)}\n/next`],
  ])('%s', (_, markdown) => {
    expect(findCommands(markdown)).toEqual([
      { name: 'mistake', said: '/next', suggestion: '/next', why: expect.stringContaining('in a comment of its own') },
    ])
  })
})

/** Whole blocks: nothing that follows an empty line belongs to them. */
const wholeBlock = fc.constantFrom(
  'Some words.',
  'Two\nlines.',
  'it`s [half *open',
  '# Title',
  'Title\n=====',
  '---',
  '- item\n- item',
  '1. item\n\n   more',
  '- ```\n  code\n  ```',
  '> quoted\nlazily',
  '> > twice\n> ```',
  '```\ncode\n\n/why\n```',
  '~~~~\n~~~\n\n> /why\n~~~~',
  '    code\n\n    /why',
  '<!--\n\n/why\n\n-->',
  '<div>\n/why\n</div>',
  '<blockquote>\n\nquoted\n\n</blockquote>',
  '[a]: https://example.org "title"',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  '![](x.png)',
  '/lgtm',
  '`/why`',
  `${'long '.repeat(300)}\n${'long '.repeat(300)}`,
)
const blocks = fc.array(wholeBlock, { maxLength: 12 })
const eol = fc.constantFrom('\n', '\r\n', '\r')

test('a paragraph of its own is found between whole blocks, and nothing else is', () => {
  fc.assert(
    fc.property(blocks, blocks, eol, fc.constantFrom('', ' ', '   '), (before, after, end, indentation) => {
      // After a list, indentation could make it a part of the last item.
      const line = before.some((block) => /^(?:-|1\.) /.test(block)) ? '/next' : `${indentation}/next`
      const markdown = [...before, line, ...after].join('\n\n').replaceAll('\n', end)
      expect(names(markdown)).toEqual(['next'])
    }),
    { numRuns: 100 },
  )
})

const anything = fc
  .array(
    fc.oneof(wholeBlock, fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom(...'`*_[]()<>!-&\\#\t\r\n /')),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''))

test('nothing is found in a fence, a quote, or a comment', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom('/next', '   /next', 'text\n/next'), (text, line) => {
      const inside = `${text.replaceAll(/[`~]|--+>?/g, '')}\n${line}\n`
      const quoted = inside.replaceAll(/^|(?<=\r\n|\r(?!\n)|\n)/g, '> ')
      for (const markdown of [`\`\`\`\n${inside}\`\`\``, `~~~\n${inside}`, quoted, `<!--\n${inside}-->`]) {
        expect(findCommands(markdown), markdown).toEqual([])
      }
    }),
    { numRuns: 100 },
  )
})

test('no comment makes it throw', () => {
  fc.assert(
    fc.property(anything, anything, (before, after) => {
      expect(findCommands(`${before}\n/next\n${after}`).length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 100 },
  )
})
