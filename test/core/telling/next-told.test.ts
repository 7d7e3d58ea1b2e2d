import { describe, expect, test } from 'vitest'
import type { Phase, Task } from '../../../src/core/phase.ts'
import { parseProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { Letter, Told } from '../../../src/core/records/told.ts'
import { readLetterKey } from '../../../src/core/telling/letter-text.ts'
import { keptLetters } from '../../../src/core/telling/next-told.ts'
import type { Settings } from '../../../src/core/world.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, reopenIssue, storedIssue } from '../simulated-github.ts'
import { worldOf } from '../simulation.ts'
import { aDay, aMinute, anHour, models, say } from '../worker-scene.ts'

const daily = { every: aDay, at: '09:00' }
const webhook: Partial<Settings> = { slack: { webhook: true } }

function phase(tasks: readonly (string | Task)[], given: Partial<Phase> = {}): readonly [Phase] {
  const whole = tasks.map((task) => (typeof task === 'string' ? taskOf(task) : task))
  return [phaseOf(whole, { report: daily, manager: ['octocat'], slots: 1, models, ...given })]
}

/** Launched at noon on 22 February; Slack is there unless settings say otherwise. */
function launched(phases: readonly Phase[], settings: Partial<Settings> = webhook): Scene {
  return launch(phases, { options: { settings } })
}

/** Keys of the letters that stand as comments on a progress issue, in order. */
function comments({ github }: Scene, progress = 1): readonly string[] {
  return storedIssue(github, progress).comments.flatMap(
    ({ body }) => readLetterKey(body)?.replace(/ in-slack$/, '') ?? [],
  )
}

function told({ github }: Scene, progress = 1): Told {
  return parseProgressRecord(storedIssue(github, progress).body)!.told!
}

function later(scene: Scene, milliseconds: number): void {
  scene.github.clock += milliseconds
  scene.run()
}

/** Moves the clock to an hour and minute of a later day of the launch's month, and runs. */
function runAt(scene: Scene, day: number, time: string): void {
  scene.github.clock = Date.parse(`2026-02-22T${time}:00Z`) + (day - 22) * aDay
  scene.run()
}

const close = (scene: Scene, task: string) => closeIssue(scene.github, scene.numberOf(task), 'completed')

describe('digests', () => {
  test('come in their hour, once a day, and only where something has changed', () => {
    const scene = launched(phase(['a', 'b', 'c']))
    runAt(scene, 23, '08:45')
    expect(comments(scene)).toEqual([])
    runAt(scene, 23, '09:00')
    expect(comments(scene), 'what was picked at the launch').toEqual(['digest 2026-02-23'])
    for (const time of ['09:01', '12:00', '23:59']) runAt(scene, 23, time)
    runAt(scene, 24, '09:00')
    expect(comments(scene), 'nothing has changed').toEqual(['digest 2026-02-23'])
    close(scene, 'a')
    runAt(scene, 24, '10:30')
    expect(comments(scene), 'what changed after the hour waits').toEqual(['digest 2026-02-23'])
    runAt(scene, 25, '09:00')
    expect(comments(scene)).toEqual(['digest 2026-02-23', 'digest 2026-02-25'])
    expect(scene.github.slack).toEqual(['4 launch', '4 digest 2026-02-23', '4 digest 2026-02-25'])
  })

  test('count what changed in the first hour after their time, of a run that comes late', () => {
    const scene = launched(phase(['a', 'b']))
    runAt(scene, 23, '09:00')
    scene.github.clock = Date.parse('2026-02-24T09:30:00Z')
    close(scene, 'a')
    runAt(scene, 24, '09:45')
    expect(comments(scene).at(-1)).toBe('digest 2026-02-24')
  })

  test('are written by the first run after their time, also hours late, for what had happened by then', () => {
    const scene = launched(phase(['a', 'b', 'c']))
    runAt(scene, 23, '09:00')
    scene.github.clock = Date.parse('2026-02-24T08:30:00Z')
    close(scene, 'a')
    runAt(scene, 24, '17:00')
    expect(comments(scene).at(-1)).toBe('digest 2026-02-24')
  })

  test('of days without a run come as one, of the last of them', () => {
    const scene = launched(phase(['a', 'b', 'c']))
    runAt(scene, 23, '09:00')
    scene.github.clock = Date.parse('2026-02-24T08:30:00Z')
    close(scene, 'a')
    runAt(scene, 27, '08:00')
    expect(comments(scene)).toEqual(['digest 2026-02-23', 'digest 2026-02-26'])
    runAt(scene, 27, '09:00')
    expect(comments(scene)).toHaveLength(2)
  })

  test('are not written for what came and went', () => {
    const scene = launched(phase(['a', 'b']))
    runAt(scene, 23, '09:00')
    runAt(scene, 23, '12:00')
    say(scene, 'b', '/hold')
    later(scene, aMinute)
    expect(told(scene).base?.changed).toBeDefined()
    say(scene, 'b', '/unhold')
    later(scene, aMinute)
    expect(told(scene).base?.changed).toBeUndefined()
    runAt(scene, 24, '09:00')
    expect(comments(scene)).toEqual(['digest 2026-02-23'])
  })

  test('are not written where the phase file asks for none', () => {
    const scene = launched(phase(['a', 'b'], { report: undefined, manager: [] }))
    close(scene, 'a')
    runAt(scene, 24, '09:00')
    expect(comments(scene)).toEqual([])
    expect(told(scene)).toMatchObject({ base: undefined, launched: true, letters: [] })
  })

  test('begin with what changes from then on where a file asks for them later', () => {
    const scene = launched(phase(['a', 'b'], { report: undefined }))
    close(scene, 'a')
    runAt(scene, 23, '08:00')
    scene.phases = phase(['a', 'b'])
    runAt(scene, 23, '08:30')
    runAt(scene, 24, '09:00')
    expect(comments(scene)).toEqual([])
    close(scene, 'b')
  })

  test('tell a moved target date with the old one and the new one', () => {
    const scene = launched(phase(['a', 'b'], { targetDate: '2026-03-08' }))
    runAt(scene, 23, '09:00')
    scene.phases = phase(['a', 'b'], { targetDate: '2026-03-15' })
    runAt(scene, 24, '09:00')
    expect(storedIssue(scene.github, 1).comments.at(-1)!.body).toContain('- Target date: 8 March 2026 → 15 March 2026')
    runAt(scene, 25, '09:00')
    expect(comments(scene)).toHaveLength(2)
  })

  test('mention the manager in their first visible line, and nobody else', () => {
    const scene = launched(phase(['a', taskOf('b', { title: 'Ask @hubot' })], { manager: ['octocat', 'mona'] }))
    changeIssue(scene.github, scene.numberOf('b'), { locked: true })
    runAt(scene, 23, '09:00')
    const { body } = storedIssue(scene.github, 1).comments[0]!
    expect(body.split('\n').slice(0, 2)).toEqual([
      '<!-- phase-coordinator:tell digest 2026-02-23 in-slack -->',
      '@octocat @mona',
    ])
    expect(body.match(/@\w/g)).toEqual(['@o', '@m'])
  })
})

describe('the launch', () => {
  test('is told once, in Slack alone', () => {
    const scene = launched(phase(['a', 'b']))
    expect(scene.github.slack).toEqual(['4 launch'])
    expect(comments(scene)).toEqual([])
    later(scene, anHour)
    expect(scene.github.slack).toEqual(['4 launch'])
  })

  test('is told to nobody where there is no Slack, and not later either', () => {
    const scene = launched(phase(['a', 'b']), {})
    expect(told(scene)).toMatchObject({ launched: true, letters: [] })
    expect(scene.github.slack).toEqual([])
  })

  test('is not told before the start date, and on that day with the first picks', () => {
    const scene = launched(phase(['a', 'b'], { startDate: '2026-02-25' }))
    runAt(scene, 24, '23:00')
    expect(scene.github.slack).toEqual([])
    runAt(scene, 25, '00:30')
    expect(scene.github.slack).toEqual(['4 launch'])
  })

  test('is not told before the start date either where everything waits for another phase', () => {
    const other = phaseOf([taskOf('x')], { id: '3' })
    const [late] = phase([taskOf('a', { dependsOn: ['x'] })], { startDate: '2026-02-25' })
    const scene = launched([other, late])
    const ofLate = () => scene.github.slack.filter((message) => message.startsWith('4 '))
    runAt(scene, 24, '14:00')
    expect(ofLate()).toEqual([])
    runAt(scene, 25, '12:00')
    expect(ofLate()).toEqual(['4 launch'])
  })

  test.each([
    [['launch', 'digest', 'complete'], ['4 launch'], ['picks launch']],
    [['picks'], ['4 picks launch'], ['picks launch']],
    [['launch', 'picks'], ['4 launch'], ['picks launch']],
    [[], [], ['picks launch']],
  ] as const)('with %j announced asks for workers once in Slack, and once in a comment', (announce, slack, keys) => {
    const task = taskOf('a', { model: 'sonnet' })
    const channel = { channel: undefined, mention: [], announce }
    const scene = launched(phase([task], { operators: ['mona'], slack: channel }))
    expect(scene.github.slack).toEqual(slack)
    expect(comments(scene)).toEqual(keys)
    expect(storedIssue(scene.github, 1).comments[0]!.body).toContain('\n@mona\n')
  })

  test('is no news of a phase that was launched before anybody kept account of it', () => {
    const scene = launched(phase(['a', 'b']), {})
    changeIssue(scene.github, 1, { body: storedIssue(scene.github, 1).body.replace(/,"told":\{.*\}\}? -->/, '} -->') })
    scene.run({ settings: webhook })
    expect(scene.github.slack).toEqual([])
  })
})

