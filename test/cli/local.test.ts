import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'

const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
const env = { PATH: process.env.PATH, PHASE_COORDINATOR_NOW: '2026-02-23T03:15:00Z', NO_COLOR: '1' }

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function run(cwd: string, ...args: readonly string[]) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [cli, 'local', '--port', '0', ...args], { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr })
    })
  })
}

/** Starts it, and resolves with the address of its pages. */
function start(cwd: string, ...args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [cli, 'local', '--port', '0', ...args], { cwd, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
      if (found !== null) resolve({ child, url: found[0] })
    })
    child.on('close', (code) => reject(new Error(`It ended with ${code}: ${text}`)))
  })
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve))
}

test('in an empty folder the example is launched, and its first picks are shown', async () => {
  const folder = emptyFolder()
  const { code, stdout, stderr } = await run(folder, '--once')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(
    [
      'There is no phase file in .github/phases here, so the example is played.',
      '13 issues are open, the progress issue is #1.',
      'Picked:',
      '  #2 p4-4-1: Docker Images',
      '  #3 p4-1-1: User Guide Documentation',
      '',
    ].join('\n'),
  )
  expect(existsSync(path.join(folder, '.phase-coordinator/state.json'))).toBe(true)
  expect(existsSync(path.join(folder, '.github'))).toBe(false)
})

test('the phase files of the folder are what is played; with a mistake it says where, and ends with 1', async () => {
  const folder = emptyFolder()
  mkdirSync(path.join(folder, '.github/phases'), { recursive: true })
  const file = path.join(folder, '.github/phases/mine.yml')
  writeFileSync(file, 'phase: 1\ntitle: Mine\ntasks: [{ id: a, title: First }]\n')
  expect((await run(folder, '--once')).stdout).toContain('Picked:\n  #2 a: First\n')
  writeFileSync(file, 'phase: 1\ntitle: Mine\ntasks: [{ id: a }]\n')
  const { code, stdout } = await run(folder, '--once')
  expect(code).toBe(1)
  expect(stdout).toContain('.github/phases/mine.yml:3:9')
})

test('it goes on until it is stopped, and one folder belongs to one at a time', async () => {
  const folder = emptyFolder()
  const { child, url } = await start(folder)
  expect((await fetch(url)).status).toBe(200)
  const second = await run(folder, '--once')
  expect(second.code).toBe(2)
  expect(second.stderr).toContain('Another one is at work with')
  child.kill('SIGINT')
  expect(await ended(child)).toBe(0)
  expect((await run(folder, '--once')).code).toBe(0)
})

test('a state that is not there is not exported', async () => {
  const folder = emptyFolder()
  const { code, stderr } = await run(folder, '--export', 'state.export')
  expect(code).toBe(2)
  expect(stderr).toContain('There is no state in')
  expect(existsSync(path.join(folder, 'state.export'))).toBe(false)
})

test('what was killed at any moment is taken up by the next', async () => {
  const folder = emptyFolder()
  const { child } = await start(folder)
  child.kill('SIGKILL')
  await ended(child)
  const { code, stdout } = await run(folder, '--once')
  expect(code).toBe(0)
  expect(stdout).toContain('13 issues are open, the progress issue is #1.\nPicked:\n')
})

test('a state is exported, and loaded elsewhere; no file is overwritten', async () => {
  const [one, other] = [emptyFolder(), emptyFolder()]
  await run(one, '--once')
  const file = path.join(one, 'state.export')
  expect((await run(one, '--export', file)).code).toBe(0)
  expect(JSON.parse(readFileSync(file, 'utf8')).tracker.issues).toHaveLength(13)
  expect(await run(one, '--export', file)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('cannot be written'),
  })
  expect(await run(other, '--load', file, '--once')).toMatchObject({ code: 0 })
  writeFileSync(file, 'nothing')
  expect(await run(other, '--load', file, '--once')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('cannot be loaded: This is no state of the local tracker'),
  })
})

test.each([
  [['nowhere'], 'There is no folder nowhere'],
  [['--worker', 'nothing'], 'There is no program nothing'],
  [['--worker', 'a', '--review'], '--worker and --review exclude each other'],
  [['--port', '70000'], 'from 0 to 65535'],
])('wrong use is told in one line: %j', async (args, message) => {
  const { code, stderr } = await run(emptyFolder(), ...args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

test('a state that is broken is no stack trace', async () => {
  const folder = emptyFolder()
  await run(folder, '--once')
  writeFileSync(path.join(folder, '.phase-coordinator/state.json'), '{')
  const { code, stderr } = await run(folder, '--once')
  expect(code).toBe(2)
  expect(stderr).toContain('begin again with --fresh')
  expect((await run(folder, '--once', '--fresh')).code).toBe(0)
})
