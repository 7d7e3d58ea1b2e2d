// Repositories that are not as they should be. The plainest cases stand in modes.test.ts and changes.test.ts; here is
// what else becomes of them: before the launch, in the middle of it, in a dry run, without a checkout, and to the end.

import { expect } from 'vitest'
import { enterpriseBehaviour } from '../../src/local/behaviour.ts'
import { isIssueCreation, nth } from '../../src/local/faults.ts'
import { type ActionOptions, type ActionRun, type Bed, planText, test } from './bed.ts'
import { issuesOn } from './board.ts'

const plan = { slots: 1, tasks: [{ id: 'a', priority: 1 }, 'b', { id: 'c', depends_on: ['b'] }] }

const withoutCheckout = { GITHUB_WORKSPACE: '/nonexistent/workspace' }

/** The one thing that the run has to say. */
function onlyAnnotation(run: ActionRun): string {
  expect(run.annotations, run.log).toHaveLength(1)
  return run.annotations[0]!.message
}

for (const [what, options] of [
  ['a dry run', { inputs: { 'dry-run': 'true' } }],
  ['a run on a pull request', { event: 'pull_request', env: { GITHUB_REF: 'refs/pull/7/merge' } }],
] as const) {
  test(`where issues are disabled, ${what} says so in the same words`, async ({ bed }) => {
    await bed.plan(plan)
    bed.board.state.repository.hasIssues = false
    const run = await bed.expectQuiet({ ...options, code: 1 })
    expect(onlyAnnotation(run)).toContain('Issues are disabled in this repository')
  })
}

test('issues that are disabled in the middle of a launch end it with one message, and the next run goes on', async ({
  bed,
}) => {
  await bed.plan(plan)
  const third = nth(isIssueCreation, 2)
  bed.tracker.setIntercept((request, proceed) => {
    if (third(request)) bed.board.state.repository.hasIssues = false
    return proceed()
  })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(onlyAnnotation(run)).toContain('Issues are disabled in this repository')
  bed.tracker.setIntercept(undefined)
  await bed.expectQuiet({ code: 1 })
  bed.board.state.repository.hasIssues = true
  await bed.runWell()
  expect(issuesOn(bed.board)).toHaveLength(4)
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'ready', 'blocked'])
  await bed.expectQuiet()
})

test('a phase is not launched in an archived repository: one message, and a dry run shows all the same what would be done', async ({
  bed,
}) => {
  await bed.plan(plan)
  bed.board.state.repository.archived = true
  for (let hour = 0; hour < 2; hour++) {
    const run = await bed.run()
    expect(run.code).toBe(1)
    expect(onlyAnnotation(run)).toBe(
      'The repository is archived and so read-only. Unarchive it, or remove this workflow. [repository-archived]',
    )
    expect(run.requests.filter(({ status }) => status === 403)).toHaveLength(1)
  }
  expect([bed.board.issues, bed.board.milestones]).toEqual([[], []])
  const dry = await bed.expectQuiet({ inputs: { 'dry-run': 'true' } })
  expect(dry.annotations).toEqual([])
  expect(dry.log).toContain('would open the progress issue of phase 1')
})

test('a repository that is archived in the middle of a launch gets the rest once it is unarchived', async ({ bed }) => {
  await bed.plan(plan)
  const third = nth(isIssueCreation, 2)
  bed.tracker.setIntercept((request, proceed) => {
    if (third(request)) bed.board.state.repository.archived = true
    return proceed()
  })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(onlyAnnotation(run)).toContain('archived')
  bed.tracker.setIntercept(undefined)
  bed.board.state.repository.archived = false
  await bed.runWell()
  expect(issuesOn(bed.board)).toHaveLength(4)
  await bed.expectQuiet()
})

test('outputs and summary of an archived repository still say how things stand', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('a')
  bed.board.state.repository.archived = true
  const run = await bed.run()
  expect(run.ids('done')).toEqual(['a'])
  expect(run.ids('picked')).toEqual([])
  expect(run.summary).toContain('archived')
})

test('after the default branch was renamed, the file is read from the new one, and the old name is a branch like others', async ({
  bed,
}) => {
  bed.board.putFile('.github/phases/1.yml', planText(plan))
  await bed.runWell({ env: withoutCheckout })
  bed.board.renameDefaultBranch('trunk')
  bed.board.putFile('.github/phases/1.yml', planText({ ...plan, tasks: [...plan.tasks, 'd'] }))
  const old = await bed.expectQuiet({ event: 'push', env: { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: headOf(bed) } })
  expect(old.log).toContain('would open an issue "d: Task d"')
  const run = await bed.runWell({ event: 'push', env: { ...withoutCheckout, GITHUB_REF: 'refs/heads/trunk' } })
  expect(run.ids('ready')).toEqual(['b', 'd'])
  await bed.expectQuiet({ env: withoutCheckout })
})

