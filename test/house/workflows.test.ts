import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions?: unknown
  readonly 'timeout-minutes'?: number
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const root = path.join(import.meta.dirname, '../..')
const files = ['.github/workflows', 'examples/workflows'].flatMap((folder) =>
  readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`),
)

function read(file: string): Workflow {
  return parse(readFileSync(path.join(root, file), 'utf8'))
}

function jobsOf(file: string): Job[] {
  return Object.values(read(file).jobs)
}

function stepsOf(file: string): Step[] {
  return jobsOf(file).flatMap(({ steps }) => steps)
}

test.each(files)('%s pins every action by its full commit', (file) => {
  // Examples name this action by a placeholder: the reader fills in the commit that they chose.
  const pin = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$|^OWNER\/phase-coordinator@COMMIT_SHA$/
  const loose = stepsOf(file).flatMap(({ uses }) => (uses === undefined || pin.test(uses) ? [] : [uses]))
  expect(loose).toEqual([])
})

test.each(files)('%s grants nothing at the top, and each job says what it needs', (file) => {
  expect(read(file).permissions).toEqual({})
  for (const job of jobsOf(file)) expect(job.permissions).toBeTypeOf('object')
})

test.each(files)('%s puts no expression into a shell', (file) => {
  for (const { run } of stepsOf(file)) expect(run ?? '').not.toContain('${{')
})

test.each(files)('%s leaves no token behind in the checkout', (file) => {
  const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
  for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false })
})

test.each(files)('%s ends by itself, and queues jobs rather than whole workflows', (file) => {
  // A group on the workflow lets a run whose job is skipped push out one that waits.
  expect(read(file).concurrency).toBeUndefined()
  for (const job of jobsOf(file)) expect(job['timeout-minutes']).toBeGreaterThan(0)
})

test('the action runs the bundle that is committed', () => {
  const { runs } = parse(readFileSync(path.join(root, 'action.yml'), 'utf8'))
  expect(runs.using).toBe('node24')
  expect(existsSync(path.join(root, runs.main))).toBe(true)
})
