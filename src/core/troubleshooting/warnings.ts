import type { Group } from './entry.ts'

export const warnings = {
  title: 'Warnings of a run',
  seen: 'As a warning of the run, in its log and in its summary.',
  consequence: 'warns',
  entries: {
    'no-phase-file': {
      what: 'No file matches the input `phase-file`.',
      where: 'The patterns that the message repeats.',
      next: 'Add a phase file, or name it with the input `phase-file`.',
    },
    'checked-without-token': {
      what: 'The run had no token, as it is for pull requests from forks, so it only checked the files.',
      where: 'The input `token` of the workflow for pull requests.',
      next: 'Write `secrets.YOUR_TOKEN || github.token` to see also what would change.',
    },
    'summary-unwritten': {
      what: 'The runner did not take the job summary.',
      where: 'The log of the run.',
      next: 'Read the log instead. On a runner of your own, check the file that GITHUB_STEP_SUMMARY names.',
    },
    'operation-refused': {
      what: 'GitHub refused one operation. What depends on it waits; all else went on.',
      where: 'The issue, label or milestone that the message names, with the words of GitHub.',
      next: 'Mend what GitHub complains about. The next run tries again.',
    },
    'operation-target-missing': {
      what: 'What an operation was about is not there any more, or not for this token.',
      where: 'The issue, label or milestone that the message names.',
      next: 'Wait for the next run, which looks anew. If it comes again, check what the token may see.',
    },
    'operation-unanswered': {
      what: 'GitHub did not say whether an operation happened.',
      where: 'The issue, label or milestone that the message names.',
      next: 'Wait for the next run, which looks whether it happened and does it if not.',
    },
    'short-list': {
      what: 'GitHub counts more issues than it lists. Nothing is opened then, because an issue may only be hidden.',
      where: 'The milestone of the phase.',
      next: 'Wait for the next run. If it stays so for hours, check that the token may see all issues of the repository.',
    },
    'pull-requests-hidden': {
      what: 'The token may not read pull requests, so work that was handed in is not seen.',
      where: "The `permissions` of the coordinator's job.",
      next: 'Add `pull-requests: read`.',
    },
    'start-unanswered': {
      what: 'GitHub did not say whether a worker was started, and shows no run of it. It is not started a second time blindly.',
      where: 'The claim that the message names, such as p4-1-1#2.',
      next: 'Wait for the next run, which looks again.',
    },
  },
} as const satisfies Group

const seenOfSlack =
  'As a warning of the run, in its log and in its summary. The message is kept, and each run tries again.'

