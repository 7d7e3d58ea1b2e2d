import { describe, expect, test } from 'vitest'
import { commandOperations } from '../../../src/core/commands/command-operations.ts'
import type { Effect } from '../../../src/core/commands/effect.ts'
import { effectOf } from '../../../src/core/commands/effects.ts'
import { begin, refuse } from '../../../src/core/commands/steps.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { plainPhrase } from '../../../src/core/text/phrase.ts'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, emptyGitHub, removeIssue } from '../simulated-github.ts'
import { run } from '../simulation.ts'
import { answersOn, say, shownOn, workedPhase } from '../worker-scene.ts'
import { contextOf, pendingOn, phaseIn } from './said.ts'
import { inState, type Situation } from './task-in-state.ts'

const numberOf = (scene: Scene) => (id: string) =>
  scene.latest.outcome!.numbers.has(id) ? scene.numberOf(id) : undefined

/** A refusal as its code and its sentence; anything else by its name. */
function inWords(effect: Effect, scene: Scene): string {
  if (effect.do !== 'refuse') return effect.do
  return `${effect.code}: ${plainPhrase(effect.reason, numberOf(scene))}`
}

function said(scene: Scene, place: string, line: string): string {
  return inWords(effectOf(pendingOn(scene, place, line), contextOf(scene)), scene)
}

/** Task `a` in a state, as the latest run has left it. */
function at(situation: Situation): Scene {
  const scene = inState[situation]()
  scene.latest = run(scene.github, scene.phases)
  return scene
}

