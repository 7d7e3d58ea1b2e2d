import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Fields, readField, setFields, splitFrontMatter } from '../../../../src/core/mirror/files/front-matter.ts'

const fields: Fields = [
  ['task', 'a'],
  ['percent', '40'],
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom('---', '--- ', 'task: b', ' x', 'percent: 3 # so far', 'x:', '', '\uFEFF'), { maxLength: 8 })
    .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end))),
)

describe('front matter', () => {
  test.each<[name: string, before: string, after: string]>([
    ['an empty file', '', '---\ntask: a\npercent: 40\n---\n'],
    ['a file without any', '# Title\n', '---\ntask: a\npercent: 40\n---\n\n# Title\n'],
    ['one that begins with an empty line', '\ntext', '---\ntask: a\npercent: 40\n---\n\ntext'],
    ['a byte order mark', '\uFEFFtext', '\uFEFF---\ntask: a\npercent: 40\n---\n\ntext'],
    ['other line ends', '---\r\nx: 1\r\n---\r\ntext', '---\r\nx: 1\r\ntask: a\r\npercent: 40\r\n---\r\ntext'],
    [
      'keys of others, in any order',
      '---\nz: [1]\npercent: 3\n# why\n---',
      '---\nz: [1]\npercent: 40\n# why\ntask: a\n---',
    ],
    [
      'what it says already',
      '---\npercent:   "40" # so far\ntask: a\n---\n',
      '---\npercent:   "40" # so far\ntask: a\n---\n',
    ],
    [
      'a value over several lines',
      '---\npercent:\n  3\n 4\n\t5\nx: y\n---\n',
      '---\npercent: 40\nx: y\ntask: a\n---\n',
    ],
    ['a file whose first line ends otherwise', 'text\nmore\r\n', '---\ntask: a\npercent: 40\n---\n\ntext\nmore\r\n'],
    ['a text with a line across', 'Title\n---\nx: 1\n', '---\ntask: a\npercent: 40\n---\n\nTitle\n---\nx: 1\n'],
    ['a line across that is none', '---\n\ntext', '---\ntask: a\npercent: 40\n---\n\n---\n\ntext'],
  ])('is set in %s', (_, before, after) => {
    expect(setFields(before, fields)).toBe(after)
  })

  test.each<[line: string, value: string | undefined]>([
    ['task: a', 'a'],
    ['task: a b', 'a b'],
    ['task:', ''],
    ['task: # nothing yet', ''],
    ['task: a   # so far', 'a'],
    ['task: a#b', 'a#b'],
    ['task: "a b" # why', 'a b'],
    ["task: 'a # b'", 'a # b'],
    ['task: "a" b', '"a" b'],
    ["task: x 'y'", "x 'y'"],
    ["task: ''", ''],
    ['tasks: a', undefined],
    ['my task: a', undefined],
    ['task:a', undefined],
    [' task: a', undefined],
  ])('that says %j says %j', (line, value) => {
    expect(readField(`---\nother: 1\n${line}\n---\n`, 'task')).toBe(value)
  })

  test('that is not there says nothing', () => {
    expect(readField('task: a\n', 'task')).toBeUndefined()
  })

  test.each([
    ['p4-1-1', 'task: p4-1-1'],
    ['40', 'task: 40'],
    ['2026-02-22T10:00:00.000Z', 'task: 2026-02-22T10:00:00.000Z'],
    ['', 'task:'],
    ['a b', 'task: "a b"'],
    ['a: b', 'task: "a: b"'],
    ['1.0', 'task: "1.0"'],
    ['4 h', 'task: "4 h"'],
    ['2026-02-22', 'task: "2026-02-22"'],
    ['02026-02-22T10:00:00Z', 'task: "02026-02-22T10:00:00Z"'],
    ['2026-02-22T10 o’clock Z', 'task: "2026-02-22T10 o’clock Z"'],
    ['Yes', 'task: "Yes"'],
    ['yesterday', 'task: yesterday'],
    ['a-yes', 'task: a-yes'],
  ])('says %j as %j', (value, line) => {
    expect(setFields('', [['task', value]])).toBe(`---\n${line}\n---\n`)
  })

  test.each([
    ['---\nx: 1\ny: 2\n---\ntext', '---\nx: 1\ny: 2\n---\n', 'text'],
    ['---\nx: 1\n---', '---\nx: 1\n---', ''],
    ['\uFEFF---\n---\n\ntext\n', '\uFEFF---\n---\n', '\ntext\n'],
    ['\uFEFFtext', '\uFEFF', 'text'],
    ['text\n', '', 'text\n'],
    ['---\nx: 1\n', '', '---\nx: 1\n'],
  ])('%j is parted into %j and %j', (text, head, body) => {
    expect(splitFrontMatter(text)).toEqual({ head, body })
  })

  test('is set once, read back, and nothing else is touched, whatever the text', () => {
    const values = fc.constantFrom('', '40', 'true', '1.0', 'p4-1-1', '2026-02-22T10:00:00Z', 'null')
    fc.assert(
      fc.property(anyText, values, (text, value) => {
        const once = setFields(text, [['task', value]])
        expect(setFields(once, [['task', value]])).toBe(once)
        expect(readField(once, 'task')).toBe(value)
        expect(once.endsWith(splitFrontMatter(text).body)).toBe(true)
      }),
    )
  })

  test.each(['true', '1.0', '1e3', 'null', 'p4', '0x1', 'no', '2026-02-22', '007', '12345678901234567890'])(
    '%s stays text to YAML',
    (value) => {
      const lines = setFields('', [['task', value]]).split('\n')
      expect(parse(lines[1]!)).toEqual({ task: value })
    },
  )
})

test('a value with very many blanks is read at once', () => {
  const begun = process.cpuUsage()
  expect(readField(`---\npercent: 1${' '.repeat(100_000)}2\n---\n`, 'percent')).toMatch(/^1 +2$/)
  // Milliseconds of the processor; where each blank is held against each, it takes several thousand.
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1_000)
})
