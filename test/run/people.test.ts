import { expect } from 'vitest'
import { test } from './bed.ts'

const criteria = ['Every page builds', 'A second person has read it']
const plan = {
  slots: 1,
  tasks: [
    { id: 'a', description: 'What and why.', acceptance_criteria: criteria },
    { id: 'b', depends_on: ['a'], acceptance_criteria: criteria },
    'c',
  ],
}

test('text above and below our part, and ticks, survive every change of state', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.rewrite('b', (body) =>
    `Ask Kim first.\n\n${body}\n\n## Notes\n\n- [ ] my own list\n`.replace('- [ ] Every page', '- [x] Every page'),
  )
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  const { body, status } = bed.task('b')
  expect(status).toBe('assigned')
  expect(body.startsWith('Ask Kim first.\n\n<!-- phase-coordinator:task b -->\n**Assigned.**')).toBe(true)
  expect(body.endsWith('<!-- phase-coordinator:end -->\n\n## Notes\n\n- [ ] my own list\n')).toBe(true)
  expect(body).toContain('- [x] Every page builds\n- [ ] A second person has read it')
  await bed.expectQuiet()
})

test('a tick survives when another criterion changes, and goes with its own', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.rewrite('a', (body) => body.replaceAll('- [ ]', '- [x]'))
  await bed.plan({
    ...plan,
    tasks: [{ ...(plan.tasks[0] as object), id: 'a', acceptance_criteria: ['Every page builds', 'New'] }],
  })
  await bed.runWell()
  expect(bed.task('a').body).toContain('- [x] Every page builds\n- [ ] New')
  await bed.expectQuiet()
})

test('the line ends of GitHub’s editor are no change, and people’s text keeps them', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.rewrite('b', (body) => `Above\n\n${body}\n\nBelow\n`.replaceAll('\n', '\r\n'))
  await bed.octocat.rewrite(bed.progress().number, (body) => `${body}\n\nNote\n`.replaceAll('\n', '\r\n'))
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  const { body } = bed.task('b')
  expect(body.startsWith('Above\r\n\r\n<!-- phase-coordinator:task b -->')).toBe(true)
  expect(body.endsWith('\r\n\r\nBelow\r\n')).toBe(true)
  expect(bed.progress().body.endsWith('\r\n\r\nNote\r\n')).toBe(true)
  expect(bed.states('b')).toEqual(['assigned'])
  await bed.expectQuiet()
})

test('what people write around the progress issue stays', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.rewrite(bed.progress().number, (body) => `Read this first.\n\n${body}\n\nAnd this last.`)
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  const { body } = bed.progress()
  expect(body.startsWith('Read this first.\n\n<!-- phase-coordinator:phase 1 -->')).toBe(true)
  expect(body.endsWith('<!-- phase-coordinator:end -->\n\nAnd this last.')).toBe(true)
  expect(body).toContain('1 of 3 done')
  await bed.expectQuiet()
})

test('what is changed by hand inside our part is set back', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { body } = bed.task('a')
  await bed.octocat.rewrite('a', (text) => text.replace('What and why.', 'Something else.'))
  await bed.runWell()
  expect(bed.task('a').body).toBe(body)
  await bed.expectQuiet()
})

test('our part that was deleted comes back, above what people wrote', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.task('b')
  await bed.octocat.edit(number, { body: 'Only my words.' })
  await bed.runWell()
  expect(bed.issue(number).body).toMatch(/^<!-- phase-coordinator:task b -->\n[\s\S]*end -->\n\nOnly my words\.$/)
  expect(bed.task('b').number).toBe(number)
  await bed.expectQuiet()
})

test('a title changed by hand is set back, and the progress issue says where titles come from', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { number } = bed.task('a')
  await bed.octocat.edit(number, { title: 'A nicer title' })
  await bed.runWell()
  expect(bed.issue(number).title).toBe('a: Task a')
  expect(bed.progress().body).toContain(
    `Titles come from the phase file; changed by hand, they are set back: #${number} (a).`,
  )
  await bed.expectQuiet()
})