describe('operators', () => {
  const spawnable = (id: string) => taskOf(id, { model: 'sonnet' })
  const operators = { operators: ['mona', 'hubot'], report: undefined }

  test('hear of later picks that wait for /spawn, batched, at most once an hour', () => {
    const scene = launched(phase(['a', 'b', 'c', 'd', 'e', 'f'].map(spawnable), { ...operators, slots: 2 }))
    expect(comments(scene)).toEqual(['picks launch'])
    for (const [wait, task] of [
      [10, 'a'],
      [10, 'b'],
      [10, 'c'],
    ] as const) {
      scene.github.clock += wait * aMinute
      close(scene, task)
      scene.run()
    }
    expect(comments(scene)).toEqual(['picks launch'])
    later(scene, 31 * aMinute)
    expect(comments(scene)).toHaveLength(2)
    const { body } = storedIssue(scene.github, 1).comments[1]!
    expect(body).toContain('@mona @hubot')
    expect(body).toContain('2 tasks to start')
    expect(body.match(/say \/spawn/g)).toHaveLength(2)
    later(scene, 2 * anHour)
    expect(comments(scene)).toHaveLength(2)
    expect(scene.github.slack).toEqual(['4 launch'])
  })

  test('hear nothing of picks that people do, that start by themselves, or that were started meanwhile', () => {
    const people = launched(phase(['a', 'b'], operators))
    expect(comments(people)).toEqual([])
    const auto = launched(phase([taskOf('a', { model: 'copilot' })], { ...operators, spawn: 'auto' }))
    expect(comments(auto)).toEqual([])
    const mixed = launched(phase([spawnable('a'), spawnable('b'), 'c'], { ...operators, slots: 1 }))
    close(mixed, 'a')
    later(mixed, 10 * aMinute)
    say(mixed, 'b', '/heartbeat')
    later(mixed, 10 * aMinute)
    later(mixed, anHour)
    expect(comments(mixed)).toEqual(['picks launch'])
  })
})

