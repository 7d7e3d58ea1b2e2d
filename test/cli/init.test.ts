import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, inject, test } from 'vitest'

const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
const launch = path.join(import.meta.dirname, '../../examples/notes/phase-4-launch.md')
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'init-'))
  folders.push(folder)
  return folder
}

/** Runs the built command line in a folder; nobody answers questions there. */
function run(folder: string, given: readonly string[]) {
  const env = { PATH: process.env.PATH, PHASE_COORDINATOR_NOW: '2026-02-23T03:15:00Z' }
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [cli, ...given], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr })
    })
    child.stdin!.end()
  })
}

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return names
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
}

function write(folder: string, name: string, text: string): string {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
  return name
}

const phaseFile = '.github/phases/phase-1.yml'

describe('init', () => {
  test('writes a phase file and the workflow, says what it assumed, and names the next commands', async () => {
    const folder = emptyFolder()
    const { code, stdout, stderr } = await run(folder, ['init', '--yes'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(filesIn(folder)).toEqual([phaseFile, '.github/workflows/coordinator.yml'])
    expect(stdout).toContain(`written  ${phaseFile}`)
    expect(stdout).toContain('phase 1 (--phase), the title "Phase 1" (--title), no target date (--target)')
    // As this test called it, so that the lines can be copied.
    expect(stdout).toContain(`\n  node ${cli} check ${phaseFile}\n  node ${cli} forecast ${phaseFile}\n`)
    expect(await run(folder, ['forecast', phaseFile])).toMatchObject({ code: 0, stderr: '' })
  })

  test('asks nothing where there is no terminal', async () => {
    const folder = emptyFolder()
    expect(await run(folder, ['init'])).toMatchObject({ code: 0, stderr: '' })
    expect(filesIn(folder)).toHaveLength(2)
  })

  test('takes every option, and the folder', async () => {
    const folder = emptyFolder()
    mkdirSync(path.join(folder, 'a b'))
    const options = ['--phase', 'beta', '--title', 'Beta: #1', '--target', '2030-01-31', '--workers', 'Claude, script']
    const more = ['--action', 'octo/coordinator@v2', '--branch', 'trunk']
    const { code, stdout } = await run(folder, ['init', 'a b', '--yes', ...options, ...more])
    expect(code).toBe(0)
    const workflows = ['coordinator.yml', 'worker-claude.yml', 'worker-script.yml'].map(
      (name) => `a b/.github/workflows/${name}`,
    )
    expect(filesIn(folder)).toEqual(['a b/.github/phases/phase-beta.yml', ...workflows])
    const text = readFileSync(path.join(folder, 'a b/.github/phases/phase-beta.yml'), 'utf8')
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/raw\.githubusercontent\.com\/octo\/coordinator\/v2\//,
    )
    expect(text).toContain('\nphase: beta\ntitle: "Beta: #1"\n')
    expect(readFileSync(path.join(folder, workflows[0]!), 'utf8')).toContain('branches: ["trunk"]')
    expect(stdout).toContain(" check 'a b/.github/phases/phase-beta.yml'")
    expect(stdout).not.toContain('Taken, because')
  })

  test('overwrites nothing, and names what it left', async () => {
    const folder = emptyFolder()
    write(folder, '.github/workflows/coordinator.yml', 'mine')
    mkdirSync(path.join(folder, '.github/phases'))
    symlinkSync(path.join(folder, 'elsewhere.yml'), path.join(folder, phaseFile))
    const { code, stdout } = await run(folder, ['init', '--yes', '--phase', '1'])
    expect(code).toBe(0)
    expect(stdout).toContain('left     .github/workflows/coordinator.yml: it is there already, and stays as it is')
    expect(stdout).toContain(`left     ${phaseFile}`)
    expect(filesIn(folder)).toEqual(['.github/workflows/coordinator.yml'])
    expect(readFileSync(path.join(folder, '.github/workflows/coordinator.yml'), 'utf8')).toBe('mine')
  })

  test('run again, adds no second phase unless one is named', async () => {
    const folder = emptyFolder()
    await run(folder, ['init', '--yes'])
    const before = filesIn(folder)
    const { code, stdout } = await run(folder, ['init', '--yes'])
    expect(code).toBe(0)
    expect(stdout).toContain('There are phase files already. For another one, give its id with --phase.')
    expect(stdout).not.toContain('Taken, because')
    expect(filesIn(folder)).toEqual(before)
    expect(await run(folder, ['init', '--yes', '--phase', '2'])).toMatchObject({ code: 0 })
    expect(filesIn(folder)).toContain('.github/phases/phase-2.yml')
  })

  test('prints the files of a dry run, and writes none', async () => {
    const folder = emptyFolder()
    const { code, stdout, stderr } = await run(folder, ['init', '--yes', '--dry-run'])
    expect(code).toBe(0)
    expect(filesIn(folder)).toEqual([])
    expect(stdout).toContain(`--- # ${phaseFile}\n# yaml-language-server`)
    expect(stdout).toContain('--- # .github/workflows/coordinator.yml\nname: Phase Coordinator')
    expect(stderr).toContain('Taken, because nothing else was said')
  })

  test('takes the default branch that a clone remembers', async () => {
    const folder = emptyFolder()
    write(folder, '.git/refs/remotes/origin/HEAD', 'ref: refs/remotes/origin/develop\n')
    await run(folder, ['init', '--yes'])
    const text = readFileSync(path.join(folder, '.github/workflows/coordinator.yml'), 'utf8')
    expect(text).toContain('branches: ["develop"]')
  })

  test.each([
    ['an id that is none', ['--phase', 'a b'], '--phase "a b" cannot be used'],
    ['a title of two lines', ['--title', 'a\nb'], '--title "a b" cannot be used'],
    ['a day that does not exist', ['--target', '2030-02-30'], '--target "2030-02-30" cannot be used'],
    ['a worker that nobody knows', ['--workers', 'claude,gpt'], '--workers "claude,gpt" cannot be used'],
    ['an action without a ref', ['--action', 'octo/coordinator'], '--action "octo/coordinator" cannot be used'],
    ['a folder that is not there', ['nowhere'], 'There is no folder nowhere.'],
    ['an unknown option', ['--force'], "error: unknown option '--force'"],
  ])('answers %s with code 2, and writes nothing', async (_, given, message) => {
    const folder = emptyFolder()
    const { code, stdout, stderr } = await run(folder, ['init', '--yes', ...given])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(filesIn(folder)).toEqual([])
  })

  test('refuses an id that another file has', async () => {
    const folder = emptyFolder()
    write(folder, '.github/phases/old.yml', 'phase: 4\ntitle: Old\ntasks: [{ id: a, title: A }]\n')
    const { code, stderr } = await run(folder, ['init', '--yes', '--phase', '4'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: Phase 4 is in .github/phases/old.yml already. Give another id with --phase. [wrong-use]\n',
    })
  })

  test('says where a folder cannot be made, and ends with code 1', async () => {
    const folder = emptyFolder()
    write(folder, '.github', 'a file')
    const { code, stdout, stderr } = await run(folder, ['init', '--yes'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toContain(`failed   ${phaseFile}: its folder cannot be made`)
  })
})

describe('init --from', () => {
  test('makes the phase of the launch note, tells what it leaves open, and forecast takes it', async () => {
    const folder = emptyFolder()
    const note = write(folder, 'notes/launch.md', readFileSync(launch, 'utf8'))
    const { code, stdout, stderr } = await run(folder, ['init', '--from', note])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('notes/launch.md:16: The note counts 4 tasks of DevOps and names 3.')
    expect(filesIn(folder)).toContain('.github/workflows/worker-claude.yml')
    const workflow = readFileSync(path.join(folder, '.github/workflows/coordinator.yml'), 'utf8')
    expect(workflow).toContain(
      '      contents: write # read the phase files, and commit the files that mirror the phase\n',
    )
    expect(workflow).toContain('          slack-webhook-url: ')
    const forecast = await run(folder, ['forecast', '.github/phases/phase-4.yml'])
    expect(forecast).toMatchObject({ code: 0, stderr: '' })
    expect(forecast.stdout).toContain('Expected on 1 March 2026, 7 days before the target 8 March 2026')
  })

  test('lets options say better than the note', async () => {
    const folder = emptyFolder()
    const note = write(folder, 'n.md', '# Phase 4: Old - 2026-02-01\n\nTarget: 2026-03-01\n\n- [ ] A\n')
    const options = ['--phase', '9', '--title', 'New', '--target', '2026-04-01', '--workers', 'copilot']
    const { code } = await run(folder, ['init', '--from', note, ...options])
    expect(code).toBe(0)
    const text = readFileSync(path.join(folder, '.github/phases/phase-9.yml'), 'utf8')
    expect(text).toContain('\nphase: 9\ntitle: New\n')
    expect(text).toContain('\ntarget_date: 2026-04-01 ')
    expect(text).toContain('copilot: { assign: ["copilot-swe-agent[bot]"] }')
  })

  test('says coordinator.yml needs a permission for files where it was there before', async () => {
    const folder = emptyFolder()
    write(folder, '.github/workflows/coordinator.yml', 'mine')
    const { stdout } = await run(folder, [
      'init',
      '--from',
      write(folder, 'n.md', '# Phase 4: X\n- [ ] A\n- See JOBS.md\n'),
    ])
    expect(stdout).toContain('the coordinator.yml that is there needs "contents: write"')
  })

  test.each([
    ['no tasks', '# Phase 4\n', 'n.md:1:1: The note has no task.'],
    ['a circle', '# Phase 4: X\n- [ ] A (after: B)\n- [ ] B (after: A)\n', 'n.md:2:1: This is a cycle'],
    ['no text', 'a\nb\0', 'n.md:2:1: This line is no UTF-8 text'],
    ['too much', 'x'.repeat(1024 * 1024 + 1), 'n.md:1:1: This note is larger than 1 MB.'],
  ])('of a note with %s writes nothing, and says why at its line', async (_, text, message) => {
    const folder = emptyFolder()
    const { code, stdout, stderr } = await run(folder, ['init', '--from', write(folder, 'n.md', text)])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(filesIn(folder)).toEqual(['n.md'])
  })

  test('of a note that is not there says so', async () => {
    const { code, stderr } = await run(emptyFolder(), ['init', '--from', 'n.md'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^n\.md:1:1: This note cannot be read\./)
  })

  test('refuses task ids that another phase file has, and writes nothing', async () => {
    const folder = emptyFolder()
    write(folder, '.github/phases/old.yml', 'phase: 3\ntitle: Old\ntasks: [{ id: p4-1-1, title: A }]\n')
    const note = write(folder, 'n.md', '# Phase 4: X\n\n- p4-1-1: A\n')
    const { code, stderr } = await run(folder, ['init', '--from', note])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^n\.md:3:1: .*`p4-1-1`/)
    expect(filesIn(folder)).toEqual(['.github/phases/old.yml', 'n.md'])
  })

  test('takes the power from text that would steer the terminal', async () => {
    const folder = emptyFolder()
    const note = write(folder, 'n.md', '# Phase 4: X\n- [ ] A (after: \u001b[31mred)\n- Manager: \u001b[31mAnn\n')
    const { stdout, stderr } = await run(folder, ['init', '--from', note])
    expect(stdout + stderr).not.toContain('\u001b')
    expect(readFileSync(path.join(folder, '.github/phases/phase-4.yml'), 'utf8')).not.toContain('\u001b')
  })
})
