import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/core/operation.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { parseProgressRecord } from '../../../src/core/records/progress-record.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, operationsOf, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, reopenIssue, storedIssue } from '../simulated-github.ts'
import { changeRun } from '../simulated-workers.ts'
import { say, workedPhase } from '../worker-scene.ts'

const files: NonNullable<Phase['files']> = { branch: 'main', progress: 'p', jobs: 'JOBS.md', backlog: 'BACKLOG.md' }
const phase = (ids: readonly string[], given: Partial<Phase> = {}) =>
  phaseOf(
    ids.map((id) => taskOf(id)),
    { files, ...given },
  )

/** The files that each commit of the latest run was about. */
function committed({ latest }: Scene): string[][] {
  const paths = (operation: Operation) =>
    operation.do === 'commit-files' ? [[...new Set(operation.edits.map(({ path }) => path))].toSorted()] : []
  return latest.operations.flatMap(paths)
}

describe('the commit of a run', () => {
  test('comes after the work and before the progress issue, and is about the picks and the shared files', () => {
    const scene = launch([phase(['a', 'b', 'c'])])
    expect(operationsOf(scene.latest).slice(-2)).toEqual(['commit-files', 'write-progress'])
    expect(committed(scene)).toEqual([['BACKLOG.md', 'JOBS.md', 'p/a.md', 'p/b.md']])
  })

  test('is about what changed alone', () => {
    const scene = launch([phase(['a', 'b', 'c', 'd'])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(committed(scene)).toEqual([['BACKLOG.md', 'JOBS.md', 'p/a.md', 'p/c.md']])
    scene.phases = [phase(['a', 'b', 'c', 'd'], { slots: 3 })]
    scene.run()
    expect(committed(scene)).toEqual([['BACKLOG.md', 'JOBS.md', 'p/d.md']])
    scene.phases = [phase(['a', 'b', 'c', 'd'], { slots: 3, files: { ...files, progress: 'q' } })]
    scene.run()
    expect(committed(scene)).toEqual([['q/b.md', 'q/c.md', 'q/d.md']])
  })

  test('follows a task that was closed by hand without a worker, and comes back', () => {
    const scene = launch([phase(['a', 'b', 'c'])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(scene.github.files.get('p/a.md')).toContain('status: done')
    reopenIssue(scene.github, scene.numberOf('a'))
    scene.run()
    expect(scene.github.files.get('p/a.md')).toContain('status: ready')
  })

  test('is one for all phases of a branch, and one for each branch', () => {
    const one = launch([phase(['a']), phase(['b'], { id: '5' })])
    expect(committed(one)).toEqual([['BACKLOG.md', 'JOBS.md', 'p/a.md', 'p/b.md']])
    const two = launch([phase(['a']), phase(['b'], { id: '5', files: { ...files, branch: 'other' } })])
    expect(committed(two)).toHaveLength(2)
  })

  test('of a phase that is mirrored late tells of all that was started', () => {
    const scene = launch([phase(['a', 'b', 'c', 'd'], { files: undefined })])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    scene.phases = [phase(['a', 'b', 'c', 'd'])]
    scene.run()
    expect(committed(scene)).toEqual([['BACKLOG.md', 'JOBS.md', 'p/b.md', 'p/c.md']])
  })

  test('is not made again for the clock, for a comment or for a label', () => {
    const scene = launch([phase(['a', 'b', 'c'])])
    scene.github.clock += 26 * 60 * 60 * 1000
    changeIssue(scene.github, scene.numberOf('a'), {
      labels: [...storedIssue(scene.github, scene.numberOf('a')).labels, 'x'],
    })
    scene.run()
    expect(committed(scene)).toEqual([])
  })

  test('is remembered so shortly that a thousand tasks fit the progress issue', () => {
    const ids = Array.from({ length: 400 }, (_, at) => `task-${at}`)
    const scene = launch([phase(ids, { slots: 10 })])
    for (const id of ids.slice(0, 300)) closeIssue(scene.github, scene.numberOf(id), 'completed')
    scene.run()
    const progress = [...scene.github.issues.values()].find(({ title }) => title.startsWith('Phase 4 progress'))!
    const record = parseProgressRecord(progress.body)!
    expect(record.mirror?.tasks.size).toBe(10)
    expect(record.mirror?.ended.length).toBeLessThanOrEqual(10)
  })
})

describe('the files', () => {
  test('show who is at what, what comes next, and what is in review, held or paused', () => {
    const scene = launch(workedPhase(['a', 'b', 'c', 'd', 'e', 'f'], { files, slots: 2 }))
    say(scene, 'progress', '/spawn')
    say(scene, 'c', '/hold until the contract is signed')
    scene.run()
    const jobs = () => scene.github.files.get('JOBS.md')!
    expect(jobs()).toContain('| a (#2) | Task a | sonnet | 22 February 2026 | running |')
    expect(jobs()).toContain('- c (#4) is held by octocat: until the contract is signed')
    expect(jobs()).toMatch(/### Next batch\n\n1\. d \(#5\): Task d, priority 3, 1d\n2\. e .*\n3\. f .*\n\n(?!…)/)
    changeRun(scene.github, 'a#1', 'success')
    say(scene, 'progress', '/phase pause')
    scene.run()
    expect(jobs()).toContain('## Phase 4 paused: Release readiness')
    expect(jobs()).toMatch(/\| a \(#2\) .* \| review \|/)
    expect(jobs()).toContain('**A decision is needed.**')
    expect(scene.github.files.get('p/a.md')).toContain('status: review\n')
    expect(scene.github.files.get('BACKLOG.md')).toContain('- [ ] c (#4) Task c · priority 3 · 1d · sonnet · held\n')
  })

  test('show a paused phase, one that waits for its day, and what is set aside', () => {
    const scene = launch([phase(['a'], { startDate: '2026-03-01' })])
    expect(scene.github.files.get('JOBS.md')).toContain('## Phase 4 waiting to start: Release readiness')
    expect(scene.github.files.get('JOBS.md')).toContain('starts on 1 March 2026')
    expect(scene.github.files.get('JOBS.md')).toContain('### Current work\n\nNothing.')
  })
})
