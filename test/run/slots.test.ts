import { expect } from 'vitest'
import { test } from './bed.ts'

test('a link that appears on a picked task sends it back, and its slot goes to the next', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  await bed.octocat.block('a', 'c')
  const run = await bed.runWell()
  // What a waits for inherits its place, so c comes before b: both have priority 3, and a hangs on c.
  expect(run.ids('picked')).toEqual(['c'])
  expect(bed.states('a', 'b', 'c')).toEqual(['blocked', 'ready', 'assigned'])
  expect(bed.section('Blocked')).toContain(`#${bed.task('c').number} (c)`)
  await bed.expectQuiet()
  await bed.octocat.unblock('a', 'c')
  await bed.runWell()
  expect(bed.states('a', 'c')).toEqual(['ready', 'assigned'])
  await bed.expectQuiet()
})

test('links made by hand that close a cycle become a decision, with the trail', async ({ bed }) => {
  await bed.plan({ tasks: ['a', { id: 'b', depends_on: ['a'] }, { id: 'c', depends_on: ['b'] }, 'd'] })
  await bed.runWell()
  await bed.octocat.block('a', 'c')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['d'])
  expect(bed.states('a', 'b', 'c')).toEqual(['blocked', 'blocked', 'blocked'])
  const named = (id: string) => `#${bed.task(id).number} (${id})`
  expect(bed.section('Decisions needed')).toContain(
    `${named('a')} waits for ${named('c')} waits for ${named('b')} waits for ${named('a')}`,
  )
  await bed.expectQuiet()
  await bed.octocat.unblock('a', 'c')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'blocked', 'blocked'])
  await bed.expectQuiet()
})

test('fewer slots take back the last pick and the people that we assigned to it', async ({ bed }) => {
  bed.join('dev', 'write')
  await bed.plan({ slots: 2, tasks: ['a', { id: 'b', assignees: ['dev'] }] })
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['assigned', 'assigned'])
  expect(bed.task('b').assignees).toEqual(['dev'])
  await bed.plan({ slots: 1, tasks: ['a', { id: 'b', assignees: ['dev'] }] })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.states('a', 'b')).toEqual(['assigned', 'ready'])
  expect(bed.task('b').assignees).toEqual([])
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.task('b')).toMatchObject({ status: 'assigned', assignees: ['dev'] })
  await bed.expectQuiet()
})

test('a more urgent task takes the slot of the least urgent pick', async ({ bed }) => {
  await bed.plan({ slots: 2, tasks: [{ id: 'a', priority: 2 }, 'b'] })
  await bed.runWell()
  await bed.plan({ slots: 2, tasks: [{ id: 'a', priority: 2 }, 'b', { id: 'urgent', priority: 1 }] })
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['urgent'])
  expect(run.ids('active').sort()).toEqual(['a', 'urgent'])
  expect(bed.states('a', 'b', 'urgent')).toEqual(['assigned', 'ready', 'assigned'])
  await bed.expectQuiet()
})

test('a task of the same priority, though longer, takes no slot from a pick', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a'] })
  await bed.runWell()
  await bed.plan({ slots: 1, tasks: [{ id: 'long', effort: '1w' }, 'a'] })
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual([])
  expect(bed.states('a', 'long')).toEqual(['assigned', 'ready'])
  await bed.expectQuiet()
})

test('people are assigned with the pick, not with the launch', async ({ bed }) => {
  bed.join('dev', 'write')
  await bed.plan({
    slots: 1,
    tasks: [
      { id: 'a', assignees: ['octocat'] },
      { id: 'b', assignees: ['dev'] },
    ],
  })
  await bed.runWell()
  expect(bed.task('a').assignees).toEqual(['octocat'])
  expect(bed.task('b').assignees).toEqual([])
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.task('b').assignees).toEqual(['dev'])
  await bed.expectQuiet()
})

test('an assignee taken off by hand gives the slot back, and is not set again', async ({ bed }) => {
  bed.join('dev', 'write')
  await bed.plan({ slots: 1, tasks: [{ id: 'a', assignees: ['dev'] }, 'b'] })
  await bed.runWell()
  await bed.octocat.unassign('a', 'dev')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  expect(bed.task('a')).toMatchObject({ status: 'ready', assignees: [] })
  await bed.expectQuiet()
  await bed.octocat.close('b')
  await bed.runWell()
  expect(bed.task('a')).toMatchObject({ status: 'assigned', assignees: [] })
  await bed.expectQuiet()
})

