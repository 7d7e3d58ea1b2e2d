import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quote } from '../../../src/core/phase-file/quote.ts'

test.each([
  ['text as it is', 'a b', '`a b`'],
  ['nothing', '', '``'],
  ['backticks as apostrophes', 'a`b', "`a'b`"],
  ['line breaks as their escapes', 'a\nb\r\tc', '`a\\nb\\u{d}\\tc`'],
  ['characters that turn the line around', 'a\u202Eb\u2066', '`a\\u{202e}b\\u{2066}`'],
  ['characters that do not show', 'a\u200Bb\u00ADc\uFEFF', '`a\\u{200b}b\\u{ad}c\\u{feff}`'],
  ['half a character', 'a\uD800b', '`a\\u{d800}b`'],
  ['the commands of a runner', '##[error]x', '`# #[error]x`'],
  ['sixty characters', 'x'.repeat(60), `\`${'x'.repeat(60)}\``],
  ['the beginning of more', 'x'.repeat(61), `\`${'x'.repeat(59)}…\``],
  ['the beginning of very much', 'x'.repeat(1_000_000), `\`${'x'.repeat(59)}…\``],
])('shows %s', (_, text, shown) => {
  expect(quote(text)).toBe(shown)
})

test('whatever is quoted stays between its backticks, on its line, short and printable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', size: 'medium' }), (text) => {
      const shown = quote(text)
      expect(shown).toMatch(/^`[^`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*`$/u)
      expect(shown.length).toBeLessThanOrEqual(62)
      expect(shown).not.toContain('##')
    }),
  )
})
