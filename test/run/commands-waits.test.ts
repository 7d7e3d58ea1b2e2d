import { expect } from 'vitest'
import { type Bed, test } from './bed.ts'
import { expectCheapQuiet } from './quiet.ts'

const models = { m: { workflow: 'worker.yml' } }
const task = (id: string, more: object = {}) => ({ id, model: 'm', ...more })

/** Says a command on an issue, and gives what we replied once nothing is left to do. */
async function replyTo(bed: Bed, on: string | number, command: string): Promise<string> {
  const comment = await bed.octocat.comment(on, command)
  await bed.runWell()
  return bed.replies(comment).join()
}

test('/spawn takes no slot that is not to be had, and says which limit stands in the way', async ({ bed }) => {
  bed.addWorker()
  const tasks = [
    task('busy'),
    task('streaming', { stream: 's' }),
    task('capped', { stream: 's' }),
    task('files', { paths: ['src/**'] }),
    task('overlapping', { paths: ['src/a.ts'] }),
    task('late'),
  ]
  const plan = { milestone: false, models, streams: { s: { title: 'S', slots: 1 } } }
  await bed.plan({ ...plan, slots: 4, tasks })
  await bed.plan({ ...plan, phase: 2, start_date: '2026-05-01', tasks: [task('early')] })
  await bed.runWell()
  const { number } = bed.progress()
  // What was never started makes room; what is at work does not.
  expect(await replyTo(bed, number, '/spawn busy streaming files late')).toBe('')
  const refused = (id: string, why: string) =>
    `octocat, /spawn was not done: #${bed.task(id).number} (${id}) may not start: ${why}.`
  const capped = await bed.octocat.comment('capped', '/spawn')
  const overlapping = await bed.octocat.comment('overlapping', '/spawn')
  const early = await bed.octocat.comment('early', '/spawn')
  await bed.runWell()
  expect(bed.replies(capped)).toEqual([refused('capped', 'its stream s may have 1 at work')])
  expect(bed.replies(overlapping)).toEqual([refused('overlapping', 'waits for a free slot')])
  expect(bed.replies(early)).toEqual([refused('early', 'nothing is picked before 1 May 2026')])
  await bed.octocat.close('late')
  const again = await replyTo(bed, 'overlapping', '/spawn')
  expect(again).toBe(refused('overlapping', `src/a.ts overlaps src/\\*\\* of #${bed.task('files').number} (files)`))
  expect(bed.workers.map(({ inputs }) => inputs.task)).toEqual(['busy', 'streaming', 'files', 'late'])
  await expectCheapQuiet(bed, 7, 4 + 1)
})

test('a paused phase starts nothing, and goes on where it was told to stop', async ({ bed }) => {
  bed.addWorker()
  await bed.plan({ milestone: false, models, slots: 2, tasks: [task('a'), task('b'), task('c')] })
  await bed.runWell()
  const pause = await bed.octocat.comment('c', '/phase pause')
  await bed.octocat.close('b')
  const spawn = await bed.octocat.comment('a', '/spawn')
  await bed.runWell()
  expect(bed.reactions(pause)).toEqual(['eyes', 'rocket'])
  expect(bed.replies(spawn)).toEqual([
    'octocat, /spawn was not done: phase 1 was paused by octocat: /phase resume lets it go on.',
  ])
  expect(bed.states('a', 'c')).toEqual(['assigned', 'ready'])
  expect(await replyTo(bed, 'c', '/why')).toContain('the phase was paused by octocat')
  await expectCheapQuiet(bed, 3)
  const { number } = bed.progress()
  // All picks are those that the phase has once it goes on.
  expect(await replyTo(bed, number, '/phase resume\n/spawn')).toBe('')
  expect(bed.states('a', 'c')).toEqual(['running', 'running'])
  expect(await replyTo(bed, number, '/phase resume')).toContain('the phase is not paused')
  await expectCheapQuiet(bed, 3, 2)
})

test('what is said after a /release waits with it until the worker’s run has ended', async ({ bed }) => {
  bed.addWorker()
  bed.tracker.behaviour.cancel = 'later'
  await bed.plan({ milestone: false, models, slots: 1, tasks: [task('a'), task('b')] })
  await bed.runWell()
  await replyTo(bed, 'a', '/spawn')
  const release = await bed.octocat.comment('a', '/release')
  const spawn = await bed.octocat.comment('a', '/spawn')
  const elsewhere = await bed.octocat.comment('b', '/why')
  await bed.runWell()
  // GitHub was asked to cancel it; until it has ended there is nothing to do.
  await bed.expectQuiet()
  expect([release, spawn, elsewhere].map((comment) => bed.reactions(comment).join())).toEqual(['eyes', '', 'rocket'])
  expect(bed.states('a', 'b')).toEqual(['running', 'ready'])
  bed.board.setRun(bed.workers[0]!.id, { status: 'completed', conclusion: 'cancelled' })
  await bed.runWell()
  expect([release, spawn].map((comment) => bed.reactions(comment).join())).toEqual(['eyes,rocket', 'eyes,rocket'])
  expect(bed.workers.map(({ claim, status }) => `${claim} ${status}`)).toEqual(['a#1 cancelled', 'a#2 queued'])
  expect(bed.states('a', 'b')).toEqual(['running', 'ready'])
  await expectCheapQuiet(bed, 2, 1)
})

test('a hold on a task at work counts from the end of its run, unless it says now', async ({ bed }) => {
  bed.addWorker()
  await bed.plan({ milestone: false, models, slots: 2, tasks: [task('later'), task('now')] })
  await bed.runWell()
  await bed.octocat.comment(bed.progress().number, '/spawn')
  await bed.runWell()
  const later = await bed.octocat.comment('later', '/hold until Monday')
  const now = await bed.octocat.comment('now', '/hold now')
  const back = await bed.octocat.comment('now', '/unhold')
  await bed.runWell()
  for (const comment of [later, now, back]) expect(bed.reactions(comment)).toEqual(['eyes', 'rocket'])
  expect(bed.workers.map(({ status }) => status)).toEqual(['queued', 'cancelled'])
  expect(bed.states('later', 'now')).toEqual(['running', 'assigned'])
  bed.board.setRun(bed.workers[0]!.id, { status: 'completed', conclusion: 'failure' })
  await bed.runWell()
  expect(bed.task('later').status).toBe('held')
  expect(bed.section('Set aside')).toContain('(later) is held by octocat: until Monday.')
  // The failure still counts once nobody holds the task any more.
  await bed.octocat.comment('later', '/unhold')
  await bed.runWell()
  expect(bed.task('later').status).toBe('waiting')
  await expectCheapQuiet(bed, 2)
})

test('a dry run tells what a command would do, and leaves it to do', async ({ bed }) => {
  bed.addWorker()
  await bed.plan({ milestone: false, models, tasks: [task('a')] })
  await bed.runWell()
  const comment = await bed.octocat.comment('a', '/spawn')
  const dry = await bed.expectQuiet({ inputs: { 'dry-run': 'true' } })
  expect(dry.log).toContain('would take the claim a#1')
  expect(bed.reactions(comment)).toEqual([])
  await bed.runWell()
  expect(bed.workers.map(({ claim }) => claim)).toEqual(['a#1'])
  await expectCheapQuiet(bed, 1, 1)
})
