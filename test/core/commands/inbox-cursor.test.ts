import { describe, expect, test } from 'vitest'
import type { Cursor } from '../../../src/core/records/progress-record.ts'
import { all, ask, cursor, type Given, hold, inbox, number, words } from './seen-inbox.ts'

describe('the cursor', () => {
  const read = (given: Given) => inbox({ touched: '2026-02-22T15:00:00.000Z', ...given }).cursors.get(String(number))
  const early = '2026-02-22T12:00:00.000Z'
  const last = '2026-02-22T12:30:00.000Z'

  test.each<[string, Given, Cursor | undefined]>([
    ['stays where nothing was read', { count: 2, known: cursor(2, 100) }, cursor(2, 100)],
    ['is none where there was none', { count: 0, remarks: [], answered: [all] }, undefined],
    ['goes on to the last', { count: 2, remarks: [words(101), words(102)], answered: [all] }, cursor(2, 102, last)],
    [
      'stops before what is open, and counts less, so that they are read again',
      { count: 3, remarks: [words(101), hold(102), words(103)], answered: [all] },
      cursor(1, 101, last),
    ],
    ['is none where the first is open', { count: 1, remarks: [hold(101)], answered: [all] }, undefined],
    [
      'stays where the first new one is open',
      { count: 5, known: cursor(2, 100), remarks: [hold(101)], answered: [ask(early)] },
      cursor(2, 100),
    ],
    [
      'does not go back to an older one, but counts anew',
      { count: 1, known: cursor(2, 100), remarks: [words(99)], answered: [ask(early)] },
      cursor(1, 100),
    ],
    [
      'goes back to before a late one',
      { count: 4, known: cursor(3, 103), remarks: [words(101), hold(102), words(103)], answered: [all] },
      cursor(2, 101, last),
    ],
    [
      'stays at the last, read again',
      { count: 2, known: cursor(2, 100), remarks: [words(100)], answered: [ask(early)] },
      cursor(2, 100, last),
    ],
    [
      'counts no more than GitHub while lists may lag, and what was read again once',
      {
        count: 5,
        touched: '2026-02-22T17:55:00.000Z',
        known: cursor(2, 100),
        remarks: [words(100), words(101)],
        answered: [ask(early)],
      },
      cursor(3, 101, last),
    ],
    [
      'counts as GitHub does ten minutes later',
      {
        count: 5,
        touched: '2026-02-22T17:50:00.000Z',
        known: cursor(2, 100),
        remarks: [words(101)],
        answered: [ask(early)],
      },
      cursor(5, 101, last),
    ],
    [
      'counts what it has, where all were read while lists may lag',
      {
        count: 5,
        touched: '2026-02-22T17:55:00.000Z',
        known: cursor(4, 100),
        remarks: [words(100), words(101)],
        answered: [all],
      },
      cursor(2, 101, last),
    ],
    [
      'counts what it has, where there was no cursor while lists may lag',
      { count: 5, touched: '2026-02-22T17:55:00.000Z', remarks: [words(100), words(101)], answered: [ask(early)] },
      cursor(2, 101, last),
    ],
  ])('%s', (_, given, expected) => {
    expect(read(given)).toEqual(expected)
  })
})
