import { expect, test } from 'vitest'
import { phaseWith, problemsOf, readOne } from './read-one.ts'

const model = (about: object) => phaseWith(`models: { m: ${JSON.stringify(about)} }`)

test.each([
  '../worker.yml',
  '../../worker.yml',
  './worker.yml',
  'sub/worker.yml',
  '/etc/worker.yml',
  '..\\worker.yml',
  'https://example.com/worker.yml',
  'other/repository/.github/workflows/worker.yml',
  'other/repository/.github/workflows/worker.yml@main',
  'worker.yml@main',
  'worker.yml\n',
  'worker\n.yml',
  ' worker.yml',
  'worker',
  '17',
  '',
  17,
  ['worker.yml'],
])('a workflow %j is not the name of a file in .github/workflows, and stops the phase', (workflow) => {
  expect(problemsOf(model({ workflow })).length).toBeGreaterThan(0)
})

test.each(['task', 'claim', 'issue', 'phase', 'attempt'])(
  'a model may not say what "%s" is: the coordinator tells each worker',
  (name) => {
    expect(problemsOf(model({ workflow: 'worker.yml', inputs: { [name]: 'evil' } })).join()).toContain(name)
  },
)

test('a model may say what "model" is, and what else its workflow wants to know', () => {
  const inputs = { model: 'claude-sonnet-4-5', effort: 3, __x: true }
  expect(readOne(model({ workflow: 'worker.yml', inputs })).models.get('m')!.inputs).toEqual({
    model: 'claude-sonnet-4-5',
    effort: '3',
    __x: 'true',
  })
})

test.each([
  ['more than GitHub takes', Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`i${at}`, 'x']))],
  ['of 64 KB', { text: 'x'.repeat(65_536) }],
  ['with a name that is no input', { 'a b': 'x' }],
  ['with a list', { a: ['x'] }],
])('inputs %s stop the phase', (_, inputs) => {
  expect(problemsOf(model({ workflow: 'worker.yml', inputs })).length).toBeGreaterThan(0)
})
