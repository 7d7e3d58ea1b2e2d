import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseProgressRecord } from '../../src/core/records/progress-record.ts'
import { killed } from '../../src/local/faults.ts'
import { minutes, tellAll } from '../faults/tell.ts'
import { issuesOn, progressIn } from '../run/board.ts'
import { Person } from '../run/person.ts'
import { Stage } from './trial.ts'

/** What happens in one hour before its run, and what becomes of that run. */
const anHour = fc.record({
  close: fc.option(fc.nat(7), { freq: 2 }),
  reopen: fc.option(fc.nat(7), { freq: 20 }),
  slackIsDown: fc.boolean(),
  fate: fc.oneof(
    { weight: 5, arbitrary: fc.constant('whole' as const) },
    { weight: 1, arbitrary: fc.constant('dropped' as const) },
    { weight: 2, arbitrary: fc.record({ at: fc.nat(30), carriedOut: fc.boolean() }) },
  ),
})

const tasks = (phase: number) =>
  ['a', 'b', 'c', 'd'].map((name, at) => {
    const id = `${name}${phase}`
    return `  - { id: ${id}, title: Task, model: sonnet${at < 2 ? '' : `, depends_on: [a${phase}]`} }`
  })

const head = (phase: number) => `phase: ${phase}
title: Story
manager: octocat
operators: [reader]
models: { sonnet: { workflow: worker.yml } }`

const files = {
  '.github/phases/4.yml': `${head(4)}\ntasks:\n${tasks(4).join('\n')}\n`,
  '.github/phases/5.yml': `${head(5)}\nafter: 4\ntasks:\n${tasks(5).join('\n')}\n`,
}
const ids = [4, 5].flatMap((phase) => ['a', 'b', 'c', 'd'].map((name) => `${name}${phase}`))

type Hours = readonly (typeof anHour extends fc.Arbitrary<infer T> ? T : never)[]

async function play(hours: Hours): Promise<void> {
  const stage = await Stage.open({ files })
  try {
    await live(stage, hours)
  } finally {
    await stage.tracker.close()
  }
}

async function live(stage: Stage, hours: Hours): Promise<void> {
  const { tracker, messages } = stage
  const person = new Person(tracker, 'octocat-token')
  const isOpen = (id: string) => issuesOn(tracker.store).find(({ title }) => title.startsWith(`${id}: `))?.open
  stage.at('2026-02-23T06:15:00Z')
  let kills = 0
  for (const { close, reopen, slackIsDown, fate } of hours) {
    stage.later()
    stage.slackIsDown = slackIsDown
    if (close !== null && isOpen(ids[close]!) === true) await person.close(ids[close]!)
    if (reopen !== null && isOpen(ids[reopen]!) === false) await person.reopen(ids[reopen]!)
    if (fate === 'dropped') continue
    let alive = true
    const kill = () => {
      alive = false
    }
    const before = messages.length
    if (fate !== 'whole') tracker.setIntercept(killed(fate.at, kill, fate))
    await stage.run(() => alive)
    tracker.setIntercept(undefined)
    if (!alive) kills += messages.length - before
  }
  stage.slackIsDown = false
  for (const id of ids.slice(0, 4)) if (isOpen(id) === true) await person.close(id)
  stage.later()
  await stage.run()
  for (const id of ids) if (isOpen(id) === true) await person.close(id)
  expect(await stage.runToQuiet()).toEqual([])
  expect(issuesOn(tracker.store).filter(({ open }) => open)).toEqual([])
  expectToldOnce(stage, kills)
}

/** `kills`: messages that were sent by runs which were killed after. */
function expectToldOnce({ tracker, messages }: Stage, kills: number): void {
  const letters = issuesOn(tracker.store).flatMap(({ title, comments }) => {
    const phase = /^Phase (\d)/.exec(title)?.[1]
    return comments.flatMap((body) => {
      const key = /^<!-- phase-coordinator:tell (\S+ \S+)(?: in-slack)? -->/.exec(body)?.[1]
      return key === undefined ? [] : [`${phase} ${key}`]
    })
  })
  expect(letters.length, letters.join('\n')).toBe(new Set(letters).size)
  for (const phase of ['4', '5']) {
    const { told } = parseProgressRecord(progressIn(tracker.store, phase).body)!
    const closings = letters.filter((letter) => letter.startsWith(`${phase} closing`))
    expect(closings, 'each completion that was decided is told').toEqual(
      Array.from({ length: told!.completions }, (_, at) => `${phase} closing ${at + 1}`),
    )
  }
  const expected = letters.filter((letter) => /^. (digest|closing)/.test(letter)).length + 2
  expect(messages.length).toBeGreaterThanOrEqual(expected)
  expect(messages.length).toBeLessThanOrEqual(expected + kills)
  for (const title of ['Phase 4 has started', 'Phase 5 has started', 'Phase 4 is complete', 'Phase 5 is complete']) {
    expect(
      messages.some((message) => message.title.startsWith(title)),
      title,
    ).toBe(true)
  }
  expect(issuesOn(tracker.store).filter(({ body }) => body.includes('"letters":'))).toEqual([])
}

test('whatever people do, and whatever becomes of runs and of Slack, each letter is told, and once', {
  timeout: 20 * minutes,
}, async () => {
  const story = fc.asyncProperty(fc.array(anHour, { minLength: 10, maxLength: 60 }), play)
  const { told, expected, failures } = await tellAll(story, { all: 200, sample: 2 })
  console.log(`${told} stories of what people are told`)
  expect(told).toBe(expected)
  expect(failures).toEqual([])
})
