import type { PullRequest } from '../observation.ts'

/** How far the work on a task is, its queue aside. */
export interface Work {
  /**
   * `idle`: nothing was started, or it is done with. `starting`: claimed, and not known to be started. `ending`: its
   * run is being cancelled. The others are states of the task.
   */
  readonly kind: 'idle' | 'starting' | 'running' | 'stalled' | 'ending' | 'review' | 'waiting' | 'failed' | 'held'
  /** While `waiting`: the instant (milliseconds) from which it may be started again. */
  readonly until: number
  /** Open pull requests that will close its issue. */
  readonly pulls: readonly PullRequest[]
}

/** Kinds of work that hold their slot whatever else happens. */
export function isAtWork({ kind }: Work): boolean {
  return kind === 'starting' || kind === 'running' || kind === 'stalled' || kind === 'ending'
}

export const idle: Work = { kind: 'idle', until: 0, pulls: [] }