const headOf = (bed: Bed) => bed.board.state.git.refs[`heads/${bed.board.state.repository.defaultBranch}`]!

test('a phase is launched, renamed with its repository without a checkout, and played to its end', async ({ bed }) => {
  bed.board.putFile('.github/phases/1.yml', planText(plan))
  const env = withoutCheckout
  await bed.runWell({ env })
  bed.board.renameRepository('acme/renamed')
  for (const id of ['a', 'b', 'c']) {
    await bed.octocat.close(id)
    await bed.runWell({ env })
  }
  expect(bed.progress()).toMatchObject({ open: false, reason: 'completed' })
  expect(issuesOn(bed.board)).toHaveLength(4)
  const quiet = await bed.expectQuiet({ env })
  expect(quiet.requests.filter(({ status }) => status >= 300)).toEqual([])
})

test('a repository that is renamed in the middle of a launch gets one issue for each task', async ({ bed }) => {
  await bed.plan(plan)
  const third = nth(isIssueCreation, 2)
  bed.tracker.setIntercept((request, proceed) => {
    if (third(request)) bed.board.renameRepository('octo/renamed')
    return proceed()
  })
  const run = await bed.run()
  expect(run.log).not.toContain('mistake of Phase Coordinator')
  bed.tracker.setIntercept(undefined)
  await bed.runWell()
  const titles = issuesOn(bed.board)
    .filter(({ reason }) => reason !== 'duplicate')
    .map(({ title }) => title)
  expect(titles.toSorted()).toEqual(['Phase 1 progress: Trial', 'a: Task a', 'b: Task b', 'c: Task c'])
  await bed.expectQuiet()
})

/** What GitHub gives a workflow that a pull request from a fork starts. */
const forksToken = { issues: 'read', contents: 'read', pull_requests: 'read', metadata: 'read' } as const

function asFork(bed: Bed, options: ActionOptions = {}): ActionOptions {
  bed.tracker.addToken('forks-token', {
    login: 'github-actions[bot]',
    kind: 'installation',
    permissions: forksToken,
  })
  return {
    event: 'pull_request',
    ...options,
    inputs: { token: 'forks-token', ...options.inputs },
    env: { GITHUB_REF: 'refs/pull/7/merge', ...options.env },
  }
}

test('a pull request from a fork, whose token only reads, is shown what its plan would change', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.plan({ ...plan, tasks: [...plan.tasks, { id: 'd', depends_on: ['a'] }] })
  const run = await bed.expectQuiet(asFork(bed))
  expect(run.annotations).toEqual([])
  expect(run.log).toContain('would open an issue "d: Task d"')
  expect(run.log).toContain('would mark d as blocked by a')
  expect(run.summary).toContain('would open an issue')
})

test('a pull request from a fork to a phase that was never launched is shown the launch', async ({ bed }) => {
  await bed.plan(plan)
  const run = await bed.expectQuiet(asFork(bed))
  expect(run.annotations).toEqual([])
  expect(run.log).toContain('would open the progress issue of phase 1')
})

test('a bad plan in a pull request from a fork is told at its place', async ({ bed }) => {
  await bed.plan({ ...plan, tasks: ['a', { id: 'b', depends_on: ['x'] }] })
  const run = await bed.expectQuiet({ ...asFork(bed), code: 1 })
  expect(run.annotations[0]).toMatchObject({ level: 'error', properties: { file: '.github/phases/1.yml' } })
})

test('a push in a fork with a token that only reads ends in one message that names the permission, again and again', async ({
  bed,
}) => {
  await bed.plan(plan)
  const options = asFork(bed, { event: 'push', env: { GITHUB_REF: 'refs/heads/main' } })
  for (let hour = 0; hour < 2; hour++) {
    const run = await bed.run(options)
    expect(run.code).toBe(1)
    expect(onlyAnnotation(run)).toContain('issues: write')
  }
  expect(bed.board.issues).toEqual([])
})

const withoutSecret = { inputs: { token: '' } }

test('where a fork has no secret to give as token, its files are checked, and one notice says why no more is shown', async ({
  bed,
}) => {
  await bed.plan(plan)
  const run = await bed.expectQuiet(asFork(bed, withoutSecret))
  expect(bed.tracker.requests).toEqual([])
  expect(onlyAnnotation(run)).toContain('workflows of pull requests from forks are given no secrets')
  expect(run.annotations[0]!.level).toBe('notice')
})

