import { expect } from 'vitest'
import type { ActionRun } from './bed.ts'
import { type Bed, type Plan, planText, test } from './bed.ts'

const file = '.github/phases/1.yml'
const launched: Plan = {
  target_date: '2026-03-08',
  slots: 1,
  tasks: [
    { id: 'a', effort: '6d' },
    { id: 'b', effort: '6d' },
  ],
}
const changed: Plan = { ...launched, tasks: [...launched.tasks, { id: 'c', effort: '2d' }, { id: 'd', effort: '1d' }] }

/** Midnight in the zone of the phases: days are whole. */
const now = '2026-02-23T00:00:00Z'

/** Puts files on the default branch as a merge would. */
function merge(bed: Bed, path: string, plan: Plan): void {
  bed.tracker.putFile(path, planText(plan))
}

function baseOf({ board }: Bed): string {
  return board.state.git.refs[`heads/${board.state.repository.defaultBranch}`]!
}

/** A run on a pull request that asks for what stands in the checkout. */
function onPull(bed: Bed, base: unknown = baseOf(bed), given: Parameters<Bed['run']>[0] = {}): Promise<ActionRun> {
  const payload = { pull_request: { base: { sha: base } } }
  return bed.run({ event: 'pull_request', payload, env: { GITHUB_REF: 'refs/pull/7/merge' }, ...given })
}

/** The sentences about plans and dates, as people read them. */
function changesIn({ summary }: ActionRun): string[] {
  const plain = summary.replace(/\[(#\d+)\]\([^)]*\) /g, '').replace(/\\([^A-Za-z0-9\s])/g, '$1')
  return plain.split('\n').filter((line) => line.startsWith('- Phase ') || line.startsWith('This changes'))
}

async function launch(bed: Bed): Promise<void> {
  bed.at(now)
  merge(bed, file, launched)
  await bed.plan(launched)
  await bed.runWell()
}

test('a pull request is told what it does to the plan and to the date, in one sentence a phase, and nothing is written', async ({
  bed,
}) => {
  await launch(bed)
  await bed.plan(changed)
  const run = await onPull(bed)
  expect(run.code, run.log).toBe(0)
  expect(changesIn(run)).toHaveLength(1)
  expect(changesIn(run)[0]).toMatch(
    /^- Phase 1: \+2 tasks; expected 6 March 2026 → 9 March 2026, a day late; c, d are now critical\.$/,
  )
  expect(run.writes).toEqual([])
  expect(run.outputs['forecast-date']).toBe('2026-03-09')
  const plain = await bed.run()
  expect(run.requests.length).toBeLessThan(20)
  expect(plain.summary).not.toContain('now critical')
})

test('a pull request that changes no plan is told so', async ({ bed }) => {
  await launch(bed)
  expect(changesIn(await onPull(bed))).toEqual(['This changes no plan.'])
})

test('a phase that nobody has launched yet is compared as it would be, and one that the pull request brings is new', async ({
  bed,
}) => {
  bed.at(now)
  merge(bed, file, launched)
  await bed.plan(changed)
  await bed.plan({ phase: 2, title: 'Next', tasks: [{ id: 'x', effort: '1d' }] })
  const run = await onPull(bed)
  expect(changesIn(run)).toEqual([
    '- Phase 1: +2 tasks; expected 6 March 2026 → 9 March 2026, a day late; c, d are now critical.',
    '- Phase 2: new, with 1 task; expected 23 February 2026.',
  ])
  expect(run.writes).toEqual([])
  expect(bed.board.issues).toEqual([])
})

test('two phases are each told by their own sentence, also the one whose file goes', async ({ bed }) => {
  await launch(bed)
  const second: Plan = { phase: 2, title: 'Next', slots: 1, tasks: [{ id: 'x', effort: '1d' }] }
  merge(bed, '.github/phases/2.yml', second)
  await bed.plan(second)
  await bed.runWell()
  await bed.plan({ ...second, tasks: [{ id: 'x', effort: '3d' }] })
  await bed.remove(file)
  const run = await onPull(bed)
  expect(changesIn(run)).toEqual([
    '- Phase 2: 1 task changed; expected 23 February 2026 → 25 February 2026.',
    '- Phase 1: its file is gone.',
  ])
  expect(run.writes).toEqual([])
})

for (const [what, base] of [
  ['is a commit that does not exist', 'f'.repeat(40)],
  ['is not named', undefined],
  ['is no text', 7],
] as const) {
  test(`where the base ${what}, the summary still shows the plan`, async ({ bed }) => {
    await launch(bed)
    await bed.plan(changed)
    const payload = { pull_request: { base: { sha: base } } }
    const run = await bed.run({ event: 'pull_request', payload, env: { GITHUB_REF: 'refs/pull/7/merge' } })
    expect(run.code, run.log).toBe(0)
    expect(run.summary).toContain('Dry run')
    expect(run.summary).toContain('expected 9 March 2026')
    expect(run.writes).toEqual([])
  })
}

test('a broken file on the base, or in the pull request, leaves the rest of the summary', async ({ bed }) => {
  await launch(bed)
  bed.tracker.putFile(file, 'phase: 1\ntasks: 7\n')
  await bed.plan(changed)
  const run = await onPull(bed)
  expect(run.code, run.log).toBe(0)
  expect(run.summary).toContain('expected 9 March 2026')
  expect(changesIn(run), 'which is not new, although nothing can be compared').toEqual([])
  await bed.write(file, 'phase: 1\ntasks: 7\n')
  const broken = await onPull(bed)
  expect(broken.code).toBe(1)
  expect(changesIn(broken), 'nor gone').toEqual([])
  expect(broken.writes).toEqual([])
})

test('titles of a pull request are inert in what is said of it', async ({ bed }) => {
  await launch(bed)
  await bed.plan({
    ...changed,
    title: '@octocat <b>x</b>',
    tasks: [...changed.tasks, { id: 'e', title: '@octocat | `x` #1 --> ```' }],
  })
  const { summary, code } = await onPull(bed)
  expect(code).toBe(0)
  expect(summary).not.toMatch(/@octocat|<b>/)
})

test('the outputs say how much is done and when the rest is expected, at launch, halfway and in the end', async ({
  bed,
}) => {
  bed.at(now)
  await bed.plan({
    ...launched,
    tasks: [
      { id: 'a', effort: '3d' },
      { id: 'b', effort: '1d' },
    ],
  })
  const first = await bed.runWell()
  expect(first.outputs).toMatchObject({ percent: '0', 'forecast-date': '2026-02-26', 'phase-complete': 'false' })
  bed.at('2026-02-25T00:00:00Z')
  await bed.octocat.close(bed.task('a').number)
  const second = await bed.runWell()
  expect(second.outputs.percent).toBe('75')
  expect(second.outputs['forecast-date']).toMatch(/^2026-02-2[5-6]$/)
  expect(bed.progress().body).toContain('1 of 2 done')
  bed.at('2026-02-25T12:00:00Z')
  await bed.octocat.close(bed.task('b').number)
  const last = await bed.runWell()
  expect(last.outputs).toMatchObject({ percent: '100', 'forecast-date': '2026-02-25', 'phase-complete': 'true' })
})

test('/why tells when a task is expected to start, and to end', async ({ bed }) => {
  await launch(bed)
  const comment = await bed.octocat.comment(bed.task('b').number, '/why')
  await bed.runWell()
  expect(bed.replies(comment)).toHaveLength(1)
  expect(bed.replies(comment)[0]).toContain('1 March 2026')
  await bed.expectQuiet()
})
