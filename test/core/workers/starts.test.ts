import { describe, expect, test } from 'vitest'
import type { WorkerWorkflow } from '../../../src/core/observation.ts'
import type { Model } from '../../../src/core/phase.ts'
import { taskOf } from '../plan.ts'
import { launch, operationsOf, type Scene } from '../scene.ts'
import { closeIssue, emptyGitHub } from '../simulated-github.ts'
import { changeRun } from '../simulated-workers.ts'
import { type RunOptions, run } from '../simulation.ts'
import {
  aDay,
  aMinute,
  anHour,
  answersOn,
  claimOf,
  later,
  models,
  recordOf,
  runs,
  say,
  shownOn,
  states,
  workedPhase,
} from '../worker-scene.ts'

function command(scene: Scene, place: string, body: string): string {
  const comment = say(scene, place, body)
  scene.run()
  return shownOn(scene, comment)
}

function fail(scene: Scene, claim: string): void {
  changeRun(scene.github, claim, 'failure')
  scene.run()
}

describe('the limit of starts', () => {
  test('a day: the next /spawn is refused, and somebody is asked, until a day has gone by', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 3, spawnLimit: { perDay: 2, failuresInARow: 3 } }))
    expect(['a', 'b', 'c'].map((id) => command(scene, id, '/spawn'))).toEqual(['done', 'done', 'refused'])
    const why = '2 workers were started within a day, as many as spawn_limit allows: /phase resume lets it go on'
    expect(answersOn(scene, 'c')).toEqual([`octocat, /spawn was not done: ${why}.`])
    expect(scene.decisions()).toEqual([`No worker is started: ${why}.`])
    later(scene, aDay + aMinute)
    expect(scene.decisions()).toEqual([])
    expect(command(scene, 'c', '/spawn')).toBe('done')
    expect(states(scene)).toBe('a running, b running, c running')
  })

  test('is forgotten with /phase resume', () => {
    const scene = launch(workedPhase(['a', 'b'], { slots: 2, spawnLimit: { perDay: 1, failuresInARow: 3 } }))
    expect(command(scene, 'a', '/spawn')).toBe('done')
    expect(command(scene, 'b', '/spawn')).toBe('refused')
    expect(command(scene, 'progress', '/phase resume')).toBe('done')
    expect(command(scene, 'b', '/spawn')).toBe('done')
    expect(command(scene, 'progress', '/phase resume')).toBe('done')
    expect(command(scene, 'progress', '/phase resume')).toBe('refused')
    expect(answersOn(scene, 'progress')).toEqual([
      'octocat, /phase was not done: the phase is not paused: it goes on as it is.',
    ])
  })

  test('stops starts of their own as well', () => {
    const scene = launch(
      workedPhase(['a', 'b', 'c'], { slots: 3, spawn: 'auto', spawnLimit: { perDay: 2, failuresInARow: 3 } }),
    )
    expect(states(scene)).toBe('a running, b running, c assigned')
    later(scene, aDay + aMinute)
    expect(states(scene)).toBe('a running, b running, c running')
  })

  test('failures in a row: nothing more is started until somebody says so', () => {
    const scene = launch(
      workedPhase(['a', 'b'], {
        spawn: 'auto',
        retry: { maxAttempts: 9, backoff: aMinute },
        spawnLimit: { perDay: 20, failuresInARow: 2 },
      }),
    )
    fail(scene, 'a#1')
    expect(states(scene)).toBe('a waiting, b running')
    fail(scene, 'b#1')
    later(scene, anHour)
    expect(states(scene)).toBe('a waiting, b waiting')
    expect(scene.decisions()).toEqual([
      'No worker is started: 2 attempts in a row failed, as many as spawn_limit allows: see why, then /phase resume lets it go on.',
    ])
    expect(command(scene, 'progress', '/phase resume')).toBe('done')
    expect(states(scene)).toBe('a running, b waiting')
    expect(runs(scene)).toEqual(['a#1 failure', 'b#1 failure', 'a#2 running'])
  })

  test.each([
    ['a run that ends well', (scene: Scene) => changeRun(scene.github, 'a#2', 'success')],
    ['a task that is done', (scene: Scene) => closeIssue(scene.github, scene.numberOf('a'), 'completed')],
  ])('%s ends the row', (_, wellEnded) => {
    const scene = launch(
      workedPhase(['a', 'b'], {
        spawn: 'auto',
        retry: { maxAttempts: 9, backoff: aMinute },
        spawnLimit: { perDay: 20, failuresInARow: 2 },
      }),
    )
    fail(scene, 'a#1')
    closeIssue(scene.github, scene.numberOf('b'), 'not_planned')
    later(scene, anHour)
    expect(states(scene)).toBe('a running, b')
    wellEnded(scene)
    scene.run()
    scene.phases = workedPhase(['a', 'b', 'c'], scene.phases[0])
    scene.run()
    fail(scene, 'c#1')
    expect(scene.decisions().join()).not.toContain('No worker is started')
  })
})

