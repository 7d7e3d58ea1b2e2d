import type { Person } from '../run/person.ts'

/** Something that a run has to tell people of: what came before it, and what must have arrived in the end. */
export interface TellingScenario {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** What came before, in order. */
  readonly before: readonly (
    | {
        readonly run: string
        /** Slack takes nothing. */
        readonly slackIsDown?: boolean
        /** It is killed after the first request that says so. */
        readonly killedAfter?: (request: { readonly method: string; readonly path: string }) => boolean
      }
    | { readonly people: (person: Person) => Promise<void>; readonly at: string }
  )[]
  /** When (ISO) the run comes that something goes wrong with. */
  readonly now: string
  /** Keys of the letters that are comments in the end; of those about picks, `picks`. */
  readonly comments: readonly string[]
  /** Beginnings of the titles that Slack has in the end. */
  readonly messages: readonly string[]
  /** Titles of the issues that are open in the end. */
  readonly open: readonly string[]
}

const phase4 = `phase: 4
title: Release readiness
manager: octocat
operators: [reader]
slots: 2
models: { sonnet: { workflow: worker.yml } }
tasks:
  - { id: guide, title: Guide, model: sonnet, priority: 1 }
  - { id: docker, title: Docker images, priority: 1 }
  - { id: helm, title: Helm charts, depends_on: [docker] }
`

const phase5 = `phase: 5
title: Growth
after: 4
operators: [reader]
models: { sonnet: { workflow: worker.yml } }
tasks:
  - { id: survey, title: Survey, model: sonnet }
`

const alone = { '.github/phases/4.yml': phase4 }
const both = { ...alone, '.github/phases/5.yml': phase5 }
const launched = { run: '2026-02-23T10:15:00Z' }
const hasStarted = 'Phase 4 has started'
const isComplete = 'Phase 4 is complete'
const theDigest = 'Phase 4, 24 February 2026'
const first = 'picks'
const dockerClosed = { at: '2026-02-24T08:30:00Z', people: (person: Person) => person.close('docker') }
const allClosed = {
  at: '2026-02-24T12:00:00Z',
  people: async (person: Person) => {
    for (const task of ['guide', 'docker', 'helm']) await person.close(task)
  },
}
const rest = ['Phase 4 progress: Release readiness', 'guide: Guide', 'helm: Helm charts']

const launch: TellingScenario = {
  name: 'a launch with Slack',
  files: alone,
  before: [],
  now: launched.run,
  comments: [first],
  messages: [hasStarted],
  open: [...rest, 'docker: Docker images'],
}

const digest: TellingScenario = {
  name: 'a digest',
  files: alone,
  before: [launched, dockerClosed],
  now: '2026-02-24T09:15:00Z',
  comments: [first, 'digest 2026-02-24'],
  messages: [hasStarted, theDigest],
  open: rest,
}

/** A run that is killed once it has commented: whoever comes next has to find that comment, and what it says of Slack. */
const halfTold: TellingScenario = {
  ...digest,
  name: 'a digest that was told, and not noted',
  before: [
    launched,
    dockerClosed,
    {
      run: '2026-02-24T09:15:00Z',
      killedAfter: ({ method, path }) => method === 'POST' && path.endsWith('/comments'),
    },
  ],
  now: '2026-02-24T10:15:00Z',
}

const completion: TellingScenario = {
  name: 'a completion that opens the next phase',
  files: both,
  before: [launched, allClosed],
  now: '2026-02-24T12:15:00Z',
  comments: [first, 'closing 1', first],
  messages: [hasStarted, isComplete, 'Phase 5 has started'],
  open: ['Phase 5 progress: Growth', 'survey: Survey'],
}

const leftOver: TellingScenario = {
  name: 'a message left over on a finished phase',
  files: alone,
  before: [launched, allClosed, { run: '2026-02-24T12:15:00Z', slackIsDown: true }],
  now: '2026-02-24T13:15:00Z',
  comments: [first, 'closing 1'],
  messages: [hasStarted, isComplete],
  open: [],
}

/** The launch could not be told in Slack, and there is more to tell when Slack is back. */
const lateAndLast: TellingScenario = {
  ...leftOver,
  name: 'a completion with a message left over from the launch',
  before: [{ ...launched, slackIsDown: true }, allClosed],
  now: '2026-02-24T12:15:00Z',
}

export const scenarios = [launch, digest, halfTold, completion, leftOver, lateAndLast]