test('where a fork has no secret to give as token, mistakes in its plan are told at their places', async ({ bed }) => {
  await bed.plan({ ...plan, tasks: ['a', { id: 'b', depends_on: ['x'] }, { id: 'c', dependson: ['a'] }] })
  const run = await bed.expectQuiet({ ...asFork(bed, withoutSecret), code: 1 })
  expect(bed.tracker.requests).toEqual([])
  const places = run.annotations.map(({ level, properties }) => [level, properties.file])
  const mistake = ['error', '.github/phases/1.yml']
  expect(places).toEqual([mistake, mistake, ['error', undefined]])
  expect(run.annotations.at(-1)!.message).toContain('2 mistakes in the phase files')
  expect(run.summary).toContain('### Mistakes in the phase files')
})

test('where a fork has no secret to give as token and nothing was checked out, the one message says what to add', async ({
  bed,
}) => {
  const options = asFork(bed, { ...withoutSecret, env: { GITHUB_REF: 'refs/pull/7/merge', ...withoutCheckout } })
  const run = await bed.expectQuiet({ ...options, code: 1 })
  expect(onlyAnnotation(run)).toContain('actions/checkout')
})

test('outside of pull requests an empty token is one clear error', async ({ bed }) => {
  await bed.plan(plan)
  for (const event of ['push', 'schedule', 'issues']) {
    const run = await bed.expectQuiet({ ...asFork(bed, { ...withoutSecret, event }), code: 1 })
    expect(run.annotations[0]!.level).toBe('error')
    expect(onlyAnnotation(run)).toContain('The input token is empty: leave it out')
  }
})

function onEnterprise(bed: Bed, env: Readonly<Record<string, string>> = {}): ActionOptions {
  Object.assign(bed.tracker.behaviour, enterpriseBehaviour)
  return {
    env: {
      GITHUB_API_URL: `${bed.tracker.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${bed.tracker.url}/api/graphql`,
      GITHUB_SERVER_URL: 'https://github.example.com',
      ...env,
    },
  }
}

test('an Enterprise Server without issue dependencies follows edits of the plan, droppings and reopenings by its text', async ({
  bed,
}) => {
  const options = onEnterprise(bed)
  await bed.plan({ ...plan, tasks: [...plan.tasks, { id: 'z', final: true }] })
  await bed.runWell(options)
  expect(bed.states('a', 'b', 'c', 'z')).toEqual(['assigned', 'ready', 'blocked', 'blocked'])
  await bed.plan({ ...plan, tasks: ['a', 'b', { id: 'c', depends_on: ['a'] }, { id: 'z', final: true }] })
  await bed.runWell(options)
  expect(bed.task('c').body).toContain(`Blocked by #${bed.task('a').number}`)
  expect(bed.task('c').body).not.toContain(`Blocked by #${bed.task('b').number}`)
  await bed.expectQuiet(options)
  await bed.octocat.close('a', 'not_planned')
  const dropped = await bed.runWell(options)
  expect(dropped.ids('picked')).toEqual(['b'])
  expect(bed.section('Decisions needed')).toContain('(c) waits for')
  await bed.octocat.reopen('a')
  await bed.runWell(options)
  expect(bed.section('Decisions needed')).toBe('')
  for (const id of ['b', 'a', 'c', 'z']) {
    await bed.octocat.close(id)
    await bed.runWell(options)
  }
  expect(bed.progress()).toMatchObject({ open: false, reason: 'completed' })
  await bed.expectQuiet(options)
  expect(bed.tracker.requests.filter(({ path }) => path.includes('/dependencies/')).length).toBeLessThanOrEqual(2)
})

test('an Enterprise Server is asked at its own addresses alone, and the summary links to its own pages', async ({
  bed,
}) => {
  bed.board.putFile('.github/phases/1.yml', planText(plan))
  const options = onEnterprise(bed, withoutCheckout)
  const run = await bed.runWell(options)
  expect(run.ids('picked')).toEqual(['a'])
  expect(run.annotations).toEqual([])
  expect(run.summary).toContain(`https://github.example.com/octo/demo/issues/${bed.task('a').number}`)
  expect(run.summary).not.toContain('github.com/octo')
  const quiet = await bed.expectQuiet(options)
  expect(quiet.summary).not.toContain('//github.com')
})

test('on an Enterprise Server a missing permission is not taken for missing dependencies', async ({ bed }) => {
  const options = onEnterprise(bed)
  await bed.plan(plan)
  await bed.runWell(options)
  bed.tracker.addToken('local-token', { login: 'github-actions[bot]', kind: 'installation', permissions: forksToken })
  await bed.octocat.close('a')
  const run = await bed.run(options)
  expect(run.code).toBe(1)
  expect(onlyAnnotation(run)).toContain('issues: write')
})
