import { expect, test } from 'vitest'
import { createIssues, demo, openBed, refusal } from './bed.ts'

const deletion = 'mutation($input: DeleteIssueInput!) { deleteIssue(input: $input) { repository { nameWithOwner } } }'

test('who administers the repository deletes an issue by its global id; its number then answers 410, or 404', async () => {
  const { octocat, tracker } = await openBed()
  await createIssues(octocat, 1)
  const { data } = await octocat.rest.issues.get({ ...demo, issue_number: 1 })
  const answer = await octocat.graphql(deletion, { input: { issueId: data.node_id } })
  expect(answer).toEqual({ deleteIssue: { repository: { nameWithOwner: 'octo/demo' } } })
  const status = async () => (await refusal(octocat.rest.issues.get({ ...demo, issue_number: 1 }))).status
  expect(await status()).toBe(410)
  tracker.behaviour.deletedIssues = '404'
  expect(await status()).toBe(404)
})

test('others delete no issue', async () => {
  const { octocat, reader } = await openBed()
  await createIssues(octocat, 1)
  const { data } = await octocat.rest.issues.get({ ...demo, issue_number: 1 })
  await expect(reader.graphql(deletion, { input: { issueId: data.node_id } })).rejects.toThrow(
    'reader does not have the correct permissions',
  )
})

test('a run is deleted once it has ended', async () => {
  const { octocat, tracker } = await openBed()
  tracker.putFile('.github/workflows/worker.yml', 'on: workflow_dispatch\njobs: {}\n')
  const dispatch = { ...demo, workflow_id: 'worker.yml', ref: 'main' }
  await octocat.rest.actions.createWorkflowDispatch(dispatch)
  const run = { ...demo, run_id: tracker.store.runs[0]!.id }
  expect((await refusal(octocat.rest.actions.deleteWorkflowRun(run))).status).toBe(403)
  tracker.store.setRun(run.run_id, { status: 'completed', conclusion: 'success' })
  await octocat.rest.actions.deleteWorkflowRun(run)
  expect(tracker.store.runs).toEqual([])
})
