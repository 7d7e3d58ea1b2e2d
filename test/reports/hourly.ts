import { readPhases } from '../../src/core/phase-file/read.ts'
import type { RunReport } from '../../src/core/report/run-report.ts'
import type { SlackMessage } from '../../src/core/telling/slack-message.ts'
import { aDay, aMinute, localDate } from '../../src/core/time/calendar.ts'
import type { TellSlack } from '../../src/github/apply.ts'
import { killed } from '../../src/local/faults.ts'
import { startTracker, type Tracker } from '../../src/local/tracker.ts'
import { rehearse } from '../faults/rehearsal.ts'
import { type Board, issuesOn, type Seen } from '../run/board.ts'
import { Person } from '../run/person.ts'

const anHour = 60 * aMinute

/** A comment or a Slack message by which people were told something. */
export interface Telling {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly where: 'comment' | 'slack'
  readonly text: string
}

export interface Hour {
  readonly at: number
  /** Ids of the tasks that were closed since the hour before. */
  readonly closed: readonly string[]
  /** `dropped`: GitHub started no run. `killed`: it was killed after some request. */
  readonly run: 'whole' | 'dropped' | 'killed'
  readonly writes: number
  readonly tellings: readonly Telling[]
}

export interface Story {
  readonly files: Readonly<Record<string, string>>
  readonly start: string
  /** How many hours at most; it ends before when nothing is open any more. */
  readonly hours: number
  /** Days that eight hours of work take; 1 unless given. */
  readonly pace?: number
  /** What becomes of the run of an hour, counted from 0. */
  readonly fate?: (hour: number) => Hour['run']
  /** After or before which request it is killed, if it is. */
  readonly killAt?: (hour: number) => number
}

export interface Told {
  readonly hours: readonly Hour[]
  readonly issues: readonly Seen[]
  readonly tellings: readonly Telling[]
}

/**
 * Plays phases hour by hour: whoever has a slot closes the task when the hours of its effort are over (8 to a day, which
 * take the whole of it), and then comes the run of the schedule, unless it is dropped or killed.
 */
export async function playHourly({
  files,
  start,
  hours,
  pace = 1,
  fate = () => 'whole',
  killAt = () => 0,
}: Story): Promise<Told> {
  let now = Date.parse(start)
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
  const messages: Telling[] = []
  const slack = async ({ text, blocks }: SlackMessage) => {
    messages.push({ at: now, where: 'slack', text: `${text}\n${JSON.stringify(blocks)}` })
    return undefined
  }
  const efforts = effortsIn(files)
  const due = new Map<string, number>()
  const played: Hour[] = []
  try {
    for (let hour = 0; hour < hours; hour++, now += anHour) {
      const closed = [...due].flatMap(([id, at]) => (at <= now ? [id] : []))
      for (const id of closed) {
        await new Person(tracker, 'octocat-token').close(id)
        due.delete(id)
      }
      const run = fate(hour)
      const [firstRequest, firstMessage] = [tracker.requests.length, messages.length]
      const before = commentsOn(tracker.store)
      if (run !== 'dropped')
        await lookIn(tracker, { files, now, slack, killedAt: run === 'killed' ? killAt(hour) : undefined })
      const tellings = [...commentsOn(tracker.store).slice(before.length), ...messages.slice(firstMessage)]
      const writes = tracker.requests
        .slice(firstRequest)
        .filter(
          ({ method, path, token }) => method !== 'GET' && !path.startsWith('/graphql') && token === 'local-token',
        )
      played.push({ at: now, closed, run, writes: writes.length, tellings })
      for (const { title, status, open } of issuesOn(tracker.store)) {
        const id = title.split(':')[0]!
        const effort = efforts.get(id)
        if (open && status === 'assigned' && effort !== undefined && !due.has(id))
          due.set(id, now + (effort / 8) * pace * aDay)
      }
      if (due.size === 0 && tracker.store.issues.length > 0 && issuesOn(tracker.store).every(({ open }) => !open)) {
        if (played.at(-1)?.writes === 0) break
      }
    }
    return { hours: played, issues: issuesOn(tracker.store), tellings: played.flatMap(({ tellings }) => tellings) }
  } finally {
    await tracker.close()
  }
}

async function lookIn(
  tracker: Tracker,
  run: {
    readonly files: Story['files']
    readonly now: number
    readonly slack: TellSlack
    readonly killedAt: number | undefined
  },
): Promise<RunReport | 'failed'> {
  let alive = true
  const kill = () => {
    alive = false
  }
  if (run.killedAt !== undefined)
    tracker.setIntercept(killed(run.killedAt, kill, { carriedOut: run.killedAt % 2 === 0 }))
  const rehearsal = { files: run.files, now: new Date(run.now).toISOString(), slack: run.slack }
  const report = await rehearse(tracker, rehearsal, () => alive)
  tracker.setIntercept(undefined)
  return report
}

function effortsIn(files: Story['files']): ReadonlyMap<string, number> {
  const { phases } = readPhases(Object.entries(files).map(([path, text]) => ({ path, text })))
  return new Map(phases.flatMap(({ tasks }) => tasks.map(({ id, effortHours }) => [id, effortHours] as const)))
}

function commentsOn(board: Board): Telling[] {
  return board.comments.map(({ createdAt, body }) => ({ at: Date.parse(createdAt), where: 'comment', text: body }))
}

/** Hour of the day and date that a clock in the zone shows. */
export function clockIn(zone: string, at: number): { readonly date: string; readonly hour: number } {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at)
  return { date: localDate(at, zone), hour: Number(hour) }
}
