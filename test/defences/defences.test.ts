import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Defence, takeOut } from './defence.ts'
import { defences } from './defences.ts'

const root = path.join(import.meta.dirname, '../..')
const all = [...defences.values()].flat()

test('every defence stands in its source once, where its row says, and can be taken out', () => {
  for (const defence of all) {
    const source = readFileSync(path.join(root, defence.file), 'utf8')
    expect(takeOut(defence, source)).not.toBe(source)
  }
})

test('every defence has its own name, and tests that exist', () => {
  expect(new Set(all.map(({ keeps }) => keeps)).size).toBe(all.length)
  const files = all.flatMap(({ tests }) => tests.split(' '))
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

describe('a row that is out of date', () => {
  const row: Defence = { keeps: 'x', file: 'a.ts', piece: 'if (bad) return', without: '$&', tests: 'a.test.ts' }

  test.each([
    ['whose piece has gone', 'return', '0 times'],
    ['whose piece stands there twice', 'if (bad) return; if (bad) return', '2 times'],
  ])('%s says so', (_, source, part) => {
    expect(() => takeOut(row, source)).toThrow(part)
  })

  test('else the piece alone is replaced, by just what the row says', () => {
    expect(takeOut(row, 'a; if (bad) return; b')).toBe('a; $&; b')
  })
})
