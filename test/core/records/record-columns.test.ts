import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  idColumn,
  longInstant,
  numberColumn,
  placesOf,
  readIdColumn,
  readNumberColumn,
  readRowColumns,
  readTaskColumns,
  readTaskList,
  readTaskNumbers,
  rowColumns,
  shortInstant,
  taskColumns,
  taskList,
  taskNumbers,
} from '../../../src/core/records/record-columns.ts'

const anyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/)
const anyIds = fc.uniqueArray(anyId, { maxLength: 40 })
const anyNumber = fc.oneof(fc.nat(50), fc.maxSafeNat())

describe('what is written in columns', () => {
  test.each<[ids: string[], text: string]>([
    [[], ''],
    [['p4-1-1', 'p4-1-2', 'p4-2-1', 'q'], '0p4-1-1 52 32-1 0q'],
    [['a', 'ab', 'a'], '0a 1b 1'],
  ])('ids %j share their beginnings: %j', (ids, text) => {
    expect(idColumn(ids)).toBe(text)
    expect(readIdColumn(text)).toEqual(ids)
  })

  test.each<[numbers: number[], text: string]>([
    [[], ''],
    [[2, 3, 4, 5, 10], '2 1*3 5'],
    [[100, 64, 64], '2s -10 0'],
    [[1, 2, 3], '1*3'],
  ])('numbers %j are differences: %j', (numbers, text) => {
    expect(numberColumn(numbers)).toBe(text)
    expect(readNumberColumn(text)).toEqual(numbers)
  })

  test('is read back as it was', () => {
    fc.assert(
      fc.property(anyIds, fc.array(anyNumber, { maxLength: 40 }), (ids, numbers) => {
        expect(readIdColumn(idColumn(ids))).toEqual(ids)
        expect(readNumberColumn(numberColumn(numbers))).toEqual(numbers)
        const tasks = ids.map((id, at): [string, number] => [id, numbers[at] ?? at])
        expect(readTaskNumbers(taskNumbers(new Map(tasks)))).toEqual(tasks.length === 0 ? [] : tasks)
      }),
    )
  })

  test('names what is not among the tasks, and what cannot stand in a column', () => {
    const anyValue = fc.oneof(fc.string(), fc.constantFrom('', 'a b', '\n', '0'))
    const anyKey = fc.oneof(anyId, fc.constantFrom('__proto__', 'constructor', '7'))
    fc.assert(
      fc.property(anyIds, fc.array(fc.tuple(anyKey, anyValue)), fc.array(anyValue), (ids, others, values) => {
        const all = new Map([
          ...others,
          ...values.flatMap((value, at) => (ids[at] === undefined ? [] : [[ids[at], value] as const])),
        ])
        const stored: unknown = JSON.parse(JSON.stringify(taskColumns(all, placesOf(ids))))
        expect(new Map(Object.entries(readTaskColumns(stored, ids) as object))).toEqual(all)
        const keys = [...all.keys()]
        expect(readTaskList(JSON.parse(JSON.stringify(taskList(keys, placesOf(ids)))), ids)).toEqual(keys)
      }),
    )
  })

  test.each(['2026-02-22T12:00:00.000Z', '2026-02-22T12:00:00.123Z', '1970-01-01T00:00:00.000Z'])(
    'takes an instant such as %s for a number',
    (instant) => {
      expect(shortInstant(instant)).toMatch(/^[0-9a-z]{1,8}$/)
      expect(longInstant(shortInstant(instant))).toBe(instant)
    },
  )

  test('leaves alone what is no instant as we write it', () => {
    for (const text of ['2026-02-22', '2026-02-22T12:00:00Z', 'x y', '', '-', '1960-01-01T00:00:00.000Z']) {
      expect(longInstant(shortInstant(text))).toBe(text)
    }
    expect(longInstant('zzzzzzzzzzzz')).toBe('zzzzzzzzzzzz')
  })

  test('keeps rows, sorted by their first number', () => {
    const rows = [
      [7, 2, 100],
      [3, 0, 90],
    ]
    expect(readRowColumns(rowColumns(rows))).toEqual([rows[1], rows[0]])
    expect(rowColumns([])).toEqual([])
  })
})

test('whatever somebody makes of it is read without an error, and without an end', () => {
  const anything = fc.oneof(fc.anything(), fc.array(fc.oneof(fc.string(), fc.constantFrom('1*zzz', '0', 'x y', '*'))))
  fc.assert(
    fc.property(anything, fc.string(), (value, text) => {
      readTaskNumbers(value)
      readTaskColumns(value, ['a', 'b'])
      readTaskList(value, ['a', 'b'])
      if (Array.isArray(value)) readRowColumns(value)
      readIdColumn(text)
      expect(readNumberColumn(`${text} 1*zzzzzzz`).length).toBeLessThan(1_000_000)
    }),
  )
})
