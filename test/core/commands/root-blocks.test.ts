import fc from 'fast-check'
import { fromMarkdown, type Options } from 'mdast-util-from-markdown'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Block } from '../../../src/core/commands/root-blocks.ts'

/** What the parser was given, and whether it was to look inside of paragraphs. */
const parsed: { readonly text: string; readonly isInline: boolean }[] = []

vi.mock('mdast-util-from-markdown', async (importOriginal) => {
  const original = await importOriginal<{ fromMarkdown: typeof fromMarkdown }>()
  return {
    fromMarkdown: (text: string, options?: Options) => {
      parsed.push({ text, isInline: options === undefined })
      return original.fromMarkdown(text, options)
    },
  }
})

// Another file may have loaded these with the parser as it is: while mutants are tried, files share what they load.
vi.resetModules()
const { findCommands } = await import('../../../src/core/commands/find-commands.ts')
const { rootBlocks } = await import('../../../src/core/commands/root-blocks.ts')

beforeEach(() => {
  parsed.length = 0
})

/** The same blocks, by parsing the whole at once. */
function blocksAtOnce(markdown: string): Block[] {
  return fromMarkdown(markdown).children.flatMap(({ type, position }): Block[] => {
    const [from, to] = [position!.start.offset!, position!.end.offset!]
    if (type === 'html') return [{ kind: 'html', from, to }]
    return type === 'paragraph' || (type === 'heading' && markdown[from] !== '#') ? [{ kind: 'text', from, to }] : []
  })
}

// An empty item is not among them: after indented code the parser takes it for text, and CommonMark for a list.
const line = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '- item',
    '  more',
    '1. item',
    '   more',
    '> quoted',
    '>',
    'text',
    'text',
    '```',
    '~~~',
    '    code',
    '\ttab',
  ],
  ...['<!--', '-->', '<div>', '</div>', '<pre>', '</pre>', '<b>', '# Title', '---', '===', '- - -', '+ ```', '> ~~~'],
  ...['  - deep', '    - deeper', '[a]: b', '`code', '/next', 'long '.repeat(60), '> long '.repeat(60)],
)

test('a definition is not parted from the line after it, which begins no list there', () => {
  const markdown = `${'long '.repeat(405)}\n\n[a]: b\n*\n/next\n${'\ntext\n'.repeat(10)}`
  expect([...rootBlocks(markdown)]).toEqual(blocksAtOnce(markdown))
})

test.each([
  ['a definition, and a line that begins no list behind it', '\n\n[a]: b\n*\n/next\n'],
  ['definitions behind each other', '\n\n[a]: b\n[c]: d\n*\n/next\n'],
  ['a list whose indentation leaves out the paragraph behind it', '\n\n   - item\n\n   /next\n'],
  ['a list that is not indented, and takes it in', '\n\n- item\n\n   /next\n'],
  ['a first line of one letter', '\n\na\n/next\n'],
  ['no block at all', '\n\n\n\n/next\n'],
])('wherever a piece ends, %s is what it is: at each place around the end of the first piece', (_, text) => {
  for (const end of ['\n', '\r\n', '\r']) {
    for (let before = 2000; before < 2060; before++) {
      const markdown = `${'a'.repeat(before)}${text}${'\ntext\n'.repeat(10)}`.replaceAll('\n', end)
      expect([...rootBlocks(markdown)], `${before}`).toEqual(blocksAtOnce(markdown))
    }
  }
})

test('a list or a quote that is longer than is worth parsing is left unread, up to the next line outside of it', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const container = `${'- item\n'.repeat(1000)}\n`.replaceAll('\n', end)
    const [unread, ...others] = rootBlocks(`${container}/next`)
    expect(unread).toEqual({ kind: 'unread', from: 0, to: container.length })
    expect(others).toEqual([{ kind: 'text', from: container.length, to: container.length + 5 }])
  }
})

test('a comment that is parsed in pieces has the same blocks as one that is parsed at once', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 100, maxLength: 400 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
      const markdown = lines.join(eol)
      const blocks = [...rootBlocks(markdown)]
      const unread = blocks.filter(({ kind }) => kind === 'unread')
      const expected = blocksAtOnce(markdown).filter(
        ({ from }) => !unread.some((each) => each.from <= from && from < each.to),
      )
      expect(blocks.filter(({ kind }) => kind !== 'unread')).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

const length = 12_000

function filled(text: string): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

const hostile: readonly (readonly [string, string])[] = [
  ['quotes in quotes', filled('>')],
  ['lists in lists', `${filled('1. ')}a`],
  ['lists of high numbers in lists', `${filled('12) ')}a`],
  ['lists of stars in lists', `${filled('* ')}a`],
  ['both in each other', `${filled('- > ')}a`],
  ['lists in lists in each line', filled(`${'- '.repeat(100)}a\n`)],
  ['a quote of lazy lines', `>a\n${filled('b\n')}`],
  ['headings', filled('a\n-\n')],
  ['brackets', filled('[')],
  ['links in links', filled('[a](')],
  ['stars and dashes', filled('*a_')],
  ['backticks', filled('`a``')],
  ['tags', filled('<a ')],
  ['comments in lines', filled('a<!--')],
  ['backslashes', filled('\\')],
  ['definitions', filled('[a]: b\n')],
  ['a fence', `\`\`\`\n${filled('/next\n')}`],
  ['a comment', `<!--\n${filled('/next\n')}`],
]

test.each(hostile)('%s are parsed in pieces, flat, and with few signs', (_, markdown) => {
  for (const between of ['\n', '\n\n']) {
    parsed.length = 0
    const found = findCommands(`${markdown}${between}/next\n`).map(({ name }) => name)
    expect(['', 'next', 'mistake']).toContain(found.join())
    const sizes = parsed.map(({ text }) => text.length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5 * length)
    const inline = parsed.filter(({ isInline }) => isInline).map(({ text }) => text.replace(/[^!&*<[\\\]_`]/g, ''))
    expect(inline.join('').length).toBeLessThanOrEqual(3000)
    expect(parsed.filter(({ text }) => /^(?:[-*>] ?|\d+[.)] ){60}/m.test(text))).toEqual([])
  }
})

test.each([
  ['stars', '*a_', 24_000],
  ['comments', 'a<!--', 48_000],
])('a paragraph of %s is cut off at once', (_, text, characters) => {
  const markdown = text.repeat(characters / text.length)
  const begun = process.cpuUsage()
  expect([...rootBlocks(markdown)]).toEqual([{ kind: 'text', from: 0, to: markdown.length }])
  // Milliseconds of the processor; where the parser looks inside of the paragraph, it takes several thousand.
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1_000)
})

test('what stands behind the last line that could be a command, or behind twenty commands, is not parsed', () => {
  for (const before of ['/next\n\n', '/why\n\n'.repeat(20)]) {
    parsed.length = 0
    findCommands(`${before}${'text\n\n'.repeat(2000)}${before === '/next\n\n' ? '' : '/next'}`)
    expect(parsed.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(3000)
  }
})

test('nothing is parsed where no line could be a command', () => {
  expect(findCommands(`${filled('*a_[`')}\n/lgtm\n    /next\nsee /next`)).toEqual([])
  expect(parsed).toEqual([])
})
