// Every probe, in the order in which they are played.

import { phaseProbes } from './phase.ts'
import type { Probe } from './probe.ts'
import { commentProbes } from './probes/comments.ts'
import { fileProbes } from './probes/files.ts'
import { issueProbes } from './probes/issues.ts'
import { labelProbes } from './probes/labels.ts'
import { limitProbes } from './probes/limits.ts'
import { linkProbes } from './probes/links.ts'
import { peopleProbes } from './probes/people.ts'
import { pullProbes } from './probes/pulls.ts'
import { workflowProbes } from './probes/workflows.ts'

export const probes: readonly Probe[] = [
  ...peopleProbes,
  ...issueProbes,
  ...commentProbes,
  ...labelProbes,
  ...linkProbes,
  ...fileProbes,
  ...pullProbes,
  ...workflowProbes,
  ...limitProbes,
  ...phaseProbes,
]