describe('completion', () => {
  test('is told once, and again when the phase is complete once more', () => {
    const scene = launched(phase(['a']))
    close(scene, 'a')
    later(scene, anHour)
    expect(comments(scene)).toEqual(['closing 1'])
    expect(storedIssue(scene.github, 1).open).toBe(false)
    later(scene, anHour)
    reopenIssue(scene.github, scene.numberOf('a'))
    later(scene, anHour)
    expect(storedIssue(scene.github, 1).open).toBe(true)
    expect(told(scene)).toMatchObject({ completed: false, completions: 1 })
    close(scene, 'a')
    later(scene, anHour)
    expect(comments(scene)).toEqual(['closing 1', 'closing 2'])
    expect(scene.github.slack).toEqual(['4 launch', '4 closing 1', '4 closing 2'])
  })

  test('takes the place of the digest that was due', () => {
    const scene = launched(phase(['a', 'b']))
    runAt(scene, 23, '09:00')
    scene.github.clock = Date.parse('2026-02-24T08:30:00Z')
    close(scene, 'a')
    close(scene, 'b')
    runAt(scene, 24, '09:15')
    runAt(scene, 25, '09:15')
    expect(comments(scene)).toEqual(['digest 2026-02-23', 'closing 1'])
    expect(storedIssue(scene.github, 1).comments[1]!.body).toContain('##### Done')
  })

  test('of a task that is opened again and closed before anybody looks is told once', () => {
    const scene = launched(phase(['a']))
    close(scene, 'a')
    later(scene, anHour)
    reopenIssue(scene.github, scene.numberOf('a'))
    close(scene, 'a')
    later(scene, anHour)
    expect(comments(scene)).toEqual(['closing 1'])
  })

  test('is not told again once the record of a finished phase was broken', () => {
    const scene = launched(phase(['a']))
    close(scene, 'a')
    later(scene, anHour)
    changeIssue(scene.github, 1, { body: storedIssue(scene.github, 1).body.replace('"launched"', '"launchd"') })
    later(scene, anHour)
    later(scene, aDay)
    expect(comments(scene)).toEqual(['closing 1'])
    expect(scene.github.slack).toEqual(['4 launch', '4 closing 1'])
    expect(storedIssue(scene.github, 1).open).toBe(false)
  })

  test('mentions nobody, and is a comment, where a digest was asked for without a manager', () => {
    const scene = launched(phase(['a'], { manager: [] }), {})
    close(scene, 'a')
    later(scene, anHour)
    expect(storedIssue(scene.github, 1).comments.map(({ body }) => body.match(/@\w/g))).toEqual([null])
  })

  test('is announced in Slack alone where no digest was asked for', () => {
    const scene = launched(phase(['a'], { manager: [], report: undefined }))
    close(scene, 'a')
    later(scene, anHour)
    expect(comments(scene)).toEqual([])
    expect(scene.github.slack).toEqual(['4 launch', '4 closing 1'])
  })
})

