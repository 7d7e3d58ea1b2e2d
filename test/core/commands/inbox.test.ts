import { describe, expect, test } from 'vitest'
import { parseProgressRecord } from '../../../src/core/records/progress-record.ts'
import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { emptyGitHub, openIssue, storedIssue, tick } from '../simulated-github.ts'
import { addComment, editComment, removeComment } from '../simulated-remarks.ts'
import { run } from '../simulation.ts'
import {
  aDay,
  aMinute,
  anHour,
  answersOn,
  cancelNow,
  placeOf,
  recordOf,
  say,
  shownOn,
  states,
  workedPhase,
} from '../worker-scene.ts'

function cursorOf(scene: Scene, place: string) {
  const record = parseProgressRecord(storedIssue(scene.github, 1).body)!
  return record.read.get(String(placeOf(scene, place)))
}

/** How often a run reads comments, and how often reactions. */
function looks(scene: Scene, lookAt: readonly string[] = []): string {
  const settings = { lookAt: lookAt.map((place) => ({ number: placeOf(scene, place), open: true })) }
  const { observation } = run(scene.github, scene.phases, { settings })
  const asked = [...observation.answered].map((key) => (JSON.parse(key) as { ask: string }).ask)
  const count = (ask: string) => asked.filter((other) => other === ask).length
  return `${count('remarks')} comments, ${count('reactions')} reactions`
}

const plan = () => workedPhase(['a', 'b'], { slots: 2 })

describe('comments are read', () => {
  test('where there are more of them than were read', () => {
    const scene = launch(plan())
    expect(looks(scene)).toBe('0 comments, 0 reactions')
    const comment = say(scene, 'a', 'Fine.')
    expect(looks(scene)).toBe('1 comments, 0 reactions')
    expect(cursorOf(scene, 'a')).toEqual({ count: 1, at: comment.createdAt, id: comment.id })
    expect(looks(scene)).toBe('0 comments, 0 reactions')
  })

  test('where an event is about the issue', () => {
    expect(looks(launch(plan()), ['b'])).toBe('1 comments, 0 reactions')
  })

  test('once a day, where one may stand in the place of a deleted one', () => {
    const scene = launch(plan())
    const gone = say(scene, 'a', 'Fine.')
    scene.run()
    removeComment(scene.github, scene.numberOf('a'), gone)
    const command = say(scene, 'a', '/hold')
    scene.run()
    expect(shownOn(scene, command)).toBe('nothing')
    scene.github.clock += aDay
    scene.run()
    expect(shownOn(scene, command)).toBe('done')
  })

  test('and those that were read are not read again, however many they are', () => {
    const scene = launch(plan())
    for (let at = 0; at < 250; at++) say(scene, 'a', 'Fine.')
    scene.run()
    const command = say(scene, 'a', '/hold')
    const { observation } = scene.run()
    expect(observation.remarks.get(scene.numberOf('a'))!.length).toBeLessThan(5)
    expect(shownOn(scene, command)).toBe('done')
  })
})

describe('the cursor', () => {
  test('stays before what is not finished yet', () => {
    const scene = launch(plan())
    say(scene, 'a', '/spawn')
    scene.run()
    scene.github.cancels = 'later'
    const release = say(scene, 'a', '/release')
    say(scene, 'a', 'Thanks.')
    run(scene.github, scene.phases)
    expect(shownOn(scene, release)).toBe('begun')
    expect(cursorOf(scene, 'a')!.id).toBeLessThan(release.id)
    cancelNow(scene)
    scene.run()
    expect(shownOn(scene, release)).toBe('done')
    expect(cursorOf(scene, 'a')!.id).toBeGreaterThan(release.id)
  })

  test('survives that the last comment is deleted', () => {
    const scene = launch(plan())
    say(scene, 'a', '/hold')
    const last = say(scene, 'a', 'Fine.')
    scene.run()
    removeComment(scene.github, scene.numberOf('a'), last)
    scene.run()
    expect(looks(scene)).toBe('0 comments, 0 reactions')
    say(scene, 'a', '/unhold')
    scene.run()
    expect(states(scene)).toBe('a assigned, b assigned')
  })

  test('does not go back where an old comment is edited and the last one is gone', () => {
    const scene = launch(plan())
    const old = say(scene, 'a', 'First.')
    const last = say(scene, 'a', 'Last.')
    scene.run()
    const before = cursorOf(scene, 'a')!
    removeComment(scene.github, scene.numberOf('a'), last)
    editComment(scene.github, scene.numberOf('a'), old, '/hold')
    scene.run()
    expect(cursorOf(scene, 'a')).toEqual({ ...before, count: 1 })
    expect(states(scene)).toBe('a assigned, b assigned')
  })
})

describe('a comment that GitHub lists late', () => {
  test('and counts at once is not lost, though a later one was read', () => {
    const scene = launch(plan())
    const late = say(scene, 'a', '/hold')
    scene.github.unlistedComments.add(late.id)
    say(scene, 'a', 'Fine.')
    run(scene.github, scene.phases)
    expect(shownOn(scene, late)).toBe('nothing')
    scene.github.unlistedComments.clear()
    scene.run()
    expect(shownOn(scene, late)).toBe('done')
    expect(looks(scene)).toBe('0 comments, 0 reactions')
  })

  test('and counts late is not lost either', () => {
    const scene = launch(plan())
    const at = tick(scene.github)
    const late = { id: scene.github.clock, author: 'octocat', body: '/hold', createdAt: at, updatedAt: at }
    const done = say(scene, 'a', '/spawn')
    scene.run()
    scene.issue('a').comments.unshift(late)
    scene.run()
    expect([shownOn(scene, late), shownOn(scene, done)]).toEqual(['done', 'done'])
    expect(recordOf(scene, 'a').hold?.by).toBe('octocat')
    expect(scene.github.runs).toHaveLength(1)
  })

  test('a count that never fits is not looked into for ever', () => {
    const scene = launch(plan())
    scene.github.unlistedComments.add(say(scene, 'a', '/hold').id)
    say(scene, 'a', 'Fine.')
    run(scene.github, scene.phases)
    scene.github.clock += 11 * aMinute
    scene.run()
    expect(looks(scene)).toBe('0 comments, 0 reactions')
  })
})

