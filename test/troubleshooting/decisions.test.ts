import { expect, test } from 'vitest'
import { marker } from '../../src/core/records/managed-part.ts'
import { plainPhrase } from '../../src/core/text/phrase.ts'
import type { DecisionCode } from '../../src/core/troubleshooting/codes.ts'
import type { decisions } from '../../src/core/troubleshooting/decisions.ts'
import { phaseOf, taskOf } from '../core/plan.ts'
import { launch, type Scene } from '../core/scene.ts'
import {
  addBlocker,
  changeIssue,
  closeIssue,
  coordinator,
  openIssue,
  removeBlocker,
  removeIssue,
  reopenIssue,
} from '../core/simulated-github.ts'
import { addComment } from '../core/simulated-remarks.ts'
import { changeRun, openPull } from '../core/simulated-workers.ts'
import { run } from '../core/simulation.ts'
import { aDay, aMinute, later, say, workedPhase } from '../core/worker-scene.ts'
import { test as bedTest } from '../run/bed.ts'
import { expectExamples } from './examples.ts'

type Scenario = () => Scene

/** A plan of people's tasks to which something happens. */
const plain =
  (happens: (scene: Scene) => unknown, tasks = [taskOf('a'), taskOf('b', { dependsOn: ['a'] })]): Scenario =>
  () => {
    const scene = launch([phaseOf(tasks)])
    happens(scene)
    return scene
  }

/** The same with a worker that has been started for the first of them. */
const worked =
  (happens: (scene: Scene) => unknown, given: Parameters<typeof workedPhase>[1] = {}): Scenario =>
  () => {
    const scene = launch(workedPhase(['a'], { retry: { maxAttempts: 1, backoff: aMinute }, ...given }))
    say(scene, 'a', '/spawn')
    scene.run()
    happens(scene)
    return scene
  }

const spawnAuto = { spawn: 'auto', slots: 3, retry: { maxAttempts: 1, backoff: aMinute } } as const

/** Those that follow from an answer of GitHub's, which the simulation does not give. */
type AtTheWire = 'task-stuck' | 'refused-link'
type ByLimits = 'spawn-limit-day' | 'spawn-limit-failures' | 'start-refused'

