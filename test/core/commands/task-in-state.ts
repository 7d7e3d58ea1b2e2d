import { taskOf } from '../plan.ts'
import { launch, type Scene } from '../scene.ts'
import { closeIssue, emptyGitHub } from '../simulated-github.ts'
import { changeRun } from '../simulated-workers.ts'
import { run } from '../simulation.ts'
import { anHour, say, workedPhase } from '../worker-scene.ts'

export type Situation =
  | 'blocked'
  | 'ready'
  | 'assigned'
  | 'starting'
  | 'running'
  | 'stalled'
  | 'ending'
  | 'review'
  | 'waiting'
  | 'failed'
  | 'held'
  | 'done'
  | 'dropped'

const a = taskOf('a', { model: 'sonnet' })

/** A plan with one slot in which the task `a` has just come into a state; `z` is the other one. */
export const inState: Readonly<Record<Situation, () => Scene>> = {
  blocked: () => begin([taskOf('a', { model: 'sonnet', dependsOn: ['z'] }), 'z']),
  ready: () => begin([a, taskOf('z', { model: 'sonnet', priority: 1 })]),
  assigned: () => begin([a, 'z']),
  starting() {
    const scene = begin([a, 'z'])
    scene.github.dispatch = 'nothing'
    return after(scene, '/spawn')
  },
  running: () => after(begin([a, 'z']), '/spawn'),
  stalled() {
    const scene = inState.running()
    changeRun(scene.github, 'a#1', 'queued')
    scene.github.clock += 5 * anHour
    return settled(scene)
  },
  ending() {
    const scene = inState.running()
    scene.github.cancels = 'later'
    return after(scene, '/release')
  },
  review: () => ended(inState.running(), 'success'),
  waiting: () => ended(inState.running(), 'failure'),
  failed: () => ended(after(begin([a, 'z'], 1), '/spawn'), 'failure'),
  held: () => after(begin([a, 'z']), '/hold for now'),
  done: () => closed(begin([a, 'z']), 'completed'),
  dropped: () => closed(begin([a, 'z']), 'not_planned'),
}

function begin(tasks: Parameters<typeof workedPhase>[0], maxAttempts = 2): Scene {
  return launch(workedPhase(tasks, { retry: { maxAttempts, backoff: anHour } }), { github: emptyGitHub() })
}

function after(scene: Scene, command: string): Scene {
  say(scene, 'a', command)
  return settled(scene)
}

function ended(scene: Scene, how: 'success' | 'failure'): Scene {
  changeRun(scene.github, 'a#1', how)
  return settled(scene)
}

function closed(scene: Scene, reason: string): Scene {
  closeIssue(scene.github, scene.numberOf('a'), reason)
  return settled(scene)
}

/** Some situations are not quiet by themselves: a run that is being cancelled is asked for its end again. */
function settled(scene: Scene): Scene {
  run(scene.github, scene.phases)
  return scene
}
