import { expect } from 'vitest'
import type { Intercept } from '../../src/local/intercept.ts'
import { type Bed, test } from './bed.ts'
import { aboutFiles, commits, files, open, progressOf, textOf, usualPlan, warnings, writing } from './mirrored-files.ts'
import { day, hour, pass } from './worker-life.ts'

test('without the permission it is said each run, and tried again only with news or on another day', async ({
  bed,
}) => {
  open(bed)
  await bed.plan(usualPlan)
  const launch = await bed.runWell()
  expect(launch.ids('picked').toSorted()).toEqual(['p4-1-1', 'p4-4-1'])
  expect(warnings(launch)).toEqual([expect.stringContaining('add "contents: write" to the permissions')])
  expect(aboutFiles(launch)).toContain('POST git/trees')
  expect(aboutFiles(launch)).not.toContain('POST git/commits')
  // By the phase's clock it is a quarter past ten in the evening.
  pass(bed, hour)
  const again = await bed.expectQuiet()
  expect(aboutFiles(again)).toEqual([])
  expect(warnings(again)).toEqual([expect.stringContaining('add "contents: write"')])
  await bed.octocat.close('p4-1-1')
  const news = await bed.runWell()
  expect(aboutFiles(news)).toContain('POST git/trees')
  pass(bed, hour + 30)
  expect(aboutFiles(await bed.expectQuiet())).toEqual([])
  pass(bed, day)
  expect(aboutFiles(await bed.runWell())).toContain('POST git/trees')
  // Given the permission, the next day's run, or the next with news, writes all of it.
  pass(bed, 2 * day)
  expect(warnings(await bed.runWell(writing))).toEqual([])
  expect(progressOf(bed, 'p4-1-1')).toContain('status: done')
  expect(progressOf(bed, 'p4-1-2')).toContain('status: assigned')
  await bed.expectQuiet(writing)
})

test('a protected branch is a warning with what to do', async ({ bed }) => {
  open(bed)
  bed.board.state.repository.protectedBranches.push('main')
  await bed.plan(usualPlan)
  const launch = await bed.runWell(writing)
  expect(warnings(launch)).toEqual([expect.stringContaining('the branch main is protected: name a branch without')])
  expect(commits(bed)).toEqual([])
  const again = await bed.expectQuiet(writing)
  expect(warnings(again)).toEqual([expect.stringContaining('the branch main is protected')])
  expect(aboutFiles(again)).toEqual([])
  bed.board.state.repository.protectedBranches.length = 0
  pass(bed, day)
  await bed.runWell(writing)
  expect(commits(bed)).toEqual(['Phase 4: p4-1-1 picked, p4-4-1 picked [skip ci]'])
})

test('another branch is mirrored to, once it exists', async ({ bed }) => {
  open(bed)
  await bed.plan({ ...usualPlan, files: { ...files, branch: 'mirror' } })
  const launch = await bed.runWell(writing)
  expect(warnings(launch)).toEqual([expect.stringContaining('the branch mirror does not exist: create it')])
  expect(aboutFiles(launch)).toEqual(['GET git/ref'])
  bed.board.putFile('README.md', '# Mirror\n', { branch: 'mirror' })
  pass(bed, day)
  await bed.runWell(writing)
  expect(commits(bed, 'mirror')).toHaveLength(1)
  expect(commits(bed)).toEqual([])
  // The checkout shows the default branch, which has no such files.
  await bed.write(`${files.progress}/p4-1-1.md`, 'of another branch')
  expect(aboutFiles(await bed.expectQuiet(writing))).toEqual(['GET contents', 'GET contents'])
})

/** Somebody pushes just before each of the first so many updates of the branch. */
function pushBefore(bed: Bed, times: number): Intercept {
  let pushed = 0
  return async (request, proceed) => {
    if (request.method === 'PATCH' && /\/git\/refs\//.test(request.path) && pushed < times) {
      pushed += 1
      bed.tracker.putFile(files.jobs, `# Mine\n\n${pushed}\n`)
    }
    return proceed()
  }
}

test('a lost race is run again on what the other pushed', async ({ bed }) => {
  open(bed)
  await bed.plan(usualPlan)
  bed.tracker.setIntercept(pushBefore(bed, 2))
  const launch = await bed.runWell(writing)
  expect(warnings(launch)).toEqual([])
  expect(aboutFiles(launch).filter((request) => request === 'PATCH git/refs')).toHaveLength(3)
  expect(commits(bed)).toEqual(['Phase 4: p4-1-1 picked, p4-4-1 picked [skip ci]'])
  expect(textOf(bed, files.jobs)).toMatch(/^# Mine\n\n<!-- [\s\S]*\n\n2\n$/)
  await bed.expectQuiet(writing)
})

test('a race that is lost three times is a warning, and the next run goes on', async ({ bed }) => {
  open(bed)
  await bed.plan({ ...usualPlan, tasks: ['a'] })
  bed.tracker.setIntercept(pushBefore(bed, 3))
  const launch = await bed.runWell(writing)
  expect(warnings(launch)).toEqual([expect.stringContaining('somebody else pushed at the same time')])
  expect(commits(bed)).toEqual([])
  await bed.runWell(writing)
  expect(commits(bed)).toEqual(['Phase 4: a picked [skip ci]'])
  await bed.expectQuiet(writing)
  // Where it is the last thing that a phase has to say, the phase is closed by the run that says it.
  bed.tracker.setIntercept(pushBefore(bed, 3))
  await bed.octocat.close('a')
  await bed.runWell(writing)
  expect(bed.progress('4').open).toBe(true)
  bed.tracker.setIntercept(undefined)
  pass(bed, hour)
  await bed.runWell(writing)
  expect(bed.progress('4').open).toBe(false)
  expect(textOf(bed, files.jobs)).toContain('## Phase 4 complete')
})

test('what is no text is left alone with a warning, and the rest is written', async ({ bed }) => {
  open(bed)
  bed.tracker.putFile(`${files.backlog}/inside.md`, 'a folder')
  bed.tracker.putFile(files.jobs, 'x'.repeat(1024 * 1024 + 1))
  await bed.plan({ ...usualPlan, tasks: ['a'] })
  const launch = await bed.runWell(writing)
  expect(warnings(launch)).toEqual([
    expect.stringContaining(`${files.jobs} was left as it is: it is larger than 1 MB.`),
    expect.stringContaining(`${files.backlog} was left as it is: it is a folder.`),
  ])
  expect(progressOf(bed, 'a')).toContain('status: assigned')
  await bed.expectQuiet(writing)
})
