import { expect } from 'vitest'
import { answerLost, isIssueCreation, nth } from '../../src/local/faults.ts'
import { type Bed, test } from './bed.ts'
import { issuesOn } from './board.ts'

const plan = { slots: 1, tasks: [{ id: 'a', priority: 1 }, 'b', { id: 'c', depends_on: ['b'] }] }

/** Issues besides duplicates that were closed as such. */
function countIssues(bed: Bed): number {
  return issuesOn(bed.board).filter(({ reason }) => reason !== 'duplicate').length
}

/** What an earlier run left that is not recorded: an issue of ours for a task. */
async function leaveUnrecorded(bed: Bed, id: string, body = ''): Promise<number> {
  const text = `<!-- phase-coordinator:task ${id} -->\nLeft behind.\n<!-- phase-coordinator:end -->${body}`
  return bed.as('local-token').open(`${id}: Task ${id}`, text, ['phase-task', 'phase:1'])
}

test('an issue whose creation got no answer is adopted in the same run, not opened again', async ({ bed }) => {
  await bed.plan(plan)
  bed.tracker.setIntercept(answerLost(nth(isIssueCreation, 2), '502'))
  await bed.run()
  bed.tracker.setIntercept(undefined)
  await bed.runWell()
  expect(countIssues(bed)).toBe(4)
  expect(bed.progress().body).toContain('0 of 3 done')
  await bed.expectQuiet()
})

test('an issue of ours that is recorded nowhere is adopted, and the log says so', async ({ bed }) => {
  const number = await leaveUnrecorded(bed, 'b')
  await bed.plan(plan)
  const run = await bed.runWell()
  expect(bed.task('b').number).toBe(number)
  expect(countIssues(bed)).toBe(4)
  expect(run.log).toMatch(new RegExp(`#${number}\\b`))
  expect(bed.task('b').parent).toBe(bed.progress().number)
  await bed.expectQuiet()
})

test('of two issues for one task that nothing records, the lowest number survives and the other is closed as its duplicate', async ({
  bed,
}) => {
  const first = await leaveUnrecorded(bed, 'b')
  const second = await leaveUnrecorded(bed, 'b')
  await bed.plan(plan)
  await bed.runWell()
  expect(bed.issue(first)).toMatchObject({ open: true, status: 'ready' })
  expect(bed.issue(second)).toMatchObject({ open: false, reason: 'duplicate' })
  const again = await bed.expectQuiet()
  expect(again.ids('done')).toEqual([])
  expect(bed.section('Dropped')).toBe('')
})

test('a duplicate of a recorded task is closed, unless people have worked on it', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const untouched = await leaveUnrecorded(bed, 'b')
  const touched = await leaveUnrecorded(bed, 'c')
  await bed.octocat.comment(touched, 'I am on it.')
  await bed.runWell()
  expect(bed.issue(untouched)).toMatchObject({ open: false, reason: 'duplicate' })
  expect(bed.issue(touched)).toMatchObject({ open: true })
  expect(bed.section('Decisions needed')).toContain(`#${touched} is a duplicate of c`)
  await bed.expectQuiet()
  await bed.octocat.close(touched, 'duplicate')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
})

test('a duplicate progress issue is closed, and the lowest number stays', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number, body } = bed.progress()
  const copy = await bed.as('local-token').open('Phase 1 progress: Trial', body, ['phase-progress', 'phase:1'])
  await bed.runWell()
  expect(bed.issue(copy)).toMatchObject({ open: false, reason: 'duplicate' })
  expect(bed.issue(number).open).toBe(true)
  await bed.expectQuiet()
})

test('a token of another login stops the run with that login and the input named, and changes nothing', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  bed.join('coordinator', 'write')
  const inputs = { token: 'coordinator-token' }
  const run = await bed.run({ inputs })
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
  const [error] = run.annotations.filter(({ level }) => level === 'error')
  expect(error!.message).toContain('github-actions[bot]')
  expect(error!.message).toContain('trusted-authors')
  expect(run.summary).toContain('trusted-authors')
  await bed.expectQuiet({ inputs, code: 1 })

  const trusting = { ...inputs, 'trusted-authors': '@github-actions[bot]' }
  await bed.expectQuiet({ inputs: trusting })
  await bed.octocat.close('a')
  const next = await bed.runWell({ inputs: trusting })
  expect(next.ids('picked')).toEqual(['b'])
  expect(countIssues(bed)).toBe(4)
  await bed.expectQuiet({ inputs: trusting })
})

test('a changed token is noticed without a milestone as well, by what its old login may do here', async ({ bed }) => {
  bed.join('planner', 'write')
  await bed.plan({ ...plan, milestone: false })
  await bed.runWell({ inputs: { token: 'planner-token' } })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
  expect(run.log).toContain('planner')
  expect(run.log).toContain('trusted-authors')
})

