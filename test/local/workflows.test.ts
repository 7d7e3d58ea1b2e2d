import { describe, expect, test } from 'vitest'
import type { TrackerOptions } from '../../src/local/tracker.ts'
import { type Bed, demo, openBed, refusal } from './bed.ts'

const worker = `
name: Worker
run-name: "\${{ inputs.task }} (\${{ github.event.inputs.claim }})"
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      claim: { required: true }
      model: { type: choice, options: [small, large], default: small }
jobs: {}
`

async function openWorker(options: TrackerOptions = {}): Promise<Bed> {
  const bed = await openBed(options)
  bed.tracker.putFile('.github/workflows/worker.yml', worker)
  bed.tracker.putFile('.github/workflows/push.yml', 'on: push\njobs: {}\n')
  return bed
}

const inputs = { task: 'p4-1-1', claim: 'p4-1-1#1' }
const dispatch = (bed: Bed, more: object = {}) =>
  bed.ours.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...demo,
    workflow_id: 'worker.yml',
    ref: 'main',
    inputs,
    ...more,
  })
const runs = async (bed: Bed, filter: object = {}) =>
  (await bed.ours.rest.actions.listWorkflowRunsForRepo({ ...demo, ...filter })).data

describe('workflows', () => {
  test('a dispatch without run details: 204, and the run is found by its name', async () => {
    const bed = await openWorker()
    expect((await dispatch(bed)).status).toBe(204)
    const { total_count, workflow_runs } = await runs(bed, { event: 'workflow_dispatch' })
    expect(total_count).toBe(1)
    expect(workflow_runs[0]).toMatchObject({
      display_title: 'p4-1-1 (p4-1-1#1)',
      status: 'queued',
      conclusion: null,
      name: 'Worker',
    })
  })

  test('a dispatch with run details: 200 with the id of the run', async () => {
    const bed = await openWorker()
    const { status, data } = await dispatch(bed, { return_run_details: true })
    expect(status).toBe(200)
    const { data: run } = await bed.ours.rest.actions.getWorkflowRun({ ...demo, run_id: Number(data.workflow_run_id) })
    expect(run.display_title).toBe('p4-1-1 (p4-1-1#1)')
  })

  test('an Enterprise Server answers 204 only; the later API version 200 only', async () => {
    const bed = await openWorker({ behaviour: { runDetails: false } })
    expect((await dispatch(bed, { return_run_details: true })).status).toBe(204)
    bed.tracker.behaviour.runDetails = true
    expect((await dispatch(bed, { headers: { 'x-github-api-version': '2026-03-10' } })).status).toBe(200)
  })

  test('runs are shown without their inputs', async () => {
    const bed = await openWorker()
    await dispatch(bed)
    expect(JSON.stringify(await runs(bed))).not.toContain('"inputs"')
    expect(bed.tracker.store.runs[0]?.inputs).toEqual({ ...inputs, model: 'small' })
  })

  test.each([
    [
      'an input that it does not declare',
      { inputs: { ...inputs, issue: '1' } },
      'Unexpected inputs provided: ["issue"]',
    ],
    ['a required input missing', { inputs: { task: 'p4-1-1' } }, "Required input 'claim' not provided"],
    ['a choice that is none', { inputs: { ...inputs, model: 'huge' } }, 'not in the list of allowed values'],
    [
      'more than 25 inputs',
      { inputs: Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`i${n}`, ''])) },
      'up to 25',
    ],
    ['a branch that is not there', { ref: 'gone' }, 'No ref found for: gone'],
    ['a workflow without the trigger', { workflow_id: 'push.yml' }, "does not have 'workflow_dispatch' trigger"],
  ])('refused with 422: %s', async (_, more, message) => {
    const refused = await refusal(dispatch(await openWorker(), more))
    expect(refused.status).toBe(422)
    expect(refused.message).toContain(message)
  })

  test('a workflow that is not there is 404', async () => {
    expect((await refusal(dispatch(await openWorker(), { workflow_id: 'none.yml' }))).status).toBe(404)
  })

  test('actions: write is needed', async () => {
    const bed = await openWorker()
    bed.tracker.addToken('weak', {
      login: 'github-actions[bot]',
      kind: 'installation',
      permissions: { actions: 'read' },
    })
    const refused = await refusal(dispatch({ ...bed, ours: bed.as('weak') }))
    expect(refused).toMatchObject({ status: 403, headers: { 'x-accepted-github-permissions': 'actions=write' } })
  })

  test('a run is played by the bed, filtered by status and time, and cancelled once', async () => {
    const bed = await openWorker()
    const { data } = await dispatch(bed, { return_run_details: true })
    const id = Number(data.workflow_run_id)
    bed.tracker.store.setRun(id, { status: 'in_progress' })
    const count = async (filter: object) => (await runs(bed, filter)).total_count
    expect(await count({ status: 'in_progress' })).toBe(1)
    expect(await count({ status: 'completed' })).toBe(0)
    expect(await count({ created: '>=2026-02-22T12:00:00Z' })).toBe(1)
    expect(await count({ created: '2026-02-21..2026-02-22' })).toBe(0)
    expect((await bed.ours.rest.actions.cancelWorkflowRun({ ...demo, run_id: id })).status).toBe(202)
    expect(await count({ status: 'cancelled' })).toBe(1)
    expect((await refusal(bed.ours.rest.actions.cancelWorkflowRun({ ...demo, run_id: id }))).status).toBe(409)
    const { data: own } = await bed.ours.rest.actions.listWorkflowRuns({ ...demo, workflow_id: 'worker.yml' })
    expect(own.total_count).toBe(1)
  })

  test('[open] a cancelled run may take its time', async () => {
    const bed = await openWorker({ behaviour: { cancel: 'later' } })
    const { data } = await dispatch(bed, { return_run_details: true })
    await bed.ours.rest.actions.cancelWorkflowRun({ ...demo, run_id: Number(data.workflow_run_id) })
    expect((await runs(bed)).workflow_runs[0]?.status).toBe('queued')
  })

  test.each([
    ['unlisted', 1],
    ['never', 0],
  ] as const)('a dispatch that was answered may lead to a run that is %s', async (dispatchedRuns, made) => {
    const bed = await openWorker({ behaviour: { dispatchedRuns } })
    expect((await dispatch(bed)).status).toBe(204)
    expect((await runs(bed)).total_count).toBe(0)
    expect(bed.tracker.store.runs).toHaveLength(made)
  })

  test('workflows are listed from the default branch', async () => {
    const bed = await openWorker()
    const { data } = await bed.ours.rest.actions.listRepoWorkflows(demo)
    expect(data.workflows.map(({ path, name }) => [path, name])).toEqual([
      ['.github/workflows/push.yml', '.github/workflows/push.yml'],
      ['.github/workflows/worker.yml', 'Worker'],
    ])
    const { data: one } = await bed.ours.rest.actions.getWorkflow({ ...demo, workflow_id: 'worker.yml' })
    expect(one).toEqual(data.workflows[1])
  })
})

describe('GraphQL', () => {
  test('pull requests that will close an issue', async () => {
    const { ours, tracker } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'One' })
    tracker.store.addPullRequest({ title: 'Fix', closes: [1], draft: true, user: 'copilot-swe-agent[bot]' })
    tracker.store.addPullRequest({ title: 'Given up', closes: [1], state: 'closed' })
    const query = `query ($owner: String!, $name: String!, $number: Int!) {
      repository(owner: $owner, name: $name) {
        issue(number: $number) {
          state
          closedByPullRequestsReferences(first: 10, includeClosedPrs: false) {
            totalCount
            nodes { number isDraft state updatedAt author { login } }
          }
        }
      }
    }`
    const answer = await ours.graphql(query, { owner: 'octo', name: 'demo', number: 1 })
    expect(answer).toEqual({
      repository: {
        issue: {
          state: 'OPEN',
          closedByPullRequestsReferences: {
            totalCount: 1,
            nodes: [
              {
                number: 2,
                isDraft: true,
                state: 'OPEN',
                updatedAt: expect.any(String),
                // GraphQL names an app without what REST adds to it.
                author: { login: 'copilot-swe-agent' },
              },
            ],
          },
        },
      },
    })
  })
})
