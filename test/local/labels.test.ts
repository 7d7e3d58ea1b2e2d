import { describe, expect, test } from 'vitest'
import { createIssues, demo, openBed, refusal } from './bed.ts'

describe('labels', () => {
  test('a second label of the name, in any case, is already_exists', async () => {
    const { ours } = await openBed()
    const { data } = await ours.rest.issues.createLabel({
      ...demo,
      name: 'Phase:4',
      color: '0E8A16',
      description: 'Tasks',
    })
    expect(data).toMatchObject({ name: 'Phase:4', color: '0e8a16', description: 'Tasks', default: false })
    expect(await refusal(ours.rest.issues.createLabel({ ...demo, name: 'phase:4' }))).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }],
    })
  })

  test('names go by any case, also where they hold a slash or a space', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.createLabel({ ...demo, name: 'area/Docs & more', color: 'ffffff' })
    expect((await ours.rest.issues.getLabel({ ...demo, name: 'AREA/docs & MORE' })).data.name).toBe('area/Docs & more')
    expect((await refusal(ours.rest.issues.getLabel({ ...demo, name: 'other' }))).status).toBe(404)
  })

  test('limits: name 50, description 100, a colour of six digits', async () => {
    const { ours } = await openBed()
    const create = (label: { name: string; color?: string; description?: string }) =>
      refusal(ours.rest.issues.createLabel({ ...demo, ...label }))
    expect(await create({ name: 'n'.repeat(51) })).toMatchObject({ status: 422, errors: [{ field: 'name' }] })
    expect(await create({ name: 'n', description: 'd'.repeat(101) })).toMatchObject({
      status: 422,
      errors: [{ field: 'description' }],
    })
    expect(await create({ name: 'n', color: '#ffffff' })).toMatchObject({ status: 422, errors: [{ field: 'color' }] })
  })

  test('creating an issue with an unknown label makes the label, grey', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'One', labels: ['new'] })
    expect((await ours.rest.issues.getLabel({ ...demo, name: 'new' })).data.color).toBe('ededed')
  })

  test('add, replace and remove on an issue', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 1)
    const issue = { ...demo, issue_number: 1 }
    const names = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name)
    expect(names(await ours.rest.issues.addLabels({ ...issue, labels: ['a', 'b'] }))).toEqual(['a', 'b'])
    expect(names(await ours.rest.issues.addLabels({ ...issue, labels: ['B', 'c'] }))).toEqual(['a', 'b', 'c'])
    expect(names(await ours.rest.issues.removeLabel({ ...issue, name: 'B' }))).toEqual(['a', 'c'])
    expect(await refusal(ours.rest.issues.removeLabel({ ...issue, name: 'b' }))).toMatchObject({
      status: 404,
      message: 'Label does not exist',
    })
    expect(names(await ours.rest.issues.setLabels({ ...issue, labels: ['d'] }))).toEqual(['d'])
    expect(names(await ours.rest.issues.listLabelsOnIssue(issue))).toEqual(['d'])
    expect((await ours.rest.issues.removeAllLabels(issue)).status).toBe(204)
  })

  test('a renamed label keeps its issues, a deleted one leaves them', async () => {
    const { ours } = await openBed()
    await ours.rest.issues.create({ ...demo, title: 'One', labels: ['old'] })
    await ours.rest.issues.updateLabel({ ...demo, name: 'old', new_name: 'Old', color: '00ff00' })
    expect((await ours.rest.issues.listForRepo({ ...demo, labels: 'old' })).data).toHaveLength(1)
    await ours.rest.issues.deleteLabel({ ...demo, name: 'old' })
    expect((await ours.rest.issues.get({ ...demo, issue_number: 1 })).data.labels).toEqual([])
    expect((await ours.rest.issues.listLabelsForRepo(demo)).data).toEqual([])
  })
})
