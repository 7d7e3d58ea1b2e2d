/** What the command line ends with; `--help` and the README tell users. */
export const exitCodes = {
  done: 0,
  /** A file has mistakes or cannot be read, or a run failed as a red run of the action does. */
  failed: 1,
  /** Wrong use: an unknown option, a missing argument, an input that cannot be used. */
  badUse: 2,
} as const

export const exitNotes = `Exit codes: ${exitCodes.done} done; ${exitCodes.failed} a file has mistakes or cannot be read, each told as
file:line:column: message, or a run failed; ${exitCodes.badUse} wrong use.
PHASE_COORDINATOR_NOW, an ISO time such as 2026-02-22T12:00:00Z, stands in for
the clock.`
