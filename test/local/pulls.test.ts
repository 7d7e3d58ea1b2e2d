import { expect, test } from 'vitest'
import { createIssues, demo, openBed, refusal } from './bed.ts'

async function withBranch() {
  const bed = await openBed()
  bed.tracker.putFile('README.md', 'One')
  const main = (await bed.octocat.rest.git.getRef({ ...demo, ref: 'heads/main' })).data.object.sha
  await bed.octocat.rest.git.createRef({ ...demo, ref: 'refs/heads/change', sha: main })
  bed.tracker.putFile('README.md', 'Two', { branch: 'change' })
  return bed
}

const change = { ...demo, title: 'A change', head: 'change', base: 'main' }

test('a pull request is opened from a branch that has a commit of its own, and closes the issues that its text names', async () => {
  const { octocat, tracker } = await withBranch()
  await createIssues(octocat, 1)
  const { data, status } = await octocat.rest.pulls.create({ ...change, body: 'Fixes #1' })
  expect({ status, number: data.number, head: data.head.ref, state: data.state }).toEqual({
    status: 201,
    number: 2,
    head: 'change',
    state: 'open',
  })
  expect(tracker.store.issue(2).pullRequest?.closes).toEqual([1])
})

test('a pull request without commits of its own, from nowhere, or a second one is refused', async () => {
  const { octocat } = await withBranch()
  const open = (fields: object) => refusal(octocat.rest.pulls.create({ ...change, ...fields }))
  expect((await open({ head: 'main' })).errors).toMatchObject([{ message: 'No commits between main and main' }])
  expect((await open({ head: 'nowhere' })).errors).toMatchObject([{ field: 'head', code: 'invalid' }])
  await octocat.rest.pulls.create(change)
  expect((await open({})).errors).toMatchObject([{ message: 'A pull request already exists for octo:change.' }])
})

test('somebody who may only read opens no pull request', async () => {
  const { reader } = await withBranch()
  expect((await refusal(reader.rest.pulls.create(change))).status).toBe(403)
})
