import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/core/phase.ts'
import { describeStep, doingStep, type Removal } from '../../../src/core/removal/removal.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { type Event, gentleEvent, happen, roughEvent } from '../random-events.ts'
import { type Plan, phasesOf, randomPlan } from '../random-plans.ts'
import { launch } from '../scene.ts'
import {
  addBlocker,
  addLabels,
  changeIssue,
  closeIssue,
  coordinator,
  emptyGitHub,
  type GitHub,
  openIssue,
  type StoredIssue,
  storedIssue,
} from '../simulated-github.ts'
import { run } from '../simulation.ts'
import { doStep, removalOf, seenOf } from './simulated-removal.ts'

/** The same cases in every run of the tests. */
const seeded = { seed: 12, numRuns: 60 }

const anyEvent = fc.oneof({ weight: 5, arbitrary: gentleEvent }, { weight: 1, arbitrary: roughEvent })

interface Case {
  readonly plan: Plan
  readonly events: readonly Event[]
  /** Operations after which the launch breaks off; undefined where it does not. */
  readonly brokenOff: number | undefined
  readonly chooses: boolean
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  plan: randomPlan,
  events: fc.array(anyEvent, { maxLength: 5 }),
  brokenOff: fc.option(fc.nat(40), { nil: undefined, freq: 2 }),
  chooses: fc.boolean(),
})

/** A repository with people's issues, in which a random plan was launched, and something happened since. */
function launched({ plan, events, brokenOff }: Case): { github: GitHub; phases: readonly Phase[] } {
  const github = emptyGitHub()
  openIssue(github, 'octocat', { title: 'An old wish', body: 'Please.\r\n', labels: ['docs'] })
  openIssue(github, 'stranger', { title: 't1: Task 1', body: '<!-- phase-coordinator:task t1 -->\nmine' })
  openIssue(github, 'octocat', { title: 'Not a task', body: '', labels: ['priority:2'] })
  const phases = phasesOf(plan)
  run(github, phases, brokenOff === undefined ? {} : { killedAfter: brokenOff })
  for (const event of events) happen(event, github, plan, new Map())
  return { github, phases }
}

const wantedOf = ({ chooses }: Case, phases: readonly Phase[]) =>
  chooses ? phases.slice(0, 1).map(({ id }) => id) : undefined

describe('whatever was launched, and whatever happened since', () => {
  test('a removal that was done leaves nothing to be done', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { github, phases } = launched(given)
        const wanted = wantedOf(given, phases)
        for (const step of removalOf(github, phases, wanted).steps) doStep(step, github)
        expect(removalOf(github, phases, wanted).steps.map(describeStep)).toEqual([])
      }),
      seeded,
    )
  })

  test('one that broke off anywhere comes to the same end when it is called again', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(200), (given, at) => {
        const whole = launched(given)
        const broken = launched(given)
        const wanted = wantedOf(given, whole.phases)
        for (const step of removalOf(whole.github, whole.phases, wanted).steps) doStep(step, whole.github)
        const { steps } = removalOf(broken.github, broken.phases, wanted)
        for (const step of steps.slice(0, at % (steps.length + 1))) doStep(step, broken.github)
        for (const step of removalOf(broken.github, broken.phases, wanted).steps) doStep(step, broken.github)
        expect(seenOf(broken.github)).toEqual(seenOf(whole.github))
      }),
      seeded,
    )
  })

  test('the issues of others keep their titles, texts and states, and their own labels', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { github, phases } = launched(given)
        const others = [...github.issues.values()].filter(({ author }) => author !== coordinator)
        const before = structuredClone(others.map(kept))
        for (const step of removalOf(github, phases, wantedOf(given, phases)).steps) doStep(step, github)
        expect(others.map(kept)).toEqual(before)
      }),
      seeded,
    )
  })

  test('what is closed had no word of anybody’s, and no worker', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { github, phases } = launched(given)
        for (const step of removalOf(github, phases, wantedOf(given, phases)).steps) {
          if (step.do !== 'close') continue
          const { author, comments, body } = storedIssue(github, step.seen.number)
          expect(author).toBe(coordinator)
          expect(comments.filter((comment) => comment.author !== coordinator)).toEqual([])
          expect(body).not.toMatch(/written (?:above|below)|\[x\]/)
        }
      }),
      seeded,
    )
  })
})

/** Of somebody else's issue what nobody may change; of its labels those that it had before the launch. */
function kept({ number, title, body, open, stateReason, assignees, labels }: StoredIssue) {
  const own = number === 1 ? 'docs' : 'priority:2'
  return { title, body, open, stateReason, assignees, labels: labels.filter((name) => name === own) }
}

const phase = phaseOf([taskOf('a', { stream: 'doc' }), taskOf('b', { dependsOn: ['a'] }), taskOf('c')])

