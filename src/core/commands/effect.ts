import type { Question } from '../observation.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { Claim } from '../records/claim.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { TaskRecord } from '../records/task-record.ts'
import type { PhaseView } from '../tasks/task-view.ts'
import type { Phrase } from '../text/phrase.ts'
import type { RefusalCode } from '../troubleshooting/codes.ts'
import type { Reason } from '../troubleshooting/message.ts'
import type { Brake } from '../workers/spawn-limit.ts'
import type { World } from '../world.ts'
import type { Letter, OpenCommand } from './inbox.ts'

/** Why a command is not carried out. */
export type Refusal = Reason<RefusalCode, Phrase>

/** What a command comes to. */
export type Effect =
  /** Something has to be known first. */
  | { readonly do: 'ask'; readonly questions: readonly Question[] }
  /** It was begun, and goes on when GitHub has done its part. */
  | { readonly do: 'wait' }
  | ({ readonly do: 'refuse' } & Refusal)
  /** Refused without a word: shown by a reaction alone. */
  | { readonly do: 'dismiss' }
  /** The records of tasks change. */
  | { readonly do: 'change'; readonly task: string; readonly record: TaskRecord }
  | { readonly do: 'change-phase'; readonly phase: string; readonly record: Partial<ProgressRecord> }
  /** The worker of a task is to be started; `claim` is what it would run under. */
  | { readonly do: 'start'; readonly task: string; readonly claim: Claim }
  | { readonly do: 'answer'; readonly what: 'why' | 'status' | 'help' | 'report' }

export interface CommandContext {
  readonly world: World
  readonly blocking: ReadonlyMap<string, Blocking>
  /** Why no worker may be started in a phase just now; undefined where one may. */
  readonly brake: (phase: PhaseView) => Brake | undefined
}

/** One command of a letter. */
export type Pending = Letter & OpenCommand
