import { expect, test, vi } from 'vitest'
import type { RunReport } from '../../src/core/report/run-report.ts'
import { outcomeSentence } from '../../src/core/report/summary.ts'
import { createClient } from '../../src/github/client.ts'
import { send } from '../../src/github/request.ts'
import { Trouble } from '../../src/github/trouble.ts'
import { layered, nth, primaryLimit, refusedBefore, secondaryLimit } from '../../src/local/faults.ts'
import type { Intercept } from '../../src/local/intercept.ts'
import { startTracker, type Tracker } from '../../src/local/tracker.ts'
import { issuesOn } from '../run/board.ts'
import { onTheWallClock } from './disturbances.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'
import { launch } from './scenarios.ts'
import { whole } from './tell.ts'
import { compare, onTracker, requestsOf, runToQuiet } from './trial.ts'

const minutes = 60_000

function large(tasks: number): string {
  const lines = Array.from({ length: tasks }, (_, at) => {
    const waits = at < 10 ? '' : `, depends_on: [t${at - 10}]`
    return `  - { id: t${at}, title: Task ${at}, priority: ${at === tasks - 1 ? 1 : 2}${waits} }`
  })
  return `phase: 4\ntitle: Release readiness\ntasks:\n${lines.join('\n')}\n`
}

async function untilQuiet(tracker: Tracker, rehearsal: Rehearsal, most: number): Promise<RunReport[]> {
  const reports: RunReport[] = []
  for (let run = 0; run < most; run++) {
    const report = await rehearse(tracker, rehearsal)
    if (report === 'failed') throw new Error('a run failed')
    reports.push(report)
    if (report.operations.length === 0 && report.cutShort === undefined) return reports
  }
  return reports
}

const [tasks, budget] = whole ? [300, 400] : [60, 80]

test(`a launch of ${tasks} tasks goes on over several runs, with its first picks in the first and every issue once`, {
  timeout: 10 * minutes,
}, async () => {
  const tracker = await startTracker({ behaviour: { primaryLimit: { installation: 1_000_000, user: 1_000_000 } } })
  try {
    const rehearsal = { files: { '.github/phases/4.yml': large(tasks) }, now: '2026-02-23T04:15:00Z', budget }
    const reports = await untilQuiet(tracker, rehearsal, 12)
    expect(reports[0]?.picked).toHaveLength(2)
    expect(issuesOn(tracker.store).filter(({ status }) => status === 'assigned')).toHaveLength(2)
    const cut = reports.filter(({ cutShort }) => cutShort !== undefined)
    expect(cut.length).toBeGreaterThan(0)
    expect(reports.length).toBeGreaterThan(2)
    for (const report of cut) {
      expect(report.left).toBeGreaterThan(0)
      expect(outcomeSentence(report, false)).toBe(
        `${report.operations.length} of ${report.operations.length + report.left} done, because the limit of operations for one run is reached; the next run continues.`,
      )
    }
    for (const report of reports)
      expect([report.error, report.stop, report.warnings]).toEqual([undefined, undefined, []])
    expect(reports.at(-1)?.operations).toEqual([])
    const titles = issuesOn(tracker.store).map(({ title }) => title)
    expect(titles).toHaveLength(tasks + 1)
    expect(new Set(titles).size).toBe(tasks + 1)
    for (const { title, blockers } of issuesOn(tracker.store)) {
      const at = Number(/^t(\d+):/.exec(title)?.[1] ?? 0)
      expect(blockers, title).toHaveLength(at < 10 ? 0 : 1)
    }
  } finally {
    await tracker.close()
  }
})

