/** Where GitHub's behaviour is not settled, or differs between its editions: each switch gives one of the answers. */
export interface Behaviour {
  /** Whether a dependency that closes a cycle is refused. */
  cycles: 'accepted' | 'refused'
  /** `stale`: issues show the dependency summary as it stood when they were last edited. */
  dependencySummary: 'exact' | 'stale'
  /** The permission endpoint's answer for a bot: 404, 200 with permission `none`, or what its app may do here. */
  botPermission: '404' | 'none' | 'role'
  /** What the body limit of 65,536 counts. */
  bodyLimit: 'characters' | 'bytes'
  /** What becomes of an agent that an installation token assigns: 403, or left out without a word. */
  agentAssignment: 'refused' | 'dropped'
  /** Whether an app may comment on a locked issue. */
  lockedComments: 'refused' | 'accepted'
  /** Whether an edited comment makes its issue an updated one, as a new comment does. */
  commentEdits: 'touch' | 'leave'
  /** PATCH of a closed issue with another `state_reason`: the documentation says that it is ignored. */
  reasonOfClosed: 'kept' | 'changed'
  /** What an issue that was deleted answers from then on: 410, or 404 as if it had never been. */
  deletedIssues: '410' | '404'
  /** `at-once`: a cancelled run is completed at once; `later`: only when the bed says so. */
  cancel: 'at-once' | 'later'
  /** What a dispatch that was answered leads to: a run, one that lists do not show yet, or none ever. */
  dispatchedRuns: 'appear' | 'unlisted' | 'never'
  /** Whether the server has issue dependencies: Enterprise Server has them from 3.19. */
  dependencies: boolean
  subIssues: boolean
  /** Whether a dispatch can answer with its run's id. */
  runDetails: boolean
  /** A version makes the server an Enterprise Server of that version. */
  enterprise: string | null
  /** Requests an hour. */
  primaryLimit: { installation: number; user: number }
  /** Whether more than 80 creations a minute, or 500 an hour, are refused. */
  secondaryLimit: boolean
}

export const usualBehaviour: Readonly<Behaviour> = {
  cycles: 'accepted',
  dependencySummary: 'exact',
  botPermission: '404',
  bodyLimit: 'characters',
  agentAssignment: 'refused',
  lockedComments: 'refused',
  commentEdits: 'touch',
  reasonOfClosed: 'kept',
  deletedIssues: '410',
  cancel: 'at-once',
  dispatchedRuns: 'appear',
  dependencies: true,
  subIssues: true,
  runDetails: true,
  enterprise: null,
  primaryLimit: { installation: 1000, user: 5000 },
  secondaryLimit: false,
}

/** An Enterprise Server from before issue dependencies and run details. */
export const enterpriseBehaviour: Readonly<Partial<Behaviour>> = {
  enterprise: '3.18.2',
  dependencies: false,
  runDetails: false,
}
