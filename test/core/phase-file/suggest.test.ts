import { describe, expect, test } from 'vitest'
import { keysByLevel } from '../../../src/core/phase-file/generated/schema-facts.ts'
import { meantKey, nearest } from '../../../src/core/phase-file/suggest.ts'

describe('the key that was meant', () => {
  const levels = { file: '', task: '/tasks/*', model: '/models/*', retry: '/retry', report: '/report' }

  test.each([
    ['task', 'dependson', 'depends_on'],
    ['task', 'dependsOn', 'depends_on'],
    ['task', 'depends-on', 'depends_on'],
    ['task', 'blockedBy', 'depends_on'],
    ['task', 'after', 'depends_on'],
    ['task', 'assignee', 'assignees'],
    ['task', 'name', 'title'],
    ['task', 'label', 'labels'],
    ['task', 'tags', 'labels'],
    ['task', 'prioritiy', 'priority'],
    ['task', 'body', 'description'],
    ['task', 'acceptanceCriteria', 'acceptance_criteria'],
    ['task', 'dod', 'acceptance_criteria'],
    ['task', 'files', 'paths'],
    ['task', 'xyz', undefined],
    ['file', 'due', 'target_date'],
    ['file', 'startDate', 'start_date'],
    ['file', 'workers', 'models'],
    ['file', 'concurrency', 'slots'],
    ['file', 'description', 'goal'],
    ['file', 'needs', 'after'],
    ['file', 'id', 'phase'],
    ['model', 'with', 'inputs'],
    ['model', 'assignees', 'assign'],
    ['retry', 'retries', 'max_attempts'],
    ['report', 'time', 'at'],
  ] as const)('in a %s: %s → %s', (level, written, meant) => {
    expect(meantKey(written, keysByLevel.get(levels[level])!)).toBe(meant)
  })
})

test('the nearest is the same in another case before one that is like it', () => {
  expect(nearest('Abc', ['abd', 'ABC'])).toBe('ABC')
})

test('of equally near ones it is the first', () => {
  expect(nearest('p4-1-9', ['p4-1-1', 'p4-1-2'])).toBe('p4-1-1')
})

test('what has little in common is not suggested', () => {
  expect(nearest('abc', ['xyz', 'abcdef'])).toBeUndefined()
})
