import { describe, expect, test } from 'vitest'
import { forecastOutcome } from '../../../src/core/forecast/outcome-forecast.ts'
import { picturesOf, showForecast } from '../../../src/core/pages/shown-forecast.ts'
import type { Phase, Task } from '../../../src/core/phase.ts'
import { type Phrase, plainPhrase } from '../../../src/core/text/phrase.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { addBlocker, closeIssue, emptyGitHub, openIssue } from '../simulated-github.ts'
import { aDay, anHour, later, say, workedPhase } from '../worker-scene.ts'

const clock = Date.parse('2026-02-23T00:00:00Z')
const day = (id: string, given: Partial<Task> = {}) => taskOf(id, given)

function sceneOf(phase: Phase): Scene {
  return launch([phase], { github: emptyGitHub({ clock }) })
}

function shownIn(scene: Scene, now = clock) {
  const { outcome } = scene.latest
  const told = forecastOutcome(outcome!, now, undefined).get('4')!
  const shown = showForecast(outcome!.phases[0]!.view, told, now)
  const plain = (phrases: readonly Phrase[]) => phrases.map((phrase) => plainPhrase(phrase, () => undefined))
  return { ...shown, risks: plain(shown.risks), lines: plain(shown.lines) }
}

const chain = (count: number) =>
  Array.from({ length: count }, (_, at) => day(`t${at + 1}`, { dependsOn: at === 0 ? [] : [`t${at}`] }))

describe('what a progress issue says of dates', () => {
  test('is when it is expected, how likely that is, the slack, the critical chain, and what no order could beat', () => {
    const shown = shownIn(sceneOf(phaseOf(chain(3), { targetDate: '2026-03-20' })))
    expect(shown).toMatchObject({ verdict: 'early', finish: '2026-02-25', risks: [] })
    expect(shown.lines[0]).toMatch(
      /^Expected on 25 February 2026: as likely later as earlier than 2\d February 2026, and by .* in 85 of 100 cases\.$/,
    )
    expect(shown.lines.slice(1)).toEqual([
      'The target date is 20 March 2026: 23 days of slack.',
      'Critical chain: t1 → t2 → t3.',
      'No order of the tasks could end before 25 February 2026.',
    ])
    expect([...shown.starts]).toEqual([
      ['t1', '2026-02-23'],
      ['t2', '2026-02-24'],
      ['t3', '2026-02-25'],
    ])
    expect([...shown.ends.values()]).toEqual(['2026-02-23', '2026-02-24', '2026-02-25'])
  })

  test.each([
    ['2026-02-24', 'late', 'Late by a day: t2 is on the critical chain.'],
    ['2026-02-25', 'at risk', /^At risk by (a|\d) days?: t2 is on the critical chain, and estimates err\.$/],
    ['2026-04-25', 'early', undefined],
    [undefined, 'open', undefined],
  ])('with the target %s it is %s, and names the longest task that causes it', (targetDate, verdict, risk) => {
    const tasks = [
      day('t1', { effortHours: 4 }),
      day('t2', { effortHours: 16, dependsOn: ['t1'] }),
      day('t3', { effortHours: 4, dependsOn: ['t2'] }),
    ]
    const shown = shownIn(sceneOf(phaseOf(tasks, { targetDate })))
    expect(shown.finish).toBe('2026-02-25')
    expect(shown.verdict).toBe(verdict)
    expect(shown.risks).toHaveLength(risk === undefined ? 0 : 1)
    if (risk !== undefined) expect(shown.risks[0]).toMatch(risk)
  })

  test('names what it does not count, and what it counts as set free', () => {
    const scene = sceneOf(phaseOf([day('a'), day('b'), day('c', { dependsOn: ['b'] }), day('d')], { slots: 1 }))
    const other = openIssue(scene.github, 'octocat', { title: 'Elsewhere', body: '' })
    addBlocker(scene.github, scene.numberOf('b'), other.number)
    say(scene, 'd', '/hold')
    scene.run()
    expect(shownIn(scene).risks).toEqual([
      'b and c cannot start as things stand, and no date here counts them.',
      'The dates count d as set free today.',
    ])
    expect([...shownIn(scene).starts.keys()].toSorted()).toEqual(['a', 'd'])
  })

  test('shortens a long chain and a long list', () => {
    const shown = shownIn(sceneOf(phaseOf(chain(15))))
    expect(shown.lines.find((line) => line.startsWith('Critical chain'))).toBe(
      `Critical chain: ${Array.from({ length: 12 }, (_, at) => `t${at + 1}`).join(' → ')} → … and 3 more.`,
    )
  })

  test('says what another order, and equal priorities, would gain', () => {
    // By priority: the short ones first, and the long one alone at the end.
    const tasks = [day('a', { priority: 1 }), day('b', { priority: 1 }), day('long', { effortHours: 24, priority: 4 })]
    const { lines } = shownIn(sceneOf(phaseOf(tasks, { slots: 2, startDate: '2026-02-24' })))
    expect(lines.at(-1)).toBe('It could end a day earlier if long went first; strict priorities cost 1d.')
  })

  test('has the same dates as long as nothing that is shown moves', () => {
    const scene = sceneOf(phaseOf(chain(2), { startDate: '2026-04-01' }))
    expect(shownIn(scene, clock + 3 * aDay).dates).toBe(shownIn(scene).dates)
    const idle = sceneOf(phaseOf([day('a'), day('b')], { slots: 1, startDate: undefined }))
    expect(shownIn(idle, clock + 3 * aDay).dates).not.toBe(shownIn(idle).dates)
  })
})

describe('the pictures', () => {
  function picturesIn(scene: Scene, now = scene.github.clock) {
    const { phases, slots } = scene.latest.outcome!
    const { view, standing } = phases[0]!
    const told = forecastOutcome(scene.latest.outcome!, now, undefined).get('4')
    return picturesOf(view, told, { blocking: standing.blocking, slots, now })
  }

  test('draw each task with its state, from when it was, or is expected to be, at work', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 1, targetDate: '2026-03-08' }), {
      github: emptyGitHub({ clock }),
    })
    say(scene, 'a', '/spawn')
    scene.run()
    later(scene, aDay)
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    const { graph, schedule } = picturesIn(scene)
    expect(graph).toMatch(/a\s·\sdone/)
    expect(graph).toMatch(/c\s·\sready/)
    expect(schedule).toContain('2026-03-08')
    expect(schedule).toMatch(/a .*2026-02-23 00:00, 2026-02-24/)
    expect(schedule).toMatch(/c .*2026-02-2[5-9]/)
  })

  test('have no schedule where nothing was done and nothing is expected', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])])
    closeIssue(scene.github, scene.numberOf('a'), 'not_planned')
    scene.run()
    later(scene, anHour)
    expect(picturesIn(scene).schedule).toBeUndefined()
  })
})

/** One slot, and a clock that changes in the night after the first day, which so takes 25 hours. */
test('of tasks that are equally long the first is the cause, whatever the clock does', () => {
  const now = Date.parse('2026-10-23T22:00:00Z')
  const tasks = [taskOf('a', { effortHours: 8 }), taskOf('b', { effortHours: 8 })]
  const phase = phaseOf(tasks, { slots: 1, timezone: 'Europe/Berlin', targetDate: '2026-10-24' })
  const outcome = launch([phase], { options: { now } }).latest.outcome!
  const shown = showForecast(outcome.phases[0]!.view, forecastOutcome(outcome, now, undefined).get(phase.id)!, now)
  expect(shown.risks.map((phrase) => plainPhrase(phrase, () => undefined))).toEqual([
    'Late by a day: a is on the critical chain.',
  ])
})
