import { describe, expect, test } from 'vitest'
import { demo, openBed, refusal } from './bed.ts'

describe('milestones', () => {
  test.each([
    ['2026-03-08T12:00:00Z', '2026-03-08T08:00:00Z', 'the day on which daylight time begins'],
    ['2026-03-09T12:00:00Z', '2026-03-09T07:00:00Z', 'daylight time'],
    ['2026-11-01T12:00:00Z', '2026-11-01T07:00:00Z', 'the day on which it ends'],
    ['2026-11-02T12:00:00Z', '2026-11-02T08:00:00Z', 'standard time'],
    ['2026-03-08T00:00:00Z', '2026-03-07T08:00:00Z', 'midnight in UTC is the day before'],
  ])('due_on %s becomes midnight in the Pacific zone, %s (%s)', async (sent, stored) => {
    const { ours } = await openBed()
    const { data } = await ours.rest.issues.createMilestone({ ...demo, title: 'v1', due_on: sent })
    expect(data.due_on).toBe(stored)
  })

  test('a second one of the title is already_exists', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.createMilestone({ ...demo, title: 'v1' })
    expect(await refusal(ours.rest.issues.createMilestone({ ...demo, title: 'v1' }))).toMatchObject({
      status: 422,
      errors: [{ resource: 'Milestone', code: 'already_exists', field: 'title' }],
    })
  })

  test('counts its issues, by state', async () => {
    const { ours } = await openBed()
    const { data } = await ours.rest.issues.createMilestone({ ...demo, title: 'v1' })
    await ours.rest.issues.create({ ...demo, title: 'One', milestone: data.number })
    await ours.rest.issues.create({ ...demo, title: 'Two', milestone: data.number })
    const { data: closed } = await ours.rest.issues.update({ ...demo, issue_number: 1, state: 'closed' })
    expect(closed.milestone).toMatchObject({ title: 'v1', open_issues: 1, closed_issues: 1 })
    await ours.rest.issues.update({ ...demo, issue_number: 2, milestone: null })
    expect((await ours.rest.issues.getMilestone({ ...demo, milestone_number: 1 })).data.open_issues).toBe(0)
  })

  test('lists go by state; a closed one is changed and deleted like another', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.createMilestone({ ...demo, title: 'v1' })
    await ours.rest.issues.createMilestone({ ...demo, title: 'v2', due_on: '2026-03-08T12:00:00Z' })
    const { data } = await ours.rest.issues.updateMilestone({
      ...demo,
      milestone_number: 1,
      state: 'closed',
      due_on: '2026-04-01T12:00:00Z',
    })
    expect(data).toMatchObject({ state: 'closed', closed_at: '2026-02-22T12:00:00Z', due_on: '2026-04-01T07:00:00Z' })
    expect((await ours.rest.issues.listMilestones(demo)).data.map(({ title }) => title)).toEqual(['v2'])
    expect((await ours.rest.issues.listMilestones({ ...demo, state: 'all' })).data).toHaveLength(2)
    await ours.rest.issues.deleteMilestone({ ...demo, milestone_number: 1 })
    expect((await refusal(ours.rest.issues.getMilestone({ ...demo, milestone_number: 1 }))).status).toBe(404)
  })

  test('an unknown milestone is refused, in an issue and in a filter', async () => {
    const { ours } = await openBed()
    const unknown = { status: 422, errors: [{ field: 'milestone', code: 'invalid' }] }
    expect(await refusal(ours.rest.issues.create({ ...demo, title: 'One', milestone: 9 }))).toMatchObject(unknown)
    expect(await refusal(ours.rest.issues.listForRepo({ ...demo, milestone: '9' }))).toMatchObject(unknown)
  })
})
