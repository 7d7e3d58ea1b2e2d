import { expect, test } from 'vitest'
import { fill, inputsTable, outputsTable } from '../../scripts/readme.ts'

const action = {
  inputs: {
    file: { description: 'Where to look.', default: 'a.yml' },
    mode: { description: 'One | the other.', default: '' },
  },
  outputs: { percent: { description: 'How much.' } },
}

test('each input has a row, and an empty default an empty cell', () => {
  expect(inputsTable(action).split('\n').slice(2)).toEqual([
    '| `file` | `a.yml` | Where to look.    |',
    '| `mode` |         | One \\| the other. |',
  ])
})

test('each output has a row', () => {
  expect(outputsTable(action).split('\n').slice(2)).toEqual(['| `percent` | How much. |'])
})

test('only the text between the markers is replaced, and a second time nothing changes', () => {
  const once = fill('a\n<!-- generated: x -->\nold\n<!-- end: x -->\nb', new Map([['x', 'new $1']]))
  expect(once).toBe('a\n<!-- generated: x -->\nnew $1\n<!-- end: x -->\nb')
  expect(fill(once, new Map([['x', 'new $1']]))).toBe(once)
})

test('a missing marker is named', () => {
  expect(() => fill('text', new Map([['x', 'new']]))).toThrow('<!-- generated: x -->')
})