describe('a command that was seen to', () => {
  test.each([
    ['the rocket', 'rocket'],
    ['the thumb', '-1'],
  ] as const)('shows it by our hand: %s', (_, reaction) => {
    const scene = launch(plan())
    const comment = say(scene, 'a', '/hold')
    scene.github.reactions.set(comment.id, [reaction])
    scene.run()
    expect(states(scene)).toBe('a assigned, b assigned')
  })

  test("is not known by a stranger's reaction, nor by eyes alone", () => {
    for (const mark of ['stranger', 'eyes']) {
      const scene = launch(plan())
      const comment = say(scene, 'a', '/hold')
      if (mark === 'stranger') scene.github.marked.add(comment.id)
      else scene.github.reactions.set(comment.id, ['eyes'])
      scene.run()
      expect(states(scene)).toBe('a held, b assigned')
      expect(shownOn(scene, comment)).toBe('done')
    }
  })

  test("is not known by a stranger's text that looks like our answer", () => {
    const scene = launch(plan())
    const comment = say(scene, 'a', '/hold')
    say(scene, 'a', `<!-- phase-coordinator:reply ${comment.id}.0 refusal -->\nNo.`, 'stranger')
    scene.run()
    expect(states(scene)).toBe('a held, b assigned')
  })

  test('is carried out once where its reaction was lost: the record knows it', () => {
    const scene = launch(plan())
    const comment = say(scene, 'a', '/hold')
    for (let killedAfter = 1; killedAfter < 8; killedAfter++) {
      run(scene.github, scene.phases, { killedAfter: 1 })
    }
    scene.run()
    scene.github.reactions.delete(comment.id)
    say(scene, 'a', '/unhold')
    scene.run()
    expect(states(scene)).toBe('a assigned, b assigned')
  })

  test('is not answered a second time where its thumb was lost', () => {
    const scene = launch(plan())
    const comment = say(scene, 'a', '/unhold')
    const { operations } = run(structuredClone(scene.github), scene.phases)
    const upToReply = operations.findIndex(({ do: verb }) => verb === 'reply') + 1
    run(scene.github, scene.phases, { killedAfter: upToReply })
    expect([shownOn(scene, comment), answersOn(scene, 'a').length]).toEqual(['nothing', 1])
    scene.run()
    expect([shownOn(scene, comment), answersOn(scene, 'a').length]).toEqual(['refused', 1])
  })

  test('is nothing any more when the same event comes again three weeks later', () => {
    const scene = launch(plan())
    say(scene, 'a', '/hold')
    scene.run()
    say(scene, 'a', '/unhold')
    scene.run()
    scene.github.clock += 21 * aDay
    const settings = { lookAt: [{ number: scene.numberOf('a'), open: true }] }
    scene.run({ settings })
    expect(states(scene)).toBe('a assigned, b assigned')
    expect(answersOn(scene, 'a')).toEqual([])
  })
})

describe('an adopted issue', () => {
  const adopted = (commands: readonly string[]) => {
    const github = emptyGitHub()
    const wish = openIssue(github, 'octocat', { title: 'An old wish', body: 'Please.' })
    for (const body of commands) addComment(github, wish.number, 'octocat', body)
    return launch(workedPhase([taskOf('a', { model: 'sonnet', issue: 1 })]), { github })
  }

  test('brings no commands with it from before', () => {
    const scene = adopted(['/hold', '/spawn'])
    expect(states(scene)).toBe('a assigned')
    expect(scene.github.reactions.size).toBe(0)
    scene.github.clock += aDay + anHour
    scene.run()
    expect(states(scene)).toBe('a assigned')
  })

  test('takes commands from then on', () => {
    const scene = adopted(['/hold'])
    const command = addComment(scene.github, 1, 'octocat', '/spawn')
    scene.run()
    expect(shownOn(scene, command)).toBe('done')
    expect(states(scene)).toBe('a running')
  })
})

test('what was written is carried out in the order in which it was written, over all issues', () => {
  const scene = launch(workedPhase(['a', 'b', 'c']))
  const said = [
    ['b', '/spawn'],
    ['a', '/hold'],
    ['progress', '/phase pause'],
    ['c', '/spawn'],
    ['progress', '/phase resume'],
    ['a', '/unhold'],
  ].map(([place, body]) => say(scene, place!, body!))
  scene.run()
  expect(said.map((comment) => shownOn(scene, comment))).toEqual(['done', 'done', 'done', 'refused', 'done', 'done'])
  expect(answersOn(scene, 'c')[0]).toContain('was paused by octocat')
  expect(states(scene)).toBe('a ready, b running, c ready')
})

test('an issue of nobody, and a pull request, have no place for commands', () => {
  const github = emptyGitHub()
  const other = openIssue(github, 'octocat', { title: 'Not a task', body: '' })
  const scene = launch(
    workedPhase(['a']).map((phase) => ({ ...phase })),
    { github },
  )
  const comment = addComment(github, other.number, 'octocat', '/spawn')
  const settings = { lookAt: [{ number: other.number, open: true }] }
  scene.run({ settings })
  expect(shownOn(scene, comment)).toBe('nothing')
  expect(github.runs).toEqual([])
})
