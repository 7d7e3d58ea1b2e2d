import type { Phase } from '../core/phase.ts'
import type { Rehearsal } from './rehearsal.ts'

/** A phase of the files that is not at work: it waits for others, or is complete. */
export interface RestingPhase {
  readonly phase: Phase
  readonly why: string
}

export function restingPhases({ phases, report: { outcome } }: Rehearsal): readonly RestingPhase[] {
  const open = new Set((outcome?.phases ?? []).map(({ view }) => view.phase.id))
  return phases
    .filter(({ id }) => !open.has(id))
    .map((phase) => {
      const isComplete = outcome?.closed.has(phase.id) === true
      return { phase, why: isComplete ? 'is complete.' : `opens once ${afterText(phase)} complete.` }
    })
}

function afterText({ after }: Phase): string {
  return after.length === 1 ? `phase ${after[0]} is` : `phases ${after.join(', ')} are`
}
