import { describe, expect, test } from 'vitest'
import type { Observation, Question } from '../../../src/core/observation.ts'
import type { Model } from '../../../src/core/phase.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import { planChecksum } from '../../../src/core/tasks/plan-checksum.ts'
import { begunClaim, nextClaim, type StartProblem, startProblem } from '../../../src/core/workers/starts.ts'
import { models } from '../worker-scene.ts'
import { askBranch, askWorkflow, at, type Change, keys, now, ready, someClaim, viewOf, worker } from './ready-starts.ts'

const modelWith = (given: Partial<Model>): Model => ({ ...models.get('elsewhere')!, name: 'own', ...given })

describe('the claim of the next worker', () => {
  const start = { attempt: 2, by: 'octocat', command: '7.0' }

  test.each<[what: string, record: Change['record'], number: number]>([
    ['is the first where there was none', {}, 1],
    ['also where the record is lost', 'lost', 1],
    ['has the number after all that were counted', { claims: 3, claim: { ...someClaim, number: 2 } }, 4],
    ['or after the one on record, where that is more', { claims: 1, claim: { ...someClaim, number: 4 } }, 5],
  ])('%s', (_, record, number) => {
    expect(nextClaim(viewOf('a', { record }), models.get('sonnet'), start, 'sum', now).number).toBe(number)
  })

  test.each<[what: string, model: Model | undefined, told: Partial<Claim>]>([
    ['is a run where its model has a workflow', models.get('sonnet'), { worker: 'run', workflow: 'worker.yml' }],
    [
      'also where somebody is to be assigned besides',
      modelWith({ workflow: 'own.yml', assign: ['mona'] }),
      { model: 'own', worker: 'run', workflow: 'own.yml', logins: ['mona'] },
    ],
    [
      'is a person where people alone are assigned',
      modelWith({ assign: ['mona', 'hubot'] }),
      { model: 'own', worker: 'person', logins: ['mona', 'hubot'] },
    ],
    [
      'is an agent where a bot is among them',
      modelWith({ assign: ['mona', 'copilot[bot]'] }),
      { model: 'own', worker: 'agent', logins: ['mona', 'copilot[bot]'] },
    ],
    ['is an agent where nobody is', modelWith({}), { model: 'own', worker: 'agent' }],
    ['has the model of the task where it is given none', undefined, { model: 'sonnet', worker: 'agent' }],
  ])('%s', (_, model, told) => {
    expect(nextClaim(viewOf('a'), model, start, 'sum', now)).toEqual({
      number: 1,
      attempt: 2,
      model: 'sonnet',
      since: at('18:00:00'),
      by: 'octocat',
      command: '7.0',
      workflow: '',
      logins: [],
      plan: 'sum',
      ...told,
    })
  })
})

describe('the claim of somebody who has begun by themselves', () => {
  const failed = { ...someClaim, attempt: 2, end: { how: 'failed', at: at('15:00:00') } } as const
  const released = { ...failed, end: { how: 'released', at: at('15:00:00') } } as const

  test.each<[what: string, task: string, isAgent: boolean, record: Change['record'], told: Partial<Claim>]>([
    ['is theirs, and dispatches nothing', 'a', false, {}, { worker: 'person', model: 'sonnet' }],
    ["is an agent's", 'a', true, {}, { worker: 'agent', model: 'sonnet' }],
    ['needs no model', 'c', false, {}, { worker: 'person', model: undefined }],
    ['nor a record', 'a', false, 'lost', { worker: 'person', model: 'sonnet' }],
    ['is one more attempt after a failure', 'a', false, { claim: failed }, { number: 3, attempt: 3, worker: 'person' }],
    ['and the first after anything else', 'a', true, { claim: released }, { number: 3, attempt: 1, worker: 'agent' }],
  ])('%s', (_, task, isAgent, record, told) => {
    const view = viewOf(task, { record })
    const begun = { login: 'hubot', isAgent, heartbeat: at('17:58:00'), percent: 40 }
    expect(begunClaim(view, begun, now)).toEqual({
      number: 1,
      attempt: 1,
      model: 'sonnet',
      since: at('18:00:00'),
      by: 'hubot',
      workflow: '',
      logins: ['hubot'],
      started: at('18:00:00'),
      heartbeat: at('17:58:00'),
      percent: 40,
      plan: planChecksum(view.task),
      ...told,
    })
  })
})

