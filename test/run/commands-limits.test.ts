import { expect } from 'vitest'
import { type Bed, planText, test } from './bed.ts'
import { expectCheapQuiet } from './quiet.ts'

const models = { m: { workflow: 'worker.yml' } }
const spawnable = (...ids: string[]) => ids.map((id) => ({ id, model: 'm' }))

/** What GitHub tells a workflow that a new comment has triggered. */
function commented(bed: Bed, task: string, comment: number, body: string) {
  const payload = { action: 'created', issue: { number: bed.task(task).number }, comment: { id: comment, body } }
  return { event: 'issue_comment', payload }
}

test('of three /spawn within a second, of which only the last one’s run survives, each starts its worker once, in order', async ({
  bed,
}) => {
  bed.addWorker()
  const plan = { slots: 3, milestone: false, models, tasks: spawnable('a', 'b', 'c', 'd') }
  await bed.plan(plan)
  bed.tracker.putFile('.github/phases/1.yml', planText(plan))
  await bed.runWell()
  expect(bed.states('a', 'b', 'c', 'd')).toEqual(['assigned', 'assigned', 'assigned', 'ready'])
  const spawned: number[] = []
  for (const id of ['b', 'd', 'a']) spawned.push(await bed.octocat.comment(id, '/spawn'))
  const event = commented(bed, 'a', spawned[2]!, '/spawn')
  const run = await bed.runWell(event)
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['b#1', 'd#1', 'a#1'])
  expect(JSON.parse(run.outputs.spawned!).sort()).toEqual(['a', 'b', 'd'])
  expect(bed.states('a', 'b', 'c', 'd')).toEqual(['running', 'running', 'ready', 'running'])
  for (const comment of spawned) {
    expect(bed.reactions(comment)).toEqual(['eyes', 'rocket'])
    expect(bed.replies(comment)).toEqual([])
  }
  await expectCheapQuiet(bed, 4, 3)
  // The event is delivered again, and somebody runs the old run once more, three weeks later.
  await bed.expectQuiet(event)
  for (const { id } of bed.workers) bed.board.setRun(id, { status: 'in_progress' })
  bed.at('2026-03-16T03:15:00Z')
  await bed.runWell()
  await bed.expectQuiet({ ...event, env: { GITHUB_RUN_ATTEMPT: '2' } })
  expect(bed.workers).toHaveLength(3)
})

test('a command is found beyond the hundredth comment, and later ones without reading the first hundred again', async ({
  bed,
}) => {
  bed.addWorker()
  await bed.plan({ slots: 2, milestone: false, models, tasks: spawnable('a', 'b') })
  await bed.runWell()
  const first = await bed.octocat.comment('a', '/spawn')
  for (let n = 0; n < 118; n++) await bed.reader.comment('a', `Remark ${n}`)
  bed.at('2026-02-23T03:20:00Z')
  const why = await bed.octocat.comment('a', '/why')
  await bed.runWell()
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
  expect([bed.reactions(first), bed.reactions(why)]).toEqual([['eyes', 'rocket'], ['rocket']])
  expect(bed.replies(why)).toEqual([expect.stringContaining('is with m')])
  await expectCheapQuiet(bed, 2, 1)
  bed.at('2026-02-23T04:15:00Z')
  const hold = await bed.octocat.comment('a', '/hold')
  const run = await bed.runWell(commented(bed, 'a', hold, '/hold'))
  expect(run.requests.filter(({ method, path }) => method === 'GET' && path.includes('/comments'))).toHaveLength(1)
  expect(bed.reactions(hold)).toEqual(['eyes', 'rocket'])
  await expectCheapQuiet(bed, 2, 1)
})

