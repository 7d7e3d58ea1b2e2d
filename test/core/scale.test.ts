import { describe, expect, test } from 'vitest'
import { splitBody } from '../../src/core/records/managed-part.ts'
import { parseProgressRecord } from '../../src/core/records/progress-record.ts'
import { phaseOf, taskOf } from './plan.ts'
import { launch, type Scene } from './scene.ts'
import { changeIssue, closeIssue, storedIssue } from './simulated-github.ts'
import { aDay, later, runs, say, workedPhase } from './worker-scene.ts'

const scripts = [
  'Guide | for users, with every `option` and an example for each of them. ',
  'Руководство администратора по установке и настройке. ',
  '管理者ガイドと導入手順書の日本語版を用意する。',
  'دليل المستخدم الكامل مع الأمثلة والشروحات ',
  'उपयोगकर्ता मार्गदर्शिका और उदाहरण ',
  '😀🚀 Émojis & <b>HTML</b> --> "quotes"; 👩‍👩‍👧‍👦 ',
]

/** Titles of 200 characters or more, in chains of a few tasks, with streams. */
function phaseOfSize(count: number) {
  const tasks = Array.from({ length: count }, (_, at) =>
    taskOf(`p4-${1 + (at % 5)}-${at}`, {
      title: `${at} ${scripts[at % scripts.length]!.repeat(6)}`.slice(0, 200).replace(/[\uD800-\uDBFF]$/, ''),
      stream: `stream-${at % 5}`,
      effortHours: 4 + (at % 3) * 4,
      dependsOn: at % 4 === 0 ? [] : [`p4-${1 + ((at - 1) % 5)}-${at - 1}`],
    }),
  )
  return phaseOf(tasks, { slots: 10, targetDate: '2026-06-30', goal: scripts.join(' ').repeat(3) })
}

function progressOf({ github }: Scene): string {
  return storedIssue(github, 1).body
}

function expectFits(body: string): void {
  expect(body.length).toBeLessThan(60_000)
  expect(new TextEncoder().encode(body).length).toBeLessThan(65_536)
}

describe('the progress issue of 250 tasks with long titles in several scripts', () => {
  const scene = launch([phaseOfSize(250)])

  test('fits at launch, with its forecast, both pictures and every task in its record', () => {
    const body = progressOf(scene)
    expectFits(body)
    expect(body).toContain(' · expected ')
    expect(body).toContain('### Forecast')
    expect(body).toMatch(/```mermaid\n[^`]*flowchart/)
    expect(body).toMatch(/```mermaid\n[^`]*gantt/)
    expect(body).toMatch(/… and \d+ more/)
    expect(parseProgressRecord(splitBody(body, { kind: 'phase', id: '4' }).part)!.tasks.size).toBe(250)
  })

  test('fits halfway', () => {
    const { tasks } = scene.phases[0]!
    for (const { id } of tasks.slice(0, 125)) closeIssue(scene.github, scene.numberOf(id), 'completed')
    scene.github.clock += 10 * 24 * 3600 * 1000
    scene.run()
    expectFits(progressOf(scene))
    expect(progressOf(scene)).toContain('**125 of 250 done')
    expect(progressOf(scene)).toContain('### Done')
  })
})

test('the progress issue of 1,000 tasks fits, and remembers every one', () => {
  const scene = launch([phaseOfSize(1000)])
  const body = progressOf(scene)
  expectFits(body)
  expect(body).toContain(' · expected ')
  expect(parseProgressRecord(splitBody(body, { kind: 'phase', id: '4' }).part)!.tasks.size).toBe(1000)
}, 120_000)

test('where people leave no room for all of the record, runs go on as before, and are quiet', () => {
  const ids = Array.from({ length: 60 }, (_, at) => `a-task-with-a-long-id-${at}`)
  const scene = launch(workedPhase(ids, { slots: 2 }))
  const [first, second] = [...scene.latest.outcome!.slots.holders]
  for (const id of ids) say(scene, id, 'How is it going?')
  say(scene, first!, '/spawn')
  scene.run()
  const read = () => parseProgressRecord(splitBody(progressOf(scene), { kind: 'phase', id: '4' }).part)!.read
  expect(read().size).toBe(60)
  for (let times = 0; times < 20 && read().size === 60; times++) {
    const body = progressOf(scene)
    const room = 65_500 - new TextEncoder().encode(body).length
    changeIssue(scene.github, 1, { body: `${'n'.repeat(Math.max(0, room))}\n${body}` })
    say(scene, ids[50]!, times % 2 === 0 ? '/hold' : '/unhold')
    scene.run()
  }
  say(scene, second!, '/spawn')
  scene.run()
  expect(new TextEncoder().encode(progressOf(scene)).length).toBeLessThanOrEqual(65_536)
  expect(read().size).toBeLessThan(60)
  later(scene, aDay / 24)
  expect(runs(scene)).toHaveLength(2)
  closeIssue(scene.github, scene.numberOf(first!), 'completed')
  scene.run()
  expect(progressOf(scene)).toContain('1 of 60 done')
})
