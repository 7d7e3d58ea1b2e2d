import { describe, expect, test } from 'vitest'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeIssue, closeIssue } from '../simulated-github.ts'
import { editComment } from '../simulated-remarks.ts'
import { run } from '../simulation.ts'
import { answersOn, cancelNow, claimOf, recordOf, runs, say, shownOn, states, workedPhase } from '../worker-scene.ts'
import { inState, type Situation } from './task-in-state.ts'

/** What a command comes to: the states of both tasks afterwards, or the refusal's words. `waits`: for what was said before. */
type Row = Partial<Record<Situation, string>>

const notHeld = 'is not held; /why tells how it stands'
const noSlot = 'has no slot; /why tells how it stands'
const nothingUnderWay = 'has no slot, so nothing of it is under way'
const atWork = 'a worker is at #2 (a) already; /release gives it back first'
const ended: Row = { done: '#2 (a) is done: reopen it first', dropped: '#2 (a) is dropped: reopen it first' }
const busy: Row = { starting: 'waits', ending: 'waits' }
const toHeld: Row = {
  blocked: 'a held, z assigned',
  ready: 'a held, z assigned',
  assigned: 'a held, z assigned',
  review: 'a held, z assigned',
  waiting: 'a held, z assigned',
  failed: 'a held, z assigned',
  held: 'a held, z assigned',
}

const table: Readonly<Record<string, Row>> = {
  '/spawn': {
    ...busy,
    blocked: '#2 (z) is open; #3 (a) starts after it',
    ready: 'a running, z ready',
    assigned: 'a running, z ready',
    running: atWork,
    stalled: atWork,
    review: 'is handed in and waits for review; /release sends it back into the queue',
    waiting: 'a running, z ready',
    failed: 'a running, z ready',
    held: 'is held by octocat; /unhold lets it go on',
    done: '#2 (a) is done: reopen it first',
    dropped: '#2 (a) was dropped: reopen it first',
  },
  '/release': {
    ...busy,
    ...ended,
    blocked: noSlot,
    ready: noSlot,
    assigned: 'a ready, z assigned',
    running: 'a ready, z assigned',
    stalled: 'a ready, z assigned',
    review: 'a ready, z assigned',
    waiting: 'a ready, z assigned',
    failed: 'a ready, z assigned',
    held: 'is held, and has no slot; /unhold lets it go on',
  },
  '/hold': { ...busy, ...ended, ...toHeld, running: 'a running, z ready', stalled: 'a stalled, z ready' },
  '/hold now': { ...busy, ...ended, ...toHeld, running: 'a held, z assigned', stalled: 'a held, z assigned' },
  '/unhold': {
    ...busy,
    ...ended,
    blocked: notHeld,
    ready: notHeld,
    assigned: notHeld,
    running: notHeld,
    stalled: notHeld,
    review: notHeld,
    waiting: notHeld,
    failed: notHeld,
    held: 'a ready, z assigned',
  },
  '/next': {
    ...busy,
    ...ended,
    blocked: 'a blocked, z assigned',
    ready: 'a assigned, z ready',
    assigned: 'has a slot already; /why tells how it stands',
    running: 'is not in the queue: it is with sonnet',
    stalled: 'is not in the queue: it is with sonnet, without a sign of life',
    review: 'is not in the queue: it is in review',
    waiting: 'is not in the queue: it failed at attempt 1, and is tried again after 2026-02-22 13:00 UTC',
    failed: 'is not in the queue: it failed at attempt 1, the last one',
    held: 'is not in the queue: it is held by octocat: for now',
  },
  '/heartbeat 40%': {
    ...busy,
    ...ended,
    blocked: nothingUnderWay,
    ready: nothingUnderWay,
    assigned: 'a running, z ready',
    running: 'a running, z ready',
    stalled: 'a running, z ready',
    review: nothingUnderWay,
    waiting: nothingUnderWay,
    failed: nothingUnderWay,
    held: nothingUnderWay,
  },
}

