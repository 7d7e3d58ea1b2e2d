import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReply } from '../../../src/core/commands/reply-text.ts'
import { bearsClaim } from '../../../src/core/records/claim.ts'
import { taskOf } from '../plan.ts'
import * as gh from '../simulated-github.ts'
import { addComment } from '../simulated-remarks.ts'
import { changeRun, openPull } from '../simulated-workers.ts'
import { type RunOptions, run, type SimulatedRun } from '../simulation.ts'
import { aMinute, anHour, workedPhase } from '../worker-scene.ts'

/** What happens between two runs; `at` chooses among what is there. */
type Event =
  | { readonly what: 'say'; readonly at: number; readonly body: string; readonly who: string }
  | { readonly what: 'end'; readonly at: number; readonly how: Parameters<typeof changeRun>[2] }
  | { readonly what: 'close'; readonly at: number; readonly reason: string }
  | { readonly what: 'reopen' | 'pull' | 'unpull' | 'unassign' | 'link'; readonly at: number }
  | { readonly what: 'wait'; readonly minutes: number }
  | { readonly what: 'dispatch'; readonly mode: gh.GitHub['dispatch'] }
  | { readonly what: 'cancels'; readonly mode: gh.GitHub['cancels'] }

const at = fc.nat(12)
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant('say' as const),
      at,
      body: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('/spawn', '/spawn', '/spawn model=copilot') },
        {
          weight: 3,
          arbitrary: fc.constantFrom('/release', '/hold', '/hold now', '/unhold', '/next', '/heartbeat 10%', '/why'),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom('/phase pause', '/phase resume', '/spawn t1 t0', '/spwan', '/hold\n\n/unhold'),
        },
      ),
      who: fc.constantFrom('octocat', 'octocat', 'mona', 'stranger'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('end' as const),
      at,
      how: fc.constantFrom('success', 'failure', 'cancelled', 'queued', 'gone'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('close' as const),
      at,
      reason: fc.constantFrom('completed', 'completed', 'not_planned'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('reopen', 'pull', 'unpull', 'unassign', 'link'), at }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('wait' as const), minutes: fc.constantFrom(1, 12, 16, 300, 1500) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('dispatch' as const),
      mode: fc.constantFrom('details', 'bare', 'never', 'silent', 'nothing', 'refused'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('cancels' as const), mode: fc.constantFrom('at-once', 'later') }),
  },
)

const draft = fc.record({
  after: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 2 }),
  model: fc.constantFrom('sonnet', 'sonnet', 'copilot', 'crew', undefined),
  priority: fc.integer({ min: 1, max: 2 }),
  paths: fc.constantFrom<string[]>([], [], ['docs/**']),
})

const somePhase = fc
  .record({
    drafts: fc.array(draft, { minLength: 2, maxLength: 5 }),
    slots: fc.integer({ min: 1, max: 2 }),
    spawn: fc.constantFrom('manual' as const, 'auto' as const),
    holdsSlot: fc.boolean(),
    perDay: fc.constantFrom(3, 20),
  })
  .map(({ drafts, slots, spawn, holdsSlot, perDay }) =>
    workedPhase(
      drafts.map(({ after, ...given }, index) =>
        taskOf(`t${index}`, { ...given, dependsOn: after === undefined || after > index ? [] : [`t${index - after}`] }),
      ),
      {
        slots,
        spawn,
        review: { holdsSlot, decideAfter: 48 * anHour },
        spawnLimit: { perDay, failuresInARow: 3 },
      },
    ),
  )

type Step = { readonly events: readonly Event[]; readonly killedAfter?: number; readonly unanswered?: number }

const someSteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc
    .tuple(
      fc.array(anyEvent, { maxLength: 4 }),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: fc.record({ killedAfter: fc.nat(25) }) },
        { weight: 1, arbitrary: fc.record({ unanswered: fc.nat(25) }) },
      ),
    )
    .map(([events, how]) => ({ events, ...how })),
  { minLength: 1, maxLength: 8 },
)

