import { expect } from 'vitest'
import { test } from './bed.ts'
import { expectCheapQuiet } from './quiet.ts'

const models = { m: { workflow: 'worker.yml' } }

test('on issues and pull requests that belong to no phase a command is nothing', async ({ bed }) => {
  bed.addWorker()
  await bed.plan({ milestone: false, models, tasks: [{ id: 'a', model: 'm' }] })
  const foreign = await bed.octocat.open('A question', 'Not of this phase.', ['phase:1'])
  const pull = bed.board.addPullRequest({ title: 'a: does it' }).number
  await bed.runWell()
  for (const number of [foreign, pull]) {
    const comment = await bed.octocat.comment(number, '/spawn\n/why\n/hold')
    const payload = { action: 'created', issue: { number }, comment: { id: comment, body: '/spawn' } }
    const run = await bed.expectQuiet({ event: 'issue_comment', payload })
    expect(run.requests.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/graphql',
      '/repos/octo/demo/issues',
      '/repos/octo/demo/issues',
    ])
    expect(bed.reactions(comment)).toEqual([])
  }
  expect(bed.workers).toEqual([])
})

test('on the progress issue /spawn names tasks or means all picks, and what belongs on a task says so', async ({
  bed,
}) => {
  bed.addWorker()
  const tasks = [...['a', 'b', 'c', 'd'].map((id) => ({ id, model: 'm' })), 'people']
  await bed.plan({ slots: 4, milestone: false, models: { ...models, n: models.m }, tasks })
  await bed.runWell()
  const { number } = bed.progress()
  const say = (text: string) => bed.octocat.comment(number, text)
  const misplaced = [await say('/release'), await say('/hold'), await say('/unhold'), await say('/next')]
  misplaced.push(await say('/why'), await say('/heartbeat'))
  const unknown = await say('/spawn a, x-9 model=n')
  const model = await say('/spawn b model=opus')
  const crowded = await say('/spawn people model=m')
  const own = await say('/spawn B')
  const all = await say('/spawn')
  const none = await say('/spawn')
  const others = await bed.octocat.comment('d', '/spawn c')
  await bed.runWell()
  for (const comment of misplaced) {
    expect(bed.reactions(comment)).toEqual(['-1'])
    expect(bed.replies(comment)).toEqual([
      expect.stringMatching(/^octocat, \/\w+ was not done: .* belongs on the issue of a task\.$/),
    ])
  }
  expect([unknown, model, none, others].map((comment) => bed.replies(comment).join())).toEqual([
    'octocat, /spawn was not done: x-9 is no task of this phase.',
    'octocat, /spawn was not done: the phase file has no model opus.',
    'octocat, /spawn was not done: no pick waits for its worker: look under "Working now" for what is at work.',
    'octocat, /spawn was not done: to start other tasks say so on the progress issue.',
  ])
  for (const comment of [crowded, own, all]) expect(bed.reactions(comment)).toEqual(['eyes', 'rocket'])
  // `people` took the slot of d, which is no pick any more when all picks are spawned.
  const started = bed.workers.map(({ claim, inputs }) => `${claim} ${inputs.model}`)
  expect(started).toEqual(['a#1 n', 'people#1 m', 'b#1 m', 'c#1 m'])
  expect(bed.states('a', 'b', 'c', 'd', 'people')).toEqual(['running', 'running', 'running', 'ready', 'running'])
  await expectCheapQuiet(bed, 5, bed.workers.length)
})

test('what was said before an issue was adopted counts for nothing', async ({ bed }) => {
  const number = await bed.octocat.open('An old idea')
  const before = await bed.octocat.comment(number, '/hold')
  await bed.plan({ milestone: false, tasks: [{ id: 'a', issue: number }] })
  await bed.runWell()
  const after = await bed.octocat.comment(number, '/why')
  await bed.runWell()
  expect(bed.issue(number).status).toBe('assigned')
  expect([bed.reactions(before), bed.reactions(after)]).toEqual([[], ['rocket']])
  await bed.octocat.comment(number, '/hold')
  await bed.runWell()
  expect(bed.issue(number).status).toBe('held')
  expect(bed.reactions(before)).toEqual([])
  await expectCheapQuiet(bed, 1, 1)
})

test('in a finished phase a command costs nothing and waits until the phase goes on', async ({ bed }) => {
  await bed.plan({ milestone: false, tasks: ['a'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  const page = bed.progress().number
  const pause = await bed.octocat.comment(page, '/phase pause')
  const why = await bed.octocat.comment('a', '/why')
  const run = await bed.expectQuiet({ event: 'issue_comment', payload: { action: 'created', issue: { number: page } } })
  expect(run.requests).toHaveLength(2)
  expect([bed.reactions(pause), bed.reactions(why)]).toEqual([[], []])
  await bed.plan({ milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  expect(bed.progress().body).toContain('Paused by octocat')
  expect(bed.task('b').status).toBe('ready')
  expect(bed.replies(why)).toEqual([expect.stringContaining('is done.')])
  await expectCheapQuiet(bed, 2)
})

test('on a task that left the plan a command waits until the task comes back', async ({ bed }) => {
  await bed.plan({ milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  const { number } = bed.task('b')
  await bed.plan({ milestone: false, tasks: ['a'] })
  await bed.runWell()
  const hold = await bed.octocat.comment(number, '/hold')
  await bed.expectQuiet({ event: 'issue_comment', payload: { action: 'created', issue: { number } } })
  expect(bed.reactions(hold)).toEqual([])
  await bed.plan({ milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  expect(bed.reactions(hold)).toEqual(['eyes', 'rocket'])
  expect(bed.task('b').status).toBe('held')
  await expectCheapQuiet(bed, 2)
})

test('a locked issue takes no answer: a 👎 stands there alone, and other issues go on', async ({ bed }) => {
  bed.addWorker()
  const tasks = ['a', 'b', 'c', 'd'].map((id) => ({ id, model: 'm' }))
  await bed.plan({ slots: 2, milestone: false, models, tasks })
  await bed.runWell()
  await bed.octocat.comment('b', '/spawn')
  await bed.octocat.comment('a', '/spawn')
  await bed.runWell()
  const { number } = bed.progress()
  await bed.octocat.lock('c')
  await bed.octocat.lock(number)
  const mute = [await bed.octocat.comment('c', '/unhold'), await bed.octocat.comment('c', '/why')]
  mute.push(await bed.octocat.comment(number, '/phase status'), await bed.octocat.comment(number, '/spawn d'))
  const done = [await bed.octocat.comment(number, '/phase pause'), await bed.octocat.comment('c', '/hold')]
  const answered = await bed.octocat.comment('d', '/why')
  await bed.runWell()
  for (const comment of mute) expect([bed.reactions(comment), bed.replies(comment)]).toEqual([['-1'], []])
  for (const comment of done) expect(bed.reactions(comment)).toEqual(['eyes', 'rocket'])
  expect(bed.replies(answered)).toHaveLength(1)
  await expectCheapQuiet(bed, 4, 2)
})
