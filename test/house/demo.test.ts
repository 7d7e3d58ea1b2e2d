import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const script = path.resolve(import.meta.dirname, '../../scripts/demo.ts')
const readme = path.resolve(import.meta.dirname, '../../README.md')
const folder = mkdtempSync(path.join(tmpdir(), 'demo-'))
const stage = path.join(folder, 'stage')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function demo(place: string): { code: number | null; text: string; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, place], { cwd: folder, encoding: 'utf8' })
  return { code: status, text: stdout, errors: stderr }
}

function blocksOf(text: string): string[] {
  return text.split('\n\n').filter((block) => /^\w{3} \d\d \w{3} \d\d:\d\d {2}Run \d+/.test(block))
}

test('the demo plays the phase of the launch note to its end and says what happened', () => {
  const { code, text, errors } = demo('stage')
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const runs = blocksOf(text)
  const because = (cause: string) => runs.filter((run) => run.includes(`, because ${cause}`))

  expect(runs[0]).toContain('Sun 22 Feb 22:15  Run 1, by schedule')
  expect(runs[0]).toContain('opened   12 task issues and the progress issue')
  expect(runs[0]).toMatch(/p4-4-1 {2}Docker Images +Priority 1, and 2d of work hang on it\./)
  expect(runs[0]).toMatch(/p4-1-1 {2}User Guide Documentation +Priority 1\./)

  expect(runs[0]).toContain('date     expected 2 March 2026, 6 days early')
  expect(toldIn(runs[0]!)).toEqual(['Slack: Phase 4 has started: Release readiness'])
  expect(toldIn(because('octocat merged #14, #15')[0]!)).toEqual([
    'Slack: Phase 4, 23 February 2026: Release readiness',
    'octocat: digest of 23 February 2026',
  ])
  expect(runs.flatMap(toldIn).filter((told) => told.startsWith('octocat: '))).toEqual([
    'octocat: digest of 23 February 2026',
    'octocat: digest of 24 February 2026',
    'octocat: digest of 25 February 2026',
    'octocat: closing summary',
  ])

  expect(startsIn(because('octocat said /spawn on #1')[0]!)).toEqual(['p4-1-1#1', 'p4-4-1#1'])
  expect(text).toContain('heard    p4-1-1 40 %, p4-4-1 40 %')
  expect(text).toContain('heard    p4-1-1 80 %, p4-4-1 80 %')
  expect(because('the worker of p4-1-1 ended')[0]).toContain('review   p4-1-1 User Guide Documentation with #14')
  expect(because('octocat merged #14, #15')[0]).toContain('done     p4-1-1 User Guide Documentation, p4-4-1')
  expect(runs.slice(1, 6).flatMap(picksIn).sort()).toEqual(['p4-2-1', 'p4-3-1'])

  const failed = runs.indexOf(because('the worker of p4-3-1 failed')[0]!)
  expect(runs[failed]).toContain('failed   p4-3-1 E2E Tests; it is tried again after 15 minutes')
  expect(picksIn(runs[failed]!)).toEqual(['p4-1-2'])
  expect(runs[failed + 1]).toContain('back     p4-1-2 Admin Guide')
  expect(startsIn(runs[failed + 1]!)).toEqual(['p4-3-1#2'])

  const auto = because('octocat set "spawn: auto" in the phase file')
  expect(auto.flatMap(startsIn)).toEqual(['p4-1-2#1', 'p4-2-2#1'])
  expect(because('the worker of p4-2-3 ended')[0]).toContain('done     p4-2-3 Image Optimization')

  expect(runs.flatMap(startsIn)).toHaveLength(13)
  expect(runs.flatMap(picksIn).at(-1)).toBe('p4-4-3')
  expect(runs.at(-2)).toContain('the phase is complete')
  expect(runs.at(-1)).toMatch(/by schedule \(2 requests, none of them a write\)$/)

  expect(text).toContain('Progress issue #1, closed: Phase 4 is complete: 12 of 12 done.')
  expect(text).toContain('13 workers started, 1 of them failed, no task had two at once; each /spawn ended with 🚀.')
  expect(text).toMatch(/^\d+ runs, \d+ requests, \d+ writes, in \d+ seconds\.$/m)
  expect(text.split('\n').length).toBeLessThan(180)
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120)

  expect(readFileSync(path.join(stage, 'issues/1.md'), 'utf8')).toContain('# Phase 4 progress: Release readiness (#1)')
  const page = (moment: string) => readFileSync(path.join(stage, 'progress', `${moment}.md`), 'utf8')
  expect(page('launch')).toContain('**0 of 12 done · 2 of 2 slots in use · expected 2 March 2026, 6 days early**')
  expect(page('halfway')).toMatch(/^\*\*7 of 12 done .* early\*\*$/m)
  expect(page('complete')).toContain('**Phase 4 is complete: 12 of 12 done.**')
  const slack = readFileSync(path.join(stage, 'slack.md'), 'utf8')
  expect(slack.match(/^## .* in #aibot-chat$/gm)).toHaveLength(5)
  expect(slack).toContain('(p4-4-1) Docker Images: say /spawn to start sonnet')
  const mirrored = (name: string) => readFileSync(path.join(stage, 'files', name), 'utf8')
  expect(mirrored('PROACTIVE-JOBS.md')).toMatch(/^- \[x\] p4-1-1 \(#\d+\) User Guide Documentation .* · done$/m)
  expect(mirrored('scheduler/coordinator/JOBS.md')).toMatch(/^# Jobs of the coordinator\n[\s\S]*Phase 4 complete/)
  expect(mirrored('scheduler/progress/coordinator/p4-1-1.md')).toMatch(/^---\ntask: p4-1-1\nissue: \d+\nstatus: done\n/)
  expect(text).toContain('stage/files/PROACTIVE-JOBS.md')
  for (const name of ['state.json', 'issues/13.md', `runs/${runs.length}/log.txt`, 'runs/01/summary.md'])
    expect(existsSync(path.join(stage, name)), name).toBe(true)

  const [, sample] = readFileSync(readme, 'utf8').split('<!-- from the demo -->\n```text\n')
  const shown = blocksOf(sample!.split('\n```')[0]!)
  expect(shown.length).toBeGreaterThan(4)
  for (const run of shown)
    expect(runs.map(withoutCounts), 'README.md shows what the demo prints').toContain(withoutCounts(run))
}, 300_000)

test('a folder that holds something is left alone', () => {
  writeFileSync(path.join(folder, 'mine.txt'), 'mine')
  expect(demo('.')).toEqual({ code: 1, text: '', errors: 'The demo failed. The folder . is not empty.\n' })
  expect(existsSync(path.join(folder, 'mine.txt'))).toBe(true)
})

function picksIn(run: string): string[] {
  const [, rest = ''] = run.split(/^ +picked {3}/m)
  return idsIn(rest, /^(?: +)?(p4-\d-\d) {2}/)
}

function startsIn(run: string): string[] {
  const [, rest = ''] = run.split(/^ +started {2}/m)
  return idsIn(rest, /^(?: +)?(p4-\d-\d#\d) with/)
}

function toldIn(run: string): string[] {
  const [, rest = ''] = run.split(/^ +told {5}/m)
  return rest.split('\n').flatMap((line) => line.trim() || [])
}

/** The lines from the first on that begin with what is looked for. */
function idsIn(text: string, pattern: RegExp): string[] {
  const found = text.split('\n').map((line) => pattern.exec(line)?.[1])
  const end = found.indexOf(undefined)
  return found.slice(0, end === -1 ? found.length : end) as string[]
}

/** How many requests a run takes is fixed by other tests. */
function withoutCounts(run: string): string {
  return run.replace(/ \(\d+ requests, [^)]*\)/, '')
}
