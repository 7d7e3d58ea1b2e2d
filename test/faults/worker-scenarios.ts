import type { Behaviour } from '../../src/local/behaviour.ts'
import { killed } from '../../src/local/faults.ts'
import { progressIn } from '../run/board.ts'
import type { Disturbance } from './disturbances.ts'
import { WorkerBed } from './worker-bed.ts'

/** How the comment of a command shows that it is finished. */
export type Answer = 'done' | 'refused'

/** How everything stands once nothing is left to do. */
export interface Ending {
  /** States by task id. */
  readonly states: Readonly<Record<string, string>>
  /** Claims whose workers were started, runs that never appeared left out, in alphabetical order. */
  readonly started: readonly string[]
  /** Claims whose runs still go on. */
  readonly atWork: readonly string[]
  /** By the name of the command. */
  readonly answers: Readonly<Record<string, Answer>>
}

/** Something that has to be done about workers. */
export interface WorkerScenario {
  readonly name: string
  readonly plan: string
  readonly behaviour?: Partial<Behaviour>
  readonly agentToken?: string
  /** How things came to be as they are before the run that is looked at. */
  readonly before: (bed: WorkerBed) => Promise<void>
  /** Minutes after that run at which clean ones follow. */
  readonly later: readonly number[]
  /** Any of these is right. */
  readonly endings: readonly Ending[]
}

export const file = '.github/phases/phase.yml'

const planWith = ({ spawn = 'manual', guide = 'sonnet', start = '2026-02-22' } = {}) => `phase: 4
title: Release readiness
start_date: ${start}
slots: 2
spawn: ${spawn}
models:
  sonnet: { workflow: worker.yml }
  copilot: { assign: ["copilot-swe-agent[bot]"] }
tasks:
  - { id: guide, title: Guide, priority: 1, model: ${guide} }
  - { id: docker, title: Docker images, priority: 1, model: sonnet }
  - { id: helm, title: Helm charts, priority: 1, model: sonnet, depends_on: [docker] }
  - { id: admin, title: Admin guide, model: sonnet }
`

const plan = planWith()
const thenAndLater = [0, 11, 26]

/** guide and docker have the slots, helm is blocked, admin is the next. */
async function launched(bed: WorkerBed): Promise<void> {
  await bed.run()
  bed.wait(30)
}

/** guide's worker is at it. */
async function running(bed: WorkerBed): Promise<void> {
  await launched(bed)
  await bed.say('start', 'guide', '/spawn')
  await bed.run()
  bed.tracker.store.setRun(bed.runOf('guide#1').id, { status: 'in_progress' })
  bed.wait(30)
}

const spawned: Ending = {
  states: { guide: 'running', docker: 'assigned', helm: 'blocked', admin: 'ready' },
  started: ['guide#1'],
  atWork: ['guide#1'],
  answers: { spawn: 'done' },
}

export const spawn: WorkerScenario = {
  name: 'a spawn by comment',
  plan,
  async before(bed) {
    await launched(bed)
    await bed.say('spawn', 'guide', '/spawn')
  },
  later: thenAndLater,
  endings: [spawned],
}

const withoutDetails: WorkerScenario = {
  ...spawn,
  name: 'a spawn whose answer does not name the run',
  behaviour: { runDetails: false },
}

const unlisted: WorkerScenario = {
  ...spawn,
  name: 'a spawn whose run lists do not show at first',
  behaviour: { dispatchedRuns: 'unlisted', runDetails: false },
}

const never: WorkerScenario = {
  ...spawn,
  name: 'a spawn that never leads to a run',
  behaviour: { dispatchedRuns: 'never', runDetails: false },
  later: [...thenAndLater, 45, 62, 80],
  endings: [
    {
      states: { guide: 'failed', docker: 'assigned', helm: 'blocked', admin: 'assigned' },
      started: [],
      atWork: [],
      answers: { spawn: 'done' },
    },
  ],
}

export const spawnFromProgress: WorkerScenario = {
  ...spawn,
  name: 'a spawn of two tasks on the progress issue',
  async before(bed) {
    await launched(bed)
    await bed.say('spawn', progressIn(bed.tracker.store, '4').number, '/spawn guide docker')
  },
  endings: [
    {
      states: { guide: 'running', docker: 'running', helm: 'blocked', admin: 'ready' },
      started: ['docker#1', 'guide#1'],
      atWork: ['docker#1', 'guide#1'],
      answers: { spawn: 'done' },
    },
  ],
}

const threeSpawns: WorkerScenario = {
  name: 'three spawns, one of them refused',
  plan,
  async before(bed) {
    await launched(bed)
    await bed.say('first', 'guide', '/spawn')
    await bed.say('second', 'helm', '/spawn')
    await bed.say('third', 'docker', '/spawn')
  },
  later: thenAndLater,
  endings: [
    {
      states: { guide: 'running', docker: 'running', helm: 'blocked', admin: 'ready' },
      started: ['docker#1', 'guide#1'],
      atWork: ['docker#1', 'guide#1'],
      answers: { first: 'done', second: 'refused', third: 'done' },
    },
  ],
}

