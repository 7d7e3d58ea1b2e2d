import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitFrontMatter } from '../../../../src/core/mirror/files/front-matter.ts'
import {
  type ProgressEdit,
  readProgressFile,
  writeProgressFile,
} from '../../../../src/core/mirror/files/progress-file.ts'
import { splitBody } from '../../../../src/core/records/managed-part.ts'

const edit: ProgressEdit = {
  file: 'progress',
  path: 'p/a.md',
  phase: '4',
  task: 'a',
  issue: 2,
  status: 'running',
  percent: undefined,
  heartbeat: undefined,
  part: '# a: Title',
  seen: undefined,
}
const fresh = writeProgressFile(edit, undefined)
const rewrite = (changes: Partial<ProgressEdit>, text: string) => writeProgressFile({ ...edit, ...changes }, text)
const around = (text: string) => {
  const { before, after } = splitBody(splitFrontMatter(text).body, { kind: 'task', id: 'a' })
  return [before, after]
}
const isNews = (text: string) => {
  const { left, rest } = readProgressFile(text, 'a')
  return left !== rest
}

describe('a progress file', () => {
  test('is front matter, our part, and room for others', () => {
    expect(fresh.replace(/data v1 .*/, 'data -->')).toBe(
      [
        '---\ntask: a\nissue: 2\nstatus: running\npercent:\nheartbeat:\n---\n',
        '<!-- phase-coordinator:task a -->\n# a: Title\n\n<!-- phase-coordinator:data -->',
        '<!-- phase-coordinator:end -->\n\n## Notes\n',
      ].join('\n'),
    )
    expect(isNews(fresh)).toBe(false)
  })

  test.each<[name: string, change: (text: string) => string, news: boolean]>([
    ['a note', (text) => `${text}\nHalf way.`, true],
    ['a percentage', (text) => text.replace('percent:', 'percent: 40'), true],
    ['a key of its own', (text) => text.replace('---\n', '---\nmood: good\n'), true],
    ['other line ends alone', (text) => text.replaceAll('\n', '\r\n'), false],
    ['what stands in our part', (text) => text.replace('# a: Title', '# mine'), false],
  ])('%s: news is %#', (_, change, news) => {
    expect(isNews(change(fresh))).toBe(news)
  })

  test('news that was seen is taken over, and is none any more', () => {
    const beat = `${fresh.replace('percent:', 'percent: 40')}\nHalf way.`
    const seen = readProgressFile(beat, 'a').rest
    const after = rewrite({ seen, percent: 40, heartbeat: '2026-02-23T10:00:00Z' }, beat)
    expect(after).toContain('percent: 40\nheartbeat: 2026-02-23T10:00:00Z\n')
    expect(after.endsWith('\nHalf way.')).toBe(true)
    expect(isNews(after)).toBe(false)
  })

  test('news that came after the decision keeps what it says, and stays news', () => {
    const beat = `${fresh.replace('percent:', 'percent: 40')}\nHalf way.`
    const after = rewrite({ status: 'stalled', percent: 10 }, beat)
    expect(after).toContain('status: stalled\npercent: 40\n')
    expect(isNews(after)).toBe(true)
    expect(rewrite({ status: 'stalled', percent: 10 }, after)).toBe(after)
  })

  test.each([
    ['40', 40],
    ['40 %', 40],
    ['"7"', 7],
    ['0', 0],
    ['100', 100],
    ['101', undefined],
    ['-1', undefined],
    ['lots', undefined],
    ['', undefined],
  ])('a percentage of %s counts as %s', (written, percent) => {
    expect(readProgressFile(fresh.replace('percent:', `percent: ${written}`), 'a').percent).toBe(percent)
  })

  test('a second time changes nothing, and people’s text stays, whatever it is', () => {
    const piece = fc.constantFrom('---', 'x: 1', '# Title', 'text', '', '<!-- phase-coordinator:end -->', '\uFEFF', ' ')
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.tuple(fc.array(piece, { maxLength: 8 }), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const once = writeProgressFile(edit, text)
        expect(writeProgressFile(edit, once)).toBe(once)
        expect(isNews(once)).toBe(false)
        const body = text.replace(/^\uFEFF?(---[ \t]*\r?\n[\s\S]*?^---[ \t]*(\r?\n|$))?/m, '')
        expect(once.endsWith(body.slice(-20))).toBe(true)
        const later = rewrite({ status: 'done', percent: 100, part: 'more\n\nthan before' }, once)
        expect(around(later)).toEqual(around(once))
      }),
    )
  })
})
