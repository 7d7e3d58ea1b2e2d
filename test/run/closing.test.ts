import { expect } from 'vitest'
import { test } from './bed.ts'

const chain = { slots: 1, tasks: ['a', { id: 'b', depends_on: ['a'] }, { id: 'c', depends_on: ['b'] }] }

test('a task closed as completed is done, and what waited for it is picked in the same run', async ({ bed }) => {
  await bed.plan(chain)
  await bed.runWell()
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'blocked', 'blocked'])
  await bed.octocat.close('a')
  const run = await bed.runWell({ event: 'issues' })
  expect(run.ids('done')).toEqual(['a'])
  expect(run.ids('picked')).toEqual(['b'])
  expect(bed.states('a', 'b', 'c')).toEqual(['', 'assigned', 'blocked'])
  expect(bed.section('Done')).toContain('(a)')
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
})

test('a task closed without any reason, as long ago, is done', async ({ bed }) => {
  await bed.plan(chain)
  await bed.runWell()
  await bed.octocat.close('a')
  bed.board.issue(bed.task('a').number).stateReason = null
  const run = await bed.runWell()
  expect(run.ids('done')).toEqual(['a'])
  expect(run.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

for (const reason of ['not_planned', 'duplicate'] as const) {
  test(`a task closed as ${reason} is dropped, gives its slot back, and holds what waits for it until a person decides`, async ({
    bed,
  }) => {
    await bed.plan({ ...chain, tasks: [...chain.tasks, 'd'] })
    await bed.runWell()
    const dropped = bed.task('a').number
    await bed.octocat.close('a', reason)
    const run = await bed.runWell()
    expect(run.ids('done')).toEqual([])
    expect(run.ids('picked')).toEqual(['d'])
    expect(run.ids('blocked')).toEqual(['b', 'c'])
    expect(bed.issue(dropped)).toMatchObject({ open: false, reason, status: '' })
    expect(bed.section('Decisions needed')).toMatch(
      new RegExp(`#\\d+ \\(b\\) waits for #${dropped}( \\(a\\))?, closed`),
    )
    expect(bed.section('Decisions needed')).not.toContain('(c)')
    await bed.expectQuiet()
  })
}

test('with on_dropped: release, a dropped task sets free what waits for it', async ({ bed }) => {
  await bed.plan({ ...chain, on_dropped: 'release' })
  await bed.runWell()
  await bed.octocat.close('a', 'not_planned')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  expect(run.ids('blocked')).toEqual(['c'])
  expect(bed.section('Decisions needed')).toBe('')
  expect(bed.section('Dropped')).toContain('(a)')
  await bed.expectQuiet()
})

test('a task that is reopened goes back into the queue, and is not picked in the run that sees it', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  await bed.octocat.close('b', 'not_planned')
  await bed.octocat.reopen('a')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual([])
  expect(run.ids('ready')).toEqual(['a'])
  expect(bed.states('a')).toEqual(['ready'])
  const next = await bed.runWell()
  expect(next.ids('picked')).toEqual(['a'])
  expect(bed.states('a')).toEqual(['assigned'])
  await bed.expectQuiet()
})

test('reopening blocks what has not been started, and asks for another look at what is done', async ({ bed }) => {
  await bed.plan({
    slots: 1,
    tasks: ['a', { id: 'done', depends_on: ['a'] }, { id: 'picked', depends_on: ['a'] }, 'other'],
  })
  await bed.runWell()
  await bed.octocat.close('a')
  expect((await bed.runWell()).ids('picked')).toEqual(['done'])
  await bed.octocat.close('done')
  expect((await bed.runWell()).ids('picked')).toEqual(['picked'])
  const { number } = bed.task('a')
  await bed.octocat.reopen(number)
  const run = await bed.runWell()
  expect(bed.states('a', 'picked', 'other')).toEqual(['ready', 'blocked', 'assigned'])
  expect(run.ids('done')).toEqual(['done'])
  expect(bed.section('Decisions needed')).toContain(
    `Look again at #${bed.task('done').number} (done), because #${number} was reopened.`,
  )
  await bed.expectQuiet()
  await bed.octocat.close(number)
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
})

test('reopening a dropped task takes the decision away that it caused', async ({ bed }) => {
  await bed.plan(chain)
  await bed.runWell()
  await bed.octocat.close('a', 'not_planned')
  await bed.runWell()
  expect(bed.section('Decisions needed')).not.toBe('')
  await bed.octocat.reopen('a')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  expect(bed.states('a', 'b')).toEqual(['ready', 'blocked'])
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['assigned', 'blocked'])
  await bed.expectQuiet()
})

test('the last closing completes the phase, and reopening a task lets a completed phase go on', async ({ bed }) => {
  await bed.plan({ target_date: '2026-03-08', tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.octocat.close('b', 'not_planned')
  const end = await bed.runWell()
  expect(end.outputs).toMatchObject({ 'phase-complete': 'true', percent: '100' })
  expect(bed.progress()).toMatchObject({ open: false, reason: 'completed' })
  expect(bed.progress().body).toContain('Phase 1 is complete: 1 of 1 done, 1 dropped.')
  expect(bed.board.milestones[0]!.state).toBe('closed')
  const finished = await bed.expectQuiet()
  expect(finished.requests.length).toBeLessThanOrEqual(2)

  await bed.octocat.reopen('a')
  const again = await bed.runWell({ event: 'issues', payload: { issue: { number: bed.task('a').number } } })
  expect(again.outputs['phase-complete']).toBe('false')
  expect(bed.progress().open).toBe(true)
  expect(bed.progress().body).toContain('0 of 1 done, 1 dropped')
  expect(bed.board.milestones[0]!.state).toBe('open')
  expect(bed.states('a')).toEqual(['ready'])
  await bed.runWell()
  expect(bed.states('a')).toEqual(['assigned'])
  await bed.expectQuiet()
})

test('a completed phase goes on when the schedule alone finds that a task was reopened', async ({ bed }) => {
  await bed.plan({ tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.octocat.close('b')
  await bed.runWell()
  await bed.octocat.reopen('b')
  await bed.runWell()
  expect(bed.progress().open).toBe(true)
  await bed.runWell()
  expect(bed.states('b')).toEqual(['assigned'])
  await bed.expectQuiet()
})

test('a task that is added to a completed phase reopens it', async ({ bed }) => {
  await bed.plan({ tasks: ['a'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.progress().open).toBe(false)
  await bed.plan({ tasks: ['a', { id: 'b', depends_on: ['a'] }] })
  const run = await bed.runWell()
  expect(bed.progress().open).toBe(true)
  expect(run.ids('active')).toEqual(['b'])
  expect(bed.board.milestones[0]!.state).toBe('open')
  await bed.expectQuiet()
})

test('a milestone in which people keep other work stays open when the phase is complete', async ({ bed }) => {
  await bed.plan({ tasks: ['a'] })
  await bed.runWell()
  const other = await bed.octocat.open('Something else')
  await bed.octocat.edit(other, { milestone: bed.board.milestones[0]!.number })
  await bed.octocat.close('a')
  const run = await bed.runWell()
  expect(run.outputs['phase-complete']).toBe('true')
  expect(bed.progress().open).toBe(false)
  expect(bed.board.milestones[0]!.state).toBe('open')
  await bed.expectQuiet()
})

test('a progress issue that somebody closes too early is not touched, and says on what is left', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.close(bed.progress().number)
  await bed.octocat.close('a')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  expect(bed.progress().open).toBe(false)
  expect(bed.progress().body).toContain('1 of 2 done')
  await bed.expectQuiet()
})
