import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Bed } from '../run/bed.ts'
import { workerText } from '../run/worker-text.ts'
import { CommandLine, example } from './command-line.ts'

const small = (over: string) => `phase: 1
title: First
milestone: false
${over}
`

describe('plan without a repository', () => {
  let cli: CommandLine
  beforeEach(() => {
    cli = new CommandLine()
  })
  afterEach(() => cli.remove())

  test('shows what the first run would open and pick, by phase and issue, and why', async () => {
    const { code, stdout, stderr } = await cli.run(['plan', example])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Phase 4: Release readiness (.github/phases/phase-4.yml)\n  + 15 labels: phase-progress,')
    expect(stdout).toContain(`
  + p4-1-3  Self-Host Guide
      + labels phase-task, phase:4, stream:documentation, priority:3,
        model:sonnet and status:blocked
      + milestone "v1.0.0"
      + blocked by p4-4-1
`)
    expect(
      stdout.slice(stdout.indexOf('Plan:')),
    ).toBe(`Plan: 13 issues to open, 12 links, 2 picks; 54 writes, about 1 minute at
GitHub's pace.

Picks
  p4-4-1  Docker Images
    Priority 1, and 2d of work hang on it.
  p4-1-1  User Guide Documentation
    Priority 1.
`)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('is one line of JSON for programs', async () => {
    const file = cli.file('1.yml', small('tasks: [{ id: a, title: A }, { id: b, title: B, depends_on: [a] }]'))
    const { stdout } = await cli.run(['plan', '--json', file])
    expect(stdout.trimEnd()).not.toContain('\n')
    const plan = JSON.parse(stdout)
    expect(plan).toMatchObject({
      repository: null,
      picks: [{ task: 'a', issue: null, title: 'A', why: 'Priority 3, and 2d of work hang on it.' }],
      counts: { open: 3, change: 0, close: 0, link: 1, unlink: 0, start: 0, pick: 1 },
      resting: [],
      decisions: [],
      warnings: [],
    })
    expect(plan.phases[0].changes).toContainEqual({
      about: 'task',
      task: 'b',
      issue: null,
      sign: '+',
      what: 'blocked by a',
    })
  })

  test('says of a phase that comes after another when it opens', async () => {
    const first = cli.file('1.yml', small('tasks: [{ id: a, title: A }]'))
    const second = cli.file('2.yml', 'phase: 2\ntitle: Second\nafter: 1\ntasks: [{ id: b, title: B }]\n')
    const { stdout } = await cli.run(['plan', first, second])
    expect(stdout).toContain('\nPhase 2: Second opens once phase 1 is complete.\n')
  })

  test('takes an adopted issue to be there, and changes it', async () => {
    const file = cli.file('1.yml', small('tasks: [{ id: a, title: A, issue: 42 }, { id: b, title: B }]'))
    const { stdout } = await cli.run(['plan', file])
    expect(stdout).toContain('  ~ a (#42)  A\n')
    expect(stdout).toContain('Plan: 2 issues to open, 1 issue to change, 2 picks;')
    expect(stdout).not.toContain('Decisions needed')
  })

  test('says what a worker lacks that would be started at once', async () => {
    const auto =
      'spawn: auto\nmodels: { m: { workflow: worker.yml } }\ntasks: [{ id: a, title: A, model: m, issue: 42 }]'
    const { stdout } = await cli.run(['plan', cli.file('1.yml', small(auto))])
    expect(stdout).toContain('Decisions needed\n  The worker of a (#42) cannot start: .github/workflows/worker.yml')
    cli.file('.git/HEAD', '')
    cli.file('.github/workflows/worker.yml', workerText)
    const { stdout: then } = await cli.run(['plan', '1.yml'])
    expect(then).toContain('+ take the claim a#1')
    expect(then).toContain('1 worker to start')
  })

  test('plans nothing with a broken file', async () => {
    const { code, stdout, stderr } = await cli.run(['plan', cli.file('1.yml', small('tasks: []\nslot: 3'))])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^1\.yml:5:1: Unknown key `slot`/m)
  })

  test('takes the power from titles that would steer the terminal', async () => {
    const title = JSON.stringify('a\u001b[31mb\u202E')
    const file = cli.file('1.yml', `phase: 1\ntitle: ${title}\ntasks: [{ id: a, title: ${title} }]\n`)
    const { stdout } = await cli.run(['plan', file])
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202E/u)
  })
})

