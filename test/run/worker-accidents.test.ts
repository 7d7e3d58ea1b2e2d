// The known accidents of comparable actions that are about commands, claims and dispatches, replayed. Each test bears the
// name of the thread that tells of one. Those about issues and picks are in accidents.test.ts.

import { expect } from 'vitest'
import { answerLost, layered, nth, refusedBefore } from '../../src/local/faults.ts'
import type { Intercepted } from '../../src/local/intercept.ts'
import { seeded } from '../../src/local/interleave.ts'
import { rehearse } from '../faults/rehearsal.ts'
import { type Bed, type Plan, planText, test } from './bed.ts'
import { takeTurns } from './turns.ts'

const models = { s: { workflow: 'worker.yml' } }
const plan = {
  slots: 1,
  models,
  tasks: [
    { id: 'a', model: 's' },
    { id: 'b', model: 's', depends_on: ['a'] },
  ],
} satisfies Plan

const isReply = ({ method, path }: Intercepted) => method === 'POST' && /\/issues\/\d+\/comments$/.test(path)
const isDispatch = ({ method, path }: Intercepted) => method === 'POST' && path.endsWith('/dispatches')

async function launch(bed: Bed, given: Plan = plan): Promise<void> {
  bed.addWorker()
  await bed.plan(given)
  await bed.runWell()
}

test('probot/probot#921: a refusal whose answer was lost is posted once', async ({ bed }) => {
  await launch(bed)
  const comment = await bed.octocat.comment('b', '/spawn')
  bed.tracker.setIntercept(answerLost(nth(isReply, 0), '500'))
  await bed.run()
  bed.tracker.setIntercept(undefined)
  await bed.runWell()
  expect(bed.replies(comment)).toHaveLength(1)
  expect(bed.reactions(comment)).toEqual(['-1'])
  await bed.expectQuiet()
})

test('Tracer-Cloud/opensre#5269: a command behind a hundred comments is carried out, and answered once', async ({
  bed,
}) => {
  await launch(bed)
  for (let count = 0; count < 101; count++) await bed.octocat.comment('b', `Note ${count}.`)
  bed.at('2026-02-23T03:18:00Z')
  const comment = await bed.octocat.comment('b', '/hold')
  await bed.runWell()
  expect(bed.task('b').status).toBe('held')
  expect(bed.reactions(comment)).toEqual(['eyes', 'rocket'])
  bed.at('2026-02-23T03:20:00Z')
  const again = await bed.octocat.comment('b', '/unhold please')
  const run = await bed.runWell()
  expect(bed.reactions(again)).toEqual(['eyes', 'rocket'])
  // What was read before is not read again.
  expect(run.requests.filter(({ path }) => /\/comments\?/.test(path)).length).toBe(1)
  await bed.expectQuiet()
})

test('ovn-kubernetes/ovn-kubernetes#6632: our own refusal, which names the command, is no command', async ({ bed }) => {
  await launch(bed)
  const comment = await bed.octocat.comment('b', '/spawn')
  const issue = { number: bed.task('b').number }
  await bed.runWell({ event: 'issue_comment', payload: { issue } })
  expect(bed.replies(comment)[0]).toContain('/spawn')
  for (let event = 0; event < 3; event++) await bed.expectQuiet({ event: 'issue_comment', payload: { issue } })
  expect(bed.task('b').comments).toHaveLength(2)
})

test('ovn-kubernetes/ovn-kubernetes#6632: a line of our own answer that reads like a command is none', async ({
  bed,
}) => {
  await bed.plan({ tasks: ['a'] })
  await bed.runWell()
  const answer = '<!-- phase-coordinator:reply 1.0 answer -->\nTry this:\n\n/hold'
  const comment = await bed.as('local-token').comment('a', answer)
  await bed.runWell()
  expect(bed.reactions(comment)).toEqual([])
  expect(bed.replies(comment)).toEqual([])
  expect(bed.task('a').status).toBe('assigned')
  await bed.expectQuiet()
})

test('digitaldrywood/detent#1237: the same refusal is not posted every hour', async ({ bed }) => {
  await launch(bed)
  const comment = await bed.octocat.comment('b', '/spawn')
  await bed.runWell()
  for (const hour of ['05', '06', '07']) {
    bed.at(`2026-02-23T${hour}:15:00Z`)
    await bed.expectQuiet()
  }
  expect(bed.replies(comment)).toHaveLength(1)
})

/** Two runs of one second, request by request in an order that the seed decides. */
async function race(bed: Bed, seed: number): Promise<void> {
  const rehearsal = { files: { '.github/phases/1.yml': planText(plan) }, now: '2026-02-23T03:15:00Z' }
  await takeTurns(bed.tracker, 2, seeded(seed), (token) => rehearse(bed.tracker, { ...rehearsal, token }))
}

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`gastownhall/beads#5998: two runs that meet one /spawn start one worker (order ${seed})`, async ({ bed }) => {
    await launch(bed)
    const comment = await bed.octocat.comment('a', '/spawn')
    await race(bed, seed)
    await bed.runWell()
    bed.at('2026-02-23T03:45:00Z')
    await bed.runWell()
    expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
    expect(bed.reactions(comment)).toContain('rocket')
    expect(bed.task('a').status).toBe('running')
    await bed.expectQuiet()
  })
}

