export const commandNames = ['spawn', 'release', 'heartbeat', 'hold', 'unhold', 'next', 'why', 'phase'] as const
export type CommandName = (typeof commandNames)[number]

export const phaseVerbs = ['help', 'status', 'pause', 'resume', 'report'] as const
export type PhaseVerb = (typeof phaseVerbs)[number]

/**
 * One command as it stands in a comment; who may say it, and what it does, is decided elsewhere. Ids, reasons, notes and
 * `said` are as the writer typed them, without control and invisible characters: make them inert before they are shown.
 */
export type Command =
  /** Ids keep their case and are not checked against the plan; none stands for the issue's own task, or for all picks. */
  | { readonly name: 'spawn'; readonly tasks: readonly string[]; readonly model: string | undefined }
  | { readonly name: 'release'; readonly reason: string }
  /** A whole number from 0 to 100. */
  | { readonly name: 'heartbeat'; readonly percent: number | undefined; readonly note: string }
  /** `now`: cancel what runs, instead of waiting for its end. */
  | { readonly name: 'hold'; readonly now: boolean; readonly reason: string }
  | { readonly name: 'unhold' | 'next' | 'why' }
  | { readonly name: 'phase'; readonly verb: PhaseVerb }
  | Mistake

/** What was probably meant as a command, and is answered with help. */
export interface Mistake {
  readonly name: 'mistake'
  /** The beginning of the line. */
  readonly said: string
  /** A command that works. It and `why` are our own words, or the writer's line again. */
  readonly suggestion: string
  /** One sentence or two. */
  readonly why: string
}

/** Whether a comment has a line that could be a command: says without a parser that nearly all of them do not. */
export function mightCommand(markdown: string): boolean {
  return /(?:^\uFEFF?|[\r\n]) {0,3}\/[A-Za-z]/.test(markdown)
}
