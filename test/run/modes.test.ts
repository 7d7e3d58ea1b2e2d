import { expect } from 'vitest'
import { enterpriseBehaviour } from '../../src/local/behaviour.ts'
import { type ActionOptions, type Bed, planText, test } from './bed.ts'
import { issuesOn } from './board.ts'

const plan = { slots: 1, tasks: [{ id: 'a', priority: 1 }, 'b', { id: 'c', depends_on: ['b'] }] }

/** Runs that must show what would be done, and write nothing. */
const dryRuns: Readonly<Record<string, ActionOptions>> = {
  'with dry-run: true': { inputs: { 'dry-run': 'true' } },
  'on another branch': { event: 'push', env: { GITHUB_REF: 'refs/heads/feature' } },
  'by hand on another branch': { event: 'workflow_dispatch', env: { GITHUB_REF: 'refs/heads/feature' } },
  'on a tag': { event: 'push', env: { GITHUB_REF: 'refs/tags/v1' } },
  'on a pull request': { event: 'pull_request', env: { GITHUB_REF: 'refs/pull/7/merge' } },
  'on a pull request, with the base branch’s rights': { event: 'pull_request_target' },
  'on a pull request’s review': { event: 'pull_request_review', env: { GITHUB_REF: 'refs/pull/7/merge' } },
  'in a merge queue': { event: 'merge_group', env: { GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-7' } },
}

for (const [when, options] of Object.entries(dryRuns)) {
  test(`a run ${when} says in plain words what would be done, and writes nothing`, async ({ bed }) => {
    await bed.plan(plan)
    const run = await bed.runWell(options)
    expect(run.writes).toEqual([])
    expect(issuesOn(bed.board)).toEqual([])
    expect(run.log).toContain('would create the label phase:1')
    expect(run.log).toContain('would create the milestone "Phase 1: Trial"')
    expect(run.log).toContain('would open the progress issue of phase 1')
    expect(run.log).toContain('would open an issue "a: Task a" with the labels')
    expect(run.log).toContain('would mark c as blocked by b')
    expect(run.log).toMatch(/Dry run: \d+ operations would be done\./)
    expect(run.summary).toContain('- would open the progress issue of phase 1')
    expect(run.ids('picked')).toEqual(['a'])
  })
}

test('a dry run of a running phase says only what is new', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const options = { inputs: { 'dry-run': 'true' } }
  const same = await bed.expectQuiet(options)
  expect(same.log).toContain('Dry run: nothing would be changed.')
  await bed.octocat.close('a')
  const change = await bed.expectQuiet(options)
  expect(change.log).toContain('would update what stands on b: assigned')
  expect(change.log).not.toContain('would update what stands on c')
  expect(bed.states('b')).toEqual(['ready'])
})

test('a run on another branch checks the file of that branch', async ({ bed }) => {
  await bed.plan({ ...plan, slots: 'many' })
  const run = await bed.expectQuiet({ event: 'pull_request', env: { GITHUB_REF: 'refs/pull/7/merge' }, code: 1 })
  expect(run.annotations[0]!.properties.file).toBe('.github/phases/1.yml')
})

test('a run on another branch without a checkout checks the file of its commit', async ({ bed }) => {
  bed.board.putFile('.github/phases/1.yml', planText(plan))
  bed.board.putFile('.github/phases/1.yml', planText({ ...plan, tasks: ['other'] }), { branch: 'feature' })
  const env = {
    GITHUB_REF: 'refs/heads/feature',
    GITHUB_SHA: bed.board.state.git.refs['heads/feature']!,
    GITHUB_WORKSPACE: '/nonexistent/workspace',
  }
  const run = await bed.expectQuiet({ event: 'push', env })
  expect(run.log).toContain('would open an issue "other: Task other"')
})

test('where the event does not name the default branch, GitHub is asked', async ({ bed }) => {
  await bed.plan(plan)
  const payload = { repository: {} }
  const other = await bed.runWell({ event: 'push', payload, env: { GITHUB_REF: 'refs/heads/feature' } })
  expect(other.writes).toEqual([])
  const own = await bed.runWell({ event: 'push', payload })
  expect(own.ids('picked')).toEqual(['a'])
})

test('a run that is repeated reads the branch’s present head, not its old checkout', async ({ bed }) => {
  await bed.plan({ ...plan, tasks: ['old'] })
  bed.board.putFile('.github/phases/1.yml', planText(plan))
  const rerun = { event: 'push', env: { GITHUB_RUN_ATTEMPT: '2' } }
  const run = await bed.runWell(rerun)
  expect(run.ids('picked')).toEqual(['a'])
  expect(issuesOn(bed.board).map(({ title }) => title)).not.toContain('old: Task old')
  await bed.expectQuiet(rerun)
})

for (const [kind, login, as] of [
  ['an App', 'planner[bot]', { kind: 'installation', permissions: { issues: 'write', contents: 'read' } }],
  ['a user', 'planner', { kind: 'user' }],
] as const) {
  test(`the token of ${kind} works, and its login is found`, async ({ bed }) => {
    bed.tracker.addUser(login, { permission: 'write' })
    bed.tracker.addToken('special-token', { login, ...as })
    await bed.plan(plan)
    const inputs = { token: 'special-token' }
    const run = await bed.runWell({ inputs })
    expect(run.ids('picked')).toEqual(['a'])
    expect(bed.progress().author).toBe(login)
    await bed.expectQuiet({ inputs })
  })
}

test('the token never shows in the log, the summary or the issues', async ({ bed }) => {
  bed.tracker.addToken('very-secret-token', { login: 'octocat', kind: 'user' })
  await bed.plan(plan)
  const run = await bed.runWell({ inputs: { token: 'very-secret-token' } })
  expect(run.log.split('\n')[0]).toBe('::add-mask::very-secret-token')
  expect(run.log.replace('::add-mask::very-secret-token', '')).not.toContain('very-secret-token')
  expect(run.summary + JSON.stringify(issuesOn(bed.board))).not.toContain('very-secret-token')
})

/** Tokens that lack something, and what the one error has to name. */
const poorTokens = {
  'may not write issues': [{ issues: 'read', contents: 'read' }, 'issues: write', false],
  'may not even read issues': [{ contents: 'read' }, 'issues: ', false],
  'may not read the repository’s files': [{ issues: 'write' }, 'contents: read', true],
} as const

for (const [lack, [permissions, words, isRemote]] of Object.entries(poorTokens)) {
  test(`a token that ${lack} gets one clear error that names the permission`, async ({ bed }) => {
    bed.tracker.addToken('poor-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
    const options = { inputs: { token: 'poor-token' }, env: isRemote ? { GITHUB_WORKSPACE: '/nonexistent' } : {} }
    if (isRemote) bed.board.putFile('.github/phases/1.yml', planText(plan))
    else await bed.plan(plan)
    const run = await bed.run(options)
    expect(run.code).toBe(1)
    expect(run.annotations.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(run.annotations.at(-1)!.message).toContain(words)
    expect(run.annotations.at(-1)!.message).not.toContain('mistake of Phase Coordinator')
    expect(issuesOn(bed.board)).toEqual([])
    expect(run.requests.length).toBeLessThan(10)
  })
}

test('a token that lost its right to write gets one clear error, and the issues stay as they are', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('a')
  bed.tracker.addToken('local-token', {
    login: 'github-actions[bot]',
    kind: 'installation',
    permissions: { issues: 'read', contents: 'read' },
  })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.annotations.filter(({ level }) => level === 'error')).toHaveLength(1)
  expect(run.annotations.at(-1)!.message).toContain('issues: write')
  expect(bed.states('b', 'c')).toEqual(['ready', 'blocked'])
})

test('a user who may only read gets one clear error', async ({ bed }) => {
  await bed.plan(plan)
  const run = await bed.run({ inputs: { token: 'reader-token' } })
  expect(run.code).toBe(1)
  expect(run.annotations.filter(({ level }) => level === 'error')).toHaveLength(1)
  expect(run.annotations.at(-1)!.message).toContain('issues: write')
  expect(issuesOn(bed.board)).toEqual([])
})

test('a token that GitHub does not accept is one clear error', async ({ bed }) => {
  await bed.plan(plan)
  const run = await bed.expectQuiet({ inputs: { token: 'expired-token' }, code: 1 })
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]!.message).toContain('GitHub does not accept the token')
})

