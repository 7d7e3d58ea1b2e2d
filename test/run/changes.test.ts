import { expect } from 'vitest'
import { test } from './bed.ts'

const plan = {
  slots: 1,
  target_date: '2026-03-08',
  tasks: [{ id: 'a', priority: 1 }, 'b', { id: 'c', depends_on: ['b'] }],
}

test('a status label changed by hand is corrected, and is no claim', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.unlabel('a', 'status:assigned')
  await bed.octocat.label('c', 'status:assigned')
  await bed.octocat.label('b', 'status:running')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'ready', 'blocked'])
  await bed.expectQuiet()
})

test('other labels of the file are put back, and labels of people are left alone', async ({ bed }) => {
  await bed.plan({ ...plan, tasks: [{ id: 'a', labels: ['docs'], effort: '1w' }, 'b', { id: 'c', depends_on: ['b'] }] })
  await bed.runWell()
  await bed.octocat.unlabel('a', 'docs')
  await bed.octocat.unlabel('a', 'priority:3')
  await bed.octocat.label('a', 'good first issue', 'status:needs-design', 'priority:9')
  await bed.runWell()
  expect(bed.task('a').labels).toEqual(
    [
      'docs',
      'good first issue',
      'phase-task',
      'phase:1',
      'priority:3',
      'priority:9',
      'status:assigned',
      'status:needs-design',
    ].sort(),
  )
  await bed.expectQuiet()
})

test('a label that leaves the file leaves the issue', async ({ bed }) => {
  await bed.plan({ ...plan, tasks: [{ id: 'a', labels: ['docs'], priority: 2 }] })
  await bed.runWell()
  await bed.octocat.label('a', 'mine')
  await bed.plan({ ...plan, tasks: [{ id: 'a', priority: 1 }] })
  await bed.runWell()
  expect(bed.task('a').labels).toEqual(['mine', 'phase-task', 'phase:1', 'priority:1', 'status:assigned'])
  await bed.expectQuiet()
})

test('a locked issue becomes a decision and frees its slot, until it is unlocked', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.lock('a')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['b'])
  expect(bed.section('Decisions needed')).toContain('(a) is locked')
  await bed.expectQuiet()
  await bed.octocat.unlock('a')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  expect(bed.states('a', 'b')).toEqual(['assigned', 'ready'])
  await bed.expectQuiet()
})

for (const [what, happen, words] of [
  ['deleted', (board, number) => board.deleteIssue(number), 'was deleted'],
  ['transferred', (board, number) => board.transferIssue(number, 'octo/other', 7), 'was transferred'],
  ['converted to a discussion', (board, number) => board.convertIssue(number), 'became a discussion'],
] satisfies [string, (board: import('./board.ts').Board, number: number) => void, string][]) {
  test(`an issue that was ${what} becomes a decision, never a new issue, and its slot is freed`, async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const { number } = bed.task('a')
    const before = bed.board.state.nextNumber
    happen(bed.board, number)
    const run = await bed.runWell()
    expect(bed.board.state.nextNumber).toBe(before)
    expect(run.ids('active')).toEqual(['b'])
    expect(bed.section('Decisions needed')).toContain(`a: its issue #${number} `)
    expect(bed.section('Decisions needed')).toContain(words)
    await bed.expectQuiet()
  })
}

test('what waits for a task whose issue was deleted stays blocked', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  bed.board.deleteIssue(bed.task('b').number)
  await bed.octocat.close('a')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual([])
  expect(bed.states('c')).toEqual(['blocked'])
  await bed.expectQuiet()
})

test('a new target date moves the milestone, and a new zone or start date stops nothing at work', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.plan({ ...plan, target_date: '2026-04-15', timezone: 'Pacific/Auckland', start_date: '2026-04-01' })
  const run = await bed.runWell()
  expect(bed.board.milestones[0]!.dueOn).toMatch(/^2026-04-15T/)
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.progress().body).toContain('expected 2 April 2026, 13 days early')
  await bed.expectQuiet()
  await bed.octocat.close('a')
  const later = await bed.runWell()
  expect(later.ids('active')).toEqual([])
  expect(bed.states('b')).toEqual(['ready'])
  await bed.expectQuiet()
})

test('a target date that leaves the file leaves the milestone', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { target_date: _, ...rest } = plan
  await bed.plan(rest)
  await bed.runWell()
  expect(bed.board.milestones[0]!.dueOn).toBeNull()
  await bed.expectQuiet()
})

for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
  test(`the milestone shows the target date for a phase in ${zone}`, async ({ bed }) => {
    await bed.plan({ ...plan, timezone: zone })
    await bed.runWell()
    expect(bed.board.milestones[0]!.dueOn).toMatch(/^2026-03-08T/)
    await bed.expectQuiet()
  })
}

