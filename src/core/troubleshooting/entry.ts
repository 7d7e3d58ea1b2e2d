/** What is told of one kind of message that says that something is wrong. Each text is one or two plain sentences. */
export interface Entry {
  /** What is wrong. */
  readonly what: string
  /** Which place the message names, or where it stands. */
  readonly where: string
  /** What to do about it: begins with a verb. */
  readonly next: string
}

/** What comes of it for the run. */
export type Consequence =
  /** The phase of the file is left as it is, other phases go on, and the run ends red. */
  | 'stops the phase'
  /** Nothing more is done, and the run ends red. */
  | 'fails the run'
  /** The run ends green before everything is done; a later one goes on. */
  | 'ends the run early'
  /** The run goes on and ends green. */
  | 'warns'
  /** The run goes on; a person has to settle it. */
  | 'asks'
  /** One command in a comment is not carried out. */
  | 'refuses'

/** Entries by code, of messages that are seen in the same places and have the same consequence. */
export interface Group {
  readonly title: string
  /** Where people see these messages. */
  readonly seen: string
  readonly consequence: Consequence
  /** A code is stable: people search for it, and pages link to it. */
  readonly entries: Readonly<Record<string, Entry>>
}