export const slack = {
  title: 'Messages that do not arrive',
  seen: seenOfSlack,
  consequence: 'warns',
  entries: {
    'slack-not-set-up': {
      what: 'The phase file has `slack`, but the action was given no way to Slack.',
      where: 'The step of the workflow that uses the action.',
      next: 'Set the input `slack-webhook-url`, or `slack-token`, or take `slack` out of the phase file.',
    },
    'slack-channel-missing': {
      what: 'A token of Slack needs to know the channel, and the phase file names none.',
      where: 'The key `slack` of the phase file.',
      next: 'Write the channel as `slack.channel`.',
    },
    'slack-webhook-gone': {
      what: 'The webhook was taken back, or its app was removed.',
      where: 'The secret behind `slack-webhook-url`.',
      next: 'Make a new webhook in Slack and put its address into the secret.',
    },
    'slack-webhook-incomplete': {
      what: 'The address of the webhook is not complete.',
      where: 'The secret behind `slack-webhook-url`.',
      next: 'Copy the address once more from the page of the Slack app.',
    },
    'slack-channel-archived': {
      what: 'The channel is archived.',
      where: 'The channel of the webhook, or `slack.channel` of the phase file.',
      next: 'Unarchive the channel, or choose another one.',
    },
    'slack-channel-unknown': {
      what: 'There is no such channel, or the app does not see it.',
      where: 'The key `slack.channel` of the phase file, or the webhook.',
      next: 'Check the name and invite the app there. A webhook whose channel is gone must be made anew.',
    },
    'slack-not-in-channel': {
      what: 'The app is not in the channel.',
      where: 'The channel in Slack.',
      next: 'Write /invite and the name of the app there.',
    },
    'slack-token-invalid': {
      what: 'The token is not valid, or no longer.',
      where: 'The secret behind `slack-token`.',
      next: 'Install the Slack app once more and put its bot token into the secret.',
    },
    'slack-scope-missing': {
      what: 'The token may not post.',
      where: 'The scopes of the Slack app.',
      next: 'Give the app the scope chat:write, and install it once more.',
    },
    'slack-not-allowed': {
      what: 'The rules of the workspace do not let the app post there.',
      where: 'The settings of the Slack workspace or of the channel.',
      next: 'Ask an administrator of Slack, or choose another channel.',
    },
    'slack-form-refused': {
      what: 'Slack does not take the message in the form that it has. This is a mistake of Phase Coordinator.',
      where: 'The message that could not be told.',
      next: 'Report it, please, with the text of the warning.',
    },
    'slack-no-api': {
      what: 'There is no Web API of Slack at that address.',
      where: 'The input `slack-api-url`.',
      next: 'Write an address such as https://slack.com/api/, or leave the input out.',
    },
    'slack-redirected': {
      what: 'The address leads on to another one, and messages do not follow.',
      where: 'The inputs `slack-webhook-url` and `slack-api-url`.',
      next: 'Write the address that it leads to.',
    },
    'slack-too-often': {
      what: 'Too many messages were sent to Slack in a short time, by anyone with this app.',
      where: 'The message that waits.',
      next: 'Wait for the next run, which sends it.',
    },
    'slack-unreachable': {
      what: 'Slack could not be reached, so nothing was sent.',
      where: "The runner's way to the internet.",
      next: 'Wait for the next run. If it comes again, check the proxy and the rules of the network.',
    },
    'slack-refused': {
      what: 'Slack did not take the message, for a reason that is not known here.',
      where: 'The message that could not be told; the status is given where there is one.',
      next: 'Check the webhook or token in Slack, and please report the status if it stays so.',
    },
    'slack-unanswered': {
      what: 'Slack did not say whether it took the message. It may stand in the channel, and it may be sent again.',
      where: 'The message that could not be told.',
      next: 'Wait for the next run.',
    },
    'progress-issue-locked': {
      what: 'The progress issue is locked, so the message cannot be written there as a comment.',
      where: 'The progress issue that the message names.',
      next: 'Unlock the progress issue.',
    },
  },
} as const satisfies Group

export const mirror = {
  title: 'Mirrored files',
  seen: 'As a warning of the run, in its log and in its summary.',
  consequence: 'warns',
  entries: {
    'mirror-permission': {
      what: 'The token may not write files of the repository.',
      where: "The `permissions` of the coordinator's job.",
      next: 'Add `contents: write`, or take `files` out of the phase file.',
    },
    'mirror-protected': {
      what: 'The rules of the branch do not let the token push to it.',
      where: 'The branch that the message names.',
      next: 'Name a branch without such rules under `files.branch`, or give the input `token` that of an app that may push.',
    },
    'mirror-no-branch': {
      what: 'The branch for the files does not exist.',
      where: 'The key `files.branch` of the phase file.',
      next: 'Create the branch, or name another one.',
    },
    'mirror-refused': {
      what: 'GitHub refused the commit for another reason, which the message repeats.',
      where: 'The paths under `files`, and the branch that the message names.',
      next: 'Look whether these paths can be written there: a folder may stand in the place of a file.',
    },
    'mirror-raced': {
      what: 'Somebody else pushed to the branch at the same time, several times.',
      where: 'The branch that the message names.',
      next: 'Wait for the next run, which tries again.',
    },
    'mirror-file-unfit': {
      what: 'A file of the mirror is a link, a folder, too large or no text, and was left as it is.',
      where: 'The path that the message names.',
      next: 'Remove what stands there, or name another path under `files`.',
    },
  },
} as const satisfies Group
