import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readAs } from './note-reading.ts'

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/from-a-note.md'), 'utf8')
const examples = [...page.matchAll(/```md\n([\s\S]*?)```\n\n```yaml\n([\s\S]*?)```/g)].map(([, note, lines], at) => ({
  at: at + 1,
  note: note!,
  lines: lines!.trimEnd().split('\n'),
}))

test('every note of the page about notes is followed by what comes of it', () => {
  expect(examples).toHaveLength(page.match(/```md\n/g)!.length)
  expect(examples.length).toBeGreaterThan(9)
})

test.each(examples)('note $at of the page about notes gives what the page says', ({ note, lines }) => {
  const present = readAs(note)
    .text.split('\n')
    .map((line) => line.trim())
  // Each line of the page begins a line of the file, in this order.
  let from = 0
  for (const line of lines) {
    const found = present.findIndex((each, at) => at >= from && `${each} `.startsWith(`${line} `))
    expect(found, `${line} in\n${present.join('\n')}`).toBeGreaterThanOrEqual(0)
    from = found + 1
  }
})