describe('what keeps a worker from being started', () => {
  const sonnet = models.get('sonnet')!
  const file = '.github/workflows/worker.yml'
  const says = (given: Partial<typeof worker>): Partial<Observation> => ({
    workflows: new Map([['worker.yml', { ...worker, ...given }]]),
  })
  const bots = ['copilot[bot]', 'mona', 'other[bot]']

  test.each<
    [what: string, model: Model, seen: Partial<Observation>, code: StartProblem['code'] | undefined, why?: string]
  >([
    ['nothing', sonnet, {}, undefined],
    [
      'the file was asked for, and is not there',
      sonnet,
      { workflows: new Map() },
      'worker-unreadable',
      `${file} cannot be started: it could not be read`,
    ],
    [
      'the file has a mistake',
      sonnet,
      { workflows: new Map([['worker.yml', { problem: { code: 'worker-file-missing', reason: 'there is none' } }]]) },
      'worker-file-missing',
      `${file} cannot be started: there is none`,
    ],
    [
      'it lacks task and claim',
      sonnet,
      says({ inputs: [] }),
      'worker-input-missing',
      `${file} is no worker: its workflow_dispatch declares no input task and claim`,
    ],
    [
      'it hides its claim',
      sonnet,
      says({ showsClaim: false }),
      'worker-claim-hidden',
      `${file} does not show its claim: add "run-name: \${{ inputs.task }} \${{ inputs.claim }}", or a start whose answer is lost could not be found again`,
    ],
    [
      'it declares less than the model gives',
      { ...sonnet, inputs: { effort: 'high', task: 'x', depth: '3' } },
      {},
      'worker-input-unknown',
      `${file} declares no input effort, depth, which the model sonnet gives`,
    ],
    [
      'it requires more than the model gives',
      { ...sonnet, inputs: { effort: 'high' } },
      says({
        inputs: ['task', 'claim', 'effort', 'depth', 'tone'],
        required: ['issue', 'depth', 'claim', 'effort', 'tone'],
      }),
      'worker-input-required',
      `${file} requires depth, tone, which the model sonnet does not give`,
    ],
    [
      'the branch was asked for, and is not known',
      sonnet,
      { branch: undefined, answered: keys([askWorkflow, askBranch]) },
      'branch-unreadable',
      'the default branch could not be read; the next run asks again',
    ],
    [
      'others start it',
      modelWith({}),
      {},
      'model-without-worker',
      'the model own has neither "workflow" nor "assign": its workers start by other means',
    ],
    ['nothing, where there is a token for agents', modelWith({ assign: bots }), {}, undefined],
    ['nothing, where people alone are assigned', modelWith({ assign: ['mona'] }), { agentToken: false }, undefined],
    [
      'there is no token for the agents among them',
      modelWith({ assign: bots }),
      { agentToken: false },
      'agent-token-missing',
      "copilot[bot], other[bot] can only be assigned with a user's token: give the action one as agent-token",
    ],
  ])('%s', (_, model, seen, code, why) => {
    expect(startProblem(model, { ...ready, ...seen })).toEqual({
      problem: code === undefined ? undefined : { code, reason: [why] },
    })
  })

  test.each<[what: string, seen: Partial<Observation>, ask: readonly Question[]]>([
    ['the file and the branch', { branch: undefined, answered: new Set() }, [askWorkflow, askBranch]],
    ['the file alone where the branch is known', { answered: new Set() }, [askWorkflow]],
    ['the branch alone where the file was read', { branch: undefined }, [askBranch]],
  ])('is told once these were read: %s', (_, seen, ask) => {
    expect(startProblem(sonnet, { ...ready, ...seen })).toEqual({ ask })
  })
})