describe('a pause', () => {
  const paused = () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 2 }))
    command(scene, 'a', '/spawn')
    expect(command(scene, 'progress', '/phase pause')).toBe('done')
    return scene
  }

  test('is shown at the top, and leaves alone what is at work', () => {
    const scene = paused()
    const body = scene.github.issues.get(1)!.body
    expect(body).toContain('Paused by octocat since 2026-02-22')
    expect(body.indexOf('Paused by')).toBeLessThan(body.indexOf('###'))
    expect(states(scene)).toBe('a running, b assigned, c ready')
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(states(scene)).toBe('a, b assigned, c ready')
    expect(scene.latest.outcome!.slots.waits.get('c')).toEqual({ for: 'pause', by: 'octocat' })
  })

  test('refuses /spawn, and keeps what failed waiting', () => {
    const scene = paused()
    expect(command(scene, 'b', '/spawn')).toBe('refused')
    expect(answersOn(scene, 'b')).toEqual([
      'octocat, /spawn was not done: phase 4 was paused by octocat: /phase resume lets it go on.',
    ])
    fail(scene, 'a#1')
    later(scene, 30 * aDay)
    expect(states(scene)).toBe('a waiting, b assigned, c ready')
    expect(runs(scene)).toEqual(['a#1 failure'])
  })

  test('leaves a claim alone of which no start is known, until it ends', () => {
    const scene = launch(workedPhase(['a']), { github: emptyGitHub({ dispatch: 'nothing' }) })
    const spawn = say(scene, 'a', '/spawn')
    scene.run()
    scene.github.dispatch = 'details'
    expect(command(scene, 'progress', '/phase pause')).toBe('done')
    later(scene, anHour)
    expect(runs(scene)).toEqual([])
    expect(command(scene, 'progress', '/phase resume')).toBe('done')
    expect(runs(scene)).toEqual(['a#1 running'])
    expect(shownOn(scene, spawn)).toBe('done')
  })

  test('ends with /phase resume', () => {
    const scene = paused()
    fail(scene, 'a#1')
    later(scene, anHour)
    expect(command(scene, 'progress', '/phase resume')).toBe('done')
    expect(states(scene)).toBe('a running, b assigned, c ready')
    expect(scene.github.issues.get(1)!.body).not.toContain('Paused')
  })

  test('said twice stays with whoever said it first', () => {
    const scene = paused()
    say(scene, 'progress', '/phase pause', 'hubot')
    scene.run()
    expect(scene.github.issues.get(1)!.body).toContain('Paused by octocat')
  })
})