test('a deleted command is none, and what takes its place in the count is not lost', async ({ bed }) => {
  await bed.plan({ slots: 2, milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  const chat = await bed.octocat.comment('a', 'Hello')
  const refused = await bed.octocat.comment('b', '/unhold')
  await bed.runWell()
  expect(bed.replies(refused)).toHaveLength(1)
  const deleted = await bed.octocat.comment('b', '/hold')
  await bed.octocat.deleteComment(deleted)
  await bed.octocat.deleteComment(refused)
  await bed.octocat.deleteComment(chat)
  const instead = await bed.octocat.comment('a', '/hold')
  await bed.runWell(commented(bed, 'a', instead, '/hold'))
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['held', 'assigned'])
  await expectCheapQuiet(bed, 2)
})

test('our reactions tell what is finished, and nobody else’s, nor a text like ours', async ({ bed }) => {
  await bed.plan({ slots: 4, milestone: false, tasks: ['rocket', 'eyes', 'reply', 'quoted', 'killed', 'over'] })
  await bed.runWell()
  const finished = await bed.octocat.comment('rocket', '/hold')
  await bed.reader.react(finished, 'rocket')
  await bed.reader.react(finished, '-1')
  const begun = await bed.octocat.comment('eyes', '/hold')
  await bed.reader.react(begun, 'eyes')
  const answered = await bed.octocat.comment('reply', '/hold')
  // A run of ours was killed after it began, and another one before it could tell how far it had read.
  const killed = await bed.octocat.comment('killed', '/hold')
  await bed.as('local-token').react(killed, 'eyes')
  const over = await bed.octocat.comment('over', '/hold')
  await bed.as('local-token').react(over, 'rocket')
  await bed.reader.comment(
    'reply',
    `<!-- phase-coordinator:reply ${answered}.0 refusal -->\noctocat, /hold was not done.`,
  )
  const reader = await bed.reader.comment('quoted', '<!-- phase-coordinator:reply 1.0 answer -->\n\n/why')
  await bed.runWell()
  expect(bed.states('rocket', 'eyes', 'reply', 'killed')).toEqual(['held', 'held', 'held', 'held'])
  expect([bed.task('over').status, bed.reactions(over)]).toEqual(['assigned', ['rocket']])
  for (const comment of [finished, begun, answered, killed]) expect(bed.reactions(comment)).toEqual(['eyes', 'rocket'])
  expect(bed.replies(reader)).toHaveLength(1)
  await expectCheapQuiet(bed, 4)
})

test('a run answers twenty comments at most, and the next one goes on in order; nothing is lost', async ({ bed }) => {
  await bed.plan({ slots: 10, milestone: false, tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  const asked: number[] = []
  for (let n = 0; n < 30; n++)
    asked.push(await bed.octocat.comment(['a', 'b', 'c'][n % 3]!, n < 27 ? '/unhold' : '/hold'))
  await bed.runWell()
  const answered = () => asked.filter((comment) => bed.replies(comment).length > 0)
  expect(answered()).toEqual(asked.slice(0, 20))
  // What was said later on the same issue waits its turn.
  expect(bed.states('a', 'b', 'c')).not.toContain('held')
  await bed.runWell()
  expect(answered()).toEqual(asked.slice(0, 27))
  expect(bed.states('a', 'b', 'c')).toEqual(['held', 'held', 'held'])
  for (const comment of asked.slice(0, 27)) expect(bed.replies(comment)).toHaveLength(1)
  await expectCheapQuiet(bed, 3)
})

test('a flood of commands by somebody who may not give them holds nobody up', async ({ bed }) => {
  await bed.plan({ slots: 2, milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  const flood: number[] = []
  for (let n = 0; n < 25; n++) flood.push(await bed.reader.comment('a', '/spawn\n/hold now\n/why'))
  const hold = await bed.octocat.comment('a', '/hold')
  await bed.runWell()
  expect(bed.task('a').status).toBe('held')
  expect(bed.reactions(hold)).toEqual(['eyes', 'rocket'])
  const dismissed = () => flood.filter((comment) => bed.reactions(comment).includes('-1')).length
  expect(dismissed()).toBeLessThanOrEqual(21)
  await bed.runWell()
  expect(dismissed()).toBe(25)
  expect(flood.reduce((sum, comment) => sum + bed.replies(comment).length, 0)).toBe(1)
  await expectCheapQuiet(bed, 2)
})

test('whoever may not write gets one answer per issue and day, whoever asks', async ({ bed }) => {
  const dev = bed.join('dev', 'triage')
  await bed.plan({ slots: 1, milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  const asked: number[] = []
  for (let n = 0; n < 10; n++) asked.push(await (n % 2 === 0 ? bed.reader : dev).comment('a', '/why'))
  const other = await bed.reader.comment('b', '/why')
  const status = await bed.reader.comment(bed.progress().number, '/phase status')
  const help = await dev.comment(bed.progress().number, '/phase help')
  const writer = await bed.octocat.comment('a', '/why')
  await bed.runWell()
  const counts = () => asked.map((comment) => bed.replies(comment).length)
  expect(counts()).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(asked.map((comment) => bed.reactions(comment).join())).toEqual(['rocket', ...Array(9).fill('-1')])
  for (const comment of [other, status, writer]) expect(bed.replies(comment)).toHaveLength(1)
  expect(bed.reactions(help)).toEqual(['-1'])
  // Later on the same day, in the phase's time zone: nothing.
  bed.at('2026-02-23T23:59:00Z')
  const again = await bed.reader.comment('a', '/why')
  await bed.runWell()
  expect(bed.replies(again)).toEqual([])
  bed.at('2026-02-24T00:01:00Z')
  const tomorrow = await bed.reader.comment('a', '/why')
  await bed.runWell()
  expect(bed.replies(tomorrow)).toHaveLength(1)
  await expectCheapQuiet(bed, 2)
})

test('a run that is asked for more than it carries out says so on the progress issue, and the next one goes on', async ({
  bed,
}) => {
  await bed.plan({ milestone: false, slots: 1, tasks: ['a'] })
  await bed.runWell()
  const beats = Array.from({ length: 20 }, (_, n) => `/heartbeat ${n}%`).join('\n')
  const comments: number[] = []
  for (let n = 0; n < 8; n++) comments.push(await bed.octocat.comment('a', beats))
  const run = await bed.runWell()
  expect(run.annotations.map(({ level, message }) => [level, message])).toEqual([
    ['warning', expect.stringContaining('the next run continues')],
  ])
  expect(run.writes.at(-1)).toMatchObject({ method: 'PATCH', path: `/repos/octo/demo/issues/${bed.progress().number}` })
  await bed.runWell()
  expect(comments.map((comment) => bed.reactions(comment).join())).toEqual(comments.map(() => 'eyes,rocket'))
  expect(bed.section('Working now')).toContain('running, 19 %')
  await expectCheapQuiet(bed, 1, 1)
})
