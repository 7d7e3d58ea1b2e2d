import { describe, expect, test } from 'vitest'
import { type Bed, createIssues, demo, openBed, refusal } from './bed.ts'

const add = (bed: Bed, parent: number, id: number, replace = false) =>
  bed.ours.request('POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues', {
    ...demo,
    issue_number: parent,
    sub_issue_id: id,
    ...(replace && { replace_parent: true }),
  })

async function list(bed: Bed, parent: number): Promise<number[]> {
  const { data } = await bed.ours.request('GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues', {
    ...demo,
    issue_number: parent,
    per_page: 100,
  })
  return data.map((issue: { number: number }) => issue.number)
}

describe('sub-issues', () => {
  test('added, listed, summed up and removed', async () => {
    const bed = await openBed()
    const [, two, three] = await createIssues(bed.ours, 3)
    expect((await add(bed, 1, two!.id)).data).toMatchObject({
      number: 1,
      sub_issues_summary: { total: 1, completed: 0 },
    })
    await add(bed, 1, three!.id)
    await bed.ours.rest.issues.update({ ...demo, issue_number: 2, state: 'closed' })
    const { data: parent } = await bed.ours.request('GET /repos/octo/demo/issues/2/parent')
    expect(parent).toMatchObject({ number: 1, sub_issues_summary: { total: 2, completed: 1, percent_completed: 50 } })
    expect((await bed.ours.rest.issues.get({ ...demo, issue_number: 2 })).data.parent_issue_url).toBe(parent.url)
    await bed.ours.request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue', {
      ...demo,
      issue_number: 1,
      sub_issue_id: two!.id,
    })
    expect(await list(bed, 1)).toEqual([3])
    expect((await refusal(bed.ours.request('GET /repos/octo/demo/issues/2/parent'))).status).toBe(404)
  })

  test('one parent, unless it is replaced', async () => {
    const bed = await openBed()
    const [, , three] = await createIssues(bed.ours, 3)
    await add(bed, 1, three!.id)
    const again = await refusal(add(bed, 1, three!.id))
    expect(again).toMatchObject({ status: 422 })
    expect(again.message).toContain('duplicate sub-issues')
    expect((await refusal(add(bed, 2, three!.id))).message).toContain('only have one parent')
    await add(bed, 2, three!.id, true)
    expect([await list(bed, 1), await list(bed, 2)]).toEqual([[], [3]])
  })

  test('100 for a parent, and closed ones count', async () => {
    const bed = await openBed()
    const issues = await createIssues(bed.ours, 102)
    for (const { id } of issues.slice(1, 101)) await add(bed, 1, id)
    await bed.ours.rest.issues.update({ ...demo, issue_number: 2, state: 'closed' })
    expect((await refusal(add(bed, 1, issues[101]!.id))).status).toBe(422)
    expect(await list(bed, 1)).toHaveLength(100)
  })

  test('8 levels, and never a circle', async () => {
    const bed = await openBed()
    const issues = await createIssues(bed.ours, 9)
    for (let n = 1; n < 8; n += 1) await add(bed, n, issues[n]!.id)
    expect((await refusal(add(bed, 8, issues[8]!.id))).status).toBe(422)
    expect((await refusal(add(bed, 8, issues[0]!.id))).status).toBe(422)
  })

  test('their order can be changed', async () => {
    const bed = await openBed()
    const issues = await createIssues(bed.ours, 4)
    for (const { id } of issues.slice(1)) await add(bed, 1, id)
    const move = (body: Record<string, number>) =>
      bed.ours.request('PATCH /repos/octo/demo/issues/1/sub_issues/priority', body)
    await move({ sub_issue_id: issues[3]!.id, before_id: issues[1]!.id })
    expect(await list(bed, 1)).toEqual([4, 2, 3])
    await move({ sub_issue_id: issues[3]!.id, after_id: issues[1]!.id })
    expect(await list(bed, 1)).toEqual([2, 4, 3])
  })
})