describe('the slot of a worker that is to start', () => {
  test('is that of the lowest pick that was never started', () => {
    const scene = launch(workedPhase(['a', 'b', 'c', 'd'], { slots: 2 }))
    expect(command(scene, 'd', '/spawn')).toBe('done')
    expect(states(scene)).toBe('a assigned, b ready, c ready, d running')
    expect(command(scene, 'c', '/spawn')).toBe('done')
    expect(states(scene)).toBe('a ready, b ready, c running, d running')
    expect(command(scene, 'b', '/spawn')).toBe('refused')
    expect(answersOn(scene, 'b')).toEqual([
      'octocat, /spawn was not done: #3 (b) may not start: waits for a free slot.',
    ])
  })

  test('comes to a task that is tried again before it comes to a ready one', () => {
    const scene = launch(workedPhase(['a', taskOf('b', { model: 'sonnet', priority: 1 }), 'c'], { slots: 1 }))
    expect(states(scene)).toBe('a ready, b assigned, c ready')
    command(scene, 'a', '/spawn')
    fail(scene, 'a#1')
    expect(states(scene)).toBe('a waiting, b assigned, c ready')
    later(scene, 15 * aMinute)
    expect(states(scene)).toBe('a running, b ready, c ready')
  })

  test('is not taken where the task still waits for another', () => {
    const scene = launch(workedPhase(['a', taskOf('b', { model: 'sonnet', dependsOn: ['a'] })], { slots: 2 }))
    expect(command(scene, 'b', '/spawn')).toBe('refused')
    expect(answersOn(scene, 'b')).toEqual(['octocat, /spawn was not done: #2 (a) is open; #3 (b) starts after it.'])
    expect(runs(scene)).toEqual([])
  })

  test('is kept, and nothing starts, where a link appears before an uncertain start is tried again', () => {
    const scene = launch(workedPhase(['a', 'b']), { github: emptyGitHub({ dispatch: 'nothing' }) })
    command(scene, 'a', '/spawn')
    scene.github.dispatch = 'details'
    scene.issue('a').blockedBy.push(scene.numberOf('b'))
    later(scene, anHour)
    expect(runs(scene)).toEqual([])
    expect(scene.decisions()).toContain('Look again at a (#2): it is at work, and waits for b (#3).')
    closeIssue(scene.github, scene.numberOf('b'), 'completed')
    scene.run()
    expect(runs(scene)).toEqual(['a#1 running'])
  })

  test('is not taken where a link by hand was made a moment ago', () => {
    const scene = launch(workedPhase(['a', 'b'], { slots: 2 }))
    scene.issue('a').blockedBy.push(scene.numberOf('b'))
    expect(command(scene, 'a', '/spawn')).toBe('refused')
    expect(states(scene)).toBe('a blocked, b assigned')
  })

  test('is not taken while its files are those of a task in review', () => {
    const paths = ['docs/**']
    const scene = launch(
      workedPhase([taskOf('a', { model: 'sonnet', paths }), taskOf('b', { model: 'sonnet', paths })]),
    )
    command(scene, 'a', '/spawn')
    changeRun(scene.github, 'a#1', 'success')
    scene.run()
    expect(command(scene, 'b', '/spawn')).toBe('refused')
    expect(answersOn(scene, 'b')[0]).toContain('#2')
    expect(states(scene)).toBe('a review, b ready')
  })

  test('goes back to the pick that lost it while another run has the claim', () => {
    const scene = launch(workedPhase(['a', 'b'], { slots: 1 }))
    scene.github.locks.set(scene.numberOf('b'), scene.github.clock)
    const spawn = say(scene, 'b', '/spawn')
    run(scene.github, scene.phases)
    expect(states(scene)).toBe('a assigned, b ready')
    expect(shownOn(scene, spawn)).toBe('begun')
    later(scene, 11 * aMinute)
    expect(states(scene)).toBe('a ready, b running')
    expect(shownOn(scene, spawn)).toBe('done')
  })
})

