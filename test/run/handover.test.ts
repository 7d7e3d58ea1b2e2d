import { expect } from 'vitest'
import { test } from './bed.ts'
import { handIn, merge, models, pass } from './worker-life.ts'

const chain = { tasks: ['a', { id: 'b', depends_on: ['a'] }] }

test('a picked task links the pull request that closed its blocker', async ({ bed }) => {
  await bed.plan({ ...chain, models, allocation: { substantial: 'm' } })
  await bed.runWell()
  const pull = handIn(bed, 'a', { user: 'octocat' })
  await merge(bed, pull)
  await bed.runWell()
  expect(bed.task('b').body).toContain(`#${bed.task('a').number} was done by #${pull}.`)
  await bed.expectQuiet()
})

test('a picked task quotes what somebody with write said when closing its blocker, as dead text', async ({ bed }) => {
  await bed.plan(chain)
  await bed.runWell()
  await bed.octocat.comment('a', 'The images are at ghcr.io. Thanks @mona, fixes #1 <b>!</b>')
  await bed.octocat.close('a')
  await bed.runWell()
  const { body } = bed.task('b')
  expect(body).toContain(`#${bed.task('a').number} was done. octocat: “The images are at ghcr.io.`)
  expect(body).not.toMatch(/@mona|fixes #1|<b>/)
  await bed.expectQuiet()
  pass(bed, 60)
  await bed.expectQuiet()
})

test('what people without write say reaches no task, nor what was said long before the closing', async ({ bed }) => {
  await bed.plan(chain)
  await bed.runWell()
  await bed.octocat.comment('a', 'Early words.')
  pass(bed, 60)
  await bed.reader.comment('a', 'Words of a stranger.')
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.task('b').status).toBe('assigned')
  expect(bed.task('b').body).not.toMatch(/was done|words/i)
  await bed.expectQuiet()
})

test('a task names the commit that closed its blocker, and forgets all of it when it goes back to the queue', async ({
  bed,
}) => {
  await bed.plan(chain)
  await bed.runWell()
  bed.board.putFile('done.txt', 'done', { message: `Add it all, closes #${bed.task('a').number}` })
  const sha = bed.board.state.git.refs['heads/main']!
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.task('b').body).toContain(`was done by commit [\`${sha.slice(0, 7)}\`](../commit/${sha}).`)
  await bed.octocat.reopen('a')
  await bed.runWell()
  expect(bed.task('b').body).not.toContain('was done')
  await bed.runWell()
  await bed.expectQuiet()
})