/** What the coordinator did about a comment: `waits`, the states, or its words. Afterwards nothing more is to be done. */
function effectOf(scene: Scene, body: string, author = 'octocat'): string {
  const before = answersOn(scene, 'a').length
  const comment = say(scene, 'a', body, author)
  expect(run(scene.github, scene.phases).ended).toBe('quiet')
  const again = run(scene.github, scene.phases).operations.map(({ do: verb }) => verb)
  // A run that goes on after it was cancelled is asked for its end by each run.
  expect(again.filter((verb) => verb !== 'cancel-run')).toEqual([])
  const answers = answersOn(scene, 'a').slice(before)
  if (shownOn(scene, comment) === 'nothing') return 'waits'
  expect(answers.length).toBeLessThanOrEqual(1)
  expect(shownOn(scene, comment)).toBe(answers.length === 0 ? 'done' : 'refused')
  return answers[0] ?? states(scene)
}

describe.each(Object.entries(table))('%s', (command, row) => {
  test.each(Object.entries(row) as [Situation, string][])('where the task is %s', (situation, expected) => {
    const said = effectOf(inState[situation](), command)
    const isState = expected === 'waits' || /^a \w+, z/.test(expected)
    if (isState) expect(said).toBe(expected)
    else expect(said).toMatch(new RegExp(`^octocat, ${command.split(' ')[0]} was not done: `))
    if (!isState) expect(said).toContain(`${expected}.`)
  })
})

test('every state of a task has its row for every command', () => {
  for (const row of Object.values(table)) expect(Object.keys(row).toSorted()).toEqual(Object.keys(inState).toSorted())
})

describe('what was begun is seen through', () => {
  test('a /release is done once the run that it cancelled has ended', () => {
    const scene = inState.running()
    scene.github.cancels = 'later'
    const release = say(scene, 'a', '/release it is stuck')
    const early = say(scene, 'a', '/spawn')
    run(scene.github, scene.phases)
    expect([shownOn(scene, release), shownOn(scene, early)]).toEqual(['begun', 'nothing'])
    expect(states(scene)).toBe('a running, z ready')
    cancelNow(scene)
    scene.run()
    expect([shownOn(scene, release), shownOn(scene, early)]).toEqual(['done', 'done'])
    expect(runs(scene)).toEqual(['a#1 cancelled', 'a#2 running'])
    expect(recordOf(scene, 'a').failures).toEqual([])
  })

  test('a second /release while the first one waits is done with it', () => {
    const scene = inState.ending()
    const second = say(scene, 'a', '/release', 'hubot')
    run(scene.github, scene.phases)
    cancelNow(scene)
    scene.run()
    expect(states(scene)).toBe('a ready, z assigned')
    expect(shownOn(scene, second)).toBe('refused')
    expect(answersOn(scene, 'a')).toEqual([
      'hubot, /release was not done: #2 (a) has no slot; /why tells how it stands.',
    ])
  })

  test('a hold takes effect when the run ends, however it ends', () => {
    for (const how of ['success', 'failure'] as const) {
      const scene = inState.running()
      expect(effectOf(scene, '/hold')).toBe('a running, z ready')
      scene.github.runs[0] = { ...scene.github.runs[0]!, status: 'completed', conclusion: how }
      scene.run()
      expect(states(scene)).toBe('a held, z assigned')
      expect(effectOf(scene, '/unhold')).toBe(how === 'success' ? 'a review, z assigned' : 'a waiting, z assigned')
    }
  })

  test('a hold with "now" uses no attempt', () => {
    const scene = inState.running()
    effectOf(scene, '/hold now')
    expect(recordOf(scene, 'a')).toMatchObject({ failures: [], hold: { by: 'octocat' }, claim: { giveUp: 'hold' } })
    expect(effectOf(scene, '/unhold')).toBe('a ready, z assigned')
  })

  test('/next makes a task the next pick, before what was never started, and is forgotten then', () => {
    const scene = launch(workedPhase(['z', 'b', 'a']))
    say(scene, 'z', '/spawn')
    say(scene, 'a', '/next')
    scene.run()
    expect(states(scene)).toBe('z running, b ready, a ready')
    closeIssue(scene.github, scene.numberOf('z'), 'completed')
    scene.run()
    expect(states(scene)).toBe('z, b ready, a assigned')
    say(scene, 'b', '/next')
    scene.run()
    expect(states(scene)).toBe('z, b ready, a assigned')
    say(scene, 'a', '/spawn')
    scene.run()
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(states(scene)).toBe('z, b assigned, a')
    say(scene, 'b', '/release')
    scene.run()
    expect(['a', 'b'].map((id) => recordOf(scene, id).next)).toEqual([false, false])
  })

  test('what was released stands behind the others for a day, or until it is spawned', () => {
    const scene = launch(workedPhase(['a', 'b', 'c']))
    say(scene, 'a', '/release')
    scene.run()
    closeIssue(scene.github, scene.numberOf('b'), 'completed')
    scene.run()
    expect(states(scene)).toBe('a ready, b, c assigned')
    say(scene, 'a', '/spawn')
    scene.run()
    expect(states(scene)).toBe('a running, b, c ready')
    expect(recordOf(scene, 'a').behindUntil).toBeUndefined()
  })
})

