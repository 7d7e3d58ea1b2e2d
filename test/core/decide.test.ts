import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../src/core/decide.ts'
import { operationKey } from '../../src/core/operation.ts'
import type { Phase } from '../../src/core/phase.ts'
import { ownerAtStart } from '../../src/core/records/managed-part.ts'
import type { Settings } from '../../src/core/world.ts'
import {
  expectBlockersDone,
  expectLabelsWithinSlots,
  expectNoOverlap,
  expectOneIssueEach,
  expectTextIntact,
  expectTrueLabels,
  expectWithinLimits,
} from './promises.ts'
import { type Event, fileEdit, gentleEvent, happen, roughEvent, type Writings } from './random-events.ts'
import { type Plan, phasesOf, randomPlan } from './random-plans.ts'
import { closeIssue, coordinator, emptyGitHub, type GitHub, openIssue } from './simulated-github.ts'
import { type RunOptions, run, type SimulatedRun, worldOf } from './simulation.ts'

/** The same cases in every run of the tests. */
const seeded = { seed: 4, numRuns: 60 }

type Step = { readonly events: readonly Event[]; readonly killedAfter?: number; readonly unanswered?: number }

const anyEvent = fc.oneof(
  { weight: 6, arbitrary: gentleEvent },
  { weight: 2, arbitrary: fileEdit },
  { weight: 1, arbitrary: roughEvent },
)

function steps(event: fc.Arbitrary<Event>): fc.Arbitrary<readonly Step[]> {
  const trouble = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ killedAfter: fc.nat(40) }) },
    { weight: 1, arbitrary: fc.record({ unanswered: fc.nat(40) }) },
  )
  const step = fc.tuple(fc.array(event, { maxLength: 4 }), trouble)
  return fc.array(
    step.map(([events, how]) => ({ events, ...how })),
    { maxLength: 8 },
  )
}

/** A repository in which people were at work before: an issue to adopt, one that looks like ours, one with our label. */
function someGitHub(): GitHub {
  const github = emptyGitHub()
  openIssue(github, 'octocat', { title: 'An old wish', body: 'Please.\r\n' })
  openIssue(github, 'stranger', { title: 't1: Task 1', body: '<!-- phase-coordinator:task t1 -->\nmine' })
  openIssue(github, 'octocat', { title: 'Not a task', body: '', labels: ['phase:p0'] })
  return github
}

/** Runs, and where the run asks whether new tasks really are new, says yes and runs again. */
function runAnyway(github: GitHub, plan: Plan, options: RunOptions = {}): SimulatedRun {
  const phases = phasesOf(plan)
  const settings = { ...options.settings, maxActive: plan.maxActive }
  const result = run(github, phases, { ...options, settings })
  if (result.ended !== 'stopped') return result
  expect(result.stop?.code).toBe('renamed-plan')
  expect(result.operations).toEqual([])
  return run(github, phases, { ...options, settings: { ...settings, confirm: true } })
}

interface Story {
  readonly github: GitHub
  readonly plan: Plan
  readonly writings: Writings
}

/** Plays a plan and what happens to it, and looks at every run. */
function play(start: Plan, story: readonly Step[], look: (run: SimulatedRun, story: Story) => void): Story {
  const plan = structuredClone(start)
  const told: Story = { github: someGitHub(), plan, writings: new Map() }
  look(runAnyway(told.github, plan), told)
  let lookAt: Settings['lookAt'] = []
  for (const { events, ...how } of story) {
    const numbers = events.flatMap((event) => happen(event, told.github, plan, told.writings) ?? [])
    lookAt = [...lookAt, ...numbers.map((number) => ({ number, open: told.github.issues.get(number)?.open }))]
    const result = runAnyway(told.github, plan, {
      ...how,
      settings: { lookAt },
    })
    // GitHub starts a run for each event, and somebody starts a failed one again.
    if (result.ended === 'quiet') lookAt = []
    look(result, told)
  }
  runAnyway(told.github, plan, { settings: { lookAt } })
  return told
}

test('a pick never exceeds slots, caps or the total, and is never before its dependencies', () => {
  fc.assert(
    fc.property(randomPlan, steps(anyEvent), (plan, story) => {
      play(plan, story, (result, { github, plan: now }) => {
        const phases = phasesOf(now)
        expectWithinLimits(phases, result, now.maxActive)
        expectNoOverlap(phases, result)
        expectBlockersDone(phases, result, github)
      })
    }),
    seeded,
  )
})