test('a milestone of people with the same title is used as it is', async ({ bed }) => {
  await bed.octocat.octokit.rest.issues.createMilestone({
    owner: 'octo',
    repo: 'demo',
    title: 'v1.0.0',
    due_on: '2027-01-01T12:00:00Z',
  })
  await bed.plan({ ...plan, milestone: 'v1.0.0' })
  await bed.runWell()
  expect(bed.board.milestones).toHaveLength(1)
  expect(bed.board.milestones[0]!.dueOn).toMatch(/^2027-01-01T/)
  expect(bed.task('a').milestone).toBe('v1.0.0')
  await bed.expectQuiet()
  for (const id of ['a', 'b', 'c']) await bed.octocat.close(id)
  await bed.runWell()
  expect(bed.board.milestones[0]!.state).toBe('open')
  await bed.expectQuiet()
})

test('with milestone: false there is none', async ({ bed }) => {
  await bed.plan({ ...plan, milestone: false })
  await bed.runWell()
  expect(bed.board.milestones).toEqual([])
  await bed.expectQuiet()
})

test('a phase file that is gone is said on the progress issue, and nothing is picked until it is back', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.remove('.github/phases/1.yml')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual([])
  expect(bed.progress().body).toContain('The phase file .github/phases/1.yml is gone: nothing is picked.')
  expect(bed.states('b', 'c')).toEqual(['ready', 'blocked'])
  await bed.expectQuiet()
  await bed.plan(plan)
  const back = await bed.runWell()
  expect(back.ids('picked')).toEqual(['b'])
  expect(bed.progress().body).toContain('1 of 3 done')
  await bed.expectQuiet()
})

test('a renamed default branch changes nothing', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  bed.board.putFile('README.md', 'Hello')
  bed.board.renameDefaultBranch('trunk')
  await bed.expectQuiet()
  await bed.octocat.close('a')
  const run = await bed.runWell({ event: 'push' })
  expect(run.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('a renamed repository changes nothing', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  bed.board.renameRepository('octo/renamed')
  await bed.octocat.close('a')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('a run that was started before the repository was renamed changes nothing, and the next one goes on', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('a')
  bed.board.renameRepository('octo/renamed')
  const late = await bed.runWell({ env: { GITHUB_REPOSITORY: 'octo/demo' } })
  expect(late.writes).toEqual([])
  expect(late.log).toContain('the repository has another name now')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('what is edited in the file follows on the issue, also while the task is at work', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: [{ id: 'a', description: 'Old words.', acceptance_criteria: ['It works'] }, 'b'] })
  await bed.runWell()
  await bed.plan({
    slots: 1,
    tasks: [
      {
        id: 'a',
        title: 'Another title',
        description: 'New words.',
        effort: '3d',
        acceptance_criteria: ['It works well'],
      },
      'b',
    ],
  })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  const task = bed.task('a')
  expect(task.title).toBe('a: Another title')
  expect(task.body).toContain('New words.')
  expect(task.body).not.toContain('Old words.')
  expect(task.body).toContain('- [ ] It works well')
  expect(task.body).toContain('**Effort:** 3d')
  expect(bed.progress().body).not.toContain('Titles come from')
  await bed.expectQuiet()
})

test('dependencies that are added to the file and taken out of it are linked and unlinked', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['a'] }] })
  await bed.runWell()
  await bed.plan({ slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['b'] }] })
  await bed.runWell()
  expect(bed.task('c').blockers).toEqual([bed.task('b').number])
  expect(bed.states('c')).toEqual(['blocked'])
  await bed.expectQuiet()
  await bed.plan({ slots: 1, tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  expect(bed.task('c').blockers).toEqual([])
  expect(bed.states('c')).toEqual(['ready'])
  await bed.expectQuiet()
})

test('a task that left the file keeps its slot while it is at work, is reported, and is never closed', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.task('a')
  await bed.plan({ ...plan, tasks: ['b', { id: 'c', depends_on: ['b'] }] })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.issue(number).open).toBe(true)
  expect(bed.section('No longer in the plan')).toContain(`#${number} (a) keeps its slot`)
  await bed.expectQuiet()
  await bed.octocat.close(number)
  const next = await bed.runWell()
  expect(next.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('a task that left the file before it was picked gives way', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.task('c')
  await bed.plan({ ...plan, tasks: ['a', 'b'] })
  await bed.runWell()
  expect(bed.section('No longer in the plan')).toContain(`#${number} (c) is left open`)
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.octocat.close('b')
  const end = await bed.runWell()
  expect(end.outputs['phase-complete']).toBe('true')
  expect(bed.issue(number).open).toBe(true)
  await bed.expectQuiet()
})
