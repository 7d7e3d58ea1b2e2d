import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fillRunName } from '../../src/local/workflow-file.ts'
import { type Job, readExample, readText, stepOf } from './workflow-files.ts'

const dispatched = ['worker-claude.yml', 'worker-script.yml']
const workers = [...dispatched, 'worker-matrix.yml']

function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs
}

test.each(dispatched)('%s declares the task and the claim, and asks for nothing that is not sent', (example) => {
  const inputs = readExample(example).on.workflow_dispatch!.inputs!
  const required = Object.keys(inputs).filter((name) => inputs[name]!.required)
  const sent = ['task', 'claim', 'issue', 'phase', 'model', 'attempt']
  expect(required).toEqual(expect.arrayContaining(['task', 'claim']))
  expect(required.filter((name) => !sent.includes(name))).toEqual([])
})

test.each(dispatched)('%s shows its claim in the name of its run', (example) => {
  expect(fillRunName(readExample(example)['run-name']!, { claim: 'p4-1-1#2' }, 'octocat')).toContain('p4-1-1#2')
})

test.each(workers)('%s wakes the coordinator last, however the rest ended, and nothing else may', (example) => {
  const { wake, ...others } = readExample(example).jobs
  expect(wake!.if).toMatch(/^always\(\)/)
  expect(wake!.permissions).toEqual({ actions: 'write' })
  const atWork = Object.entries(others).filter(([name]) => name !== 'coordinate' && name !== 'check')
  expect(needsOf(wake!)).toEqual(atWork.map(([name]) => name))
  for (const [, job] of atWork) expect(job.permissions).not.toHaveProperty('actions')
})

test.each(dispatched)('%s is not tried again because the coordinator could not be woken', (example) => {
  expect(readExample(example).jobs.wake!['continue-on-error']).toBe(true)
})

test('the coordinator listens for the end of every worker', () => {
  const names = dispatched.map((example) => readExample(example).name)
  expect(readExample('coordinator.yml').on.workflow_run!.workflows).toEqual(names)
})

test('every worker reads its task in the same way', () => {
  const scripts = workers.map((example) => stepOf(example, 'Read the task').run)
  expect(new Set(scripts).size).toBe(1)
})

test('Claude works with a token that can only read', () => {
  expect(readExample('worker-claude.yml').jobs.work!.permissions).toEqual({ contents: 'read' })
})

test('what the job of Claude hands on comes into a folder where the runner keeps nothing', () => {
  const { publish } = readExample('worker-claude.yml').jobs
  const download = publish!.steps.find(({ uses }) => uses?.startsWith('actions/download-artifact@'))
  expect(download!.with!.path).toMatch(/^\$\{\{ runner\.temp \}\}\/\w/)
})

test('the page about workers names workflows to copy, and inputs that they declare', () => {
  const [, example] = /```yaml\n([^`]*)```/.exec(readText('docs/workers.md'))!
  const models: Readonly<Record<string, { workflow?: string; inputs?: object }>> = parse(example!).models
  const named = Object.values(models).flatMap(({ workflow, inputs = {} }) => (workflow ? [{ workflow, inputs }] : []))
  expect(new Set(named.map(({ workflow }) => workflow))).toEqual(new Set(dispatched))
  for (const { workflow, inputs } of named) {
    const declared = Object.keys(readExample(workflow).on.workflow_dispatch!.inputs!)
    expect(declared).toEqual(expect.arrayContaining(Object.keys(inputs)))
  }
})
