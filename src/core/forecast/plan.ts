import type { Phase } from '../phase.ts'
import type { Rankable } from '../picks/rank.ts'

/**
 * What is left of a phase, for its forecast. Times are working hours from now. The order of picks comes from what the
 * tasks are as `Rankable`s, so that rule and forecast cannot differ; `effortHours` is the estimate of all of a task, also
 * of one that is at work.
 */
export interface ForecastPlan {
  /** Unfinished tasks, in file order. */
  readonly tasks: readonly ForecastTask[]
  /** Unfinished tasks of other phases that are open at the same time: they take part in the order, and not in the play. */
  readonly elsewhere: readonly Rankable[]
  readonly slots: number
  /** Most tasks of a stream at work at once, by stream; those without a cap are not in it. */
  readonly streamCaps: ReadonlyMap<string, number>
  /** Most tasks at work at once whatever the slots; undefined for no such limit. */
  readonly maxActive: number | undefined
  /** What finished tasks took, for how long the rest will take. */
  readonly finished: readonly FinishedTask[]
}

export interface ForecastTask extends Rankable {
  /** Name of the model that does it; undefined where people do. */
  readonly model: string | undefined
  readonly stream: string | undefined
  /** Globs of the files it works on. */
  readonly paths: readonly string[]
  /** It cannot start earlier: a date is not reached, or what it waits for elsewhere is expected then. */
  readonly notBeforeHours: number
  /** It holds a slot: it goes on at once, whatever the limits say and whatever it waits for. */
  readonly atWork: boolean
  /** Working hours since it came to work; 0 where it did not. */
  readonly takenHours: number
  /** Held or failed: forecast as if it were set free today. */
  readonly assumedFree: boolean
  /** It waits for something outside of which nobody knows whether it ends. */
  readonly endless: boolean
}

export interface FinishedTask {
  readonly model: string | undefined
  /** Both in working hours, both above 0. */
  readonly estimatedHours: number
  readonly tookHours: number
}

/** When one task is at work, in working hours from now. */
export interface ScheduledTask {
  readonly task: string
  /** From 1. Tasks that hold a slot beyond the limits have higher numbers. */
  readonly slot: number
  readonly startHours: number
  readonly finishHours: number
}

/** The streams of a phase that may not use all of its slots. */
export function streamCapsOf({ streams }: Phase): ForecastPlan['streamCaps'] {
  return new Map([...streams.values()].flatMap(({ id, slots }) => (slots === undefined ? [] : [[id, slots]])))
}