/** Runs mostly wait, so that many go side by side. */
async function sideBySide(items: readonly number[], each: (item: number) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await each(next)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

/** A sample of the requests, or all of them. */
async function requestsOfLaunch(step: number): Promise<number[]> {
  const all = (await requestsOf(launch)).length
  return Array.from({ length: all }, (_, at) => at).filter((at) => whole || at % step === 1)
}

test('the hourly limit, with its reset in 40 minutes, ends a run at any request without a wait, and the next ones go on', {
  timeout: 10 * minutes,
}, async () => {
  let struck = 0
  const strikeAt = (at: number) =>
    onTracker(launch, async (tracker, rehearsal) => {
      const start = Date.parse(rehearsal.now)
      const waits: string[] = []
      const onWait = (seconds: number, why: string) => waits.push(`${seconds} ${why}`)
      tracker.setIntercept(layered(onTheWallClock(tracker.store), primaryLimit(tracker.store, at)))
      const report = await rehearse(tracker, { ...rehearsal, onWait })
      const refused = tracker.requests.filter(({ status }) => status === 403)
      expect(waits, `waits at request ${at}`).toEqual([])
      expect(refused.length, `refusals at request ${at}`).toBeGreaterThan(0)
      // Whose token it is is asked twice more in other ways before a run is given up.
      expect(refused.length, `refusals at request ${at}`).toBeLessThanOrEqual(at === 0 ? 3 : 1)
      if (report !== 'failed') {
        expect(report.cutShort, `at request ${at}`).toMatchObject({ code: 'rate-limited' })
        expect(report.error).toBeUndefined()
      }
      const tried = await rehearse(tracker, { ...rehearsal, onWait })
      expect(tried === 'failed' || tried.operations.length === 0, 'nothing is done before the reset').toBe(true)
      tracker.setNow(() => new Date(start + 41 * minutes))
      const later = { ...rehearsal, now: new Date(start + 41 * minutes).toISOString() }
      expect(await runToQuiet(tracker, later), `after request ${at}`).toEqual([])
      expect(compare(tracker, launch), `after request ${at}`).toEqual([])
      expect(issuesOn(tracker.store), `after request ${at}`).toHaveLength(6)
      struck += 1
    })
  await sideBySide(await requestsOfLaunch(5), strikeAt)
  console.log(`hourly limit: ${struck} requests tried, ${struck} survived`)
  expect(struck).toBeGreaterThan(5)
})

/** A client of its own, to count what is sent for one request. */
async function withClient<T>(
  intercept: Intercept | undefined,
  then: (client: ReturnType<typeof createClient>, tracker: Tracker, waits: string[]) => Promise<T>,
): Promise<T> {
  const tracker = await startTracker({ ...(intercept === undefined ? {} : { intercept }) })
  const waits: string[] = []
  const [owner, repo] = tracker.repository.split('/') as [string, string]
  const client = createClient({
    token: 'local-token',
    apiUrl: tracker.url,
    repository: { owner, repo },
    paced: false,
    fetch,
    onWait: (seconds, why) => waits.push(`${seconds} s, because ${why}`),
  })
  try {
    return await then(client, tracker, waits)
  } finally {
    await tracker.close()
  }
}

type Client = ReturnType<typeof createClient>

const openLabel = (client: Client) =>
  send(
    client,
    (octokit, place) => octokit.rest.issues.createLabel({ ...place, name: 'one', color: 'ffffff' }),
    () => 'done' as const,
  ).catch((error: unknown) => (error instanceof Trouble ? error.kind : String(error)))

const listLabels = (client: Client) =>
  send(
    client,
    (octokit, place) => octokit.rest.issues.listLabelsForRepo(place),
    () => 'done' as const,
  ).catch((error: unknown) => (error instanceof Trouble ? error.kind : String(error)))

const waiting: readonly {
  readonly name: string
  readonly refusals: number
  readonly retryAfter?: number
  readonly status?: 403 | 429
  readonly result: string
  readonly waits: readonly string[]
}[] = [
  { name: 'once, asking for 30 seconds', refusals: 1, retryAfter: 30, result: 'done', waits: ['30 s'] },
  {
    name: 'once as 429, asking for 30 seconds',
    refusals: 1,
    retryAfter: 30,
    status: 429,
    result: 'done',
    waits: ['30 s'],
  },
  { name: 'once, asking for 90 seconds', refusals: 1, retryAfter: 90, result: 'done', waits: ['90 s'] },
  { name: 'once, asking for 91 seconds', refusals: 1, retryAfter: 91, result: 'limited', waits: [] },
  { name: 'once, without saying how long', refusals: 1, result: 'done', waits: ['60 s'] },
  { name: 'twice', refusals: 2, retryAfter: 10, result: 'done', waits: ['10 s', '10 s'] },
  { name: 'three times', refusals: 3, retryAfter: 10, result: 'limited', waits: ['10 s', '10 s'] },
]

for (const { name, refusals, retryAfter, status, result, waits } of waiting) {
  test(`a write refused ${name} is ${result === 'done' ? 'done after a wait that is told' : 'left to the next run'}`, async () => {
    let refused = 0
    const when = () => refused++ < refusals
    const intercept = secondaryLimit(when, {
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(status === undefined ? {} : { status }),
    })
    await withClient(intercept, async (client, tracker, told) => {
      expect(await openLabel(client)).toBe(result)
      expect(told).toEqual(waits.map((seconds) => `${seconds}, because requests came too fast`))
      expect(tracker.requests).toHaveLength(waits.length + 1)
    })
  })
}

for (const how of ['500', '502', '503', 'reset'] as const) {
  test(`a read is repeated after ${how}, twice at most, and a POST never`, async () => {
    await withClient(
      refusedBefore(
        nth(() => true, 0),
        how,
      ),
      async (client, tracker) => {
        expect(await listLabels(client)).toBe('done')
        expect(tracker.requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
      },
    )
    await withClient(
      refusedBefore(() => true, how),
      async (client, tracker) => {
        expect(await listLabels(client)).toBe('unknown')
        expect(tracker.requests).toHaveLength(3)
      },
    )
    await withClient(
      refusedBefore(() => true, how),
      async (client, tracker) => {
        expect(await openLabel(client)).toBe('unknown')
        expect(tracker.requests.map(({ method }) => method)).toEqual(['POST'])
      },
    )
  })
}

test('writes of whatever kind that are asked for at once leave one by one, never more than 80 in a minute', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  try {
    const sent: number[] = []
    const client = createClient({
      token: 'local-token',
      apiUrl: 'http://nowhere.invalid',
      repository: { owner: 'octo', repo: 'demo' },
      paced: true,
      fetch: async (_, init) => {
        if (init?.method !== 'GET') sent.push(Date.now())
        return Response.json({})
      },
      onWait: () => {},
    })
    const place = { owner: 'octo', repo: 'demo' }
    const { issues } = client.octokit.rest
    const all = Promise.all(
      Array.from({ length: 40 }, (_, at) => [
        issues.create({ ...place, title: `Task ${at}` }),
        issues.update({ ...place, issue_number: at + 1, body: '' }),
        issues.createComment({ ...place, issue_number: at + 1, body: 'one' }),
        issues.addLabels({ ...place, issue_number: at + 1, labels: ['bug'] }),
        issues.get({ ...place, issue_number: at + 1 }),
      ]).flat(),
    )
    await vi.advanceTimersByTimeAsync(5 * minutes)
    await all
    expect(sent).toHaveLength(160)
    for (const [at, time] of sent.entries()) {
      if (at > 0) expect(time - sent[at - 1]!).toBeGreaterThanOrEqual(minutes / 80)
      expect(sent.filter((other) => other >= time && other < time + minutes).length).toBeLessThanOrEqual(80)
    }
  } finally {
    vi.useRealTimers()
  }
})
