import { expect, test } from 'vitest'
import { createClient } from '../../src/github/client.ts'
import { identify } from '../../src/github/identify.ts'
import { type RequestRecord, startTracker, type Tracker } from '../../src/local/tracker.ts'
import { carryOutRemoval, findRemoval } from '../../src/removal.ts'
import { issuesOn } from '../run/board.ts'
import { Person } from '../run/person.ts'
import { disturbances } from './disturbances.ts'
import { tryEach } from './matrix.ts'
import { rehearse } from './rehearsal.ts'
import { whole } from './tell.ts'
import { differ, disturbedRun, type Trial, undisturbed } from './trial.ts'

const now = '2026-02-23T04:15:00Z'
const adoptedNumber = 1
const files = {
  '.github/phases/4.yml': `phase: 4
title: Release readiness
milestone: v1.0.0
slots: 1
streams: { doc: { title: Documentation } }
tasks:
  - { id: guide, title: Guide, stream: doc, priority: 1 }
  - { id: mine, title: Adopted, issue: ${adoptedNumber}, depends_on: [guide] }
  - { id: helm, title: Helm charts, depends_on: [mine] }
  - { id: talk, title: Talked of, depends_on: [helm] }
`,
  '.github/phases/5.yml': 'phase: 5\ntitle: Next\ntasks: [{ id: other, title: Other, priority: 1 }]\n',
}

/** Two phases are launched; of the one to be removed an issue is adopted, and one was commented on. */
async function launched(): Promise<Tracker> {
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
  const person = new Person(tracker, 'octocat-token')
  await person.open('Adopted', 'My text.', ['docs'])
  await rehearse(tracker, { files, now })
  await person.comment('talk', 'I am on it.')
  await person.label(await person.open('A stranger', 'Text.', ['status:blocked']), 'stream:doc')
  return tracker
}

class Killed extends Error {}

async function remove(tracker: Tracker, alive: () => boolean = () => true): Promise<boolean> {
  const [owner, repo] = tracker.repository.split('/') as [string, string]
  const mortal: typeof fetch = async (input, init) => {
    if (!alive()) throw new Killed()
    const answer = await fetch(input, init)
    if (!alive()) throw new Killed()
    return answer
  }
  const access = { apiUrl: tracker.url, repository: { owner, repo }, paced: false, fetch: mortal, onWait: () => {} }
  const client = createClient({ ...access, token: 'octocat-token' })
  try {
    const me = await identify(undefined, client)
    const removal = await findRemoval(client, { me, trustedAuthors: ['github-actions[bot]'] }, ['4'])
    const { failed } = await carryOutRemoval(removal, client, () => {})
    return failed.length === 0 && removal.steps.length === 0
  } catch (error) {
    if (error instanceof Error && error.name === 'Trouble') return false
    if (!alive()) return false
    throw error
  }
}

/** Everything that people see, numbers and texts included. */
function seen(tracker: Tracker): unknown[] {
  const { labels, milestones } = tracker.store
  return [
    ...issuesOn(tracker.store),
    labels.map(({ name }) => name).sort(),
    milestones.map(({ title, state }) => `${title} ${state}`),
  ]
}

const mostCleanCalls = 4

async function tryOut(
  disturbance: Parameters<typeof disturbedRun>[1],
  request: number,
  end: unknown[],
): Promise<Trial> {
  const tracker = await launched()
  try {
    const struck = await disturbedRun(tracker, disturbance, request, (alive) => remove(tracker, alive))
    if (struck === undefined) return undisturbed
    let calls = 0
    while (calls < mostCleanCalls && !(await remove(tracker))) calls++
    const mismatches = [
      ...(calls === mostCleanCalls ? ['something is still written'] : []),
      ...seen(tracker).flatMap((each, at) => differ(`place ${at}`, [each], [end[at]])),
    ]
    return { disturbed: true, request: `${struck.method} ${struck.path}`, mismatches, duplicates: 0 }
  } finally {
    await tracker.close()
  }
}

/** What an undisturbed removal asks, and how all stands after it. */
async function undisturbedRemoval(): Promise<{ requests: readonly RequestRecord[]; end: unknown[] }> {
  const tracker = await launched()
  const before = tracker.requests.length
  await remove(tracker)
  const requests = tracker.requests.slice(before)
  expect(await remove(tracker)).toBe(true)
  const end = seen(tracker)
  await tracker.close()
  return { requests, end }
}

const minutes = 60_000

test('after any fault or kill at any request of a removal, the same call brings all to the same end', {
  timeout: 40 * minutes,
}, async () => {
  const { requests, end } = await undisturbedRemoval()
  const sample = { share: whole ? 1 : 0.06, seed: Number(process.env.FAULTS_SEED ?? 1) }
  const tally = await tryEach(requests, disturbances, (disturbance, at) => tryOut(disturbance, at, end), sample)
  console.log(`a removal: ${tally.tried} tried of ${requests.length} requests, ${tally.survived} survived`)
  expect(tally.failures).toEqual([])
  expect(tally.tried).toBeGreaterThan(0)
})

test('a removal leaves what is another phase’s, adopted, talked of or a stranger’s', {
  timeout: 5 * minutes,
}, async () => {
  const { end } = await undisturbedRemoval()
  const issues = end.slice(0, -2) as ReturnType<typeof issuesOn>
  expect(
    issues
      .filter(({ open }) => open)
      .map(({ title }) => title)
      .sort(),
  ).toEqual(['A stranger', 'Adopted', 'Phase 5 progress: Next', 'other: Other', 'talk: Talked of'])
  expect(issues.find(({ number }) => number === adoptedNumber)).toMatchObject({ body: 'My text.', labels: ['docs'] })
  expect(end.at(-1)).toEqual(['v1.0.0 open', 'Phase 5: Next open'])
})