describe('who may', () => {
  const table: readonly [who: string, commands: readonly string[], shown: string][] = [
    [
      'a stranger',
      ['/spawn', '/release', '/hold', '/unhold', '/next', '/heartbeat', '/phase pause', '/spwan'],
      'refused',
    ],
    ['a stranger', ['/why', '/phase help', '/phase status'], 'done'],
    ['the assignee', ['/release', '/heartbeat 5%'], 'done'],
    ['the assignee', ['/spawn', '/hold', '/next', '/phase pause'], 'refused'],
  ]
  test.each(table.flatMap(([who, commands, shown]) => commands.map((command) => [who, command, shown] as const)))(
    '%s says %s: %s',
    (who, command, shown) => {
      const scene = inState.running()
      if (who === 'the assignee') changeIssue(scene.github, scene.numberOf('a'), { assignees: ['stranger'] })
      const comment = say(scene, 'a', command, 'stranger')
      scene.run()
      expect(shownOn(scene, comment)).toBe(shown)
      const isAnswered = shown === 'done' && /why|help|status/.test(command)
      expect(answersOn(scene, 'a')).toHaveLength(isAnswered ? 1 : 0)
    },
  )

  test('a deleted account is nobody', () => {
    const scene = inState.assigned()
    const comment = say(scene, 'a', '/spawn')
    const at = scene.issue('a').comments.indexOf(comment)
    scene.issue('a').comments[at] = { ...comment, author: undefined }
    scene.run()
    expect([shownOn(scene, comment), states(scene)]).toEqual(['nothing', 'a assigned, z ready'])
  })

  test('a bot is not answered', () => {
    const scene = inState.assigned()
    const comments = ['/spawn', '/why', '/spwan'].map((body) => say(scene, 'a', body, 'helper[bot]'))
    scene.run()
    expect(answersOn(scene, 'a')).toEqual([])
    expect(comments.map((comment) => shownOn(scene, comment))).toEqual(['refused', 'refused', 'refused'])
  })

  test("the repository's own login is the worker of a running task", () => {
    const scene = inState.running()
    const beat = say(scene, 'a', '/heartbeat 70%', 'coordinator[bot]')
    scene.run()
    expect([shownOn(scene, beat), claimOf(scene, 'a').percent]).toEqual(['done', 70])
  })

  test("a model's own logins may say that they are alive, and nothing else", () => {
    const scene = launch(workedPhase([taskOf('a', { model: 'elsewhere' }), 'z']))
    const beat = say(scene, 'a', '/heartbeat 10%', 'builder')
    const hold = say(scene, 'a', '/hold', 'builder')
    scene.run()
    expect([shownOn(scene, beat), shownOn(scene, hold)]).toEqual(['done', 'refused'])
    expect(states(scene)).toBe('a running, z ready')
    expect(claimOf(scene, 'a')).toMatchObject({ worker: 'agent', percent: 10 })
  })
})

