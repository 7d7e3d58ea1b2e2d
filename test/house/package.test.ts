import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readText, root } from './workflow-files.ts'

const run = promisify(execFile)
let folder: string
/** Where somebody has installed the package, and nothing else. */
let place: string
/** What npm has packed. */
let tarball: string
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
  for (const name of ['package.json', 'README.md', 'LICENSE', 'action.yml', 'examples', 'schema'])
    await cp(path.join(root, name), path.join(source, name), { recursive: true })
  await cp(path.dirname(inject('action')), path.join(source, 'dist'), { recursive: true })
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: source,
    env,
  })
  await cp(path.join(root, 'examples/phase-4.yml'), path.join(place, 'phase-4.yml'))
  await writeFile(path.join(place, 'package.json'), '{ "private": true }')
  tarball = path.join(folder, stdout.trim())
  await run('npm', ['install', '--silent', tarball], { cwd: place, env })
})

afterAll(() => rm(folder, { recursive: true }))

/** The commands of a README's section, without comments. */
function commandsOf(title: string): string[] {
  const section = readText('README.md')
    .split(/^## /m)
    .find((text) => text.startsWith(title))!
  const [, block = ''] = /^```sh\n([\s\S]*?)^```$/m.exec(section) ?? []
  return block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '')
}

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

test('from an empty folder, the commands of the README lead to first picks, and there are at most four', async () => {
  const commands = commandsOf('Your own phase')
  expect(commands.length).toBeLessThanOrEqual(4)
  const empty = path.join(folder, 'empty')
  await mkdir(empty)
  let printed = ''
  for (const command of commands) {
    // The place that the README names has nothing behind it here: what was packed stands for it.
    const here = command.replace('github:OWNER/phase-coordinator', tarball).replace('--once', '--once --port 0')
    printed = (await run('sh', ['-c', here], { cwd: empty, env })).stdout
  }
  expect(printed).toMatch(/^Picked:\n {2}#\d+ \S+: .+$/m)
  expect(await readdir(path.join(empty, '.github/workflows'))).toContain('coordinator.yml')
})