test('an empty token is one clear error', async ({ bed }) => {
  const run = await bed.expectQuiet({ inputs: { token: '' }, code: 1 })
  expect(run.annotations[0]!.message).toContain('The input token is empty')
})

for (const [name, value] of [
  ['dry-run', 'yes'],
  ['confirm', '1'],
  ['operations-per-run', '0'],
  ['operations-per-run', 'many'],
  ['max-active', '-1'],
] as const) {
  test(`the input ${name} refuses ${value}`, async ({ bed }) => {
    await bed.plan(plan)
    const run = await bed.expectQuiet({ inputs: { [name]: value }, code: 1 })
    expect(run.annotations).toHaveLength(1)
    expect(run.annotations[0]!.message).toContain(`The input ${name} is "${value}"`)
  })
}

test('where issues are disabled the run says so, and changes nothing', async ({ bed }) => {
  await bed.plan(plan)
  bed.board.state.repository.hasIssues = false
  const run = await bed.expectQuiet({ code: 1 })
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]!.message).toContain('Issues are disabled in this repository')
})

test('issues that are disabled later are not taken for deleted', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const { body } = bed.progress()
  bed.board.state.repository.hasIssues = false
  await bed.expectQuiet({ code: 1 })
  bed.board.state.repository.hasIssues = true
  await bed.expectQuiet()
  expect(bed.progress().body).toBe(body)
})

