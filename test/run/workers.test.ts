// What becomes of a task when the run of its worker ends, fails, or never comes.

import { expect } from 'vitest'
import { test } from './bed.ts'
import { day, handIn, hour, merge, models, pass, setWorker, start, workers } from './worker-life.ts'

test('each end of a run has its effect, and a failed task is tried again after the backoff though the phase is manual', async ({
  bed,
}) => {
  bed.addWorker()
  const ids = ['closed', 'pull', 'bare', 'red', 'gone', 'alive']
  const later = ['next1', 'next2', 'next3', 'next4', 'next5']
  const plan = { slots: 6, models, allocation: { substantial: 'm' }, tasks: [...ids, ...later] }
  await bed.plan(plan)
  await bed.runWell()
  const spawn = await bed.octocat.comment(bed.progress().number, '/spawn')
  await bed.runWell()
  expect(workers(bed)).toEqual(ids.map((id) => `${id}#1 queued`))
  expect(bed.reactions(spawn)).toEqual(['eyes', 'rocket'])
  await bed.expectQuiet()

  for (const id of ids) setWorker(bed, `${id}#1`, 'in_progress')
  pass(bed, 1 * hour)
  await bed.octocat.close('closed')
  for (const id of ['closed', 'pull', 'bare']) setWorker(bed, `${id}#1`, 'success')
  setWorker(bed, 'red#1', 'failure')
  setWorker(bed, 'gone#1', 'cancelled')
  const pull = handIn(bed, 'pull')
  const ended = await bed.runWell()
  expect(ended.ids('done')).toEqual(['closed'])
  expect(bed.states('pull', 'bare', 'red', 'gone', 'alive')).toEqual([
    'review',
    'review',
    'waiting',
    'waiting',
    'running',
  ])
  expect(ended.ids('picked')).toEqual(later)
  expect(bed.section('In review')).toContain(`#${pull}`)
  expect(bed.task('pull').body).toContain(`#${pull} will close it`)
  expect(bed.section('Decisions needed').split('\n')).toEqual([
    expect.stringContaining('(bare) was handed in without an open pull request'),
  ])
  expect(bed.section('Set aside')).toMatch(/\(red\) failed at attempt 1, and is tried again after 2026-02-23 04:30 UTC/)
  await bed.expectQuiet()

  pass(bed, 1 * hour + 14)
  await bed.expectQuiet()
  pass(bed, 1 * hour + 15)
  const again = await bed.runWell()
  expect(workers(bed).slice(6)).toEqual(['red#2 queued', 'gone#2 queued'])
  // They take the slots of the lowest picks, which nobody had started.
  expect(bed.states('red', 'gone', ...later)).toEqual([
    'running',
    'running',
    'assigned',
    'assigned',
    'assigned',
    'ready',
    'ready',
  ])
  expect(JSON.parse(again.outputs.spawned!)).toEqual(['red', 'gone'])
  expect(bed.workers.find(({ claim }) => claim === 'red#2')!.inputs.attempt).toBe('2')
  expect(bed.section('Working now')).toMatch(/\(red\).*running, attempt 2/)
  expect(bed.task('red').body).toContain('attempt 2')
  await bed.expectQuiet()

  setWorker(bed, 'red#2', 'timed_out')
  const parked = await bed.runWell()
  expect(bed.task('red').status).toBe('failed')
  expect(parked.ids('picked')).toEqual(['next4'])
  const run = bed.workers.find(({ claim }) => claim === 'red#2')!.id
  expect(bed.section('Decisions needed')).toMatch(/\(red\) failed at all 2 attempts/)
  expect(bed.section('Decisions needed')).toContain(`/actions/runs/${run}`)
  pass(bed, 3 * day)
  await bed.runWell()
  expect(bed.task('red').status).toBe('failed')
  await bed.expectQuiet()

  const retry = await bed.octocat.comment('red', '/spawn')
  await bed.runWell()
  expect(bed.reactions(retry)).toEqual(['eyes', 'rocket'])
  expect(bed.task('red').status).toBe('running')
  expect(bed.workers.find(({ claim }) => claim === 'red#3')!.inputs).toMatchObject({ task: 'red', attempt: '1' })
  expect(workers(bed)).toHaveLength(9)
  await bed.expectQuiet()
})

