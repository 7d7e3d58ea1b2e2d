/** A phase file before it is written: what is known of it, and remarks about what is not. */
export interface PhaseDraft {
  readonly phase: string
  readonly title: string
  readonly goal: string | undefined
  /** ISO dates. */
  readonly startDate: string | undefined
  readonly targetDate: string | undefined
  readonly slots: number | undefined
  /** A login. */
  readonly manager: string | undefined
  /** With its `#`. */
  readonly slackChannel: string | undefined
  readonly models: readonly ModelDraft[]
  /** Complexity → name of a model. */
  readonly allocation: ReadonlyMap<string, string>
  readonly files: FilesDraft
  readonly streams: readonly StreamDraft[]
  /** In the order of the file: by stream. */
  readonly tasks: readonly TaskDraft[]
  /** Tasks that are counted, or named by their id alone: nobody knows what they are. */
  readonly gaps: readonly GapDraft[]
  readonly remarks: readonly Remark[]
}

export interface ModelDraft {
  readonly name: string
  /** Undefined where nobody said what does the work of this model. */
  readonly worker: Worker | undefined
}

/** `people` are no model: a task without one is theirs. */
export type Worker = 'claude' | 'script' | 'copilot' | 'people'

export const workers: readonly Worker[] = ['claude', 'script', 'copilot', 'people']

export interface FilesDraft {
  readonly progress?: string
  readonly jobs?: string
  readonly backlog?: string
}

export interface StreamDraft {
  readonly id: string
  readonly title: string
}

export interface TaskDraft {
  readonly id: string
  /** Where the id comes from, if nobody gave it. */
  readonly idNote: string | undefined
  readonly title: string
  /** Id of its stream. */
  readonly stream: string | undefined
  readonly priority: number | undefined
  /** As the phase file writes it, such as `1d`. */
  readonly effort: string | undefined
  readonly complexity: string | undefined
  readonly model: string | undefined
  /** Ids. */
  readonly dependsOn: readonly string[]
  readonly assignees: readonly string[]
  /** Number of the issue that its line names. */
  readonly issue: number | undefined
  readonly isFinal: boolean
  /** Markdown; empty for none. */
  readonly description: string
  readonly criteria: readonly string[]
  /** In the note, from 1. */
  readonly line: number
}

export interface GapDraft {
  readonly id: string
  readonly stream: string | undefined
  readonly text: string
  /** In the note, from 1. */
  readonly line: number
}

/** A thing that the note leaves open or that was left out of it. */
export interface Remark {
  /** Key of the phase file that it is about, or `stream <id>`, or `task <id>`. */
  readonly about: string
  /** One sentence or two, on one line. */
  readonly text: string
  /** In the note, from 1. */
  readonly line: number
}
