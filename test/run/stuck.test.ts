import { expect } from 'vitest'
import { test } from './bed.ts'

test('what GitHub refuses to do to a task is a decision until it is mended, and told without another write', async ({
  bed,
}) => {
  await bed.plan({ tasks: ['a', 'b'] })
  await bed.runWell()
  const { number } = bed.task('a')
  bed.tracker.setIntercept(async (request, proceed) => {
    if (request.method !== 'POST' || request.path !== `/repos/octo/demo/issues/${number}/labels`) return proceed()
    return Response.json({ message: 'Validation Failed', status: '422' }, { status: 422 })
  })
  await bed.octocat.unlabel('a', 'status:assigned')
  const run = await bed.runWell()
  expect(run.annotations.map(({ message }) => message)).toEqual([expect.stringContaining('Validation Failed')])
  expect(bed.section('Decisions needed')).toContain(
    'is stuck, because GitHub refuses to label a with status:assigned (Validation Failed): mend that, or close its issue as not planned.',
  )
  const again = await bed.runWell()
  expect(again.writes.map(({ path }) => path)).toEqual([`/repos/octo/demo/issues/${number}/labels`])
  bed.tracker.setIntercept(undefined)
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
})
