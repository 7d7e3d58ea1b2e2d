import type { World } from '../world.ts'
import type { PhaseView } from './task-view.ts'

/** New tasks, and known ones that left the files, in such numbers that the new may well be the old under other ids. */
export interface SuspectedRename {
  readonly file: string
  readonly opening: readonly string[]
  readonly left: readonly string[]
}

/**
 * A run that would open issues while as many or more known tasks left the files, since the last run that reported or
 * confirmed it, stops and asks: a plan whose ids were changed must not become a second set of issues.
 */
export function suspectRename(
  phases: readonly PhaseView[],
  orphaned: readonly string[],
  world: World,
): SuspectedRename | undefined {
  if (world.settings.confirm) return undefined
  const opening = phases
    .filter(({ survey }) => survey.stage === 'open')
    .flatMap(({ tasks }) =>
      tasks.filter(({ where }) => where.kind === 'none').map(({ task, phase }) => ({ id: task.id, file: phase.file })),
    )
  const left = [
    ...phases.flatMap(({ left: gone, record }) =>
      gone.filter(({ id }) => !record.left.includes(id)).map(({ id }) => id),
    ),
    ...orphaned,
  ]
  const first = opening[0]
  if (first === undefined || left.length === 0 || left.length < opening.length) return undefined
  return { file: first.file, opening: opening.map(({ id }) => id), left }
}
