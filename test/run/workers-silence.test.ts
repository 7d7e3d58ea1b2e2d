// Signs of life, and what comes of none.

import { expect } from 'vitest'
import { test } from './bed.ts'
import { day, hour, pass, setWorker, start, workers } from './worker-life.ts'

const agent = 'copilot-swe-agent[bot]'
const agents = {
  spawn: 'auto',
  models: { copilot: { assign: [agent] } },
  allocation: { substantial: 'copilot' },
}
const inputs = { 'agent-token': 'octocat-token' }

test('a run that waits for a runner is stalled, then cancelled, and its end awaited before another is started', async ({
  bed,
}) => {
  Object.assign(bed.tracker.behaviour, { cancel: 'later' })
  await start(bed, { slots: 2, tasks: ['waits', 'runs', 'next'] })
  setWorker(bed, 'runs#1', 'in_progress')
  pass(bed, 4 * hour - 1)
  await bed.expectQuiet()
  pass(bed, 4 * hour + 1)
  await bed.runWell()
  // A run in progress is its own sign of life.
  expect(bed.states('waits', 'runs', 'next')).toEqual(['stalled', 'running', 'ready'])
  expect(bed.section('Working now')).toMatch(/\(waits\).*stalled/)
  await bed.expectQuiet()

  pass(bed, day + 1)
  const cancelled = await bed.runWell()
  expect(cancelled.requests.filter(({ path }) => path.endsWith('/cancel')).length).toBeGreaterThan(0)
  expect(bed.section('Working now')).toMatch(/\(waits\).*being stopped/)
  expect(bed.states('waits', 'next')).toEqual(['running', 'ready'])
  expect(workers(bed)).toEqual(['waits#1 queued', 'runs#1 in_progress'])

  setWorker(bed, 'waits#1', 'cancelled')
  pass(bed, day + 5)
  const ended = await bed.runWell()
  expect(bed.states('waits', 'runs', 'next')).toEqual(['waiting', 'running', 'running'])
  expect(ended.ids('picked')).toEqual(['next'])
  await bed.expectQuiet()
  pass(bed, 3 * day)
  await bed.octocat.close('next')
  setWorker(bed, 'next#1', 'success')
  await bed.runWell()
  expect(workers(bed).at(-1)).toBe('waits#2 queued')
  expect(bed.states('waits', 'runs')).toEqual(['running', 'running'])
  await bed.expectQuiet()
})

test('an agent without a sign of life is stalled, and an edited heartbeat brings it back', async ({ bed }) => {
  await bed.plan({ ...agents, slots: 1, tasks: ['a', 'b'] })
  await bed.runWell({ inputs })
  pass(bed, 3 * hour)
  bed.tracker.addToken('agent-own-token', { login: agent, kind: 'installation', permissions: { issues: 'write' } })
  const worker = bed.as('agent-own-token')
  const beat = await worker.comment('a', '/heartbeat 30% half way to half way')
  await bed.runWell({ inputs })
  expect(bed.section('Working now')).toMatch(/\(a\).*running, 30 %/)
  await bed.expectQuiet({ inputs })
  pass(bed, 6 * hour)
  await bed.expectQuiet({ inputs })
  pass(bed, 7 * hour + 1)
  await bed.runWell({ inputs })
  expect(bed.task('a').status).toBe('stalled')
  await bed.expectQuiet({ inputs })
  pass(bed, 8 * hour)
  await worker.editComment(beat, '/heartbeat 70%')
  await bed.runWell({ inputs })
  expect(bed.task('a').status).toBe('running')
  expect(bed.section('Working now')).toMatch(/\(a\).*running, 70 %/)
  await bed.expectQuiet({ inputs })
  // What somebody else says about it is none.
  const stranger = await bed.reader.comment('a', '/heartbeat 90%')
  pass(bed, 12 * hour + 1)
  await bed.runWell({ inputs })
  expect(bed.reactions(stranger)).toEqual(['-1'])
  expect(bed.task('a').status).toBe('stalled')
  expect(bed.section('Working now')).toMatch(/\(a\).*stalled, 70 %/)
  await bed.expectQuiet({ inputs })
})