describe('a launch of one phase', () => {
  test('is undone in the order that lets another call go on: labels, milestone, tasks, and the progress issue last', () => {
    const { github } = launch([phase])
    const { steps } = removalOf(github, [phase])
    const verbs = [...new Set(steps.map((step) => step.do))]
    expect(verbs).toEqual(['delete-label', 'delete-milestone', 'close'])
    expect(describeStep(steps.at(-1)!)).toBe('close #1 (progress of phase 4) as not planned')
    expect(doingStep(steps.at(-1)!)).toBe('closing #1')
  })

  test.each<[string, (github: GitHub, number: number) => unknown, string]>([
    ['a comment', (github, number) => comment(github, number, 'octocat'), 'it was commented on by octocat'],
    [
      'a comment of a deleted account',
      (github, number) => comment(github, number, undefined),
      'it was commented on by somebody',
    ],
    ['a label', (github, number) => addLabels(github, number, ['bug']), 'it was labelled bug by hand'],
    ['a title', (github, number) => changeIssue(github, number, { title: 'Mine' }), 'its title was changed'],
    [
      'an assignee',
      (github, number) => changeIssue(github, number, { assignees: ['mona'] }),
      'mona was assigned by hand',
    ],
    ['a lock', (github, number) => changeIssue(github, number, { locked: true }), 'it is locked'],
    [
      'text below',
      (github, number) => rewrite(github, number, (body) => `${body}\n\nMine.`),
      'somebody wrote into its text',
    ],
    [
      'a damaged record',
      (github, number) => rewrite(github, number, (body) => body.replace('"state"', '"stat"')),
      'its hidden record is damaged, so that nobody can tell what people changed',
    ],
    [
      'a link to another issue',
      (github, number) => addBlocker(github, number, openIssue(github, 'mona', { title: 'X', body: '' }).number),
      'somebody marked it as blocked by another issue',
    ],
    [
      'a pull request',
      (github, number) =>
        github.pulls.push({
          number: 77,
          draft: false,
          author: 'mona',
          updatedAt: '2026-02-22T12:00:00Z',
          closes: number,
        }),
      'the pull request #77 will close it',
    ],
    ['its closing', (github, number) => closeIssue(github, number, 'completed'), 'it is closed already'],
  ])('leaves an issue with %s', (_, touch, why) => {
    const scene = launch([phase])
    const number = scene.numberOf('c')
    touch(scene.github, number)
    const removal = removalOf(scene.github, [phase])
    expect(closedBy(removal)).not.toContain(number)
    expect(removal.left).toContainEqual({ what: `#${number} (c)`, why })
  })

  test('counts a reaction, our own answers and a link among its own tasks for nothing', () => {
    const scene = launch([phase])
    const number = scene.numberOf('c')
    comment(scene.github, number, coordinator, '<!-- phase-coordinator:reply 9.1 answer -->\nIt waits.')
    addBlocker(scene.github, number, scene.numberOf('a'))
    expect(closedBy(removalOf(scene.github, [phase]))).toContain(number)
  })

  test('leaves a comment of our own login that another workflow wrote to people', () => {
    const scene = launch([phase])
    const number = scene.numberOf('c')
    comment(scene.github, number, coordinator, 'The build failed.')
    expect(closedBy(removalOf(scene.github, [phase]))).not.toContain(number)
  })

  test('leaves a milestone that something else is in, or that somebody else made', () => {
    const scene = launch([phase])
    changeIssue(scene.github, openIssue(scene.github, 'mona', { title: 'X', body: '' }).number, { milestone: 1 })
    const removal = removalOf(scene.github, [phase])
    expect(removal.steps.map((step) => step.do)).not.toContain('delete-milestone')
    expect(removal.left).toContainEqual({ what: 'milestone "Phase 4"', why: 'another issue is in it' })
  })

  test('of which nothing is there is named as missing', () => {
    expect(removalOf(emptyGitHub(), [], ['4'])).toEqual({ steps: [], left: [], phases: [], missing: ['4'] })
  })

  test('that is complete is left alone, unless it is named', () => {
    const scene = launch([phase])
    for (const id of ['a', 'b', 'c']) closeIssue(scene.github, scene.numberOf(id), 'completed')
    run(scene.github, [phase])
    expect(removalOf(scene.github, [phase]).steps).toEqual([])
    const verbs = removalOf(scene.github, [phase], ['4']).steps.map((step) => step.do)
    expect([...new Set(verbs)]).toEqual(['delete-label', 'let-go'])
  })
})

function closedBy({ steps }: Removal): readonly number[] {
  return steps.flatMap((step) => (step.do === 'close' ? [step.seen.number] : []))
}

function comment(github: GitHub, number: number, author: string | undefined, body = 'I am on it.'): void {
  const at = '2026-02-22T13:00:00Z'
  const issue = storedIssue(github, number)
  issue.comments.push({ id: 900 + issue.comments.length, author, body, createdAt: at, updatedAt: at })
}

function rewrite(github: GitHub, number: number, change: (body: string) => string): void {
  changeIssue(github, number, { body: change(storedIssue(github, number).body) })
}
