import { expect } from 'vitest'
import type { Phase } from '../../src/core/phase.ts'
import type { RunReport } from '../../src/core/report/run-report.ts'
import { plainPhrase } from '../../src/core/text/phrase.ts'
import { emptyGitHub, type GitHub, type StoredIssue, storedIssue } from './simulated-github.ts'
import { type RunOptions, run, type SimulatedRun } from './simulation.ts'

/** A plan that was launched on a simulated GitHub, for tests that let something happen and look at the next run. */
export interface Scene {
  readonly github: GitHub
  /** Edit the files by setting this. */
  phases: readonly Phase[]
  /** The run before. */
  latest: SimulatedRun
  numberOf(task: string): number
  issue(task: string): StoredIssue
  /** A run that must end by itself, and after which another has nothing to do. */
  run(options?: RunOptions): SimulatedRun
  /** What the latest run asks people to decide about a phase, as plain sentences. */
  decisions(phase?: string): readonly string[]
}

export function launch(phases: readonly Phase[], given: { github?: GitHub; options?: RunOptions } = {}): Scene {
  const github = given.github ?? emptyGitHub()
  const standing = given.options ?? {}
  const quietRun = (options: RunOptions) => {
    const result = run(github, scene.phases, { ...standing, ...options })
    if (result.ended === 'stopped') return result
    expect(result.ended).toBe('quiet')
    const waits = [...result.outcome!.slots.waits.values()]
    if (waits.some((wait) => wait.for === 'next-run')) return result
    expect(run(github, scene.phases, { ...standing, ...options }).operations).toEqual([])
    return result
  }
  const scene: Scene = {
    github,
    phases,
    latest: undefined as unknown as SimulatedRun,
    numberOf: (task) => scene.latest.outcome!.numbers.get(task)!,
    issue: (task) => storedIssue(github, scene.numberOf(task)),
    run(options = {}) {
      const result = quietRun(options)
      if (result.ended !== 'stopped') scene.latest = result
      return result
    },
    decisions(phase = '4') {
      const { standing: found } = scene.latest.outcome!.phases.find(({ view }) => view.phase.id === phase)!
      return found.decisions.map(({ message }) => plainPhrase(message, (id) => scene.latest.outcome!.numbers.get(id)))
    },
  }
  scene.run()
  return scene
}

export const holders = ({ outcome }: SimulatedRun): readonly string[] => [...outcome!.slots.holders]

export const operationsOf = ({ operations }: SimulatedRun): readonly string[] => operations.map(({ do: verb }) => verb)

/** The report that the action would make of a run. */
export function reportOf(result: SimulatedRun, given: Partial<RunReport> = {}): RunReport {
  const before = new Set(result.outcome?.heldBefore)
  return {
    outcome: result.outcome,
    stop: result.stop,
    operations: result.operations,
    left: 0,
    cutShort: undefined,
    warnings: [],
    error: undefined,
    picked: [...(result.outcome?.slots.holders ?? [])].filter((id) => !before.has(id)),
    spawned: [],
    completed: result.operations.flatMap((operation) => (operation.do === 'close-progress' ? [operation.phase] : [])),
    ...given,
  }
}
