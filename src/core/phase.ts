/**
 * The plan as the rest of the program sees it: a phase file after every default is filled in and every check has passed.
 *
 * Durations are milliseconds of clock time except `effortHours`, which counts working hours (8 to a day).
 * Dates are ISO calendar dates (`2026-02-22`) in the phase's time zone.
 */
export interface Phase {
  /** The id as text, also where the file gives a number. */
  readonly id: string
  /** Path of the phase file inside the repository, with forward slashes. */
  readonly file: string
  readonly title: string
  readonly goal: string | undefined
  readonly startDate: string | undefined
  readonly targetDate: string | undefined
  /** IANA name. */
  readonly timezone: string
  readonly workdays: readonly Weekday[]
  readonly slots: number
  /** Ids of the phases that must be complete before this one opens. */
  readonly after: readonly string[]
  /** Title of the milestone; undefined for none. */
  readonly milestone: string | undefined
  readonly manager: readonly string[]
  readonly operators: readonly string[]
  readonly spawn: 'manual' | 'auto'
  readonly onDropped: 'hold' | 'release'
  readonly models: ReadonlyMap<string, Model>
  readonly streams: ReadonlyMap<string, Stream>
  /** In file order. */
  readonly tasks: readonly Task[]
  readonly heartbeat: { readonly stallAfter: number; readonly releaseAfter: number }
  readonly retry: { readonly maxAttempts: number; readonly backoff: number }
  readonly review: { readonly holdsSlot: boolean; readonly decideAfter: number }
  readonly spawnLimit: { readonly perDay: number; readonly failuresInARow: number }
  /** Undefined where the phase asks for no digest. `at` is `HH:MM` in the phase's zone. */
  readonly report: { readonly every: number; readonly at: string } | undefined
  readonly slack:
    | {
        readonly channel: string | undefined
        readonly mention: readonly string[]
        readonly announce: readonly Announcement[]
      }
    | undefined
  readonly files:
    | {
        readonly branch: string | undefined
        readonly progress: string | undefined
        readonly jobs: string | undefined
        readonly backlog: string | undefined
      }
    | undefined
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

export type Announcement = 'launch' | 'digest' | 'complete' | 'picks'

export interface Stream {
  readonly id: string
  readonly title: string
  /** Most tasks of this stream at work at once; undefined for no cap. */
  readonly slots: number | undefined
}

export interface Model {
  readonly name: string
  /** File name of the workflow that is dispatched; undefined where logins are assigned instead. */
  readonly workflow: string | undefined
  readonly inputs: Readonly<Record<string, string>>
  /** Logins that are assigned as the worker. */
  readonly assign: readonly string[]
  /** Logins that its workers comment with. */
  readonly logins: readonly string[]
}

export interface Task {
  readonly id: string
  /** Id of its phase. */
  readonly phase: string
  readonly title: string
  /** Id of its stream. */
  readonly stream: string | undefined
  /** 1 is most urgent. */
  readonly priority: number
  /** Working hours, 8 to a day, 40 to a week; above 0. */
  readonly effortHours: number
  readonly complexity: string
  /** Name of its model: its own, else the one that `allocation` gives its complexity; undefined where people do it. */
  readonly model: string | undefined
  /** Ids of tasks of any phase file, each once, in file order. Empty for the final task, which waits for all. */
  readonly dependsOn: readonly string[]
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  /** Markdown. */
  readonly description: string | undefined
  readonly acceptanceCriteria: readonly string[]
  /** Globs of the files it works on. */
  readonly paths: readonly string[]
  /** Number of the issue that it adopts. */
  readonly issue: number | undefined
  /** The id that it used to have. */
  readonly formerly: string | undefined
  readonly final: boolean
  /** 1-based line of the phase file on which it begins. */
  readonly line: number
}
