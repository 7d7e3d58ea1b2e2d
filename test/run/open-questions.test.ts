// What GitHub does is not settled everywhere, and differs between its editions. A phase is played from launch to
// completion with each answer; the play goes through what the answers are about.

import { test as base, expect } from 'vitest'
import type { Behaviour } from '../../src/local/behaviour.ts'
import { startTracker, type Tracker } from '../../src/local/tracker.ts'
import { expectContract } from '../contract/contract.ts'
import { rehearse } from '../faults/rehearsal.ts'
import { planText } from './bed.ts'
import { issueOn, issuesOn, progressIn, type Seen, sectionOf, taskIn } from './board.ts'
import { Person } from './person.ts'

/** A play mostly waits, so that they go side by side. */
const test = base.concurrent

/** Answers that change what is decided, each played by itself. */
const deepAnswers = {
  cycles: 'refused',
  dependencySummary: 'stale',
  dependencies: false,
  subIssues: false,
} satisfies Partial<Behaviour>

/** The other answer to each further question, played together; so are the usual ones. */
const otherAnswers = {
  botPermission: 'none',
  bodyLimit: 'bytes',
  lockedComments: 'accepted',
  commentEdits: 'leave',
  reasonOfClosed: 'changed',
  secondaryLimit: true,
} satisfies Partial<Behaviour>

/** Answers that only those meet who start workers: the main job must not care. */
const workersAnswers = {
  agentAssignment: 'dropped',
  cancel: 'later',
  dispatchedRuns: 'never',
  runDetails: false,
} satisfies Partial<Behaviour>

/** The first one's text is as long as a file may have it. */
function tasks(wish: number) {
  return [
    { id: 'big', priority: 1, description: '🧱'.repeat(9_900) },
    { id: 'wish', issue: wish, priority: 2 },
    { id: 'next', depends_on: ['big'] },
    { id: 'after', depends_on: ['next'] },
    { id: 'spare', priority: 5 },
    { id: 'last', final: true },
  ]
}

/** One phase on a tracker of its own, an hour from one run to the next. */
class Play {
  readonly tracker: Tracker
  readonly person: Person
  #hour = 0
  #text = ''