describe('a heartbeat on a task with a slot', () => {
  test('by its assignee makes a person its worker, who is never hurried', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] }), 'z']))
    say(scene, 'a', '/heartbeat', 'mona')
    scene.run()
    expect(claimOf(scene, 'a')).toMatchObject({ worker: 'person', logins: ['mona'], number: 1 })
    scene.github.clock += 100 * 24 * 60 * 60 * 1000
    scene.run()
    expect(states(scene)).toBe('a running, z ready')
  })
})

describe('where a command stands', () => {
  test.each(['/release', '/hold', '/unhold', '/next', '/heartbeat', '/why'])('%s belongs on a task', (command) => {
    const scene = launch(workedPhase(['a']))
    const comment = say(scene, 'progress', command)
    scene.run()
    expect(shownOn(scene, comment)).toBe('refused')
    expect(answersOn(scene, 'progress')).toEqual([
      `octocat, ${command} was not done: ${command} belongs on the issue of a task.`,
    ])
  })

  test.each(['/phase help', '/phase status', '/phase report', '/phase pause'])('%s may be said anywhere', (command) => {
    for (const place of ['a', 'progress']) {
      const scene = launch(workedPhase(['a']))
      const comment = say(scene, place, command)
      scene.run()
      expect(shownOn(scene, comment)).toBe('done')
    }
  })

  test("another task's id on a task's issue is refused, its own is fine", () => {
    const scene = launch(workedPhase(['a', 'b'], { slots: 2 }))
    const [other, own] = [say(scene, 'a', '/spawn b'), say(scene, 'a', '/spawn A')]
    scene.run()
    expect([shownOn(scene, other), shownOn(scene, own)]).toEqual(['refused', 'done'])
    expect(runs(scene)).toEqual(['a#1 running'])
  })
})

describe('/spawn on the progress issue', () => {
  test('alone starts all picks that have a worker', () => {
    const scene = launch(workedPhase(['a', 'b', taskOf('c', { assignees: ['mona'] }), 'd'], { slots: 3 }))
    const comment = say(scene, 'progress', '/spawn')
    scene.run()
    expect(states(scene)).toBe('a running, b running, c assigned, d ready')
    expect(shownOn(scene, comment)).toBe('done')
    expect(runs(scene)).toEqual(['a#1 running', 'b#1 running'])
  })

  test('starts those that it names, in that order, whatever the case', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 2 }))
    say(scene, 'progress', '/spawn C b model=haiku')
    scene.run()
    expect(runs(scene)).toEqual(['c#1 running', 'b#1 running'])
    expect(claimOf(scene, 'c').model).toBe('haiku')
  })

  test('starts what it can, and says once what it cannot', () => {
    const scene = launch(workedPhase(['a', 'b', taskOf('c', { model: 'sonnet', dependsOn: ['a'] })], { slots: 2 }))
    const comment = say(scene, 'progress', '/spawn a c b nowhere')
    scene.run()
    expect(runs(scene)).toEqual(['a#1 running', 'b#1 running'])
    expect(shownOn(scene, comment)).toBe('refused')
    expect(answersOn(scene, 'progress')).toEqual([
      'octocat, /spawn was not done: nowhere is no task of this phase; #2 (a) is open; #4 (c) starts after it.',
    ])
  })

  test('with nothing to start is refused', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] })]))
    const comment = say(scene, 'progress', '/spawn')
    scene.run()
    expect(shownOn(scene, comment)).toBe('refused')
    expect(answersOn(scene, 'progress')).toEqual([
      'octocat, /spawn was not done: no pick waits for its worker: look under "Working now" for what is at work.',
    ])
  })
})

test('a command that was edited before it was read is refused, one that was edited afterwards is nothing', () => {
  const scene = inState.assigned()
  const edited = say(scene, 'a', '/hold')
  editComment(scene.github, scene.numberOf('a'), edited, '/spawn')
  scene.run()
  expect(shownOn(scene, edited)).toBe('refused')
  expect(answersOn(scene, 'a')[0]).toContain('the comment was edited before it was read')
  const read = say(scene, 'a', '/hold')
  scene.run()
  editComment(scene.github, scene.numberOf('a'), read, '/unhold')
  scene.run()
  expect(states(scene)).toBe('a held, z assigned')
})