describe('what is missing is named before anything is claimed', () => {
  const worker = (given: Partial<Extract<WorkerWorkflow, { inputs: unknown }>>): WorkerWorkflow => ({
    inputs: ['task', 'claim'],
    required: [],
    showsClaim: true,
    ...given,
  })
  const named = (name: string, given: Partial<Model>): Model => ({
    name,
    workflow: undefined,
    inputs: {},
    assign: [],
    logins: [],
    ...given,
  })
  const file = '.github/workflows/worker.yml'

  test.each<
    [name: string, given: { workflow?: WorkerWorkflow; model?: Model; options?: RunOptions; ask?: string }, why: string]
  >([
    [
      'a file',
      {
        workflow: {
          problem: { code: 'worker-file-missing', reason: 'there is no such file on the default branch' },
        },
      },
      `${file} cannot be started: there is no such file on the default branch`,
    ],
    [
      'the inputs task and claim',
      { workflow: worker({ inputs: ['issue'] }) },
      `${file} is no worker: its workflow_dispatch declares no input task and claim`,
    ],
    [
      'the input claim',
      { workflow: worker({ inputs: ['task'] }) },
      `${file} is no worker: its workflow_dispatch declares no input claim`,
    ],
    ['the claim in the run name', { workflow: worker({ showsClaim: false }) }, `${file} does not show its claim`],
    [
      'an input that the model gives',
      { model: named('sonnet', { workflow: 'worker.yml', inputs: { effort: 'high' } }) },
      `${file} declares no input effort, which the model sonnet gives`,
    ],
    [
      'an input that the workflow requires',
      { workflow: worker({ inputs: ['task', 'claim', 'effort'], required: ['task', 'claim', 'effort'] }) },
      `${file} requires effort, which the model sonnet does not give`,
    ],
    [
      "a user's token",
      { model: named('sonnet', { assign: ['copilot-swe-agent[bot]'] }), options: { agentToken: false } },
      "copilot-swe-agent[bot] can only be assigned with a user's token: give the action one as agent-token",
    ],
    [
      'a way to start it',
      { model: named('sonnet', {}) },
      'the model sonnet has neither "workflow" nor "assign": its workers start by other means',
    ],
    ['the model', { ask: '/spawn model=opus' }, 'the phase file has no model opus'],
  ])('%s', (_, { workflow, model, options = {}, ask }, why) => {
    const github = emptyGitHub({ workflows: new Map(workflow === undefined ? [] : [['worker.yml', workflow]]) })
    const given = { models: new Map([...models, ...(model === undefined ? [] : [[model.name, model] as const])]) }
    const scene = launch(workedPhase(['a'], given), { github, options })
    expect(command(scene, 'a', ask ?? '/spawn')).toBe('refused')
    expect(answersOn(scene, 'a')).toHaveLength(1)
    expect(answersOn(scene, 'a')[0]).toContain(`octocat, /spawn was not done: ${why}`)
    expect(recordOf(scene, 'a')).toMatchObject({ claims: 0, claim: undefined })
    expect(scene.github.locks.size).toBe(0)
    if (ask !== undefined) return
    const auto = launch(workedPhase(['a'], { ...given, spawn: 'auto' }), { github: structuredClone(github), options })
    expect(recordOf(auto, 'a').claims).toBe(0)
    if (model === undefined || model.workflow !== undefined || model.assign.length > 0)
      expect(auto.decisions().join()).toContain(`The worker of a (#${auto.numberOf('a')}) cannot start: ${why}`)
    else expect(auto.decisions()).toEqual([])
  })

  test('a task that people do has no worker to start', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] })], { spawn: 'auto' }))
    expect(states(scene)).toBe('a assigned')
    expect(command(scene, 'a', '/spawn')).toBe('refused')
    expect(answersOn(scene, 'a')[0]).toContain('has no model: its assignees do it')
    expect(command(scene, 'a', '/spawn model=haiku')).toBe('done')
    expect(claimOf(scene, 'a').model).toBe('haiku')
  })
})

