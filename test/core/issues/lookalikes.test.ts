import { describe, expect, test } from 'vitest'
import { lookalikesNote } from '../../../src/core/issues/lookalikes.ts'
import { marker } from '../../../src/core/records/managed-part.ts'
import { plainPhrase } from '../../../src/core/text/phrase.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch } from '../scene.ts'
import { changeIssue, closeIssue, coordinator, openIssue, storedIssue } from '../simulated-github.ts'

const phases = [phaseOf([taskOf('a'), taskOf('b')])]
const marked = (kind: 'task' | 'phase', id: string) => `${marker({ kind, id })}\n`

/** What a run finds after somebody has opened an issue. */
function seen(given: { labels: readonly string[]; body?: string; author?: string }): readonly number[] {
  const scene = launch(phases)
  const { labels, body = '', author = 'stranger' } = given
  const { number } = openIssue(scene.github, author, { title: 'x', body, labels: [...labels] })
  const before = structuredClone(storedIssue(scene.github, number))
  scene.run()
  expect(storedIssue(scene.github, number)).toEqual(before)
  return scene.latest.outcome!.phases[0]!.view.survey.lookalikes
}

describe('an issue looks like ours', () => {
  test.each<[string, Parameters<typeof seen>[0]]>([
    ['with the labels of a task', { labels: ['phase:4', 'phase-task'] }],
    ['with them in capitals', { labels: ['PHASE:4', 'Phase-Task'] }],
    ['with the labels of a progress issue', { labels: ['phase:4', 'phase-progress'] }],
    ['with the label of the phase and a marker', { labels: ['phase:4'], body: marked('task', 'a') }],
    ['with a progress issue’s label and marker', { labels: ['phase-progress'], body: marked('phase', '4') }],
    [
      'also by our own hand, for a task that there is not',
      { labels: ['phase:4'], body: marked('task', 'z'), author: coordinator },
    ],
  ])('%s', (_, issue) => {
    expect(seen(issue)).toHaveLength(1)
  })
})

describe('an issue does not look like ours', () => {
  test.each<[string, Parameters<typeof seen>[0]]>([
    ['with the label of the phase alone, which people may use', { labels: ['phase:4', 'status:ready'] }],
    [
      'with the label of the phase and a marker below text, which may be quoted',
      { labels: ['phase:4'], body: `Hi\n${marked('task', 'a')}` },
    ],
    ['with labels of tasks and none of the phase', { labels: ['phase-task'], body: marked('task', 'a') }],
    ['with the label of another phase', { labels: ['phase:5', 'phase-task'] }],
    [
      'with a progress issue’s label and another phase’s marker',
      { labels: ['phase-progress'], body: marked('phase', '5') },
    ],
    ['with a marker in a sentence', { labels: ['phase:4'], body: `What is ${marker({ kind: 'task', id: 'a' })}?` }],
  ])('%s', (_, issue) => {
    expect(seen(issue)).toEqual([])
  })

  test('once it is closed, nor as a task that left the plan, nor as a duplicate', () => {
    const scene = launch(phases)
    const labels = ['phase-task', 'phase:4']
    const forged = openIssue(scene.github, 'stranger', { title: 'x', body: '', labels })
    closeIssue(scene.github, forged.number, 'completed')
    const double = openIssue(scene.github, coordinator, { title: 'a: Task a', body: marked('task', 'a'), labels })
    changeIssue(scene.github, double.number, { assignees: ['mona'] })
    scene.phases = [phaseOf([taskOf('a')])]
    scene.run()
    expect(scene.latest.outcome!.phases[0]!.view.survey.lookalikes).toEqual([])
    expect(scene.decisions().join()).toContain(`#${double.number} is a duplicate of a`)
  })
})

test.each([
  [[7], 'One issue looks like a part of this phase, is none and counts for nothing: #7.'],
  [[9, 7], '2 issues look like parts of this phase, are none and count for nothing: #9, #7.'],
  [[11, 9, 7], '3 issues look like parts of this phase, are none and count for nothing: #11, #9, #7.'],
  [
    [12, 11, 9, 7],
    '4 issues look like parts of this phase, are none and count for nothing: #12, #11, #9 and older ones.',
  ],
])('of %j the page says how many they are, and names the newest three', (numbers, text) => {
  expect(plainPhrase(lookalikesNote(numbers), () => undefined)).toBe(text)
})
