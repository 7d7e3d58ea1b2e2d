// Questions that GitHub's documentation leaves open. The action is written for every answer; a run against GitHub tells
// which one holds today. Then the tracker is asked to give the same, and has to.

import type { Behaviour } from '../../src/local/behaviour.ts'

export interface OpenQuestion {
  readonly name: string
  readonly asks: string
  /** Where the code is ready for every answer. */
  readonly code: string
  readonly answers: Readonly<Record<string, PossibleAnswer>>
}

interface PossibleAnswer {
  /** What it means for the action. */
  readonly means: string
  /** What makes the tracker answer so. */
  readonly behaviour: Partial<Behaviour>
}

export const questions: readonly OpenQuestion[] = [
  {
    name: 'cycles',
    asks: 'Is a "blocked by" link refused that closes a cycle?',
    code: 'src/core/picks/blocking.ts looks for cycles before it writes; src/github/apply/links.ts takes a refusal as a decision for people',
    answers: {
      accepted: {
        means: 'cycles of hand-made links can stand on GitHub, and are reported as a decision',
        behaviour: { cycles: 'accepted' },
      },
      refused: {
        means: 'GitHub keeps people from closing a cycle; ours is never sent',
        behaviour: { cycles: 'refused' },
      },
    },
  },
  {
    name: 'dependencies',
    asks: 'Does this server have issue dependencies?',
    code: 'src/github/observe.ts, lacksDependencies: "Blocked by #12" in the body instead',
    answers: {
      there: { means: 'links are set as dependencies', behaviour: {} },
      missing: { means: 'bodies carry the links (Enterprise Server before 3.19)', behaviour: { dependencies: false } },
    },
  },
  {
    name: 'dependency-summary',
    asks: 'Does an issue show its new dependency in issue_dependencies_summary at once?',
    code: 'src/github/observe.ts reads links where the count differs from what we set; blockers of a pick are read live',
    answers: {
      exact: { means: 'the count can be trusted as a hint', behaviour: { dependencySummary: 'exact' } },
      stale: { means: 'the count lags: some runs read a few links more', behaviour: { dependencySummary: 'stale' } },
    },
  },
  {
    name: 'body-limit',
    asks: 'Does the limit of 65,536 for a body count characters or bytes?',
    code: 'src/core/records/managed-part.ts and src/core/pages/progress-page.ts stay under both',
    answers: {
      characters: { means: 'longer text of other alphabets would still fit', behaviour: { bodyLimit: 'characters' } },
      bytes: { means: 'text of other alphabets is refused earlier', behaviour: { bodyLimit: 'bytes' } },
    },
  },
  {
    name: 'bot-permission',
    asks: 'What does the permission endpoint say of an app’s account?',
    code: 'src/github/observe.ts, readPermission: both count as no write access',
    answers: {
      404: { means: 'an app has no permission to ask for', behaviour: { botPermission: '404' } },
      none: { means: 'an app is told apart by its permission', behaviour: { botPermission: 'none' } },
    },
  },
  {
    name: 'locked-comments',
    asks: 'May this token comment on a locked issue?',
    code: 'src/github/trouble.ts: a refusal because of a lock concerns that issue alone',
    answers: {
      accepted: { means: 'answers reach locked issues', behaviour: { lockedComments: 'accepted' } },
      refused: { means: 'a locked issue becomes a decision', behaviour: { lockedComments: 'refused' } },
    },
  },
  {
    name: 'comment-edits',
    asks: 'Does an edited comment make its issue an updated one?',
    code: 'src/core/commands/inbox.ts looks once a day where nothing else tells of a heartbeat',
    answers: {
      touch: { means: 'an edited heartbeat is seen by the next run', behaviour: { commentEdits: 'touch' } },
      leave: {
        means: 'an edited heartbeat is seen when the issue is looked at for another reason',
        behaviour: { commentEdits: 'leave' },
      },
    },
  },
  {
    name: 'reason-of-closed',
    asks: 'Can the reason of a closed issue be changed?',
    code: 'src/core/records/closing.ts takes the reason as it stands in every run',
    answers: {
      kept: { means: 'a wrong reason takes a reopening to correct', behaviour: { reasonOfClosed: 'kept' } },
      changed: {
        means: 'done may become dropped later, and the other way round',
        behaviour: { reasonOfClosed: 'changed' },
      },
    },
  },
  {
    name: 'deleted-issue',
    asks: 'What does the number of a deleted issue answer?',
    code: 'src/github/observe.ts, getIssue: a recorded number with either answer becomes a decision, never a new issue',
    answers: {
      410: { means: 'deleted is told from never made', behaviour: { deletedIssues: '410' } },
      404: {
        means: 'deleted looks like never made; the record of the phase tells them apart',
        behaviour: { deletedIssues: '404' },
      },
    },
  },
  {
    name: 'run-details',
    asks: 'Does a dispatch with return_run_details name its run?',
    code: 'src/github/apply/claims.ts, startRun; src/github/worker-runs.ts looks for the claim in the names of runs otherwise',
    answers: {
      named: { means: 'a worker’s run is known at once', behaviour: { runDetails: true } },
      unnamed: { means: 'the run is looked for by its claim', behaviour: { runDetails: false } },
    },
  },
  {
    name: 'cancelling',
    asks: 'Is a cancelled run completed at once?',
    code: 'src/core/workers/follow-workers.ts waits for the end of a run that it cancelled before the next attempt',
    answers: {
      'at-once': { means: 'a released slot is free in the same run', behaviour: { cancel: 'at-once' } },
      later: { means: 'a released slot is free once GitHub has ended the run', behaviour: { cancel: 'later' } },
    },
  },
]

/** What makes the tracker answer as GitHub did. */
export function behaviourOf(answers: Readonly<Record<string, string>>): Partial<Behaviour> {
  const chosen = questions.map(({ name, answers: possible }) => possible[answers[name] ?? '']?.behaviour)
  return Object.assign({}, ...chosen)
}
