import { expect, test } from 'vitest'
import { describe } from '../../src/core/operation.ts'
import type { RefusalCode } from '../../src/core/troubleshooting/codes.ts'
import type { refusals } from '../../src/core/troubleshooting/refusals.ts'
import { refusedBefore } from '../../src/local/faults.ts'
import { inState } from '../core/commands/task-in-state.ts'
import { phaseOf, taskOf } from '../core/plan.ts'
import { launch, type Scene } from '../core/scene.ts'
import { changeIssue, closeIssue, removeIssue } from '../core/simulated-github.ts'
import { editComment } from '../core/simulated-remarks.ts'
import { run } from '../core/simulation.ts'
import { answersOn, placeOf, say, workedPhase } from '../core/worker-scene.ts'
import { test as bedTest } from '../run/bed.ts'
import { expectExamples } from './examples.ts'

/** What is said where, and in which plan. */
interface Scenario {
  readonly scene: () => Scene
  /** A task, or `progress`. */
  readonly on: string
  readonly say: string
  /** Between the comment and the run that reads it. */
  readonly meanwhile?: ((scene: Scene) => unknown) | undefined
}

const one = () => launch(workedPhase(['a']))
const onTask = (scene: () => Scene, words: string, meanwhile?: Scenario['meanwhile']): Scenario => ({
  scene,
  on: 'a',
  say: words,
  meanwhile,
})
const onProgress = (scene: () => Scene, words: string): Scenario => ({ scene, on: 'progress', say: words })

/** Its slot is given, and its worker is claimed and not to be seen. */
function beingStarted(): Scene {
  const scene = launch(workedPhase(['a']))
  scene.github.dispatch = 'nothing'
  scene.phases = workedPhase(['a'], { spawn: 'auto' })
  scene.latest = run(scene.github, scene.phases)
  return scene
}

/** GitHub has not answered a /spawn, and shows no run of it. */
function unseenStart(): Scene {
  const scene = one()
  scene.github.dispatch = 'nothing'
  say(scene, 'a', '/spawn')
  scene.latest = run(scene.github, scene.phases)
  return scene
}

/** The only slot is at work for another task. */
function busy(): Scene {
  const scene = two()
  say(scene, 'z', '/spawn')
  scene.run()
  return scene
}

function paused(): Scene {
  const scene = one()
  say(scene, 'progress', '/phase pause')
  scene.run()
  return scene
}

function changed(change: (scene: Scene) => unknown): Scene {
  const scene = one()
  change(scene)
  scene.run()
  return scene
}

const two = () => launch(workedPhase([taskOf('z', { model: 'sonnet', priority: 1 }), taskOf('a', { model: 'sonnet' })]))

/** Of workers that cannot be started these are told in answers alone. */
type OfWorkers = 'phase-paused' | 'model-without-worker'

const scenarios: Readonly<Record<Exclude<keyof typeof refusals.entries, 'rights-unknown'> | OfWorkers, Scenario>> = {
  'comment-edited': {
    ...onTask(one, '/hold'),
    meanwhile: (scene) =>
      editComment(scene.github, placeOf(scene, 'a'), scene.issue('a').comments.at(-1)!, '/hold now'),
  },
  'command-unclear': onTask(one, '/spwan'),
  'command-needs-task': onProgress(one, '/release'),
  'spawn-elsewhere': onTask(one, '/spawn b'),
  'phase-not-paused': onProgress(one, '/phase resume'),
  'phase-paused': onTask(paused, '/spawn'),
  'task-ended': onTask(inState.done, '/hold'),
  'task-not-held': onTask(one, '/unhold'),
  'task-held': onTask(inState.held, '/spawn'),
  'task-not-queued': onTask(inState.running, '/next'),
  'slot-taken-already': onTask(one, '/next'),
  'no-slot': onTask(inState.ready, '/release'),
  'no-slot-free': onTask(busy, '/spawn'),
  'being-started': onTask(beingStarted, '/release'),
  'already-at-work': onTask(inState.running, '/spawn'),
  'in-review': onTask(inState.review, '/spawn'),
  'no-pick-waits': onProgress(() => launch([phaseOf([taskOf('a', { assignees: ['octocat'] })])]), '/spawn'),
  'unknown-task': onProgress(one, '/spawn p4-9-9'),
  'ended-before-start': onTask(unseenStart, '/why', (scene) =>
    closeIssue(scene.github, scene.numberOf('a'), 'completed'),
  ),
  'issue-missing': onProgress(
    () => changed((scene) => removeIssue(scene.github, scene.numberOf('a'), 'deleted')),
    '/spawn a',
  ),
  'issue-locked': onProgress(
    () => changed((scene) => changeIssue(scene.github, scene.numberOf('a'), { locked: true })),
    '/spawn a',
  ),
  'task-blocked': onTask(inState.blocked, '/spawn'),
  'task-without-model': onTask(() => launch([phaseOf([taskOf('a', { assignees: ['octocat'] })])]), '/spawn'),
  'model-without-worker': onTask(one, '/spawn model=elsewhere'),
}

test('each refusal of a command is told in an answer, and its code in the log', async () => {
  const told = new Map<RefusalCode, string>()
  const missed: string[] = []
  for (const [code, scenario] of Object.entries<Scenario>(scenarios)) {
    const scene = scenario.scene()
    const before = answersOn(scene, scenario.on).length
    say(scene, scenario.on, scenario.say)
    scenario.meanwhile?.(scene)
    const { operations } = run(scene.github, scene.phases)
    const refused = operations.filter((operation) => operation.do === 'reply' && operation.refusal === code)
    if (refused.length === 1) {
      expect(describe(refused[0]!)).toMatch(new RegExp(` \\[${code}\\]$`))
      told.set(code as RefusalCode, answersOn(scene, scenario.on)[before]!)
    } else missed.push(`${code}: ${operations.map(describe)}`)
  }
  expect(missed).toEqual([])
  await expectExamples('refusals', told)
})

bedTest('where GitHub does not say who may write, the answer says so, and the log names the code', async ({ bed }) => {
  const unsure = bed.join('unsure', 'admin')
  await bed.plan({ tasks: ['a'] })
  await bed.runWell()
  const comment = await unsure.comment('a', '/hold')
  bed.tracker.setIntercept(refusedBefore(({ path }) => path.includes('/collaborators/unsure/'), '500'))
  const { log } = await bed.runWell()
  expect(log).toMatch(/ \[rights-unknown\]$/m)
  await expectExamples('rights', new Map([['rights-unknown', bed.replies(comment)[0]!]]))
})
