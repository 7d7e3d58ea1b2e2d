import type { Finding, Said } from '../finding.ts'
import type { FileFinding, Outline } from '../outline.ts'
import { quote } from '../quote.ts'
import { didYouMean, nearest } from '../suggest.ts'

/** More than GitHub links to one issue, either way. The schema limits the other way. */
const mostDependents = 50

export function checkFinals({ tasks }: Outline): readonly Finding[] {
  return tasks
    .filter(({ final }) => final !== undefined)
    .slice(1)
    .map(({ final }) => ({
      offset: final!,
      say: (): Said => ({
        code: 'second-final',
        message: 'A second task is final, but a phase has at most one: let this one have `depends_on` instead.',
      }),
    }))
}

export function checkSelfDependencies({ tasks }: Outline): readonly Finding[] {
  return tasks.flatMap(({ id, dependsOn }) =>
    dependsOn
      .filter(({ text }) => text === id?.text)
      .map(({ text, offset }) => ({
        offset,
        say: (): Said => ({
          code: 'self-dependency',
          message: `The task ${quote(text)} depends on itself: take that out.`,
        }),
      })),
  )
}

/** The final task waits for all others of its phase, so none of them can wait for it. */
export function checkDependenciesOnFinal({ tasks }: Outline): readonly Finding[] {
  const final = tasks.find((task) => task.final !== undefined)?.id
  if (final === undefined) return []
  return tasks
    .filter(({ id }) => id?.text !== final.text)
    .flatMap(({ dependsOn }) => dependsOn.filter(({ text }) => text === final.text))
    .map(({ text, offset }) => ({
      offset,
      say: (): Said => ({
        code: 'depends-on-final',
        message: `This is a cycle: ${quote(text)} is final, so it waits for this task. Take the dependency out.`,
      }),
    }))
}

/** Dependencies on ids that no file has. While a file cannot be parsed they cannot be told from its tasks, and pass. */
export function checkUnknownDependencies(outlines: readonly Outline[]): readonly FileFinding[] {
  if (outlines.some(({ isWhole }) => !isWhole)) return []
  const known = new Set(outlines.flatMap(idsOf))
  return outlines.flatMap((outline) =>
    outline.tasks
      .flatMap(({ dependsOn }) => dependsOn)
      .filter(({ text }) => !known.has(text))
      .map(({ text, offset }) => {
        const say = (): Said => ({
          code: 'unknown-dependency',
          message: `There is no task ${quote(text)} to depend on: ${remedy(text, idsOf(outline), known)}`,
        })
        return { outline, finding: { offset, say } }
      }),
  )
}

/** Its own file is likelier to have the task that was meant. */
function remedy(id: string, own: readonly string[], all: ReadonlySet<string>): string {
  return `correct the id or add the task.${didYouMean(id, nearest(id, own) === undefined ? all : own)}`
}

/**
 * What the final task has besides all others of its phase: nothing, because it is shown by links to the last of these.
 * A dependency on another phase would be lost there.
 */
export function checkDependenciesOfFinal(outlines: readonly Outline[]): readonly FileFinding[] {
  return outlines.flatMap((outline) => {
    const final = outline.tasks.find((task) => task.final !== undefined)
    const own = new Set(idsOf(outline))
    const foreign = (final?.dependsOn ?? []).filter(
      ({ text }) => !own.has(text) && isTaskOfOthers(text, outline, outlines),
    )
    return foreign.map(({ text, offset }) => {
      const say = (): Said => ({
        code: 'final-depends-elsewhere',
        message: `The final task waits for the tasks of its own phase alone: let another task depend on ${quote(text)}, or use \`after\`.`,
      })
      return { outline, finding: { offset, say } }
    })
  })
}

function isTaskOfOthers(id: string, outline: Outline, outlines: readonly Outline[]): boolean {
  return outlines.some((other) => other !== outline && other.tasks.some((task) => task.id?.text === id))
}

/** Tasks that too many others wait for, at the first dependency beyond the limit in each file. */
export function checkDependents(outlines: readonly Outline[]): readonly FileFinding[] {
  const dependents = new Map<string, number>()
  const told = new Set<string>()
  const findings: FileFinding[] = []
  for (const [index, outline] of outlines.entries()) {
    for (const { text, offset } of outline.tasks.flatMap((task) => (task.final === undefined ? task.dependsOn : []))) {
      const count = (dependents.get(text) ?? 0) + 1
      dependents.set(text, count)
      if (count <= mostDependents || told.has(`${index} ${text}`)) continue
      told.add(`${index} ${text}`)
      const say = (): Said => ({
        code: 'too-many-dependents',
        message: `More than ${mostDependents} tasks depend on ${quote(text)} from here on, and GitHub links no more: let some depend on a task between.`,
      })
      findings.push({ outline, finding: { offset, say } })
    }
  }
  return findings
}

function idsOf({ tasks }: Outline): readonly string[] {
  return tasks.flatMap(({ id }) => (id === undefined ? [] : [id.text]))
}
