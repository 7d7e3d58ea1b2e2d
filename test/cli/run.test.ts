import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, expect, inject } from 'vitest'
import { Bed, planText, test } from '../run/bed.ts'
import { issuesOn } from '../run/board.ts'
import { CommandLine, type Ended } from './command-line.ts'

const cli = new CommandLine()
const builtCli = path.join(path.dirname(inject('action')), 'cli.cjs')
afterAll(() => cli.remove())

const plan = planText({ slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['b'] }] })
const place = '.github/phases/1.yml'

/** Runs against the bed's repository, with the token of the workflow unless another one is given. */
function run(bed: Bed, given: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return cli.run(['run', '--repo', bed.tracker.repository, ...given], {
    GITHUB_API_URL: bed.tracker.url,
    GH_TOKEN: 'local-token',
    ...env,
  })
}

function writesOf({ tracker }: Bed) {
  return tracker.requests.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/graphql'))
}

test('a run does what the action does: the action then finds nothing left to do', async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  const { code, stdout, stderr } = await run(bed)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(`Picked: b (#${bed.task('b').number})\n`)
  expect(stdout).toMatch(/^Done: .*3 task issues.*$/m)
  expect(bed.states('a', 'b', 'c')).toEqual(['ready', 'assigned', 'blocked'])
  await bed.write(place, plan)
  await bed.expectQuiet()
  expect((await run(bed)).stdout).toBe('Everything is as it should be: nothing was changed.\n')
})

test('the phase files are those of the default branch, not those of the folder', async ({ bed }) => {
  cli.file(place, plan)
  const { code, stdout } = await run(bed)
  expect(code).toBe(0)
  expect(stdout).toContain('No phase file was found at .github/phases/*.{yml,yaml} on the default branch')
  expect(issuesOn(bed.board)).toEqual([])
})

test('--dry-run names each operation and writes nothing', async ({ bed }) => {
  bed.tracker.putFile('plans/one.yml', plan)
  const { code, stdout } = await run(bed, ['--dry-run', '--phase-file', 'plans/*.yml'])
  expect(code).toBe(0)
  expect(stdout).toContain('would open an issue "a: Task a" with the labels ')
  expect(stdout).toContain('Would be picked: b\n')
  expect(writesOf(bed)).toEqual([])
})

test('--json prints the outputs of the action as values, and warnings', async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  const { stdout } = await run(bed, ['--json'], { GH_TOKEN: 'octocat-token' })
  expect(stdout.trimEnd()).not.toContain('\n')
  const told = JSON.parse(stdout)
  expect(told).toMatchObject({
    picked: ['b'],
    active: ['b'],
    ready: ['a'],
    blocked: ['c'],
    done: [],
    percent: 0,
    'phase-complete': false,
    'progress-issue': bed.progress().number,
    writes: writesOf(bed).length,
    error: null,
  })
  expect(told.warnings).toEqual([
    'These issues were opened by octocat. Where a workflow with another token is to go on with them, write "trusted-authors: octocat" there.',
  ])
})

test("a person's token does not take over what the workflow opened, until its login is named", async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  await run(bed)
  await bed.octocat.close('b')
  const before = writesOf(bed).length
  const own = await run(bed, [], { GH_TOKEN: 'octocat-token' })
  expect(own.code).toBe(1)
  expect(own.stderr).toContain('--trusted-author "github-actions[bot]"')
  expect(writesOf(bed)).toHaveLength(before)
  const trusting = await run(bed, ['--trusted-author', 'github-actions[bot]'], { GH_TOKEN: 'octocat-token' })
  expect(trusting.code, trusting.stderr).toBe(0)
  expect(trusting.stdout).toContain('Picked: a')
  await bed.write(place, plan)
  await bed.expectQuiet()
})