test('labels never show more tasks at work than there are slots, wherever a run is killed', () => {
  fc.assert(
    fc.property(randomPlan, steps(gentleEvent), (plan, story) => {
      // An operation without an answer keeps the others of its task back, so there a label may stand one run longer.
      const answered = story.map(({ unanswered: _, ...step }) => step)
      play(plan, answered, (result, { github, plan: now }) => expectLabelsWithinSlots(phasesOf(now), result, github))
    }),
    seeded,
  )
})

test('the run after a quiet one has nothing to do', () => {
  fc.assert(
    fc.property(randomPlan, steps(anyEvent), (plan, story) => {
      const { github, plan: now } = play(plan, story, () => {})
      const settled = runAnyway(github, now)
      expect(settled.ended).toBe('quiet')
      // What was reopened is picked by the run after the one that sees it.
      if ([...settled.outcome!.slots.waits.values()].some((wait) => wait.for === 'next-run')) runAnyway(github, now)
      const second = runAnyway(github, now)
      expect(second.operations).toEqual([])
      expectTrueLabels(phasesOf(now), second, github)
    }),
    seeded,
  )
})

test('every task has one issue, and what people wrote stays', () => {
  fc.assert(
    fc.property(randomPlan, steps(anyEvent), (plan, story) => {
      const {
        github,
        plan: now,
        writings,
      } = play(plan, story, (_, { github: live, writings: written }) => {
        expectTextIntact(live, written)
      })
      runAnyway(github, now)
      expectOneIssueEach(github)
      expectTextIntact(github, writings)
    }),
    seeded,
  )
})

test('a run that was killed, or lost an answer, and the next one together do what one whole run does', () => {
  fc.assert(
    fc.property(randomPlan, steps(anyEvent), fc.nat(60), fc.boolean(), (plan, story, at, isKilled) => {
      const { github, plan: now } = play(plan, story.slice(0, 3), () => {})
      const events = story.slice(3).flatMap((step) => step.events)
      // A milestone that is new to a launched phase is not worth a second look where the answer to its making was lost.
      for (const event of events) if (event.what !== 'set-milestone') happen(event, github, now, new Map())
      const broken = structuredClone(github)
      const time = github.clock
      const whole = runAnyway(github, now, { now: time })
      runAnyway(broken, now, { now: time, ...(isKilled ? { killedAfter: at } : { unanswered: at }) })
      runAnyway(broken, now, { now: time })
      // What was reopened, or left uncertain, is picked one run later.
      runAnyway(broken, now, { now: time })
      if (whole.ended === 'quiet') runAnyway(github, now, { now: time })
      expect(withoutNumbers(broken)).toEqual(withoutNumbers(github))
    }),
    seeded,
  )
})

test('what is decided does not hang on the order in which GitHub lists, or in which a map was filled', () => {
  fc.assert(
    fc.property(randomPlan, steps(anyEvent), fc.array(fc.nat(30), { maxLength: 20 }), (plan, story, first) => {
      const { github, plan: now } = play(plan, story, () => {})
      for (const event of story.flatMap(({ events }) => events)) happen(event, github, now, new Map())
      const turned = structuredClone(github)
      turned.listedFirst = [...first, ...[...github.issues.keys()].reverse()].filter((number) =>
        github.issues.has(number),
      )
      turned.milestones.reverse()
      const settings = { maxActive: now.maxActive, confirm: true }
      const one = run(github, phasesOf(now), { settings })
      const other = run(turned, phasesOf(now).map(withMapsTurned), { settings })
      expect(other.operations.map(operationKey)).toEqual(one.operations.map(operationKey))
      expect([...turned.issues.values()]).toEqual([...github.issues.values()])
    }),
    seeded,
  )
})

function withMapsTurned(phase: Phase): Phase {
  return { ...phase, streams: new Map([...phase.streams].reverse()), models: new Map([...phase.models].reverse()) }
}

test('the same world gives the same decision twice', () => {
  fc.assert(
    fc.property(randomPlan, steps(anyEvent), (plan, story) => {
      const { github, plan: now } = play(plan, story, () => {})
      for (const event of story.flatMap(({ events }) => events)) happen(event, github, now, new Map())
      const known = run(structuredClone(github), phasesOf(now), { killedAfter: 0 }).observation
      const world = worldOf(phasesOf(now), known, github.clock, { settings: { maxActive: now.maxActive } })
      expect(decide(world)).toEqual(decide(structuredClone(world)))
    }),
    seeded,
  )
})

test('an issue that no list shows is never opened a second time', () => {
  fc.assert(
    fc.property(randomPlan, steps(gentleEvent), fc.array(fc.nat(30), { maxLength: 8 }), (plan, story, hidden) => {
      const { github, plan: now } = play(plan, story, () => {})
      runAnyway(github, now)
      const tasks = [...github.issues.values()].filter(({ body }) => ownerAtStart(body)?.kind === 'task')
      for (const at of hidden) if (tasks.length > 0) github.unlisted.add(tasks[at % tasks.length]!.number)
      const { operations } = runAnyway(github, now)
      expect(operations.filter(({ do: verb }) => verb.startsWith('open-'))).toEqual([])
      expectOneIssueEach(github)
    }),
    seeded,
  )
})

