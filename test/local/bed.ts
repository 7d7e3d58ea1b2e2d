import { Octokit } from '@octokit/rest'
import { afterEach, expect } from 'vitest'
import { startTracker, type Tracker, type TrackerOptions } from '../../src/local/tracker.ts'
import { checkAnswered, checkExchange, expectContract } from '../contract/contract.ts'

export interface Bed {
  tracker: Tracker
  /** The workflow's token. */
  ours: Octokit
  octocat: Octokit
  reader: Octokit
  as(token: string): Octokit
}

/** Owner and name of the tracker's repository, as octokit's methods want them. */
export const demo = { owner: 'octo', repo: 'demo' }

const noon = '2026-02-22T12:00:00Z'

const open: Tracker[] = []

afterEach(async () => {
  const trackers = open.splice(0)
  for (const tracker of trackers) await tracker.close()
  for (const tracker of trackers) {
    // A request that was refused was wrong on purpose; GitHub's answer to it is still to be right.
    expectContract(tracker, (record) =>
      (record.done?.status ?? 500) < 400 ? checkExchange(record) : checkAnswered(record),
    )
  }
})

/** A tracker that stands at noon, closed after the test, with all its answers held against GitHub's description. */
export async function openBed(options: TrackerOptions = {}): Promise<Bed> {
  const tracker = await startTracker({ now: () => new Date(noon), ...options })
  open.push(tracker)
  const as = (token: string) => new Octokit({ auth: token, baseUrl: tracker.url, log: silent })
  return { tracker, ours: as('local-token'), octocat: as('octocat-token'), reader: as('reader-token'), as }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** The refusal of a request: its status, and GitHub's words. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ status: number; message: string; errors?: unknown[]; headers: Record<string, string> }> {
  const error = await request.then(
    () => expect.fail('the request was not refused'),
    (thrown) => thrown,
  )
  if (error.response === undefined) throw error
  const { status, data, headers } = error.response
  return { status, message: data.message, ...(data.errors && { errors: data.errors }), headers }
}

export async function createIssues(client: Octokit, count: number): Promise<{ id: number; number: number }[]> {
  const made: { id: number; number: number }[] = []
  for (let n = 1; n <= count; n += 1) {
    const { data } = await client.rest.issues.create({ ...demo, title: `Issue ${n}` })
    made.push({ id: data.id, number: data.number })
  }
  return made
}
