import type { Group } from './entry.ts'

export const workers = {
  title: 'Workers that cannot be started',
  seen: 'Under "Decisions needed" on the progress issue, in the answer to `/spawn`, and in the log and the summary of the run.',
  consequence: 'asks',
  entries: {
    'worker-file-missing': {
      what: 'The workflow that a model names is not on the default branch.',
      where: 'The model in the phase file, and the folder .github/workflows of the default branch.',
      next: 'Add the workflow there, or correct its name.',
    },
    'worker-disabled': {
      what: 'The workflow of a model is disabled.',
      where: 'The page of the workflow under Actions.',
      next: 'Enable the workflow there.',
    },
    'worker-yaml-invalid': {
      what: 'The workflow of a model is not valid YAML.',
      where: 'The workflow file that the message names.',
      next: 'Correct the file; the page of the workflow under Actions shows the line.',
    },
    'worker-not-dispatchable': {
      what: 'The workflow of a model cannot be started from outside.',
      where: 'The key `on` of the workflow file that the message names.',
      next: 'Add the trigger `workflow_dispatch` with the inputs `task` and `claim`.',
    },
    'worker-input-count': {
      what: 'The workflow of a model declares more inputs than GitHub takes.',
      where: 'The inputs of `workflow_dispatch` in the file that the message names.',
      next: 'Take inputs out until there are at most 25.',
    },
    'worker-unreadable': {
      what: 'GitHub gave no clear answer about the workflow of a model.',
      where: 'The workflow file that the message names.',
      next: 'Wait for the next run. If it comes again, check what the token may read.',
    },
    'actions-permission-missing': {
      what: 'The token may not start workflows.',
      where: "The `permissions` of the coordinator's job.",
      next: 'Add `actions: write`.',
    },
    'worker-input-missing': {
      what: 'The workflow of a model is no worker: it does not take the inputs `task` and `claim`.',
      where: 'The inputs of `workflow_dispatch` in the file that the message names.',
      next: 'Declare the inputs, as the worker in examples/workflows does.',
    },
    'worker-claim-hidden': {
      what: 'The runs of the workflow do not show their claim, so a start whose answer is lost could not be found again.',
      where: 'The key `run-name` of the workflow file.',
      next: 'Write the line that the message gives.',
    },
    'worker-input-unknown': {
      what: 'A model gives an input that its workflow does not declare. GitHub would refuse the start.',
      where: 'The `inputs` of the model, and those of the workflow file.',
      next: 'Declare the input in the workflow, or take it out of the model.',
    },
    'worker-input-required': {
      what: 'A workflow requires an input that its model does not give.',
      where: 'The inputs of the workflow file, and the `inputs` of the model.',
      next: 'Give the input in the model, or give it a default in the workflow.',
    },
    'branch-unreadable': {
      what: 'GitHub did not say which branch is the default one, and workers are started on it.',
      where: 'The repository.',
      next: 'Wait for the next run. If it comes again, check that the token may read the repository.',
    },
    'model-without-worker': {
      what: 'A model has neither `workflow` nor `assign`, so nothing can be started for it.',
      where: 'The model in the phase file.',
      next: 'Add one of the two, or start its workers by other means.',
    },
    'agent-token-missing': {
      what: 'GitHub lets only users assign this agent, and the token of a workflow is no user.',
      where: 'The step of the workflow that uses the action.',
      next: "Give the action a user's token as the input `agent-token`.",
    },
    'start-refused': {
      what: 'GitHub did not take the start of a worker, for a reason that the message repeats.',
      where: 'The task that the message names.',
      next: 'Mend the reason, then say /spawn on the issue of the task.',
    },
    'phase-paused': {
      what: 'Somebody paused the phase, so no worker is started.',
      where: 'The progress issue says who paused it, and when.',
      next: 'Say /phase resume on the progress issue.',
    },
    'spawn-limit-day': {
      what: 'As many workers were started within a day as `spawn_limit.per_day` allows.',
      where: 'The phase that the message is about.',
      next: 'Look whether the starts make sense, then say /phase resume on the progress issue, or raise the limit.',
    },
    'spawn-limit-failures': {
      what: 'As many attempts in a row failed as `spawn_limit.failures_in_a_row` allows.',
      where: 'The phase that the message is about.',
      next: 'Read the logs of the last workers, mend the cause, then say /phase resume on the progress issue.',
    },
  },
} as const satisfies Group
