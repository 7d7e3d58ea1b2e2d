import { describe, expect, test } from 'vitest'
import { enterpriseBehaviour } from '../../src/local/behaviour.ts'
import { type Bed, createIssues, demo, openBed, refusal } from './bed.ts'

const path = 'POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by'
const block = (bed: Bed, number: number, id: number) =>
  bed.ours.request(path, { ...demo, issue_number: number, issue_id: id })

async function blockers(bed: Bed, number: number): Promise<number[]> {
  const { data } = await bed.ours.request('GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by', {
    ...demo,
    issue_number: number,
  })
  return data.map((issue: { number: number }) => issue.number)
}

const summary = async (bed: Bed, number: number) =>
  (await bed.ours.rest.issues.get({ ...demo, issue_number: number })).data.issue_dependencies_summary

describe('issue dependencies', () => {
  test('the path takes the number, the body the id; 201', async () => {
    const bed = await openBed()
    const [, two] = await createIssues(bed.ours, 2)
    expect((await block(bed, 1, two!.id)).status).toBe(201)
    expect(await blockers(bed, 1)).toEqual([2])
    const { data } = await bed.ours.request('GET /repos/octo/demo/issues/2/dependencies/blocking')
    expect(data.map((issue: { number: number }) => issue.number)).toEqual([1])
    expect((await refusal(block(bed, 1, 2))).status).toBe(404)
  })

  test('repeating a POST gives 422 "Target issue has already been taken"', async () => {
    const bed = await openBed()
    const [, two] = await createIssues(bed.ours, 2)
    await block(bed, 1, two!.id)
    const again = await refusal(block(bed, 1, two!.id))
    expect(again.status).toBe(422)
    expect(again.message).toContain('Target issue has already been taken')
  })

  test('DELETE gives 200, also for a link that is not there', async () => {
    const bed = await openBed()
    const [, two] = await createIssues(bed.ours, 2)
    await block(bed, 1, two!.id)
    const remove = () => bed.ours.request(`DELETE /repos/octo/demo/issues/1/dependencies/blocked_by/${two!.id}`)
    expect((await remove()).status).toBe(200)
    expect((await remove()).status).toBe(200)
    expect(await blockers(bed, 1)).toEqual([])
  })

  test('a pull request cannot be a blocker', async () => {
    const bed = await openBed()
    await createIssues(bed.ours, 1)
    const pull = bed.tracker.store.addPullRequest({ title: 'A change' })
    expect((await refusal(block(bed, 1, pull.id))).status).toBe(422)
  })

  test('blocked_by lists closed blockers too', async () => {
    const bed = await openBed()
    const [, two] = await createIssues(bed.ours, 2)
    await block(bed, 1, two!.id)
    await bed.ours.rest.issues.update({ ...demo, issue_number: 2, state: 'closed' })
    expect(await blockers(bed, 1)).toEqual([2])
    expect(await summary(bed, 1)).toMatchObject({ blocked_by: 0, total_blocked_by: 1 })
  })

  test('a blocker in another repository is listed, one that the token cannot read is missing', async () => {
    const bed = await openBed()
    await createIssues(bed.ours, 1)
    const seen = bed.tracker.store.addIssueElsewhere({ repository: 'octo/other', number: 5 })
    const hidden = bed.tracker.store.addIssueElsewhere({ repository: 'octo/secret', number: 6 })
    await block(bed, 1, seen.id)
    await block(bed, 1, hidden.id)
    hidden.unreadable = true
    expect(await blockers(bed, 1)).toEqual([5])
    expect(await summary(bed, 1)).toMatchObject({ blocked_by: 2 })
    expect((await refusal(bed.ours.rest.issues.get({ owner: 'octo', repo: 'secret', issue_number: 6 }))).status).toBe(
      404,
    )
  })

  test('[open] the dependency summary may be stale', async () => {
    const bed = await openBed({ behaviour: { dependencySummary: 'stale' } })
    const [, two] = await createIssues(bed.ours, 2)
    await block(bed, 1, two!.id)
    expect(await summary(bed, 1)).toMatchObject({ blocked_by: 0, total_blocked_by: 0 })
    await bed.ours.rest.issues.update({ ...demo, issue_number: 1, title: 'Edited' })
    expect(await summary(bed, 1)).toMatchObject({ blocked_by: 1 })
    await bed.ours.rest.issues.update({ ...demo, issue_number: 2, state: 'closed' })
    expect(await summary(bed, 1)).toMatchObject({ blocked_by: 1 })
    expect(await blockers(bed, 1)).toEqual([2])
  })

  test('[open] cycles are accepted', async () => {
    const bed = await openBed({ behaviour: { cycles: 'accepted' } })
    const [one, two] = await createIssues(bed.ours, 2)
    await block(bed, 1, two!.id)
    expect((await block(bed, 2, one!.id)).status).toBe(201)
  })

  test('[open] cycles are refused', async () => {
    const bed = await openBed({ behaviour: { cycles: 'refused' } })
    const [one, two, three] = await createIssues(bed.ours, 3)
    await block(bed, 1, two!.id)
    await block(bed, 2, three!.id)
    expect((await refusal(block(bed, 3, one!.id))).status).toBe(422)
  })

  test('an issue never blocks itself', async () => {
    const bed = await openBed()
    const [one] = await createIssues(bed.ours, 1)
    expect((await refusal(block(bed, 1, one!.id))).status).toBe(422)
  })

  test('50 each way', async () => {
    const bed = await openBed()
    const issues = await createIssues(bed.ours, 52)
    for (const { id } of issues.slice(1, 51)) await block(bed, 1, id)
    expect((await refusal(block(bed, 1, issues[51]!.id))).status).toBe(422)
    for (const { number } of issues.slice(1, 51)) await block(bed, number, issues[51]!.id)
    expect((await refusal(block(bed, 1, issues[51]!.id))).status).toBe(422)
  })

  test('an Enterprise Server before 3.19 has none: 404, though the issue is there', async () => {
    const bed = await openBed({ behaviour: enterpriseBehaviour })
    const [, two] = await createIssues(bed.ours, 2)
    expect((await refusal(block(bed, 1, two!.id))).status).toBe(404)
    const { data, headers } = await bed.ours.rest.issues.get({ ...demo, issue_number: 1 })
    expect(data).not.toHaveProperty('issue_dependencies_summary')
    expect(headers).toHaveProperty('x-github-enterprise-version', '3.18.2')
  })
})
