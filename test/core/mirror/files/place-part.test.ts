import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placePart } from '../../../../src/core/mirror/files/place-part.ts'

const owner = { kind: 'phase', id: '4' } as const
const place = (text: string | undefined, part = 'OURS', id = '4') => placePart(text, { ...owner, id }, part, 'Jobs')
const managed = '<!-- phase-coordinator:phase 4 -->\nOURS\n<!-- phase-coordinator:end -->'

describe('the part of a phase', () => {
  test.each<[name: string, before: string | undefined, after: string]>([
    ['a new file', undefined, `# Jobs\n\n${managed}\n`],
    ['an empty file', ' \n', `# Jobs\n\n${managed}\n`],
    ['below the first heading', 'Hello\n\n# Mine\n\ntext\n', `Hello\n\n# Mine\n\n${managed}\n\ntext\n`],
    ['where text follows at once', '# Mine\ntext', `# Mine\n\n${managed}\n\ntext`],
    ['a heading alone', '# Mine', `# Mine\n\n${managed}\n`],
    ['an underlined heading', 'Mine\n====\ntext', `Mine\n====\n\n${managed}\n\ntext`],
    ['no heading', 'text', `text\n\n${managed}\n`],
    ['other line ends', '# Mine\r\n\r\ntext\r\n', `# Mine\r\n\r\n${managed.replaceAll('\n', '\r\n')}\r\n\r\ntext\r\n`],
    ['a byte order mark', '\uFEFF# Mine\n', `\uFEFF# Mine\n\n${managed}\n`],
    ['a heading in code', '```\n# no\n```\n# Mine\n', `\`\`\`\n# no\n\`\`\`\n# Mine\n\n${managed}\n`],
    ['a heading in a comment', '<!--\n# no\n-->\n# Mine\n', `<!--\n# no\n-->\n# Mine\n\n${managed}\n`],
    ['a comment in front matter', '---\n# no\n---\n# Mine\n', `---\n# no\n---\n# Mine\n\n${managed}\n`],
  ])('goes to: %s', (_, before, after) => {
    expect(place(before)).toBe(after)
  })

  test('is replaced where it stands, beside those of other phases', () => {
    const both = place(place('# Mine\n\nbelow\n', 'four'), 'five', '5')
    expect(both.indexOf('five')).toBeLessThan(both.indexOf('four'))
    const changed = place(both, 'FOUR')
    expect(changed).toBe(both.replace('four', 'FOUR'))
  })

  test('never goes into the part of another phase', () => {
    const other = '<!-- phase-coordinator:phase 3 -->\n# Three\n<!-- phase-coordinator:end -->\n'
    expect(place(other)).toBe(`${other}\n${managed}\n`)
  })

  test('is there once after any number of times, and what people wrote stays around it', () => {
    const line = fc.constantFrom(
      '# A',
      'text',
      '',
      '---',
      '===',
      '```',
      '<!--',
      '-->',
      '~~~~',
      'Title',
      '    code',
      '\uFEFF',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const once = place(text)
        expect(place(once)).toBe(once)
        const [before, after] = once.split(/<!-- phase-coordinator:phase 4 -->[\s\S]*<!-- phase-coordinator:end -->/)
        if (text.trim() === '') return
        expect(text.startsWith(before!.trimEnd())).toBe(true)
        expect(text.endsWith(after!.trimStart())).toBe(true)
        expect((before! + after!).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})