export const auto: WorkerScenario = {
  name: 'two picks that start by themselves',
  plan: planWith({ spawn: 'auto', start: '2026-02-23' }),
  async before(bed) {
    await bed.run()
    bed.wait(26 * 60)
  },
  later: thenAndLater,
  endings: [
    {
      states: { guide: 'running', docker: 'running', helm: 'blocked', admin: 'ready' },
      started: ['docker#1', 'guide#1'],
      atWork: ['docker#1', 'guide#1'],
      answers: {},
    },
  ],
}

const stopped = (state: string, answers: Ending['answers']): Ending => ({
  states: { guide: state, docker: 'assigned', helm: 'blocked', admin: 'assigned' },
  started: ['guide#1'],
  atWork: [],
  answers: { start: 'done', ...answers },
})

const release: WorkerScenario = {
  name: 'a release of a running worker',
  plan,
  async before(bed) {
    await running(bed)
    await bed.say('release', 'guide', '/release not now')
  },
  later: thenAndLater,
  endings: [stopped('ready', { release: 'done' })],
}

const slowRelease: WorkerScenario = {
  ...release,
  name: 'a release whose run takes its time to end',
  behaviour: { cancel: 'later' },
}

const holdNow: WorkerScenario = {
  ...release,
  name: 'a hold that stops a running worker',
  async before(bed) {
    await running(bed)
    await bed.say('hold', 'guide', '/hold now wait for legal')
  },
  endings: [stopped('held', { hold: 'done' })],
}

export const retry: WorkerScenario = {
  name: 'a second attempt',
  plan,
  async before(bed) {
    await running(bed)
    bed.tracker.store.setRun(bed.runOf('guide#1').id, { status: 'completed', conclusion: 'failure' })
    await bed.run()
    bed.wait(20)
  },
  later: thenAndLater,
  endings: [
    {
      states: { guide: 'running', docker: 'assigned', helm: 'blocked', admin: 'ready' },
      started: ['guide#1', 'guide#2'],
      atWork: ['guide#2'],
      answers: { start: 'done' },
    },
  ],
}

/** The run that took the claim was killed at the request that starts the worker. */
async function begin(bed: WorkerBed, issue: string | number, command: string, carriedOut: boolean): Promise<void> {
  await bed.say('spawn', issue, command)
  const isStart = ({ path }: { path: string }) => path.endsWith('/dispatches')
  const by: Disturbance = {
    name: 'killed at the start',
    meets: () => true,
    at: (_, { kill }) => killed(isStart, kill, { carriedOut }),
  }
  await bed.run({ by, request: 0 })
  bed.wait(11)
}

export const takeover: WorkerScenario = {
  ...spawn,
  name: 'a claim whose worker was never started',
  async before(bed) {
    await launched(bed)
    await begin(bed, 'guide', '/spawn', false)
  },
}

export const found: WorkerScenario = {
  ...spawn,
  name: 'a start that nobody learned of',
  async before(bed) {
    await launched(bed)
    await begin(bed, 'guide', '/spawn', true)
  },
}

const endedUnseen: WorkerScenario = {
  ...spawn,
  name: 'a spawn of two tasks, one of which ends before its start is known',
  async before(bed) {
    await launched(bed)
    await begin(bed, progressIn(bed.tracker.store, '4').number, '/spawn guide docker', true)
    bed.tracker.store.setRun(bed.runOf('guide#1').id, { status: 'completed', conclusion: 'success' })
    await bed.person.close('guide')
  },
  endings: [
    {
      states: { guide: '', docker: 'running', helm: 'blocked', admin: 'assigned' },
      started: ['docker#1', 'guide#1'],
      atWork: ['docker#1'],
      answers: { spawn: 'refused' },
    },
  ],
}

export const agent: WorkerScenario = {
  ...spawn,
  name: 'a spawn of an agent that is assigned',
  plan: planWith({ guide: 'copilot' }),
  agentToken: 'octocat-token',
  endings: [{ ...spawned, atWork: [] }],
}

export const workerScenarios: readonly WorkerScenario[] = [
  spawn,
  withoutDetails,
  unlisted,
  never,
  spawnFromProgress,
  threeSpawns,
  auto,
  release,
  slowRelease,
  holdNow,
  retry,
  takeover,
  found,
  endedUnseen,
  agent,
]

/** Everything as it stands before the run that is looked at. */
export async function prepare(scenario: WorkerScenario): Promise<WorkerBed> {
  const bed = await WorkerBed.start(scenario)
  bed.files = { [file]: scenario.plan }
  await scenario.before(bed)
  return bed
}