test('what a broken launch opened a moment ago is found, though the lists do not show it yet', () => {
  fc.assert(
    fc.property(randomPlan, fc.nat(60), fc.integer({ min: 1, max: 6 }), fc.boolean(), (plan, at, late, isKilled) => {
      for (const phase of plan.phases) phase.milestone ??= 'v1.0.0'
      const github = someGitHub()
      runAnyway(github, plan, isKilled ? { killedAfter: at } : { unanswered: at })
      for (const number of [...github.issues.keys()].slice(3).slice(-late)) github.unlisted.add(number)
      runAnyway(github, plan)
      github.unlisted.clear()
      runAnyway(github, plan)
      expectOneIssueEach(github)
    }),
    seeded,
  )
})

test('a phase comes to its end, its final task after all others, and nothing is left to do', () => {
  fc.assert(
    fc.property(randomPlan, fc.infiniteStream(fc.nat()), (start, dice) => {
      const plan: Plan = structuredClone({
        ...start,
        phases: start.phases.map((phase) => ({ ...phase, startDate: undefined })),
      })
      // A task that waits for one of a later phase, which itself waits for the task's own, would wait for ever.
      const phaseOfTask = new Map(plan.tasks.map(({ id, phase }) => [id, phase]))
      for (const task of plan.tasks) task.dependsOn = task.dependsOn.filter((id) => phaseOfTask.get(id)! <= task.phase)
      const github = someGitHub()
      const order: string[] = []
      let result = runAnyway(github, plan)
      for (let turn = 0; turn < plan.tasks.length; turn++) {
        const holders = [...result.outcome!.slots.holders]
        expect(holders, `after ${order.join(', ')}`).not.toEqual([])
        const next = holders[dice.next().value % holders.length]!
        order.push(next)
        closeIssue(github, result.outcome!.numbers.get(next)!, 'completed')
        result = runAnyway(github, plan)
        expect(result.ended).toBe('quiet')
      }
      for (const { tasks } of phasesOf(plan)) {
        const last = tasks.map(({ id }) => order.indexOf(id)).reduce((a, b) => Math.max(a, b))
        const final = tasks.find((task) => task.final)
        if (final !== undefined) expect(order[last]).toBe(final.id)
        for (const task of tasks)
          for (const id of task.dependsOn) expect(order.indexOf(id)).toBeLessThan(order.indexOf(task.id))
      }
      expect(runAnyway(github, plan).operations).toEqual([])
      expect(
        [...github.issues.values()].filter(({ body, open }) => open && ownerAtStart(body)?.kind === 'phase'),
      ).toEqual([])
    }),
    seeded,
  )
})

/** All that people see, with issues named by what they stand for: a run that was cut may open them in another order. */
function withoutNumbers(github: GitHub): unknown {
  const nameOf = (number: number) => {
    const owner = ownerAtStart(github.issues.get(number)?.body ?? '')
    return owner === undefined || github.issues.get(number)!.author !== coordinator
      ? number
      : `${owner.kind} ${owner.id}`
  }
  const named = (text: string) => withoutTraces(text).replace(/#(\d+)/g, (_, number) => `#${nameOf(Number(number))}`)
  const issues = [...github.issues.values()].map((issue) => ({
    name: nameOf(issue.number),
    title: issue.title,
    body: named(issue.body),
    state: [issue.open, issue.stateReason, issue.locked],
    labels: issue.labels.toSorted(),
    assignees: issue.assignees,
    blockedBy: issue.blockedBy.map((number) => String(nameOf(number))).sort(),
    parent: issue.parent === undefined ? undefined : nameOf(issue.parent),
    milestone: github.milestones.find(({ number }) => number === issue.milestone)?.title,
    comments: issue.comments.map(({ body }) => named(body)),
  }))
  const milestones = github.milestones.map(({ title, open, dueDate }) => ({ title, open, dueDate }))
  return { issues: Object.fromEntries(issues.map((issue) => [issue.name, issue])), milestones }
}

/**
 * A body without what rightly tells how a run went: that a title was set back, since when a slot is held that was given
 * back and taken again, and whether a blocker had its issue already when a task was closed.
 */
function withoutTraces(body: string): string {
  const traces = /<!-- phase-coordinator:data .*|> Titles come from .*\n\n|\d+ February 2026|^- Blocked by .*\n/gm
  return body.replace(traces, '')
}
