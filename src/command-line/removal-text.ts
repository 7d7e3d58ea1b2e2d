import { describeStep, type Removal } from '../core/removal/removal.ts'
import type { Left } from '../core/removal/step.ts'
import type { RemovalReport } from '../removal.ts'

/** A removal, planned or done. */
export interface Undoing {
  readonly removal: Removal
  /** Undefined where nothing was done. */
  readonly report: RemovalReport | undefined
  /** Phase files that the default branch still has. */
  readonly present: readonly string[]
  /** It is not done because of them. */
  readonly isRefused: boolean
  /** The login that the token acts as. */
  readonly me: string
  readonly wanted: readonly string[] | undefined
}

export function removalAsText({ removal, report, present, isRefused, me, wanted }: Undoing): string[] {
  const { steps, left, phases, missing } = removal
  if (phases.length === 0) return [nothingFound(me, wanted)]
  const shown =
    report === undefined ? steps.map((step) => `would ${describeStep(step)}`) : report.done.map(describeStep)
  const all = [...left, ...(report?.left ?? [])]
  return [
    ...missing.map((phase) => `Nothing of phase ${phase} was found that ${me} or a trusted author opened.`),
    ...shown,
    ...(all.length === 0 ? [] : ['Left:', ...all.map((each) => `  ${leftLine(each)}`)]),
    ...present.map(
      (file) => `The phase file ${file} is still on the default branch: the next run launches the phase again.`,
    ),
    ...(steps.length === 0 ? ['Nothing is left to be done.'] : []),
    ...(report === undefined && steps.length > 0
      ? [
          isRefused
            ? 'Take the file out first; then call this with --yes.'
            : 'Nothing was changed. Call this with --yes to do it.',
        ]
      : []),
    ...(report !== undefined && steps.length > 0 ? [`${report.done.length} of ${steps.length} steps done.`] : []),
  ]
}

export function removalAsJson({ removal, report, present }: Undoing): Readonly<Record<string, unknown>> {
  return {
    phases: removal.phases.map(({ id }) => id),
    missing: removal.missing,
    steps: removal.steps.map(describeStep),
    done: report === undefined ? null : report.done.map(describeStep),
    left: [...removal.left, ...(report?.left ?? [])],
    failed: report?.failed ?? [],
    phase_files: present,
  }
}

function leftLine({ what, why }: Left): string {
  return `${what}, because ${why}`
}

function nothingFound(me: string, wanted: readonly string[] | undefined): string {
  const what = wanted === undefined ? 'No launch' : `Nothing of phase ${wanted.join(', ')}`
  return `${what} was found that ${me} opened. Where a workflow opened it, add --trusted-author "github-actions[bot]".`
}