describe('a refusal has its code and its sentence', () => {
  test.each<[Situation, string, string]>([
    ['done', '/hold', 'task-ended: a (#2) is done: reopen it first'],
    ['dropped', '/next', 'task-ended: a (#2) is dropped: reopen it first'],
    ['ready', '/unhold', 'task-not-held: a (#3) is not held; /why tells how it stands'],
    ['review', '/next', 'task-not-queued: a (#2) is not in the queue: it is in review'],
    ['assigned', '/next', 'slot-taken-already: a (#2) has a slot already; /why tells how it stands'],
    [
      'starting',
      '/release',
      'being-started: the worker of a (#2) is being started just now; say it again when it runs',
    ],
    ['held', '/release', 'task-held: a (#2) is held, and has no slot; /unhold lets it go on'],
    ['ready', '/release', 'no-slot: a (#3) has no slot; /why tells how it stands'],
    ['ready', '/heartbeat', 'no-slot: a (#3) has no slot, so nothing of it is under way'],
    ['done', '/spawn', 'task-ended: a (#2) is done: reopen it first'],
    ['dropped', '/spawn', 'task-ended: a (#2) was dropped: reopen it first'],
    ['starting', '/spawn', 'already-at-work: a worker is at a (#2) already; /release gives it back first'],
    ['running', '/spawn', 'already-at-work: a worker is at a (#2) already; /release gives it back first'],
    ['ending', '/spawn', 'already-at-work: a worker is at a (#2) already; /release gives it back first'],
    ['review', '/spawn', 'in-review: a (#2) is handed in and waits for review; /release sends it back into the queue'],
    ['held', '/spawn', 'task-held: a (#2) is held by octocat; /unhold lets it go on'],
    ['blocked', '/spawn', 'task-blocked: z (#2) is open; a (#3) starts after it'],
    ['assigned', '/spawn model=opus', 'unknown-model: the phase file has no model opus'],
    ['assigned', '/spawn z', 'spawn-elsewhere: to start other tasks say so on the progress issue'],
    ['assigned', '/phase resume', 'phase-not-paused: the phase is not paused: it goes on as it is'],
    ['assigned', '/spwan', 'command-unclear: There is no such command, but one that is nearly the same. Try /spawn'],
  ])('where the task is %s and somebody says %s', (situation, line, words) => {
    expect(said(at(situation), 'a', line)).toBe(words)
  })

  test.each([
    ['/hold', 'command-needs-task: /hold belongs on the issue of a task'],
    ['/spawn nowhere', 'unknown-task: nowhere is no task of this phase'],
    ['/spawn m', 'task-without-model: m (#3) has no model: its assignees do it. Name one with /spawn model=…'],
  ])('where somebody says %s on the progress issue', (line, words) => {
    const scene = launch(workedPhase(['a', taskOf('m', { assignees: ['mona'] })], { slots: 2 }))
    expect(said(scene, 'progress', line)).toBe(words)
  })

  test('with no pick that waits', () => {
    const scene = launch(workedPhase([taskOf('m', { assignees: ['mona'] })]))
    expect(said(scene, 'progress', '/spawn')).toBe(
      'no-pick-waits: no pick waits for its worker: look under "Working now" for what is at work',
    )
  })

  test('where the issue of the task is locked, or gone, or not opened yet', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 3 }))
    changeIssue(scene.github, scene.numberOf('a'), { locked: true })
    removeIssue(scene.github, scene.numberOf('b'), 'deleted')
    scene.run()
    expect(said(scene, 'progress', '/spawn a')).toBe('issue-locked: #2 is locked: unlock it first')
    expect(said(scene, 'progress', '/spawn b')).toBe(
      'issue-missing: b has lost its issue; the progress issue says what is to be decided',
    )
    scene.phases = workedPhase(['a', 'b', 'c', 'd'], { slots: 3 })
    const comment = say(scene, 'progress', '/spawn d')
    scene.run()
    expect(shownOn(scene, comment)).toBe('refused')
    expect(answersOn(scene, 'progress')).toEqual([
      'octocat, /spawn was not done: d has no issue yet; a later run opens it.',
    ])
  })

  test('where the issue was closed before its worker was known to be started', () => {
    const scene = inState.starting()
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    const { operations } = scene.run()
    expect(operations.find(({ do: verb }) => verb === 'reply')).toMatchObject({ refusal: 'ended-before-start' })
    expect(answersOn(scene, 'a')).toEqual([
      'octocat, /spawn was not done: #2 (a) is done: it ended before its worker was known to be started.',
    ])
  })

  test('of GitHub, in the words of GitHub', () => {
    const scene = inState.assigned()
    scene.github.dispatch = 'refused'
    const comment = say(scene, 'a', '/spawn')
    const { operations } = scene.run()
    const reply = operations.find((operation) => operation.do === 'reply')
    expect(reply).toMatchObject({ refusal: 'start-refused', task: 'a', issue: 2 })
    const why = 'octocat, /spawn was not done: GitHub did not take the start of #2 (a): it said no.'
    expect(answersOn(scene, 'a')).toEqual([why])
    // Where that answer could not be written, the next run gives it.
    const again = effectOf(pendingOn(scene, 'a', '/spawn', { id: comment.id }), contextOf(scene, { starts: new Map() }))
    const words = 'start-refused: GitHub did not take the start of a (#2): it said no'
    expect(inWords(again, scene)).toBe(words)
    const pending = pendingOn(scene, 'a', '/spawn', { id: comment.id })
    const claim = pending.task!.record!.claim!
    const late = (given: Partial<TaskView>) =>
      inWords(
        effectOf({ ...pending, task: { ...pending.task!, ...given } }, contextOf(scene, { starts: new Map() })),
        scene,
      )
    expect(late({ outcome: 'done' })).toBe(words)
    const record = { ...pending.task!.record!, claim: { ...claim, end: { at: claim.since, how: 'refused' } } } as const
    expect(late({ record })).toBe('start-refused: GitHub did not take the start of a (#2): its log tells why')
  })

  test('of an edited comment, but for a sign of life', () => {
    const scene = at('running')
    const edited = (line: string) =>
      inWords(effectOf(pendingOn(scene, 'a', line, { updatedAt: '2026-02-22T12:31:00.000Z' }), contextOf(scene)), scene)
    expect(edited('/hold')).toBe('comment-edited: the comment was edited before it was read: say it in a new one')
    expect(edited('/heartbeat 40%')).toBe('change')
  })
})

