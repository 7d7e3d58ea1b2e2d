import { expect } from 'vitest'
import { test } from './bed.ts'
import { aboutFiles, commits, commitTo, files, open, progressOf, textOf, usualPlan, writing } from './mirrored-files.ts'
import { day, hour, pass, setWorker, start } from './worker-life.ts'

const withoutRecords = (text: string | undefined) => text?.replace(/data v1 .* -->/g, 'data -->')

test('the files of a launch read as the launch note’s, in one commit', async ({ bed }) => {
  open(bed)
  bed.tracker.putFile(files.jobs, '# Jobs\n\nPhase 3 is over.\n')
  await bed.plan(usualPlan)
  const launch = await bed.runWell(writing)
  expect(commits(bed)).toEqual(['Phase 4: p4-1-1 picked, p4-4-1 picked [skip ci]'])
  expect(aboutFiles(launch)).toEqual([
    'GET git/ref',
    'GET git/commits',
    ...Array(4).fill('GET contents'),
    'POST git/trees',
    'POST git/commits',
    'PATCH git/refs',
  ])
  expect(withoutRecords(textOf(bed, files.jobs))).toBe(`# Jobs

<!-- phase-coordinator:phase 4 -->
## Phase 4 active: Release readiness

Goal: v1.0.0 release-ready

0 of 4 tasks done · 2 of 2 slots in use · target 8 March 2026 · progress in #1

### Current work

| Task | Title | Who | Since | State |
| --- | --- | --- | --- | --- |
| p4-1-1 (#3) | User Guide Documentation | anyone | 22 February 2026 | assigned |
| p4-4-1 (#2) | Docker Images | anyone | 22 February 2026 | assigned |

### Next batch

1. p4-1-2 (#4): Admin Guide, priority 2, 2d

<!-- phase-coordinator:data -->
<!-- phase-coordinator:end -->

Phase 3 is over.
`)
  expect(withoutRecords(textOf(bed, files.backlog))).toBe(`# Backlog

<!-- phase-coordinator:phase 4 -->
## Phase 4: Release readiness

Goal: v1.0.0 release-ready

Target 8 March 2026

### Documentation: 0 of 2 done

- [ ] p4-1-1 (#3) User Guide Documentation · priority 1 · 1d · assigned
- [ ] p4-1-2 (#4) Admin Guide · priority 2 · 2d · ready

### DevOps: 0 of 2 done

- [ ] p4-4-1 (#2) Docker Images · priority 1 · 1d · assigned
- [ ] p4-4-2 (#5) Helm Charts · priority 3 · 1d · after p4-4-1 · blocked

<!-- phase-coordinator:data -->
<!-- phase-coordinator:end -->
`)
  expect(withoutRecords(progressOf(bed, 'p4-1-1'))).toBe(`---
task: p4-1-1
issue: 3
status: assigned
percent:
heartbeat:
---

<!-- phase-coordinator:task p4-1-1 -->
# p4-1-1: User Guide Documentation

It has a slot: work may begin.

- **Phase:** 4, Release readiness
- **Stream:** Documentation
- **Priority:** 1
- **Effort:** 1d
- **Progress of the phase:** #1

## Acceptance criteria

- Every page builds

<!-- phase-coordinator:data -->
<!-- phase-coordinator:end -->

## Notes
`)
  expect(textOf(bed, `${files.progress}/p4-1-2.md`)).toBeUndefined()
  // Without a checkout each task at work is looked at, and nothing else.
  expect(aboutFiles(await bed.expectQuiet(writing))).toEqual(['GET contents', 'GET contents'])
  for (const task of ['p4-1-1', 'p4-4-1']) await bed.write(`${files.progress}/${task}.md`, progressOf(bed, task))
  const quiet = await bed.expectQuiet(writing)
  expect(aboutFiles(quiet)).toEqual([])
  expect(quiet.requests).toHaveLength(3)
})

