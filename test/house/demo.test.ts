import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const script = path.resolve(import.meta.dirname, '../../scripts/demo.ts')
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
  expect(runs).toHaveLength(14)

  expect(runs[0]).toContain('Sun 22 Feb 22:15  Run 1, by schedule')
  expect(runs[0]).toContain('opened  12 task issues and the progress issue')
  expect(runs[0]).toMatch(/p4-4-1 {2}Docker Images +Priority 1, and 2d of work hang on it\./)
  expect(runs[0]).toMatch(/p4-1-1 {2}User Guide Documentation +Priority 1\./)

  const afterImages = runs.find((run) => run.includes('because p4-4-1 Docker Images was closed'))
  expect(afterImages).toContain('freed   p4-1-3 Self-Host Guide, p4-4-2 Helm Charts')
  expect(runs.slice(1, 5).flatMap(picksIn).sort()).toEqual(['p4-1-2', 'p4-2-1', 'p4-2-2', 'p4-3-1'])

  expect(runs.flatMap(picksIn)).toHaveLength(12)
  expect(runs.flatMap(picksIn).at(-1)).toBe('p4-4-3')
  expect(runs.at(-2)).toContain('the phase is complete')
  expect(runs.at(-1)).toMatch(/by schedule\n +sent +2 requests, none of them a write$/)

  expect(text).toMatch(/^p4-4-3 {2}Release Automation +DevOps +Sun 01 Mar 22:15 {2}Mon 02 Mar 22:15$/m)
  expect(text).toContain('Progress issue #1, closed: Phase 4 is complete: 12 of 12 done.')
  expect(text).toMatch(/^14 runs, \d+ requests, \d+ writes, in \d+ seconds\.$/m)
  expect(text.split('\n').length).toBeLessThan(120)
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120)

  expect(readFileSync(path.join(stage, 'issues/1.md'), 'utf8')).toContain('# Phase 4 progress: Release readiness (#1)')
  for (const name of ['state.json', 'issues/13.md', 'runs/14/log.txt', 'runs/01/summary.md'])
    expect(existsSync(path.join(stage, name)), name).toBe(true)
})

test('a folder that holds something is left alone', () => {
  writeFileSync(path.join(folder, 'mine.txt'), 'mine')
  expect(demo('.')).toEqual({ code: 1, text: '', errors: 'The demo failed. The folder . is not empty.\n' })
  expect(existsSync(path.join(folder, 'mine.txt'))).toBe(true)
})

function picksIn(run: string): string[] {
  return [...run.matchAll(/^ +(?:picked)? +(p4-\d-\d) {2}/gm)].map((found) => found[1]!)
}