describe('Slack', () => {
  const channel = { channel: '#c', mention: [], announce: ['launch', 'digest', 'complete'] } as const

  test.each([
    ['a webhook', { webhook: true }, undefined, ['4 launch']],
    ['a token and a channel', { webhook: false }, channel, ['4 launch']],
    ['a token without a channel', { webhook: false }, { ...channel, channel: undefined }, []],
    ['nothing', undefined, channel, []],
  ] as const)('with %s', (_, slack, given, messages) => {
    const scene = launched(phase(['a'], { slack: given }), slack === undefined ? {} : { slack })
    expect(scene.github.slack).toEqual(messages)
    expect(told(scene).letters).toEqual([])
  })
})

test('the same happenings make the same letters, in the same order', () => {
  const play = () => {
    const scene = launch(
      phase(
        ['a', 'b', 'c'].map((id) => taskOf(id, { model: 'sonnet' })),
        { operators: ['mona'] },
      ),
      {
        github: emptyGitHub(),
        options: { settings: webhook },
      },
    )
    close(scene, 'a')
    runAt(scene, 23, '09:00')
    for (const task of ['b', 'c']) close(scene, task)
    runAt(scene, 23, '10:00')
    return [scene.github.slack, storedIssue(scene.github, 1).comments.map(({ body }) => body)]
  }
  expect(play()).toEqual(play())
  expect(play()[0]).toEqual(['4 launch', '4 digest 2026-02-23', '4 closing 1'])
})

describe('letters that wait', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const letter = (key: string, given: Partial<Letter> = {}): Letter => {
    const notice = { title: key, lead: [], sections: [] }
    return { key, at: '2026-03-01T09:00:00.000Z', notice, comment: undefined, slack: true, ...given }
  }
  const keys = (letters: readonly Letter[], settings: Partial<Settings> = webhook) =>
    keptLetters(letters, worldOf([], {} as never, now, { settings })).map(({ key }) => key)

  test('for Slack are given up after a week, or where there is no Slack any more', () => {
    const old = letter('old', { at: '2026-02-22T11:59:00.000Z' })
    expect(keys([old, letter('new')])).toEqual(['new'])
    expect(keys([old, letter('new')], {})).toEqual([])
    expect(keys([{ ...old, comment: [] }], {}), 'a comment is never given up').toEqual(['old'])
  })

  test('are the newest where the record has no room for all', () => {
    const large = { title: 'x'.repeat(3000), lead: [], sections: [] }
    const many = ['1', '2', '3', '4'].map((key) => letter(key, { notice: large }))
    expect(keys(many)).toEqual(['3', '4'])
  })
})