const scenarios: Readonly<Record<Exclude<keyof typeof decisions.entries, AtTheWire> | ByLimits, Scenario>> = {
  'issue-lost': plain((scene) => {
    removeIssue(scene.github, scene.numberOf('a'), 'deleted')
    scene.run()
  }),
  'task-locked': plain((scene) => {
    changeIssue(scene.github, scene.numberOf('a'), { locked: true })
    scene.run()
  }),
  'dropped-dependency': plain((scene) => {
    closeIssue(scene.github, scene.numberOf('a'), 'not_planned')
    scene.run()
  }),
  'unreadable-dependency': plain((scene) => {
    scene.github.hiddenBlockers.set(scene.numberOf('a'), 1)
    scene.run()
    later(scene, aDay + aMinute)
  }),
  'removed-link': plain((scene) => {
    for (let times = 0; times < 2; times++) {
      removeBlocker(scene.github, scene.numberOf('b'), scene.numberOf('a'))
      scene.run()
    }
  }),
  'refused-assignee': () => launch([phaseOf([taskOf('a', { assignees: ['stranger'] })])]),
  'working-while-blocked': worked((scene) => {
    scene.phases = workedPhase([taskOf('a', { model: 'sonnet', dependsOn: ['z'] }), taskOf('z')])
    scene.run()
  }),
  'worker-failed': worked((scene) => {
    changeRun(scene.github, 'a#1', 'failure')
    scene.run()
  }),
  'handed-in-without-pull-request': worked((scene) => {
    changeRun(scene.github, 'a#1', 'success')
    scene.run()
  }),
  'review-overdue': worked((scene) => {
    openPull(scene.github, scene.numberOf('a'), 'octocat')
    changeRun(scene.github, 'a#1', 'success')
    scene.run()
    later(scene, 3 * aDay)
  }),
  'start-not-seen': () => {
    const scene = launch(workedPhase(['a']))
    scene.github.dispatch = 'nothing'
    say(scene, 'a', '/spawn')
    scene.latest = run(scene.github, scene.phases)
    return scene
  },
  'start-elsewhere': () => {
    const scene = launch(workedPhase(['a']))
    scene.github.locks.set(scene.numberOf('a'), scene.github.clock)
    scene.phases = workedPhase(['a'], { spawn: 'auto' })
    scene.latest = run(scene.github, scene.phases)
    return scene
  },
  'start-refused': () => {
    const scene = launch(workedPhase(['a']))
    scene.github.dispatch = 'refused'
    say(scene, 'a', '/spawn')
    scene.run()
    return scene
  },
  'long-at-work': () => {
    const scene = launch([phaseOf([taskOf('a', { assignees: ['octocat'] })])])
    later(scene, 4 * aDay)
    return scene
  },
  'link-cycle': plain((scene) => {
    addBlocker(scene.github, scene.numberOf('a'), scene.numberOf('b'))
    scene.run()
  }),
  'duplicate-issue': plain((scene) => {
    const body = `${marker({ kind: 'task', id: 'a' })}\n<!-- phase-coordinator:end -->`
    const other = openIssue(scene.github, coordinator, { title: 'a', body, labels: ['phase:4'] })
    addComment(scene.github, other.number, 'mona', 'I work on this.')
    scene.run()
  }),
  'blocker-reopened': plain(
    (scene) => {
      closeIssue(scene.github, scene.numberOf('a'), 'completed')
      scene.run()
      closeIssue(scene.github, scene.numberOf('b'), 'completed')
      scene.run()
      reopenIssue(scene.github, scene.numberOf('a'))
      scene.run()
    },
    [taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c')],
  ),
  'spawn-limit-day': () =>
    launch(workedPhase(['a', 'b', 'c'], { ...spawnAuto, spawnLimit: { perDay: 2, failuresInARow: 9 } })),
  'spawn-limit-failures': () => {
    const scene = launch(workedPhase(['a', 'b'], { ...spawnAuto, spawnLimit: { perDay: 20, failuresInARow: 1 } }))
    changeRun(scene.github, 'a#1', 'failure')
    scene.run()
    return scene
  },
}

test('each decision is asked for with its code', async () => {
  const told = new Map<DecisionCode, string>()
  const missed: string[] = []
  for (const [code, scenario] of Object.entries<Scenario>(scenarios)) {
    const { latest } = scenario()
    const found = (latest.outcome?.phases ?? []).flatMap(({ standing }) => standing.decisions)
    const decision = found.find((each) => each.code === code)
    const numberOf = (id: string) => latest.outcome?.numbers.get(id)
    if (decision !== undefined) told.set(decision.code, plainPhrase(decision.message, numberOf))
    else missed.push(`${code}: ${found.map((each) => each.code)}`)
  }
  expect(missed).toEqual([])
  await expectExamples('decisions', told)
})

bedTest('each decision that follows from a refusal of GitHub is asked for with its code', async ({ bed }) => {
  const told = new Map<DecisionCode, string>()
  await bed.plan({ tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.unlabel('a', 'status:assigned')
  await bed.plan({ tasks: ['a', { id: 'b', depends_on: ['a'] }] })
  const [a, b] = [bed.task('a').number, bed.task('b').number]
  const refused = [`/issues/${a}/labels`, `/issues/${b}/dependencies/blocked_by`]
  bed.tracker.setIntercept(async ({ method, path }, proceed) => {
    const isRefused = method === 'POST' && refused.some((address) => path.endsWith(address))
    return isRefused ? Response.json({ message: 'Validation Failed' }, { status: 422 }) : proceed()
  })
  const { summary } = await bed.runWell()
  for (const code of ['task-stuck', 'refused-link'] as const satisfies readonly AtTheWire[]) {
    const line = summary.split('\n').find((each) => each.endsWith(` (${code})`))
    expect(line, summary).toBeDefined()
    told.set(code, line!.slice('- '.length, -` (${code})`.length).replace(/\[(#\d+)\]\(\S+?\)/g, '$1'))
  }
  await expectExamples('refused-decisions', told)
})