test('gastownhall/beads#3570: a start whose answer was lost is found by its claim, and not made again', async ({
  bed,
}) => {
  await launch(bed)
  const comment = await bed.octocat.comment('a', '/spawn')
  bed.tracker.setIntercept(answerLost(nth(isDispatch, 0), '502'))
  await bed.run()
  bed.tracker.setIntercept(undefined)
  bed.at('2026-02-23T03:45:00Z')
  await bed.runWell()
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
  expect(bed.reactions(comment)).toContain('rocket')
  await bed.expectQuiet()
})

test('gastownhall/beads#3570: a start whose answer was lost is not made again while nobody can tell whether its run is there', async ({
  bed,
}) => {
  await launch(bed)
  await bed.octocat.comment('a', '/spawn')
  const isRunList = ({ method, path }: Intercepted) => method === 'GET' && /\/workflows\/[^/]+\/runs/.test(path)
  bed.tracker.setIntercept(layered(answerLost(nth(isDispatch, 0), '502'), refusedBefore(isRunList, '500')))
  await bed.run()
  bed.at('2026-02-23T03:45:00Z')
  await bed.run()
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
  bed.tracker.setIntercept(undefined)
  await bed.runWell()
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
  expect(bed.task('a').status).toBe('running')
  await bed.expectQuiet()
})

test('openai/symphony PR 15: no worker is started for a pick that is blocked, though its count of blockers does not show it', async ({
  bed,
}) => {
  Object.assign(bed.tracker.behaviour, { dependencySummary: 'stale' })
  await launch(bed)
  const other = await bed.octocat.open('Something else')
  await bed.octocat.comment('a', '/spawn')
  await bed.octocat.block('a', other)
  await bed.runWell()
  expect(bed.workers).toEqual([])
  expect(bed.task('a').status).toBe('blocked')
  await bed.expectQuiet()
})

test('marcusquinn/aidevops#18101: sixteen runs for one /spawn start one worker', async ({ bed }) => {
  await launch(bed)
  await bed.octocat.comment('a', '/spawn')
  const payload = { action: 'created', issue: { number: bed.task('a').number } }
  for (let run = 0; run < 16; run++) await bed.runWell({ event: 'issue_comment', payload })
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
})

test('marcusquinn/aidevops#18101: a start that GitHub refuses is not tried again every hour', async ({ bed }) => {
  await launch(bed, { ...plan, spawn: 'auto', retry: { max_attempts: 2, backoff: '15m' } })
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
  const [first] = bed.workers
  bed.board.setRun(first!.id, { status: 'completed', conclusion: 'failure' })
  let dispatches = 0
  bed.tracker.setIntercept(async (request, proceed) => {
    if (!isDispatch(request)) return proceed()
    dispatches += 1
    return new Response(JSON.stringify({ message: 'Unexpected inputs provided' }), { status: 422 })
  })
  for (let hour = 4; hour < 10; hour++) {
    bed.at(`2026-02-23T0${hour}:15:00Z`)
    await bed.run()
  }
  bed.tracker.setIntercept(undefined)
  expect(dispatches).toBe(1)
  expect(bed.task('a').status).toBe('failed')
  expect(bed.section('Decisions needed')).toContain('/spawn')
})

test('a next attempt whose claim another run seems to have is not written until that claim is old', async ({ bed }) => {
  const tasks = ['a', 'b'].map((id) => ({ id, model: 's' }))
  await launch(bed, { ...plan, tasks, retry: { max_attempts: 2, backoff: '15m' } })
  await bed.octocat.comment('a', '/spawn')
  await bed.runWell()
  bed.board.setRun(bed.workers[0]!.id, { status: 'completed', conclusion: 'failure' })
  bed.at('2026-02-23T03:20:00Z')
  await bed.runWell()
  // b, which nobody has started, gives its slot back.
  expect(bed.states('a', 'b')).toEqual(['waiting', 'assigned'])
  bed.at('2026-02-23T04:15:00Z')
  const isLock = ({ method, path }: Intercepted) => method === 'POST' && /\/issues\/\d+\/reactions$/.test(path)
  bed.tracker.setIntercept(answerLost(nth(isLock, 0), '500'))
  await bed.run()
  bed.tracker.setIntercept(undefined)
  await bed.run()
  bed.at('2026-02-23T04:17:00Z')
  const { writes } = await bed.runWell()
  // It asks for the claim again, and is told that it is taken.
  expect(writes.filter(({ method }) => method === 'PATCH')).toEqual([])
  bed.at('2026-02-23T04:45:00Z')
  await bed.runWell()
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1', 'a#2'])
})

test('gastownhall/beads PR 4718: a label set by hand starts no worker and no clock', async ({ bed }) => {
  await launch(bed)
  await bed.octocat.unlabel('a', 'status:assigned')
  await bed.octocat.label('a', 'status:running')
  await bed.runWell()
  expect(bed.task('a').status).toBe('assigned')
  bed.at('2026-03-23T03:15:00Z')
  await bed.run()
  expect([bed.task('a').status, bed.workers]).toEqual(['assigned', []])
})
