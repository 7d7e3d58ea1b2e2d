import { expect } from 'vitest'
import type { MessageCode } from '../../src/core/troubleshooting/codes.ts'
import { type ActionRun, Bed } from '../run/bed.ts'

/** Brings about what a code stands for, with a repository of its own, and gives the run that tells it. */
export type Scenario = (bed: Bed) => Promise<ActionRun>

/** What each scenario's run said under its code, as a person sees it in the log. */
export async function play<Code extends MessageCode>(
  scenarios: Readonly<Record<Code, Scenario>>,
): Promise<ReadonlyMap<Code, string>> {
  const told = new Map<Code, string>()
  for (const [code, scenario] of Object.entries<Scenario>(scenarios)) {
    const bed = await Bed.start()
    try {
      const run = await scenario(bed)
      const said = messages(run).filter((message) => message.endsWith(` [${code}]`))
      expect(said, `${code} in\n${run.log}`).toHaveLength(1)
      expect(run.log).not.toMatch(/^\s+at /m)
      told.set(code as Code, said[0]!)
    } finally {
      await bed.close()
    }
  }
  return told
}

/** Annotations, and lines of the log that are none. */
function messages({ annotations, log }: ActionRun): readonly string[] {
  const lines = log.split('\n').filter((line) => !line.startsWith('::'))
  return [...annotations.map(({ message }) => message), ...lines]
}
