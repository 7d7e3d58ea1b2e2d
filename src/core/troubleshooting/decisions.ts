import type { Group } from './entry.ts'

export const decisions = {
  title: 'Decisions needed',
  seen: 'Under "Decisions needed" on the progress issue, in digests, and, with the code, in the summary of the run.',
  consequence: 'asks',
  entries: {
    'issue-lost': {
      what: 'The issue of a task was deleted, transferred or converted, or cannot be read. No other one is opened by itself.',
      where: 'The task and the number that the message names.',
      next: 'Name another issue with `issue:`, give the task a new id, or take it out of the file.',
    },
    'task-stuck': {
      what: 'GitHub refuses something that the task needs, so the task gets no further.',
      where: 'The task that the message names, with the words of GitHub.',
      next: 'Mend what GitHub complains about, or close the issue as not planned.',
    },
    'task-locked': {
      what: 'The conversation on the issue of a task is locked, so nothing can be written there.',
      where: 'The issue of the task.',
      next: 'Unlock the issue, or close it as not planned.',
    },
    'dropped-dependency': {
      what: 'A task waits for one that was closed without being done.',
      where: 'The task, and what it waits for.',
      next: 'Reopen the dependency, take it away, or set `on_dropped: release`.',
    },
    'unreadable-dependency': {
      what: 'For a day a task has been blocked by something that the token cannot read, mostly an issue of another repository.',
      where: 'The links of the issue of the task.',
      next: 'Check the links, and what the token may read.',
    },
    'removed-link': {
      what: 'A dependency of the file was removed by hand in GitHub twice. It is not set a third time.',
      where: 'The two tasks that the message names.',
      next: 'Take the dependency out of the file, or set the link again.',
    },
    'refused-link': {
      what: 'GitHub refused to link two issues. The dependency counts all the same.',
      where: 'The two tasks that the message names.',
      next: 'Do nothing if you can live without the link; otherwise remove links until both have fewer than fifty.',
    },
    'refused-assignee': {
      what: 'GitHub does not take a login as assignee here.',
      where: 'The `assignees` of the task in the phase file.',
      next: 'Correct the login, or give that account access to the repository.',
    },
    'working-while-blocked': {
      what: 'A task is at work and now waits for something: a dependency was added or reopened meanwhile.',
      where: 'The task, and what it waits for.',
      next: 'Decide whether the work goes on: /release stops it, and nothing else has to be done if it may go on.',
    },
    'worker-failed': {
      what: 'All attempts of the worker at a task failed.',
      where: 'The task, with a link to the last run.',
      next: 'Read the log of that run, then say /spawn to try again or /release to queue the task.',
    },
    'handed-in-without-pull-request': {
      what: 'The worker ended well, but no open pull request closes the issue.',
      where: 'The task, with a link to the run.',
      next: 'Close the issue if it is done, or say /release to have it done again.',
    },
    'review-overdue': {
      what: 'A task has waited for its review longer than `review.decide_after`.',
      where: 'The task and its pull request.',
      next: 'Merge the pull request, or say /release to send the task back.',
    },
    'start-not-seen': {
      what: 'A worker was claimed, and no run of it is to be seen. The run that claimed it may have been killed.',
      where: 'The task that the message names.',
      next: 'Wait: a run ten minutes later starts the worker, unless it shows itself.',
    },
    'start-elsewhere': {
      what: 'Another run has begun to start the same worker.',
      where: 'The task that the message names.',
      next: 'Wait: should the other run be gone, a run in ten minutes goes on.',
    },
    'long-at-work': {
      what: 'A person has had a task for longer than was to be expected. Nobody is hurried, and the slot stays theirs.',
      where: 'The task and its assignees.',
      next: 'Ask how it goes, or take the assignee off to give the slot back.',
    },
    'link-cycle': {
      what: 'Links that were set by hand in GitHub make a circle, so that none of these tasks can start.',
      where: 'The tasks that the message names, in the order of the circle.',
      next: 'Remove one of the links.',
    },
    'duplicate-issue': {
      what: 'There are two issues for one task, and people have worked on the one that does not count.',
      where: 'The two issues that the message names.',
      next: 'Move what matters to the other one, and close this one.',
    },
    'blocker-reopened': {
      what: 'Something that a task had waited for was reopened after the task had begun or ended.',
      where: 'The task, and the issues that were reopened.',
      next: 'Look whether the work on the task still holds. The next start or closing of the task settles this.',
    },
  },
} as const satisfies Group
