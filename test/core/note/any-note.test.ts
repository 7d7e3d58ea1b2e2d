import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noteTree } from '../../../src/core/note/note-tree.ts'
import { anyHostileText, hostileTexts } from '../hostile-texts.ts'
import { phaseFileOf, readAs } from './note-reading.ts'

const ids = ['p4-1-1', 'p4-1-2', 'p4-2-1', 'P4-1-1', 'DOC-3', 'x', '#12', 'p4-0-0', 'a-999999999999999999999']
const anyId = fc.constantFrom(...ids)
const anyWords = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Docs',
      'Web',
      'A',
      'B',
      'Tests',
      'User Guide',
      'x-ray',
      '日本',
      '__proto__',
      'constructor',
      'null',
    ),
  },
  anyHostileText,
)

/** Lines in the forms that a note is read by, with anything in their places. */
const anyLine = fc.oneof(
  fc.tuple(anyWords).map(([a]) => `- [ ] ${a}`),
  fc.tuple(anyId, anyWords).map(([id, a]) => `- ${id}: ${a}`),
  fc.tuple(anyId, anyWords).map(([id, a]) => `### ${id} ${a}`),
  fc.tuple(anyWords, fc.nat(30), anyWords, anyWords).map(([a, n, b, c]) => `- ${a}: ${n} tasks (${b}, ${c})`),
  fc.tuple(anyWords, anyId).map(([a, id]) => `- [ ] ${a} (after: ${id}) (#12)`),
  fc.tuple(anyId, anyWords, anyId).map(([a, b, c]) => `- ${a} (${b}) depends on ${c} and ${b}`),
  anyId.map((id) => `${id} is the final task`),
  fc.tuple(anyWords).map(([a]) => `## ${a}`),
  fc.tuple(anyWords).map(([a]) => `**${a}**\n`),
  fc.tuple(anyWords).map(([a]) => `  - [ ] ${a}`),
  fc.tuple(anyWords).map(([a]) => `  - ${a}`),
  fc.tuple(anyWords, anyWords).map(([a, b]) => `  - **${a}:** ${b}`),
  fc
    .constantFrom(
      'Model',
      'Priority',
      'Effort',
      'Complexity',
      'Stream',
      'Assignee',
      'After',
      'Manager',
      'Goal',
      'Target',
      'Time',
      'Slots',
    )
    .chain((key) => anyWords.map((a) => `  - ${key}: ${a}`)),
  fc.constantFrom(
    'Slots: 3',
    'Target: x by 2026-03-01',
    'Time: 2026-02-30',
    'Slack: #general',
    '- docs/progress/p4-1-1.md — A',
    '- JOBS.md and a/../JOBS.md',
    '- Zeta for simple tasks',
  ),
  anyWords,
)
const anyNote = fc
  .tuple(anyWords, fc.array(anyLine, { maxLength: 25 }))
  .map(([title, lines]) => [`# Phase 4 ${title}`, ...lines].join('\n'))

describe('whatever a note holds', () => {
  test('it becomes a good phase file, or it is said at which line it does not', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 5, arbitrary: anyNote }, fc.string({ unit: 'grapheme', maxLength: 300 })),
        (note) => {
          const read = phaseFileOf(note)
          if (!('mistakes' in read)) return
          const last = note.split(/\r\n?|\n/).length
          for (const mistake of read.mistakes) {
            // A circle, or nothing to plan: everything else that could be wrong is left out with a remark.
            expect(mistake).toMatch(
              /^\d+: (?:The note has no task\.|This line is no UTF-8|Every task of the note|This is a cycle|From here on there are)/,
            )
            expect(Number(/^\d+/.exec(mistake)![0])).toBeLessThanOrEqual(last)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('every remark names a line of it, and stands in the file on lines of comment', () => {
    fc.assert(
      fc.property(anyNote, (note) => {
        const read = phaseFileOf(note)
        if ('mistakes' in read) return
        const last = note.split(/\r\n?|\n/).length
        for (const { line, text } of read.remarks) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(last)
          const comment = read.text.replace(/\n *# /g, ' ')
          expect(comment).toContain(`${text} (line ${line})`)
        }
      }),
      { numRuns: 200 },
    )
  })

  // Such a note is no text.
  const texts = hostileTexts.filter((text) => !text.includes('\0'))

  test.each(texts)('the title %j reads back as it stands in the note', (hostile) => {
    // What Markdown takes for markup is taken off; the rest is the title.
    const line = noteTree(`- [ ] A ${hostile.replace(/\s+/g, ' ')} z`)[0]!.lines[0]!.text
    expect(readAs(`# Phase 1: X\n- [ ] A ${hostile.replace(/\s+/g, ' ')} z\n`).phase.tasks[0]!.title).toBe(line)
  })

  test.each([
    'yes',
    'null',
    '1e3',
    '2026-02-22',
    '~',
    '- a',
    'a: b',
    'a #b',
    '"a"',
    "'a'",
    '{a: [b]}',
    '%a',
    '&a',
    '!a',
    '? a',
    'a\\b',
    'NaN',
    '.inf',
    '0x1f',
  ])('the title %j is a text in the phase file', (title) => {
    const escaped = title.replace(/[\\`*_[\]<>&!~#-]/g, '\\$&')
    expect(readAs(`# Phase 1: X\n- [ ] ${escaped}\n`).phase.tasks[0]!.title).toBe(title)
  })
})
