import { afterEach, beforeEach, expect, test } from 'vitest'
import { Bed } from '../run/bed.ts'
import { CommandLine, example } from './command-line.ts'

let cli: CommandLine
let bed: Bed
beforeEach(async () => {
  cli = new CommandLine()
  bed = await Bed.start()
})
afterEach(async () => {
  cli.remove()
  await bed.close()
})

test('tells the picks, the queue in order, and why the others wait', async () => {
  const { code, stdout, stderr } = await cli.run(['next', example])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(`Phase 4: Release readiness
  0 of 12 done · 2 of 2 slots in use · target 8 March 2026

Picked now
  1. p4-4-1  Docker Images (1d)
    Priority 1, and 2d of work hang on it.
  2. p4-1-1  User Guide Documentation (1d)
    Priority 1.

Then, in this order
  3. p4-3-1  E2E Tests (2d)
    Priority 2, and 3d of work hang on it; waits for a free slot.
`)
  expect(stdout).toContain('Blocked\n  p4-1-3  Self-Host Guide (1d)\n    Priority 3; waits for p4-4-1.\n')
  expect(stdout).toContain('Priority 3; waits for every other task.')
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('before the start nothing is picked, and phases that wait are named', async () => {
  const second = cli.file('5.yml', 'phase: 5\ntitle: Later\nafter: 4\ntasks: [{ id: z, title: Z }]\n')
  const { stdout } = await cli.run(['next', example, second], { PHASE_COORDINATOR_NOW: '2026-02-20T12:00:00Z' })
  expect(stdout).not.toContain('Picked now')
  expect(stdout).toContain('1. p4-4-1  Docker Images (1d)')
  expect(stdout).toContain('Phases that are not open\n  Phase 5 opens once phase 4 is complete.\n')
})

test('of a repository tells what is at work, and what was set aside', async () => {
  const text = `phase: 1
title: First
milestone: false
tasks: [{ id: a, title: A }, { id: b, title: B }, { id: c, title: C }, { id: d, title: D, depends_on: [c] }, { id: e, title: E }]
`
  cli.file('.github/phases/1.yml', text)
  await bed.write('.github/phases/1.yml', text)
  await bed.run()
  await bed.octocat.comment(bed.task('e').number, '/hold until the contract is signed')
  await bed.run()
  await bed.octocat.close(bed.task('a').number)
  const environment = { GITHUB_API_URL: bed.tracker.url, GITHUB_TOKEN: 'octocat-token' }
  const { stdout } = await cli.run(['next', '--repo', 'octo/demo', '--json'], environment)
  const { tasks, ...rest } = JSON.parse(stdout)
  expect(rest).toEqual({ repository: 'octo/demo', phases: [{ phase: '1', slots: 2, used: 2 }], resting: [] })
  const shown = tasks.map(({ place, task, standing, why }: Record<string, unknown>) => [place, task, standing, why])
  const number = bed.task('c').number
  expect(shown).toEqual([
    [null, 'c', 'at work', 'anyone, assigned.'],
    [1, 'b', 'picked', 'Priority 3.'],
    [null, 'd', 'blocked', `Priority 3; waits for c (#${number}).`],
    [null, 'e', 'set aside', 'is held by octocat: until the contract is signed.'],
  ])
  const { stdout: words } = await cli.run(['next', '--repo', 'octo/demo'], environment)
  expect(words).toContain(`At work\n  c (#${number})  C (1d)\n    anyone, assigned.\n\nPicked now\n  1. b (#`)
})

test('explains itself with examples', async () => {
  const { code, stdout } = await cli.run(['next', '--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('$ phase-coordinator next')
})
