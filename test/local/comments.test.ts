import { describe, expect, test } from 'vitest'
import { createIssues, demo, openBed, refusal } from './bed.ts'

const issue = { ...demo, issue_number: 1 }

describe('comments', () => {
  test('made, read, edited, counted and deleted', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    const { data: made } = await ours.rest.issues.createComment({ ...issue, body: 'Hello' })
    tracker.setNow(() => new Date('2026-02-22T13:00:00Z'))
    const { data: edited } = await ours.rest.issues.updateComment({ ...demo, comment_id: made.id, body: 'Hello again' })
    expect(edited).toMatchObject({
      body: 'Hello again',
      created_at: '2026-02-22T12:00:00Z',
      updated_at: '2026-02-22T13:00:00Z',
    })
    expect((await ours.rest.issues.getComment({ ...demo, comment_id: made.id })).data).toEqual(edited)
    expect((await ours.rest.issues.get(issue)).data.comments).toBe(1)
    await ours.rest.issues.deleteComment({ ...demo, comment_id: made.id })
    expect((await refusal(ours.rest.issues.getComment({ ...demo, comment_id: made.id }))).status).toBe(404)
    expect((await ours.rest.issues.listComments(issue)).data).toEqual([])
  })

  test('an edit makes the issue an updated one, where the behaviour says so', async () => {
    const { ours, tracker } = await openBed()
    await createIssues(ours, 1)
    const { data: made } = await ours.rest.issues.createComment({ ...issue, body: 'Hello' })
    const updatedAfter = async (time: string) => {
      tracker.setNow(() => new Date(time))
      await ours.rest.issues.updateComment({ ...demo, comment_id: made.id, body: time })
      return (await ours.rest.issues.get(issue)).data.updated_at
    }
    expect(await updatedAfter('2026-02-22T13:00:00Z')).toBe('2026-02-22T13:00:00Z')
    tracker.behaviour.commentEdits = 'leave'
    expect(await updatedAfter('2026-02-22T14:00:00Z')).toBe('2026-02-22T13:00:00Z')
  })

  test('lists begin with the oldest, and since goes by the last edit', async () => {
    const { ours, octocat, tracker } = await openBed()
    await createIssues(ours, 2)
    const { data: first } = await ours.rest.issues.createComment({ ...issue, body: 'First' })
    tracker.setNow(() => new Date('2026-02-22T13:00:00Z'))
    await octocat.rest.issues.createComment({ ...demo, issue_number: 2, body: 'Second' })
    const bodies = ({ data }: { data: { body?: string }[] }) => data.map(({ body }) => body)
    const since = '2026-02-22T12:30:00Z'
    expect(bodies(await ours.rest.issues.listCommentsForRepo(demo))).toEqual(['First', 'Second'])
    expect(bodies(await ours.rest.issues.listCommentsForRepo({ ...demo, since }))).toEqual(['Second'])
    expect(bodies(await ours.rest.issues.listCommentsForRepo({ ...demo, sort: 'created', direction: 'desc' }))).toEqual(
      ['Second', 'First'],
    )
    await ours.rest.issues.updateComment({ ...demo, comment_id: first.id, body: 'First, edited' })
    expect(bodies(await ours.rest.issues.listComments({ ...issue, since }))).toEqual(['First, edited'])
  })

  test('others may not edit, unless they may write', async () => {
    const { ours, octocat, reader } = await openBed()
    await createIssues(ours, 1)
    const { data } = await ours.rest.issues.createComment({ ...issue, body: 'Ours' })
    expect((await refusal(reader.rest.issues.updateComment({ ...demo, comment_id: data.id, body: 'x' }))).status).toBe(
      403,
    )
    expect((await octocat.rest.issues.updateComment({ ...demo, comment_id: data.id, body: 'x' })).status).toBe(200)
  })

  test('an empty body, or one that is too long, is 422', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 1)
    expect((await refusal(ours.rest.issues.createComment({ ...issue, body: ' ' }))).status).toBe(422)
    expect((await refusal(ours.rest.issues.createComment({ ...issue, body: 'x'.repeat(65_537) }))).status).toBe(422)
  })

  test('a hundred on a page: the rest is on the next', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 1)
    for (let n = 0; n < 101; n += 1) await ours.rest.issues.createComment({ ...issue, body: `Comment ${n}` })
    expect((await ours.rest.issues.listComments({ ...issue, per_page: 100 })).data).toHaveLength(100)
    expect(await ours.paginate(ours.rest.issues.listComments, { ...issue, per_page: 100 })).toHaveLength(101)
  })
})

describe('reactions', () => {
  test('201 made, 200 was there: a real compare-and-set', async () => {
    const { ours, octocat } = await openBed()
    await createIssues(ours, 1)
    const { data: comment } = await ours.rest.issues.createComment({ ...issue, body: '/spawn' })
    const on = { ...demo, comment_id: comment.id }
    const made = await ours.rest.reactions.createForIssueComment({ ...on, content: 'eyes' })
    const there = await ours.rest.reactions.createForIssueComment({ ...on, content: 'eyes' })
    expect([made.status, there.status, there.data.id]).toEqual([201, 200, made.data.id])
    expect((await octocat.rest.reactions.createForIssueComment({ ...on, content: 'eyes' })).status).toBe(201)
    expect((await ours.rest.reactions.listForIssueComment({ ...on, content: 'eyes' })).data).toHaveLength(2)
    expect((await ours.rest.issues.getComment(on)).data.reactions).toMatchObject({ total_count: 2, eyes: 2 })
  })

  test('only its owner takes a reaction back', async () => {
    const { ours, octocat } = await openBed()
    await createIssues(ours, 1)
    const { data } = await ours.rest.reactions.createForIssue({ ...issue, content: 'rocket' })
    expect((await refusal(octocat.rest.reactions.deleteForIssue({ ...issue, reaction_id: data.id }))).status).toBe(404)
    expect((await ours.rest.reactions.deleteForIssue({ ...issue, reaction_id: data.id })).status).toBe(204)
    expect((await ours.rest.reactions.listForIssue(issue)).data).toEqual([])
  })

  test('an unknown content is 422', async () => {
    const { ours } = await openBed()
    await createIssues(ours, 1)
    expect((await refusal(ours.request('POST /repos/octo/demo/issues/1/reactions', { content: 'tada' }))).status).toBe(
      422,
    )
  })
})
