import type { Group } from './entry.ts'

export const refusals = {
  title: 'Commands that are refused',
  seen: 'As an answer to the comment, with a 👎 on it, and, with the code, in the log of the run.',
  consequence: 'refuses',
  entries: {
    'rights-unknown': {
      what: 'GitHub did not say whether you may write here, so the command was not carried out.',
      where: 'The comment with the command.',
      next: 'Say it again in a new comment.',
    },
    'comment-edited': {
      what: 'The comment was edited before it was read. Its author alone can be trusted to have written it, and others may edit.',
      where: 'The comment with the command.',
      next: 'Say it in a new comment.',
    },
    'command-unclear': {
      what: 'A line looks like a command, but its name or what stands behind it cannot be read.',
      where: 'The line; the answer repeats it and says what it may have meant.',
      next: 'Say the command that the answer suggests in a new comment, or /phase help for a list.',
    },
    'command-needs-task': {
      what: 'The command is about one task, and this is the progress issue.',
      where: 'The comment on the progress issue.',
      next: 'Say it on the issue of the task.',
    },
    'spawn-elsewhere': {
      what: '/spawn on the issue of a task starts that task alone, and the comment names others.',
      where: 'The comment on the issue of the task.',
      next: 'Say /spawn with these ids on the progress issue.',
    },
    'phase-not-paused': {
      what: '/phase resume was said, and the phase is neither paused nor stopped by a limit.',
      where: 'The comment on the progress issue.',
      next: 'Do nothing: the phase goes on.',
    },
    'task-ended': {
      what: 'The task is done or was dropped.',
      where: 'The issue of the task.',
      next: 'Reopen the issue first, if there is more to do.',
    },
    'task-not-held': {
      what: '/unhold was said, and the task is not held.',
      where: 'The issue of the task.',
      next: 'Say /why to see what the task waits for.',
    },
    'task-held': {
      what: 'Somebody holds the task with /hold.',
      where: 'The issue of the task says who, and why.',
      next: 'Say /unhold to let it go on.',
    },
    'task-not-queued': {
      what: '/next was said, and the task is at work, in review, held or waiting to be tried again.',
      where: 'The issue of the task.',
      next: 'Wait until that is over, or say /release first.',
    },
    'slot-taken-already': {
      what: '/next was said, and the task has a slot already.',
      where: 'The issue of the task.',
      next: 'Say /spawn to start its worker, or begin the work.',
    },
    'no-slot': {
      what: 'The command needs a task that has a slot, and this one has none.',
      where: 'The issue of the task.',
      next: 'Say /why to see what the task waits for.',
    },
    'no-slot-free': {
      what: 'The worker may not start, because the task would need a slot and gets none now.',
      where: 'The answer says what it waits for: a slot, its stream, or files that others work on.',
      next: 'Wait until a slot comes free, or say /release on another task.',
    },
    'being-started': {
      what: 'The worker of the task is being started just now, so it cannot be stopped yet.',
      where: 'The issue of the task.',
      next: 'Say the command again when the worker runs.',
    },
    'already-at-work': {
      what: 'A worker is at the task already.',
      where: 'The issue of the task.',
      next: 'Say /release first to stop that worker.',
    },
    'in-review': {
      what: 'The task was handed in and waits for its review.',
      where: 'The issue of the task and its pull request.',
      next: 'Review the pull request, or say /release to send the task back into the queue.',
    },
    'no-pick-waits': {
      what: '/spawn was said on the progress issue, and no task with a slot waits for its worker.',
      where: 'The comment on the progress issue.',
      next: 'Look under "Working now": what is at work has been started.',
    },
    'unknown-task': {
      what: '/spawn names an id that is no task of this phase.',
      where: 'The comment on the progress issue.',
      next: 'Correct the id, and say it in a new comment.',
    },
    'ended-before-start': {
      what: 'The issue was closed before GitHub had said whether its worker was started.',
      where: 'The issue of the task.',
      next: 'Reopen the issue and say /spawn again, if there is more to do.',
    },
    'issue-missing': {
      what: 'The task has no issue yet, or its issue was lost.',
      where: 'The task that the answer names.',
      next: 'Wait for the next run, or settle what "Decisions needed" says about the task.',
    },
    'issue-locked': {
      what: 'The issue of the task is locked, so nothing can be noted there.',
      where: 'The issue that the answer names.',
      next: 'Unlock the issue, and say /spawn again.',
    },
    'task-blocked': {
      what: 'The task waits for something that is not done.',
      where: 'The answer names what it waits for.',
      next: 'Finish that first, or take the dependency out of the phase file or off the issue.',
    },
    'task-without-model': {
      what: 'The task has no model, because people do it.',
      where: 'The task in the phase file.',
      next: 'Name a model with /spawn model=…, or let its assignees begin.',
    },
  },
} as const satisfies Group
