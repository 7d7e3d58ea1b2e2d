import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import { type Bed, test } from './bed.ts'
import { issuesOn } from './board.ts'
import { quietBudget } from './quiet.ts'

const example = await readFile(path.resolve(import.meta.dirname, '../../examples/phase-4.yml'), 'utf8')
/** These runs have no way to Slack, and would warn of it. */
const launchNote = example.replace(/^slack: .*\n/m, '')

async function writeLaunchNote(bed: Bed): Promise<void> {
  await bed.write('.github/phases/phase-4.yml', launchNote)
}

/** Every task of the launch note: its labels besides `phase-task` and `phase:4`, and what blocks it. */
const tasks: Readonly<Record<string, readonly [title: string, labels: string, blockers: string]>> = {
  'p4-1-1': ['User Guide Documentation', 'model:sonnet priority:1 status:assigned stream:documentation', ''],
  'p4-1-2': ['Admin Guide', 'model:sonnet priority:2 status:ready stream:documentation', ''],
  'p4-1-3': ['Self-Host Guide', 'model:sonnet priority:3 status:blocked stream:documentation', 'p4-4-1'],
  'p4-2-1': ['Bundle Optimization', 'model:sonnet priority:2 status:ready stream:performance', ''],
  'p4-2-2': ['Sync Optimization', 'model:sonnet priority:3 status:ready stream:performance', ''],
  'p4-2-3': ['Image Optimization', 'model:haiku priority:3 status:ready stream:performance', ''],
  'p4-3-1': ['E2E Tests', 'model:sonnet priority:2 status:ready stream:testing', ''],
  'p4-3-2': ['Load Testing', 'model:sonnet priority:3 status:blocked stream:testing', 'p4-3-1'],
  'p4-4-1': ['Docker Images', 'model:sonnet priority:1 status:assigned stream:devops', ''],
  'p4-4-2': ['Helm Charts', 'model:sonnet priority:3 status:blocked stream:devops', 'p4-4-1'],
  'p4-4-3': [
    'Release Automation',
    'model:sonnet priority:3 status:blocked stream:devops',
    'p4-1-1 p4-1-2 p4-1-3 p4-2-1 p4-2-2 p4-2-3 p4-3-2 p4-4-2 p4-4-4',
  ],
  'p4-4-4': [
    'Fourth DevOps task: the launch note counts four and names three',
    'model:haiku priority:3 status:ready stream:devops',
    '',
  ],
}

test('the launch of the launch note opens one issue for each of the twelve tasks and one progress issue, within the budget of requests', async ({
  bed,
}) => {
  await writeLaunchNote(bed)
  const first = await bed.runWell()
  expect(first.requests.length).toBeLessThanOrEqual(firstRunBudget({ tasks: 12, links: 12, labels: 15, picks: 2 }))
  const issues = issuesOn(bed.board)
  expect(issues).toHaveLength(13)
  const progress = bed.progress('4')
  expect(progress).toMatchObject({
    title: 'Phase 4 progress: Release readiness',
    labels: ['phase-progress', 'phase:4'],
    milestone: 'v1.0.0',
    author: 'github-actions[bot]',
  })
  for (const [id, [title, labels, blockers]] of Object.entries(tasks)) {
    const task = bed.task(id)
    expect(task, id).toMatchObject({
      title: `${id}: ${title}`,
      labels: [...labels.split(' '), 'phase-task', 'phase:4'].sort(),
      assignees: [],
      milestone: 'v1.0.0',
      parent: progress.number,
    })
    const numbers = blockers.split(' ').flatMap((blocker) => (blocker === '' ? [] : [bed.task(blocker).number]))
    expect(task.blockers, id).toEqual(numbers.sort((a, b) => a - b))
  }
  expect(first.log).not.toContain('it was opened before')
  const quiet = await bed.expectQuiet()
  expect(quiet.requests.length).toBeLessThanOrEqual(quietBudget(12))
})

