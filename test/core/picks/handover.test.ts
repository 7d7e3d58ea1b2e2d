import { describe, expect, test } from 'vitest'
import { emptyObservation, type Observation, questionKey } from '../../../src/core/observation.ts'
import { handoverPhrases, withHandovers } from '../../../src/core/picks/handover.ts'
import { type Closing, type Handover, parseHandover } from '../../../src/core/records/closing.ts'
import { onGitHub, plainPhrase, renderPhrase } from '../../../src/core/text/phrase.ts'
import { coordinator } from '../simulated-github.ts'
import { standingOf } from '../telling/standing.ts'

const nothing: Closing = { pull: undefined, repository: undefined, commit: undefined, words: undefined }

/** `b` and `c` are done and block `a`, which is picked; their issues are 3 and 4. */
function handed(given: Partial<Observation>, picked = ['a']) {
  const { phase, slots } = standingOf({
    states: new Map([
      ['a', 'assigned'],
      ['b', 'done'],
      ['c', 'done'],
      ['d', 'dropped'],
    ]),
    tasks: (id) => (id === 'a' ? { dependsOn: ['b', 'c', 'd'] } : {}),
  })
  const start = emptyObservation({ me: coordinator, trusted: [], repository: 'octo/product' })
  const { phases, questions } = withHandovers([phase], { ...slots, picked: new Set(picked) }, { ...start, ...given })
  return { handover: phases[0]!.tasks[0]!.record?.handover, questions: questions.map(questionKey) }
}

const closings = (entries: readonly (readonly [number, Partial<Closing>])[]) =>
  new Map(entries.map(([number, closing]) => [number, { ...nothing, ...closing }]))
const asked = (known: Partial<Observation>, ...keys: string[]): Partial<Observation> => ({
  ...known,
  answered: new Set(keys),
})

describe('what a picked task is told of its blockers', () => {
  const [question] = handed({}).questions

  test('is asked once, of those that are done', () => {
    expect(handed({}).questions).toHaveLength(1)
    expect(question).toContain('3')
    expect(question).toContain('4')
    expect(question).not.toContain('5')
    expect(handed({}, []).questions).toEqual([])
  })

  test('is the pull request, the commit, or nothing', () => {
    const known = closings([
      [3, { pull: 12 }],
      [4, { commit: 'a'.repeat(40) }],
    ])
    const { handover, questions } = handed(asked({ closings: known }, question!))
    expect(questions).toEqual([])
    expect(handover).toEqual([
      { ...nothing, issue: 3, pull: 12 },
      { ...nothing, issue: 4, commit: 'a'.repeat(40) },
    ])
    expect(handed(asked({ closings: closings([[3, {}]]) }, question!)).handover ?? []).toEqual([])
  })

  test('is what its closer said only if that is somebody who may write', () => {
    const known = asked({ closings: closings([[3, { words: { by: 'Mona', text: 'See  docs/\nnow' } }]]) }, question!)
    expect(handed(known).questions).toHaveLength(1)
    expect(handed({ ...known, writers: new Map([['mona', true]]) }).handover).toEqual([
      { ...nothing, issue: 3, words: { by: 'Mona', text: 'See docs/ now' } },
    ])
    expect(handed({ ...known, writers: new Map([['mona', false]]) }).handover ?? []).toEqual([])
  })

  test('is cut short where it is long, and never in the middle of a character', () => {
    const text = `${'x'.repeat(398)}😀 and more`
    const known = asked({ closings: closings([[3, { words: { by: 'mona', text } }]]) }, question!)
    const { handover } = handed({ ...known, writers: new Map([['mona', true]]) })
    expect(handover![0]!.words!.text).toBe(`${'x'.repeat(398)}…`)
  })
})

describe('a handover', () => {
  const full: readonly Handover[] = [
    { ...nothing, issue: 3, pull: 12, repository: 'octo/other' },
    { ...nothing, issue: 4, commit: 'abcdef0123456', words: { by: 'mona', text: 'Mind @octocat, #7 and `x`.' } },
    { ...nothing, issue: 5, words: { by: 'mona', text: 'Nothing left.' } },
  ]

  test('is a sentence for each blocker', () => {
    expect(handoverPhrases(full).map((phrase) => plainPhrase(phrase, () => undefined))).toEqual([
      '#3 was done by octo/other#12.',
      '#4 was done by commit abcdef0. mona: “Mind @octocat, #7 and `x`.”',
      '#5 was done. mona: “Nothing left.”',
    ])
  })

  test('is inert where it is shown', () => {
    const text = renderPhrase(handoverPhrases(full)[1]!, { numberOf: () => undefined, reference: onGitHub })
    expect(text).not.toMatch(/@octocat|[^\\]#7|[^\\]`x`/)
  })

  test('is read back as it was written, and as far as it makes sense', () => {
    expect(parseHandover(JSON.parse(JSON.stringify(full)))).toEqual(full)
    expect(parseHandover([{ issue: 'x' }, 7, null, { issue: 3, pull: 'x', words: { by: 1 } }])).toEqual([
      { ...nothing, issue: 3 },
    ])
    expect(parseHandover('x')).toEqual([])
  })
})
