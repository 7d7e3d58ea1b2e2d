import { emptyObservation } from '../../src/core/observation.ts'
import { writeTask } from '../../src/core/pages/managed-task.ts'
import { writeProgress } from '../../src/core/pages/progress-page.ts'
import type { Phase } from '../../src/core/phase.ts'
import type { World } from '../../src/core/world.ts'
import { coordinator, emptyGitHub, type GitHub, openIssue, storedIssue } from './simulated-github.ts'
import { run, settle, worldOf } from './simulation.ts'

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

/** The world of a run that finds nothing to do, with every answer that its decision asks for. */
export function unchangedWorld(phases: readonly Phase[]): World {
  const github = launchAtOnce(phases)
  run(github, phases)
  const world = worldOf(phases, start, github.clock)
  return { ...world, observation: settle(github, world).observation }
}
