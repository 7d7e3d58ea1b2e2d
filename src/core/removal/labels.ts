import { sameName } from '../issues/issue.ts'
import { isDefinedAsOurs, isPlanLabel, type LabelDefinition, standingLabels } from '../issues/labels.ts'
import type { ProgressIssue } from '../issues/progress-issues.ts'
import type { Launch } from './launch.ts'
import type { Left, RemovalSight, RemovalStep } from './step.ts'

export interface LabelRemoval {
  readonly steps: readonly RemovalStep[]
  readonly left: readonly Left[]
  /** Labels of which it is not known yet who bears them. */
  readonly unknown: readonly string[]
  /** A list shows less than our issues bear, or than we have defined. */
  readonly isShort: boolean
}

/**
 * Takes the labels of launches off their issues. A label that no other issue bears, that no other phase knows, and that is
 * defined as we would, is deleted, which takes it off everywhere. Labels that the file gave a task for what it is about
 * (`labels: [docs]`) are the repository's own, and stay.
 */
export function removeLabels(
  launches: readonly Launch[],
  kept: readonly ProgressIssue[],
  definitions: readonly LabelDefinition[],
  sight: RemovalSight,
): LabelRemoval {
  const borne = bornByOurs(launches)
  const known = new Map<string, string>()
  for (const name of launches.flatMap(namesOf)) known.set(name.toLowerCase(), name)
  const used = new Set(kept.flatMap(({ phase, record }) => [...record.labels, `phase:${phase}`]).map(lower))
  const steps: RemovalStep[] = []
  const left: Left[] = []
  const unknown: string[] = []
  const defined = new Set(definitions.map(({ name }) => lower(name)))
  const recorded = launches.flatMap(({ progress }) => progress?.record.labels ?? []).map(lower)
  let isShort = [...borne.keys(), ...recorded].some((name) => !defined.has(name))
  for (const definition of definitions) {
    const { name } = definition
    // What a launch that broke off has defined is recorded nowhere: without another phase it can be nobody else's.
    const isCandidate = known.has(lower(name)) || (kept.length === 0 && isOurKind(name))
    const ours = borne.get(lower(name)) ?? []
    if (!isCandidate) continue
    const reason = used.has(lower(name))
      ? 'another phase uses it'
      : isDefinedAsOurs(definition)
        ? undefined
        : 'it is not defined as we would define it'
    const bearers = reason === undefined ? sight.bearers.get(lower(name)) : []
    if (bearers === undefined) {
      unknown.push(name)
      continue
    }
    const others = bearers.filter((number) => !ours.includes(number))
    // A list that does not even show ours is no list.
    const isWhole = ours.every((number) => bearers.includes(number))
    if (!isWhole && reason === undefined) isShort = true
    if (reason === undefined && others.length === 0 && isWhole) {
      steps.push({ do: 'delete-label', label: name, ours })
      continue
    }
    steps.push(...ours.map((number): RemovalStep => ({ do: 'take-label-off', number, label: name })))
    if (known.has(lower(name)) && (ours.length > 0 || reason === undefined))
      left.push({ what: `label ${name}`, why: reason ?? (isWhole ? bornBy(others) : 'its list of issues is short') })
  }
  return { steps, left, unknown, isShort }
}

function bornBy(others: readonly number[]): string {
  const [first] = others
  return others.length === 1 ? `#${first} bears it too` : `${others.length} other issues bear it`
}

/** Numbers of the issues of launches that bear a label of ours, by its name in lower case. */
function bornByOurs(launches: readonly Launch[]): ReadonlyMap<string, readonly number[]> {
  const borne = new Map<string, number[]>()
  for (const launch of launches) {
    const standing = standingLabels(launch.phase)
    const known = namesOf(launch)
    const own = [...(launch.progress === undefined ? [] : [launch.progress.issue]), ...launch.copies]
    for (const { number, labels } of own) note(borne, number, among(labels, known))
    for (const { issue, adopted, record } of launch.tasks) {
      // On somebody else's issue only what our record says that we put there.
      const given = adopted ? [...standing, ...(record?.labels ?? []).filter(isPlanLabel)] : known
      note(borne, issue.number, among(issue.labels, given))
    }
  }
  return borne
}

function note(borne: Map<string, number[]>, number: number, names: readonly string[]): void {
  for (const name of names) borne.set(lower(name), [...(borne.get(lower(name)) ?? []), number])
}

function among(labels: readonly string[], names: readonly string[]): readonly string[] {
  return labels.filter((label) => names.some((name) => sameName(name, label)))
}

/** The exact labels that a phase has given. */
function namesOf({ phase, progress, tasks }: Launch): readonly string[] {
  const given = tasks.flatMap(({ record }) => (record?.labels ?? []).filter(isPlanLabel))
  return [...standingLabels(phase), ...(progress?.record.labels ?? []), ...given]
}

function isOurKind(name: string): boolean {
  return isPlanLabel(name) || /^(?:phase|status):.|^phase-(?:task|progress)$/i.test(name)
}

function lower(name: string): string {
  return name.toLowerCase()
}
