import type { CommandContext, Pending } from '../../../src/core/commands/effect.ts'
import type { Inbox } from '../../../src/core/commands/inbox.ts'
import { readCommand } from '../../../src/core/commands/read-command.ts'
import { type Observation, type Question, questionKey, type Remark } from '../../../src/core/observation.ts'
import type { PhaseView } from '../../../src/core/tasks/task-view.ts'
import { brakeOf } from '../../../src/core/workers/spawn-limit.ts'
import type { Scene } from '../scene.ts'
import { worldOf } from '../simulation.ts'
import { placeOf } from '../worker-scene.ts'

/** How the first phase of a scene stands after the latest run. */
export function phaseIn({ latest }: Scene): PhaseView {
  return latest.outcome!.phases[0]!.view
}

export function remarkOf(given: Partial<Remark> = {}): Remark {
  const at = given.createdAt ?? '2026-02-22T12:30:00.000Z'
  return {
    id: 7000,
    author: 'octocat',
    bot: false,
    member: true,
    createdAt: at,
    updatedAt: at,
    commands: [],
    marked: false,
    ours: undefined,
    ...given,
  }
}

/** A command that somebody has said, as a decision comes to it. */
export function pendingOn(scene: Scene, place: string, line: string, given: Partial<Remark> = {}): Pending {
  const phase = phaseIn(scene)
  const command = readCommand(line)!
  const remark = remarkOf({ commands: [command], ...given })
  const key = `${remark.id}.0`
  const task = phase.tasks.find((view) => view.task.id === place)
  return { remark, issue: placeOf(scene, place), phase, task, open: [{ key, command }], refused: false, key, command }
}

const writing = ['octocat', 'hubot', 'mona']
const asked = [...writing, 'stranger', 'Nobody', 'builder', 'helper[bot]', 'coordinator[bot]']

/** What it is judged by: octocat, hubot and mona may write, and all was asked that a command needs to know. */
export function contextOf(scene: Scene, given: Partial<Observation> = {}): CommandContext {
  const { observation: seen, outcome } = scene.latest
  const questions: Question[] = [
    ...asked.map((login): Question => ({ ask: 'writer', login })),
    { ask: 'workflow', file: 'worker.yml' },
    { ask: 'branch' },
  ]
  const observation: Observation = {
    ...seen,
    answered: new Set([...seen.answered, ...questions.map(questionKey)]),
    writers: new Map(asked.map((login) => [login.toLowerCase(), writing.includes(login)])),
    workflows: new Map([['worker.yml', { inputs: ['task', 'claim'], required: [], showsClaim: true }]]),
    branch: 'main',
    ...given,
  }
  const world = worldOf(scene.phases, observation, scene.github.clock)
  const { blocking } = outcome!.phases[0]!.standing
  return { world, blocking, brake: (phase) => brakeOf(phase, world.now) }
}

/** The keys of the commands that are open, in the order in which they are seen to. */
export function openIn({ letters }: Inbox): readonly string[] {
  return letters.flatMap(({ open }) => open.map(({ key }) => key))
}
