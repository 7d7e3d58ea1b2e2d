import type { decisions } from './decisions.ts'
import type { inputs } from './inputs.ts'
import type { plan } from './phase-file-plan.ts'
import type { fileText, yaml } from './phase-file-text.ts'
import type { values } from './phase-file-values.ts'
import type { refusals } from './refusals.ts'
import type { earlyEnds, failures } from './runs.ts'
import type { sources } from './sources.ts'
import type { mirror, slack, warnings } from './warnings.ts'
import type { workers } from './workers.ts'

// Types alone: a message whose code has no entry in the registry does not compile, and the action carries no texts.

type CodesOf<Group extends { readonly entries: object }> = keyof Group['entries']

/** What may be wrong in a phase file. */
export type PhaseFileCode =
  | CodesOf<typeof fileText>
  | CodesOf<typeof yaml>
  | CodesOf<typeof values>
  | CodesOf<typeof plan>

/** Why a phase file is not read. */
export type SourceCode = CodesOf<typeof sources> | 'file-too-large'

export type InputCode = CodesOf<typeof inputs>

/** Why a run ends red. */
export type FailureCode = CodesOf<typeof failures>

/** Why a run ends before everything is done. */
export type EarlyEndCode = CodesOf<typeof earlyEnds>

/** Why a message did not arrive in Slack or on the progress issue. */
export type UndeliveredCode = CodesOf<typeof slack>

/** Why mirrored files are not up to date. */
export type MirrorCode = CodesOf<typeof mirror>

/** Why the worker of a task is not started. */
export type WorkerCode = CodesOf<typeof workers>

export type WarningCode = CodesOf<typeof warnings> | UndeliveredCode | MirrorCode | WorkerCode

/** What only a person can settle. */
export type DecisionCode = CodesOf<typeof decisions> | WorkerCode | 'unknown-model'

/** Why a command is not carried out. */
export type RefusalCode = CodesOf<typeof refusals> | WorkerCode | 'unknown-model'

export type MessageCode =
  | PhaseFileCode
  | SourceCode
  | InputCode
  | FailureCode
  | EarlyEndCode
  | WarningCode
  | DecisionCode
  | RefusalCode
