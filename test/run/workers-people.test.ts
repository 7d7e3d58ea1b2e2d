// What people, links and the file may do to a task while a worker is at it.

import { expect } from 'vitest'
import { test } from './bed.ts'
import { day, handIn, hour, merge, pass, setWorker, start, workers } from './worker-life.ts'

test('an issue that is closed while its worker runs', async ({ bed }) => {
  await start(bed, { slots: 2, tasks: ['done', 'dropped', { id: 'after', depends_on: ['dropped'] }, 'next1', 'next2'] })
  for (const claim of ['done#1', 'dropped#1']) setWorker(bed, claim, 'in_progress')
  await bed.octocat.close('done')
  await bed.octocat.close('dropped', 'not_planned')
  const run = await bed.runWell()
  // What was done is left to end by itself, and shown; what nobody wants any more is cancelled.
  expect(workers(bed).slice(0, 2)).toEqual(['done#1 in_progress', 'dropped#1 cancelled'])
  expect(run.ids('picked')).toEqual(['next1', 'next2'])
  expect(bed.task('after').status).toBe('blocked')
  expect(bed.section('Decisions needed')).toContain('(after) waits for')
  expect(bed.progress().body).toContain(`/actions/runs/${bed.workers[0]!.id}`)
  expect(bed.states('done', 'dropped')).toEqual(['', ''])
  await bed.expectQuiet()
  setWorker(bed, 'done#1', 'success')
  await bed.runWell()
  expect(bed.progress().body).not.toContain(`/actions/runs/${bed.workers[0]!.id}`)
  await bed.expectQuiet()
})

test('a task that is reopened begins anew, under the next claim', async ({ bed }) => {
  await start(bed, { slots: 1, retry: { max_attempts: 2, backoff: '15m' }, tasks: ['a', 'b'] })
  setWorker(bed, 'a#1', 'failure')
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['waiting', 'running'])
  await bed.octocat.close('a')
  await bed.runWell()
  await bed.octocat.reopen('a')
  pass(bed, hour)
  await bed.runWell()
  expect(bed.task('a').status).toBe('ready')
  expect(workers(bed)).toEqual(['a#1 failure', 'b#1 queued'])
  await bed.expectQuiet()
  await bed.octocat.close('b')
  setWorker(bed, 'b#1', 'success')
  await bed.runWell()
  expect(bed.workers.at(-1)).toMatchObject({ claim: 'a#2', inputs: { attempt: '1' } })
  expect(bed.task('a').body).toContain('attempt 1')
  await bed.expectQuiet()
})

