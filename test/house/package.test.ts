import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readText, root } from './workflow-files.ts'

const run = promisify(execFile)
let folder: string
/** Where somebody has installed the package, and nothing else. */
let place: string
/** npm's settings: it asks nobody. */
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'package-'))
  const source = path.join(folder, 'source')
  place = path.join(folder, 'place')
  const npmrc = path.join(folder, 'npmrc')
  await writeFile(npmrc, '')
  env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    npm_config_userconfig: npmrc,
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_update_notifier: 'false',
  }
  for (const name of ['package.json', 'README.md', 'LICENSE', 'schema'])
    await cp(path.join(root, name), path.join(source, name), { recursive: true })
  await cp(path.dirname(inject('action')), path.join(source, 'dist'), { recursive: true })
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: source,
    env,
  })
  await cp(path.join(root, 'examples/phase-4.yml'), path.join(place, 'phase-4.yml'))
  await writeFile(path.join(place, 'package.json'), '{ "private": true }')
  await run('npm', ['install', '--silent', path.join(folder, stdout.trim())], { cwd: place, env })
})

afterAll(() => rm(folder, { recursive: true }))

/** As somebody calls it who has installed it. */
async function call(...given: readonly string[]): Promise<string> {
  const { stdout } = await run('npx', ['--no-install', 'phase-coordinator', ...given], { cwd: place, env })
  return stdout
}

test('the package that npm packs works alone', async () => {
  expect(await call('forecast', 'phase-4.yml')).toContain('Phase 4: Release readiness')
})

test('--version prints the version of package.json', async () => {
  expect(await call('--version')).toBe(`${JSON.parse(readText('package.json')).version}\n`)
})
