import { expect, test } from 'vitest'
import { forecastOutcome } from '../../src/core/forecast/phase-forecast.ts'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { plainPhrase } from '../../src/core/phrase.ts'
import { type ShownForecast, showForecast } from '../../src/core/shown-forecast.ts'
import { launch } from './scene.ts'

/** A phase of one slot at its launch, in the first minute of 24 October 2026; the clock changes in the night after that. */
function shownAtLaunch(target: string, tasks: readonly string[]): ShownForecast {
  const head = ['phase: 4', 'title: Trial', 'slots: 1', 'timezone: Europe/Berlin', `target_date: ${target}`, 'tasks:']
  const text = [...head, ...tasks].join('\n')
  const { phases, problems } = readPhases([{ path: '.github/phases/4.yml', text }])
  expect(problems).toEqual([])
  const now = Date.parse('2026-10-23T22:00:00Z')
  const outcome = launch(phases, { options: { now } }).latest.outcome!
  const { view } = outcome.phases[0]!
  return showForecast(view, forecastOutcome(outcome, now, undefined).get('4')!, now)
}

function risksOf(shown: ShownForecast): readonly string[] {
  return shown.risks.map((phrase) => plainPhrase(phrase, () => undefined))
}

const equals = ['  - { id: a, title: A, effort: 1d }', '  - { id: b, title: B, effort: 1d }']
const longer = ['  - { id: a, title: A, effort: 0.5d }', '  - { id: b, title: B, effort: 1.5d }']

test.each([
  ['the first of several that are equally long', '2026-10-24', equals, 'Late by a day: a is on the critical chain.'],
  ['the longest task of the critical chain', '2026-10-24', longer, 'Late by a day: b is on the critical chain.'],
])('a phase that will be late names %s', (_, target, tasks, risk) => {
  const shown = shownAtLaunch(target, tasks)
  expect(shown.verdict).toBe('late')
  expect(risksOf(shown)).toEqual([risk])
})

test('a phase is at risk where its expected date holds, and the one that holds in 85 of 100 cases does not', () => {
  const shown = shownAtLaunch('2026-10-25', equals)
  expect(shown.finish).toBe('2026-10-25')
  expect(shown.verdict).toBe('at risk')
  expect(risksOf(shown)).toEqual([
    expect.stringMatching(/^At risk by (a day|\d days): a is on the critical chain, and/),
  ])
})

test('a phase with time to spare has no risks to tell of', () => {
  const shown = shownAtLaunch('2026-12-05', equals)
  expect([shown.verdict, shown.risks]).toEqual(['early', []])
})
