import { describe, expect, test } from 'vitest'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import type { Problem } from '../../../src/core/problem.ts'
import { mistakesSummary } from '../../../src/core/report/mistakes-summary.ts'
import { brokenFiles } from '../../corpus/corpus.ts'
import { hostileTexts } from '../hostile-texts.ts'
import { liveParts, renderMarkdown, visibleText } from '../rendered-markdown.ts'

const place = {
  lineAddress: (file: string, line: number) => `https://github.com/octo/demo/blob/abc/${file}#L${line}`,
  codeReference: (code: string) => `(${code})`,
}

function summaryOf(text: string, path = 'a.yml'): string {
  return mistakesSummary(readPhases([{ path, text }]).problems, { sources: new Map([[path, text]]), ...place })
}

const twoMistakes = 'phase: 4\ntitle: T\ntasks:\n  - id: a\n    dependson: [b]\n    title: A\n    effort: 4\n'

test('without mistakes there is nothing to say', () => {
  expect(mistakesSummary([], { sources: new Map(), ...place })).toBe('')
})

test('each mistake has a link to its line, what is wrong, and the line itself with a mark below the place', () => {
  expect(summaryOf(twoMistakes)).toBe(`### Mistakes in the phase files

2 mistakes in 1 file. The phases of these files were left as they are.

**[a.yml:5](https://github.com/octo/demo/blob/abc/a.yml#L5)** Unknown key \`dependson\`. Did you mean \`depends_on\`? (unknown-key)

\`\`\`text
5 |     dependson: [b]
  |     ^
\`\`\`

**[a.yml:7](https://github.com/octo/demo/blob/abc/a.yml#L7)** \`effort\` cannot be 4. Write working time above 0 as a number and h, d or w, such as 4h, 0.5d, 3d or 1w (8h are 1d, 5d are 1w). (wrong-format)

\`\`\`text
7 |     effort: 4
  |             ^
\`\`\``)
})

test('a file that could not be read has no line to show', () => {
  const problem: Problem = {
    file: 'a.yml',
    line: 1,
    column: 1,
    code: 'file-unreadable',
    message: 'This file cannot be read.',
  }
  const text = mistakesSummary([problem], { sources: new Map(), ...place })
  expect(text).toContain('This file cannot be read.')
  expect(text).not.toContain('```')
})

test('of a long line the part around the place is shown', () => {
  const text = summaryOf(`phase: 4\ntitle: T\ntasks: [${'{ id: a, title: A }, '.repeat(40)}{ id: b, titel: B }]\n`)
  const lines = text.split('\n').filter((line) => /^\d \|/.test(line))
  expect(lines.every((line) => line.length <= 124)).toBe(true)
  const at = text.split('\n').findLastIndex((line) => /^ +\| +\^$/.test(line))
  const [source, mark] = text.split('\n').slice(at - 1)
  expect(source!.slice(mark!.indexOf('^'))).toMatch(/^titel: B/)
})

test('what cannot be seen is not shown, and a line that is no text neither', () => {
  expect(summaryOf('phase: 4\ntitle: T\n\ttasks: []\n')).toContain('3 |     tasks: []')
  expect(summaryOf('phase: 4\r\ntitle: T\r\nslots: 0 # \u202E\r\ntasks: []\r\n')).toContain('3 | slots: 0 #\n')
  expect(summaryOf('phase: 4\ntitle: \u0007T\ntasks: []\n')).not.toContain('```')
})

test('more than nine mistakes are said to be beyond the annotations, and more than fifty are in the log', () => {
  const tasks = (count: number) =>
    Array.from({ length: count }, (_, at) => `  - { id: a${at}, title: A, effort: 0d }\n`)
  const summary = (count: number) => summaryOf(`phase: 4\ntitle: T\ntasks:\n${tasks(count).join('')}`)
  expect(summary(9)).not.toContain('annotations')
  expect(summary(10)).toContain('GitHub shows the first 9 as annotations.')
  expect(summary(50).match(/```text/g)).toHaveLength(50)
  expect(summary(53).match(/```text/g)).toHaveLength(50)
  expect(summary(53)).toContain('… and 3 more mistakes: the log has all.')
})

describe('every mistake of the corpus is shown with its line, and nothing in it is live', () => {
  test.each(brokenFiles.filter(({ beside }) => beside.length === 0))('$path', ({ path, text, expected }) => {
    const summary = summaryOf(text, path)
    for (const each of expected) expect(summary).toContain(`[${path}:${each.split(':', 1)[0]}]`)
    expect(summary.match(/```text/g)).toHaveLength(expected.length)
    expect(renderMarkdown(summary)).not.toMatch(/<(?!\/?(?:a|h3|p|strong|code|pre)\b)/)
  })
})

test.each(hostileTexts)('whatever a file holds, its lines are text: %j', (hostile) => {
  const text = `phase: 4\ntitle: T\ngoal: ${JSON.stringify(hostile)}\n${hostile}: 1\n\`\`\`\n${hostile}\ntasks: []\n`
  const html = renderMarkdown(summaryOf(text))
  const seen = visibleText(html.replace(/<code[^>]*>[^<]*<\/code>/g, ''), ['h3', 'p', 'strong', 'a', 'pre', 'code'])
  expect(liveParts(seen)).toEqual([])
})
