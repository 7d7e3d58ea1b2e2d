import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { workflowFiles as files, jobsOf, readText, readWorkflow, root, stepsOf } from './workflow-files.ts'

test.each(files)('%s pins every action by its full commit, and says which version that is', (file) => {
  // Examples name this action by a placeholder: the reader fills in the commit that they chose.
  const pin = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^OWNER\/phase-coordinator@COMMIT_SHA$/
  const used = [...readText(file).matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, reference]) => reference!)
  expect(used).toHaveLength(stepsOf(file).filter(({ uses }) => uses !== undefined).length)
  expect(used.filter((reference) => !pin.test(reference))).toEqual([])
})

test.each(files)('%s grants nothing at the top, and each job says what it needs', (file) => {
  expect(readWorkflow(file).permissions).toEqual({})
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
  expect(readWorkflow(file).concurrency).toBeUndefined()
  for (const job of jobsOf(file)) expect(job['timeout-minutes']).toBeGreaterThan(0)
})

test('the action runs the bundle that is committed', () => {
  const { runs } = parse(readText('action.yml'))
  expect(runs.using).toBe('node24')
  expect(existsSync(path.join(root, runs.main))).toBe(true)
})
