import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { whole } from '../faults/tell.ts'
import { clockIn, type Hour, playHourly, type Story, type Telling, type Told } from './hourly.ts'

const zone = 'America/New_York'
const example = readFileSync(path.resolve(import.meta.dirname, '../../examples/phase-4.yml'), 'utf8')
/** The launch note's phase, with a manager who hears of it, and the one that comes after it, across the clock change. */
const files = {
  '.github/phases/phase-4.yml': `${example.replace(/^(manager|slack|files|report):.*\n(?: .*\n)*/gm, '')}
manager: octocat
slack: { mention: [U012AB3CD] }
`,
  '.github/phases/phase-5.yml': `phase: 5
title: After the release
after: 4
timezone: ${zone}
manager: octocat
tasks:
  - { id: p5-1, title: Retrospective, effort: 3d }
  - { id: p5-2, title: Support, effort: 6d }
  - { id: p5-3, title: Roadmap, depends_on: [p5-1] }
  - { id: p5-4, title: Cleaning, depends_on: [p5-3], effort: 3d }
`,
}
const story: Story = { files, start: '2026-02-23T03:15:00Z', hours: 24 * 25 }

/** Tasks in the order in which a telling says that they are done. */
function doneIn({ text }: Telling): string[] {
  const section = text.split('##### ').find((part) => part.startsWith('Done\n')) ?? ''
  return [...section.matchAll(/^- #\d+ \((\S+)\)/gm)].map((found) => found[1]!)
}

function keyOf({ text }: Telling): string {
  return /^<!-- phase-coordinator:tell (\S+ \S+)(?: in-slack)? -->/.exec(text)?.[1] ?? ''
}

/** What must be true of every telling, whatever became of runs. */
function expectToldOnce({ hours, tellings, issues }: Told): void {
  expect(issues.filter(({ open }) => open)).toEqual([])
  const comments = tellings.filter(({ where }) => where === 'comment')
  // Of a run that is killed before it can note Slack's answer, that answer is lost: the next one tells Slack again.
  const killed = new Set(hours.filter(({ run }) => run === 'killed').map(({ at }) => at))
  const messages = tellings
    .filter(({ where }) => where === 'slack')
    .map(({ at, text }) => ({ at, title: text.split('\n')[0]! }))
  const titles = messages
    .filter(({ at, title }) => !killed.has(at) || messages.findLast((other) => other.title === title)!.at === at)
    .map(({ title }) => title)
  expect(titles.filter((title) => title.includes('has started')).sort()).toEqual([
    'Phase 4 has started: Release readiness',
    'Phase 5 has started: After the release',
  ])
  expect(titles.filter((title) => title.includes('is complete')).sort()).toEqual([
    'Phase 4 is complete: Release readiness',
    'Phase 5 is complete: After the release',
  ])
  expect(new Set(titles).size, titles.join('\n')).toBe(titles.length)
  const digests = comments.filter((telling) => keyOf(telling).startsWith('digest'))
  const dates = digests.map((telling) => `${keyOf(telling)} ${/#### Phase (\d)/.exec(telling.text)?.[1]}`)
  expect(new Set(dates).size, dates.join('\n')).toBe(dates.length)
  expect(digests.length).toBe(titles.length - 4)
  expect(comments.filter((telling) => keyOf(telling).startsWith('closing')).length).toBe(2)
  expect(comments.length, 'nothing is told of a single task').toBe(digests.length + 2)
  const closed = new Set(hours.flatMap((hour) => hour.closed))
  expect(comments.flatMap(doneIn).sort()).toEqual([...closed].sort())
}

function isNewsworthy({ closed, tellings }: Hour): boolean {
  return closed.length > 0 || tellings.length > 0
}

describe.concurrent('hour by hour, from the launch note to the end of the phase after it', () => {
  test('every digest and announcement comes once, in its hour, and quiet hours write nothing', {
    timeout: 300_000,
  }, async () => {
    const told = await playHourly(story)
    expectToldOnce(told)
    const digests = told.tellings.filter((telling) => keyOf(telling).startsWith('digest'))
    expect(digests.map(({ at }) => clockIn(zone, at).hour)).toEqual(digests.map(() => 9))
    expect(digests.map((telling) => keyOf(telling))).toEqual(
      digests.map(({ at }) => `digest ${clockIn(zone, at).date}`),
    )
    expect(
      digests.some(({ at }) => clockIn(zone, at).date > '2026-03-08'),
      'the clock changed on 8 March',
    ).toBe(true)
    const quiet = told.hours.slice(1).filter((hour) => !isNewsworthy(hour))
    // Picks that nobody starts move the dates: they are shown anew once a day, by one write.
    const dated = quiet.filter(({ writes }) => writes > 0)
    expect(dated.filter(({ writes }) => writes > 1)).toEqual([])
    expect(new Set(dated.map(({ at }) => clockIn(zone, at).date)).size).toBe(dated.length)
    expect(quiet.length).toBeGreaterThan(300)
  })

  const offsets = whole ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] : [4]
  test.each(offsets)(
    'nothing is lost or told twice with every third run dropped and every fifth killed (%i)',
    { timeout: 300_000 },
    async (offset) => {
      const fate = (hour: number) =>
        (hour + offset) % 3 === 2 ? 'dropped' : (hour + offset) % 5 === 4 ? 'killed' : 'whole'
      const pace = whole ? 1 : 0.5
      expectToldOnce(await playHourly({ ...story, pace, fate, killAt: (hour) => (hour * 7 + offset) % 29 }))
    },
  )
})