function happen(event: Event, github: gh.GitHub): void {
  const tasks = [...github.issues.values()].filter(({ labels }) => gh.isAmong(labels, 'phase-task'))
  const choose = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(1, from.length)]
  if (event.what === 'wait') github.clock += event.minutes * aMinute
  else if (event.what === 'dispatch') github.dispatch = event.mode
  else if (event.what === 'cancels') github.cancels = event.mode
  else if (event.what === 'end') {
    const going = github.runs.filter(({ status }) => status !== 'completed')
    const ending = choose(going, event.at)
    if (ending !== undefined) changeRun(github, ending.title.replace('task ', ''), event.how)
  } else if (event.what === 'unpull') github.pulls.splice(event.at % 3, 1)
  else {
    const isPhases = event.what === 'say' && /phase|t1/.test(event.body)
    const issue = isPhases ? github.issues.get(1) : choose(tasks, event.at)
    if (issue === undefined) return
    if (event.what === 'say') addComment(github, issue.number, event.who, event.body)
    else if (event.what === 'close' && issue.open) gh.closeIssue(github, issue.number, event.reason)
    else if (event.what === 'reopen' && !issue.open) gh.reopenIssue(github, issue.number)
    else if (event.what === 'pull') openPull(github, issue.number, 'mona', event.at % 2 === 0)
    else if (event.what === 'unassign') gh.changeIssue(github, issue.number, { assignees: [] })
    else if (event.what === 'link') {
      const blocker = choose(tasks, event.at + 1)!.number
      if (blocker < issue.number && !issue.blockedBy.includes(blocker)) issue.blockedBy.push(blocker)
    }
  }
}

/** Plays a story on one phase, and hands every run to `look`, with what GitHub was before it. */
function play(
  phases: ReturnType<typeof workedPhase>,
  steps: readonly Step[],
  look: (result: SimulatedRun, github: gh.GitHub, before: gh.GitHub) => void,
): gh.GitHub {
  const github = gh.emptyGitHub()
  const go = (options: RunOptions) => {
    const before = structuredClone(github)
    look(run(github, phases, { agentToken: true, ...options }), github, before)
  }
  go({})
  for (const { events, ...how } of steps) {
    for (const event of events) happen(event, github)
    go(how)
  }
  return github
}

/** Whatever was left half done comes to its end within these runs. */
function settle(github: gh.GitHub, phases: ReturnType<typeof workedPhase>): void {
  Object.assign(github, { dispatch: 'details', cancels: 'at-once' })
  for (const minutes of [0, 11, 26, 26]) {
    github.clock += minutes * aMinute
    run(github, phases, { agentToken: true })
  }
}

/** Names of all runs, ended ones too, except those that somebody deleted: nothing tells a later run of them. */
function titlesOf({ runs, goneRuns }: gh.GitHub): readonly string[] {
  return runs.flatMap(({ id, title }) => (goneRuns.has(id) ? [] : [title]))
}

/** The same stories in every run of the tests. */
const seeded = { seed: 4, numRuns: 40 }

test('no two workers are ever at one task, and none bears a claim that another one bore', () => {
  fc.assert(
    fc.property(somePhase, someSteps, (phases, steps) => {
      const look = (_: SimulatedRun, github: gh.GitHub) => {
        const { runs } = github
        const titles = titlesOf(github)
        expect(new Set(titles).size).toBe(titles.length)
        for (const { id } of phases[0].tasks) {
          const going = runs.filter(({ title, status }) => status !== 'completed' && title.startsWith(`task ${id}#`))
          expect(going.map(({ title }) => title).length, id).toBeLessThanOrEqual(1)
        }
      }
      const github = play(phases, steps, look)
      settle(github, phases)
      look(run(github, phases, { agentToken: true }), github)
    }),
    seeded,
  )
})

