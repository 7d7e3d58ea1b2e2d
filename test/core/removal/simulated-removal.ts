import { labelDefinitions } from '../../../src/core/issues/labels.ts'
import { emptyObservation } from '../../../src/core/observation.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { releaseBody } from '../../../src/core/records/managed-part.ts'
import { openStates } from '../../../src/core/records/task-record.ts'
import { planRemoval, type Removal } from '../../../src/core/removal/removal.ts'
import type { RemovalQuestion, RemovalSight, RemovalStep } from '../../../src/core/removal/step.ts'
import { answer } from '../simulated-answers.ts'
import {
  changeIssue,
  closeIssue,
  coordinator,
  type GitHub,
  isAmong,
  listIssues,
  removeBlocker,
  storedIssue,
} from '../simulated-github.ts'

/** Decides as the command does, with every answer out of the simulation. `phases`: those whose labels were ever defined. */
export function removalOf(github: GitHub, phases: readonly Phase[], wanted?: readonly string[]): Removal {
  const start = emptyObservation({ me: coordinator, trusted: [], repository: 'octo/product' })
  let sight: RemovalSight = { observation: start, labels: undefined, bearers: new Map() }
  for (;;) {
    const decision = planRemoval(sight, wanted)
    if (decision.kind === 'plan') return decision.removal
    for (const question of decision.questions) sight = look(sight, question, github, phases)
  }
}

function look(sight: RemovalSight, question: RemovalQuestion, github: GitHub, phases: readonly Phase[]): RemovalSight {
  if (question.ask === 'labels') {
    const ours = phases.flatMap((phase) => labelDefinitions(phase, openStates))
    const defined = (name: string) => ours.find((label) => label.name === name)
    const other = { color: '000000', description: '' }
    return { ...sight, labels: github.labels.map((name) => defined(name) ?? { name, ...other }) }
  }
  if (question.ask !== 'bearers') return { ...sight, observation: answer(sight.observation, question, github) }
  const bearing = listIssues(github, ({ labels }) => isAmong(labels, question.label))
  const bearers = new Map(sight.bearers).set(
    question.label.toLowerCase(),
    bearing.map(({ number }) => number),
  )
  return { ...sight, bearers }
}

/** What GitHub makes of a step. */
export function doStep(step: RemovalStep, github: GitHub): void {
  const without = (number: number, label: string) => {
    const labels = storedIssue(github, number).labels.filter((name) => name.toLowerCase() !== label.toLowerCase())
    changeIssue(github, number, { labels })
  }
  switch (step.do) {
    case 'take-label-off':
      without(step.number, step.label)
      return
    case 'delete-label':
      for (const number of github.issues.keys()) without(number, step.label)
      github.labels.splice(github.labels.indexOf(step.label), 1)
      return
    case 'delete-milestone':
      for (const issue of github.issues.values()) if (issue.milestone === step.milestone) issue.milestone = undefined
      github.milestones.splice(
        github.milestones.findIndex(({ number }) => number === step.milestone),
        1,
      )
      return
    case 'unlink':
      removeBlocker(github, step.number, step.blocker.number)
      return
    case 'detach':
      storedIssue(github, step.child.number).parent = undefined
      return
    case 'delete-comment': {
      const { comments } = storedIssue(github, step.number)
      comments.splice(
        comments.findIndex(({ id }) => id === step.comment),
        1,
      )
      return
    }
    case 'close':
    case 'let-go': {
      const { number } = step.seen
      changeIssue(github, number, { body: releaseBody(storedIssue(github, number).body, step.owner, 'Undone.') })
      if (step.do === 'close') closeIssue(github, number, 'not_planned')
    }
  }
}

/** Everything that people see, its times aside. */
export function seenOf(github: GitHub): unknown {
  const issues = [...github.issues.values()].map(({ updatedAt: _, closedAt: __, ...issue }) => ({
    ...issue,
    comments: issue.comments.map(({ body }) => body),
  }))
  return structuredClone({ issues, labels: github.labels.toSorted(), milestones: github.milestones })
}
