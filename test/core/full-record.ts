import type { Claim } from '../../src/core/records/claim.ts'
import { emptyProgressRecord, type ProgressRecord } from '../../src/core/records/progress-record.ts'
import { shortInstant } from '../../src/core/records/record-columns.ts'
import { openStates } from '../../src/core/records/task-record.ts'
import { nothingTold } from '../../src/core/records/told.ts'

/** Always the same numbers that look random (Park and Miller, 1988). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** As people number tasks, twelve characters long: `p4-docs-0417`. */
export const usualId = (at: number): string =>
  `p4-${['docs', 'perf', 'test', 'devo'][at % 4]}-${String(at).padStart(4, '0')}`

/** As long as an id can be, and with nothing in common with the one before. */
export function longestId(at: number): string {
  const next = numbersFrom(at + 1)
  const letters = Array.from({ length: 27 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[next(36)])
  return `x${letters.join('')}${String(at).padStart(4, '0')}`
}

const begin = Date.parse('2026-02-22T12:00:00Z')

/** A record with all that it can hold of each task, and as many letters as are kept. */
export function fullRecord(ids: readonly string[], atWork = 10): ProgressRecord {
  const next = numbersFrom(7)
  const instant = () => new Date(begin + next(60 * 24 * 3600) * 1000).toISOString()
  const letter = (at: number) => ({
    key: `digest 2026-03-0${at}`,
    at: instant(),
    notice: {
      title: 'Phase 4: 7 of 12 done',
      lead: [['7 of 12 done']],
      sections: [{ title: 'Done', lines: Array.from({ length: 40 }, (_, row) => [`${row} ${'a title '.repeat(7)}`]) }],
      progressIssue: 1,
    },
    comment: ['octocat'],
    slack: true,
  })
  return {
    ...emptyProgressRecord,
    file: '.github/phases/4.yml',
    tasks: new Map(ids.map((id, at) => [id, 1200 + at + next(3)])),
    picks: new Map(ids.slice(0, atWork).map((id) => [id, instant()])),
    claims: new Map(ids.slice(0, atWork).map((id) => [id, claimOf(id)])),
    claimed: new Map(ids.map((id) => [id, 1 + next(4)])),
    starts: Array.from({ length: 20 }, () => `${1200 + next(1000)}@${shortInstant(instant())}`),
    failures: Array.from({ length: 3 }, () => `${1200 + next(1000)}@${shortInstant(instant())}`),
    labels: ['phase:4', 'phase-task', ...ids.slice(0, 6).map((id) => `stream:${id}`)],
    read: new Map(
      ids.map((_, at) => [
        String(1200 + at * 3),
        { count: 1 + next(40), at: instant(), id: 3_950_000_000 + next(2 ** 28) },
      ]),
    ),
    swept: '2026-03-01',
    outlook: {
      on: '2026-03-01',
      finish: '2026-03-02',
      p85: '2026-03-05',
      steady: '0a1b2c3d',
      dates: '0a1b2c3d',
      whole: '0a1b2c3d',
      played: {
        p50: '2026-03-03',
        p85: '2026-03-05',
        gain: { hours: 12.333333333333334, date: '2026-03-01', task: ids[0]!, priorityCostHours: 3.3333333333333335 },
      },
    },
    told: {
      ...nothingTold,
      base: {
        date: '2026-02-28',
        states: new Map(ids.map((id) => [id, openStates[next(openStates.length)]!])),
        decisions: ['0a1b2c3d', '1a1b2c3d'],
        dates: { start: '2026-02-22', target: '2026-03-08', timezone: 'America/New_York' },
        verdict: 'at risk',
        changed: instant(),
      },
      launched: true,
      letters: [1, 2, 3].map(letter),
    },
    mirror: {
      jobs: '0123abcd',
      backlog: '4567cdef',
      tasks: new Map(
        ids.map((id) => [
          id,
          next(2 ** 31)
            .toString(16)
            .padStart(8, '0'),
        ]),
      ),
      ended: [],
      refused: undefined,
    },
  }
}

function claimOf(id: string): Claim {
  return {
    number: 2,
    attempt: 1,
    model: 'sonnet',
    worker: 'run',
    since: '2026-02-22T12:00:00.000Z',
    by: 'octocat',
    command: '3950000000.0',
    workflow: 'worker.yml',
    logins: [],
    lock: 300_000_000,
    started: '2026-02-22T12:00:05.000Z',
    run: 17_000_000_000 + id.length,
    heartbeat: '2026-02-22T13:00:00.000Z',
    percent: 40,
    plan: '0a1b2c3d',
    giveUp: undefined,
    cancelled: undefined,
    release: undefined,
    end: undefined,
  }
}