test('files follow a task that is done, reopened and dropped, and a phase that is complete', async ({ bed }) => {
  open(bed)
  await bed.plan({ ...usualPlan, tasks: [{ id: 'a' }, { id: 'b' }] })
  await bed.runWell(writing)
  commitTo(bed, 'a', (text) => `${text}\nHalf way.`)
  await bed.octocat.close('a')
  await bed.runWell(writing)
  expect(progressOf(bed, 'a')).toMatch(/^---\ntask: a\nissue: 2\nstatus: done\npercent: 100\nheartbeat:\n---\n/)
  expect(progressOf(bed, 'a')).toMatch(/## Notes\n\nHalf way\.$/)
  expect(textOf(bed, files.backlog)).toContain('- [x] a (#2) Task a · priority 3 · 1d · done\n')
  await bed.expectQuiet(writing)

  pass(bed, hour)
  await bed.octocat.reopen('a')
  await bed.runWell(writing)
  await bed.runWell(writing)
  expect(progressOf(bed, 'a')).toContain('status: assigned\npercent:\nheartbeat:\n')
  expect(textOf(bed, files.backlog)).toContain('- [ ] a (#2) Task a')

  pass(bed, day)
  await bed.octocat.close('a', 'not_planned')
  await bed.octocat.close('b')
  await bed.runWell(writing)
  expect(bed.progress('4').open).toBe(false)
  expect(progressOf(bed, 'a')).toContain('status: dropped\n')
  expect(textOf(bed, files.jobs)).toContain('## Phase 4 complete: Release readiness')
  expect(textOf(bed, files.jobs)).toContain('1 of 1 tasks done, 1 dropped')
  expect(textOf(bed, files.jobs)).toContain('Completed on 23 February 2026.')
  expect(textOf(bed, files.backlog)).toContain('- [x] ~~a (#2) Task a~~ · priority 3 · 1d · dropped\n')
  const quiet = await bed.expectQuiet(writing)
  expect(aboutFiles(quiet)).toEqual([])
  expect(commits(bed)).toEqual([
    'Phase 4: a picked, b picked [skip ci]',
    'Phase 4: a done [skip ci]',
    'Phase 4: a reopened [skip ci]',
    'Phase 4: a picked [skip ci]',
    'Phase 4: a dropped, b done [skip ci]',
  ])
})

test('a commit of the worker to its progress file is its heartbeat', async ({ bed }) => {
  open(bed)
  bed.addWorker()
  await bed.plan({
    ...usualPlan,
    spawn: 'auto',
    models: { m: { workflow: 'worker.yml' } },
    allocation: { substantial: 'm' },
  })
  await bed.runWell(writing)
  expect(bed.states('p4-1-1', 'p4-4-1')).toEqual(['running', 'running'])
  setWorker(bed, 'p4-1-1#1', 'in_progress')
  setWorker(bed, 'p4-4-1#1', 'in_progress')
  await bed.runWell(writing)
  pass(bed, hour)
  // With the repository's own token it has our login.
  commitTo(
    bed,
    'p4-1-1',
    (text) => `${text.replace('percent:', 'percent: 40')}\nThree pages of ten.\n`,
    'github-actions[bot]',
  )
  pass(bed, hour + 10)
  const heard = await bed.runWell(writing)
  expect(aboutFiles(heard).filter((request) => request === 'GET commits')).toHaveLength(1)
  expect(bed.section('Working now', '4')).toMatch(/\(p4-1-1\).*running, 40 %/)
  expect(progressOf(bed, 'p4-1-1')).toContain('status: running\npercent: 40\nheartbeat: 2026-02-23T04:15:00Z\n')
  expect(progressOf(bed, 'p4-1-1')).toMatch(/## Notes\n\nThree pages of ten\.\n$/)
  expect(textOf(bed, files.jobs)).toMatch(/\| p4-1-1 .*\| running, 40 % \|/)
  expect(commits(bed).at(-1)).toBe('Phase 4: p4-1-1 at 40 % [skip ci]')
  expect(aboutFiles(await bed.expectQuiet(writing))).toEqual(['GET contents', 'GET contents'])

  // Our own commit is no sign of life, and neither is an impossible percentage one of progress.
  pass(bed, 2 * hour)
  commitTo(bed, 'p4-1-1', (text) => text.replace('percent: 40', 'percent: 400'), 'github-actions[bot]')
  await bed.runWell(writing)
  expect(progressOf(bed, 'p4-1-1')).toContain('percent: 40\nheartbeat: 2026-02-23T05:15:00Z\n')
  await bed.expectQuiet(writing)
})

test('a commit to the progress file of a pick that nothing starts says “I have started”', async ({ bed }) => {
  open(bed)
  bed.addWorker()
  const tasks = [{ id: 'mine' }, { id: 'spawned', model: 'm' }]
  await bed.plan({ ...usualPlan, models: { m: { workflow: 'worker.yml' } }, tasks })
  await bed.runWell(writing)
  pass(bed, hour)
  commitTo(bed, 'mine', (text) => `${text}\nBegun.\n`)
  commitTo(bed, 'spawned', (text) => `${text}\nMind the gap.\n`)
  await bed.runWell(writing)
  expect(bed.states('mine', 'spawned')).toEqual(['running', 'assigned'])
  expect(bed.section('Working now', '4')).toMatch(/\(mine\).*octocat/)
  expect(progressOf(bed, 'mine')).toContain('status: running\npercent:\nheartbeat: 2026-02-23T04:15:00Z\n')
  await bed.expectQuiet(writing)
})

test('what people write in the files stays, byte for byte', async ({ bed }) => {
  open(bed)
  bed.tracker.putFile(files.jobs, '\uFEFFBefore\r\n\r\n# Mine\r\n* one\r\n\r\nno end')
  bed.tracker.putFile(files.backlog, 'no heading, no end')
  bed.tracker.putFile(`${files.progress}/p4-1-1.md`, '---\r\nmood: good # really\r\n---\r\nOld notes')
  await bed.plan(usualPlan)
  await bed.runWell(writing)
  const around = (path: string) => textOf(bed, path)!.split(/<!-- phase-coordinator:[a-z]+ [\s\S]*coordinator:end -->/)
  expect(around(files.jobs)).toEqual(['\uFEFFBefore\r\n\r\n# Mine\r\n\r\n', '\r\n\r\n* one\r\n\r\nno end'])
  expect(around(files.backlog)).toEqual(['no heading, no end\n\n', '\n'])
  expect(around(`${files.progress}/p4-1-1.md`)).toEqual([
    '---\r\nmood: good # really\r\ntask: p4-1-1\r\nissue: 3\r\nstatus: assigned\r\npercent:\r\nheartbeat:\r\n---\r\n\r\n',
    '\r\n\r\nOld notes',
  ])
  await bed.expectQuiet(writing)
  bed.tracker.putFile(files.jobs, textOf(bed, files.jobs)!.replace('* one', '* one\r\n* two'))
  await bed.octocat.close('p4-1-1')
  await bed.runWell(writing)
  expect(around(files.jobs)).toEqual(['\uFEFFBefore\r\n\r\n# Mine\r\n\r\n', '\r\n\r\n* one\r\n* two\r\n\r\nno end'])
})

test('two phases that share their files are one commit, also when only one of them has news', async ({ bed }) => {
  open(bed)
  await bed.plan({ ...usualPlan, tasks: ['a'] })
  await bed.plan({ ...usualPlan, phase: 5, title: 'Aftercare', tasks: ['b'] })
  await bed.runWell(writing)
  expect(commits(bed)).toEqual(['Phase 4: a picked; Phase 5: b picked [skip ci]'])
  const jobs = textOf(bed, files.jobs)!
  expect(jobs).toContain('## Phase 4 active: Release readiness')
  expect(jobs).toContain('## Phase 5 active: Aftercare')
  await bed.octocat.close('b')
  // A file with mistakes stops its own phase alone, and its part of the shared files stays.
  await bed.write('.github/phases/4.yml', 'phase: 4\ntitle: [')
  expect((await bed.run(writing)).code).toBe(1)
  expect(textOf(bed, files.jobs)).toContain('## Phase 4 active: Release readiness')
  expect(textOf(bed, files.jobs)).toContain('## Phase 5 complete: Aftercare')
  expect(progressOf(bed, 'a')).toContain('status: assigned')
  expect(progressOf(bed, 'b')).toContain('status: done')
})

test('titles of the phase file are inert in the files', async ({ bed }) => {
  open(bed)
  const hostile = '<!-- phase-coordinator:end --> @octocat | #1 <script> [x](https://evil.example)'
  await bed.plan({
    ...usualPlan,
    title: hostile,
    goal: hostile,
    tasks: [{ id: 'a', title: hostile, acceptance_criteria: [hostile] }],
  })
  await bed.runWell(writing)
  for (const path of [files.jobs, files.backlog, `${files.progress}/a.md`]) {
    const text = textOf(bed, path)!
    expect(text.match(/^<!-- phase-coordinator:end -->$/gm), path).toHaveLength(1)
    expect(text, path).not.toContain('@octocat')
  }
  expect(commits(bed)).toEqual(['Phase 4: a picked [skip ci]'])
  await bed.expectQuiet(writing)
})

test('a dry run says what it would commit, and commits nothing', async ({ bed }) => {
  open(bed)
  await bed.plan(usualPlan)
  await bed.runWell(writing)
  await bed.octocat.close('p4-1-1')
  const dry = await bed.expectQuiet({ inputs: { ...writing.inputs, 'dry-run': 'true' } })
  expect(dry.log).toContain(`would commit ${files.jobs}, ${files.backlog}, ${files.progress}/p4-1-1.md`)
  expect(commits(bed)).toHaveLength(1)
})

test('the plan of a phase without files touches none', async ({ bed }) => {
  open(bed)
  await start(bed, { ...usualPlan, files: undefined, tasks: ['a'] })
  expect(commits(bed)).toEqual([])
})
