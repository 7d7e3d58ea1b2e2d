import { expect } from 'vitest'
import { test } from './bed.ts'
import { issuesOn } from './board.ts'

test('an issue named in the file is adopted: its title and text stay, ours stands in one comment', async ({ bed }) => {
  const number = await bed.octocat.open('The old wish', 'Please make it faster.\r\n', ['wish'])
  await bed.plan({
    slots: 1,
    tasks: [
      { id: 'a', issue: number, description: 'Ours.' },
      { id: 'b', depends_on: ['a'] },
    ],
  })
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['a'])
  const adopted = bed.issue(number)
  expect(adopted).toMatchObject({ title: 'The old wish', body: 'Please make it faster.\r\n', author: 'octocat' })
  expect(adopted.labels).toEqual(['phase-task', 'phase:1', 'priority:3', 'status:assigned', 'wish'])
  expect(adopted.parent).toBe(bed.progress().number)
  expect(adopted.milestone).toBe('Phase 1: Trial')
  expect(adopted.comments).toHaveLength(1)
  expect(adopted.comments[0]).toContain('**Assigned.**')
  expect(adopted.comments[0]).toContain('Ours.')
  expect(bed.task('b').blockers).toEqual([number])
  expect(issuesOn(bed.board)).toHaveLength(3)
  const quiet = await bed.expectQuiet()
  // Three, and one for the adopted issue's comment.
  expect(quiet.requests.length).toBeLessThanOrEqual(4)
})

test('an adopted issue keeps its one comment through its states', async ({ bed }) => {
  const number = await bed.octocat.open('The old wish', 'Please.')
  await bed.octocat.comment(number, 'First!')
  await bed.plan({
    slots: 1,
    tasks: [
      { id: 'b', priority: 1 },
      { id: 'a', issue: number, depends_on: ['b'] },
    ],
  })
  await bed.runWell()
  expect(bed.issue(number).comments).toHaveLength(2)
  expect(bed.issue(number).comments[1]).toContain('**Blocked.**')
  expect(bed.issue(number).blockers).toEqual([bed.task('b').number])
  await bed.expectQuiet()
  await bed.octocat.edit(number, { title: 'A better name', body: 'Please, please.' })
  await bed.octocat.close('b')
  await bed.runWell()
  expect(bed.issue(number)).toMatchObject({ title: 'A better name', body: 'Please, please.', status: 'assigned' })
  expect(bed.issue(number).comments).toHaveLength(2)
  expect(bed.issue(number).comments[1]).toContain('**Assigned.**')
  await bed.expectQuiet()
  await bed.octocat.close(number)
  const end = await bed.runWell()
  expect(end.outputs['phase-complete']).toBe('true')
  expect(bed.issue(number).status).toBe('')
  await bed.expectQuiet()
})

test('an adopted issue that stands below another one stays there', async ({ bed }) => {
  const number = await bed.octocat.open('The old wish', 'Please.')
  const parent = await bed.octocat.open('Epic')
  await bed.octocat.putBelow(parent, number)
  await bed.plan({ tasks: [{ id: 'a', issue: number }, { id: 'b' }] })
  const { log } = await bed.runWell()
  expect(log).not.toContain('::warning')
  expect([bed.issue(number).parent, bed.task('b').parent]).toEqual([parent, bed.progress().number])
  await bed.expectQuiet()
})

test('a closed issue that the file adopts is done at once', async ({ bed }) => {
  const number = await bed.octocat.open('Done long ago', 'Yes.')
  await bed.octocat.close(number)
  await bed.plan({
    tasks: [
      { id: 'a', issue: number },
      { id: 'b', depends_on: ['a'] },
    ],
  })
  const run = await bed.runWell()
  expect(run.ids('done')).toEqual(['a'])
  expect(run.ids('picked')).toEqual(['b'])
  expect(bed.issue(number)).toMatchObject({ open: false, status: '', body: 'Yes.' })
  await bed.expectQuiet()
})

test('a pull request cannot be adopted: that is a decision, and nothing else stops', async ({ bed }) => {
  const { number } = bed.board.addPullRequest({ title: 'Change' })
  await bed.plan({ tasks: [{ id: 'a', issue: number }, 'b'] })
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  expect(bed.section('Decisions needed')).toContain(`a: its issue #${number} is a pull request`)
  expect(bed.board.labelsOf(bed.board.issue(number))).toEqual([])
  await bed.expectQuiet()
})

test('an issue that does not exist cannot be adopted: that is a decision, and no issue is opened', async ({ bed }) => {
  await bed.plan({ tasks: [{ id: 'a', issue: 999 }, 'b'] })
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  expect(bed.section('Decisions needed')).toContain('#999')
  expect(issuesOn(bed.board)).toHaveLength(2)
  await bed.expectQuiet()
})

test('a deleted task issue is replaced by the one that the file then names', async ({ bed }) => {
  await bed.plan({ tasks: ['a', { id: 'b', depends_on: ['a'] }] })
  await bed.runWell()
  bed.board.deleteIssue(bed.task('a').number)
  await bed.runWell()
  expect(bed.section('Decisions needed')).toContain('a: its issue')
  const number = await bed.octocat.open('Instead', 'Here we go on.')
  await bed.plan({
    tasks: [
      { id: 'a', issue: number },
      { id: 'b', depends_on: ['a'] },
    ],
  })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.issue(number).status).toBe('assigned')
  expect(bed.section('Decisions needed')).toBe('')
  expect(bed.task('b').blockers).toEqual([number])
  await bed.expectQuiet()
})

test('the author of an adopted issue cannot steer it with our comment’s text', async ({ bed }) => {
  const number = await bed.octocat.open('Wish', 'Please.')
  await bed.reader.comment(number, '<!-- phase-coordinator:task a -->\n**Done.**\n<!-- phase-coordinator:end -->')
  await bed.plan({ tasks: [{ id: 'a', issue: number }] })
  await bed.runWell()
  expect(bed.issue(number).comments).toHaveLength(2)
  expect(bed.issue(number).comments[0]).toContain('**Done.**')
  expect(bed.issue(number).comments[1]).toContain('**Assigned.**')
  await bed.expectQuiet()
})