test('a declared link that is removed by hand is put back once, and then it is a decision', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.unblock('b', 'a')
  await bed.runWell()
  expect(bed.task('b').blockers).toEqual([bed.task('a').number])
  expect(bed.states('b')).toEqual(['blocked'])
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
  await bed.octocat.unblock('b', 'a')
  await bed.runWell()
  expect(bed.task('b').blockers).toEqual([])
  expect(bed.section('Decisions needed')).toMatch(/\(b\) depends on #\d+ \(a\) in the file, but the link was removed/)
  expect(bed.states('b')).toEqual(['blocked'])
  await bed.expectQuiet()
  await bed.octocat.block('b', 'a')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
})

test('a link made by hand to another task blocks until that is done', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.block('c', 'b')
  await bed.runWell()
  expect(bed.states('c')).toEqual(['blocked'])
  expect(bed.section('Blocked')).toMatch(/\(c\) \| Task c \| [^|]* \| #\d+ \(b\)/)
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  await bed.octocat.close('b')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['c'])
  await bed.expectQuiet()
})

test('a link made by hand to an issue that is no task blocks until that is closed', async ({ bed }) => {
  await bed.plan({ slots: 2, tasks: ['a', 'b'] })
  await bed.runWell()
  const other = await bed.octocat.open('Ask the lawyers')
  await bed.octocat.block('b', other)
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.section('Blocked')).toContain(`#${other}`)
  const quiet = await bed.expectQuiet()
  // Three, and one for the issue with a link made by hand.
  expect(quiet.requests.length).toBeLessThanOrEqual(4)
  await bed.octocat.close(other)
  const next = await bed.runWell()
  expect(next.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('a link made by hand to an issue of another repository blocks until that is closed', async ({ bed }) => {
  await bed.plan({ slots: 2, tasks: ['a', 'b'] })
  await bed.runWell()
  const elsewhere = bed.board.addIssueElsewhere({ repository: 'octo/library', number: 7 })
  bed.board.dependencies.push({ blocked: bed.board.issue(bed.task('b').number).id, blocker: elsewhere.id })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['a'])
  expect(bed.section('Blocked')).toContain('octo/library#7')
  await bed.expectQuiet()
  elsewhere.state = 'closed'
  elsewhere.stateReason = 'completed'
  const next = await bed.runWell()
  expect(next.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('a blocker that cannot be read counts as blocking, and after a day as a decision', async ({ bed }) => {
  await bed.plan({ slots: 2, tasks: ['a', 'b'] })
  await bed.runWell()
  const secret = bed.board.addIssueElsewhere({ repository: 'octo/secret', number: 3, unreadable: true })
  bed.board.dependencies.push({ blocked: bed.board.issue(bed.task('b').number).id, blocker: secret.id })
  await bed.runWell()
  expect(bed.states('b')).toEqual(['blocked'])
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
  bed.at('2026-02-24T04:15:00Z')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toContain('(b) is blocked by something that cannot be read here')
  await bed.expectQuiet()
})

test('a task that people put under another parent stays there', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const parent = await bed.octocat.open('Epic')
  await bed.octocat.putBelow(parent, 'c')
  await bed.expectQuiet()
  expect(bed.task('c').parent).toBe(parent)
})

test('a task that people moved to another milestone stays there', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.edit('c', { milestone: null })
  await bed.expectQuiet()
  expect(bed.task('c').milestone).toBeUndefined()
})

test('events of pull requests and of other issues start nothing', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const pull = bed.board.addPullRequest({ title: 'Change', closes: [bed.task('a').number] })
  await bed.expectQuiet({ event: 'issue_comment', payload: { issue: { number: pull.number, pull_request: {} } } })
  const other = await bed.octocat.open('Something else')
  await bed.expectQuiet({ event: 'issues', payload: { issue: { number: other } } })
})

test('comments of people start nothing and are never touched', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.comment('a', 'Nearly there.')
  await bed.reader.comment('a', '<!-- phase-coordinator:task a -->\nhello')
  const run = await bed.runWell({ event: 'issue_comment', payload: { issue: { number: bed.task('a').number } } })
  // How far they were read is remembered, nothing else.
  expect(run.writes.map(({ method, path }) => `${method} ${path}`)).toEqual(['PATCH /repos/octo/demo/issues/1'])
  await bed.expectQuiet()
  expect(bed.task('a').comments).toEqual(['Nearly there.', '<!-- phase-coordinator:task a -->\nhello'])
})