test('the launch picks the User Guide and the Docker Images, and says what comes next, why, and what waits for what', async ({
  bed,
}) => {
  await writeLaunchNote(bed)
  const run = await bed.runWell()
  expect(run.ids('picked').sort()).toEqual(['p4-1-1', 'p4-4-1'])
  expect(run.ids('active').sort()).toEqual(['p4-1-1', 'p4-4-1'])
  expect(run.ids('ready').slice(0, 3).sort()).toEqual(['p4-1-2', 'p4-2-1', 'p4-3-1'])
  expect(run.ids('blocked').sort()).toEqual(['p4-1-3', 'p4-3-2', 'p4-4-2', 'p4-4-3'])
  expect(run.ids('done')).toEqual([])
  expect(run.outputs).toMatchObject({ percent: '0', 'phase-complete': 'false', 'progress-issue': '1' })
  expect(JSON.parse(run.outputs.matrix!).include).toContainEqual({
    task: 'p4-1-1',
    issue: bed.task('p4-1-1').number,
    title: 'User Guide Documentation',
    model: 'sonnet',
  })
  const again = await bed.expectQuiet()
  expect(again.ids('picked')).toEqual([])
  expect(again.ids('active')).toEqual(run.ids('active'))
  expect(again.ids('ready')).toEqual(run.ids('ready'))

  // What the progress issue says of it:
  const { body } = bed.progress('4')
  expect(body).toContain('**0 of 12 done · 2 of 2 slots in use · expected 2 March 2026, 6 days early**')
  expect(body).toContain('v1.0.0 release-ready')
  expect(rows(bed, 'Working now')).toEqual(['p4-4-1', 'p4-1-1'])
  expect(rows(bed, 'Next up').slice(0, 3).toSorted()).toEqual(['p4-1-2', 'p4-2-1', 'p4-3-1'])
  expect(bed.section('Next up', '4')).toContain('Priority 2, and 3d of work hang on it; waits for a free slot.')
  expect(rows(bed, 'Blocked').toSorted()).toEqual(['p4-1-3', 'p4-3-2', 'p4-4-2', 'p4-4-3'])
  expect(bed.section('Blocked', '4')).toContain(
    `| Self-Host Guide | 26 February 2026 | #${bed.task('p4-4-1').number} (p4-4-1) |`,
  )
  expect(bed.section('Blocked', '4')).toContain('| Release Automation | 1 March 2026 | every other task |')
  expect(bed.section('Decisions needed', '4')).toBe('')
  expect(run.summary).toContain('0 of 12 done · 2 of 2 slots in use')
})

test('the launch makes the milestone due on the target date, and describes and colours the labels', async ({ bed }) => {
  await writeLaunchNote(bed)
  await bed.runWell()
  expect(bed.board.milestones).toHaveLength(1)
  expect(bed.board.milestones[0]).toMatchObject({ title: 'v1.0.0', state: 'open' })
  expect(bed.board.milestones[0]!.dueOn).toMatch(/^2026-03-08T/)
  const labels = bed.board.labels.filter(({ name }) => /^(phase|status|stream|priority|model)\b/.test(name))
  expect(labels.map(({ name }) => name).sort()).toEqual([
    'model:haiku',
    'model:sonnet',
    'phase-progress',
    'phase-task',
    'phase:4',
    'priority:1',
    'priority:2',
    'priority:3',
    'status:assigned',
    'status:blocked',
    'status:ready',
    'stream:devops',
    'stream:documentation',
    'stream:performance',
    'stream:testing',
  ])
  for (const { name, color, description } of labels) {
    expect(color, name).toMatch(/^[0-9a-f]{6}$/)
    expect(description, name).toBeTruthy()
  }
})

