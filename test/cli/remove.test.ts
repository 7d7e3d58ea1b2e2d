import { afterAll, describe, expect } from 'vitest'
import { type Bed, planText, test } from '../run/bed.ts'
import { issuesOn } from '../run/board.ts'
import { CommandLine, type Ended } from './command-line.ts'

const cli = new CommandLine()
afterAll(() => cli.remove())

const plan = {
  slots: 1,
  streams: { doc: { title: 'Documentation' } },
  tasks: [
    { id: 'a', stream: 'doc', labels: ['docs'], acceptance_criteria: ['It builds'] },
    'b',
    { id: 'c', depends_on: ['b'] },
  ],
}

/** Removes what the workflow has launched, with the token of an admin. */
function remove(bed: Bed, given: readonly string[] = []): Promise<Ended> {
  const trusting = ['--trusted-author', 'github-actions[bot]']
  return call(bed, ['remove', '--repo', bed.tracker.repository, ...trusting, ...given])
}

function call(bed: Bed, given: readonly string[]): Promise<Ended> {
  return cli.run(given, { GITHUB_API_URL: bed.tracker.url, GH_TOKEN: 'octocat-token' })
}

function writesOf({ tracker }: Bed, token: string) {
  const all = tracker.requests.filter((request) => request.token === token && request.method !== 'GET')
  return all.filter(({ path }) => !path.startsWith('/graphql')).map(({ method, path }) => `${method} ${path}`)
}

/** A call that does it, and one more, which must write nothing. */
async function removeWell(bed: Bed, given: readonly string[] = []): Promise<string> {
  const { code, stdout, stderr } = await remove(bed, ['--yes', ...given])
  expect(code, stderr).toBe(0)
  const before = writesOf(bed, 'octocat-token').length
  const again = await remove(bed, ['--yes', ...given])
  expect(again.code, again.stderr).toBe(0)
  expect(writesOf(bed, 'octocat-token').slice(before)).toEqual([])
  return stdout
}

const ourLabels = (bed: Bed) => bed.board.labels.map(({ name }) => name).filter((name) => /^phase|:/.test(name))

