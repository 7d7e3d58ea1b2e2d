import type { Outcome, Stop } from '../decide.ts'
import type { Operation } from '../operation.ts'
import type { EarlyEndCode, FailureCode, WarningCode } from '../troubleshooting/codes.ts'
import type { Message, Reason } from '../troubleshooting/message.ts'

/** What a run did, and why it did no more. */
export interface RunReport {
  /** How everything stands; undefined where the run could not find out. */
  readonly outcome: Outcome | undefined
  /** Set where the run must not go on until a person answers. */
  readonly stop: Stop | undefined
  /** Operations done, or, in a dry run, those that would be. */
  readonly operations: readonly Operation[]
  /** Operations that were left to the next run. */
  readonly left: number
  /** Why some were left, or why the run could not look at all. */
  readonly cutShort: Reason<EarlyEndCode> | undefined
  /** Things that went wrong with single issues. */
  readonly warnings: readonly Message<WarningCode>[]
  /** Something that only a change of the workflow or of the token's rights mends. */
  readonly error: Message<FailureCode> | undefined
  /** Tasks that this run gave a slot to. */
  readonly picked: readonly string[]
  /** Tasks whose worker this run started. */
  readonly spawned: readonly string[]
  /** Phases that were completed by this run. */
  readonly completed: readonly string[]
}
