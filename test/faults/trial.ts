import { type RequestRecord, startTracker, type Tracker } from '../../src/local/tracker.ts'
import { issuesOn, type Seen } from '../run/board.ts'
import { Person } from '../run/person.ts'
import type { Disturbance } from './disturbances.ts'
import { type Rehearsal, rehearse, troublesOf } from './rehearsal.ts'
import type { Scenario } from './scenarios.ts'

export interface Trial {
  /** False where the run made fewer requests, so that nothing was disturbed. */
  readonly disturbed: boolean
  readonly request: string
  /** What is not as it should be in the end; empty where all is. */
  readonly mismatches: readonly string[]
  /** Duplicates that were made and closed again. */
  readonly duplicates: number
}

/** What there is to say where the run ended before it came to the request. */
export const undisturbed: Trial = { disturbed: false, request: '', mismatches: [], duplicates: 0 }

/** Lets a run be disturbed at one of its requests; answers with that request, undefined where it made fewer. */
export async function disturbedRun(
  tracker: Tracker,
  disturbance: Disturbance,
  request: number,
  run: (alive: () => boolean) => Promise<unknown>,
): Promise<RequestRecord | undefined> {
  const first = tracker.requests.length
  let alive = true
  const kill = () => {
    alive = false
  }
  tracker.setIntercept(disturbance.at(request, { kill, store: tracker.store }))
  await run(() => alive)
  tracker.setIntercept(undefined)
  return tracker.requests[first + request]
}

const now = '2026-02-23T04:15:00Z'
const file = '.github/phases/phase.yml'
/** Clean runs after the disturbed one, of which the last must find nothing to do. */
const mostCleanRuns = 4

/** Disturbs one run at one request, then runs undisturbed until nothing is left to do, and looks at what came of it. */
export async function tryOut(scenario: Scenario, disturbance: Disturbance, request: number): Promise<Trial> {
  return onTracker(scenario, async (tracker, rehearsal) => {
    const struck = await disturbedRun(tracker, disturbance, request, (alive) => rehearse(tracker, rehearsal, alive))
    if (struck === undefined) return undisturbed
    const mismatches = [...(await runToQuiet(tracker, rehearsal)), ...compare(tracker, scenario)]
    const duplicates = issuesOn(tracker.store).filter(({ reason }) => reason === 'duplicate').length
    return { disturbed: true, request: `${struck.method} ${struck.path}`, mismatches, duplicates }
  })
}

/** The requests that the run makes which nothing disturbs. */
export function requestsOf(scenario: Scenario): Promise<readonly RequestRecord[]> {
  return onTracker(scenario, async (tracker, rehearsal) => {
    const before = tracker.requests.length
    await rehearse(tracker, rehearsal)
    return tracker.requests.slice(before)
  })
}

export async function onTracker<T>(
  scenario: Scenario,
  then: (tracker: Tracker, rehearsal: Rehearsal) => Promise<T>,
): Promise<T> {
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
  try {
    if (scenario.before !== undefined) await rehearse(tracker, { files: { [file]: scenario.before }, now })
    await scenario.people(new Person(tracker, 'octocat-token'))
    return await then(tracker, { files: { [file]: scenario.plan }, now })
  } finally {
    await tracker.close()
  }
}

export async function runToQuiet(tracker: Tracker, rehearsal: Rehearsal): Promise<string[]> {
  for (let run = 0; run < mostCleanRuns; run++) {
    const before = tracker.requests.length
    const report = await rehearse(tracker, rehearsal)
    if (report === 'failed') return ['an undisturbed run failed']
    const trouble = troublesOf(report)
    if (trouble.length > 0) return trouble
    const asked = tracker.requests
      .slice(before)
      .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/graphql'))
    if (asked.length === 0) return []
  }
  return [`something is still written after ${mostCleanRuns} undisturbed runs`]
}

/** Everything that a scenario leaves behind, compared with what it should. */
export function compare(tracker: Tracker, scenario: Scenario): string[] {
  const alive = issuesOn(tracker.store).filter(({ reason }) => reason !== 'duplicate')
  const progress = alive.filter(({ title }) => title.startsWith('Phase 4 progress: '))
  const byTask = new Map<string, Seen[]>()
  for (const issue of alive.filter((other) => !progress.includes(other))) {
    const id = issue.title.split(':')[0]!
    byTask.set(id, [...(byTask.get(id) ?? []), issue])
  }
  const number = (id: string) => byTask.get(id)?.[0]?.number
  const expected = Object.entries(scenario.tasks)
  const holders = [...byTask].filter(([, [issue]]) => issue?.status === 'assigned').map(([id]) => id)
  return [
    ...differ('progress issues', [progress.length], [1]),
    ...differ('tasks with an issue', [...byTask.keys()].sort(), expected.map(([id]) => id).sort()),
    ...[...byTask].flatMap(([id, issues]) => differ(`issues of ${id}`, [issues.length], [1])),
    ...expected.flatMap(([id, blockers]) =>
      differ(
        `blockers of ${id}`,
        byTask.get(id)?.[0]?.blockers ?? [],
        blockers.map((blocker) => number(blocker) ?? 0).sort((a, b) => a - b),
      ),
    ),
    ...expected.flatMap(([id]) => differ(`parent of ${id}`, [byTask.get(id)?.[0]?.parent], [progress[0]?.number])),
    ...differ('tasks with a slot', holders.sort(), [...scenario.holders].sort()),
    ...[...byTask].flatMap(([id, [issue]]) =>
      differ(`states shown on ${id}`, [issue!.status.split(',').filter(Boolean).length], [issue!.open ? 1 : 0]),
    ),
  ]
}

export function differ(what: string, found: readonly unknown[], expected: readonly unknown[]): string[] {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  return a === b ? [] : [`${what}: ${a}, not ${b}`]
}
