import { expect, test, vi } from 'vitest'
import { phaseFileOf } from '../../bench/phase-of-size.ts'
import { createClient } from '../../src/github/client.ts'
import { type RequestRecord, startTracker } from '../../src/local/tracker.ts'
import { launchByTheHour } from './hourly-launch.ts'
import { rehearse } from './rehearsal.ts'
import { minutes, whole } from './tell.ts'

const now = '2026-03-02T10:00:00Z'
/** What a request takes on its way to GitHub and back, in milliseconds: generous. */
const roundTrip = 400

/** Every request of the run that launches a phase, as GitHub sees them. */
async function requestsOfLaunch(tasks: number): Promise<readonly RequestRecord[]> {
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
  try {
    await rehearse(tracker, { files: { '.github/phases/1.yml': phaseFileOf(tasks, { slots: 2 }) }, now })
    return tracker.requests
  } finally {
    await tracker.close()
  }
}

/** Sends the same requests once more, at the pace of the action, with a clock that nobody waits for; seconds. */
async function secondsAtPace(requests: readonly RequestRecord[]): Promise<number> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  try {
    const client = createClient({
      token: 'local-token',
      apiUrl: 'http://nowhere.invalid',
      repository: { owner: 'octo', repo: 'demo' },
      paced: true,
      fetch: () => new Promise((answer) => setTimeout(() => answer(Response.json({})), roundTrip)),
      onWait: () => {},
    })
    const begun = Date.now()
    let ended = 0
    const all = (async () => {
      for (const { method, path } of requests) await client.octokit.request({ method, url: path })
      ended = Date.now()
    })()
    await vi.advanceTimersByTimeAsync(30 * minutes)
    await all
    return (ended - begun) / 1000
  } finally {
    vi.useRealTimers()
  }
}

test.each([
  { tasks: 12, most: 60 },
  { tasks: 100, most: 360 },
])(
  'at the pace that GitHub allows, $tasks tasks are launched in less than $most seconds',
  { timeout: 10 * minutes },
  async ({ tasks, most }) => {
    const requests = await requestsOfLaunch(tasks)
    expect(requests.length).toBeGreaterThan(2 * tasks)
    expect(await secondsAtPace(requests)).toBeLessThan(most)
  },
)

const [many, operationsPerRun] = whole ? [1000, 400] : [130, 120]

test(`${many} tasks are launched by one run an hour within GitHub's limits of an hour, with the first picks in the first`, {
  timeout: 20 * minutes,
}, async () => {
  const hours = await launchByTheHour(phaseFileOf(many), operationsPerRun, (each) => each)
  expect(hours.length).toBeGreaterThan(2)
  expect(hours.at(-1)).toMatchObject({ isQuiet: true, writes: 0 })
  expect(hours[0]!.picked.length).toBeGreaterThan(0)
  for (const { requests, creations, refusals } of hours) {
    expect(requests).toBeLessThanOrEqual(1000)
    expect(creations).toBeLessThanOrEqual(500)
    expect(refusals).toBe(0)
  }
})