test('an agent that stays silent loses the task to a second attempt, and then the task is parked', async ({ bed }) => {
  await bed.plan({ ...agents, slots: 1, tasks: ['a', 'b'] })
  await bed.runWell({ inputs })
  pass(bed, day + 1)
  const silent = await bed.runWell({ inputs })
  expect(bed.task('a')).toMatchObject({ status: 'waiting', assignees: [] })
  expect(silent.ids('picked')).toEqual(['b'])
  expect(bed.task('b')).toMatchObject({ status: 'running', assignees: [agent] })
  await bed.expectQuiet({ inputs })
  await bed.octocat.close('b')
  pass(bed, day + 20)
  await bed.runWell({ inputs })
  expect(bed.task('a')).toMatchObject({ status: 'running', assignees: [agent] })
  expect(bed.section('Working now')).toMatch(/\(a\).*attempt 2/)
  await bed.expectQuiet({ inputs })
  pass(bed, 2 * day + 21)
  await bed.runWell({ inputs })
  expect(bed.task('a')).toMatchObject({ status: 'failed', assignees: [] })
  expect(bed.section('Decisions needed')).toContain('(a) failed at all 2 attempts')
  await bed.expectQuiet({ inputs })
  pass(bed, 9 * day)
  await bed.expectNoNews({ inputs })
})

test('an agent that GitHub does not assign is told of each time, and the task is parked', async ({ bed }) => {
  Object.assign(bed.tracker.behaviour, { agentAssignment: 'dropped' })
  const weak = { 'agent-token': 'local-token' }
  await bed.plan({ ...agents, slots: 1, tasks: ['a'] })
  const refused = await bed.runWell({ inputs: weak })
  expect(refused.annotations.map(({ message }) => message).join()).toContain(`GitHub did not assign ${agent}`)
  expect(bed.task('a').assignees).toEqual([])
  expect(bed.task('a').status).toBe('waiting')
  expect(bed.section('Set aside')).toContain('failed at attempt 1 (GitHub did not assign copilot-swe-agent')
  await bed.expectQuiet({ inputs: weak })
  pass(bed, 20)
  await bed.runWell({ inputs: weak })
  expect(bed.task('a').status).toBe('failed')
  expect(bed.section('Decisions needed')).toContain('(a) failed at all 2 attempts (GitHub did not assign copilot')
  await bed.expectQuiet({ inputs: weak })
})

test('a released worker is cancelled, its end awaited, and its slot goes to the next task in the run that sees it', async ({
  bed,
}) => {
  Object.assign(bed.tracker.behaviour, { cancel: 'later' })
  await start(bed, { slots: 1, tasks: ['a', 'b'] })
  const release = await bed.octocat.comment('a', '/release it is stuck')
  await bed.runWell()
  expect(bed.reactions(release)).toEqual(['eyes'])
  expect(bed.states('a', 'b')).toEqual(['running', 'ready'])
  expect(bed.task('a').body).toContain('Its worker is being stopped.')
  setWorker(bed, 'a#1', 'cancelled')
  pass(bed, 5)
  const ended = await bed.runWell()
  expect(bed.reactions(release)).toEqual(['eyes', 'rocket'])
  expect(bed.states('a', 'b')).toEqual(['ready', 'running'])
  expect(JSON.parse(ended.outputs.spawned!)).toEqual(['b'])
  await bed.expectQuiet()
  // It used no attempt up: its next worker is the first again.
  setWorker(bed, 'b#1', 'success')
  await bed.octocat.close('b')
  pass(bed, 2 * day)
  await bed.runWell()
  expect(bed.workers.at(-1)).toMatchObject({ claim: 'a#2', inputs: { attempt: '1' } })
  await bed.expectQuiet()
})

for (const commentEdits of ['touch', 'leave'] as const) {
  test(`a run that edits its one heartbeat is seen to get on (edits ${commentEdits} the issue)`, async ({ bed }) => {
    bed.tracker.behaviour.commentEdits = commentEdits
    await start(bed, { slots: 1, tasks: ['a'] })
    setWorker(bed, 'a#1', 'in_progress')
    const worker = bed.as('local-token')
    const beat = await worker.comment('a', '/heartbeat 40% reading')
    await bed.runWell()
    expect(bed.section('Working now')).toContain('running, 40 %')
    pass(bed, hour)
    await worker.editComment(beat, '/heartbeat 80% writing')
    await bed.runWell()
    expect(bed.section('Working now')).toContain('running, 80 %')
    await bed.expectQuiet()
  })
}
