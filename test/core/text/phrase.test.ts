import { describe, expect, test } from 'vitest'
import {
  listPhrases,
  onGitHub,
  type Phrase,
  plainPhrase,
  renderPhrase,
  shortSha,
} from '../../../src/core/text/phrase.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'
const numberOf = (task: string) => (task === 'a' ? 12 : undefined)
const naming = { numberOf, reference: onGitHub }

describe('a phrase as Markdown', () => {
  test.each<[what: string, phrase: Phrase, markdown: string]>([
    [
      'names a task by its issue, and one without an issue by its id',
      [{ task: 'a' }, ', ', { task: 'b' }],
      '#12 (a), b',
    ],
    ['names an issue, here and elsewhere', [{ issue: 7 }, ' ', { issue: 7, repository: 'octo/x' }], '#7 octo/x#7'],
    ['links a run', ['In ', { run: 5 }, '.'], 'In [run 5](../actions/runs/5).'],
    ['links a commit', ['By ', { commit: sha }], `By [\`0123456\`](../commit/${sha})`],
    ['keeps the spaces between pieces, and adds none', ['a b', 'c ', 'd', ' e'], 'a bc d e'],
    ['has one space for a piece that is nothing else', [{ issue: 1 }, '  ', { issue: 2 }], '#1 #2'],
    ['shows text as text', ['<b> | @octocat ', { task: '*' }], '&lt;b&gt; \\| @\u200Boctocat \\*'],
    ['makes no picture of a link', ['Look!', { run: 5 }], 'Look\\![run 5](../actions/runs/5)'],
    ['leaves other exclamation marks alone', ['Look! ', { run: 5 }, '!', 'x'], 'Look! [run 5](../actions/runs/5)!x'],
    ['makes no mention out of two pieces', ['by @', 'octocat'], 'by @\u200Boctocat'],
    ['leaves a sign at the beginning to what follows it', ['@ home ', 'x'], '@ home x'],
  ])('%s', (_, phrase, markdown) => {
    expect(renderPhrase(phrase, naming)).toBe(markdown)
  })

  test('links runs and commits to where the page is told they are', () => {
    const elsewhere = { ...naming, runAddress: (run: number) => `/r/${run}`, commitAddress: (of: string) => `/c/${of}` }
    expect(renderPhrase([{ run: 5 }, ' ', { commit: sha }], elsewhere)).toBe(`[run 5](/r/5) [\`0123456\`](/c/${sha})`)
  })
})

test('a phrase as plain text names everything without links', () => {
  const phrase: Phrase = [
    { task: 'a' },
    ', ',
    { task: 'b' },
    ' <',
    { issue: 7 },
    '> ',
    { run: 5 },
    ' ',
    { commit: sha },
  ]
  expect(plainPhrase(phrase, numberOf)).toBe('a (#12), b <#7> run 5 0123456')
})

test.each([
  [sha, '0123456'],
  ['0123456', '0123456'],
  ['012345', ''],
  [`x${sha}`, ''],
  [`${sha}](javascript:x)`, ''],
  ['0'.repeat(64), '0000000'],
  ['0'.repeat(65), ''],
])('of %s people read %j', (whole, short) => {
  expect(shortSha(whole)).toBe(short)
})

test.each<[list: readonly Phrase[], sentence: string]>([
  [[], ''],
  [[['a']], 'a'],
  [[['a'], ['b']], 'a and b'],
  [[['a'], [{ issue: 7 }], ['c']], 'a, #7 and c'],
])('%j is listed as %j', (list, sentence) => {
  expect(plainPhrase(listPhrases(list), numberOf)).toBe(sentence)
})
