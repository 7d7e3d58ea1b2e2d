import { describe, expect, test } from 'vitest'
import { answerOf } from '../../../src/core/commands/answers.ts'
import { commandOperations } from '../../../src/core/commands/command-operations.ts'
import type { Standing } from '../../../src/core/pages/progress-sections.ts'
import { plainPhrase } from '../../../src/core/text/phrase.ts'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeIssue } from '../simulated-github.ts'
import { aDay, answersOn, say, workedPhase } from '../worker-scene.ts'
import { contextOf, pendingOn } from './said.ts'

function ask(scene: Scene, place: string, body: string): string | undefined {
  say(scene, place, body)
  scene.run()
  return answersOn(scene, place).at(-1)
}

const standingIn = ({ latest }: Scene): Standing => latest.outcome!.phases[0]!.standing

function lines(scene: Scene, what: 'status' | 'report', standing: Standing): readonly string[] {
  return answerOf(what, pendingOn(scene, 'progress', `/phase ${what}`), standing).map((phrase) =>
    plainPhrase(phrase, (id) => scene.numberOf(id)),
  )
}

function why(scene: Scene, task: string, standing: Standing): string {
  const [phrase] = answerOf('why', pendingOn(scene, task, '/why'), standing)
  return plainPhrase(phrase!, (id) => scene.numberOf(id))
}

describe('/why', () => {
  test('of a task with a slot that people do', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] })]))
    expect(ask(scene, 'a', '/why')).toBe(
      '#2 (a) has a slot: work may begin. It is expected to be done on 23 February 2026.',
    )
  })

  test('counts the place in the queue of its own phase alone', () => {
    const [first] = workedPhase(['a', 'b', 'c'])
    const [second] = workedPhase(
      ['x', 'y', 'z'].map((id) => taskOf(id, { model: 'sonnet', priority: 1 })),
      { id: '5' },
    )
    const scene = launch([first, second])
    expect(['b', 'c', 'z'].map((id) => ask(scene, id, '/why')?.replace(/ in the queue.*/, ''))).toEqual([
      '#3 (b) is number 1 of 2',
      '#4 (c) is number 2 of 2',
      '#8 (z) is number 2 of 2',
    ])
    expect(ask(scene, 'progress', '/phase status')?.split('\n\n').at(-1)).toBe('Next: #3 (b).')
  })

  test('tells how the task stands when all is decided, not how it stood when the comment was read', () => {
    const scene = launch(workedPhase(['a', 'b'], { slots: 2 }))
    const standing = standingIn(scene)
    const done = standing.phase.tasks.map((view) =>
      view.task.id === 'b' ? { ...view, outcome: 'done' as const } : view,
    )
    const later = { ...standing, phase: { ...standing.phase, tasks: done } }
    expect(why(scene, 'b', later)).toBe('b (#3) is done.')
    expect(why(scene, 'a', later)).toBe('a (#2) has a slot: say /spawn to start its worker.')
    expect(why(scene, 'b', { ...later, phase: { ...later.phase, tasks: [] } })).toMatch(/^b \(#3\) has a slot/)
  })

  test('of a task that has no place in the queue', () => {
    const scene = launch(workedPhase(['a', 'b']))
    const standing = standingIn(scene)
    expect(why(scene, 'b', { ...standing, slots: { ...standing.slots, ranks: [], waits: new Map() } })).toBe(
      'b (#3) is not in the queue.',
    )
  })

  test('gives no date where nothing is known of when, and none to what is held or has failed', () => {
    const scene = launch(workedPhase(['a']))
    const pending = pendingOn(scene, 'a', '/why')
    const effect = { do: 'answer', what: 'why' } as const
    const said = commandOperations(
      { acting: { pending, effect }, operations: [], questions: [] },
      () => standingIn(scene),
      scene.latest.outcome!.slots,
      contextOf(scene).world,
      () => undefined,
    )
    expect(said).toEqual({
      first: [
        {
          do: 'reply',
          phase: '4',
          task: 'a',
          issue: 2,
          comment: 7000,
          answers: '7000.0',
          refusal: undefined,
          lines: [[{ task: 'a' }, ' has a slot: say /spawn to start its worker.']],
        },
      ],
      last: [],
    })
  })
})

describe('/phase status and /phase report', () => {
  const reporting = () => {
    const scene = launch(workedPhase(['a', 'b'], { report: { every: aDay, at: '09:00' } }))
    say(scene, 'a', '/spawn')
    scene.run()
    return scene
  }
  const status = [
    '0 of 2 done · 1 of 1 slots in use · expected 24 February 2026',
    '#2 (a) (1d) is with sonnet.',
    'Next: #3 (b).',
  ]

  test('say the same, but that the report adds what is new', () => {
    const scene = reporting()
    expect(ask(scene, 'progress', '/phase status')?.split('\n\n')).toEqual(status)
    expect(ask(scene, 'progress', '/phase report')?.split('\n\n')).toEqual([
      ...status,
      'Since 22 February 2026: started #2 (a) Task a: is with sonnet.',
    ])
  })

  test('where nothing is new the report says so', () => {
    const scene = launch(workedPhase(['a', 'b'], { report: { every: aDay, at: '09:00' } }))
    scene.github.clock += aDay
    scene.run()
    const report = ask(scene, 'progress', '/phase report')?.split('\n\n')
    expect(report?.slice(1)).toEqual([
      '#2 (a) (1d) has a slot.',
      'Next: #3 (b).',
      'Since 23 February 2026: nothing has changed.',
    ])
  })

  test('where nobody has kept account of a digest, the report is the status', () => {
    const scene = reporting()
    const standing = standingIn(scene)
    expect(standing.record.told).toBeDefined()
    const before = { ...standing, record: { ...standing.record, told: undefined } }
    const { told } = standing.record
    const without = { ...standing, record: { ...standing.record, told: { ...told!, base: undefined } } }
    for (const each of [before, without]) expect(lines(scene, 'report', each)).toEqual(lines(scene, 'status', standing))
  })

  test('have nothing next where nothing waits', () => {
    const scene = launch(workedPhase(['a', 'b']))
    changeIssue(scene.github, scene.numberOf('b'), { locked: true })
    scene.run()
    expect(ask(scene, 'progress', '/phase status')).not.toContain('Next: ')
  })
})

test('/phase help says what each command does', () => {
  const scene = launch(workedPhase(['a']))
  expect(ask(scene, 'progress', '/phase help')?.split('\n\n')).toEqual([
    '/spawn starts the worker of a task that has a slot; on the progress issue it names tasks, or means all picks. model= chooses another model.',
    '/release gives a slot back; /hold takes a task out of the queue, /hold now stops its worker as well, /unhold brings it back; /next makes it the next pick.',
    '/heartbeat 40% says that work goes on; /why tells why a task waits.',
    '/phase pause and /phase resume stop and start picks and workers; /phase status and /phase report tell how things stand.',
  ])
})
