import { describe, expect, test } from 'vitest'
import { type Delivery, scheduleEvent, watchEvents } from '../../src/local/events.ts'
import { createIssues, demo, openBed } from './bed.ts'

async function openWatched() {
  const bed = await openBed()
  const heard: Delivery[] = []
  watchEvents(bed.tracker.store, (delivery) => heard.push(delivery))
  const named = () => heard.map(({ name, payload, startsWorkflows }) => [name, payload.action, startsWorkflows])
  return { ...bed, heard, named }
}

describe('events', () => {
  test('what people do starts workflows, what a workflow token does starts none', async () => {
    const { ours, octocat, named } = await openWatched()
    await createIssues(ours, 1)
    await octocat.rest.issues.update({ ...demo, issue_number: 1, state: 'closed' })
    await ours.rest.issues.update({ ...demo, issue_number: 1, state: 'open' })
    await octocat.rest.issues.createComment({ ...demo, issue_number: 1, body: '/spawn' })
    expect(named()).toEqual([
      ['issues', 'opened', false],
      ['issues', 'closed', true],
      ['issues', 'reopened', false],
      ['issue_comment', 'created', true],
    ])
  })

  test('payloads hold the issue, the comment, the repository and the sender', async () => {
    const { ours, octocat, heard } = await openWatched()
    await createIssues(ours, 1)
    await octocat.rest.issues.createComment({ ...demo, issue_number: 1, body: '/spawn' })
    await octocat.rest.issues.update({ ...demo, issue_number: 1, state: 'closed', state_reason: 'not_planned' })
    expect(heard[1]?.payload).toMatchObject({
      issue: { number: 1, comments: 1 },
      comment: { body: '/spawn', user: { login: 'octocat' } },
      repository: { full_name: 'octo/demo', default_branch: 'main' },
      sender: { login: 'octocat' },
    })
    expect(heard[2]?.payload).toMatchObject({ issue: { state: 'closed', state_reason: 'not_planned' } })
  })

  test('issue_comment also fires for pull requests', async () => {
    const { octocat, tracker, heard } = await openWatched()
    tracker.store.addPullRequest({ title: 'A change' })
    await octocat.rest.issues.createComment({ ...demo, issue_number: 1, body: '/spawn' })
    expect(heard[0]).toMatchObject({ name: 'issue_comment', payload: { issue: { pull_request: { merged_at: null } } } })
  })

  test('adding or removing a link starts no workflow', async () => {
    const { octocat, heard } = await openWatched()
    const [, two] = await createIssues(octocat, 2)
    heard.length = 0
    await octocat.request('POST /repos/octo/demo/issues/1/dependencies/blocked_by', { issue_id: two!.id })
    await octocat.request(`DELETE /repos/octo/demo/issues/1/dependencies/blocked_by/${two!.id}`)
    expect(heard).toEqual([])
  })

  test('a push, a schedule, a dispatch and the end of its run', async () => {
    const { ours, tracker, heard, named } = await openWatched()
    tracker.putFile('.github/workflows/worker.yml', 'on: { workflow_dispatch: { inputs: { task: {} } } }\njobs: {}\n')
    expect(heard[0]?.payload).toMatchObject({
      ref: 'refs/heads/main',
      created: true,
      commits: [{ message: 'Change .github/workflows/worker.yml' }],
    })
    await ours.rest.actions.createWorkflowDispatch({
      ...demo,
      workflow_id: 'worker.yml',
      ref: 'main',
      inputs: { task: 'p4-1-1' },
    })
    expect(heard[1]?.payload).toMatchObject({
      inputs: { task: 'p4-1-1' },
      ref: 'refs/heads/main',
      workflow: '.github/workflows/worker.yml',
    })
    tracker.store.setRun(tracker.store.runs[0]!.id, { status: 'completed', conclusion: 'success' })
    expect(heard[2]?.payload).toMatchObject({
      workflow_run: { conclusion: 'success' },
      workflow: { path: '.github/workflows/worker.yml' },
    })
    expect(named()).toEqual([
      ['push', undefined, true],
      ['workflow_dispatch', undefined, true],
      ['workflow_run', 'completed', true],
    ])
    expect(scheduleEvent(tracker.store, '17 * * * *')).toMatchObject({
      name: 'schedule',
      payload: { schedule: '17 * * * *' },
    })
  })
})
