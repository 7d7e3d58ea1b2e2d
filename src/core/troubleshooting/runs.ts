import type { Group } from './entry.ts'

export const failures = {
  title: 'Runs that end red',
  seen: 'As the error that ends the run, in its log and in its summary.',
  consequence: 'fails the run',
  entries: {
    'mistakes-in-files': {
      what: 'Phase files have mistakes. Each is told by itself; this counts them.',
      where: 'The end of the log.',
      next: 'Correct the mistakes above. Phases of other files were looked after all the same.',
    },
    'token-changed': {
      what: 'The issues of the phase were opened by another login than the one whose token this run has. To go on could open them all a second time.',
      where: 'The input `token`; the message names the earlier login.',
      next: 'Give the run the earlier token again, or add that login to the input `trusted-authors`.',
    },
    'renamed-plan': {
      what: 'New tasks came into the plan while as many or more left it. They may be the same tasks under other ids.',
      where: 'The phase file that has the new tasks; the message names tasks of both kinds.',
      next: 'Say `formerly: <old id>` on a task that was renamed. If they really are new, run the workflow by hand with `confirm: true`.',
    },
    'token-rejected': {
      what: 'GitHub does not accept the token at all (401).',
      where: 'The input `token`.',
      next: 'Make a new token and put it into the secret: the old one may have expired or been revoked.',
    },
    'permission-missing': {
      what: 'The token is valid, but lacks a permission that the run needs.',
      where:
        "The `permissions` of the coordinator's job, or the settings of the App or token; the message names the permission.",
      next: 'Add the line that the message gives, and run the workflow again.',
    },
    'access-missing': {
      what: 'GitHub refused, because whoever the token belongs to may not write in this repository.',
      where: "The token's account and the role that it has in the repository.",
      next: 'Give the account write access, or use a token that has it.',
    },
    'repository-archived': {
      what: 'The repository is archived, and nothing in it can be changed.',
      where: 'The settings of the repository.',
      next: 'Unarchive the repository, or remove the workflow.',
    },
    'issues-disabled': {
      what: 'The repository has no issues.',
      where: 'The settings of the repository, under Features.',
      next: 'Enable issues, or remove the workflow.',
    },
    'repository-hidden': {
      what: 'GitHub does not show the repository to the token (404).',
      where: 'The input `token`, and the repository that the workflow runs in.',
      next: 'Check that the token may read the repository, and that it is still there.',
    },
    'own-mistake': {
      what: 'Something happened that Phase Coordinator does not provide for.',
      where: 'The error that ends the run.',
      next: 'Report it with the message. The next run repairs what this one left half done.',
    },
  },
} as const satisfies Group

export const earlyEnds = {
  title: 'Runs that end early',
  seen: 'As a warning at the end of the run, in its log and in its summary.',
  consequence: 'ends the run early',
  entries: {
    'github-unreadable': {
      what: 'GitHub gave no usable answer, or answers that contradict each other, so the run could not tell what there is.',
      where: 'The end of the run; the message says what GitHub answered.',
      next: 'Wait for the next run. If it goes on for hours, look at https://www.githubstatus.com.',
    },
    'rate-limited': {
      what: "The token has used up what GitHub allows for some time. Others may use the same token's allowance.",
      where: 'The end of the run; the message repeats what GitHub said.',
      next: 'Wait for the next run. If it comes often, let the workflow run less often, or give it a token of its own.',
    },
    'operations-limit': {
      what: 'The run made as many writes as the input `operations-per-run` allows.',
      where: 'The end of the run; the message says how many are left.',
      next: 'Wait for the next run, or raise `operations-per-run`.',
    },
  },
} as const satisfies Group
