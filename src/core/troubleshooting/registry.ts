import { decisions } from './decisions.ts'
import type { Group } from './entry.ts'
import { inputs } from './inputs.ts'
import { plan } from './phase-file-plan.ts'
import { fileText, yaml } from './phase-file-text.ts'
import { values } from './phase-file-values.ts'
import { refusals } from './refusals.ts'
import { earlyEnds, failures } from './runs.ts'
import { sources } from './sources.ts'
import { mirror, slack, warnings } from './warnings.ts'
import { workers } from './workers.ts'

/**
 * Everything that can go wrong, in the order in which `docs/troubleshooting.md` tells it. The action itself loads none of
 * these texts: it knows the codes as types.
 */
export const registry: readonly Group[] = [
  fileText,
  yaml,
  values,
  plan,
  sources,
  inputs,
  failures,
  earlyEnds,
  warnings,
  slack,
  mirror,
  workers,
  decisions,
  refusals,
]
