import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import type { WarningCode } from '../../src/core/troubleshooting/codes.ts'
import type { Message } from '../../src/core/troubleshooting/message.ts'
import { consequences, findEntry, registry } from '../../src/core/troubleshooting/registry.ts'
import { committedExamples } from './examples.ts'

const root = path.join(import.meta.dirname, '../..')
const entries = registry.flatMap(({ entries }) => Object.entries(entries))
const codes = entries.map(([code]) => code)

/** What to do begins with one of these. A new one is welcome here. */
const verbs = new Set(
  'Add Ask Begin Change Check Choose Close Copy Correct Create Decide Declare Do Enable Finish Give Install Leave Let Look Make Mend Merge Move Name Press Put Read Remove Rename Reopen Replace Report Resolve Review Run Save Say Separate Set Shorten Split Take Unarchive Unlock Use Wait Write'.split(
    ' ',
  ),
)

describe('each entry', () => {
  test.each(entries)('%s says what, where and what to do in whole sentences', (_, { what, where, next }) => {
    for (const text of [what, where, next]) {
      expect(text).toMatch(/^[A-Z`/].*[.!]$/s)
      expect(text).not.toMatch(/\s{2}|\n/)
    }
    expect(verbs, next).toContain(/^\w+/.exec(next)?.[0])
  })

  test('has a code of its own, in small letters and hyphens', () => {
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
    expect(codes.filter((code) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code))).toEqual([])
  })

  test('is reached by one scenario, and no scenario reaches what has no entry', () => {
    const reached = committedExamples().map(([code]) => code)
    expect(reached.toSorted()).toEqual(codes.toSorted())
  })

  test('has an example without anything of the machine that it ran on', () => {
    const texts = committedExamples().map(([, text]) => text)
    expect(texts.filter((text) => /\/(?:tmp|home|work|Users)\/|127\.0\.0\.1:(?!9\b)\d+/.test(text))).toEqual([])
  })

  test('stands on the page that messages link to, under a heading that is the code', () => {
    const page = readFileSync(path.join(root, 'docs/troubleshooting.md'), 'utf8')
    const headings = [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(codes)
    for (const [code, text] of committedExamples()) expect(page, code).toContain(text)
  })
})

test('each group says where its messages are seen', () => {
  for (const { seen, title, consequence } of registry) {
    expect(seen).toMatch(/^[A-Z].*\.$/)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(consequences[consequence]).toMatch(/^[A-Z].*\.$/)
  }
})

test('what every object has is no code', () => {
  expect(findEntry('toString')).toBeUndefined()
  expect(findEntry('cycle')?.entry.what).toContain('circle')
})

test('the action loads the codes that it tells, and none of the texts of this registry', () => {
  const bundle = readFileSync(path.join(path.dirname(inject('action')), 'main.cjs'), 'utf8')
  expect(bundle).toContain('unknown-dependency')
  expect(entries.filter(([, { what }]) => bundle.includes(what)).map(([code]) => code)).toEqual([])
})

test('a message without an entry does not compile', () => {
  // @ts-expect-error: no entry has this code.
  const warning: Message<WarningCode> = { code: 'no-such-code', message: 'Something is wrong.' }
  expect(findEntry(warning.code)).toBeUndefined()
})