test('issues that a stranger forged with our marker and labels change nothing', async ({ bed }) => {
  const labels = ['phase-task', 'phase-progress', 'phase:1', 'status:assigned']
  const forge = async (id: string, kind = 'task') => {
    const number = await bed.reader.open(
      `${id}: forged`,
      `<!-- phase-coordinator:${kind} ${id} -->\n**Done.**\n<!-- phase-coordinator:end -->`,
    )
    // Triage and issue templates can label what anybody opens.
    await bed.octocat.label(number, ...labels)
    return number
  }
  const forged = [await forge('a'), await forge('1', 'phase'), await forge('nothing')]
  const before = forged.map((number) => structuredClone(bed.board.issue(number)))
  await bed.plan(plan)
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['a'])
  expect(run.outputs['progress-issue']).not.toBe(String(forged[1]))
  expect(issuesOn(bed.board).filter(({ author }) => author === 'github-actions[bot]')).toHaveLength(4)
  forged.push(await forge('b'))
  before.push(structuredClone(bed.board.issue(forged.at(-1)!)))
  // It is counted on the progress issue.
  expect((await bed.runWell()).writes).toHaveLength(1)
  await bed.expectQuiet()
  expect(forged.map((number) => bed.board.issue(number))).toEqual(before)
})

test('a stranger’s copy of the progress issue’s record changes nothing', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const own = bed.progress()
  const copy = await bed.reader.open('Copy', own.body.replace('"a":2', '"a":3'))
  await bed.octocat.label(copy, 'phase-progress', 'phase:1')
  expect((await bed.runWell()).writes).toHaveLength(1)
  await bed.expectQuiet()
  expect(bed.issue(copy).open).toBe(true)
})

test('a task that moves to another phase file keeps its issue', async ({ bed }) => {
  await bed.plan({ phase: 1, ...plan })
  await bed.plan({ phase: 2, tasks: ['x'] })
  await bed.runWell()
  const { number } = bed.task('c')
  await bed.plan({ phase: 1, ...plan, tasks: [{ id: 'a', priority: 1 }, 'b'] })
  await bed.plan({ phase: 2, tasks: ['x', { id: 'c', depends_on: ['b'] }] })
  await bed.runWell()
  expect(bed.task('c').number).toBe(number)
  expect(bed.task('c').labels).toContain('phase:2')
  expect(bed.task('c').labels).not.toContain('phase:1')
  expect(bed.task('c').parent).toBe(bed.progress('2').number)
  expect(bed.task('c').milestone).toBe('Phase 2: Trial')
  expect(bed.section('No longer in the plan', '1')).toBe('')
  await bed.expectQuiet()
})

test('a task that moves to another phase file at work keeps its slot there', async ({ bed }) => {
  await bed.plan({ phase: 1, slots: 1, tasks: ['a', 'b'] })
  await bed.plan({ phase: 2, slots: 1, after: 1, tasks: ['x'] })
  await bed.runWell()
  await bed.plan({ phase: 1, slots: 1, tasks: ['b'] })
  await bed.plan({ phase: 2, slots: 1, tasks: ['x', 'a'] })
  const run = await bed.runWell()
  expect(run.ids('active').sort()).toEqual(['a', 'b'])
  await bed.expectQuiet()
})

test('with formerly, a renamed id keeps its issue', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.task('b')
  await bed.octocat.rewrite(number, (body) => `Above\n\n${body}`)
  await bed.plan({
    ...plan,
    tasks: [
      { id: 'a', priority: 1 },
      { id: 'beta', title: 'Task b', formerly: 'b' },
      { id: 'c', depends_on: ['beta'] },
    ],
  })
  await bed.runWell()
  expect(bed.issue(number)).toMatchObject({ title: 'beta: Task b', open: true, status: 'ready' })
  expect(bed.issue(number).body).toMatch(/^Above\n\n<!-- phase-coordinator:task beta -->/)
  expect(bed.issue(number).body).not.toContain('task b -->')
  expect(bed.task('c').blockers).toEqual([number])
  expect(countIssues(bed)).toBe(4)
  expect(bed.section('No longer in the plan')).toBe('')
  await bed.expectQuiet()
})

test('a task renamed at work with formerly keeps its slot', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.plan({ ...plan, tasks: [{ id: 'alpha', formerly: 'a' }, 'b', { id: 'c', depends_on: ['b'] }] })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['alpha'])
  await bed.expectQuiet()
})

