import { layered } from '../../src/local/faults.ts'
import type { Intercept } from '../../src/local/intercept.ts'
import { startTracker, type Tracker } from '../../src/local/tracker.ts'
import { onTheWallClock } from './disturbances.ts'
import { rehearse } from './rehearsal.ts'

/** What one hour of a launch came to. */
export interface Hour {
  readonly requests: number
  readonly writes: number
  /** Issues, links and sub-issues: what GitHub counts as creating content. */
  readonly creations: number
  /** Answers that said no because of a limit. */
  readonly refusals: number
  readonly picked: readonly string[]
  /** When the run ended, minutes after it began. */
  readonly minutes: number
  readonly isQuiet: boolean
}

/** Milliseconds between two writes, which is the pace of src/github/client.ts, and for an answer to a question. */
const writeTakes = 800
const readTakes = 200
const anHour = 3_600_000
const mostHours = 24

/**
 * Launches a phase with one run an hour on a tracker that keeps GitHub's limits, until a run finds nothing to do. The
 * tracker's clock moves by what each request takes on GitHub at the action's pace: nobody waits. `then` sees the tracker
 * as the launch has left it.
 */
export async function launchByTheHour<T>(
  file: string,
  operationsPerRun: number,
  then: (hours: readonly Hour[], tracker: Tracker) => T | Promise<T>,
): Promise<T> {
  const start = Date.parse('2026-03-02T10:00:00Z')
  const time = { now: start }
  const tracker = await startTracker({
    now: () => new Date(time.now),
    behaviour: { secondaryLimit: true },
  })
  tracker.setIntercept(layered(onTheWallClock(tracker.store), takingTime(time)))
  const hours: Hour[] = []
  try {
    while (hours.length < mostHours && hours.at(-1)?.isQuiet !== true) {
      time.now = start + hours.length * anHour
      hours.push(await oneHour(tracker, file, operationsPerRun, time))
    }
    return await then(hours, tracker)
  } finally {
    await tracker.close()
  }
}

function takingTime(time: { now: number }): Intercept {
  return ({ method, path }, proceed) => {
    time.now += method === 'GET' || path === '/graphql' ? readTakes : writeTakes
    return proceed()
  }
}

async function oneHour(tracker: Tracker, file: string, budget: number, time: { now: number }): Promise<Hour> {
  const [begun, before] = [time.now, tracker.requests.length]
  const report = await rehearse(tracker, {
    files: { '.github/phases/1.yml': file },
    now: new Date(begun).toISOString(),
    budget,
    onWait: (seconds) => {
      time.now += 1000 * seconds
    },
  })
  if (report === 'failed') throw new Error('GitHub could not be read')
  const asked = tracker.requests.slice(before)
  const writes = asked.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
  return {
    requests: asked.length,
    writes: writes.length,
    creations: writes.filter(({ path, status }) => status === 201 && creation.test(path)).length,
    refusals: asked.filter(({ status }) => status === 403 || status === 429).length,
    picked: report.picked,
    minutes: (time.now - begun) / 60_000,
    isQuiet: writes.length === 0,
  }
}

const creation = /\/(issues|comments|sub_issues|blocked_by)$/
