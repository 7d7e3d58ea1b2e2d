import type { ProgressRecord } from '../records/progress-record.ts'
import { longInstant, shortInstant } from '../records/record-columns.ts'
import type { PhaseView } from '../tasks/task-view.ts'
import { counted } from '../text/counted.ts'
import type { Phrase } from '../text/phrase.ts'
import { aDay, aMinute } from '../time/calendar.ts'
import type { Reason } from '../troubleshooting/message.ts'

export type Brake = Reason<'phase-paused' | 'spawn-limit-day' | 'spawn-limit-failures', Phrase>

/** Clocks of runners differ; an instant further ahead than this is some wrong clock's. */
const mostAhead = 5 * aMinute
/** How many starts, or failures, the progress issue remembers. */
const mostRemembered = 200

/**
 * Why no worker may be started in a phase just now: somebody paused it, or its limit of starts is reached. `begun` counts
 * starts that no record holds yet.
 */
export function brakeOf(phase: PhaseView, now: number, begun = 0): Brake | undefined {
  const { record } = phase
  if (record.paused !== undefined)
    return {
      code: 'phase-paused',
      reason: [`phase ${phase.phase.id} was paused by ${record.paused.by}: /phase resume lets it go on`],
    }
  const { perDay, failuresInARow } = phase.phase.spawnLimit
  const started = since('starts', Math.max(now - aDay, resumedAt(phase, now)), phase).length + begun
  if (started >= perDay) {
    return {
      code: 'spawn-limit-day',
      reason: [
        `${counted(started, 'worker')} ${started === 1 ? 'was' : 'were'} started within a day, as many as spawn_limit allows: /phase resume lets it go on`,
      ],
    }
  }
  const failures = since('failures', lastGood(phase, now), phase).length
  if (failures < failuresInARow) return undefined
  return {
    code: 'spawn-limit-failures',
    reason: [
      `${counted(failures, 'attempt')} in a row failed, as many as spawn_limit allows: see why, then /phase resume lets it go on`,
    ],
  }
}

/**
 * What the progress issue remembers of starts and failures. Tasks remember their own; but their issues are open to whoever
 * may write, workers among them, and a record that is lost there must not take the brake off. What is too old to count
 * goes only where something new comes, so that no run writes for it alone.
 */
export function nextTries(phase: PhaseView, now: number): Pick<ProgressRecord, 'starts' | 'failures'> {
  return {
    starts: next(phase.record.starts, since('starts', now - aDay, phase)),
    failures: next(phase.record.failures, since('failures', lastGood(phase, now), phase)),
  }
}

function next(known: readonly string[], all: readonly string[]): readonly string[] {
  if (all.every((key) => known.includes(key))) return known
  return [...all].sort((a, b) => instantOf(a) - instantOf(b) || (a < b ? -1 : 1)).slice(-mostRemembered)
}

/** Starts or failures after an instant, each once, as `<number of the issue>@<when>`. */
function since(what: 'starts' | 'failures', after: number, { record, tasks }: PhaseView): readonly string[] {
  const own = tasks.flatMap(({ number, record: task }) =>
    (task?.[what] ?? []).filter((at) => Date.parse(at) > after).map((at) => `${number}@${shortInstant(at)}`),
  )
  return [...new Set([...record[what], ...own])].filter((key) => instantOf(key) > after)
}

/** NaN where somebody has damaged it: that counts for nothing. */
function instantOf(key: string): number {
  return Date.parse(longInstant(key.slice(key.indexOf('@') + 1)))
}

/** Milliseconds since 1970; 0 where nobody has let the phase go on, or a clock that was far ahead says so. */
function resumedAt({ record }: PhaseView, now: number): number {
  const at = Date.parse(record.resumed ?? '')
  return at <= now + mostAhead ? at : 0
}

/** Since when failures count: the last attempt that ended well, over all tasks, or when somebody let the phase go on. */
function lastGood(phase: PhaseView, now: number): number {
  const ends = phase.tasks.flatMap(({ record, issue, outcome }) => {
    const green = record?.claim?.end?.how === 'green' ? [record.claim.end.at] : []
    return outcome === 'done' && record !== undefined && record.claims > 0 ? [...green, issue?.closedAt ?? ''] : green
  })
  return Math.max(resumedAt(phase, now), ...ends.filter((at) => at !== '').map((at) => Date.parse(at)))
}