  constructor(tracker: Tracker) {
    this.tracker = tracker
    this.person = new Person(tracker, 'octocat-token')
    tracker.setNow(() => new Date(this.#now))
  }

  get #now(): string {
    return new Date(Date.parse('2026-02-23T03:15:00Z') + this.#hour * 3_600_000).toISOString()
  }

  set plan(text: string) {
    this.#text = text
  }

  /** Runs until a run writes nothing, and holds each against what must be true at any time. */
  async runToQuiet(): Promise<void> {
    for (let run = 0; run < 4; run++) {
      this.#hour += 1
      const before = this.tracker.requests.length
      const report = await rehearse(this.tracker, { files: { '.github/phases/1.yml': this.#text }, now: this.#now })
      if (report === 'failed') throw new Error('the run failed')
      expect(report).toMatchObject({ stop: undefined, error: undefined, cutShort: undefined, warnings: [] })
      expect(this.atWork().length).toBeLessThanOrEqual(2)
      const writes = this.tracker.requests
        .slice(before)
        .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/graphql'))
      if (writes.length === 0) return
    }
    throw new Error('something is still written after four runs')
  }

  task(id: string): Seen {
    return taskIn(this.tracker.store, id)
  }

  /** Titles of what holds a slot, before the colon. */
  atWork(): string[] {
    return issuesOn(this.tracker.store)
      .filter(({ status }) => status === 'assigned')
      .map(({ title }) => title.split(':')[0]!)
      .toSorted()
  }

  get progress(): Seen {
    return progressIn(this.tracker.store, '1')
  }

  get decisions(): string {
    return sectionOf(this.progress, 'Decisions needed')
  }
}

async function launch(play: Play): Promise<number> {
  const { tracker, person } = play
  const wish = await person.open('The old wish', 'Please.')
  // Whether a bot may write has to be asked, because it claims a task of ours.
  tracker.addToken('bot-token', { login: 'strange[bot]', kind: 'installation', permissions: { issues: 'write' } })
  tracker.addUser('strange[bot]', { permission: 'none', type: 'Bot' })
  const forged = '<!-- phase-coordinator:task next -->\nMine.\n<!-- phase-coordinator:end -->'
  await new Person(tracker, 'bot-token').open('Mine', forged)
  play.plan = planText({ milestone: false, slots: 2, tasks: tasks(wish) })
  await play.runToQuiet()
  expect(play.atWork()).toEqual(['The old wish', 'big'])
  expect(play.task('big').body).toContain('🧱🧱🧱')
  expect(['next', 'after', 'last'].map((id) => play.task(id).status)).toEqual(['blocked', 'blocked', 'blocked'])
  return wish
}

/** People add as much text to the longest issue as GitHub takes in bytes; what it waits for still can be told. */
async function fillUp(play: Play): Promise<void> {
  const room = 65_500 - Buffer.byteLength(play.task('big').body)
  await play.person.rewrite('big', (body) => `${body}\n${'é'.repeat(room / 2)}`)
  await play.person.close('big')
  await play.runToQuiet()
  await play.person.reopen('big')
  await play.runToQuiet()
  expect(play.task('big')).toMatchObject({ open: true, status: 'assigned' })
  expect(play.task('big').body).toContain('é'.repeat(room / 2))
}

/** An adopted issue is locked, where our comment on it can or cannot be changed, and unlocked again. */
async function lockAndUnlock(play: Play, wish: number): Promise<void> {
  await play.person.lock(wish)
  await play.runToQuiet()
  expect(play.decisions).toContain(`#${wish} (wish) is locked`)
  expect(play.atWork()).toEqual(['big', 'spare'])
  await play.person.unlock(wish)
  await play.runToQuiet()
  expect(play.decisions).toBe('')
  expect(play.atWork()).toEqual(['The old wish', 'big'])
}

/** A link made by hand closes a cycle, if GitHub lets it, and is taken away again. */
async function knot(play: Play): Promise<void> {
  const { dependencies, cycles } = play.tracker.behaviour
  if (!dependencies) return
  const refused = await play.person.block('next', 'after').then(
    () => false,
    () => true,
  )
  expect(refused).toBe(cycles === 'refused')
  await play.runToQuiet()
  if (!refused && play.tracker.behaviour.dependencySummary === 'exact')
    expect(play.decisions).toContain('These wait for each other')
  if (!refused) await play.person.unblock('next', 'after')
  await play.runToQuiet()
  expect(play.decisions).toBe('')
}

/** A link made by hand holds a task up whose own dependencies are done, until its blocker is closed. */
async function holdUp(play: Play): Promise<void> {
  const other = await play.person.open('Something else')
  const { dependencies } = play.tracker.behaviour
  if (dependencies) await play.person.block('after', other)
  await play.person.close('big')
  await play.runToQuiet()
  expect(play.atWork()).toEqual(['The old wish', 'next'])
  await play.person.close('next')
  await play.runToQuiet()
  expect(play.task('after').status).toBe(dependencies ? 'blocked' : 'assigned')
  await play.person.close(other)
  await play.runToQuiet()
  expect(play.atWork()).toEqual(['The old wish', 'after'])
}

/** A task is dropped, and somebody thinks better of the reason. */
async function drop(play: Play): Promise<void> {
  await play.person.close('spare', 'not_planned')
  await play.runToQuiet()
  expect(sectionOf(play.progress, 'Dropped')).toContain('(spare)')
  await play.person.close('spare', 'completed')
  await play.runToQuiet()
  const changed = play.tracker.behaviour.reasonOfClosed === 'changed'
  expect(sectionOf(play.progress, changed ? 'Done' : 'Dropped')).toContain('(spare)')
}

async function complete(play: Play, wish: number): Promise<void> {
  await play.person.close(wish)
  await play.person.close('after')
  await play.runToQuiet()
  expect(play.atWork()).toEqual(['last'])
  await play.person.close('last')
  await play.runToQuiet()
  expect(play.progress).toMatchObject({ open: false, reason: 'completed' })
  expect(issueOn(play.tracker.store, wish).comments).toHaveLength(1)
}

async function playWith(behaviour: Partial<Behaviour>): Promise<void> {
  const tracker = await startTracker({ behaviour })
  try {
    const play = new Play(tracker)
    const wish = await launch(play)
    await fillUp(play)
    await lockAndUnlock(play, wish)
    await knot(play)
    await holdUp(play)
    await drop(play)
    await complete(play, wish)
    // A progress issue, five tasks, the wish, the bot's and the person's own: none twice.
    expect(issuesOn(tracker.store)).toHaveLength(9)
  } finally {
    await tracker.close()
  }
  expectContract(tracker)
}

test('a phase is played to its end with the usual answers', () => playWith({}))

for (const [name, answer] of Object.entries(deepAnswers)) {
  test(`a phase is played to its end with ${name}: ${answer}`, () => playWith({ [name]: answer }))
}

test(`a phase is played to its end with ${Object.entries(otherAnswers)
  .map((pair) => pair.join(': '))
  .join(', ')}`, () => playWith({ ...otherAnswers, ...workersAnswers }))

for (const cycles of ['accepted', 'refused'] as const) {
  test(`a phase is played to its end with every other answer at once, with cycles ${cycles}`, () =>
    playWith({ ...otherAnswers, dependencySummary: 'stale', cycles }))
}

test('a phase is played to its end on an Enterprise Server with neither dependencies nor sub-issues', () =>
  playWith({ ...workersAnswers, enterprise: '3.16.4', dependencies: false, subIssues: false }))
