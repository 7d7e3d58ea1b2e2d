import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { movingTag, notesOf, readTag, releaseMistakes } from '../../scripts/release.ts'
import { Runner } from './run-step.ts'
import { readText, root, stepsOf } from './workflow-files.ts'

const workflow = '.github/workflows/release.yml'

describe('the rules of a release', () => {
  test.each(['1.2.3', 'v1.2', 'v01.2.3', 'v1.2.3-', 'v1.2.3-rc..1', 'v1.2.3 ', 'v1.2.3+build'])(
    '%j is no version',
    (tag) => {
      expect(readTag(tag)).toBeUndefined()
      expect(releaseMistakes(tag, '1.2.3', '')).toEqual([expect.stringContaining('is no version')])
    },
  )

  test('a tag needs the version of the package and a section of the changelog that says something', () => {
    const changelog =
      '# Changelog\n\n## 1.2.3 - 2026-11-26\n\n- New.\n\n## 1.2.2 - 2026-11-20\n\n## 1.2.1 - 2026-11-19\n\n- Old.\n'
    expect(releaseMistakes('v1.2.3', '1.2.3', changelog)).toEqual([])
    expect(releaseMistakes('v1.2.3', '1.2.2', changelog)).toEqual([
      'The tag is v1.2.3, but package.json says 1.2.2: set the version there, then tag.',
    ])
    expect(releaseMistakes('v1.2.2', '1.2.2', changelog)).toEqual([
      'CHANGELOG.md says nothing about 1.2.2: add a section "## 1.2.2 - <date>".',
    ])
    expect(notesOf(changelog, '1.2.3')).toBe('- New.')
    expect(notesOf(changelog, '1.2.1')).toBe('- Old.')
    expect(notesOf(changelog, '1.2')).toBeUndefined()
  })

  test('the tag of the major version moves forward alone, and not to what is still tried', () => {
    const tags = ['v1.2.3', 'v1.10.0', 'v1.11.0-rc.1', 'v2.0.0', 'v1', 'other', '']
    expect(movingTag('v1.10.0', tags)).toBe('v1')
    expect(movingTag('v1.9.9', tags)).toBeUndefined()
    expect(movingTag('v1.10.1', tags)).toBe('v1')
    expect(movingTag('v1.11.0-rc.1', tags)).toBeUndefined()
    expect(movingTag('v2.0.0', tags)).toBe('v2')
    expect(movingTag('v0.1.0', tags)).toBe('v0')
  })

  test('the version that package.json names may be released as it is', () => {
    const { version } = JSON.parse(readText('package.json'))
    expect(releaseMistakes(`v${version}`, version, readText('CHANGELOG.md'))).toEqual([])
  })
})

test('the Marketplace takes what action.yml says of itself', () => {
  const { name, description, branding } = parse(readText('action.yml'))
  expect(name).toBe('Phase Coordinator')
  expect(description.length).toBeLessThanOrEqual(125)
  expect(branding).toEqual({ icon: expect.stringMatching(/^[a-z-]+$/), color: expect.stringMatching(/^[a-z-]+$/) })
})

describe('the steps of the release', () => {
  let runner: Runner

  beforeEach(() => {
    runner = new Runner()
    runner.write('scripts/release.ts', readFileSync(path.join(root, 'scripts/release.ts'), 'utf8'))
    runner.write('package.json', '{ "name": "phase-coordinator", "version": "1.2.3", "type": "module" }')
    runner.write('CHANGELOG.md', '# Changelog\n\n## 1.2.3 - 2026-11-26\n\n- New.\n')
    runner.write('phase-coordinator-1.2.3.tgz', '')
    runner.git('init', '--quiet', '--initial-branch=main')
    runner.git('add', '--all')
    runner.git('commit', '--quiet', '--message', 'First')
    runner.git('tag', 'v1.2.3')
    runner.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  })

  afterEach(() => runner.remove())

  function run(name: string, tag = 'v1.2.3') {
    const step = stepsOf(workflow).find((each) => each.name === name)!
    const env = { TAG: tag, BRANCH: 'main', GH_TOKEN: 't', GH_REPO: 'o/r', RUNNER_TEMP: runner.home }
    return runner.run(step, env)
  }

  const said = () => runner.calls().map(({ args }) => args.join(' '))

  test('a tag that fits is let through; one that is not on the default branch is not', () => {
    expect(run('Is this what the tag says?').status).toBe(0)
    runner.git('commit', '--quiet', '--allow-empty', '--message', 'Elsewhere')
    const { status, stdout } = run('Is this what the tag says?')
    expect(status).toBe(1)
    expect(stdout).toContain('v1.2.3 is not on main')
    expect(run('Is this what the tag says?', 'v1.2.4').status).toBe(1)
  })

  test('the release is made with its notes and the package', () => {
    runner.answer('fail')
    expect(run('Publish the release').status).toBe(0)
    expect(said()).toEqual([
      'release view v1.2.3 --json isDraft --jq .isDraft',
      `release create v1.2.3 --verify-tag --title v1.2.3 --notes-file ${runner.home}/notes.md phase-coordinator-1.2.3.tgz`,
    ])
    expect(readFileSync(path.join(runner.home, 'notes.md'), 'utf8')).toBe('- New.\n')
  })

  test('one that is published stays as it is, and one that was cut off is made anew', () => {
    runner.answer('false')
    expect(run('Publish the release').status).toBe(0)
    expect(said()).toHaveLength(1)
    runner.answer('true')
    expect(run('Publish the release').status).toBe(0)
    expect(
      said()
        .slice(2)
        .map((call) => call.split(' ', 2).join(' ')),
    ).toEqual(['release delete', 'release create'])
  })

  test('a version that is still tried is marked so, and moves no tag', () => {
    runner.answer('fail')
    expect(run('Publish the release', 'v1.2.3-rc.1').status).toBe(0)
    expect(said().at(-1)).toContain('--prerelease')
    const before = said().length
    expect(run('Move the tag of the major version', 'v1.2.3-rc.1').status).toBe(0)
    expect(said()).toHaveLength(before)
  })

  test('the tag of the major version is moved to the commit, and made where there is none', () => {
    const commit = runner.git('rev-parse', 'HEAD')
    runner.answer('', 'fail', '')
    expect(run('Move the tag of the major version').status).toBe(0)
    expect(run('Move the tag of the major version').status).toBe(0)
    expect(said()).toEqual([
      `api --method PATCH repos/o/r/git/refs/tags/v1 -f sha=${commit} -F force=true`,
      `api --method PATCH repos/o/r/git/refs/tags/v1 -f sha=${commit} -F force=true`,
      `api --method POST repos/o/r/git/refs -f ref=refs/tags/v1 -f sha=${commit}`,
    ])
  })
})
