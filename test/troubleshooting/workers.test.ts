import { expect, test } from 'vitest'
import type { WorkerCode } from '../../src/core/troubleshooting/codes.ts'
import { type ActionOptions, Bed, planText } from '../run/bed.ts'
import { workerText } from '../run/worker-text.ts'
import { expectExamples } from './examples.ts'

/** What is wrong with a worker, or with what the model gives it. */
interface Flaw {
  /** The workflow file; the usual worker unless given, none where it is empty. */
  readonly workflow?: string
  readonly model?: object
  readonly prepare?: (bed: Bed) => unknown
  readonly options?: ActionOptions
}

const withInputs = (...inputs: readonly string[]) =>
  `run-name: \${{ inputs.task }} \${{ inputs.claim }}
on:
  workflow_dispatch:
    inputs:
${inputs.map((input) => `      ${input}\n`).join('')}jobs: {}
`
const usual = ['task: { required: true }', 'claim: { required: true }']
const more = Array.from({ length: 24 }, (_, at) => `more-${at}: { required: false }`)

/** Answers of GitHub that help nobody, to reads of one address. */
const spoilt =
  (address: RegExp, answer: object, status: number) =>
  (bed: Bed): void =>
    bed.tracker.setIntercept(async ({ method, path }, proceed) =>
      method === 'GET' && address.test(path) ? Response.json(answer, { status }) : proceed(),
    )

const workflowFile = /\/contents\/.*worker\.yml$/

/** Codes of what keeps a worker from being started by itself; commands are refused for others as well. */
type FlawCode = Exclude<
  WorkerCode,
  'model-without-worker' | 'start-refused' | 'phase-paused' | 'spawn-limit-day' | 'spawn-limit-failures'
>

const flaws: Readonly<Record<FlawCode, Flaw>> = {
  'worker-file-missing': { workflow: '' },
  'worker-disabled': {
    prepare: ({ board }) =>
      board.state.workflows.push({ id: 7, path: '.github/workflows/worker.yml', disabled: true, runNumber: 0 }),
  },
  'worker-yaml-invalid': { prepare: spoilt(workflowFile, { content: Buffer.from('on: [').toString('base64') }, 200) },
  'worker-not-dispatchable': { workflow: 'on: push\njobs: {}\n' },
  'worker-input-count': { workflow: withInputs(...usual, ...more) },
  'worker-unreadable': { prepare: spoilt(workflowFile, { message: 'Unprocessable' }, 422) },
  'actions-permission-missing': { options: { inputs: { token: 'poor-token' } } },
  'worker-input-missing': { workflow: withInputs('task: { required: true }') },
  'worker-claim-hidden': { workflow: workerText.replace(/^run-name: .*$/m, 'run-name: A task') },
  'worker-input-unknown': { model: { workflow: 'worker.yml', inputs: { effort: 'high' } } },
  'worker-input-required': { workflow: withInputs(...usual, 'effort: { required: true }') },
  // What a run that is repeated was told of the branch may be old, so it asks.
  'branch-unreadable': {
    prepare: spoilt(/^\/repos\/octo\/demo$/, {}, 200),
    options: { env: { GITHUB_RUN_ATTEMPT: '2' } },
  },
  'agent-token-missing': { model: { assign: ['copilot-swe-agent[bot]'] } },
}

test('each flaw of a worker is asked about with its code', async () => {
  const told = new Map<WorkerCode, string>()
  for (const [code, { workflow, model = { workflow: 'worker.yml' }, prepare, options }] of Object.entries<Flaw>(
    flaws,
  )) {
    const bed = await Bed.start()
    try {
      if (workflow !== '') bed.addWorker(workflow)
      const permissions = { issues: 'write', contents: 'read', pull_requests: 'read' } as const
      bed.tracker.addToken('poor-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
      const plan = { spawn: 'auto', models: { sonnet: model }, tasks: [{ id: 'a', model: 'sonnet' }] }
      await bed.plan(plan)
      bed.board.putFile('.github/phases/1.yml', planText(plan))
      prepare?.(bed)
      const { summary, log } = await bed.run(options)
      const lines = summary.split('\n').filter((line) => line.endsWith(` (${code})`))
      expect(lines, `${code} in\n${summary}\n${log}`).toHaveLength(1)
      // On the issue it stands without the code.
      const shown = bed.section('Decisions needed')
      expect(shown).not.toContain(code)
      told.set(code as WorkerCode, readable(shown))
    } finally {
      await bed.close()
    }
  }
  await expectExamples('workers', told)
})

/** Markdown of one line as a page shows it. */
function readable(markdown: string): string {
  return markdown
    .replace(/^- /, '')
    .replace(/\\([^A-Za-z0-9\s])/g, '$1')
    .trim()
}
