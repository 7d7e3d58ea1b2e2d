/** What a caller knows better than the note, and what to call the phase where neither knows. */
export interface GivenFacts {
  readonly phase: string | undefined
  readonly title: string | undefined
  /** ISO date. */
  readonly targetDate: string | undefined
  readonly nextPhase: string
}