test('a repository that the token cannot see is one clear error', async ({ bed }) => {
  await bed.plan(plan)
  bed.tracker.addToken('stranger-token', { login: 'stranger', kind: 'user' })
  const run = await bed.expectQuiet({ inputs: { token: 'stranger-token' }, code: 1 })
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]!.message).toContain('does not show this repository to the token')
})

test('an archived repository is one clear error where there is something to write, and none where there is not', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('a')
  bed.board.state.repository.archived = true
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]!.message).toContain('archived')
  bed.board.state.repository.archived = false
  await bed.runWell()
  bed.board.state.repository.archived = true
  await bed.expectQuiet()
})

function onEnterprise(bed: Bed): ActionOptions {
  return {
    env: {
      GITHUB_API_URL: `${bed.tracker.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${bed.tracker.url}/api/graphql`,
      GITHUB_SERVER_URL: bed.tracker.url,
    },
  }
}

test('an Enterprise Server without issue dependencies gets the blockers as text, and the progress issue says so', async ({
  bed,
}) => {
  Object.assign(bed.tracker.behaviour, enterpriseBehaviour)
  await bed.plan(plan)
  const options = onEnterprise(bed)
  await bed.runWell(options)
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'ready', 'blocked'])
  expect(bed.task('c').body).toContain(`Blocked by #${bed.task('b').number}`)
  expect(bed.progress().body).toContain('This GitHub has no issue dependencies')
  const quiet = await bed.expectQuiet(options)
  expect(quiet.requests.length).toBeLessThanOrEqual(3)
  await bed.octocat.close('a')
  await bed.octocat.close('b')
  const next = await bed.runWell(options)
  expect(next.ids('picked')).toEqual(['c'])
  await bed.expectQuiet(options)
})

test('an Enterprise Server that learns of issue dependencies gets the links', async ({ bed }) => {
  Object.assign(bed.tracker.behaviour, enterpriseBehaviour)
  await bed.plan(plan)
  const options = onEnterprise(bed)
  await bed.runWell(options)
  Object.assign(bed.tracker.behaviour, { enterprise: '3.19.0', dependencies: true })
  await bed.runWell(options)
  expect(bed.task('c').blockers).toEqual([bed.task('b').number])
  expect(bed.progress().body).not.toContain('no issue dependencies')
  await bed.expectQuiet(options)
})

