import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockFolder } from '../../../src/local/playground/lock.ts'

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a folder that is let go of holds nothing of the lock, and is there for the next', () => {
  const folder = emptyFolder()
  lockFolder(folder)!()
  expect(readdirSync(folder)).toEqual([])
  expect(lockFolder(folder)).toBeDefined()
})

test('a folder of a process that lives is refused', () => {
  const folder = emptyFolder()
  writeFileSync(path.join(folder, 'in-use-by'), String(process.ppid))
  expect(lockFolder(folder)).toBeUndefined()
})

test.each(['', 'x', '-1', '4194305', String(process.pid)])('what %j was left by is taken over', (left) => {
  const folder = emptyFolder()
  writeFileSync(path.join(folder, 'in-use-by'), left)
  expect(lockFolder(folder)).toBeDefined()
})
