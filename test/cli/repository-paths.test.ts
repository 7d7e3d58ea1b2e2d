import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pathInRepository, repositoryRoot } from '../../src/command-line/repository-paths.ts'

test.each([
  ['a file in the root', '4.yml', '/repo', '/repo', '4.yml'],
  ['a file named from a folder below', '../4.yml', '/repo/docs', '/repo', '4.yml'],
  ['a file below that folder', 'phases/4.yml', '/repo/docs', '/repo', 'docs/phases/4.yml'],
  ['a file without a repository', 'phases/4.yml', '/work', undefined, 'phases/4.yml'],
  ['a file from elsewhere', '../../other/4.yml', '/repo/docs', '/repo', '.github/phases/4.yml'],
  ['a file whose name begins with dots', '..4.yml', '/repo', '/repo', '..4.yml'],
])('%s', (_, file, folder, root, wanted) => {
  expect(pathInRepository(file, folder, root)).toBe(wanted)
})

test('the root is the nearest folder above that Git keeps', async () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'repository-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(path.join(folder, 'a/b'), { recursive: true })
  mkdirSync(path.join(folder, '.git'))
  expect(await repositoryRoot(path.join(folder, 'a/b'))).toBe(folder)
})
