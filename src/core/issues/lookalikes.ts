import type { Observation } from '../observation.ts'
import type { Phase } from '../phase.ts'
import { ownerAtStart, ownersInside } from '../records/managed-part.ts'
import type { Phrase } from '../text/phrase.ts'
import { type Issue, sameName } from './issue.ts'
import { phaseLabel, progressLabel, taskLabel } from './labels.ts'
import type { ProgressIssue } from './progress-issues.ts'
import type { Duplicate, Registry, TaskIssue } from './task-issues.ts'

/** The newest of them are named. */
const mostNamed = 3

/**
 * Numbers of the open issues that look like a phase's tasks or its progress issue, by labels or markers of ours, and are
 * none: newest first. They count for nothing. Only what the lists by label show is counted, because every run sees that.
 */
export function findLookalikes(
  phase: Phase,
  known: ReadonlyMap<string, ProgressIssue>,
  { issues, duplicates }: { issues: ReadonlyMap<string, TaskIssue>; duplicates: readonly Duplicate[] },
  registry: Registry,
  observation: Observation,
): readonly number[] {
  const progress = [...known.values()].flatMap((found) => [found.issue, ...found.duplicates])
  const ours = new Set([...progress, ...duplicates.map(({ issue }) => issue)].map(({ number }) => number))
  for (const where of issues.values()) if (where.kind === 'known') ours.add(where.issue.number)
  const found = [...observation.issues.values()].filter(
    (issue) => looksLikeOurs(issue, phase) && !ours.has(issue.number) && registry.idOf(issue.number) === undefined,
  )
  return found.map(({ number }) => number).sort((a, b) => b - a)
}

function looksLikeOurs({ open, pullRequest, labels, body }: Issue, phase: Phase): boolean {
  if (!open || pullRequest) return false
  const bears = (name: string) => labels.some((label) => sameName(label, name))
  if (bears(phaseLabel(phase))) return bears(taskLabel) || bears(progressLabel) || ownerAtStart(body) !== undefined
  return bears(progressLabel) && ownersInside(body).some(({ kind, id }) => kind === 'phase' && id === phase.id)
}

/** Says so without their titles, which are anybody's. */
export function lookalikesNote(numbers: readonly number[]): Phrase {
  const named = numbers.slice(0, mostNamed).flatMap((issue, at): Phrase => (at === 0 ? [{ issue }] : [', ', { issue }]))
  if (numbers.length === 1)
    return ['One issue looks like a part of this phase, is none and counts for nothing: ', ...named, '.']
  const others = numbers.length > mostNamed ? ' and older ones' : ''
  return [
    `${numbers.length} issues look like parts of this phase, are none and count for nothing: `,
    ...named,
    `${others}.`,
  ]
}