describe('plan of a repository', () => {
  let bed: Bed
  let cli: CommandLine
  const file = '.github/phases/1.yml'
  const plan = (given: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
    cli.run(['plan', '--repo', 'octo/demo', ...given], {
      GITHUB_API_URL: bed.tracker.url,
      GH_TOKEN: 'octocat-token',
      ...environment,
    })
  const put = async (text: string) => {
    cli.file(file, text)
    await bed.write(file, text)
  }
  beforeEach(async () => {
    bed = await Bed.start()
    cli = new CommandLine()
  })
  afterEach(async () => {
    cli.remove()
    await bed.close()
  })

  const launched = small(
    'tasks:\n  - { id: a, title: A }\n  - { id: b, title: B, depends_on: [a] }\n  - { id: c, title: C }',
  )

  test('that has nothing yet counts the writes that the action then makes', async () => {
    await put(
      readFileSync(example, 'utf8')
        .replace(/^files:(?:\n .*)+$/m, '')
        .replace(/^slack:.*$/m, ''),
    )
    const { stdout } = await plan(['--json'])
    const { writes } = await bed.run()
    expect(JSON.parse(stdout).counts.writes).toBe(writes.length)
  })

  test('that was launched says that nothing is to be changed, and writes nothing', async () => {
    await put(launched)
    await bed.run()
    const before = bed.tracker.requests.length
    expect(await plan([])).toEqual({
      code: 0,
      stdout: 'No changes: octo/demo is as these files say.\n',
      stderr: '',
    })
    const sent = bed.tracker.requests.slice(before)
    expect(sent.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toEqual([])
    expect(sent.length).toBeGreaterThan(1)
  })

  test('shows what other local files would change', async () => {
    await put(launched)
    await bed.run()
    cli.file(
      file,
      small(
        'tasks:\n  - { id: a, title: Other }\n  - { id: b, title: B }\n  - { id: c, title: C }\n  - { id: d, title: D, depends_on: [a] }',
      ),
    )
    const { stdout } = await plan([])
    expect(stdout).toContain(`  ~ a (#${bed.task('a').number})  Other\n`)
    expect(stdout).toContain('      ~ title "a: A" → "a: Other"\n')
    expect(stdout).toContain(`      - blocked by #${bed.task('a').number}\n`)
    expect(stdout).toContain('  + d  D\n')
    expect(stdout).toMatch(/^Plan: 1 issue to open, \d issues to change, 1 link, 1 link to take away/m)
  })

  test('tells what stops the run, with the code of a failed one', async () => {
    await put(launched)
    await bed.run()
    cli.file(file, launched.replaceAll('id: c', 'id: z'))
    const { code, stdout, stderr } = await plan([])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('confirm')
  })

  test('knows the issues of a coordinator with another login by that login', async () => {
    bed.tracker.addUser('my-app[bot]', { permission: 'write', type: 'Bot' })
    bed.tracker.addToken('app-token', {
      login: 'my-app[bot]',
      kind: 'installation',
      permissions: { issues: 'write', contents: 'read', metadata: 'read', pull_requests: 'read' },
    })
    await put(launched)
    await bed.run({ inputs: { token: 'app-token' } })
    expect((await plan([])).stdout).toContain('+ a  A')
    expect((await plan(['--as', 'my-app[bot]'])).stdout).toBe('No changes: octo/demo is as these files say.\n')
  })

  test.each([
    ['no token', [], { GH_TOKEN: '' }, 2, /^error: there is no token for GitHub\. Set GH_TOKEN/],
    ['a token of two lines', [], { GH_TOKEN: 'a\nb' }, 2, /^error: GH_TOKEN or GITHUB_TOKEN holds spaces/],
    [
      'a token that GitHub does not know',
      [],
      { GH_TOKEN: 'unknown' },
      1,
      /^GitHub does not accept the token in GH_TOKEN/,
    ],
    [
      'a name that is none',
      ['--repo', 'octo'],
      {},
      2,
      /^error: "octo" is no repository: write --repo owner\/name\. \[wrong-use\]\n$/,
    ],
    ['a repository that is not shown', ['--repo', 'octo/other'], {}, 1, /^GitHub does not show this repository/],
    ['no answer', [], { GITHUB_API_URL: 'http://127.0.0.1:9' }, 1, /^GitHub could not be read \(/],
  ])('with %s says so, and no more', async (_, given, environment, wanted, words) => {
    await put(launched)
    const { code, stdout, stderr } = await plan(given, environment)
    expect({ code, stdout }).toEqual({ code: wanted, stdout: '' })
    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/^ +at /m)
  })
})
