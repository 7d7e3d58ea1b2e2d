import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'forecast-'))
afterAll(() => rmSync(folder, { recursive: true }))

const example = path.join(import.meta.dirname, '../../examples/phase-4.yml')
const cli = path.join(path.dirname(inject('action')), 'cli.cjs')

/** Runs the built command line in a folder of its own. */
function run(given: readonly string[], now = '2026-02-23T03:15:00Z') {
  const env = { PATH: process.env.PATH, PHASE_COORDINATOR_NOW: now }
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [cli, ...given], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr })
    })
  })
}

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text)
  return name
}

describe('forecast --json', () => {
  test('prints one line for each file, with the fields that programs rely on', async () => {
    const later = file('5.yml', 'phase: 5\ntitle: Next\nafter: 4\ntasks: [{ id: p5-1, title: First, effort: 2d }]\n')
    const { code, stdout, stderr } = await run(['forecast', '--json', later, example])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toEqual({
      phase: '5',
      slots: 2,
      expected_hours: 80,
      schedule: [{ task: 'p5-1', slot: 1, start_hours: 64, finish_hours: 80 }],
      best_hours: 80,
      best_schedule: [{ task: 'p5-1', slot: 1, start_hours: 64, finish_hours: 80 }],
      bound_hours: 80,
      expected_finish: '2026-03-05',
      likely: { p50: expect.stringMatching(/^2026-03-0\d$/), p85: expect.stringMatching(/^2026-03-\d\d$/) },
      target_date: null,
      slack_days: null,
      critical: ['p5-1'],
    })
    expect(lines[1]).toMatchObject({
      phase: '4',
      expected_finish: '2026-03-02',
      target_date: '2026-03-08',
      slack_days: 6,
    })
  })
})

describe('forecast', () => {
  test('says in words when a phase ends, and when each task is worked on', async () => {
    const { code, stdout } = await run(['forecast', example])
    expect(code).toBe(0)
    expect(stdout).toContain('Phase 4: Release readiness')
    expect(stdout).toContain('Expected on 2 March 2026, 6 days before the target 8 March 2026')
    expect(stdout).toContain('2026-03-01 to 2026-03-02  slot 1  p4-4-3')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('says what a better order would gain, and what priorities cost', async () => {
    const tasks = [
      '{ id: a, title: A, effort: 4h, priority: 1 }',
      '{ id: b, title: B, effort: 4h, priority: 1 }',
      '{ id: long, title: L, effort: 2d }',
    ]
    const text = `phase: 1\ntitle: T\ntarget_date: 2026-02-24\ntasks: [${tasks.join(', ')}]\n`
    const { stdout } = await run(['forecast', file('gain.yml', text)], '2026-02-23T00:00:00Z')
    expect(stdout).toContain('Expected on 25 February 2026, a day after the target 24 February 2026')
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'The best that was found saves 4h, with long sooner. Priorities cost 4h.',
    )
  })

  test('takes the power from a title that would steer the terminal', async () => {
    const title = JSON.stringify('a\u001b[31mb')
    const { stdout } = await run(['forecast', file('t.yml', `phase: 1\ntitle: ${title}\ntasks: [{ id: a, title: T }]`)])
    expect(stdout).not.toContain('\u001b')
  })

  test('tells every mistake by file, line and column, and forecasts nothing', async () => {
    const bad = file('bad.yml', 'phase: 6\ntitle: T\ntasks:\n  - { id: a, title: A, depends_on: [b] }\n')
    const { code, stdout, stderr } = await run(['forecast', '--json', example, bad, 'missing.yml'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^bad\.yml:4:37: There is no task `b` to depend on/m)
    expect(stderr).toMatch(/^missing\.yml:1:1: /m)
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test.each([
    ['no file', ['forecast']],
    ['an unknown option', ['forecast', '--yaml', example]],
    ['an unknown command', ['divine']],
  ])('answers %s with code 2', async (_, given) => {
    const { code, stdout, stderr } = await run(given)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: /)
  })

  test('refuses a clock that is no time, with code 2', async () => {
    const { code, stderr } = await run(['forecast', example], 'yesterday')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: PHASE_COORDINATOR_NOW is no ISO time: write one such as 2026-02-22T12:00:00Z, or unset it. [clock-invalid]\n',
    })
  })

  test.each([
    ['a pipe', (place: string) => execFileSync('mkfifo', [place]), 'cannot be read'],
    ['a link to a device', (place: string) => symlinkSync('/dev/zero', place), 'cannot be read'],
    ['a folder', (place: string) => mkdirSync(place), 'cannot be read'],
    ['nothing', () => {}, 'cannot be read'],
    [
      'a file that is too large',
      (place: string) => writeFileSync(place, 'x'.repeat(1024 * 1024 + 1)),
      'is larger than',
    ],
    ['a file of zeros', (place: string) => writeFileSync(place, Buffer.alloc(9)), 'U+0000'],
  ])('of %s says so in one line, and does not wait for more', async (_, make, words) => {
    const name = `${words.length}-${readdirSync(folder).length}.yml`
    make(path.join(folder, name))
    const { code, stdout, stderr } = await run(['forecast', '--json', name])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^\S+:1:1: .*\n$/)
    expect(stderr).toContain(words)
  })

  test('explains itself, its exit codes too', async () => {
    const { code, stdout } = await run(['forecast', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Exit codes: 0 done; 1 a file has mistakes')
  })
})
