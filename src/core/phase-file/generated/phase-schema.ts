// Made from schema/phase.schema.json by scripts/generate.ts. Change the schema, then run "npm run generate".
/**
 * Login, or logins, that the digest mentions.
 *
 * @maxItems 10
 */
export type Logins = string | Login[]
/**
 * A GitHub login, without @.
 */
export type Login = string
/**
 * Login, or logins, told (batched) that picks wait for `/spawn`.
 *
 * @maxItems 10
 */
export type Logins1 = string | Login[]
/**
 * A worker: `workflow` to dispatch, or `assign` logins to assign. With neither, workers are started by other means (the `matrix` output, or by hand).
 */
export type Model = {
  /**
   * File name of the workflow that is dispatched, inside .github/workflows. It must declare the inputs `task` and `claim`.
   */
  workflow?: string
  /**
   * Inputs of the workflow besides those that every worker is given. `task`, `claim`, `issue`, `phase` and `attempt` are the coordinator's own.
   */
  inputs?: {
    /**
     * Value of the input.
     */
    [k: string]: string | number | boolean
  }
  /**
   * Logins that are assigned as the worker.
   *
   * @minItems 1
   * @maxItems 10
   */
  assign?: Login[]
  /**
   * Logins that its workers comment with, so that their heartbeats count.
   *
   * @maxItems 10
   */
  logins?: Login[]
} | null
/**
 * A line of work. Its issues carry the label `stream:<id>`.
 */
export type Stream = {
  /**
   * What the stream is called. Its id unless given.
   */
  title?: string
  /**
   * Most tasks of this stream at work at once. No cap unless given.
   */
  slots?: number
} | null
export type Path = string

/**
 * A phase of work for Phase Coordinator: a goal, a start and a target date, tasks, and the slots that they are worked on in. Keys that begin with `x-` are left alone at every level.
 */
export interface PhaseFile {
  /**
   * Id of the phase, a number or a text. Its issues carry the label `phase:<id>`. No two files may have the same.
   */
  phase: string | number
  /**
   * What the phase is called, in one line.
   */
  title: string
  /**
   * What is true when the phase is complete.
   */
  goal?: string
  /**
   * First day on which tasks are picked. The issues open at once.
   */
  start_date?: string
  /**
   * The day by which the phase should be complete; the due date of its milestone.
   */
  target_date?: string
  /**
   * IANA name of the time zone of dates and of the digest.
   */
  timezone?: string
  /**
   * The days of the week on which work is done. Every day unless given.
   *
   * @minItems 1
   * @maxItems 7
   */
  workdays?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]
  /**
   * How many tasks of this phase may be worked on at once.
   */
  slots?: number
  /**
   * Id of the phase, or ids of the phases, to be complete before this one opens. One without a file counts as complete.
   *
   * @maxItems 50
   */
  after?: string | number | (string | number)[]
  /**
   * Title of the milestone that the issues join. Unless given it is made of the phase's id and title ("Phase 4: Release readiness"); `false` for no milestone.
   */
  milestone?: string | number | boolean
  manager?: Logins
  operators?: Logins1
  /**
   * `manual`: a picked task waits for `/spawn`. `auto`: its worker is started at once.
   */
  spawn?: 'manual' | 'auto'
  /**
   * What becomes of a task when a task that it depends on is closed as not planned: `hold` leaves it blocked and asks for a decision, `release` takes the dependency as met.
   */
  on_dropped?: 'hold' | 'release'
  /**
   * The workers by name. A task names one of these, or `allocation` chooses one by its complexity.
   */
  models?: {
    [k: string]: Model
  }
  /**
   * Which model does tasks of which complexity. A key of your own here is a complexity that tasks may have.
   */
  allocation?: {
    /**
     * Name of the model that does tasks of this complexity: a key of `models`.
     */
    [k: string]: string | number
  }
  /**
   * What tasks have that do not say otherwise.
   */
  defaults?: {
    /**
     * Priority of tasks that give none. 1 is most urgent.
     */
    priority?: number
    /**
     * Effort of tasks that give none, in working time.
     */
    effort?: string
    /**
     * Complexity of tasks that give none.
     */
    complexity?: string
  }
  /**
   * The lines of work inside the phase, by id.
   */
  streams?: {
    [k: string]: Stream
  }
  /**
   * The tasks, in the order that breaks ties. Each becomes one issue.
   *
   * @minItems 1
   * @maxItems 1000
   */
  tasks: Task[]
  /**
   * When a worker that gives no sign of life counts as stalled, and when its slot is taken back.
   */
  heartbeat?: {
    /**
     * Clock time without a heartbeat after which a running task is stalled.
     */
    stall_after?: string
    /**
     * Clock time without a heartbeat after which the run is cancelled and the slot given back. Not shorter than `stall_after`.
     */
    release_after?: string
  }
  /**
   * What happens after a worker failed.
   */
  retry?: {
    /**
     * How many attempts a task gets before a person must decide.
     */
    max_attempts?: number
    /**
     * Clock time between two attempts.
     */
    backoff?: string
  }
  /**
   * Tasks whose work waits to be accepted.
   */
  review?: {
    /**
     * Whether a task in review keeps its slot.
     */
    holds_slot?: boolean
    /**
     * Clock time in review after which a decision is asked for.
     */
    decide_after?: string
  }
  /**
   * A brake: beyond it starting workers pauses, and the progress issue asks.
   */
  spawn_limit?: {
    /**
     * Most workers started in one day.
     */
    per_day?: number
    /**
     * Failures in a row, over all tasks, after which starting pauses.
     */
    failures_in_a_row?: number
  }
  /**
   * The rhythm of the digest. Without this block it is daily at 09:00 if there is a `manager`.
   */
  report?: {
    /**
     * Time from one digest to the next; at most one comes on one date.
     */
    every?: string
    /**
     * Time of day in the phase's time zone, as `HH:MM`.
     */
    at?: string
  }
  /**
   * What is announced in Slack. The address or token is an input of the action, never in this file.
   */
  slack?: {
    /**
     * Channel for a Slack token (a webhook has its channel fixed). Put it in quotes: a bare # begins a comment.
     */
    channel?: string
    /**
     * Slack member ids that the digest mentions.
     *
     * @maxItems 20
     */
    mention?: string[]
    /**
     * What is announced. `picks` says who should start what, batched, at most once an hour.
     *
     * @maxItems 4
     */
    announce?: ('launch' | 'digest' | 'complete' | 'picks')[]
  }
  /**
   * A mirror of the phase in files of the repository. None is written unless named here.
   */
  files?: {
    /**
     * Branch that the files are committed to. The default branch unless given.
     */
    branch?: string
    /**
     * Folder of the progress files, one `<task id>.md` for each started task.
     */
    progress?: string
    /**
     * File that shows the active phase and the current work.
     */
    jobs?: string
    /**
     * File that lists the tasks of the phase.
     */
    backlog?: string
  }
}
/**
 * One unit of work: one issue.
 */