test('a worker that opens a pull request and ends is not started again in thirty days', async ({ bed }) => {
  await start(bed, { slots: 1, review: { decide_after: '2d' }, spawn_limit: { per_day: 20 }, tasks: ['a'] })
  const pull = handIn(bed, 'a')
  setWorker(bed, 'a#1', 'in_progress')
  await bed.runWell()
  expect(bed.task('a').status).toBe('running')
  setWorker(bed, 'a#1', 'success')
  await bed.runWell()
  expect(bed.task('a').status).toBe('review')
  for (const after of [1, 2, 3, 4, 9, 16, 23, 30]) {
    pass(bed, after * day)
    await (after === 2 ? bed.runWell() : bed.expectNoNews())
    const decisions = bed.section('Decisions needed')
    if (after < 2) expect(decisions).toBe('')
    else expect(decisions).toContain('(a) has waited for review since 2026-02-23: merge it, or say /release.')
    expect(bed.task('a').status).toBe('review')
    expect(workers(bed)).toEqual(['a#1 success'])
  }
  await merge(bed, pull)
  const run = await bed.runWell()
  expect(run.outputs['phase-complete']).toBe('true')
  await bed.expectQuiet()
})

test('a review that holds its slot keeps the next task waiting', async ({ bed }) => {
  await start(bed, { slots: 1, review: { holds_slot: true }, tasks: ['a', 'b'] })
  const pull = handIn(bed, 'a')
  setWorker(bed, 'a#1', 'success')
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['review', 'ready'])
  await bed.expectQuiet()
  await merge(bed, pull)
  await bed.runWell()
  expect(bed.task('b').status).toBe('running')
  await bed.expectQuiet()
})

test('a run that never appears within fifteen minutes uses an attempt up', async ({ bed }) => {
  Object.assign(bed.tracker.behaviour, { dispatchedRuns: 'never', runDetails: false })
  await start(bed, { slots: 1, tasks: ['a'] })
  expect(bed.task('a').status).toBe('running')
  pass(bed, 14)
  await bed.expectQuiet()
  pass(bed, 16)
  await bed.runWell()
  expect(bed.task('a').status).toBe('waiting')
  await bed.expectQuiet()
  Object.assign(bed.tracker.behaviour, { dispatchedRuns: 'appear' })
  pass(bed, 32)
  await bed.runWell()
  expect(bed.task('a').status).toBe('running')
  expect(workers(bed)).toEqual(['a#2 queued'])
  await bed.expectQuiet()
})

test('a dispatch that is answered without the run is followed by the claim in the run’s name', async ({ bed }) => {
  Object.assign(bed.tracker.behaviour, { runDetails: false, dispatchedRuns: 'unlisted' })
  await start(bed, { slots: 1, tasks: ['a'] })
  expect(bed.task('a').status).toBe('running')
  await bed.expectQuiet()
  bed.board.setRun(bed.workers[0]!.id, { unlisted: false })
  pass(bed, 5)
  await bed.runWell()
  await bed.expectQuiet()
  handIn(bed, 'a')
  setWorker(bed, 'a#1', 'success')
  pass(bed, 30)
  await bed.runWell()
  expect(bed.task('a').status).toBe('review')
  expect(workers(bed)).toEqual(['a#1 success'])
  await bed.expectQuiet()
})

test('on an Enterprise Server without run details and dependencies workers are started, followed and reviewed', async ({
  bed,
}) => {
  Object.assign(bed.tracker.behaviour, { enterprise: '3.18.2', dependencies: false, runDetails: false })
  await start(bed, { slots: 1, tasks: ['a', 'b'] })
  expect(bed.task('a').status).toBe('running')
  const pull = handIn(bed, 'a')
  setWorker(bed, 'a#1', 'success')
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['review', 'running'])
  expect(bed.section('In review')).toContain(`#${pull}`)
  setWorker(bed, 'b#1', 'failure')
  await bed.runWell()
  expect(bed.task('b').status).toBe('waiting')
  expect(workers(bed)).toEqual(['a#1 success', 'b#1 failure'])
  await bed.expectQuiet()
})
