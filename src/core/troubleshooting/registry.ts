import { decisions } from './decisions.ts'
import type { Consequence, Entry, Group } from './entry.ts'
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

export const consequences: Readonly<Record<Consequence, string>> = {
  'stops the phase': 'The phase of the file is left as it is. Other phases go on, and the run ends red.',
  'fails the run': 'Nothing more is done, and the run ends red.',
  'ends the run early': 'The run ends green before everything is done. The next one goes on.',
  warns: 'All else goes on, and the run ends green.',
  asks: 'All else goes on. It stands there until somebody has settled it.',
  refuses: 'Nothing is changed by this command.',
}

/** An entry with its group; undefined for a code that no message has. */
export function findEntry(code: string): { readonly group: Group; readonly entry: Entry } | undefined {
  for (const group of registry) {
    if (Object.hasOwn(group.entries, code)) return { group, entry: group.entries[code]! }
  }
  return undefined
}