test('the Self-Host Guide and the Helm Charts are free once the Docker Images are done', async ({ bed }) => {
  await writeLaunchNote(bed)
  await bed.runWell()
  await bed.octocat.close('p4-4-1')
  const run = await bed.runWell()
  expect(run.ids('done')).toEqual(['p4-4-1'])
  expect(run.ids('picked')).toEqual(['p4-3-1'])
  expect(bed.states('p4-1-3', 'p4-4-2', 'p4-3-2')).toEqual(['ready', 'ready', 'blocked'])
  expect(run.ids('ready')).toEqual(expect.arrayContaining(['p4-1-3', 'p4-4-2']))
  expect(bed.task('p4-4-1')).toMatchObject({ open: false, status: '' })
  await bed.expectQuiet()
})

test('the phase plays to its end two by two, with the Release Automation last', async ({ bed }) => {
  await writeLaunchNote(bed)
  let run = await bed.runWell()
  const waves = [run.ids('active')]
  for (let day = 0; run.outputs['phase-complete'] === 'false'; day++) {
    expect(day).toBeLessThan(12)
    for (const id of run.ids('active')) await bed.octocat.close(id)
    bed.at(`2026-02-${24 + day}T15:00:00Z`.replace(/2026-02-(29|3\d)/, (_, late) => `2026-03-0${Number(late) - 28}`))
    run = await bed.runWell()
    if (run.ids('active').length > 0) waves.push(run.ids('active'))
    expect(run.ids('active').length).toBeLessThanOrEqual(2)
    await bed.expectQuiet()
  }
  expect(waves.map((wave) => wave.toSorted())).toEqual([
    ['p4-1-1', 'p4-4-1'],
    ['p4-2-1', 'p4-3-1'],
    ['p4-1-2', 'p4-2-2'],
    ['p4-1-3', 'p4-3-2'],
    ['p4-4-2', 'p4-4-4'],
    ['p4-2-3'],
    ['p4-4-3'],
  ])
  expect(run.outputs).toMatchObject({ percent: '100', 'phase-complete': 'true', 'progress-issue': '1' })
  expect(run.ids('done')).toHaveLength(12)
  expect(bed.progress('4')).toMatchObject({ open: false, reason: 'completed' })
  expect(bed.progress('4').body).toContain('**Phase 4 is complete: 12 of 12 done.**')
  expect(bed.board.milestones[0]!.state).toBe('closed')
  expect(issuesOn(bed.board).every(({ open, status }) => !open && status === '')).toBe(true)
  const after = await bed.expectQuiet()
  expect(after.requests.length).toBeLessThanOrEqual(2)
  expect(after.outputs['phase-complete']).toBe('false')
})

test('a first run and a quiet run of 120 tasks keep to the budget of requests', async ({ bed }) => {
  const tasks = Array.from({ length: 120 }, (_, at) => ({
    id: `t${at}`,
    ...(at % 4 === 3 ? { depends_on: [`t${at - 1}`] } : {}),
  }))
  await bed.plan({ tasks })
  const first = await bed.runWell()
  expect(issuesOn(bed.board)).toHaveLength(121)
  expect(first.log).toMatch(/^Opens 121 issues, \d+ writes: about 3 minutes at the pace that GitHub allows\.$/m)
  expect(first.ids('picked')).toEqual(['t2', 't6'])
  expect(first.requests.length).toBeLessThanOrEqual(firstRunBudget({ tasks: 120, links: 30, labels: 7, picks: 2 }))
  const quiet = await bed.expectQuiet()
  expect(quiet.requests.length).toBeLessThanOrEqual(quietBudget(120))
  const attached = issuesOn(bed.board).filter(({ parent }) => parent !== undefined)
  expect(attached).toHaveLength(100)
})

/** Ids in a table of the progress issue, top to bottom. */
function rows(bed: Bed, section: string): string[] {
  const cells = bed.section(section, '4').matchAll(/^\|(?: \d+ \|)? #\d+ \(([^)]+)\)/gm)
  return [...cells].map((found) => found[1]!)
}

/** Section "Budgets" of docs/design.md. */
function firstRunBudget(of: { tasks: number; links: number; labels: number; picks: number }): number {
  return 2 * of.tasks + of.links + of.labels + 8 + 3 * of.picks
}