test('a link or another description that comes while a worker is at it is shown, and nothing is cancelled', async ({
  bed,
}) => {
  const plan = { slots: 2, tasks: ['a', { id: 'b', description: 'First.' }, 'c'] }
  await start(bed, plan)
  await bed.octocat.block('a', 'c')
  await bed.plan({
    spawn: 'auto',
    models: { m: { workflow: 'worker.yml' } },
    allocation: { substantial: 'm' },
    slots: 2,
    tasks: ['a', { id: 'b', description: 'Second.' }, 'c'],
  })
  await bed.runWell()
  expect(bed.states('a', 'b', 'c')).toEqual(['running', 'running', 'ready'])
  expect(bed.section('Decisions needed')).toMatch(/Look again at #\d+ \(a\): it is at work, and waits for #\d+ \(c\)\./)
  expect(bed.task('b').body).toContain('Second.')
  expect(bed.task('b').body).toContain('The phase file has changed since its worker started.')
  expect(workers(bed)).toEqual(['a#1 queued', 'b#1 queued'])
  await bed.expectQuiet()
})

test('an agent whose pull request is ready has handed in, and a draft is still being worked on', async ({ bed }) => {
  const agents = { copilot: { assign: ['copilot-swe-agent[bot]'] } }
  const inputs = { 'agent-token': 'octocat-token' }
  await bed.plan({
    spawn: 'auto',
    slots: 1,
    models: agents,
    allocation: { substantial: 'copilot' },
    tasks: ['a', 'b'],
  })
  await bed.runWell({ inputs })
  expect(bed.task('a')).toMatchObject({ status: 'running', assignees: ['copilot-swe-agent[bot]'] })
  await bed.expectQuiet({ inputs })
  pass(bed, hour)
  const draft = handIn(bed, 'a', { user: 'copilot-swe-agent[bot]', draft: true })
  await bed.runWell({ inputs })
  expect(bed.task('a').status).toBe('running')
  await bed.expectQuiet({ inputs })
  bed.board.issue(draft).pullRequest!.draft = false
  pass(bed, 2 * hour)
  await bed.runWell({ inputs })
  expect(bed.states('a', 'b')).toEqual(['review', 'running'])
  await bed.expectQuiet({ inputs })
  await merge(bed, draft)
  await bed.runWell({ inputs })
  expect(bed.task('a').open).toBe(false)
  await bed.expectQuiet({ inputs })
})

test('an agent that is taken off gives the slot back, and whoever is put in its place is the worker', async ({
  bed,
}) => {
  const inputs = { 'agent-token': 'octocat-token' }
  const agent = 'copilot-swe-agent[bot]'
  await bed.plan({
    spawn: 'auto',
    slots: 2,
    models: { copilot: { assign: [agent] } },
    allocation: { substantial: 'copilot' },
    tasks: ['a', 'b', 'c'],
  })
  await bed.runWell({ inputs })
  await bed.octocat.unassign('a', agent)
  await bed.octocat.assign('b', 'octocat')
  await bed.octocat.unassign('b', agent)
  const run = await bed.runWell({ inputs })
  expect(run.ids('picked')).toEqual(['c'])
  expect(bed.task('a')).toMatchObject({ status: 'ready', assignees: [] })
  expect(bed.task('b')).toMatchObject({ status: 'running', assignees: ['octocat'] })
  expect(bed.section('Working now')).toMatch(/\(b\).*octocat/)
  await bed.expectQuiet({ inputs })
  // Nobody hurries a person.
  pass(bed, 3 * day)
  const later = await bed.runWell({ inputs })
  expect(bed.task('b')).toMatchObject({ status: 'running', assignees: ['octocat'] })
  expect(later.ids('active')).toContain('b')
  expect(bed.section('Decisions needed')).toContain('has been with octocat')
  await bed.expectQuiet({ inputs })
})

test('a person whom the file names in place of another gets the task with its slot', async ({ bed }) => {
  bed.join('dev', 'write')
  bed.join('mona', 'write')
  const plan = (assignees: readonly string[]) => bed.plan({ slots: 1, tasks: [{ id: 'a', assignees }, 'b'] })
  await plan(['dev'])
  await bed.runWell()
  await bed.octocat.assign('a', 'octocat')
  await plan(['mona'])
  await bed.runWell()
  expect(bed.task('a').assignees.toSorted()).toEqual(['mona', 'octocat'])
  expect(bed.states('a', 'b')).toEqual(['assigned', 'ready'])
  await bed.expectQuiet()
  await plan([])
  await bed.runWell()
  expect(bed.task('a').assignees).toEqual(['octocat'])
  expect(bed.states('a', 'b')).toEqual(['assigned', 'ready'])
  await bed.expectQuiet()
})

test('a person who was picked says that work has begun, hands in, and is never hurried', async ({ bed }) => {
  const dev = bed.join('dev', 'write')
  await bed.plan({ slots: 1, tasks: [{ id: 'a', assignees: ['dev'] }, 'b'] })
  await bed.runWell()
  const beat = await dev.comment('a', '/heartbeat 10% reading')
  await bed.runWell()
  expect(bed.reactions(beat)).toEqual(['eyes', 'rocket'])
  expect(bed.task('a').status).toBe('running')
  expect(bed.section('Working now')).toMatch(/\(a\).*dev.*running, 10 %/)
  await bed.expectQuiet()
  pass(bed, 30 * hour)
  await bed.expectNoNews()
  pass(bed, 60 * hour)
  await bed.runWell()
  expect(bed.task('a').status).toBe('running')
  expect(bed.section('Decisions needed')).toContain('has been with dev since 2026-02-23')
  await bed.expectQuiet()
  pass(bed, 61 * hour)
  handIn(bed, 'a', { user: 'dev' })
  await dev.comment('a', 'Please look.')
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['review', 'assigned'])
  await bed.expectQuiet()
})