test('what the workflow has marked as done counts as done with another token too', async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  await run(bed)
  const { number } = bed.progress()
  await bed.octocat.comment(number, '/phase pause')
  await run(bed)
  await bed.octocat.close('b')
  // Without its record the progress issue is known to be paused by the mark on the comment alone.
  await bed.octocat.rewrite(number, (body) => body.replace('phase-coordinator:data v1', 'phase-coordinator:data v0'))
  const env = { GH_TOKEN: 'octocat-token' }
  const again = await run(bed, ['--trusted-author', 'github-actions[bot]'], env)
  expect(again.code, again.stderr).toBe(0)
  expect(bed.states('a', 'c')).toEqual(['ready', 'ready'])
  expect(bed.board.reactions.filter(({ user }) => user === 'octocat')).toEqual([])
})

test('whoever interrupts a run is told that the next one goes on, and it does', async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_API_URL: bed.tracker.url,
    GH_TOKEN: 'local-token',
    PHASE_COORDINATOR_PACE: 'off',
  }
  const child = spawn(process.execPath, [builtCli, 'run', '--repo', bed.tracker.repository], { env })
  bed.tracker.setIntercept(async (request, proceed) => {
    if (/\/issues$/.test(request.path) && request.method === 'POST') child.kill('SIGINT')
    return proceed()
  })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  bed.tracker.setIntercept(undefined)
  expect({ code, told }).toEqual({ code: 130, told: 'Stopped. What is done is done, and the next run continues.\n' })
  for (let left = 5; left > 0 && !(await run(bed)).stdout.startsWith('Everything is as it should be'); left--);
  expect(issuesOn(bed.board)).toHaveLength(4)
  expect(bed.states('a', 'b', 'c')).toEqual(['ready', 'assigned', 'blocked'])
})

test('a file with mistakes is told by line, its phase is left alone, and the code is 1', async ({ bed }) => {
  bed.tracker.putFile(place, `${plan}  - { id: a, title: Twice }\n`)
  const { code, stderr } = await run(bed)
  expect(code).toBe(1)
  expect(stderr).toMatch(/^\.github\/phases\/1\.yml:\d+:\d+: /)
  expect(issuesOn(bed.board)).toEqual([])
})

test('a run that stops at its limit of operations says so, and the next one goes on', async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  const first = await run(bed, ['--operations-per-run', '12'])
  expect(first.code).toBe(0)
  expect(first.stdout).toContain('because the limit of operations for one run is reached; the next run continues.')
  for (let left = 5; left > 0 && !(await run(bed)).stdout.startsWith('Everything is as it should be'); left--);
  expect(bed.states('a', 'b', 'c')).toEqual(['ready', 'assigned', 'blocked'])
})

test.each([
  ['no token', { GH_TOKEN: '' }, [], 2, 'GH_TOKEN=$(gh auth token)'],
  ['a token that GitHub refuses', { GH_TOKEN: 'expired-token' }, [], 1, '401 Bad credentials'],
  ['a count that is none', {}, ['--max-active', '0'], 2, 'Write a whole number above 0.'],
  ['a pattern that leaves the repository', {}, ['--phase-file', '../*.yml'], 2, 'inside the repository'],
  ['a login that is none', {}, ['--trusted-author', 'a b'], 2, 'Write a login of GitHub'],
  ['an address that is not Slack’s', { SLACK_WEBHOOK_URL: 'https://example.com/x' }, [], 2, 'SLACK_WEBHOOK_URL'],
])('answers %s in one line, with what to do', async (_, env, given, code, words) => {
  const bed = await Bed.start()
  const ended = await run(bed, given, env)
  await bed.close()
  expect(ended.code).toBe(code)
  expect(ended.stderr).toContain(words)
  expect(ended.stderr).not.toMatch(/^ +at /m)
})

test('no secret shows anywhere', async ({ bed }) => {
  bed.tracker.putFile(place, plan)
  const secrets = {
    GH_TOKEN: 'local-token',
    AGENT_TOKEN: 'octocat-token',
    SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/services/T00000000/B00000000/notARealSecret000000000',
    SLACK_TOKEN: 'xoxb-not-a-real-token',
  }
  const { code, stdout, stderr } = await run(bed, ['--json'], secrets)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  for (const secret of [...Object.values(secrets), 'notARealSecret000000000'])
    expect(`${stdout}${stderr}`).not.toContain(secret)
})
