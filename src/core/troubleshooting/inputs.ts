import type { Group } from './entry.ts'

export const inputs = {
  title: 'Inputs of the action and of the command line',
  seen: 'As the error that ends the run, before anything was asked of GitHub, and on the command line with exit code 2.',
  consequence: 'fails the run',
  entries: {
    'token-empty': {
      what: 'The input `token` was given an empty text, mostly because the secret behind it does not exist here.',
      where: 'The step of the workflow that uses the action.',
      next: 'Leave the input out, or check the name of the secret.',
    },
    'checkout-missing': {
      what: 'Without a token the phase files can only be read from a checkout, and there is none.',
      where: 'The job of the workflow, before the step that uses the action.',
      next: 'Put a step with actions/checkout before this one.',
    },
    'token-malformed': {
      what: 'A token holds spaces, line breaks or letters that no token of GitHub has.',
      where: 'The input that the message names.',
      next: 'Copy the token once more into its secret, without anything around it.',
    },
    'input-not-boolean': {
      what: 'An input is neither `true` nor `false`.',
      where: 'The input that the message names.',
      next: 'Write true or false.',
    },
    'input-not-a-number': {
      what: 'An input is not a whole number above 0.',
      where: 'The input that the message names.',
      next: 'Write a whole number such as 400, or leave the input out.',
    },
    'phase-file-outside': {
      what: 'The input `phase-file` names a place outside of the repository.',
      where: 'The line of the input that the message repeats.',
      next: 'Write a path inside the repository, without a leading slash and without "..".',
    },
    'phase-file-pattern': {
      what: 'A pattern in the input `phase-file` is so complicated that matching it could take for ever.',
      where: 'The line of the input that the message repeats.',
      next: 'Write a simpler pattern, such as .github/phases/*.yml, or several, one a line.',
    },
    'phase-file-count': {
      what: 'The input `phase-file` names more than 1,000 files.',
      where: 'The input `phase-file`.',
      next: 'Name the phase files more closely.',
    },
    'slack-address-invalid': {
      what: "An address of Slack is no web address, does not begin with https://, or has a part that Slack's addresses do not have.",
      where: 'The input that the message names. Its value is a secret and is not repeated.',
      next: 'Copy the address once more from the page of your Slack app.',
    },
    'slack-host-unknown': {
      what: "An address leads to a host that is not Slack's. Messages would go there, so it is not used.",
      where: 'The input that the message names.',
      next: 'Copy the address once more, or name the host in the input `slack-hosts`.',
    },
    'slack-hosts-invalid': {
      what: 'The input `slack-hosts` holds something that is no name of a host.',
      where: 'The input `slack-hosts`.',
      next: 'Write names such as hooks.example.com, one a line and without https://.',
    },
    'slack-token-malformed': {
      what: 'The token of Slack holds spaces, line breaks or letters that no token of Slack has.',
      where: 'The input `slack-token`.',
      next: 'Copy the token once more into its secret.',
    },
    'proxy-invalid': {
      what: 'The environment names a proxy whose address cannot be read.',
      where: 'The variable https_proxy or http_proxy of the runner. It may hold a password and is not repeated.',
      next: 'Write it as http://user:password@proxy.example.com:3128, with special characters of the password in percent encoding.',
    },
    'repository-unknown': {
      what: 'The environment does not say which repository this is about.',
      where: 'The variable GITHUB_REPOSITORY.',
      next: 'Run this as a step of a GitHub workflow, or set the variable to owner/name.',
    },
    'clock-invalid': {
      what: 'The variable that stands in for the clock holds no time.',
      where: 'The variable PHASE_COORDINATOR_NOW.',
      next: 'Write an ISO time such as 2026-02-22T12:00:00Z, or unset the variable.',
    },
    'wrong-use': {
      what: 'A command cannot be carried out as it was typed: a part of it is unknown or missing, or does not go with the rest or with what is there.',
      where: 'The command that was typed; the message names the part.',
      next: 'Correct that part. `--help` behind the command lists what it takes.',
    },
    'unknown-code': {
      what: '`explain` was asked for a code that no message has.',
      where: 'The argument of `explain`.',
      next: 'Copy the code as it stands in brackets at the end of the message, or run `explain` without one for a list.',
    },
  },
} as const satisfies Group
