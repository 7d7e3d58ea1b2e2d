import { expect } from 'vitest'
import {
  answerLost,
  isIssueCreation,
  type Loss,
  laggingLists,
  nth,
  refusedBefore,
  secondaryLimit,
} from '../../src/local/faults.ts'
import { type Bed, test } from './bed.ts'
import { issuesOn } from './board.ts'

const plan = { slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['b'] }] }

/** The progress issue and one issue for each task, none of them twice; duplicates may only be closed as such. */
function expectOneOfEach(bed: Bed): void {
  const titles = issuesOn(bed.board)
    .filter(({ reason }) => reason !== 'duplicate')
    .map(({ title }) => title)
  expect(titles.toSorted()).toEqual(['Phase 1 progress: Trial', 'a: Task a', 'b: Task b', 'c: Task c'])
}

/** 0: the progress issue; the others: tasks. */
for (const at of [0, 2]) {
  for (const how of ['500', '502', 'reset', 'half', 'short'] satisfies Loss[]) {
    test(`issue ${at} of a launch, opened but answered by ${how}, is not opened twice`, async ({ bed }) => {
      await bed.plan(plan)
      bed.tracker.setIntercept(answerLost(nth(isIssueCreation, at), how))
      const first = await bed.run()
      expect(first.code, first.log).toBe(0)
      bed.tracker.setIntercept(undefined)
      await bed.runWell()
      expectOneOfEach(bed)
      expect(issuesOn(bed.board)).toHaveLength(4)
      expect(bed.states('b', 'a', 'c')).toEqual(['assigned', 'ready', 'blocked'])
      await bed.expectQuiet()
    })
  }

  for (const how of at === 0 ? (['reset'] as const) : (['502'] as const)) {
    test(`issue ${at} of a launch, not opened and answered by ${how}, is opened by the next run at the latest`, async ({
      bed,
    }) => {
      await bed.plan(plan)
      bed.tracker.setIntercept(refusedBefore(nth(isIssueCreation, at), how))
      const first = await bed.run()
      expect(first.code, first.log).toBe(0)
      bed.tracker.setIntercept(undefined)
      await bed.runWell()
      expectOneOfEach(bed)
      await bed.expectQuiet()
    })
  }
}

test('two runs that launch at once leave one issue for each task', async ({ bed }) => {
  await bed.plan(plan)
  const [one, other] = await Promise.all([bed.race(), bed.race()])
  expect([one, other].filter(({ log }) => log.includes('mistake of Phase Coordinator'))).toEqual([])
  await bed.runWell()
  expectOneOfEach(bed)
  const after = await bed.runWell()
  expect(after.ids('active')).toEqual(['b'])
  await bed.expectQuiet()
})

test('two runs at once that see a task closed pick no more than there are slots', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('b')
  await Promise.all([bed.race(), bed.race()])
  expect(bed.states('a', 'c')).toEqual(['assigned', 'ready'])
  await bed.runWell()
  await bed.expectQuiet()
})

test('lists that do not show the new issues yet make the next run open none again', async ({ bed }) => {
  await bed.plan(plan)
  bed.tracker.setIntercept(laggingLists(bed.board, { hide: true, stale: false, requests: 6 }))
  await bed.runWell()
  await bed.runWell()
  bed.tracker.setIntercept(undefined)
  bed.board.lag = undefined
  await bed.runWell()
  expectOneOfEach(bed)
  expect(issuesOn(bed.board)).toHaveLength(4)
  await bed.expectQuiet()
})

test('a refusal because of too many requests ends the run in green, and the next one continues', async ({ bed }) => {
  await bed.plan(plan)
  bed.tracker.setIntercept(
    secondaryLimit((request) => request.method === 'POST' && /\/issues\/\d+\/sub_issues$/.test(request.path), {
      retryAfter: 600,
    }),
  )
  const run = await bed.runWell()
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]).toMatchObject({
    level: 'warning',
    message: expect.stringContaining('the next run continues'),
  })
  bed.tracker.setIntercept(undefined)
  await bed.runWell()
  expectOneOfEach(bed)
  await bed.expectQuiet()
})

test('a link that GitHub refuses is a decision, and blocks all the same', async ({ bed }) => {
  await bed.plan(plan)
  bed.tracker.setIntercept(async (request, proceed) => {
    const isLink = request.method === 'POST' && request.path.endsWith('/dependencies/blocked_by')
    if (!isLink) return proceed()
    const refusal = { message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest', status: '422' }
    return Response.json(refusal, { status: 422 })
  })
  await bed.runWell()
  expect(bed.states('c')).toEqual(['blocked'])
  expect(bed.task('c').blockers).toEqual([])
  expect(bed.section('Decisions needed')).toMatch(/\(c\) could not be linked to #\d+ \(b\): GitHub refused it/)
  await bed.expectQuiet()
})

test('a progress issue that was deleted is opened again, with the same tasks and picks', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  bed.board.deleteIssue(bed.progress().number)
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['b'])
  expectOneOfEach(bed)
  for (const id of ['a', 'b', 'c']) expect(bed.task(id).parent).toBe(bed.progress().number)
  await bed.expectQuiet()
})
