import type { Phase } from '../../../src/core/phase.ts'
import { readPhases } from '../../../src/core/phase-file/read.ts'

/** The smallest phase file with these lines added at the top level. */
export function phaseWith(...lines: readonly string[]): string {
  return ['phase: 4', 'title: T', ...lines, 'tasks: [{ id: a, title: A }]', ''].join('\n')
}

/** A phase file whose tasks are these lines. The first of them is line 4. */
export function tasksWith(...lines: readonly string[]): string {
  return ['phase: 4', 'title: T', 'tasks:', ...lines, ''].join('\n')
}

/** The one phase of a text that must be sound. */
export function readOne(text: string): Phase {
  const { phases, problems } = readPhases([{ path: 'phase.yml', text }])
  if (problems.length > 0) throw new Error(problems.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return phases[0]!
}

/** The problems of a text, each as `line:column message`. */
export function problemsOf(text: string): readonly string[] {
  const { problems } = readPhases([{ path: 'phase.yml', text }])
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

/** Lists of nine aliases each, every one for the list before: some thirty billion values. */
export const aliasBomb = [
  'x-a: &a [1,1,1,1,1,1,1,1,1]',
  ...'bcdefghijk'.split('').map((name, at) => `x-${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(9)}]`),
].join('\n')
