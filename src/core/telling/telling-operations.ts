import type { Operation } from '../operation.ts'
import type { Standing } from '../pages/progress-sections.ts'
import type { Letter, Told } from '../records/told.ts'
import type { PhaseView } from '../tasks/task-view.ts'
import type { UndeliveredCode } from '../troubleshooting/codes.ts'
import type { Message } from '../troubleshooting/message.ts'
import type { World } from '../world.ts'
import { keptLetters } from './next-told.ts'

/** Identifies a letter over all phases. */
export function letterKey(phase: string, { key }: Pick<Letter, 'key'>): string {
  return `${phase} ${key}`
}

/**
 * Delivers what stands in the record of a phase and has not arrived yet. A letter is delivered only once it is recorded:
 * whoever finds it there knows what it says, and looks whether it has arrived before telling it again.
 */
export function tellingOperations(view: PhaseView, world: World): Operation[] {
  const { phase, record } = view
  const { delivered, delivering, undelivered } = world.observation
  const told = delivered.get(phase.id) ?? record.told
  if (told === undefined || delivering.has(phase.id)) return []
  const recorded = new Set((record.told?.letters ?? []).map(({ key }) => key))
  const due = keptLetters(told.letters, world).filter(
    (letter) => recorded.has(letter.key) && !undelivered.has(letterKey(phase.id, letter)),
  )
  if (due.length === 0) return []
  const instant = new Date(world.now).toISOString()
  return [
    {
      do: 'tell',
      phase: phase.id,
      letters: due,
      told,
      fresh: due.every(({ at }) => at === instant),
      slack: { channel: phase.slack?.channel, mention: phase.slack?.mention ?? [] },
    },
  ]
}

/** Whether there are letters that no run has recorded yet, and so none could deliver. */
export function isToBeTold({ record: recorded }: PhaseView, { told }: Pick<PhaseView['record'], 'told'>): boolean {
  const known = new Set((recorded.told?.letters ?? []).map(({ key }) => key))
  return (told?.letters ?? []).some(({ key }) => !known.has(key))
}

/** What would be told once it was recorded: for a dry run, which records nothing. */
export function wouldTell(
  phases: readonly { readonly view: PhaseView; readonly standing: Standing }[],
  world: World,
): Operation[] {
  return phases.flatMap(({ view, standing: { record } }) =>
    isToBeTold(view, record) ? tellingOperations({ ...view, record }, world) : [],
  )
}

/** A finished phase is not looked at again; only what is still to be told of it is delivered, and then forgotten. */
export function finishedTelling(view: PhaseView, world: World): Operation[] {
  const { phase, record } = view
  if (record.told === undefined || record.told.letters.length === 0) return []
  const told = world.observation.delivered.get(phase.id) ?? record.told
  const next: Told = { ...told, letters: keptLetters(told.letters, world) }
  const isNews = JSON.stringify(next.letters) !== JSON.stringify(record.told.letters)
  return [
    ...tellingOperations(view, world),
    ...(isNews ? [{ do: 'note-told', phase: phase.id, told: next } as const] : []),
  ]
}

/** Letters that did not arrive. */
export function undeliveredLetters(
  phases: readonly PhaseView[],
  { observation }: World,
): readonly Message<UndeliveredCode>[] {
  return phases.flatMap(({ phase, record }) => {
    const letters = observation.delivered.get(phase.id)?.letters ?? record.told?.letters ?? []
    return letters.flatMap((letter) => {
      const why = observation.undelivered.get(letterKey(phase.id, letter))
      if (why === undefined) return []
      return [{ code: why.code, message: `Could not tell "${letter.notice.title}": ${why.reason}.` }]
    })
  })
}
