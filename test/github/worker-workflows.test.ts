import { describe, expect, test } from 'vitest'
import { readWorker } from '../../src/github/worker-workflows.ts'
import { declaredInputs } from '../house/workflow-rules.ts'

const jobs = 'jobs: { a: { runs-on: x, steps: [{ run: x }] } }\n'
const both = 'inputs: { task: { type: string }, claim: { type: string } }'
const dispatch = `on:\n  workflow_dispatch:\n    ${both}\n`

/** Files that GitHub reads: what they declare to it is what is seen here. */
const read: Readonly<Record<string, string>> = {
  'a plain file': dispatch,
  'a file with a byte order mark': `\ufeff${dispatch}`,
  'a trigger by name': 'on: workflow_dispatch\n',
  'a trigger in a list': 'on: [push, workflow_dispatch]\n',
  'a trigger without inputs': 'on:\n  workflow_dispatch:\n',
  'other inputs than those asked for': 'on:\n  workflow_dispatch:\n    inputs: { Task: {}, claims: {} }\n',
  'anchors and aliases': 'on:\n  workflow_dispatch:\n    inputs: { task: &t { type: string }, claim: *t }\n',
  'a tag that says nothing new': `on:\n  workflow_dispatch: !!map\n    ${both}\n`,
  'a tag of its own': `on: !x\n  workflow_dispatch:\n    ${both}\n`,
  'a trigger in a comment': `# on: { workflow_dispatch: { ${both} } }\non: push\n`,
  'a trigger in a text': `name: "on: { workflow_dispatch: { ${both} } }"\non: push\n`,
  'a trigger in a block of text': `name: |\n  on:\n    workflow_dispatch:\n      ${both}\non: push\n`,
  'a reusable workflow': `on:\n  workflow_call:\n    ${both}\n`,
  'inputs of another trigger': `on:\n  workflow_dispatch:\n  workflow_call:\n    ${both}\n`,
  'the trigger of a job': `on: push\nenv: { on: workflow_dispatch }\n`,
}

/** Files that GitHub takes for no workflow, so that a start would be refused: seen as workers or not, they start none. */
const refused: Readonly<Record<string, string>> = {
  'two documents': `${dispatch}${jobs}---\non: push\n`,
  'a key twice': `on: push\n${dispatch}`,
  'an input twice, by another case': 'on:\n  workflow_dispatch:\n    inputs: { Task: {}, task: {}, claim: {} }\n',
  'a merge key': `x-a: &a { ${both} }\non:\n  workflow_dispatch: { <<: *a }\n`,
  'YAML 1.1, where "on" means true': `%YAML 1.1\n---\n${dispatch}`,
  'a trigger in capitals': dispatch.replace('on:', 'ON:'),
  'an event in capitals': dispatch.replace('workflow_dispatch', 'Workflow_Dispatch'),
  'a prototype': `on:\n  __proto__: { workflow_dispatch: { ${both} } }\n  push:\n`,
  'inputs as a list': 'on:\n  workflow_dispatch:\n    inputs: [task, claim]\n',
  'inputs as a set': 'on:\n  workflow_dispatch:\n    inputs: !!set { task, claim }\n',
  'inputs as an ordered map': 'on:\n  workflow_dispatch:\n    inputs: !!omap [task: {}, claim: {}]\n',
  'a name that is a list': 'on:\n  workflow_dispatch:\n    inputs: { ? [task] : {}, claim: {} }\n',
  'a name that is an alias': 'env: { A: &t task }\non:\n  workflow_dispatch:\n    inputs: { *t : {}, claim: {} }\n',
}

const whole = (text: string) => (text.includes('jobs:') ? text : `${text}${jobs}`)

test.each(Object.entries(read))('of %s the inputs are seen that GitHub sees', async (_, text) => {
  const seen = await readWorker(whole(text))
  const known = await declaredInputs(whole(text))
  expect(known).not.toBe('refused')
  expect('inputs' in seen ? seen.inputs : 'no trigger').toEqual(known)
})

test.each(Object.entries(refused))('GitHub takes a file with %s for no workflow', async (_, text) => {
  expect(await declaredInputs(whole(text))).toBe('refused')
})

test.each(['two documents', 'a key twice', 'YAML 1.1, where "on" means true', 'a trigger in capitals', 'a prototype'])(
  'a file with %s is no worker',
  async (name) => {
    expect(await readWorker(whole(refused[name]!))).toHaveProperty('problem')
  },
)

test('a bomb of aliases, a deep one and one that is no YAML are each no worker, at once', async () => {
  const bomb = Array.from(
    { length: 30 },
    (_, at) => `  a${at}: &a${at} [${`*a${at - 1}, `.repeat(at === 0 ? 0 : 9)}1]\n`,
  )
  for (const text of [`x:\n${bomb.join('')}${dispatch}`, `on: ${'['.repeat(50_000)}`, 'on: {', '\0']) {
    expect(await readWorker(text)).toHaveProperty('problem')
  }
})

test('no line of a workflow comes into the log, where the runner looks for commands', async () => {
  const told: string[] = []
  const listen = ({ message }: Error) => told.push(message)
  process.on('warning', listen)
  await readWorker(`::error::owned: !x\n${dispatch}? [a, b]\n: !y\n${jobs}`)
  // Node tells of warnings in the next turn.
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listen)
  expect(told).toEqual([])
})

describe('a claim is shown by', () => {
  const shows = async (runName: string) => {
    const seen = await readWorker(`run-name: ${JSON.stringify(runName)}\n${dispatch}`)
    return 'showsClaim' in seen && seen.showsClaim
  }

  test.each([
    `\${{ inputs.claim }}`,
    `\${{inputs.claim}}`,
    `Do \${{ inputs.task }} for \${{ inputs.claim }}`,
    `\${{ inputs['claim'] }}`,
    `\${{ github.event.inputs.claim }}`,
    `\${{ format('{0} {1}', inputs.task, inputs.claim) }}`,
    `\${{ Inputs.Claim }}`,
  ])('%s', async (runName) => {
    expect(await shows(runName)).toBe(true)
  })

  test.each([
    'Worker',
    'inputs.claim',
    `Says inputs.claim, and \${{ inputs.task }}`,
    `\${{ inputs.task }} inputs.claim }}`,
    `\${{ inputs.claims }}`,
    `\${{ inputs.claim-of }}`,
    `\${{ inputs.claim_of }}`,
    `\${{ myinputs.claim }}`,
    `\${{ my-inputs.claim }}`,
    `\${{ inputs['claims'] }}`,
  ])('but not by %s', async (runName) => {
    expect(await shows(runName)).toBe(false)
  })
})
