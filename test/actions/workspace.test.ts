import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readWorkspace } from '../../src/actions/workspace.ts'

const secret = 'phase: 9\ntitle: SECRET\n'
let folder: string
let root: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'workspace-'))
  root = path.join(folder, 'repository')
  mkdirSync(path.join(root, '.git'), { recursive: true })
  mkdirSync(path.join(root, 'a'))
  writeFileSync(path.join(root, 'a/x.yml'), 'phase: 1')
  writeFileSync(path.join(folder, 'x.yml'), secret)
})

afterEach(() => rmSync(folder, { recursive: true }))

const inside = (name: string) => path.join(root, name)

async function read(...globs: string[]) {
  const found = await readWorkspace(root, globs)
  expect(JSON.stringify(found)).not.toContain('SECRET')
  return {
    files: found?.files.map((file) => file.path),
    problems: found?.problems.map((problem) => `${problem.file}: ${problem.message}`),
  }
}

test.each(['{..,a}/x.yml', 'a/{.,..}/{.,..}/x.yml', '[.][.]/x.yml'])(
  '%s does not reach what lies beside the workspace',
  async (glob) => {
    const { files, problems } = await read(glob)
    expect(files?.every((file) => file === 'a/x.yml')).toBe(true)
    expect(problems).toEqual([
      '../x.yml: This file lies outside of the repository. Name one inside of it with the input phase-file.',
    ])
  },
)

test('links are not followed, wherever they lead', async () => {
  symlinkSync('../x.yml', inside('file.yml'))
  symlinkSync('..', inside('folder'))
  symlinkSync('.', inside('loop'))
  symlinkSync('self.yml', inside('self.yml'))
  symlinkSync('/dev/zero', inside('zero.yml'))
  const { files, problems } = await read('*.yml', 'folder/*.yml', 'loop/a/*.yml', 'folder/../../x.yml')
  expect(files).toEqual([])
  expect(problems).toEqual([
    '../x.yml: This file lies outside of the repository. Name one inside of it with the input phase-file.',
    ...['file.yml', 'folder/x.yml', 'loop/a/x.yml'].map(
      (file) => `${file}: This is a symbolic link or lies behind one. Put the phase file itself here.`,
    ),
    'self.yml: This file cannot be read. Check that it exists and that the runner may read it.',
    'zero.yml: This is a symbolic link or lies behind one. Put the phase file itself here.',
  ])
})

test('a pipe is not waited for, and folders are no files', async () => {
  execFileSync('mkfifo', [inside('pipe.yml')])
  mkdirSync(inside('folder.yml'))
  expect(await read('*.yml', '**')).toEqual({
    files: ['a/x.yml'],
    problems: ['pipe.yml: This is a pipe, a device or the like. Put the phase file itself here.'],
  })
})

test('of a file that is too large nothing is read', async () => {
  writeFileSync(inside('large.yml'), Buffer.alloc(1024 * 1024 + 1, 0x61))
  expect(await read('large.yml')).toEqual({
    files: [],
    problems: ['large.yml: This file is larger than 1 MB. Split the phase into several files.'],
  })
})

test('very many files are refused before they are read', async () => {
  for (let at = 0; at <= 1_000; at++) writeFileSync(inside(`a/${at}.yml`), '')
  await expect(read('a/*.yml')).rejects.toThrow('names more than 1,000 files: name the phase files more closely')
})
