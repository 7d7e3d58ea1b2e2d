import { describe, expect, test } from 'vitest'
import { renderRecord } from '../../../src/core/records/managed-part.ts'
import { parseTaskRecord, taskStates, withRefusals } from '../../../src/core/records/task-record.ts'

const nothing = {
  claim: undefined,
  claims: 0,
  starts: [],
  failures: [],
  hold: undefined,
  next: false,
  reviewSince: undefined,
  pulls: [],
  handover: [],
  picked: undefined,
  commands: [],
  title: '',
  labels: [],
  links: [],
  restored: [],
  assigned: [],
  refused: [],
  unassigned: false,
  behindUntil: undefined,
}

describe('a task record', () => {
  test.each(taskStates)('with the state %s and nothing else is read', (state) => {
    expect(parseTaskRecord(renderRecord({ state }))).toEqual({ state, ...nothing })
  })

  test.each<[name: string, data: unknown]>([
    ['an unknown state', { state: 'busy' }],
    ['no state', {}],
    ['a state that is no text', { state: 3 }],
    ['a list', []],
    ['null', null],
    ['a text', 'ready'],
    ['a key of objects', { state: 'constructor' }],
  ])('with %s counts as none', (_, data) => {
    expect(parseTaskRecord(renderRecord(data))).toBeUndefined()
  })

  test('that somebody changed is read as far as it makes sense', () => {
    const data = {
      state: 'ready',
      title: 5,
      labels: ['a', 1, null],
      links: [1, -2, 0, 1.5, '7', 1e300, 8],
      restored: 'x',
      assigned: { 0: 'x' },
      refused: [['x'], 'y'],
      unassigned: 'yes',
      behindUntil: 7,
      more: true,
    }
    expect(parseTaskRecord(renderRecord(data))).toEqual({
      state: 'ready',
      ...nothing,
      labels: ['a'],
      links: [1, 8],
      refused: ['y'],
    })
  })

  test('that is not there is none', () => {
    expect(parseTaskRecord(undefined)).toBeUndefined()
    expect(parseTaskRecord('text')).toBeUndefined()
  })
})

test('a login that GitHub would not assign counts as refused, whatever its case', () => {
  const record = { assigned: ['octocat', 'Nobody'], refused: ['hubot'] }
  expect(withRefusals(record, new Set(['nobody']))).toEqual({ assigned: ['octocat'], refused: ['hubot', 'Nobody'] })
  expect(withRefusals(record, new Set())).toEqual(record)
})
