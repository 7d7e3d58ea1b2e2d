import { aMinute } from '../time/calendar.ts'
import { instant, isNumber, isObject, strings, text } from './record-fields.ts'

/**
 * The record that one worker has one attempt at one task. It is written before the worker is started, so that no run
 * that comes after ever starts a second one for it.
 */
export interface Claim {
  /** Counts every start of the task; never goes back. */
  readonly number: number
  /** Counts the tries since the task was last set going by a person, from 1. */
  readonly attempt: number
  /** Name of the model; undefined where a person does it. */
  readonly model: string | undefined
  /** `run`: a dispatched workflow. `agent`: assigned, or a job of somebody's own workflow. `person`: never hurried. */
  readonly worker: 'run' | 'agent' | 'person'
  /** Instant (ISO) at which it was taken. */
  readonly since: string
  /** Who asked for it; undefined where it started by itself. */
  readonly by: string | undefined
  /** Key of the command that made it; undefined where none did. */
  readonly command: string | undefined
  /** File name of the dispatched workflow; empty where none is. */
  readonly workflow: string
  /** Logins that do the work. */
  readonly logins: readonly string[]
  /** Id of our reaction on the task's issue by which it was won over other runs; undefined for a person's. */
  readonly lock: number | undefined
  /** Instant (ISO) at which GitHub answered that the worker is started; undefined before. */
  readonly started: string | undefined
  /** Id of the dispatched run, once known. */
  readonly run: number | undefined
  /** Instant (ISO, GitHub's time) of the newest sign of life that somebody gave. */
  readonly heartbeat: string | undefined
  readonly percent: number | undefined
  /** Checksum of what the file said of the task when the worker started. */
  readonly plan: string
  /** Why its run is being cancelled, until that has ended. */
  readonly giveUp: GiveUp | undefined
  /** Instant (ISO) at which GitHub was last asked to cancel its run. */
  readonly cancelled: string | undefined
  /** Key of the command that gave it up. */
  readonly release: string | undefined
  /** `why`: what GitHub said when it refused the start. */
  readonly end: { readonly at: string; readonly how: ClaimEnd; readonly why?: string } | undefined
}

/** `release`: somebody gave it back; `hold`: somebody wants it held at once; `silence`: no sign of life for too long. */
export type GiveUp = 'release' | 'hold' | 'silence'

/**
 * How a worker ended. `green`: by itself, well. `failed`: its run failed or was cancelled by others. `lost`: its run
 * never appeared, or is gone. `silent`: no sign of life for too long. `released`: by `/release` or `/hold now`.
 * `refused`: GitHub did not take the start.
 */
export type ClaimEnd = 'green' | 'failed' | 'lost' | 'silent' | 'released' | 'refused'

/** Milliseconds after which no run that took a claim can still be about to start its worker: another one takes it over. */
export const claimSettles = 10 * aMinute
/** Milliseconds after its claim from which a run starts nothing any more. */
export const startsWithin = 3 * aMinute

/**
 * Whether something that GitHub made at an instant (ISO) was made just now, by any of several clocks (milliseconds):
 * where they differ, the one that says so is believed.
 */
export function isJustMade(instant: string, clocks: readonly number[]): boolean {
  const made = Date.parse(instant)
  return clocks.some((clock) => clock - made > -2 * aMinute && clock - made < claimSettles)
}

/** The name that the worker's run bears: `p4-1-1#2`. */
export function claimName(task: string, claim: Pick<Claim, 'number'>): string {
  return `${task}#${claim.number}`
}

/** Whether a run's name shows a claim, and not one that merely begins or ends like it. */
export function bearsClaim(title: string, claim: string): boolean {
  for (let at = title.indexOf(claim); at !== -1; at = title.indexOf(claim, at + 1)) {
    const before = title[at - 1] ?? ' '
    const after = title[at + claim.length] ?? ' '
    if (!/[\w.-]/.test(before) && !/[\w]/.test(after)) return true
  }
  return false
}

export function ended(claim: Claim, how: ClaimEnd, at: number): Claim {
  return { ...claim, end: { at: new Date(at).toISOString(), how } }
}

export function isOver(claim: Claim | undefined): boolean {
  return claim === undefined || claim.end !== undefined
}

/** Whether an end uses up an attempt. What a person asked for and GitHub refused does not: that person was told. */
export function isFailure(claim: Claim): boolean {
  const how = claim.end?.how
  return how === 'failed' || how === 'lost' || how === 'silent' || (how === 'refused' && claim.by === undefined)
}

const workers: ReadonlySet<unknown> = new Set(['run', 'agent', 'person'] satisfies Claim['worker'][])
const ends: ReadonlySet<unknown> = new Set([
  'green',
  'failed',
  'lost',
  'silent',
  'released',
  'refused',
] satisfies ClaimEnd[])
const reasons: ReadonlySet<unknown> = new Set(['release', 'hold', 'silence'] satisfies GiveUp[])

/** Reads a claim out of a hidden record; undefined where it is none. */
export function parseClaim(value: unknown): Claim | undefined {
  if (!isObject(value) || !isNumber(value.number) || !workers.has(value.worker)) return undefined
  const since = instant(value.since)
  if (since === undefined) return undefined
  return {
    number: value.number,
    attempt: isNumber(value.attempt) ? value.attempt : 1,
    model: text(value.model),
    worker: value.worker as Claim['worker'],
    since,
    by: text(value.by),
    command: text(value.command),
    workflow: text(value.workflow) ?? '',
    logins: strings(value.logins),
    lock: isNumber(value.lock) ? value.lock : undefined,
    started: instant(value.started),
    run: isNumber(value.run) ? value.run : undefined,
    heartbeat: instant(value.heartbeat),
    percent: typeof value.percent === 'number' ? value.percent : undefined,
    plan: text(value.plan) ?? '',
    giveUp: reasons.has(value.giveUp) ? (value.giveUp as GiveUp) : undefined,
    cancelled: instant(value.cancelled),
    release: text(value.release),
    end: parseEnd(value.end),
  }
}

function parseEnd(value: unknown): Claim['end'] {
  if (!isObject(value) || !ends.has(value.how)) return undefined
  const at = instant(value.at)
  const why = text(value.why)
  return at === undefined ? undefined : { at, how: value.how as ClaimEnd, ...(why === undefined ? {} : { why }) }
}