describe('remove', () => {
  test('shows what it would do, and writes nothing', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const { code, stdout } = await remove(bed)
    expect(code).toBe(0)
    expect(stdout).toContain('would delete the label phase:1\n')
    expect(stdout).toContain('would delete the milestone "Phase 1: Trial"\n')
    expect(stdout).toContain(`would close #${bed.task('a').number} (a) as not planned\n`)
    expect(stdout).toContain('Nothing was changed. Call this with --yes to do it.')
    expect(writesOf(bed, 'octocat-token')).toEqual([])
  })

  test('leaves nothing of a launch that nobody has touched, and the second call writes nothing', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    await removeWell(bed)
    const issues = issuesOn(bed.board)
    expect(issues).toHaveLength(4)
    for (const { open, reason, body, milestone } of issues) {
      expect({ open, reason, milestone }).toEqual({ open: false, reason: 'not_planned', milestone: undefined })
      expect(body).not.toContain('phase-coordinator:')
      expect(body).toContain('*Closed as not planned: the launch of phase 1 was undone.*')
    }
    expect(ourLabels(bed)).toEqual([])
    expect(bed.task('a').labels).toEqual(['docs'])
    expect(bed.board.milestones).toEqual([])
  })

  test('lets the same file be launched anew afterwards', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    await removeWell(bed)
    const run = await bed.runWell()
    expect(run.ids('picked')).toHaveLength(1)
    const open = issuesOn(bed.board).filter((issue) => issue.open)
    expect(open.map(({ title }) => title).sort()).toEqual([
      'Phase 1 progress: Trial',
      'a: Task a',
      'b: Task b',
      'c: Task c',
    ])
    await bed.expectQuiet()
  })

  test('has the coordinator do nothing while the file is gone', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    await bed.octocat.comment('a', 'I am on it.')
    await removeWell(bed)
    await bed.remove('.github/phases/1.yml')
    await bed.write('.git/HEAD', '')
    await bed.expectQuiet()
  })

  test('finds a launch of another login only where that is named, and says how', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const { code, stdout } = await call(bed, ['remove', '--repo', bed.tracker.repository, '--yes'])
    expect(code).toBe(0)
    expect(stdout).toContain('add --trusted-author "github-actions[bot]"')
    expect(writesOf(bed, 'octocat-token')).toEqual([])
  })

  test.for<[string, (bed: Bed) => Promise<unknown>, string]>([
    ['a comment', (bed) => bed.octocat.comment('a', 'I am on it.'), 'it was commented on by octocat'],
    [
      'text around our part',
      (bed) => bed.octocat.rewrite('a', (body) => `Mine.\n\n${body}`),
      'somebody wrote into its',
    ],
    [
      'a tick',
      (bed) => bed.octocat.rewrite('a', (body) => body.replace('- [ ] It builds', '- [x] It builds')),
      'an acceptance criterion is ticked',
    ],
    ['another title', (bed) => bed.octocat.edit('a', { title: 'a: Mine' }), 'its title was changed'],
    ['an assignee', (bed) => bed.octocat.assign('a', 'octocat'), 'octocat was assigned by hand'],
    ['a label', (bed) => bed.octocat.label('a', 'urgent'), 'it was labelled urgent by hand'],
    ['a lock', (bed) => bed.octocat.lock('a'), 'it is locked'],
    [
      'a link',
      async (bed) => bed.octocat.block('a', await bed.octocat.open('Something else')),
      'somebody marked it as blocked by another issue',
    ],
    ['its closing', (bed) => bed.octocat.close('a'), 'it is closed already'],
  ])('keeps an issue with %s, and says so', async ([, touch, why], { bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    await touch(bed)
    const { number, open, body } = bed.task('a')
    const stdout = await removeWell(bed)
    expect(stdout).toContain(`#${number} (a), because ${why}`)
    const after = bed.task('a')
    expect(after).toMatchObject({ open, body, parent: open ? undefined : bed.progress().number })
    expect(after.labels.filter((name) => /^phase|^status:|^stream:|^priority:/.test(name))).toEqual([])
    expect(bed.task('b')).toMatchObject({ open: false, reason: 'not_planned' })
    expect(stdout).toContain('milestone "Phase 1: Trial", because another issue is in it')
  })

  test('keeps an issue whose worker was started', async ({ bed }) => {
    bed.addWorker()
    await bed.plan({ models: { m: { workflow: 'worker.yml' } }, spawn: 'auto', tasks: [{ id: 'a', model: 'm' }] })
    await bed.runWell()
    const stdout = await removeWell(bed)
    expect(stdout).toContain('(a), because a worker was started for it')
    expect(bed.task('a').open).toBe(true)
  })

  test('keeps a progress issue that people talk on, and makes it an ordinary one', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    await bed.octocat.comment(bed.progress().number, 'How is it going?')
    const stdout = await removeWell(bed)
    expect(stdout).toContain('(progress of phase 1), because it was commented on by octocat')
    const { open, body, labels } = bed.progress()
    expect({ open, labels }).toEqual({ open: true, labels: [] })
    expect(body).not.toContain('phase-coordinator:')
  })

  test('takes from an adopted issue our labels, our comment and our links, and nothing else', async ({ bed }) => {
    const adopted = await bed.octocat.open('Mine', 'My text.', ['docs'])
    await bed.plan({
      tasks: [{ id: 'a', issue: adopted, labels: ['docs'], depends_on: ['b'] }, 'b', { id: 'c', depends_on: ['a'] }],
    })
    await bed.runWell()
    expect(bed.issue(adopted)).toMatchObject({ parent: bed.progress().number, blockers: [bed.task('b').number] })
    const stdout = await removeWell(bed)
    expect(stdout).toContain(`#${adopted} (a), because it was adopted`)
    expect(bed.issue(adopted)).toMatchObject({
      open: true,
      title: 'Mine',
      body: 'My text.',
      labels: ['docs'],
      comments: [],
      blockers: [],
      parent: undefined,
    })
    expect(bed.task('c')).toMatchObject({ open: false, blockers: [] })
  })

  test('leaves another phase as it is, and the labels that it uses', async ({ bed }) => {
    await bed.plan(plan)
    await bed.plan({ phase: 2, title: 'Other', tasks: ['x', { id: 'y', depends_on: ['x'] }] })
    await bed.runWell()
    const before = [bed.task('x'), bed.task('y'), bed.progress('2')]
    const stdout = await removeWell(bed, ['--phase', '1'])
    expect([bed.task('x'), bed.task('y'), bed.progress('2')]).toEqual(before)
    expect(stdout).toContain('label phase-task, because another phase uses it')
    expect(ourLabels(bed)).not.toContain('stream:doc')
    expect(ourLabels(bed)).toEqual(expect.arrayContaining(['phase-task', 'priority:3', 'phase:2']))
    await bed.remove('.github/phases/1.yml')
    await bed.expectQuiet()
  })

  test('leaves labels that were there before, and that others bear', async ({ bed }) => {
    await bed.octocat.open('Not ours', '', ['priority:3'])
    await bed.plan(plan)
    await bed.runWell()
    const own = await bed.octocat.open('Not ours either', '', ['status:ready'])
    const stdout = await removeWell(bed)
    expect(stdout).toContain('label priority:3, because it is not defined as we would define it')
    expect(stdout).toContain(`label status:ready, because #${own} bears it too`)
    expect(ourLabels(bed).sort()).toEqual(['priority:3', 'status:ready'])
    expect(bed.issue(own).labels).toEqual(['status:ready'])
  })

  test('does not touch what only looks like ours', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const forged = await bed.reader.open('b: Task b', bed.task('b').body)
    await bed.octocat.label(forged, 'phase-task', 'phase:1', 'status:ready')
    const before = bed.issue(forged)
    await removeWell(bed)
    expect(bed.issue(forged)).toEqual(before)
  })

  test('refuses while the phase file is on the default branch, unless it is forced', async ({ bed }) => {
    await bed.plan(plan)
    bed.tracker.putFile('.github/phases/1.yml', planText(plan))
    await bed.runWell()
    const refused = await remove(bed, ['--yes'])
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain('The phase file .github/phases/1.yml is still on the default branch')
    expect(writesOf(bed, 'octocat-token')).toEqual([])
    expect((await remove(bed)).code).toBe(0)
    await removeWell(bed, ['--force'])
    expect(issuesOn(bed.board).every(({ open }) => !open)).toBe(true)
  })

  test('--json gives steps, what was done, and what was left with the reasons', async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    await bed.octocat.comment('a', 'I am on it.')
    const { stdout } = await remove(bed, ['--json', '--yes'])
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({ phases: ['1'], missing: [], failed: [], phase_files: [] })
    expect(told.done).toEqual(told.steps)
    expect(told.left[0]).toEqual({ what: `#${bed.task('a').number} (a)`, why: 'it was commented on by octocat' })
  })
})