describe('what is said of a refusal', () => {
  const scene = at('assigned')
  const lines = (line: string, ...reason: Parameters<typeof refuse>[1]['reason']) => {
    const operation = refuse(pendingOn(scene, 'a', line), { code: 'no-slot', reason })
    return operation.do === 'reply' ? operation.lines.map((phrase) => plainPhrase(phrase, numberOf(scene))) : operation
  }

  test('names the person and the command, or what was taken for one, and ends with one full stop', () => {
    expect(lines('/hold', 'it cannot be')).toEqual(['octocat, /hold was not done: it cannot be.'])
    expect(lines('/hold', 'it', ' cannot be.')).toEqual(['octocat, /hold was not done: it cannot be.'])
    expect(lines('/hold', '.. ', 'it cannot be')).toEqual(['octocat, /hold was not done: .. it cannot be.'])
    expect(lines('/hold', 'it', ' cannot', ' be.')).toEqual(['octocat, /hold was not done: it cannot be.'])
    expect(lines('/hold', 'wait for ', { task: 'a' })).toEqual(['octocat, /hold was not done: wait for a (#2).'])
    expect(lines('/hlod it', 'no')).toEqual(['octocat, /hlod it was not done: no.'])
  })

  test('is a 👎 alone where nobody can be answered', () => {
    const thumb = { do: 'react', phase: '4', task: 'a', comment: 7000, content: '-1' }
    const no = { code: 'no-slot', reason: ['no'] } as const
    expect(refuse(pendingOn(scene, 'a', '/hold', { bot: true }), no)).toEqual(thumb)
    const pending = pendingOn(scene, 'a', '/hold')
    const task = { ...pending.task!, issue: { ...pending.task!.issue!, locked: true } }
    expect(refuse({ ...pending, task }, no)).toEqual(thumb)
    const phase = phaseIn(scene)
    const issue = { ...phase.progress!.issue, locked: true }
    const onPage = {
      ...pendingOn(scene, 'progress', '/hold'),
      phase: { ...phase, progress: { ...phase.progress!, issue } },
    }
    expect(refuse(onPage, no)).toEqual({ ...thumb, task: undefined })
    expect(refuse({ ...onPage, task: phase.tasks[0] }, no)).toMatchObject({ do: 'reply' })
    expect(refuse({ ...onPage, phase: { ...phase, progress: undefined } }, no)).toMatchObject({ do: 'reply' })
  })

  test('where no slot is free for the task, and why', () => {
    const pending = pendingOn(scene, 'a', '/spawn')
    const effect = effectOf(pending, contextOf(scene))
    expect(effect).toMatchObject({ do: 'start', task: 'a' })
    if (effect.do !== 'start') return
    const { slots } = scene.latest.outcome!
    const last = [{ do: 'react', phase: '4', task: 'a', comment: 1, content: 'rocket' }] as const
    const step = { acting: { pending, effect }, operations: last, questions: [] }
    const begins = (waits: typeof slots.waits, holders: ReadonlySet<string>) =>
      commandOperations(
        step,
        () => scene.latest.outcome!.phases[0]!.standing,
        { ...slots, waits, holders },
        contextOf(scene).world,
        () => undefined,
      )
    const refusal = (words: string) => ({
      first: [{ do: 'reply', refusal: 'no-slot-free', answers: '7000.0', lines: [expect.anything()] }],
      words: `octocat, /spawn was not done: ${words}`,
    })
    const told = (waits: typeof slots.waits) => {
      const { first, last: after } = begins(waits, new Set())
      expect(after).toEqual(last)
      const [reply] = first
      const words = reply?.do === 'reply' ? plainPhrase(reply.lines[0]!, numberOf(scene)) : ''
      return { first, words }
    }
    expect(told(new Map([['a', { for: 'slot' }]]))).toMatchObject(
      refusal('a (#2) may not start: waits for a free slot.'),
    )
    expect(told(new Map())).toMatchObject(refusal('a (#2) may not start.'))
    expect(begins(new Map(), new Set(['a']))).toEqual({
      first: begin(pending, contextOf(scene).world.observation),
      last,
    })
  })
})

test('eyes show that something was begun, once', () => {
  const scene = at('assigned')
  const pending = pendingOn(scene, 'a', '/spawn')
  const { observation } = contextOf(scene).world
  const eyes = { do: 'react', phase: '4', task: 'a', comment: 7000, content: 'eyes' }
  expect(begin(pending, observation)).toEqual([eyes])
  expect(begin(pending, { ...observation, reactions: new Map([[7000, ['rocket']]]) })).toEqual([eyes])
  expect(begin(pending, { ...observation, reactions: new Map([[7000, ['eyes']]]) })).toEqual([])
})

test('what a locked progress issue was asked is refused without a word', () => {
  const scene = launch(workedPhase(['a']), { github: emptyGitHub() })
  const comments = ['/hold', '/phase status'].map((body) => say(scene, 'progress', body))
  changeIssue(scene.github, 1, { locked: true })
  scene.run()
  expect(comments.map((comment) => shownOn(scene, comment))).toEqual(['refused', 'refused'])
  expect(answersOn(scene, 'progress')).toEqual([])
})
