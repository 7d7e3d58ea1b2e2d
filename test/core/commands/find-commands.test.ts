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
    ['after a code span that shows a tag', 'see `<pre>`\n\nMore.\n\n/next'],
    ['after an element whose name only begins like one of code', '<precise>\n\n/next\n\n</precise>'],
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
    ['in a quote in HTML with attributes', '<blockquote cite="x">\n\n/next\n\n</blockquote>'],
    ['in a quote in HTML that goes on in the next line', '<blockquote\ncite="x">\n\n/next\n\n</blockquote>'],
    [
      'in two quotes in HTML of which one has ended',
      '<BLOCKQUOTE><blockquote>\n</blockquote>\n\n/next\n\n</BLOCKQUOTE>',
    ],
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
  expect(findCommands('/release in C:\\temp it fails\\\nThanks.')).toEqual([
    { name: 'release', reason: 'in C:\\temp it fails' },
  ])
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
  ['nothing but empty lines', '\n'.repeat(5000)],
  ['a list in lists that no reader can follow', `${'- '.repeat(60)}item\n\n`],
  ['quotes in quotes that no reader can follow', `${'> '.repeat(60)}quoted\n\n`],
])('a command after %s is found', (_, before) => {
  for (const end of ['\n', '\r\n', '\r']) expect(names(`${before}/next`.replaceAll('\n', end))).toEqual(['next'])
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
    [
      'in a paragraph of brackets behind a list that takes the line before',
      `- item\n/why\n\n${'['.repeat(5000)}\n/next`,
    ],
  ])('%s', (_, markdown) => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(findCommands(markdown.replaceAll('\n', end))).toEqual([
        {
          name: 'mistake',
          said: '/next',
          suggestion: '/next',
          why: 'What stands around the line is too long or too intricate to be sure that the line is no part of it. Say it in a comment of its own, or after an empty line.',
        },
      ])
  })

  test('with one sign more than can be told at once', () => {
    expect(names(`${'['.repeat(3000)}\n/next`)).toEqual(['next'])
    expect(names(`${'['.repeat(3001)}\n/next`)).toEqual(['mistake'])
    expect(names(`${'['.repeat(1500)}\n/why\n\n${'['.repeat(1501)}\n/next`)).toEqual(['why', 'mistake'])
  })

  test('but not where HTML around it conceals the line anyway', () => {
    expect(findCommands(`<blockquote>\n\n${'['.repeat(5000)}\n/next\n\n</blockquote>`)).toEqual([])
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
