import { expect, test } from 'vitest'
import { decide } from '../../src/core/decide.ts'
import { writeTask } from '../../src/core/managed-task.ts'
import { emptyObservation } from '../../src/core/observation.ts'
import type { Phase } from '../../src/core/phase.ts'
import { writeProgress } from '../../src/core/progress-page.ts'
import type { World } from '../../src/core/world.ts'
import { phaseOf, taskOf } from './plan.ts'
import { coordinator, emptyGitHub, type GitHub, openIssue, storedIssue } from './simulated-github.ts'
import { settle, worldOf } from './simulation.ts'

/** Phases of a thousand tasks each, with chains, diamonds, streams and paths. */
function phasesOfSize(count: number): readonly Phase[] {
  return Array.from({ length: Math.ceil(count / 1000) }, (_, phase) => {
    const tasks = Array.from({ length: Math.min(1000, count) }, (_, at) =>
      taskOf(`t${phase}-${at}`, {
        title: `Task ${at} of phase ${phase}`,
        stream: `s${at % 7}`,
        priority: 1 + (at % 4),
        effortHours: 1 + (at % 16),
        dependsOn: [1, 7, 50].flatMap((back) => (at % 3 > 0 && at >= back ? `t${phase}-${at - back}` : [])),
        paths: at % 5 === 0 ? [`src/${at % 90}/**`] : [],
        acceptanceCriteria: ['It works', 'It is described'],
        final: at === 999,
      }),
    )
    return phaseOf(
      tasks.map((task) => (task.final ? { ...task, dependsOn: [] } : task)),
      { id: `p${phase}`, slots: 10 },
    )
  })
}

const start = emptyObservation({ me: coordinator, trusted: [], repository: 'octo/product' })

/** What a launch leaves on GitHub, without going through each of its operations. */
function launchAtOnce(phases: readonly Phase[]): GitHub {
  const github = emptyGitHub()
  const settled = settle(github, worldOf(phases, start, github.clock))
  const progress = new Map<string, number>()
  const numbers = new Map<string, number>()
  const numberOf = (id: string) => numbers.get(id)
  const milestoneOf = (title: string | undefined) =>
    github.milestones.find((milestone) => milestone.title === title)?.number
  for (const operation of 'operations' in settled ? settled.operations : []) {
    if (operation.do === 'create-milestone') {
      const { title, dueDate } = operation
      github.milestones.push({ number: github.milestones.length + 1, creator: coordinator, title, dueDate, open: true })
    } else if (operation.do === 'open-progress') {
      const { title, labels, page } = operation
      const given = { title, labels: [...labels], milestone: milestoneOf(operation.milestone) }
      progress.set(
        operation.phase,
        openIssue(github, coordinator, { ...given, body: writeProgress(page, undefined, numberOf) }).number,
      )
    } else if (operation.do === 'open-task') {
      const { title, labels, part } = operation
      const given = { title, labels: [...labels], milestone: milestoneOf(operation.milestone) }
      const body = writeTask(part, undefined, progress.get(operation.phase), numberOf)
      numbers.set(operation.task, openIssue(github, coordinator, { ...given, body }).number)
    } else if (operation.do === 'add-sub-issue') {
      storedIssue(github, numbers.get(operation.task)!).parent = progress.get(operation.phase)
    } else if (operation.do === 'link') {
      storedIssue(github, numbers.get(operation.task)!).blockedBy.push(numbers.get(operation.blocker)!)
    }
  }
  return github
}

/** The world of the first run after a launch, with every answer that its decision asks for. */
function answeredWorld(count: number): World {
  const phases = phasesOfSize(count)
  const github = launchAtOnce(phases)
  const world = worldOf(phases, start, github.clock)
  return { ...world, observation: settle(github, world).observation }
}

/** Milliseconds of a decision, the median of several. */
function timeOf(world: World): number {
  const times = Array.from({ length: 3 }, () => {
    const begin = performance.now()
    expect(decide(world).kind).toBe('act')
    return performance.now() - begin
  })
  return times.sort((a, b) => a - b)[1]!
}

test('deciding about 10,000 tasks costs at most 25 times as much as about 1,000', { timeout: 300_000 }, () => {
  const small = answeredWorld(1000)
  const large = answeredWorld(10_000)
  timeOf(small)
  const [one, ten] = [timeOf(small), timeOf(large)]
  expect(ten / one).toBeLessThan(25)
})