export interface Task {
  /**
   * Id of the task, unique over all phase files. It is the task's identity: to change it, give the old one under `formerly`.
   */
  id: string | number
  /**
   * What is to be done, in one line. The issue is called `<id>: <title>`.
   */
  title: string
  /**
   * Id of its stream: a key of `streams`.
   */
  stream?: string | number
  /**
   * 1 is most urgent.
   */
  priority?: number
  /**
   * Working time: 4h, 0.5d, 3d, 1w (8h are 1d, 5d are 1w).
   */
  effort?: string
  /**
   * `substantial`, `simple`, or a key of `allocation`; it chooses the model.
   */
  complexity?: string
  /**
   * Name of the model that does it: a key of `models`. Unless given, `allocation` chooses; a task with `assignees` and no model is done by those people.
   */
  model?: string | number
  /**
   * Ids of the tasks, of any phase file, that must be done before this one starts.
   *
   * @maxItems 50
   *
   * Items: Id of a task.
   */
  depends_on?: (string | number)[]
  /**
   * Logins that are assigned when the task is picked.
   *
   * @maxItems 10
   */
  assignees?: Login[]
  /**
   * Labels that its issue has besides the coordinator's own.
   *
   * @maxItems 50
   *
   * Items: Name of a label.
   */
  labels?: string[]
  /**
   * What and why, in Markdown.
   */
  description?: string
  /**
   * What must be true when it is done. Each becomes a tick box.
   *
   * @maxItems 50
   *
   * Items: One criterion.
   */
  acceptance_criteria?: string[]
  /**
   * Globs of the files that it works on. Two tasks with overlapping paths are never at work at once.
   *
   * @maxItems 50
   */
  paths?: Path[]
  /**
   * Number of an issue to adopt instead of opening one.
   */
  issue?: number
  /**
   * The id that this task used to have, so that it keeps its issue.
   */
  formerly?: string | number
  /**
   * Starts when every other task of the phase is done or dropped. At most one task is final.
   */
  final?: boolean
}
