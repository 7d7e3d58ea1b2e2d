import type { Observation } from './observation.ts'
import type { Phase } from './phase.ts'
import type { BadFile } from './phase-file/read.ts'

/** Everything that a decision depends on: the plan, what was seen of GitHub, the clock, and how the run was asked. */
export interface World {
  /** Phases whose files are good, in file order. */
  readonly phases: readonly Phase[]
  /** Phase files that have mistakes; what could be read of them keeps their issues from being taken for orphans. */
  readonly badFiles: readonly BadFile[]
  readonly observation: Observation
  /** Milliseconds since 1970. */
  readonly now: number
  readonly settings: Settings
  /** The run must end: whatever is left to do, what is written now is what people will read. */
  readonly last?: boolean
}

export interface Settings {
  /** Most tasks at work over all phases; undefined for no limit. */
  readonly maxActive: number | undefined
  /** Yes to a question that an earlier run asked. */
  readonly confirm: boolean
  /** The issues that the event is about, and whether it left them open; undefined where it does not say. */
  readonly lookAt: readonly { readonly number: number; readonly open: boolean | undefined }[]
  /** How Slack can be reached: by a webhook, which has its channel fixed, or else with a token. Undefined: not at all. */
  readonly slack?: { readonly webhook: boolean } | undefined
  /** Globs of the phase files that this run looks after. Phases of other files are none of its business. */
  readonly phaseFiles: readonly string[]
}