describe('a worker is told', () => {
  const inputsOf = (declared: readonly string[], inputs: Model['inputs'] = {}) => {
    const workflow = { inputs: [...declared], required: [], showsClaim: true }
    const model = { name: 'sonnet', workflow: 'worker.yml', inputs, assign: [], logins: [] }
    const scene = launch(workedPhase(['a'], { spawn: 'auto', models: new Map([['sonnet', model]]) }), {
      github: emptyGitHub({ workflows: new Map([['worker.yml', workflow]]) }),
    })
    const start = scene.latest.operations.find((operation) => operation.do === 'start-run')
    return start?.do === 'start-run' ? { ...start.inputs } : undefined
  }

  test('what its workflow declares, and nothing else', () => {
    expect(inputsOf(['task', 'claim'])).toEqual({ task: 'a', claim: 'a#1' })
    expect(inputsOf(['task', 'claim', 'issue', 'phase', 'model', 'attempt'])).toEqual({
      task: 'a',
      claim: 'a#1',
      issue: '2',
      phase: '4',
      model: 'sonnet',
      attempt: '1',
    })
  })

  test("what the file gives its model, before ours of that name, but never another's claim", () => {
    expect(inputsOf(['task', 'claim', 'model'], { model: 'claude-sonnet-4-5' })).toMatchObject({
      model: 'claude-sonnet-4-5',
    })
    expect(inputsOf(['task', 'claim'], { task: 'b', claim: 'b#7' })).toEqual({ task: 'a', claim: 'a#1' })
  })
})

describe('spawn: auto', () => {
  test('starts each pick in the run that picks it', () => {
    const scene = launch(workedPhase(['a', 'b', 'c'], { slots: 2, spawn: 'auto' }))
    expect(states(scene)).toBe('a running, b running, c ready')
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(runs(scene)).toEqual(['a#1 running', 'b#1 running', 'c#1 running'])
  })

  test('starts nothing that people do', () => {
    const scene = launch(workedPhase([taskOf('a', { assignees: ['mona'] }), taskOf('b')], { slots: 2, spawn: 'auto' }))
    expect(states(scene)).toBe('a assigned, b assigned')
  })

  test('does not try again what somebody released, before its turn', () => {
    const scene = launch(workedPhase(['a', 'b'], { spawn: 'auto' }))
    expect(command(scene, 'a', '/release')).toBe('done')
    expect(states(scene)).toBe('a ready, b running')
    expect(runs(scene)).toEqual(['a#1 cancelled', 'b#1 running'])
  })

  test('leaves alone what another run is starting, and takes it over after ten minutes', () => {
    const scene = launch(workedPhase(['a']))
    scene.github.locks.set(scene.numberOf('a'), scene.github.clock)
    scene.phases = workedPhase(['a'], { spawn: 'auto' })
    for (let time = 0; time < 2; time++) {
      const result = run(scene.github, scene.phases)
      expect(result.ended).toBe('quiet')
      // Each run tries, because nothing else tells when the other one is gone.
      expect(operationsOf(result)).toEqual(time === 0 ? ['claim', 'write-progress'] : ['claim'])
    }
    expect(runs(scene)).toEqual([])
    expect(scene.github.issues.get(1)!.body).toContain('Another run began to start the worker of #2')
    scene.github.clock += 10 * aMinute
    scene.run()
    expect(runs(scene)).toEqual(['a#1 running'])
  })
})

test('which task it is, and which start of it, no model can say; what else it gives stands before what would be sent', () => {
  const names = ['task', 'claim', 'issue', 'phase', 'model', 'attempt']
  const inputs = Object.fromEntries(names.map((name) => [name, 'given']))
  const model: Model = { name: 'sonnet', workflow: 'worker.yml', inputs, assign: [], logins: [] }
  const workflow: WorkerWorkflow = { inputs: names, required: [], showsClaim: true }
  const scene = launch(workedPhase(['a'], { spawn: 'auto', models: new Map([['sonnet', model]]) }), {
    github: emptyGitHub({ workflows: new Map([['worker.yml', workflow]]) }),
  })
  const start = scene.latest.operations.find((operation) => operation.do === 'start-run')
  const told = { task: 'a', claim: 'a#1', issue: String(scene.numberOf('a')), phase: '4', attempt: '1' }
  expect(start).toMatchObject({ inputs: { ...told, model: 'given' } })
})