test('a renamed id without formerly stops the run and asks, until somebody confirms', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const renamed = { ...plan, tasks: [{ id: 'a', priority: 1 }, 'beta', { id: 'c', depends_on: ['beta'] }] }
  await bed.plan(renamed)
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
  const [error] = run.annotations.filter(({ level }) => level === 'error')
  expect(error!.message).toContain('beta')
  expect(error!.message).toContain('formerly: b')
  expect(error!.message).toContain('confirm: true')
  await bed.expectQuiet({ code: 1 })

  const yes = await bed.runWell({ event: 'workflow_dispatch', inputs: { confirm: 'true' } })
  expect(yes.ids('active')).toEqual(['a'])
  expect(bed.states('beta', 'c')).toEqual(['ready', 'blocked'])
  expect(bed.section('No longer in the plan')).toContain('(b) is left open')
  await bed.expectQuiet()
})

test('more new tasks than tasks that left are new work', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.plan({ ...plan, tasks: [{ id: 'a', priority: 1 }, 'd', 'e', 'f'] })
  await bed.runWell()
  expect(bed.states('d', 'e', 'f')).toEqual(['ready', 'ready', 'ready'])
  await bed.expectQuiet()
})

test('a phase file whose phase id was changed stops the run and asks', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.remove('.github/phases/1.yml')
  await bed.plan({ ...plan, phase: 9, tasks: ['p', 'q', 'r'] })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
})

test('a removed phase label is put back, and no second issue is opened', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.task('b')
  await bed.octocat.unlabel('b', 'phase:1')
  await bed.octocat.unlabel('b', 'phase-task')
  await bed.runWell()
  expect(bed.task('b').number).toBe(number)
  expect(bed.task('b').labels).toEqual(['phase-task', 'phase:1', 'priority:3', 'status:ready'])
  expect(countIssues(bed)).toBe(4)
  await bed.expectQuiet()
})

test('a phase label that was deleted from the repository comes back on every issue', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.deleteLabel('phase:1')
  await bed.runWell()
  for (const id of ['a', 'b', 'c']) expect(bed.task(id).labels).toContain('phase:1')
  expect(bed.progress().labels).toEqual(['phase-progress', 'phase:1'])
  expect(countIssues(bed)).toBe(4)
  await bed.expectQuiet()
})

test('text above the marker makes no second issue, in the task and in the progress issue', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.rewrite('b', (body) => `Hello.\n\n${body}`)
  await bed.octocat.rewrite(bed.progress().number, (body) => `Hello.\n\n${body}`)
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  expect(countIssues(bed)).toBe(4)
  expect(bed.states('b')).toEqual(['assigned'])
  await bed.expectQuiet()
})

test('a progress issue without its labels is found, labelled again, and not opened again', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.progress()
  await bed.octocat.unlabel(number, 'phase-progress')
  await bed.octocat.unlabel(number, 'phase:1')
  await bed.runWell()
  expect(bed.progress()).toMatchObject({ number, labels: ['phase-progress', 'phase:1'] })
  expect(countIssues(bed)).toBe(4)
  await bed.expectQuiet()
})

test('a progress issue without labels, milestone, and with text above is found among our issues', async ({ bed }) => {
  await bed.plan({ ...plan, milestone: false })
  await bed.runWell()
  const { number } = bed.progress()
  await bed.octocat.unlabel(number, 'phase-progress')
  await bed.octocat.unlabel(number, 'phase:1')
  await bed.runWell()
  expect(bed.progress().number).toBe(number)
  await bed.expectQuiet()
})

for (const [what, damage] of [
  ['damaged', (body: string) => body.replace(/"(tasks|state)":/, '"$1:')],
  ['deleted', (body: string) => body.replace(/<!-- phase-coordinator:data .*-->\n/, '')],
  ['of another version', (body: string) => body.replace('data v1 ', 'data v7 ')],
] as const) {
  test(`records of issues that are ${what} are rebuilt from what GitHub shows`, async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const whole = bed.task('c').body
    await bed.octocat.rewrite(bed.progress().number, damage)
    await bed.octocat.rewrite('b', (text) => `Above\n\n${text}`)
    await bed.octocat.rewrite('c', damage)
    const run = await bed.runWell()
    expect(run.ids('active')).toEqual(['a'])
    expect(run.ids('picked')).toEqual([])
    expect(countIssues(bed)).toBe(4)
    expect(bed.progress().body).toContain('"tasks":["0a 0b 0c","2 1*2"]')
    expect(bed.task('c').body).toBe(whole)
    await bed.expectQuiet()
  })
}

test('after somebody emptied the progress issue there is a new one, with the same tasks', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.progress()
  await bed.octocat.edit(number, { body: '' })
  const run = await bed.runWell()
  const instead = bed.issue(Number(run.outputs['progress-issue']))
  expect(instead.number).not.toBe(number)
  expect(instead.body).toContain('"tasks":["0a 0b 0c","2 1*2"]')
  expect(issuesOn(bed.board)).toHaveLength(5)
  for (const id of ['a', 'b', 'c']) expect(bed.task(id).parent).toBe(instead.number)
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'ready', 'blocked'])
  await bed.expectQuiet()
})
