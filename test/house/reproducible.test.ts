import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from './workflow-files.ts'

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Builds a copy of the sources elsewhere, on a machine that is set up in another way. Gives a checksum for each file. */
function buildElsewhere(name: string, umask: string, env: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), name))
  folders.push(folder)
  for (const place of ['src', 'scripts', 'schema', 'package.json', 'tsconfig.json'])
    cpSync(path.join(root, place), path.join(folder, place), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  const { status, stderr } = spawnSync('sh', ['-c', `umask ${umask} && exec "$0" scripts/build.ts`, process.execPath], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH!, ...env },
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const dist = path.join(folder, 'dist')
  return Object.fromEntries(readdirSync(dist).map((file) => [file, sha256(path.join(dist, file))]))
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

test('the build gives the same bytes in every folder, time zone, language and umask, and for every user', () => {
  const one = buildElsewhere('a', '022', { TZ: 'UTC', LC_ALL: 'C', HOME: '/nowhere', USER: 'one' })
  const other = buildElsewhere('a-much-longer-name-', '077', {
    TZ: 'Pacific/Kiritimati',
    LC_ALL: 'tr_TR.UTF-8',
    LANG: 'tr_TR.UTF-8',
    HOME: tmpdir(),
    USER: 'other',
    NODE_ENV: 'production',
    CI: 'true',
    SOURCE_DATE_EPOCH: '1',
  })
  expect(Object.keys(one).length).toBeGreaterThan(6)
  expect(other).toEqual(one)
})