test('another assignee set by hand is the worker, and keeps the slot', async ({ bed }) => {
  bed.join('dev', 'write')
  await bed.plan({ slots: 1, tasks: [{ id: 'a', assignees: ['dev'] }, 'b'] })
  await bed.runWell()
  await bed.octocat.unassign('a', 'dev')
  await bed.octocat.assign('a', 'octocat')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.task('a')).toMatchObject({ status: 'assigned', assignees: ['octocat'] })
  expect(bed.section('Working now')).toContain('octocat')
  await bed.expectQuiet()
})

test('a login that GitHub does not take is asked about once, and the task keeps its slot', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: [{ id: 'a', assignees: ['nobody-here'] }] })
  await bed.runWell()
  expect(bed.task('a')).toMatchObject({ status: 'assigned', assignees: [] })
  expect(bed.section('Decisions needed')).toContain('cannot be assigned to nobody-here')
  await bed.expectQuiet()
})

test('a person at work for long is asked about, and nothing more', async ({ bed }) => {
  bed.join('dev', 'write')
  await bed.plan({ slots: 1, tasks: [{ id: 'a', effort: '1d', assignees: ['dev'] }, 'b'] })
  await bed.runWell()
  bed.at('2026-02-24T03:15:00Z')
  await bed.expectNoNews()
  bed.at('2026-03-09T03:15:00Z')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.task('a')).toMatchObject({ status: 'assigned', assignees: ['dev'] })
  expect(bed.section('Decisions needed')).toContain('dev')
  await bed.expectQuiet()
})

test('a stream at its cap, and paths that overlap, let the next task go first', async ({ bed }) => {
  await bed.plan({
    slots: 3,
    streams: { docs: { title: 'Docs', slots: 1 } },
    tasks: [
      { id: 'a', stream: 'docs', paths: ['docs/**'] },
      { id: 'b', stream: 'docs' },
      { id: 'c', paths: ['docs/user/*.md'] },
      'd',
    ],
  })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a', 'd'])
  expect(bed.section('Next up')).toContain('its stream docs may have 1 at work')
  expect(bed.section('Next up')).toMatch(/docs\/user\/\S*\.md overlaps docs\/\S* of #\d+ \(a\)/)
  await bed.expectQuiet()
})

test('nothing is picked before the start date in the phase’s own time zone', async ({ bed }) => {
  bed.at('2026-02-22T03:15:00Z')
  await bed.plan({ start_date: '2026-02-22', timezone: 'America/New_York', tasks: ['a'] })
  const early = await bed.runWell()
  expect(early.ids('active')).toEqual([])
  expect(bed.states('a')).toEqual(['ready'])
  expect(bed.progress().body).toContain('starts on 22 February 2026')
  await bed.expectQuiet()
  bed.at('2026-02-22T05:00:00Z')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['a'])
  expect(bed.states('a')).toEqual(['assigned'])
  await bed.expectQuiet()
})

test('the blockers of a pick are read live, though the count that GitHub shows in lists is old', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  Object.assign(bed.tracker.behaviour, { dependencySummary: 'stale' })
  await bed.octocat.block('b', 'c')
  await bed.octocat.close('a')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['c'])
  expect(bed.states('b', 'c')).toEqual(['blocked', 'assigned'])
  Object.assign(bed.tracker.behaviour, { dependencySummary: 'exact' })
  await bed.runWell()
  await bed.expectQuiet()
})

test('the input max-active limits the tasks at work over all phases', async ({ bed }) => {
  await bed.plan({ phase: 1, tasks: ['a', 'b'] })
  await bed.plan({ phase: 2, tasks: ['c', 'd'] })
  const run = await bed.runWell({ inputs: { 'max-active': '3' } })
  expect(run.ids('active')).toHaveLength(3)
  await bed.expectQuiet({ inputs: { 'max-active': '3' } })
  const fewer = await bed.runWell({ inputs: { 'max-active': '1' } })
  expect(fewer.ids('active')).toHaveLength(1)
  await bed.expectQuiet({ inputs: { 'max-active': '1' } })
})