test('an Enterprise Server’s API is found without GITHUB_GRAPHQL_URL', async ({ bed }) => {
  Object.assign(bed.tracker.behaviour, { enterprise: '3.19.0' })
  await bed.plan(plan)
  const run = await bed.runWell({ env: { GITHUB_API_URL: `${bed.tracker.url}/api/v3` } })
  expect(run.ids('picked')).toEqual(['a'])
})

test('an Enterprise Server without sub-issues gets everything else', async ({ bed }) => {
  Object.assign(bed.tracker.behaviour, enterpriseBehaviour, { subIssues: false })
  await bed.plan(plan)
  const options = onEnterprise(bed)
  const run = await bed.runWell(options)
  expect(run.annotations).toEqual([])
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'ready', 'blocked'])
  await bed.expectQuiet(options)
  for (const id of ['a', 'b', 'c']) await bed.octocat.close(id)
  const end = await bed.runWell(options)
  expect(end.outputs['phase-complete']).toBe('true')
  await bed.expectQuiet(options)
  await bed.octocat.rewrite(bed.progress().number, (body) => body.replace('"tasks":', '"tusks":'))
  await bed.runWell(options)
  expect(bed.progress().body).toContain('"tasks":["0a 0b 0c","2 1*2"]')
  expect(issuesOn(bed.board)).toHaveLength(4)
  await bed.octocat.reopen('b')
  await bed.runWell({ ...options, event: 'issues', payload: { issue: { number: bed.task('b').number } } })
  expect(bed.states('b')).toEqual(['ready'])
})

for (const budget of [10, 1]) {
  test(`a budget of ${budget} is never exceeded, and does no harm`, async ({ bed }) => {
    await bed.plan(plan)
    const inputs = { 'operations-per-run': String(budget) }
    for (let at = 0; at < 4; at++) {
      const run = await bed.runWell({ inputs })
      expect(run.writes.length).toBeLessThanOrEqual(budget)
    }
    await bed.runWell()
    expect(issuesOn(bed.board)).toHaveLength(4)
    await bed.expectQuiet({ inputs })
  })
}

test('a budget smaller than the number of labels gets there in many runs', async ({ bed }) => {
  await bed.plan(plan)
  const inputs = { 'operations-per-run': '10' }
  for (let at = 0; at < 12; at++) await bed.runWell({ inputs })
  expect(issuesOn(bed.board)).toHaveLength(4)
})

test('a small budget ends the run cleanly with the picks in place, and the next runs finish', async ({ bed }) => {
  await bed.plan({ slots: 2, tasks: Array.from({ length: 12 }, (_, at) => `t${at}`) })
  const inputs = { 'operations-per-run': '28' }
  const first = await bed.runWell({ inputs })
  expect(first.writes.length).toBeLessThanOrEqual(28)
  expect(first.log).toMatch(/\d+ of \d+ done, because .*; the next run continues\./)
  expect(first.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1)
  expect(first.ids('picked')).toEqual(['t0', 't1'])
  expect(bed.states('t0', 't1')).toEqual(['assigned', 'assigned'])
  const known = issuesOn(bed.board).length
  expect(known).toBeLessThan(13)
  let runs = 1
  for (let run = first; run.log.includes('the next run continues') && runs < 6; runs++) {
    run = await bed.runWell({ inputs })
    expect(run.writes.length).toBeLessThanOrEqual(28)
    expect(run.ids('active')).toEqual(['t0', 't1'])
  }
  expect(issuesOn(bed.board)).toHaveLength(13)
  expect(runs).toBeLessThanOrEqual(3)
  for (let at = 0; at < 12; at++) expect(bed.task(`t${at}`).parent).toBe(bed.progress().number)
  await bed.expectQuiet({ inputs })
})
