import { describe, expect, test } from 'vitest'
import { forecastOutcome } from '../../../src/core/forecast/outcome-forecast.ts'
import type { Phase, Task } from '../../../src/core/phase.ts'
import { type Plan, planChanges } from '../../../src/core/report/plan-change.ts'
import { onGitHub, plainPhrase, renderPhrase } from '../../../src/core/text/phrase.ts'
import { phaseOf, streamOf, taskOf } from '../plan.ts'
import { emptyGitHub, type GitHub } from '../simulated-github.ts'
import { run } from '../simulation.ts'

const clock = Date.parse('2026-02-23T00:00:00Z')

/** How things would stand with these files, in a repository where another version of them was launched, or none was. */
function planned(phases: readonly Phase[], github: GitHub): Plan {
  const copy = structuredClone(github)
  const { outcome } = run(copy, phases, { now: clock, settings: { confirm: true } })
  return { outcome, forecasts: outcome === undefined ? new Map() : forecastOutcome(outcome, clock, undefined) }
}

function changes(before: readonly Phase[], after: readonly Phase[], launched = true): readonly string[] {
  const github = emptyGitHub({ clock })
  if (launched) run(github, before, { now: clock })
  return planChanges(planned(before, github), planned(after, github)).map((phrase) =>
    plainPhrase(phrase, () => undefined),
  )
}

const targetDate = '2026-03-08'
const phase = (tasks: readonly Task[], given: Partial<Phase> = {}) => phaseOf(tasks, { slots: 1, targetDate, ...given })
const days = (id: string, count: number, given: Partial<Task> = {}) => taskOf(id, { effortHours: 8 * count, ...given })

describe('what a change of the files does to a plan', () => {
  const before = [phase([days('a', 6), days('b', 6)])]

  test('is told by tasks, date, and what is critical now', () => {
    const after = [phase([days('a', 6), days('b', 6), days('c', 2), days('p4-3-1', 1)])]
    expect(changes(before, after)).toEqual([
      'Phase 4: +2 tasks; expected 6 March 2026 → 9 March 2026, a day late; c, p4-3-1 are now critical.',
    ])
  })

  test.each<[what: string, after: readonly Phase[], told: readonly string[]]>([
    ['nothing', before, []],
    ['another word in the goal', [phase([days('a', 6), days('b', 6)], { goal: 'v1' })], []],
    [
      'a task fewer',
      [phase([days('a', 6)])],
      ['Phase 4: −1 task; expected 6 March 2026 → 28 February 2026, 8 days early.'],
    ],
    [
      'a longer task',
      [phase([days('a', 6), days('b', 8)])],
      ['Phase 4: 1 task changed; expected 6 March 2026 → 8 March 2026, on the target date.'],
    ],
    ['another title', [phase([days('a', 6, { title: 'New' }), days('b', 6)])], ['Phase 4: 1 task changed.']],
    [
      'another id, with the one that it had',
      [phase([days('a2', 6, { formerly: 'a', title: 'Task a' }), days('b', 6)])],
      ['Phase 4: a2 is now critical.'],
    ],
    [
      'more slots',
      [phase([days('a', 6), days('b', 6)], { slots: 2 })],
      ['Phase 4: expected 6 March 2026 → 28 February 2026, 8 days early.'],
    ],
    [
      'another target date',
      [phase([days('a', 6), days('b', 6)], { targetDate: '2026-03-01' })],
      ['Phase 4: target 8 March 2026 → 1 March 2026; expected 6 March 2026, 5 days late.'],
    ],
    [
      'no target date',
      [phase([days('a', 6), days('b', 6)], { targetDate: undefined })],
      ['Phase 4: target 8 March 2026 → none; expected 6 March 2026.'],
    ],
    ['no file', [], ['Phase 4: its file is gone.']],
    [
      'another file in place of its own',
      [phase([days('x', 1)], { id: '5', targetDate: undefined })],
      ['Phase 5: new, with 1 task; expected 23 February 2026.', 'Phase 4: its file is gone.'],
    ],
    [
      'a second phase',
      [...before, phase([days('x', 1)], { id: '5', targetDate: undefined })],
      ['Phase 5: new, with 1 task; expected 23 February 2026.'],
    ],
  ])('%s', (_, after, told) => {
    expect(changes(before, after)).toEqual(told)
  })

  test('counts what comes, goes and changes apart', () => {
    const [told] = changes(
      [phase([days('a', 1), days('b', 1), days('c', 1)], { targetDate: undefined })],
      [phase([days('a', 2), days('c', 1), days('d', 1)], { targetDate: undefined })],
    )
    expect(told).toMatch(/^Phase 4: \+1 task, −1 task, 1 task changed; expected /)
  })

  test.each<[what: string, given: Partial<Task>, others?: Partial<Phase>]>([
    ['priority', { priority: 1 }],
    ['what it waits for', { dependsOn: ['b'] }],
    ['stream', { stream: 'docs' }, { streams: new Map([['docs', streamOf('docs')]]) }],
    ['model', { model: 'x' }],
    ['assignees', { assignees: ['mona'] }],
    ['labels', { labels: ['docs'] }],
    ['that it is the last one', { final: true }],
  ])('counts a task as changed for its %s', (_, given, others) => {
    const without = [phase([days('b', 6), days('a', 6)], others)]
    expect(changes(without, [phase([days('b', 6), days('a', 6, given)], others)]).join()).toContain('1 task changed')
  })

  test('tells the date that a phase has now where it had none, and none where it has none now', () => {
    const open = planned(before, emptyGitHub({ clock }))
    const none: Plan = { ...open, forecasts: new Map() }
    const said = (from: Plan, to: Plan) => planChanges(from, to).map((phrase) => plainPhrase(phrase, () => undefined))
    expect(said(none, open)).toEqual(['Phase 4: expected 6 March 2026, 2 days early.'])
    expect(said(open, none)).toEqual([])
    expect(said(none, none)).toEqual([])
    expect(said({ outcome: undefined, forecasts: new Map() }, none)).toEqual(['Phase 4: new, with 2 tasks.'])
  })

  test('names three critical tasks without more where there are no more', () => {
    const chain = ['c', 'd', 'e'].map((id) => days(id, 1))
    expect(changes(before, [phase([days('a', 6), days('b', 6), ...chain])])[0]).toMatch(/; c, d, e are now critical\.$/)
  })

  test('is the same before the phase was launched', () => {
    const after = [phase([days('a', 6), days('b', 6), days('c', 3)])]
    expect(changes(before, after, false)).toEqual([
      'Phase 4: +1 task; expected 6 March 2026 → 9 March 2026, a day late; c is now critical.',
    ])
    expect(changes([], before, false)).toEqual(['Phase 4: new, with 2 tasks; expected 6 March 2026, 2 days early.'])
  })

  test('names three of many critical tasks', () => {
    const chain = ['c', 'd', 'e', 'f', 'g'].map((id) => days(id, 1))
    expect(changes(before, [phase([days('a', 6), days('b', 6), ...chain])])[0]).toMatch(
      /; c, d, e and 2 more are now critical\.$/,
    )
  })

  test('is inert, whatever a phase is called', () => {
    const phrases = planChanges(
      { outcome: undefined, forecasts: new Map() },
      planned(
        [phase([days('a', 1, { title: '@octocat #1 `x` <b>' })], { title: '@octocat **b** | x' })],
        emptyGitHub({ clock }),
      ),
    )
    const text = phrases
      .map((phrase) => renderPhrase(phrase, { numberOf: () => undefined, reference: onGitHub }))
      .join('\n')
    expect(text).not.toMatch(/@octocat|#1|<b>/)
  })
})