test('nothing starts before what it depends on is done, beyond the slots, or while the phase is paused', () => {
  fc.assert(
    fc.property(somePhase, someSteps, (phases, steps) => {
      const [phase] = phases
      let held: ReadonlySet<string> = new Set()
      play(phases, steps, ({ outcome }, github, before) => {
        const fresh = github.runs.filter(({ title }) => !before.runs.some((other) => other.title === title))
        const started = phase.tasks.filter(({ id }) => fresh.some(({ title }) => title.startsWith(`task ${id}#`)))
        const numberOf = (id: string) => outcome!.numbers.get(id)!
        for (const { id, dependsOn } of started) {
          const blockers = new Set([...dependsOn.map(numberOf), ...github.issues.get(numberOf(id))!.blockedBy])
          for (const number of blockers) {
            expect(github.issues.get(number), `${id} waits for #${number}`).toMatchObject({ open: false })
          }
        }
        const holders = outcome!.slots.holders
        const views = outcome!.phases.flatMap(({ view }) => view.tasks)
        const isNew = ({ id }: { id: string }) =>
          !held.has(id) && holders.has(id) && views.some(({ task, work }) => task.id === id && work.kind === 'idle')
        if (started.length > 0 || phase.tasks.some(isNew)) {
          // What came back while its worker was still at it holds its slot whatever the limit.
          const back = views.filter(
            ({ task, work }) => work.kind !== 'idle' && !started.includes(task) && !held.has(task.id),
          )
          expect(holders.size, [...holders].join()).toBeLessThanOrEqual(phase.slots + back.length)
        }
        const isPaused =
          before.issues.get(1)?.body.includes('Paused by') &&
          !JSON.stringify([...before.issues.values()].map(({ comments }) => comments)).includes('/phase resume')
        if (isPaused) expect(fresh).toEqual([])
        held = holders
      })
    }),
    seeded,
  )
})

test('every story comes to rest, with each command finished and refused at most once', () => {
  fc.assert(
    fc.property(somePhase, someSteps, (phases, steps) => {
      const github = play(phases, steps, () => {})
      settle(github, phases)
      const last = run(github, phases, { agentToken: true })
      expect(last.ended).toBe('quiet')
      const waits = [...(last.outcome?.slots.waits.values() ?? [])]
      if (waits.some((wait) => wait.for === 'next-run')) run(github, phases, { agentToken: true })
      expect(run(github, phases, { agentToken: true }).operations).toEqual([])
      const comments = [...github.issues.values()].flatMap((issue) => issue.comments)
      const replies = comments.flatMap(({ author, body }) =>
        author === gh.coordinator ? (readReply(body)?.answers ?? []) : [],
      )
      expect(new Set(replies).size, replies.join()).toBe(replies.length)
      // Finished phases cost no requests: what is said there is read when its event tells of it.
      if (!github.issues.get(1)!.open) return
      for (const { id, author, body } of comments) {
        if (author === gh.coordinator) continue
        const shown = (github.reactions.get(id) ?? []).filter((reaction) => reaction !== 'eyes')
        expect(shown, body).toHaveLength(1)
      }
    }),
    seeded,
  )
})

test('a run that was killed, or lost an answer, leaves no more than one claim on each task', () => {
  fc.assert(
    fc.property(somePhase, someSteps, fc.nat(40), fc.boolean(), (phases, steps, when, isKilled) => {
      const github = play(phases, steps.slice(0, 4), () => {})
      for (const event of steps.slice(4).flatMap(({ events }) => events)) happen(event, github)
      run(github, phases, { agentToken: true, ...(isKilled ? { killedAfter: when } : { unanswered: when }) })
      settle(github, phases)
      const titles = titlesOf(github)
      for (const title of titles) {
        const name = title.replace('task ', '')
        expect(titles.filter((other) => bearsClaim(other, name))).toHaveLength(1)
      }
    }),
    seeded,
  )
})
